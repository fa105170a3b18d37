package print

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// shelf keeps jobs in memory, as local.db keeps them on disk.
type shelf struct {
	mu   sync.Mutex
	jobs map[hub.ID][]byte
}

func (s *shelf) PutPrint(_ context.Context, id hub.ID, body []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs[id] = body
	return nil
}

func (s *shelf) Prints(context.Context) (map[hub.ID][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.jobs), nil
}

func (s *shelf) DropPrint(_ context.Context, id hub.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.jobs, id)
	return nil
}

func (s *shelf) left() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.jobs)
}

// tray is a printer that a test fills and empties.
type tray struct {
	mu      sync.Mutex
	err     error
	printed []string
	tried   int
	takes   time.Duration
}

func (p *tray) Ready(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

func (p *tray) Print(ctx context.Context, doc Doc) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(p.takes):
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tried++
	if p.err == nil {
		p.printed = append(p.printed, doc.Name)
	}
	return p.err
}

func (p *tray) is(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.err = err
}

type wallClock struct{}

func (wallClock) Now() hub.Reading { return hub.Reading{Wall: time.Now()} }

func newQueue(s *shelf, p *tray) *Queue {
	setup := Setup{Slip: Choice{Kind: USB, Where: "/dev/usb/lp0", Width: Width58}}
	return NewQueue(Options{
		Shelf: s, Clock: wallClock{}, Log: slog.New(slog.DiscardHandler),
		Setup: func(context.Context) (Setup, error) { return setup, nil },
		Keep:  func(_ context.Context, s Setup) error { setup = s; return nil },
		Font:  func() (*Font, error) { return &Font{}, nil },
		Open: func(c Choice, _ *Font) (Printer, error) {
			if c.Kind == None {
				return nil, hub.E(hub.CodeInvalid, "print.none")
			}
			return p, nil
		},
	})
}

var (
	me, other  = hub.ID{1}, hub.ID{2}
	paperOut   = trouble("print.paper", errors.New("test"))
	slipToTake = Doc{Name: "回条", Paper: Slip}
)

func (q *Queue) stateOf(id hub.ID) State {
	j, _ := q.Job(id)
	return j.State
}

// The life of a slip: paper is out, somebody fills it, it comes out once, and nothing of
// it is kept. Nobody waits for it meanwhile, and nobody else sees it.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		s, p := &shelf{jobs: map[hub.ID][]byte{}}, &tray{err: paperOut}
		q := newQueue(s, p)
		done := make(chan error)
		go func() { done <- q.Run(ctx) }()
		id, err := q.Add(ctx, me, slipToTake)
		if err != nil || s.left() != 1 {
			t.Fatal("the slip is not kept", err)
		}
		time.Sleep(time.Minute)
		if j, _ := q.Job(id); j.State != Waiting || j.Trouble != "print.paper" || p.tried < 10 {
			t.Fatalf("after a minute without paper: %+v, tried %d times", j, p.tried)
		}
		if _, err := q.Doc(id, other); err == nil {
			t.Error("somebody else reads it")
		}
		q.Drop(ctx, id, other)
		p.is(nil)
		time.Sleep(2 * retry)
		if q.stateOf(id) != Done || len(p.printed) != 1 || s.left() != 0 {
			t.Errorf("with paper it is %s, came out %d times, %d are kept", q.stateOf(id), len(p.printed), s.left())
		}
		if _, err := q.Doc(id, me); err == nil {
			t.Error("what was printed is still here")
		}

		p.is(paperOut)
		id, _ = q.Add(ctx, me, slipToTake)
		time.Sleep(patient + time.Minute)
		p.is(nil)
		time.Sleep(time.Hour)
		if q.stateOf(id) != Held || len(p.printed) != 1 {
			t.Errorf("after its time it is %s, and %d came out", q.stateOf(id), len(p.printed))
		}
		q.Again(id, other)
		synctest.Wait()
		if q.stateOf(id) != Held {
			t.Error("somebody else tries it again")
		}
		q.Again(id, me)
		time.Sleep(time.Second)
		if q.stateOf(id) != Done || len(p.printed) != 2 {
			t.Errorf("tried again it is %s, %d came out", q.stateOf(id), len(p.printed))
		}

		p.is(paperOut)
		id, _ = q.Add(ctx, me, slipToTake)
		time.Sleep(time.Second)
		if err := q.Drop(ctx, id, me); err != nil || s.left() != 0 || q.stateOf(id) != "" {
			t.Errorf("given up: %v, %d are kept", err, s.left())
		}
		id, _ = q.Add(ctx, me, slipToTake)
		time.Sleep(3 * forget)
		if s.left() != 0 || q.stateOf(id) != "" {
			t.Error("what nobody came back for names a child for ever")
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// A box that stops in the middle of a slip holds it after its start: half of it may lie
// in the tray, and nobody may stand there now.
func TestQueueAfterAPowerCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, p := &shelf{jobs: map[hub.ID][]byte{}}, &tray{takes: time.Hour}
		ctx, stop := context.WithCancel(t.Context())
		q := newQueue(s, p)
		done := make(chan error)
		go func() { done <- q.Run(ctx) }()
		id, _ := q.Add(ctx, me, slipToTake)
		time.Sleep(time.Minute)
		if q.stateOf(id) != Busy {
			t.Fatalf("it is %s", q.stateOf(id))
		}
		stop()
		<-done

		ctx, stop = context.WithCancel(t.Context())
		p.takes = time.Second
		q = newQueue(s, p)
		go func() { done <- q.Run(ctx) }()
		time.Sleep(time.Minute)
		if j, _ := q.Job(id); j.State != Held || j.Trouble != "print.stopped-box" || len(p.printed) != 0 {
			t.Errorf("after the start: %+v, %d came out", j, len(p.printed))
		}
		if doc, err := q.Doc(id, me); err != nil || doc.Name != slipToTake.Name {
			t.Errorf("what it says: %+v, %v", doc, err)
		}
		q.Again(id, me)
		time.Sleep(time.Minute)
		if q.stateOf(id) != Done || len(p.printed) != 1 || s.left() != 0 {
			t.Errorf("tried again it is %s", q.stateOf(id))
		}
		stop()
		<-done
	})
}

