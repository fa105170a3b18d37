package bundle_test

import (
	"context"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/mesh/bundle"
)

func asError(err error, to **hub.Error) bool { return errors.As(err, to) }
func hexOf(b []byte) string                  { return hex.EncodeToString(b) }

// Two stations and a county that never meet: one stick goes round twice, and all
// hold the same, know that the others do, and have reported.
func TestOneStickForThree(t *testing.T) {
	w := newWorld(t)
	county := w.hub("壶关县", "")
	a, b := w.hub("柳沟站", "140427103"), w.hub("石坡站", "140427103")
	a.write(township, 30)
	b.write(township, 20)
	stick := t.TempDir()

	_, out := a.plug(stick)
	if out.Written != 30 || out.Held != 30 {
		t.Fatalf("A wrote %d of its 30, %d are on the stick", out.Written, out.Held)
	}
	// B did not know A, nor A B: nothing can be read yet, and both leave word.
	in, _ := b.plug(stick)
	if in.New() != 0 || in.Worst() != hub.StickNotYet {
		t.Errorf("B took %d from a stick that was not sealed to it: %+v", in.New(), in.Sources)
	}
	if in, _ = county.plug(stick); in.New() != 50 {
		t.Errorf("the county took %d, want 50", in.New())
	}
	for range 2 {
		for _, m := range []*member{a, b, county} {
			m.plug(stick)
		}
	}
	w.equal(township, a, b, county)
	for _, m := range []*member{a, b} {
		got, err := m.Reported(context.Background(), township, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Pending() != 0 || got.County == 0 {
			t.Errorf("%s says that %d are not reported: the receipts did not come back", m.self.Name, got.Pending())
		}
	}

	// A round in which nothing is new writes no commit, and leaves none on the stick.
	for _, m := range []*member{a, b, county} {
		if in, out := m.plug(stick); in.New() != 0 || out.Written != 0 || out.Held != 0 {
			t.Errorf("%s took %d, wrote %d, left %d: everybody had everything", m.self.Name, in.New(), out.Written, out.Held)
		}
	}
}

// What is on the stick already is not written again; what is new is put behind it.
func TestGoesOnWhereItWas(t *testing.T) {
	w := newWorld(t)
	county, a := w.hub("壶关县", ""), w.hub("柳沟站", "140427103")
	stick := t.TempDir()
	a.write(township, 10)
	a.plug(stick)
	before, _ := a.files(stick)
	a.write(township, 5)
	_, out := a.plug(stick)
	if out.Written != 5 || out.Held != 15 {
		t.Errorf("wrote %d, holds %d; want 5 and 15", out.Written, out.Held)
	}
	if _, err := os.Stat(before[0]); err != nil {
		t.Error("the first file was written anew:", err)
	}
	if in, _ := county.plug(stick); in.New() != 15 {
		t.Errorf("the county took %d of 15", in.New())
	}
	w.equal(township, a, county)

	// The county has left word that it has all of it: the files have done their work.
	a.plug(stick)
	if m := a.manifest(stick); len(m.Files) != 1 {
		t.Errorf("%d files are left, want the words alone", len(m.Files))
	}
}

// Many files, each of which can be read alone; a hub that has the first few goes on.
func TestSplit(t *testing.T) {
	w := newWorld(t)
	county, a := w.hub("壶关县", ""), w.hub("柳沟站", "140427103")
	a.writeLong(township, 150, fat)
	stick := t.TempDir()
	_, err := a.export(stick, small)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := a.files(stick)
	if len(files) < 4 {
		t.Fatalf("150 commits went into %d files", len(files))
	}
	if in, _ := county.plug(stick); in.New() != 150 {
		t.Errorf("the county took %d", in.New())
	}
	w.equal(township, a, county)
}

// A stick that was with others and not yet at the county loses nothing that the
// county still lacks, however much the others have.
func TestWaitsForTheCounty(t *testing.T) {
	w := newWorld(t)
	county := w.hub("壶关县", "")
	a, b := w.hub("柳沟站", "140427103"), w.hub("石坡站", "140427103")
	a.known[b.self.Key], b.known[a.self.Key] = true, true
	a.write(township, 7)
	stick := t.TempDir()
	a.plug(stick)
	b.plug(stick)
	a.plug(stick)
	w.equal(township, a, b)
	// B's stick is another one; what the county gets, it gets from A's files.
	if err := os.RemoveAll(b.folder(stick)); err != nil {
		t.Fatal(err)
	}
	county.plug(stick)
	w.equal(township, a, county)
}

// A township's stick shows nothing to another township, and says so; at the county
// one stick may serve both.
func TestTwoTownships(t *testing.T) {
	w := newWorld(t)
	county := w.hub("壶关县", "")
	a, far := w.hub("柳沟站", "140427103"), w.hub("远村站", "140427104")
	a.write(township, 3)
	far.write(other, 4)
	stick := t.TempDir()
	a.plug(stick)
	if _, err := far.take(stick); key(err) != "bundle.not-ours" || hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("another township's stick: %v", err)
	}
	if n, _ := far.sum(township); n != 0 {
		t.Errorf("it took %d commits", n)
	}
	far.export(stick)
	county.plug(stick)
	w.equal(township, a, county)
	w.equal(other, far, county)
}

