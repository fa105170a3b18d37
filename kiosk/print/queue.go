package print

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
)

// State of a job.
type State string

const (
	Waiting State = "waiting" // for its turn, or for paper
	Busy    State = "busy"    // paper moves
	Held    State = "held"    // until somebody says again
	Done    State = "done"    // it is on paper; nothing of it is kept
)

// Job is one thing to be printed, as screens see it.
type Job struct {
	ID      hub.ID
	By      hub.ID // who wants it: others see its name only
	Name    string
	Paper   Paper
	State   State
	Trouble string // key of what keeps it from paper; "" nothing
}

// kept is a job with what is to be printed; its JSON is what lies in local.db, sealed.
type kept struct {
	Job
	Doc   Doc
	Began time.Time
}

// Shelf keeps jobs through a power cut.
type Shelf interface {
	PutPrint(ctx context.Context, id hub.ID, sealed []byte) error
	Prints(ctx context.Context) (all map[hub.ID][]byte, err error)
	DropPrint(ctx context.Context, id hub.ID) error
}

// Options are a queue's surroundings.
type Options struct {
	Shelf   Shelf
	Setup   func(ctx context.Context) (Setup, error)
	Keep    func(ctx context.Context, s Setup) error
	Clock   hub.Clock
	Log     *slog.Logger
	Changed func() // pages that show jobs are drawn anew

	// What a test puts in the place of the machine; empty: the machine's.
	Font     func() (*Font, error)
	Open     func(c Choice, f *Font) (Printer, error)
	Dev, Sys string // folders of devices
	Command  func(ctx context.Context, in []byte, name string, args ...string) (string, error)
}

// retry is after how long a printer is asked again, and patient for how long: then
// whoever wanted it has gone, and the sheet must not come out with nobody there.
const (
	retry   = 5 * time.Second
	patient = 10 * time.Minute
	forget  = 24 * time.Hour // what nobody came back for names children: it goes
	shown   = 20             // jobs that are done and still listed
)

// Queue prints one thing after the other, and never keeps a page waiting.
type Queue struct {
	o    Options
	wake chan struct{}

	mu     sync.Mutex
	jobs   []*kept // in their order
	stands map[Choice]*standing
	font   *Font
}

// NewQueue makes a queue; Run works it off.
func NewQueue(o Options) *Queue {
	if o.Font == nil {
		o.Font = FindFont
	}
	if o.Dev == "" {
		o.Dev, o.Sys = "/dev/usb", "/sys/class/usbmisc"
	}
	if o.Command == nil {
		o.Command = system
	}
	if o.Open == nil {
		o.Open = func(c Choice, f *Font) (Printer, error) { return open(c, f, o.Command) }
	}
	return &Queue{o: o, wake: make(chan struct{}, 1), stands: map[Choice]*standing{}}
}

// Font is the system's font, found once.
func (q *Queue) Font() (*Font, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.font != nil {
		return q.font, nil
	}
	var err error
	q.font, err = q.o.Font()
	return q.font, err
}

// Setup is which printers were chosen.
func (q *Queue) Setup(ctx context.Context) (Setup, error) { return q.o.Setup(ctx) }

// Add takes a doc in. It is kept before it is answered for.
func (q *Queue) Add(ctx context.Context, by hub.ID, doc Doc) (hub.ID, error) {
	now := q.o.Clock.Now().Wall
	k := &kept{Job: Job{ID: hub.NewID(), By: by, Name: doc.Name, Paper: doc.Paper, State: Waiting}, Doc: doc, Began: now}
	body, err := json.Marshal(k)
	if err != nil {
		return hub.ID{}, err
	}
	if err := q.o.Shelf.PutPrint(ctx, k.ID, body); err != nil {
		return hub.ID{}, err
	}
	q.mu.Lock()
	q.jobs = append(q.jobs, k)
	q.mu.Unlock()
	q.poke()
	return k.ID, nil
}

func (q *Queue) poke() {
	select {
	case q.wake <- struct{}{}:
	default: // it is awake
	}
}

// Jobs lists what waits and what was done lately, the newest first.
func (q *Queue) Jobs() (out []Job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, k := range slices.Backward(q.jobs) {
		out = append(out, k.Job)
	}
	return out
}

// Job is one of them.
func (q *Queue) Job(id hub.ID) (Job, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if k := q.find(id); k != nil {
		return k.Job, true
	}
	return Job{}, false
}

// Doc is what a job that is not done prints, for whoever wants it.
func (q *Queue) Doc(id, by hub.ID) (Doc, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	k := q.find(id)
	if k == nil || k.By != by || k.State == Done {
		return Doc{}, hub.E(hub.CodeNotFound, "print.gone")
	}
	return k.Doc, nil
}

func (q *Queue) find(id hub.ID) *kept {
	for _, k := range q.jobs {
		if k.ID == id {
			return k
		}
	}
	return nil
}

