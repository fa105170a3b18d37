package class

import (
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// TestTheMicrophoneIsOpenWithTheBanner: whatever is pressed, in whatever order, with cuts in
// between, the microphone is open exactly while the class says that it is, and a class is
// begun and ended once each.
func TestTheMicrophoneIsOpenWithTheBanner(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		file := filepath.Join(dir, hub.NewID().String())
		b := newBox(t).again(t, file)
		b.sound.recorded = 0
		rt.Repeat(map[string]func(*rapid.T){
			"open": func(rt *rapid.T) {
				_, _ = b.Open(ctx, teacher, hub.NewID(), hub.ID{byte(rapid.IntRange(1, 2).Draw(rt, "class"))})
			},
			"pause":  func(*rapid.T) { _ = b.Pause() },
			"resume": func(*rapid.T) { _ = b.Resume() },
			"turn":   func(rt *rapid.T) { _ = b.Turn(rapid.IntRange(0, 4).Draw(rt, "slide")) },
			"end":    func(*rapid.T) { _, _ = b.End(ctx, teacher, hub.NewID()) },
			"ended":  func(*rapid.T) { _, _ = b.EndCut(ctx, teacher, hub.NewID()) },
			"follow": func(*rapid.T) { _ = b.Follow(Now{State: Open, Class: hub.ID{9}, Site: hub.ID{9}}, &fakeSound{}) },
			"leave":  func(*rapid.T) { b.Leave(true) },
			"mute": func(rt *rapid.T) {
				b.sound.fails = map[bool]error{true: hub.E(hub.CodeFull, "class.no-room")}[rapid.Bool().Draw(rt, "mute")]
			},
			"cut": func(rt *rapid.T) {
				n, _ := b.Now()
				was, asked := b.Cut()
				b = b.again(t, file)
				now, asks := b.Cut()
				own := n.State != None && n.From.IsZero()
				if asks != (own || asked || b.cut != nil) || own && now.Class != n.Class || asked && now.Class != was.Class {
					rt.Fatalf("held %v, asked %v of %v; after the cut %v of %v", own, asked, was.Class, asks, now.Class)
				}
				if own && now.slide != n.Slide {
					rt.Fatalf("slide %d after the cut, %d before", now.slide, n.Slide)
				}
			},
			"": func(rt *rapid.T) {
				n, _ := b.Now()
				state := b.sound.State()
				if own := n.State == Open && n.From.IsZero(); state.Open != own {
					rt.Fatalf("the class is %q and the microphone open: %v", n.State, state.Open)
				}
				if n.State != None && n.From.IsZero() && n.Slide < 1 {
					rt.Fatal("no slide is shown")
				}
				if len(b.desk.closed) > len(b.desk.opened) {
					rt.Fatalf("%d begun, %d ended", len(b.desk.opened), len(b.desk.closed))
				}
			},
		})
	})
}

// Many do everything at once; -race looks. Whoever waits sees the newest.
func TestManyAtOnce(t *testing.T) {
	b := newBox(t)
	b.open(one)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 50 {
				_ = b.Thumb()
				_ = b.Raise(Guest{ID: string(rune('a' + i))}, j%2 == 0)
				_ = b.Turn(1 + (i+j)%3)
				b.Count(j)
				_ = b.Answer(1+j%3, 1+i%3)
				if i == 0 && j%10 == 0 {
					_ = b.Pause()
					_ = b.Resume()
				}
			}
		})
	}
	seen := make(chan uint64)
	go func() {
		var last uint64
		for {
			n, changed := b.Now()
			if n.Rev < last {
				t.Error("it went back")
			}
			if last = n.Rev; n.State == None {
				seen <- last
				return
			}
			<-changed
		}
	}()
	all.Wait()
	if _, err := b.End(ctx, teacher, hub.NewID()); err != nil {
		t.Fatal(err)
	}
	if n, _ := b.Now(); <-seen != n.Rev || len(n.Hands) != 0 {
		t.Errorf("it ends as %+v", n)
	}
	b.stands(None, false)
}