// The county writes what belongs to whom was there, or whom it names.
func TestOfTheCountyOnlyWhatIsAsked(t *testing.T) {
	w := newWorld(t)
	county := w.hub("壶关县", "")
	a, far := w.hub("柳沟站", "140427103"), w.hub("远村站", "140427104")
	a.write(township, 3)
	far.write(other, 4)
	both := t.TempDir()
	a.export(both)
	far.export(both)
	county.take(both)
	for _, c := range []struct {
		name string
		o    bundle.Options
		prep func(dir string)
		want int64
	}{
		{"nobody was there", bundle.Options{}, func(string) {}, 7},
		{"one township is named", bundle.Options{Townships: []string{"140427104"}}, func(string) {}, 4},
		{"A was there and has all its own", bundle.Options{}, func(dir string) { a.export(dir) }, 0},
		{"A was there, all is asked", bundle.Options{All: true}, func(dir string) { a.export(dir) }, 3},
	} {
		dir := t.TempDir()
		c.prep(dir)
		rep, err := bundle.Export(t.Context(), county.config(), dir, c.o)
		if err != nil || rep.Written != c.want {
			t.Errorf("%s: wrote %d, want %d; %v", c.name, rep.Written, c.want, err)
		}
	}
}

// A card was copied, and both boxes wrote: both branches arrive, and what is on the
// stick is not written for ever.
func TestForkedOrigin(t *testing.T) {
	w := newWorld(t)
	county, a := w.hub("壶关县", ""), w.hub("柳沟站", "140427103")
	a.write(township, 20)
	twin := a.clone()
	a.write(township, 5)
	twin.write(township, 7)
	if key := a.self.Key; twin.self.Key != key {
		t.Fatal("the copy is another hub")
	}
	one, two := t.TempDir(), t.TempDir()
	a.plug(one)
	twin.plug(two)
	county.plug(one)
	county.plug(two)
	if n, _ := county.sum(township); n != 32 {
		t.Fatalf("the county holds %d of 32", n)
	}
	// A hub that has nothing takes both branches from the county's stick.
	third := w.hub("石坡站", "140427103")
	county.known[third.self.Key] = true
	stick := t.TempDir()
	county.plug(stick)
	third.plug(stick)
	w.equal(township, county, third)
	if _, out := county.plug(stick); out.Written != 0 {
		t.Errorf("%d commits were written again", out.Written)
	}
}

// Nothing of others is touched: not beside our folder, not in theirs.
func TestOthersFilesStay(t *testing.T) {
	w := newWorld(t)
	w.hub("壶关县", "")
	a := w.hub("柳沟站", "140427103")
	a.write(township, 2)
	stick := t.TempDir()
	theirs := []string{"照片.jpg", "yizhan/readme.txt", "yizhan/0011223344556677/0000000001.yz", "yizhan/" + hexOf(a.self.Key[:8]) + "/note.txt"}
	for _, name := range theirs {
		put(t, filepath.Join(stick, name), "theirs")
	}
	for range 2 {
		if _, err := a.export(stick); err != nil {
			t.Fatal(err)
		}
		a.write(township, 1)
	}
	for _, name := range theirs {
		if b, err := os.ReadFile(filepath.Join(stick, name)); err != nil || string(b) != "theirs" {
			t.Errorf("%s: %q %v", name, b, err)
		}
	}
}

// A revoked hub's stick is not read; the list that says so comes first, from another
// hub's folder on the same stick.
func TestListsComeFirst(t *testing.T) {
	w := newWorld(t)
	county, a, b := w.hub("壶关县", ""), w.hub("柳沟站", "140427103"), w.hub("石坡站", "140427103")
	a.known[b.self.Key], b.known[a.self.Key] = true, true
	county.known[a.self.Key], county.known[b.self.Key] = true, true
	b.write(township, 3)
	stick := t.TempDir()
	b.export(stick)
	w.gone[b.self.Key] = true
	county.list = 1
	county.write(township, 2)
	if _, err := county.export(stick); err != nil {
		t.Fatal(err)
	}
	rep, err := a.take(stick)
	if err != nil || a.list != 1 {
		t.Fatalf("list %d, %v", a.list, err)
	}
	if n, _ := a.sum(township); n != 2 || rep.Worst() != hub.StickStranger {
		t.Errorf("A holds %d commits, worst %s: the revoked hub's were taken", n, rep.Worst())
	}
}

func put(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
