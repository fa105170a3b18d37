package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// faulty is a writer whose system calls go wrong, as strace is told.
func faulty(inject string) []string {
	calls, _, _ := strings.Cut(inject, ":")
	return []string{"strace", "-f", "-q", "-o", "/dev/null", "-e", "trace=" + calls, "-e", "inject=" + inject}
}

// The process dies at one write after the other, wherever that is: in the middle of a
// transaction, of a checkpoint, of making the tables. Nothing confirmed is lost. A round
// takes about a third of a second.
func TestDeathAtAnyWrite(t *testing.T) {
	if testing.Short() {
		t.Skip("not in -short: it starts many processes")
	}
	needRoot(t, "strace")
	dir := writerFolder(t, t.TempDir())
	var all []confirmed
	deaths := 0
	for n := 1; n < 400; n += 1 + n/rounds(5, 400) {
		lines := hear(t, writer(dir, "", faulty(fmt.Sprintf("pwrite64:signal=KILL:when=%d", n))...), nil)
		all = append(all, parseConfirmed(t, lines)...)
		deaths++
	}
	if len(all) < deaths {
		t.Errorf("%d acts confirmed in %d deaths: nothing was tried", len(all), deaths)
	}
	s, err := openKilled(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if gone := lost(t, s.Store, all); gone > 0 {
		t.Errorf("%d of %d confirmed acts are lost", gone, len(all))
	}
	sound(t, s.Store)
	t.Logf("%d deaths, %d acts confirmed", deaths, len(all))
}

// patientActs is how many acts a patient writer does.
const patientActs = 12

// writePatiently does some acts, each with its request until it is confirmed: a worker
// who taps again. Of each error it says the code.
func writePatiently(dir string) error {
	s, err := openKilled(dir)
	if err != nil {
		return err
	}
	for range patientActs {
		draft := hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{
			child(hub.NewID(), form.Values{"name": "王小满", "category": "home"}),
		}}
		out, err := s.Append(context.Background(), draft)
		for tries := 0; err != nil && tries < 5; tries++ {
			fmt.Println("!", hub.CodeOf(err))
			out, err = s.Append(context.Background(), draft)
		}
		if err != nil {
			return err
		}
		fmt.Println(out.Commit, draft.Edits[0].Record)
	}
	return s.Close()
}

// The disk does not say whether it has flushed. Then nobody knows, the worker taps
// again, and each child is there exactly once.
func TestUnknownOutcomeIsSettledByTheRequest(t *testing.T) {
	if testing.Short() {
		t.Skip("not in -short: it starts several processes")
	}
	needRoot(t, "strace")
	unknown, all, acts := 0, []confirmed(nil), 0
	dir := writerFolder(t, t.TempDir())
	for _, inject := range []string{"", "fsync:error=EIO:when=5", "fsync:error=EIO:when=7+3", "pwrite64:error=EIO:when=40", "pwrite64:error=ENOSPC:when=60"} {
		cmd := writer(dir, "patient") // the first makes the folder
		if inject != "" {
			cmd = writer(dir, "patient", faulty(inject)...)
		}
		lines := hear(t, cmd, nil)
		var said []string
		for _, line := range lines {
			if code, failed := strings.CutPrefix(line, "! "); failed {
				unknown++
				if c := hub.Code(code); c != hub.CodeUnknown && c != hub.CodeFull {
					t.Errorf("%s: an act ends with code %s", inject, code)
				}
				continue
			}
			said = append(said, line)
		}
		if len(said) != patientActs {
			t.Errorf("%s: %d of %d acts were confirmed: %q", inject, len(said), patientActs, lines)
		}
		acts += len(said)
		all = append(all, parseConfirmed(t, said)...)
	}
	if unknown < 4 {
		t.Errorf("%d acts went wrong: nothing was tried", unknown)
	}
	s, err := openKilled(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if gone := lost(t, s.Store, all); gone > 0 {
		t.Errorf("%d of %d confirmed acts are lost", gone, len(all))
	}
	children := 0
	if err := s.Each(context.Background(), "child", func(hub.Record) error { children++; return nil }); err != nil {
		t.Fatal(err)
	}
	if children != acts {
		t.Errorf("%d children for %d acts", children, acts)
	}
	sound(t, s.Store)
}

// A card that says "flushed" and has not: what was confirmed may be lost then, nobody
// can help that. But it is never lost unseen: the log either does not open and says
// that it is damaged, or what is there is whole, and what is written from then on uses
// no number twice. It is the other control of the power cut, too: something has to be
// lost.
func TestLyingCard(t *testing.T) {
	d := newCutDisk(t)
	needRoot(t, "strace")
	gone, damaged := 0, 0
	n := rounds(8, 60)
	for round := range n {
		dir := writerFolder(t, d.mkdir(fmt.Sprint("card", round)))
		cmd := writer(dir, "", faulty("fsync,fdatasync:retval=0")...)
		syscall.Sync() // what lies there so far is not what the card lies about
		lines := d.cutWhileWriting(cmd, time.Duration(50+round*40)*time.Millisecond)
		all := parseConfirmed(t, lines)
		s, err := openKilled(dir)
		if err != nil {
			if hub.CodeOf(err) != hub.CodeFolder {
				t.Errorf("round %d: %v", round, err)
			}
			damaged++
			continue
		}
		missing := lost(t, s.Store, all)
		gone += missing
		sound(t, s.Store)
		newNumbers(t, s.Store, missing > 0)
		if err := errors.Join(s.Close(), os.RemoveAll(filepath.Dir(dir))); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d cuts: %d confirmed acts lost, %d logs damaged", n, gone, damaged)
	if gone+damaged == 0 {
		t.Error("a card that flushes nothing has lost nothing: the power is not really cut")
	}
}

func (d *cutDisk) mkdir(name string) string {
	d.t.Helper()
	dir := filepath.Join(d.dir, name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		d.t.Fatal(err)
	}
	return dir
}

// newNumbers wants the next act to begin a new origin: others may know the numbers that
// the card has lost.
func newNumbers(t *testing.T, s *store.Store, want bool) {
	t.Helper()
	ctx := context.Background()
	before, err := s.Epoch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{
		child(hub.NewID(), form.Values{"name": "王小满", "category": "home"}),
	}}); err != nil {
		t.Fatal(err)
	}
	after, err := s.Epoch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if want && before == after {
		t.Error("the log writes on in an origin of which it has lost the end")
	}
}
