package class

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// box is a room with a microphone and a desk of the test's.
type box struct {
	*Room
	t     *testing.T
	desk  *fakeDesk
	sound *fakeSound
}

type wallClock struct{}

func (wallClock) Now() hub.Reading { return hub.Reading{Wall: time.Now(), Quality: hub.ClockConfirmed} }

func newBox(t *testing.T) *box {
	b := &box{t: t, desk: &fakeDesk{slides: 3}, sound: &fakeSound{left: 2 * time.Hour}}
	b.Room = New(b.desk, b.sound, wallClock{})
	return b
}

// fakeDesk is what is noted of classes.
type fakeDesk struct {
	mu     sync.Mutex
	slides int
	opened []hub.ID
	closed []Held
	fails  error
}

func (d *fakeDesk) OpenClass(_ context.Context, actor hub.Actor, _, class hub.ID) (Plan, hub.Outcome, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails != nil {
		return Plan{}, hub.Outcome{}, d.fails
	}
	d.opened = append(d.opened, class)
	return Plan{Class: class, Site: actor.Site, Title: "辅食怎么加", Slides: make([]Slide, d.slides)}, hub.Outcome{}, nil
}

func (d *fakeDesk) CloseClass(_ context.Context, _ hub.Actor, _ hub.ID, held Held) (hub.Outcome, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails != nil {
		return hub.Outcome{}, d.fails
	}
	d.closed = append(d.closed, held)
	return hub.Outcome{}, nil
}

// fakeSound is a microphone that is open or not.
type fakeSound struct {
	Sound
	mu       sync.Mutex
	class    hub.ID
	open     bool
	recorded time.Duration
	left     time.Duration
	until    time.Time // then nothing is left; zero: left says it
	fails    error
}

func (s *fakeSound) do(f func()) { s.mu.Lock(); defer s.mu.Unlock(); f() }

func (s *fakeSound) Begin(class hub.ID) (err error) {
	s.do(func() {
		if err = s.fails; err == nil {
			s.class, s.open = class, true
		}
	})
	return err
}
func (s *fakeSound) Pause() { s.do(func() { s.open = false }) }
func (s *fakeSound) End()   { s.do(func() { s.open, s.class = false, hub.ID{} }) }
func (s *fakeSound) Resume() (err error) {
	s.do(func() {
		if err = s.fails; err == nil {
			s.open = true
		}
	})
	return err
}
func (s *fakeSound) State() (out SoundState) {
	s.do(func() {
		out = SoundState{Open: s.open, Recorded: s.recorded, Left: s.left}
		if !s.until.IsZero() {
			out.Left = time.Until(s.until)
		}
	})
	return out
}

var (
	ctx     = context.Background()
	teacher = hub.Actor{Staff: hub.ID{7}, Site: hub.ID{8}, Role: hub.RoleHead, Lane: hub.LaneLocal}
	one     = hub.ID{1}
	other   = hub.ID{2}
)

func (b *box) open(class hub.ID) {
	b.t.Helper()
	if _, err := b.Open(ctx, teacher, hub.NewID(), class); err != nil {
		b.t.Fatal(err)
	}
}

func (b *box) stands(want State, open bool) {
	b.t.Helper()
	if n, _ := b.Now(); n.State != want || b.sound.State().Open != open {
		b.t.Errorf("the class is %q and the microphone open: %v; want %q, %v", n.State, b.sound.State().Open, want, open)
	}
}

func key(err error) string {
	if e, ok := errors.AsType[*hub.Error](err); ok {
		return e.Key
	}
	return ""
}

