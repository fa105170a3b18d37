package access_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
)

func TestSessionKnowsItsWorker(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	token := b.signIn(p)
	got, err := b.Session(ctx, token)
	if err != nil || got != p {
		t.Fatalf("%+v, %v", got, err)
	}
	if other := b.signIn(p); other == token {
		t.Error("two sessions have one token")
	}
	actor := got.Actor("township/140427103", false)
	if want := (hub.Actor{Staff: p.Staff, Site: p.Site, Role: hub.RoleCarer, Lane: "township/140427103"}); actor != want {
		t.Errorf("acts as %+v", actor)
	}
	for name, token := range map[string]string{
		"none": "", "rubbish": "rubbish", "of another box": strings.Repeat("A", 43), "with a tail": token + "A", "html": "<b>",
	} {
		_, err := b.Session(ctx, token)
		if hub.CodeOf(err) != hub.CodeSignedOut {
			t.Errorf("token %s: %v", name, err)
		}
	}
}

// Three minutes untouched: the cover, which only her PIN lifts. Use keeps it away.
func TestIdleCover(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	token := b.signIn(p)
	for range 5 {
		b.pass(3*time.Minute - time.Second)
		if _, err := b.Session(ctx, token); err != nil {
			t.Fatal(err)
		}
	}
	b.pass(3 * time.Minute)
	for range 2 { // looking at the cover does not lift it
		got, err := b.Session(ctx, token)
		tells(t, err, "access.covered")
		if got != p {
			t.Errorf("the cover belongs to %+v", got)
		}
	}
	if key, n := told(t, b.Uncover(ctx, token, wrongPIN)); key != "access.wrong" || n != 4 {
		t.Errorf("wrong PIN: %s %d", key, n)
	}
	must(t, b.Uncover(ctx, token, rightPIN))
	if _, err := b.Session(ctx, token); err != nil {
		t.Error(err)
	}
	b.Cover(token)
	_, err := b.Session(ctx, token)
	tells(t, err, "access.covered")
}

// After a restart nobody knows how long the screen stood alone: covered, not over.
func TestRestartCovers(t *testing.T) {
	b := newBox(t, nil)
	p := b.worker()
	token := b.signIn(p)
	b.restart()
	got, err := b.Session(ctx, token)
	tells(t, err, "access.covered")
	if got != p {
		t.Errorf("the cover belongs to %+v", got)
	}
	must(t, b.Uncover(ctx, token, rightPIN))
	if _, err := b.Session(ctx, token); err != nil {
		t.Error(err)
	}
}

// A shift ends after 12 hours, however busy; the wall clock has no say.
func TestShiftEnds(t *testing.T) {
	b := newBox(t, nil)
	token := b.signIn(b.worker())
	b.reading.Wall = b.reading.Wall.AddDate(-20, 0, 0)
	for b.elapsed < 12*time.Hour-2*time.Minute {
		b.pass(2 * time.Minute)
		if _, err := b.Session(ctx, token); err != nil {
			t.Fatalf("after %v: %v", b.elapsed, err)
		}
	}
	b.pass(2 * time.Minute)
	_, err := b.Session(ctx, token)
	tells(t, err, "access.over")
	tells(t, b.Uncover(ctx, token, rightPIN), "access.over")
	b.restart()
	_, err = b.Session(ctx, token)
	tells(t, err, "access.over")
}

func TestSignOut(t *testing.T) {
	b := newBox(t, nil)
	p, other := b.worker(), b.worker()
	one, two, theirs := b.signIn(p), b.signIn(p), b.signIn(other)
	for range 2 {
		must(t, b.SignOut(ctx, one))
	}
	must(t, b.SignOut(ctx, "rubbish"))
	_, err := b.Session(ctx, one)
	tells(t, err, "access.over")
	if _, err := b.Session(ctx, two); err != nil {
		t.Errorf("her other screen: %v", err)
	}
	must(t, b.SetPIN(ctx, p.Staff, "7402", access.Known{}, false)) // a new PIN ends all of hers
	_, err = b.Session(ctx, two)
	tells(t, err, "access.over")
	if _, err := b.Session(ctx, theirs); err != nil {
		t.Errorf("another worker's screen: %v", err)
	}
	b.restart()
	_, err = b.Session(ctx, two)
	tells(t, err, "access.over")
}

// A stolen local.db opens no session.
func TestTokensAreNotOnDisk(t *testing.T) {
	b := newBox(t, nil)
	token := b.signIn(b.worker())
	secret, err := base64.RawURLEncoding.DecodeString(token)
	must(t, err)
	b.stop()
	defer b.start()
	files, err := filepath.Glob(filepath.Join(b.dir, "local.db*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		must(t, err)
		if strings.Contains(string(raw), string(secret)) || strings.Contains(string(raw), token) {
			t.Errorf("%s holds the token", name)
		}
	}
}
