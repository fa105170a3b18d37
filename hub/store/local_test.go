package store_test

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// clock is a clock that a test sets.
type clock struct{ at time.Time }

func (c *clock) Now() hub.Reading { return hub.Reading{Wall: c.at, Quality: hub.ClockConfirmed} }

func newClock() *clock { return &clock{time.Date(2026, 11, 23, 8, 0, 0, 0, hub.China)} }

func openFolder(t testing.TB, dir string) *store.Folder {
	t.Helper()
	f, err := store.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestDraftSurvivesReopening(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	folder, key, staff := openFolder(t, dir), [32]byte{1}, hub.NewID()
	typed := []byte(`{"name":"王小满"}`)
	open := func() *store.Local {
		l, err := sqlite.OpenLocal(ctx, folder, newClock(), key)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}

	l := open()
	if err := l.PutDraft(ctx, staff, "child/new", []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := l.PutDraft(ctx, staff, "child/new", typed); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"local.db", "local.db-wal"} {
		b, err := os.ReadFile(folder.Path(name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("王小满")) {
			t.Errorf("%s holds the name in the clear", name)
		}
	}

	l = open()
	defer l.Close()
	got, ok, err := l.Draft(ctx, staff, "child/new")
	if err != nil || !ok || !bytes.Equal(got, typed) {
		t.Fatalf("draft = %q, %v, %v; want %q", got, ok, err, typed)
	}
	if _, ok, err := l.Draft(ctx, hub.NewID(), "child/new"); ok || err != nil {
		t.Errorf("another person's draft: %v, %v", ok, err)
	}
	var pages []string
	err = l.EachDraft(ctx, staff, func(page string, body []byte, _ time.Time) error {
		pages = append(pages, page+" "+string(body))
		return nil
	})
	if err != nil || len(pages) != 1 || pages[0] != "child/new "+string(typed) {
		t.Errorf("pages = %v, %v", pages, err)
	}
	if err := l.DropDraft(ctx, staff, "child/new"); err != nil {
		t.Fatal(err)
	}
	if _, ok, _ := l.Draft(ctx, staff, "child/new"); ok {
		t.Error("a dropped draft is still there")
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	first := openFolder(t, dir)
	_, err := store.OpenFolder(dir)
	if hub.CodeOf(err) != hub.CodeFolder {
		t.Fatalf("second opening: %v; want code %s", err, hub.CodeFolder)
	}
	if err := os.WriteFile(first.Path("tmp", "half"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	first.Close()
	first.Close()
	again := openFolder(t, dir)
	if left, err := os.ReadDir(again.Temp()); err != nil || len(left) != 0 {
		t.Errorf("tmp after reopening: %v, %v", left, err)
	}
}

func TestLocalAddressBookJobsSettings(t *testing.T) {
	ctx, c := context.Background(), newClock()
	l, err := sqlite.OpenLocal(ctx, openFolder(t, t.TempDir()), c, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	lane := hub.TownshipLane("140427103")
	for i, name := range []string{"a", "b", "a"} {
		c.at = c.at.Add(time.Minute)
		if err := l.PutPeer(ctx, store.Peer{Name: name, Address: string(rune('1' + i)), Lane: lane}); err != nil {
			t.Fatal(err)
		}
	}
	peers, err := l.Peers(ctx)
	if err != nil || len(peers) != 2 || peers[0].Name != "a" || peers[0].Address != "3" || peers[1].Name != "b" {
		t.Errorf("peers = %+v, %v", peers, err)
	}
	if err := l.PutJob(ctx, "scrub", ""); err != nil {
		t.Fatal(err)
	}
	if jobs, err := l.Jobs(ctx); err != nil || len(jobs) != 1 || !jobs[0].Ran.Equal(c.at) {
		t.Errorf("jobs = %+v, %v", jobs, err)
	}
	if v, err := l.Setting(ctx, "sound"); v != "" || err != nil {
		t.Errorf("unset setting = %q, %v", v, err)
	}
	if err := l.PutSetting(ctx, "sound", "on"); err != nil {
		t.Fatal(err)
	}
	if v, _ := l.Setting(ctx, "sound"); v != "on" {
		t.Errorf("setting = %q", v)
	}
}

// Drafts of whoever is erased go with the subject, whoever began them; all others stay.
func TestDraftsGoWithTheirSubject(t *testing.T) {
	ctx := t.Context()
	l, err := sqlite.OpenLocal(ctx, openFolder(t, t.TempDir()), newClock(), [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	one, other, gone, stays := hub.NewID(), hub.NewID(), hub.NewID(), hub.NewID()
	for page, body := range map[string]string{
		"place/" + gone.String(): "{}", "register": `{"Family":"` + gone.String() + `"}`, "place/" + stays.String(): "{}",
	} {
		for _, staff := range []hub.ID{one, other} {
			if err := l.PutDraft(ctx, staff, page, []byte(body)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := l.DropDraftsOf(ctx, gone); err != nil {
		t.Fatal(err)
	}
	for _, staff := range []hub.ID{one, other} {
		var left []string
		err := l.EachDraft(ctx, staff, func(page string, _ []byte, _ time.Time) error {
			left = append(left, page)
			return nil
		})
		if err != nil || len(left) != 1 || left[0] != "place/"+stays.String() {
			t.Errorf("left %v, %v", left, err)
		}
	}
}
