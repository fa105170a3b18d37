package media_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/media"
	"yizhan/media/device"
)

// room is where a loudspeaker without hardware is heard: children in this process, whose
// driver is a clock.
type room struct {
	mu       sync.Mutex
	heard    []int16
	children int            // started
	rush     int            // how many times too fast the driver is; 0: it is not
	fails    device.Trouble // what opening says; 0: it opens
	deaf     bool           // nothing is ever answered
	hangs    bool           // the driver takes nothing more
	lost     func()         // unplugs what is open
	open     int            // microphones
}

func (r *room) start(ctx context.Context) (media.Child, error) {
	toChild, in := io.Pipe()
	out, fromChild := io.Pipe()
	ctx, cancel := context.WithCancel(ctx)
	r.mu.Lock()
	r.children++
	deaf := r.deaf
	r.mu.Unlock()
	go func() {
		if deaf {
			_, _ = io.Copy(io.Discard, toChild)
		} else {
			_ = device.Serve(toChild, fromChild, func(rate uint32, fill func([]byte), lost func()) error {
				return r.plays(ctx, rate, fill, lost)
			}, func(rate uint32, hear func([]byte), lost func()) error {
				return r.listens(ctx, rate, hear, lost)
			})
		}
		cancel()
		fromChild.Close()
	}()
	return media.Child{Writer: in, Reader: out, Close: func() { in.Close(); out.Close(); toChild.Close() }}, nil
}

func (r *room) plays(ctx context.Context, rate uint32, fill func([]byte), lost func()) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails != 0 {
		return r.fails
	}
	r.lost = lost
	r.drives(ctx, rate, func(buffer []byte) {
		fill(buffer)
		for i := 0; i < len(buffer); i += 2 {
			r.heard = append(r.heard, int16(uint16(buffer[i])|uint16(buffer[i+1])<<8))
		}
	})
	return nil
}

// listens is a microphone before which somebody whistles.
func (r *room) listens(ctx context.Context, rate uint32, hear func([]byte), lost func()) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails != 0 {
		return r.fails
	}
	r.lost = lost
	r.open++
	context.AfterFunc(ctx, func() { r.set(func(r *room) { r.open-- }) })
	at := 0
	r.drives(ctx, rate, func(buffer []byte) {
		for i := 0; i < len(buffer); i += 2 {
			v := int16(10000 * math.Sin(2*math.Pi*whistle*float64(at)/float64(rate)))
			buffer[i], buffer[i+1] = byte(v), byte(v>>8)
			at++
		}
		hear(buffer)
	})
	return nil
}

const whistle = 700 // Hz

// drives is a driver: it calls do with a tenth of a second until ctx ends, unless it hangs.
func (r *room) drives(ctx context.Context, rate uint32, do func([]byte)) {
	go func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		buffer := make([]byte, 2*int(rate)/10*max(r.rush, 1))
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			r.set(func(r *room) {
				if !r.hangs {
					do(buffer)
				}
			})
		}
	}()
}

// set changes the room while it is in use.
func (r *room) set(f func(*room)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r)
}

// born is how many children there were.
func (r *room) born() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.children
}

// listen waits and gives what was heard in the meantime; all that was heard before, where
// there is nothing to wait for.
func (r *room) listen(d time.Duration) []int16 {
	if d > 0 {
		r.set(func(r *room) { r.heard = nil })
		time.Sleep(d)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.heard)
}

