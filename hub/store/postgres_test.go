package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/postgres"
	"yizhan/hub/store/postgres/pgtest"
	"yizhan/hub/store/sqlite"
)

// pgStation is a station whose log lies on PostgreSQL, whatever the others' do.
func pgStation(t *testing.T, m members, change ...func(*store.Options)) *station {
	t.Helper()
	database := pgtest.Database(t)
	s := newStation(t, m, change...)
	s.Close()
	s.database = database
	s.open()
	return s
}

// The same commits come to one digest on both, and to the same facts.
func TestOneDigestOnBoth(t *testing.T) {
	m := members{}
	lite, pg := newStation(t, m), pgStation(t, m)
	for i := range 5 {
		id := lite.child("王小" + string(rune('一'+i)))
		lite.append(form.Builtin().EditOnce("day", id, "2026-11-23", form.Values{"in": int64(480)}))
		pg.child("李小" + string(rune('一'+i)))
	}
	for range 2 {
		pg.pull(lite)
		lite.pull(pg)
	}
	converged(t, lite, pg)
	if err := pg.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	converged(t, lite, pg)
}

// Two processes of one county write to one database at once: nothing is lost, both see all,
// each hears of the other's, and the chain of their one origin has no gap.
func TestTwoProcessesOnOneDatabase(t *testing.T) {
	ctx := context.Background()
	m := members{}
	a := pgStation(t, m)
	other, err := postgres.Open(ctx, a.database, a.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	b := *a
	b.Store = other
	heard, stop := b.Watch()
	defer stop()
	const each = 20
	var wg sync.WaitGroup
	for _, s := range []*store.Store{a.Store, b.Store} {
		wg.Go(func() {
			for range each {
				id := hub.NewID()
				_, err := s.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{
					child(id, form.Values{"name": "王一", "category": "home", "village": "140427103201"})}})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	first, second := a.sum(), b.sum()
	if first != second || first.Commits != 2*each {
		t.Errorf("one sees %+v, the other %+v", first, second)
	}
	if v, err := a.Vector(ctx, lane); err != nil || len(v) != 1 {
		t.Errorf("origins %v, %v", v, err)
	}
	commits := map[hub.ID]bool{}
	for deadline := time.After(20 * time.Second); len(commits) < 2*each; {
		select {
		case n := <-heard:
			commits[n.Commit] = true
		case <-deadline:
			t.Fatalf("heard of %d commits", len(commits))
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	b.child("还在")
	lite := newStation(t, m)
	lite.pull(&b)
	if lite.sum() != b.sum() {
		t.Error("what they wrote does not travel")
	}
}

// A process that dies leaves the others' epoch alone; the last that dies leaves a doubt.
func TestOnlyTheLastOfSeveralLeavesADoubt(t *testing.T) {
	ctx := context.Background()
	a := pgStation(t, members{})
	a.child("王一")
	before, _ := a.Epoch(ctx)
	for range 2 {
		other, err := postgres.Open(ctx, a.database, a.opts)
		if err != nil {
			t.Fatal(err)
		}
		other.Close()
	}
	a.child("王二")
	if now, _ := a.Epoch(ctx); now != before {
		t.Error("another's coming and going began an epoch")
	}
}

// A process that dies and was alone leaves a doubt; a server that was away for a moment
// costs nobody anything.
func TestConnectionsThatEnd(t *testing.T) {
	ctx := context.Background()
	a := pgStation(t, members{})
	a.Close()
	a.database += "&application_name=cut"
	a.open()
	first := a.child("王一")
	heard, stop := a.Watch()
	defer stop()
	cut := func() {
		a.damage(t, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut' AND pid <> pg_backend_pid()`)
	}
	cut()
	time.Sleep(200 * time.Millisecond)
	second := a.append(child(first, form.Values{"nick": "一"}))
	if second.Seq != 2 {
		t.Errorf("after the cut: %+v", second)
	}
	<-heard // and the listener, which may have missed something, says so in its own time
	cut()   // as if the process had died
	again, err := postgres.Open(ctx, a.database, a.opts)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	out, err := again.Append(ctx, hub.Draft{Lane: lane, Edits: []hub.Edit{child(first, form.Values{"nick": "二"})}})
	if err != nil || out.Origin == second.Origin {
		t.Errorf("goes on in a doubtful origin: %+v, %v", out, err)
	}
}

// The same tests on both: those that prove what the log is for, here; all of them at
// length (.ci/long).
func TestSuiteOnPostgres(t *testing.T) {
	if onPostgres {
		t.Skip("this is it")
	}
	pgtest.Database(t) // or says why not
	which := strings.Join([]string{
		"TestSameRequestAnswersWithFirstOutcome", "TestAppendAllIsAllOrNone", "TestForkKeepsBothBranches", "TestConsentTakenBack",
		"TestOrderBeforeTheParts", "TestFigureAsItWasKnown", "TestErasedIsCountedAsNobody", "TestKeyThatComesLaterOpensWhatIsThere",
		"TestAnyOrderOneState", "TestFindRangeIsInOrder", "TestSinceEndsAtSignaturesWithinItsLimit", "TestWhatStandsOfALostBox",
		"TestScrubFindsFlippedBitsAndPeersMendThem", "TestFoldsAreRebuiltWhenFormsChange", "TestRevokedBoxWritesNoMore",
	}, "|")
	args := []string{"-test.short", "-test.run", "^(" + which + ")$"}
	suite := exec.Command(os.Args[0], append(args, "-test.v", "-test.timeout=10m")...)
	suite.Env = append(os.Environ(), "YIZHAN_STORE=postgres")
	out, err := suite.CombinedOutput()
	passed := strings.Count(string(out), "--- PASS")
	if err != nil || passed < 5 {
		t.Fatalf("%d passed, %v\n%s", passed, err, out)
	}
	t.Logf("%d passed", passed)
}

// A database that is another county's is left alone.
func TestDatabaseOfAnother(t *testing.T) {
	a := pgStation(t, members{})
	b := newStation(t, members{})
	if _, err := postgres.Open(context.Background(), a.database, b.opts); !is(err, "store.foreign") {
		t.Errorf("%v", err)
	}
}

// copied is what a copy says of the lane.
func (s *station) copied(t *testing.T, database string) (records int64, digest hub.Digest) {
	t.Helper()
	db, err := sql.Open("postgres", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var sum []byte
	if err := db.QueryRow(`SELECT (SELECT count(*) FROM records), digest FROM lanes WHERE name = $1`, string(lane)).Scan(&records, &sum); err != nil {
		t.Fatal(err)
	}
	return records, hub.DigestOf(hub.Hash(sum))
}

func is(err error, key string) bool {
	e, ok := errors.AsType[*hub.Error](err)
	return ok && e.Key == key
}

// stopped makes a move end at some point, as if the process had died there.
var errStopped = errors.New("stopped")

// A log moves while it is written to, is stopped on the way and goes on; nothing is lost,
// and the old one is no log any more.
func TestMoveWhileInUse(t *testing.T) {
	ctx := context.Background()
	s := newStation(t, members{}, counting)
	if s.database != "" {
		t.Skip("moves from SQLite")
	}
	ids := s.children(700)
	s.fill(900, tap(ids))
	s.closeDay("2026-11-20")
	database := pgtest.Database(t)
	to, done, err := postgres.Target(ctx, database)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	steps := 0
	act := func(store.Moved) { // somebody writes at every step
		if steps++; steps < 12 {
			s.append(child(ids[steps], form.Values{"name": "改名", "category": "home", "village": "140427103201"}))
			s.child("新来的")
		}
	}
	short, cancel := context.WithCancel(ctx)
	if _, err := s.Move(short, to, nil, func(m store.Moved) {
		if act(m); steps == 5 {
			cancel()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped on the way: %v", err)
	}
	if _, err := postgres.Open(ctx, database, s.opts); !is(err, "store.copying") {
		t.Errorf("half a copy is opened: %v", err)
	}
	if err := s.Rebuild(ctx); err != nil { // its tables are made anew between
		t.Fatal(err)
	}
	if _, err := s.Move(ctx, to, func() error { return errStopped }, act); !errors.Is(err, errStopped) {
		t.Fatalf("stopped at the switch: %v", err)
	}
	if records, digest := s.copied(t, database); records != s.sum().Records || digest != s.sum().Digest {
		t.Errorf("whoever dies just before the switch leaves %d records, digest %v; the log has %+v", records, digest, s.sum())
	}
	s.child("nothing was switched")
	switched := false
	if _, err := s.Move(ctx, to, func() error { switched = true; return nil }, act); err != nil || !switched {
		t.Fatal(err)
	}
	before := s.sum()
	if _, err := s.Append(ctx, hub.Draft{Lane: lane, Edits: []hub.Edit{child(hub.NewID(), nil)}}); !is(err, "store.moving") {
		t.Errorf("the old one still takes: %v", err)
	}
	s.Close()
	if _, err := sqlite.Open(ctx, s.folder, s.opts); !is(err, "store.moved") {
		t.Errorf("the old one still opens: %v", err)
	}
	if err := postgres.Arrived(ctx, database); err != nil {
		t.Fatal(err)
	}
	s.database = database
	s.open()
	if got := s.sum(); got != before {
		t.Errorf("arrived as %+v, was %+v", got, before)
	}
	s.child("goes on")
	s.closeDay("2026-11-21")
	s.counted()
	if err := s.Rebuild(ctx); err != nil || s.sum().Commits != before.Commits+1 {
		t.Error(err, s.sum())
	}
}

// What a county kept of its officers by itself comes along to the database, once: a folder
// that comes later brings nothing, and one who was taken out stays out.
func TestOfficersMoveIntoTheDatabase(t *testing.T) {
	ctx := context.Background()
	pg := pgStation(t, members{})
	own := func() *store.Local {
		folder, err := store.OpenFolder(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { folder.Close() })
		local, err := sqlite.OpenLocal(ctx, folder, pg.opts.Clock, [32]byte{1})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { local.Close() })
		must(t, local.PutNote(ctx, "login", "lizr", []byte("hers")))
		must(t, local.PutNote(ctx, "wifi", "families", []byte("the machine's")))
		must(t, local.Lockout(ctx, "rescue/1", func(int, []byte) (int, []byte) { return 3, []byte("[0,1,2]") }))
		return local
	}
	book, clock, err := postgres.OpenBook(ctx, pg.database, pg.opts.Clock, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	first, later := own(), own()
	must(t, book.Adopt(ctx, &first.Book, "login"))
	got, ok, err := book.Note(ctx, "login", "lizr")
	if err != nil || !ok || string(got) != "hers" {
		t.Errorf("%q, %v, %v", got, ok, err)
	}
	must(t, book.Lockout(ctx, "rescue/1", func(fails int, body []byte) (int, []byte) {
		if fails != 3 || string(body) != "[0,1,2]" {
			t.Errorf("a used code is new again: %d %q", fails, body)
		}
		return fails, body
	}))
	if _, ok, err := first.Note(ctx, "login", "lizr"); ok || err != nil {
		t.Errorf("it is still in the folder, %v", err)
	}
	if _, ok, err := first.Note(ctx, "wifi", "families"); !ok || err != nil {
		t.Errorf("what is the machine's went too, %v", err)
	}
	must(t, book.DropNote(ctx, "login", "lizr"))
	must(t, book.Adopt(ctx, &later.Book, "login"))
	if _, ok, err := book.Note(ctx, "login", "lizr"); ok || err != nil {
		t.Errorf("a folder that came later brought her back, %v", err)
	}

	// Another process measures by the same clock; a session that was ended is not kept on.
	other, second, err := postgres.OpenBook(ctx, pg.database, pg.opts.Clock, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	before := clock.Elapsed()
	if now := second.Elapsed(); second.Run != clock.Run || now < before-time.Second || now > clock.Elapsed()+time.Second {
		t.Errorf("%v after %v, of %x and %x", now, before, second.Run, clock.Run)
	}
	staff, token := hub.NewID(), [32]byte{5}
	must(t, book.PutSession(ctx, token, staff, []byte("open")))
	must(t, other.TouchSession(ctx, token, []byte("still")))
	if all, err := book.SessionsOf(ctx, staff); err != nil || string(all[token]) != "still" {
		t.Errorf("%q, %v", all, err)
	}
	must(t, other.DropSessions(ctx, staff))
	must(t, book.TouchSession(ctx, token, []byte("back")))
	if _, ok, err := other.Session(ctx, token); ok || err != nil {
		t.Errorf("a session that was ended is there again, %v", err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