func refused(t *testing.T, err error, want string) {
	t.Helper()
	if key(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestAClass(t *testing.T) {
	b := newBox(t)
	for _, err := range []error{b.Turn(1), b.Ask(true), b.Pause(), b.Resume(), b.Thumb(), b.Raise(Guest{ID: "a"}, true), b.Answer(1, 1)} {
		refused(t, err, "class.none")
	}
	_, err := b.End(ctx, teacher, hub.NewID())
	refused(t, err, "class.none")
	b.stands(None, false)

	b.open(one)
	b.open(one) // a second tap
	b.stands(Open, true)
	if n, _ := b.Now(); n.Slide != 1 || n.Code != Code(one) || n.Title == "" || n.Site != teacher.Site {
		t.Errorf("it begins as %+v", n)
	}
	_, err = b.Open(ctx, teacher, hub.NewID(), other)
	refused(t, err, "class.other")

	b.sound.do(func() { b.sound.recorded = time.Minute })
	refused(t, b.Turn(4), "class.no-slide")
	for _, err := range []error{b.Turn(2), b.Turn(2), b.Thumb(), b.Thumb(), b.Raise(Guest{ID: "a"}, true), b.Raise(Guest{ID: "a", Name: "奶奶"}, true), b.Ask(true), b.Answer(1, 3), b.Answer(1, 3)} {
		if err != nil {
			t.Error(err)
		}
	}
	if b.Answer(4, 1) == nil || b.Answer(1, 0) == nil {
		t.Error("an answer to no question counts")
	}
	n, _ := b.Now()
	if n.Thumbs != 2 || len(n.Hands) != 1 || n.Hands[0].Name != "奶奶" || n.Answers != [3][3]int{{0, 0, 2}} {
		t.Errorf("it goes on as %+v", n)
	}
	if b.Turn(3) != nil || b.Pause() != nil {
		t.Error("it does not go on")
	}
	b.stands(Paused, false)
	refused(t, b.Pause(), "class.none")
	if b.Resume() != nil || b.Raise(Guest{ID: "a"}, false) != nil {
		t.Error("it does not go on")
	}
	b.stands(Open, true)

	b.desk.fails = hub.E(hub.CodeFull, "disk.full")
	_, err = b.End(ctx, teacher, hub.NewID())
	refused(t, err, "disk.full")
	b.stands(Paused, false) // nothing is heard of a class that somebody wanted to end
	b.desk.fails = nil
	if _, err := b.End(ctx, teacher, hub.NewID()); err != nil {
		t.Error(err)
	}
	b.stands(None, false)
	want := []Chapter{{1, 0}, {2, 60000}, {3, 60000}}
	if len(b.desk.closed) != 1 || len(b.desk.closed[0].Chapters) != 3 || b.desk.closed[0].Chapters[1] != want[1] || b.desk.closed[0].Recorded.Recorded != time.Minute {
		t.Errorf("it is noted as %+v", b.desk.closed)
	}
}

// A microphone that cannot be opened does not keep a class from being held.
func TestAClassWithoutSound(t *testing.T) {
	b := newBox(t)
	b.sound.fails = hub.E(hub.CodeFull, "class.no-room")
	b.open(one)
	b.stands(Paused, false)
	if n, _ := b.Now(); key(n.Silent) != "class.no-room" {
		t.Errorf("why it is silent: %v", n.Silent)
	}
	refused(t, b.Resume(), "class.no-room")
	if err := b.Turn(2); err != nil {
		t.Error(err)
	}
	b.sound.fails = nil
	if err := b.Resume(); err != nil {
		t.Error(err)
	}
	b.stands(Open, true)
	if n, _ := b.Now(); n.Silent != nil || b.sound.class != one {
		t.Errorf("it is still silent: %v", n.Silent)
	}
}

// Whoever may not open a class opens no microphone.
func TestARefusedClassOpensNoMicrophone(t *testing.T) {
	b := newBox(t)
	b.desk.fails = hub.E(hub.CodeForbidden, "desk.may-not")
	_, err := b.Open(ctx, teacher, hub.NewID(), one)
	refused(t, err, "desk.may-not")
	b.stands(None, false)
}

// Two hours of microphone end a class, three of pause too, and nothing else does.
func TestAClassEndsByItself(t *testing.T) {
	for name, tt := range map[string]struct {
		left  time.Duration
		pause bool
		after time.Duration
		ends  bool
	}{
		"the microphone has time left": {time.Second, false, 5 * time.Hour, false},
		"two hours are over":           {0, false, 3 * time.Second, true},
		"it pauses":                    {time.Hour, true, 2 * time.Hour, false},
		"it was forgotten":             {time.Hour, true, 4 * time.Hour, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBox(t)
				ctx, cancel := context.WithCancel(t.Context())
				go b.Run(ctx)
				b.open(one)
				if tt.pause {
					_ = b.Pause()
				}
				b.sound.do(func() { b.sound.left = tt.left })
				time.Sleep(tt.after)
				synctest.Wait()
				if n, _ := b.Now(); (n.State == None) != tt.ends || len(b.desk.closed) == 1 != tt.ends {
					t.Errorf("after %v it is %q", tt.after, n.State)
				}
				cancel()
				synctest.Wait()
			})
		})
	}
}

// Ten minutes before the microphone closes by itself that is said, once.
func TestAClassThatIsNearlyOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBox(t)
		ctx, cancel := context.WithCancel(t.Context())
		go b.Run(ctx)
		b.open(one)
		began := time.Now()
		b.sound.do(func() { b.sound.until = began.Add(2 * time.Hour) })
		told := time.Duration(0)
		changes := 0
		for now, changed := b.Now(); now.State != None; now, changed = b.Now() {
			if now.Nearly && told == 0 {
				told = time.Since(began)
			}
			<-changed
			changes++
		}
		if least := 110 * time.Minute; told < least || told > least+2*look || changes > 3 {
			t.Errorf("it is said after %v, in %d changes, want at 1:50, and three at most: nearly over, shut, ended", told, changes)
		}
		cancel()
		synctest.Wait()
	})
}

// again is the box after a cut: everything but its files is lost.
func (b *box) again(t *testing.T, file string) *box {
	next := &box{t: t, desk: b.desk, sound: &fakeSound{left: time.Hour, recorded: b.sound.recorded}}
	next.Room = New(b.desk, next.sound, wallClock{})
	next.write = func(file string, raw []byte) error { return os.WriteFile(file, raw, 0o600) } // no test waits for a disk
	if err := next.Keep(file, func(hub.ID) SoundState { return SoundState{Recorded: 7 * time.Minute} }); err != nil {
		t.Fatal(err)
	}
	return next
}