// Again lets a job have another try.
func (q *Queue) Again(id, by hub.ID) {
	now := q.o.Clock.Now().Wall
	q.change(id, func(k *kept) {
		if k.By == by && k.State != Done && k.State != Busy {
			k.State, k.Trouble, k.Began = Waiting, "", now
		}
	})
	q.poke()
}

// Drop gives a job up: 不打了. What is in the printer's own memory by then comes out.
func (q *Queue) Drop(ctx context.Context, id, by hub.ID) error {
	q.mu.Lock()
	k := q.find(id)
	if k == nil || k.By != by {
		q.mu.Unlock()
		return nil
	}
	q.jobs = slices.DeleteFunc(q.jobs, func(k *kept) bool { return k.ID == id })
	q.mu.Unlock()
	return q.o.Shelf.DropPrint(ctx, id)
}

// change changes a job and has the pages drawn anew.
func (q *Queue) change(id hub.ID, f func(*kept)) {
	q.mu.Lock()
	if k := q.find(id); k != nil {
		f(k)
	}
	q.mu.Unlock()
	if q.o.Changed != nil {
		q.o.Changed()
	}
}

// Run works the queue off until ctx ends.
func (q *Queue) Run(ctx context.Context) error {
	if err := q.load(ctx); err != nil {
		return err
	}
	for {
		if err := q.age(ctx); err != nil {
			return err
		}
		waiting := q.turn(ctx)
		again := time.NewTimer(forget)
		if waiting {
			again.Reset(retry)
		}
		select {
		case <-ctx.Done():
			again.Stop()
			return nil
		case <-q.wake:
		case <-again.C:
		}
		again.Stop()
	}
}

// load brings back what was not done when the box stopped. It is held: half of it may
// be on paper, and nobody may stand at the printer now.
func (q *Queue) load(ctx context.Context) error {
	all, err := q.o.Shelf.Prints(ctx)
	if err != nil {
		return err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for id, body := range all {
		if q.find(id) != nil {
			continue // the loop was started again, not the box
		}
		k := &kept{}
		if err := json.Unmarshal(body, k); err != nil {
			return err
		}
		k.State, k.Trouble = Held, "print.stopped-box"
		q.jobs = append(q.jobs, k)
	}
	hub.SortStable(q.jobs, func(a, b *kept) int { return a.Began.Compare(b.Began) })
	return nil
}

// age holds what has waited too long, and forgets what nobody came back for.
func (q *Queue) age(ctx context.Context) error {
	now := q.o.Clock.Now().Wall
	q.mu.Lock()
	var old []hub.ID
	done := 0
	for _, k := range slices.Backward(q.jobs) {
		if k.State == Done {
			if done++; done > shown {
				old = append(old, k.ID)
			}
			continue
		}
		if k.State == Waiting && k.Trouble != "" && now.Sub(k.Began) > patient {
			k.State = Held
		}
		if now.Sub(k.Began) > forget {
			old = append(old, k.ID)
		}
	}
	q.jobs = slices.DeleteFunc(q.jobs, func(k *kept) bool { return slices.Contains(old, k.ID) })
	q.mu.Unlock()
	for _, id := range old {
		if err := q.o.Shelf.DropPrint(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// turn gives every job that waits one try. It says whether one still waits.
func (q *Queue) turn(ctx context.Context) (waiting bool) {
	for _, j := range slices.Backward(q.Jobs()) {
		if j.State != Waiting || ctx.Err() != nil {
			continue
		}
		q.change(j.ID, func(k *kept) { k.State = Busy })
		err := q.print(ctx, j.ID)
		if ctx.Err() != nil {
			return false // it is held when the box starts again
		}
		q.change(j.ID, func(k *kept) {
			if k.State = Waiting; err == nil {
				k.State, k.Trouble, k.Doc = Done, "", Doc{}
				return
			}
			k.Trouble = keyOf(err)
			if hub.CodeOf(err) != hub.CodeUnknown { // waiting does not mend it
				k.State = Held
			}
		})
		if err != nil {
			q.o.Log.Warn("a sheet did not come out", "trouble", keyOf(err), "cause", err)
		}
		now, _ := q.Job(j.ID)
		waiting = waiting || now.State == Waiting
	}
	return waiting
}

// print puts one job on paper, and takes it off the shelf.
func (q *Queue) print(ctx context.Context, id hub.ID) error {
	q.mu.Lock()
	k := q.find(id)
	q.mu.Unlock()
	if k == nil {
		return nil // given up meanwhile
	}
	setup, err := q.o.Setup(ctx)
	if err != nil {
		return err
	}
	font, err := q.Font()
	if err != nil {
		return err
	}
	p, err := q.o.Open(setup.For(k.Doc.Paper), font)
	if err != nil {
		return err
	}
	if err := p.Print(ctx, k.Doc); err != nil {
		return err
	}
	return q.o.Shelf.DropPrint(ctx, id)
}

// keyOf is the key of the sentence that says what is the matter.
func keyOf(err error) string {
	if e, ok := errors.AsType[*hub.Error](err); ok {
		return e.Key
	}
	return "print.broken"
}
