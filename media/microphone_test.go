package media_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/media"
)

// tape keeps what is heard.
type tape struct {
	mu      sync.Mutex
	samples []int16
}

func (a *tape) hear(samples []int16) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.samples = append(a.samples, samples...)
}

// cut takes the tape out and puts in a new one.
func (a *tape) cut() (samples []int16) {
	a.mu.Lock()
	defer a.mu.Unlock()
	samples, a.samples = a.samples, nil
	return samples
}

// A microphone is open while somebody listens and at no other time, whatever befalls it
// in between; once it can be, it is heard again.
func TestMicrophoneComesThroughTroubles(t *testing.T) {
	for name, test := range troubles {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r, a := &room{}, &tape{}
				m := media.NewMicrophone(r.start, slog.New(slog.DiscardHandler))
				open := func() (n int) {
					synctest.Wait()
					r.set(func(r *room) { n = r.open })
					return n
				}
				time.Sleep(time.Minute)
				if open() != 0 || r.born() != 0 {
					t.Error("nobody listens, and it is open")
				}
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan bool)
				go func() { m.Listen(ctx, a.hear); close(ended) }()
				time.Sleep(2 * time.Second)
				if n := open(); n != 1 || !m.State().Works {
					t.Errorf("%d are open, %+v", n, m.State())
				}
				heard := a.cut()
				hears(t, "before", heard, whistle)
				if n := len(heard); n < 1.7*media.Rate || n > 2*media.Rate {
					t.Errorf("two seconds are %d samples", n)
				}

				r.set(test.befalls)
				time.Sleep(30 * time.Second)
				if got := m.State(); got.Works || !errors.Is(got.Trouble, test.says) {
					t.Errorf("it says %+v, want %v", got, test.says)
				}
				r.set(test.mends)
				time.Sleep(30 * time.Second)
				a.cut()
				time.Sleep(time.Second)
				hears(t, "after", a.cut(), whistle)
				if got := m.State(); !got.Works || open() != 1 {
					t.Errorf("it is heard again, %d are open, and it says %+v", open(), got)
				}
				cancel()
				<-ended
				if n := open(); n != 0 || m.State() != (media.State{}) {
					t.Errorf("nobody listens any more, %d are open, %+v", n, m.State())
				}
			})
		})
	}
}

// What is heard faster than it can be fetched is counted.
func TestMicrophoneCountsWhatItMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, a := &room{rush: 50}, &tape{}
		m := media.NewMicrophone(r.start, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan bool)
		go func() { m.Listen(ctx, a.hear); close(ended) }()
		time.Sleep(10*time.Second + 10*time.Millisecond)
		cancel()
		<-ended
		got, missed, all := len(a.cut()), int(m.Missed()), 10*50*media.Rate
		if slack := 2 * 50 * media.Rate / 10; missed == 0 || got+missed > all || got+missed < all-3*slack {
			t.Errorf("of %d samples %d were heard and %d missed", all, got, missed)
		}
	})
}