func TestAClassThatWasCut(t *testing.T) {
	file := filepath.Join(t.TempDir(), "class.json")
	synctest.Test(t, func(t *testing.T) {
		b := newBox(t).again(t, file)
		if _, ok := b.Cut(); ok {
			t.Fatal("nothing was cut")
		}
		ctx, cancel := context.WithCancel(t.Context())
		go b.Run(ctx)
		b.open(one)
		began, _ := b.Now()
		time.Sleep(5 * time.Minute)
		b.sound.do(func() { b.sound.recorded = 5 * time.Minute })
		_ = b.Turn(2)
		time.Sleep(time.Minute + time.Second) // it beats
		cancel()
		synctest.Wait()

		time.Sleep(10 * time.Minute)
		b = b.again(t, file)
		b.stands(None, false)
		cut, ok := b.Cut()
		if lost := time.Since(cut.At); !ok || cut.Class != one || lost < 10*time.Minute || lost > 10*time.Minute+beat+2*time.Second {
			t.Fatalf("what was cut: %+v, %v ago", cut, lost)
		}
		b.open(one)
		n, _ := b.Now()
		if n.Slide != 2 || n.Code != began.Code || !n.Began.Equal(began.Began) {
			t.Errorf("it goes on as %+v", n)
		}
		if _, ok := b.Cut(); ok {
			t.Error("it still asks")
		}
		if _, err := b.End(t.Context(), teacher, hub.NewID()); err != nil {
			t.Fatal(err)
		}
		held := b.desk.closed[0]
		if len(held.Chapters) != 3 || held.Chapters[1] != (Chapter{2, 300000}) || held.Paused != 10 {
			t.Errorf("it is noted as %+v", held)
		}
		if _, ok := b.again(t, file).Cut(); ok {
			t.Error("a class that was ended is asked about")
		}
	})
}

// Who does not go on ends it as of the cut: by saying so, with another class, or by doing
// nothing for long.
func TestACutClassIsEnded(t *testing.T) {
	for name, end := range map[string]func(*box) error{
		"she says so": func(b *box) error { _, err := b.EndCut(ctx, teacher, hub.NewID()); return err },
		"with another class": func(b *box) error {
			_, err := b.Open(ctx, teacher, hub.NewID(), other)
			return err
		},
		"nobody says anything": func(b *box) error { time.Sleep(forgotten); b.overdue(ctx); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "class.json")
			synctest.Test(t, func(t *testing.T) {
				b := newBox(t).again(t, file)
				b.open(one)
				at := time.Now()
				time.Sleep(20 * time.Second)
				b = b.again(t, file)
				b.overdue(ctx)
				if _, ok := b.Cut(); !ok {
					t.Fatal("it was ended too early")
				}
				if err := end(b); err != nil {
					t.Fatal(err)
				}
				if len(b.desk.closed) != 1 || b.desk.closed[0].Class != one || !b.desk.closed[0].Ended.Equal(at) || b.desk.closed[0].Recorded.Recorded != 7*time.Minute {
					t.Errorf("it is noted as %+v, want %v", b.desk.closed, at)
				}
				_, err := b.EndCut(ctx, teacher, hub.NewID())
				refused(t, err, "class.none")
			})
		})
	}
}

// A torn file is told of and is no class.
func TestATornFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "class.json")
	for _, raw := range []string{"", "{", `{"class":"x"}`, `{}`} {
		if err := os.WriteFile(file, []byte(raw), 0o600); err != nil {
			t.Fatal(err)
		}
		b := newBox(t)
		err := b.Keep(file, nil)
		if _, ok := b.Cut(); ok || (err == nil) != (raw == "{}") {
			t.Errorf("%q: %v", raw, err)
		}
		b.open(one) // this one writes as a box does
		if again := newBox(t).again(t, file); again.cut == nil {
			t.Errorf("after %q nothing is kept", raw)
		}
	}
}

// A neighbour's class that is left and joined again finds the phones that still sit here.
func TestPhonesStayWhenANeighboursClassIsLeft(t *testing.T) {
	b := newBox(t)
	far := Now{State: Open, Class: one, Site: hub.ID{9}, Title: "喂辅食", Slides: []Slide{{Title: "一"}}, Slide: 1}
	if err := b.Follow(far, b.sound); err != nil {
		t.Fatal(err)
	}
	b.Count(3)
	b.Leave(false)
	if n, _ := b.Now(); n.State != None || n.Guests != 3 {
		t.Errorf("once it is left: %q, %d phones", n.State, n.Guests)
	}
	if err := b.Follow(far, b.sound); err != nil {
		t.Fatal(err)
	}
	if n, _ := b.Now(); n.Guests != 3 || n.From != far.Site {
		t.Errorf("joined again: %d phones, from %s", n.Guests, n.From)
	}
}
