package store_test

import (
	"context"
	"database/sql"
	"io"
	"os"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store/sqlite"
)

// crash copies the data folder as a power cut would leave it.
func (s *station) crash(dir string) {
	s.t.Helper()
	for _, name := range []string{"log.db", "log.db-wal"} {
		copyFile(s.t, s.folder.Path(name), dir+"/"+name)
	}
}

func copyFile(t reporter, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if os.IsNotExist(err) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// revive opens a copy of another station's folder: a restored backup, a cloned
// card, or the same box after a power cut.
func (s *station) revive(t *testing.T) *station {
	t.Helper()
	dir := t.TempDir()
	s.crash(dir)
	r := &station{t: t, keys: s.keys, clock: s.clock, opts: s.opts, folder: openFolder(t, dir)}
	r.open()
	t.Cleanup(func() { r.Close() })
	return r
}

func TestCleanStopKeepsItsOrigin(t *testing.T) {
	s := newStation(t, members{})
	first := s.append(child(hub.NewID(), form.Values{"nick": "一"}))
	s.reopen()
	second := s.append(child(hub.NewID(), form.Values{"nick": "二"}))
	if second.Origin != first.Origin || second.Seq != 2 {
		t.Errorf("origin %v seq %d, then %v seq %d", first.Origin, first.Seq, second.Origin, second.Seq)
	}
	if err := s.NewEpoch(context.Background()); err != nil {
		t.Fatal(err)
	}
	third := s.append(child(hub.NewID(), form.Values{"nick": "三"}))
	if third.Origin == first.Origin || third.Seq != 1 {
		t.Errorf("after a new epoch: origin %v seq %d", third.Origin, third.Seq)
	}
}

func TestUncleanStopBeginsAnEpochUnlessConfirmed(t *testing.T) {
	ownFile(t)
	m := members{}
	for _, confirmed := range []bool{false, true} {
		a, b := newStation(t, m), newStation(t, m)
		first := a.append(child(hub.NewID(), form.Values{"nick": "一"}))
		if confirmed {
			b.pull(a)
			a.receipts(b)
		}
		again := a.revive(t)
		second := again.append(child(hub.NewID(), form.Values{"nick": "二"}))
		third := again.append(child(hub.NewID(), form.Values{"nick": "三"}))
		if (second.Origin == first.Origin) != confirmed || third.Origin != second.Origin {
			t.Errorf("confirmed %v: origins %v, %v, %v", confirmed, first.Origin, second.Origin, third.Origin)
		}
		b.pull(again)
		converged(t, again, b)
	}
}

func TestRestoredBoxTakesBackWhatOthersKnowOfIt(t *testing.T) {
	ownFile(t)
	m := members{}
	a, b := newStation(t, m), newStation(t, m)
	id := a.child("王小满")
	b.pull(a)
	a.receipts(b)
	backup := a.revive(t) // as of now
	lost := a.append(child(id, form.Values{"nick": "满满"}))
	b.pull(a)

	got := backup.accept(b, backup.lacks(b)...)
	if !got.OwnAhead || got.New != 1 {
		t.Fatalf("%+v", got)
	}
	if v := value(backup.record("child", id), "nick"); v != "满满" {
		t.Errorf("what was lost reads %v", v)
	}
	next := backup.append(child(id, form.Values{"nick": "小满"}))
	if next.Origin == lost.Origin || next.Seq != 1 {
		t.Errorf("writes on in origin %v, seq %d", next.Origin, next.Seq)
	}
	b.pull(backup)
	converged(t, backup, b)
	if forks, err := b.Forks(context.Background()); err != nil || len(forks) != 0 {
		t.Errorf("forks %v, %v", forks, err)
	}
}

func TestCopiedCardIsSeenAndLeavesItsOrigin(t *testing.T) {
	ownFile(t)
	m := members{}
	a, b := newStation(t, m), newStation(t, m)
	a.child("王小满")
	b.pull(a)
	a.receipts(b)
	twin := a.revive(t)
	one := a.append(child(hub.NewID(), form.Values{"nick": "甲"}))
	two := twin.append(child(hub.NewID(), form.Values{"nick": "乙"}))
	if one.Origin != two.Origin || one.Seq != two.Seq {
		t.Fatalf("no fork: %+v, %+v", one, two)
	}
	for range 3 {
		b.pull(a)
		b.pull(twin)
		a.pull(b)
		twin.pull(b)
	}
	converged(t, a, b, twin)
	for _, s := range []*station{a, b, twin} {
		forks, err := s.Forks(context.Background())
		if err != nil || len(forks) != 1 || forks[0].Own != (s != b) {
			t.Errorf("forks %+v, %v", forks, err)
		}
	}
	if next := a.append(child(hub.NewID(), form.Values{"nick": "丙"})); next.Origin == one.Origin {
		t.Error("writes on in a forked origin")
	}
}

func TestFoldsAreRebuiltWhenFormsChange(t *testing.T) {
	s := newStation(t, members{})
	s.child("王小满")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.opts.Projections = append(s.opts.Projections, byVillage{})
	s.open()
	found, err := s.Find(context.Background(), "child", "near", "140427")
	if err != nil || len(found) != 1 {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestNewerDatabaseIsLeftAlone(t *testing.T) {
	ownFile(t)
	ctx := context.Background()
	s := newStation(t, members{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", s.folder.Path("log.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE schema_version SET version = 1000`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(s.folder.Path("log.db"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = sqlite.Open(ctx, s.folder, s.opts)
	if e, ok := err.(*hub.Error); !ok || e.Code != hub.CodeFolder || e.Key != "store.newer" {
		t.Fatalf("error %v", err)
	}
	after, err := os.ReadFile(s.folder.Path("log.db"))
	if err != nil || string(after) != string(before) {
		t.Errorf("the file was written to (%v)", err)
	}
}

// A log as the first release wrote it is brought up, and reads the same.
func TestOlderDatabaseIsBroughtUp(t *testing.T) {
	ownFile(t)
	s := newStation(t, members{})
	id := s.child("王小满")
	s.append(photoConsent(id, "yes"), child(id, form.Values{"photo": []byte("照片")}))
	want, sum := s.reading(), s.sum()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", s.folder.Path("log.db"))
	if err != nil {
		t.Fatal(err)
	}
	const older = `DROP INDEX commits_barred; DROP INDEX parts_gate; DROP TABLE erasures;
		DROP TABLE measures; DROP TABLE areas; DROP TABLE counted; DROP TABLE facts; DROP TABLE tallies; DROP TABLE stale; DROP TABLE closings;
		ALTER TABLE commits DROP COLUMN barred; UPDATE schema_version SET version = 1; DELETE FROM meta WHERE name = 'fold';`
	if _, err := db.Exec(older); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s.open()
	if got := s.sum(); got != sum {
		t.Errorf("brought up to %+v, was %+v", got, sum)
	}
	sameReading(t, want, s.reading(), "brought up")
	s.append(child(id, form.Values{"nick": "满满"}))
}