// Without a printer for it a sheet is held at once, and says so; once one is chosen it
// can be tried. A slip goes to the printer for sheets where that is the only one.
func TestQueueWithoutAPrinter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		s, p := &shelf{jobs: map[hub.ID][]byte{}}, &tray{}
		q := newQueue(s, p)
		done := make(chan error)
		go func() { done <- q.Run(ctx) }()
		id, _ := q.Add(ctx, me, Doc{Name: "名单", Paper: Sheet})
		synctest.Wait()
		if j, _ := q.Job(id); j.State != Held || j.Trouble != "print.none" {
			t.Errorf("no printer for sheets: %+v", j)
		}
		if st, err := q.Stand(ctx, Sheet); err != nil || !st.Asked || st.Choice.Kind != None {
			t.Errorf("%+v, %v", st, err)
		}
		if err := q.Choose(ctx, Sheet, Choice{Kind: CUPS, Where: "hp"}); err != nil {
			t.Fatal(err)
		}
		q.Again(id, me)
		time.Sleep(time.Second)
		if q.stateOf(id) != Done {
			t.Errorf("with one it is %s", q.stateOf(id))
		}
		_ = q.Choose(ctx, Slip, Choice{})
		id, _ = q.Add(ctx, me, slipToTake)
		time.Sleep(time.Second)
		if q.stateOf(id) != Done {
			t.Errorf("a slip on a sheet is %s", q.stateOf(id))
		}
		stop()
		<-done
	})
}

// What names a child that was erased is not printed any more, and lies nowhere; what
// names another stays.
func TestQueueForgets(t *testing.T) {
	s := &shelf{jobs: map[hub.ID][]byte{}}
	q := newQueue(s, &tray{})
	mine, _ := q.Add(t.Context(), me, Doc{Name: "名单", Paper: Sheet, About: []hub.ID{{7}, {8}}})
	stays, _ := q.Add(t.Context(), me, Doc{Name: "名单", Paper: Sheet, About: []hub.ID{{9}}})
	if err := q.Forget(t.Context(), hub.ID{6}); err != nil || s.left() != 2 {
		t.Fatalf("nobody of theirs was erased: %d are kept, %v", s.left(), err)
	}
	if err := newQueue(s, &tray{}).Forget(t.Context(), hub.ID{8}); err != nil || s.left() != 1 {
		t.Fatalf("after a start: %d are kept, %v", s.left(), err)
	}
	if again, err := q.Add(t.Context(), me, Doc{Name: "名单", Paper: Sheet, About: []hub.ID{{8}}}); err != nil || q.Forget(t.Context(), hub.ID{8}) != nil || q.stateOf(again) != "" {
		t.Error("a job of an erased child is still here")
	}
	if q.stateOf(stays) != Waiting || q.stateOf(mine) == Done {
		t.Error("another child's job went too")
	}
}

// How a printer stands is answered at once with what is known, and known soon after.
func TestStand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &tray{err: paperOut}
		q := newQueue(&shelf{jobs: map[hub.ID][]byte{}}, p)
		drawn := 0
		q.o.Changed = func() { drawn++ }
		ask := func() Stand {
			st, err := q.Stand(t.Context(), Slip)
			if err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			return st
		}
		if st := ask(); st.Asked {
			t.Error("it had no time to answer")
		}
		if st := ask(); !st.Asked || st.Trouble != "print.paper" || drawn != 1 {
			t.Errorf("%+v, drawn %d times", st, drawn)
		}
		p.is(nil)
		time.Sleep(2 * fresh)
		ask()
		if st := ask(); st.Trouble != "" || drawn != 2 {
			t.Errorf("with paper: %+v, drawn %d times", st, drawn)
		}
	})
}
