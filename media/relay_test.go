package media

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/media/adpcm"
)

// incoming is a neighbour's stream of numbered frames.
type incoming struct {
	frames chan []byte
	shut   chan struct{}
}

func newIncoming() *incoming { return &incoming{make(chan []byte), make(chan struct{})} }

func (s *incoming) Next() ([]byte, error) {
	select {
	case f := <-s.frames:
		return f, nil
	case <-s.shut:
		return nil, io.ErrUnexpectedEOF
	}
}

func (s *incoming) Close() error {
	select {
	case <-s.shut:
	default:
		close(s.shut)
	}
	return nil
}

func numbered(n int) []byte {
	f := make([]byte, adpcm.BlockBytes)
	f[0], f[1] = byte(n), byte(n>>8)
	return f
}

// However many listen at this box, one stream comes in; it breaks, hangs and comes again,
// and whoever listens stays.
func TestOneStreamForAllWhoFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		var now atomic.Pointer[incoming]
		var away, paused atomic.Bool
		r := NewRelay(func(context.Context) (Stream, class.Format, error) {
			if away.Load() {
				return nil, class.Format{}, errors.New("no route")
			}
			asked.Add(1)
			s := newIncoming()
			now.Store(s)
			return s, codecIMA.format(), nil
		}, paused.Load, 3, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := r.Listen(); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("before anything came: %v", err)
		}
		done := make(chan struct{})
		go func() { defer close(done); r.Run(ctx) }()
		synctest.Wait()
		var all []class.Listener
		for range 3 {
			l, err := r.Listen()
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, l)
		}
		if _, err := r.Listen(); hub.CodeOf(err) != hub.CodeFull {
			t.Errorf("a fourth of three: %v", err)
		}
		next := 0
		hear := func(n int) {
			t.Helper()
			for range n {
				now.Load().frames <- numbered(next)
				synctest.Wait()
				for i, l := range all {
					f, lost, err := l.Next(t.Context())
					if err != nil || lost != 0 || len(f) != adpcm.BlockBytes || int(f[0])+int(f[1])<<8 != next {
						t.Fatalf("listener %d at frame %d: %d bytes, lost %d, %v", i, next, len(f), lost, err)
					}
				}
				next++
			}
		}
		hear(300)
		if st := r.State(); asked.Load() != 1 || st.Listeners != 3 || st.Trouble != nil || st.Open || st.Recorded != codecIMA.lasts(300) {
			t.Fatalf("%d streams, %+v", asked.Load(), st)
		}

		now.Load().Close() // the link breaks, and is back in a minute
		away.Store(true)
		time.Sleep(time.Minute)
		if st := r.State(); hub.CodeOf(st.Trouble) != hub.CodeUnknown {
			t.Errorf("while the neighbour is away: %v", st.Trouble)
		}
		away.Store(false)
		time.Sleep(pullLate)
		synctest.Wait()
		hear(10)
		if st := r.State(); st.Trouble != nil || asked.Load() != 2 {
			t.Errorf("once it is back: %v, %d streams", st.Trouble, asked.Load())
		}

		paused.Store(true) // nothing comes, and nothing is the matter
		time.Sleep(time.Minute)
		paused.Store(false)
		if asked.Load() != 2 {
			t.Errorf("a pause asked for %d streams", asked.Load())
		}
		hear(1)
		time.Sleep(3 * pullHung) // a link that hangs says nothing
		synctest.Wait()
		if asked.Load() < 3 {
			t.Error("a stream that hangs was not asked for again")
		}
		hear(5)
		cancel()
		<-done
		for _, l := range all {
			if _, _, err := l.Next(t.Context()); err != io.EOF {
				t.Errorf("after the end: %v", err)
			}
			l.Close()
		}
	})
}

// A box has no microphone for a neighbour's class, and takes no frames that it does not
// know.
func TestARelayHasNoMicrophone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		r := NewRelay(func(context.Context) (Stream, class.Format, error) {
			return newIncoming(), class.Format{MIME: "audio/opus", Bytes: 80, Lasts: 20 * time.Millisecond}, nil
		}, func() bool { return false }, 3, slog.New(slog.DiscardHandler))
		go r.Run(ctx)
		time.Sleep(time.Minute)
		if _, err := r.Listen(); err == nil {
			t.Error("frames of no known kind can be listened to")
		}
		for name, err := range map[string]error{"a trial": r.Try(), "a class": r.Begin(hub.NewID()), "a pause's end": r.Resume(), "a replay": r.Replay()} {
			if hub.CodeOf(err) != hub.CodeForbidden {
				t.Errorf("%s: %v", name, err)
			}
		}
		cancel()
		synctest.Wait()
	})
}