// inRoom runs a loudspeaker in a bubble whose clock jumps.
func inRoom(t *testing.T, f func(t *testing.T, r *room, s *media.Speaker)) {
	synctest.Test(t, func(t *testing.T) {
		r := &room{}
		s := media.NewSpeaker(r.start, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- s.Run(ctx) }()
		f(t, r, s)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestSirenIsHeardUntilItIsQuiet(t *testing.T) {
	inRoom(t, func(t *testing.T, r *room, s *media.Speaker) {
		if r.listen(time.Minute); r.born() != 0 || s.State() != (media.State{}) {
			t.Errorf("nothing is wanted, and %d children were started", r.born())
		}
		s.Siren(media.Alarm)
		s.Siren(media.Alarm)
		hears(t, "an alarm", r.listen(3*time.Second), 960, 720)
		s.Siren(media.Drill)
		time.Sleep(time.Second)
		hears(t, "a drill in its place", r.listen(4*time.Second), 440, 330)
		if !s.State().Works {
			t.Error("it sounds, and does not say so")
		}
		s.Siren(media.Quiet)
		time.Sleep(time.Second)
		if got := r.listen(5 * time.Second); loudest(got) != 0 || s.State().Works || r.born() != 1 {
			t.Errorf("quiet: %d, %+v, %d children", loudest(got), s.State(), r.born())
		}
	})
}

// troubles are what befalls a device, and what it says of that.
var troubles = map[string]struct {
	befalls, mends func(*room)
	says           error
}{
	"the driver hangs":     {func(r *room) { r.hangs = true }, func(r *room) { r.hangs = false }, media.ErrSilent},
	"it is unplugged":      {func(r *room) { r.fails = device.NoDevice; go r.lost() }, func(r *room) { r.fails = 0 }, device.NoDevice},
	"no service any more":  {func(r *room) { r.fails = device.NoService; go r.lost() }, func(r *room) { r.fails = 0 }, device.NoService},
	"a child without ears": {func(r *room) { r.deaf = true; go r.lost() }, func(r *room) { r.deaf = false }, media.ErrSilent},
}

// An alarm outlives its loudspeaker: whatever befalls it, the siren is heard once it can
// be, and until then the state says why not.
func TestSirenComesThroughTroubles(t *testing.T) {
	for name, test := range troubles {
		t.Run(name, func(t *testing.T) {
			inRoom(t, func(t *testing.T, r *room, s *media.Speaker) {
				s.Siren(media.Alarm)
				hears(t, "before", r.listen(2*time.Second), 960, 720)
				r.set(test.befalls)
				time.Sleep(30 * time.Second)
				if got := s.State(); got.Works || !errors.Is(got.Trouble, test.says) {
					t.Errorf("it says %+v, want %v", got, test.says)
				}
				if n := r.born(); n < 3 || n > 7 {
					t.Errorf("%d children in half a minute", n)
				}
				r.set(test.mends)
				time.Sleep(30 * time.Second)
				hears(t, "after", r.listen(2*time.Second), 960, 720)
				if got := s.State(); !got.Works || got.Trouble != nil {
					t.Errorf("it sounds again, and says %+v", got)
				}
			})
		})
	}
}

func TestTryEnds(t *testing.T) {
	inRoom(t, func(t *testing.T, r *room, s *media.Speaker) {
		if err := s.Try(t.Context()); err != nil {
			t.Error(err)
		}
		hears(t, "a chime", r.listen(0), 523.25, 659.26, 783.99)
		r.set(func(r *room) { r.fails = device.NoDevice })
		if err := s.Try(t.Context()); !errors.Is(err, device.NoDevice) || !errors.Is(s.State().Trouble, device.NoDevice) {
			t.Errorf("no loudspeaker: %v, %+v", err, s.State())
		}
		r.set(func(r *room) { r.fails, r.deaf = 0, true })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := s.Try(ctx); !errors.Is(err, media.ErrSilent) || !errors.Is(s.State().Trouble, media.ErrSilent) {
			t.Errorf("nobody answers: %v, %+v", err, s.State())
		}
		r.set(func(r *room) { r.deaf = false })
		time.Sleep(time.Minute)
		if n := r.born(); n != 3 {
			t.Errorf("%d children for three tries, one of them given up", n)
		}
		tried := make(chan error)
		go func() { tried <- s.Try(t.Context()) }()
		time.Sleep(500 * time.Millisecond)
		s.Siren(media.Alarm)
		if err := <-tried; !errors.Is(err, media.ErrSiren) {
			t.Errorf("a try that an alarm cut short: %v", err)
		}
		time.Sleep(time.Second)
		if err := s.Try(t.Context()); err != nil {
			t.Errorf("a try during an alarm: %v", err)
		}
		hears(t, "the alarm goes on", r.listen(2*time.Second), 960, 720)
	})
}

// hears fails unless each tone, and no other, was heard for a tenth of a second at least,
// within 2 Hz.
func hears(t *testing.T, what string, samples []int16, tones ...float64) {
	t.Helper()
	hearsAt(t, what, samples, media.Rate, tones...)
}

func hearsAt(t *testing.T, what string, samples []int16, rate int, tones ...float64) {
	t.Helper()
	found := pitches(samples, rate)
	for _, want := range tones {
		if !slices.ContainsFunc(found, func(f float64) bool { return math.Abs(f-want) <= 2 }) {
			t.Errorf("%s: heard %.1f Hz, not %.1f", what, found, want)
		}
	}
	for _, f := range found {
		if !slices.ContainsFunc(tones, func(want float64) bool { return math.Abs(f-want) <= 2 }) {
			t.Errorf("%s: %.1f Hz is none of %.1f", what, f, tones)
		}
	}
}

// pitches are the strongest frequencies between 200 and 1200 Hz of windows of 0.1 s that
// hold one tone from end to end and no other.
func pitches(samples []int16, rate int) (out []float64) {
	n := rate / 10
	for ; len(samples) >= n; samples = samples[n:] {
		window := samples[:n]
		at := strongest(window, rate, 200, 1200, 5)
		at = strongest(window, rate, at-5, at+5, 0.5)
		if at > 0 && oneTone(window, at/float64(rate)) {
			out = append(out, at)
		}
	}
	return out
}

func strongest(window []int16, rate int, from, to, step float64) (at float64) {
	best := 0.0
	for f := from; f < to; f += step {
		if p := power(window, f/float64(rate)); p > best {
			best, at = p, f
		}
	}
	return at
}

// oneTone: both halves of a window are as strong at its frequency, and in step.
func oneTone(window []int16, f float64) bool {
	half := len(window) / 2
	all, a, b := power(window, f), power(window[:half], f), power(window[half:], f)
	return all > 1e6 && a > 0.24*all && b > 0.24*all
}

// power is that of one frequency, in turns a sample, by Goertzel's filter with a Hann
// window.
func power(samples []int16, f float64) float64 {
	c := 2 * math.Cos(2*math.Pi*f)
	var a, b float64
	for i, v := range samples {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(samples)))
		a, b = float64(v)*w+c*a-b, a
	}
	return a*a + b*b - c*a*b
}

func loudest(samples []int16) (most int16) {
	for _, v := range samples {
		most = max(most, v, -v)
	}
	return most
}
