package access_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
)

// trail takes looks as the Desk would; it can be told to fail.
type trail struct {
	commits [][]access.Look
	at      []time.Time
	broken  atomic.Bool
}

func (d *trail) note(_ context.Context, looks []access.Look) error {
	if d.broken.Load() {
		return errors.New("disk")
	}
	d.commits = append(d.commits, looks)
	d.at = append(d.at, time.Now())
	return nil
}

type wall struct{}

func (wall) Now() hub.Reading { return hub.Reading{Wall: time.Now()} }

// looking runs a Looks in a bubble of virtual time.
func looking(t *testing.T, d *trail, do func(l *access.Looks)) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		l := access.NewLooks(wall{}, func() time.Duration { return time.Since(start) }, d.note)
		run, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- l.Run(run) }()
		do(l)
		synctest.Wait()
		stop()
		<-done
	})
}

func carer(n byte) hub.Actor { return hub.Actor{Staff: hub.ID{n}, Role: hub.RoleCarer} }

func pages(commits [][]access.Look) (n int) {
	for _, c := range commits {
		for _, l := range c {
			n += l.Pages
		}
	}
	return n
}

// Every look is counted, and no worker's are committed more than once a minute.
func TestLooksAreCommittedOnceAMinute(t *testing.T) {
	d := &trail{}
	looking(t, d, func(l *access.Looks) {
		for i := range 200 { // ten minutes, a page every 3 seconds, two workers
			l.Look(carer(1), hub.ID{byte(i % 7)}, "page")
			if i%2 == 0 {
				l.Look(carer(2), hub.ID{1}, "phone")
			}
			time.Sleep(3 * time.Second)
		}
	})
	if n := pages(d.commits); n != 300 {
		t.Errorf("%d looks noted, 300 made", n)
	}
	last, records := map[hub.ID]time.Time{}, map[access.Look]bool{}
	for i, looks := range d.commits {
		by := looks[0].By
		if before, ok := last[by]; ok && i < len(d.commits)-2 && d.at[i].Sub(before) < time.Minute {
			t.Errorf("two commits of a worker within %v", d.at[i].Sub(before))
		}
		last[by] = d.at[i]
		for _, look := range looks {
			if look.By != by {
				t.Error("a commit mixes workers")
			}
			key := access.Look{Child: look.Child, By: look.By, Day: look.Day, Minute: look.Minute, What: look.What}
			if records[key] {
				t.Errorf("two records for one child, worker and minute: %+v", key)
			}
			records[key] = true
		}
	}
	if len(d.commits) > 24 {
		t.Errorf("%d commits for ten minutes of two workers", len(d.commits))
	}
}

// The first look is on disk at once: pulling the plug afterwards hides nothing of it.
func TestFirstLookIsCommittedAtOnce(t *testing.T) {
	d := &trail{}
	looking(t, d, func(l *access.Looks) {
		l.Look(carer(1), hub.ID{1}, "page")
		synctest.Wait()
		if n := pages(d.commits); n != 1 {
			t.Errorf("%d looks noted", n)
		}
	})
}

func TestLooksAreNotedAtTheEnd(t *testing.T) {
	d := &trail{}
	looking(t, d, func(l *access.Looks) {
		for i := range 5 {
			l.Look(carer(1), hub.ID{byte(i)}, "page")
			synctest.Wait()
		}
	})
	if n := pages(d.commits); n != 5 || len(d.commits) != 2 {
		t.Errorf("%d looks in %d commits", n, len(d.commits))
	}
}

// A full disk loses no look: they wait in memory and are counted together.
func TestLooksWaitForTheDisk(t *testing.T) {
	d := &trail{}
	d.broken.Store(true)
	looking(t, d, func(l *access.Looks) {
		for range 10 {
			l.Look(carer(1), hub.ID{1}, "page")
			time.Sleep(time.Minute)
		}
		synctest.Wait()
		d.broken.Store(false)
		time.Sleep(2 * time.Minute)
	})
	if n := pages(d.commits); n != 10 || len(d.commits) != 1 {
		t.Errorf("%d looks in %d commits", n, len(d.commits))
	}
}

// Nobody fills the memory with looks; what finds no room is counted.
func TestLooksAreBounded(t *testing.T) {
	// Nothing is committed meanwhile: while a commit is tried its looks are not counted.
	l := access.NewLooks(wall{}, func() time.Duration { return 0 }, (&trail{}).note)
	for i := range 2100 {
		l.Look(carer(1), hub.ID{byte(i), byte(i >> 8)}, "page")
	}
	if l.Lost() != 100 {
		t.Errorf("%d lost", l.Lost())
	}
}
