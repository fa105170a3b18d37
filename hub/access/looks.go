package access

import (
	"context"
	"errors"
	"sync"
	"time"

	"yizhan/hub"
)

// Look is somebody who opened a child's page, counted over a minute. Its fields
// are those of desk.Look, so that one converts to the other. Day and minute are
// those of the commit, another minute for each commit of a worker: a child, a
// worker and a minute make one record.
type Look struct {
	Child  hub.ID
	By     hub.ID
	Day    hub.Day
	Minute int // of the day
	Pages  int
	What   string // page, phone, export
}

// LookEvery is the least time between two commits of looks of one worker.
const LookEvery = time.Minute

// maxLooks bounds what waits in memory for one worker; beyond it pages are still
// counted for children that are already there.
const maxLooks = 2000

// Looks gathers who looked at whom. The first look of a worker is committed at
// once, the next ones a minute later together: pulling the plug hides one minute.
type Looks struct {
	clock   hub.Clock
	elapsed func() time.Duration
	note    func(ctx context.Context, looks []Look) error
	wake    chan struct{}

	mu      sync.Mutex
	workers map[hub.ID]*glances
	lost    int
}

type glances struct {
	looks []Look
	next  time.Duration // not before, by elapsed
	last  time.Time     // the minute of the last commit
}

// NewLooks gathers looks and gives them to note (the Desk commits them). elapsed
// runs only forward, as in Options.
func NewLooks(clock hub.Clock, elapsed func() time.Duration, note func(ctx context.Context, looks []Look) error) *Looks {
	return &Looks{clock: clock, elapsed: elapsed, note: note, wake: make(chan struct{}, 1), workers: map[hub.ID]*glances{}}
}

// Lost is how many looks at further children found no room; doctor shows it.
func (l *Looks) Lost() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lost
}

// Look notes that somebody opened a page. It only counts: no page waits for it.
func (l *Looks) Look(actor hub.Actor, child hub.ID, what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.workers[actor.Staff]
	if w == nil {
		w = &glances{}
		l.workers[actor.Staff] = w
	}
	if !w.count(child, what) {
		if len(w.looks) >= maxLooks {
			l.lost++
			return
		}
		w.looks = append(w.looks, Look{Child: child, By: actor.Staff, Pages: 1, What: what})
	}
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (w *glances) count(child hub.ID, what string) bool {
	for i := range w.looks {
		if w.looks[i].Child == child && w.looks[i].What == what {
			w.looks[i].Pages++
			return true
		}
	}
	return false
}

// Run commits looks until ctx ends, and then what is left.
func (l *Looks) Run(ctx context.Context) error {
	timer := time.NewTimer(LookEvery)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
			defer cancel()
			return errors.Join(ctx.Err(), l.flush(last, true))
		case <-l.wake:
		case <-timer.C:
		}
		// What could not be stored is kept and tried again a minute later; the disk's
		// trouble is told by whoever writes records.
		_ = l.flush(ctx, false)
		timer.Reset(l.pause())
	}
}

// flush commits the looks of every worker whose minute is over; of all at the end.
func (l *Looks) flush(ctx context.Context, all bool) error {
	var errs []error
	for staff, looks := range l.due(all) {
		if err := l.note(ctx, looks); err != nil {
			errs = append(errs, err)
			l.back(staff, looks)
		}
	}
	return errors.Join(errs...)
}

func (l *Looks) due(all bool) map[hub.ID][]Look {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, due := l.elapsed(), map[hub.ID][]Look{}
	for staff, w := range l.workers {
		switch {
		case !all && now < w.next:
		case len(w.looks) == 0:
			delete(l.workers, staff)
		default:
			w.stamp(l.clock.Now().Wall)
			due[staff] = w.looks
			w.looks, w.next = nil, now+LookEvery
		}
	}
	return due
}

// stamp gives the looks of one commit their minute: now, but never the minute of
// the commit before, also where the wall clock was set back.
func (w *glances) stamp(now time.Time) {
	at := now.In(hub.China).Truncate(time.Minute)
	if !at.After(w.last) {
		at = w.last.Add(time.Minute)
	}
	w.last = at
	for i := range w.looks {
		w.looks[i].Day, w.looks[i].Minute = hub.DayOf(at), at.Hour()*60+at.Minute()
	}
}

// back puts looks that could not be stored in front of the newer ones.
func (l *Looks) back(staff hub.ID, looks []Look) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.workers[staff]
	newer := w.looks
	w.looks = looks
	for _, n := range newer {
		if !w.count(n.Child, n.What) {
			w.looks = append(w.looks, n)
		}
	}
}

// pause is how long nothing is due.
func (l *Looks) pause() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := LookEvery
	for _, w := range l.workers {
		d = min(d, w.next-l.elapsed())
	}
	return max(d, 0)
}
