package ring

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func frame(no int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(no)) }

// Whoever listens, and however slow, hears from its joining on every frame in its order,
// but for those that it is told of.
func TestListenersHear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := Size{Bytes: 4, Frames: rapid.IntRange(1, 20).Draw(t, "frames"), Most: 3}
		size.Join = rapid.IntRange(0, size.Frames).Draw(t, "join")
		r := New(size)
		type ear struct {
			*Listener
			next int // the frame that is to come
		}
		var ears []*ear
		wrote := 0
		hear := func(e *ear) {
			if e.next == wrote {
				ctx, cancel := context.WithCancel(context.Background())
				cancel()
				if _, _, err := e.Next(ctx); !errors.Is(err, context.Canceled) {
					t.Fatalf("nothing was said, and it hears: %v", err)
				}
				return
			}
			got, lost, err := e.Next(context.Background())
			if want := max(0, wrote-size.Frames-e.next); err != nil || lost != want {
				t.Fatalf("lost %d, want %d: %v", lost, want, err)
			}
			e.next += lost
			for ; len(got) > 0; got = got[4:] {
				if no := int(binary.BigEndian.Uint32(got)); no != e.next {
					t.Fatalf("hears %d, want %d", no, e.next)
				}
				e.next++
			}
			if e.next != wrote {
				t.Fatalf("hears up to %d of %d", e.next, wrote)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"say": func(t *rapid.T) {
				var said []byte
				for range rapid.IntRange(1, 30).Draw(t, "say") {
					said = append(said, frame(wrote)...)
					wrote++
				}
				r.Publish(said)
			},
			"join": func(t *rapid.T) {
				l, err := r.Listen()
				if full := len(ears) == size.Most; full != errors.Is(err, ErrFull) {
					t.Fatalf("%d listen: %v", len(ears), err)
				} else if !full {
					ears = append(ears, &ear{l, max(0, wrote-size.Join)})
				}
			},
			"hear": func(t *rapid.T) {
				if len(ears) > 0 {
					hear(rapid.SampledFrom(ears).Draw(t, "ear"))
				}
			},
			"leave": func(t *rapid.T) {
				if len(ears) > 0 {
					ears[0].Close()
					ears[0].Close()
					ears = ears[1:]
				}
			},
			"": func(t *rapid.T) {
				if r.Listeners() != len(ears) {
					t.Fatalf("%d listen, it says %d", len(ears), r.Listeners())
				}
			},
		})
		r.Close()
		r.Close()
		for _, e := range ears {
			if e.next < wrote {
				hear(e)
			}
			if _, _, err := e.Next(context.Background()); !errors.Is(err, io.EOF) {
				t.Fatalf("it is over: %v", err)
			}
		}
	})
}

// Listeners who keep up lose nothing while another never comes, and the ring stays as
// large as it was.
func TestStalledListenerHoldsNobody(t *testing.T) {
	const frames, ears = 5000, 50
	r := New(Size{Bytes: 4, Frames: 64, Join: 8, Most: ears + 1})
	stalled, err := r.Listen()
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	kept := make(chan int, ears) // how far each has come, so that on a busy machine nobody is outrun
	for range ears {
		l, err := r.Listen()
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			defer l.Close()
			for next := 0; next < frames; {
				got, lost, err := l.Next(t.Context())
				if err != nil || lost > 0 {
					t.Errorf("%d lost, %v", lost, err)
					return
				}
				for ; len(got) > 0; got = got[4:] {
					if no := int(binary.BigEndian.Uint32(got)); no != next {
						t.Errorf("hears %d, want %d", no, next)
					}
					if next++; next%32 == 0 {
						kept <- next
					}
				}
			}
		})
	}
	for no := range frames {
		r.Publish(frame(no))
		if (no+1)%32 == 0 {
			for range ears {
				<-kept
			}
		}
	}
	all.Wait()
	got, lost, err := stalled.Next(t.Context())
	if err != nil || lost != frames-64 || len(got) != 64*4 || len(r.bytes) != 64*4 {
		t.Errorf("the stalled one lost %d and has %d bytes, %v", lost, len(got), err)
	}
}
