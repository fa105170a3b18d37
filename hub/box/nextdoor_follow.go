package box

import (
	"context"
	"errors"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/kiosk/station"
	"yizhan/media"
	"yizhan/mesh/stream"
)

// following is a neighbour's class that is followed here.
type following struct {
	class care.Class
	name  string // the station's
	far   *stream.Far
	relay *media.Relay
	run   context.Context // until it is left
	stop  context.CancelFunc
	loud  context.CancelFunc // nil: the loudspeaker is silent

	mu       sync.Mutex
	heads    int
	question []string // that were not told yet
	rev      uint64   // of the neighbour's
	paused   bool
	lost     bool
	wasLost  bool // and what was told may be forgotten there
	news     chan struct{}
}

// Join follows a neighbour's class here, until it is over there or Leave. Errors:
// CodeNotFound class.far-over, CodeUnknown class.far-lost, CodeConflict class.other.
func (n *nextdoor) Join(ctx context.Context, id hub.ID) error {
	n.joining.Lock()
	defer n.joining.Unlock()
	n.mu.Lock()
	c, ok := n.open[id]
	same := n.follow != nil && n.follow.class.ID == id
	n.mu.Unlock()
	if same {
		return nil
	}
	if !ok {
		return hub.E(hub.CodeNotFound, "class.far-over")
	}
	far, err := n.farOf(ctx, c.Site)
	if err != nil {
		return err
	}
	shown, _, err := far.Now(ctx, 0)
	if err != nil || shown.Class != id {
		return farTrouble(err)
	}
	from, _ := n.hubOf(ctx, c.Site)
	f := &following{class: c, name: from.Name, far: far, rev: shown.Rev, paused: shown.Paused, news: make(chan struct{}, 1)}
	f.relay = media.NewRelay(n.pull(f), f.quiet, classListeners, n.b.cfg.Log)
	if err := n.b.class.Follow(farNow(shown, c.Site), f.relay); err != nil {
		return err
	}
	run, stop := context.WithCancel(context.Background()) // it ends with Leave, or with the box
	f.run, f.stop = run, stop
	n.mu.Lock()
	n.follow, n.over = f, nil
	n.mu.Unlock()
	go f.relay.Run(run)
	go n.keepUp(run, f)
	go n.tell(run, f)
	n.b.changed()
	return nil
}

// farTrouble says why a neighbour's class cannot be followed.
func farTrouble(err error) error {
	if err == nil || errors.Is(err, stream.ErrOver) {
		return hub.E(hub.CodeNotFound, "class.far-over").Because(err)
	}
	return hub.E(hub.CodeUnknown, "class.far-lost").Because(err)
}

// farNow is a neighbour's class as the room of this box shows it.
func farNow(s stream.Shown, site hub.ID) class.Now {
	state := class.Open
	if s.Paused {
		state = class.Paused
	}
	return class.Now{State: state, Class: s.Class, Site: site, Title: s.Title, Lecturer: s.Lecturer, Asking: s.Asking, Slides: s.Slides, Slide: s.Slide}
}

func (n *nextdoor) pull(f *following) func(context.Context) (media.Stream, class.Format, error) {
	return func(ctx context.Context) (media.Stream, class.Format, error) {
		s, err := f.hub().Sound(ctx)
		if err != nil {
			return nil, class.Format{}, err
		}
		return s, s.Format, nil
	}
}

func (f *following) hub() *stream.Far {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.far
}

func (f *following) quiet() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.paused
}

// How soon a neighbour that does not answer is asked again; whoever holds a class may have
// another address after a cut.
const (
	askSoon = time.Second
	askLate = 10 * time.Second
)

// keepUp shows what the neighbour shows until the class is over there.
func (n *nextdoor) keepUp(ctx context.Context, f *following) {
	defer n.leave(f)
	again := askSoon
	for ctx.Err() == nil {
		shown, changed, err := f.hub().Now(ctx, f.known())
		if errors.Is(err, stream.ErrOver) && !n.held(f.class.ID) || err == nil && changed && shown.Class != f.class.ID {
			n.ended(f)
			return
		}
		if err != nil {
			f.is(true)
			n.b.room.Changed()
			select {
			case <-ctx.Done():
			case <-time.After(again):
			}
			again = min(2*again, askLate)
			if far, err := n.farOf(ctx, f.class.Site); err == nil {
				f.mu.Lock()
				f.far = far
				f.mu.Unlock()
			}
			continue
		}
		again = askSoon
		f.is(false)
		if !changed {
			continue
		}
		f.mu.Lock()
		f.rev, f.paused = shown.Rev, shown.Paused
		f.mu.Unlock()
		if err := n.b.class.Follow(farNow(shown, f.class.Site), f.relay); err != nil {
			return // it was left
		}
	}
}

// held says whether a class is still held by its record: a box that was cut off in it and
// is back says that it is over until somebody there goes on with it, and so long the room
// here waits.
func (n *nextdoor) held(of hub.ID) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	c, open := n.open[of]
	return open && c.Day == n.b.desk.Today()
}

// known is what of the class is known here; after a cut nothing, so that the answer comes
// at once.
func (f *following) known() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lost {
		return 0
	}
	return f.rev
}

// cut says, once for each time, that the neighbour was not reached and is again.
func (f *following) cut() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	was := f.wasLost && !f.lost
	f.wasLost = f.lost
	return was
}

func (f *following) is(lost bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lost, f.wasLost = lost, f.wasLost || lost
}

// Now says how following goes.
func (n *nextdoor) Now() (now station.NearNow, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f := n.follow
	if f == nil {
		return now, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return station.NearNow{Class: f.class.ID, Lost: f.lost, Loud: n.follow.loud != nil, Heads: f.heads}, true
}

// Loud plays the class that is followed on the loudspeaker until it is over, or no more. An
// alarm ends it, and it does not begin again by itself.
func (n *nextdoor) Loud(on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f := n.follow
	switch {
	case f == nil || on == (f.loud != nil):
		return
	case !on:
		f.loud()
		f.loud = nil
		return
	}
	ctx, stop := context.WithCancel(f.run)
	f.loud = stop
	go func() {
		err := n.play(ctx, f)
		mine := ctx.Err() == nil
		stop()
		n.mu.Lock()
		if mine {
			f.loud = nil
		}
		n.mu.Unlock()
		if mine {
			n.b.cfg.Log.Info("a neighbour's class is not played any more", "cause", err)
			n.b.room.Changed()
		}
	}()
}

// play waits for the first frame, then plays.
func (n *nextdoor) play(ctx context.Context, f *following) error {
	for {
		l, err := f.relay.Listen()
		if err == nil {
			defer l.Close()
			return media.Follow(ctx, n.b.loud.Speaker, l, f.relay.State().Format)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(askSoon):
		}
	}
}

// ended keeps that a class was over by itself: who sat here is told, and may be written down.
func (n *nextdoor) ended(f *following) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.follow == f {
		n.over = f
	}
}

// Over is the class that was followed here to its end today, until somebody has Seen it.
func (n *nextdoor) Over() (over station.NearOver, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f := n.over
	if f == nil || f.class.Day != n.b.desk.Today() {
		return over, false
	}
	return station.NearOver{Class: f.class.ID, Station: f.name, Title: f.class.Title, Lecturer: f.class.Lecturer, Heads: f.counted()}, true
}

// Seen puts it away.
func (n *nextdoor) Seen() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.over = nil
}

func (f *following) counted() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.heads
}

// Picture is the picture of a slide of the class that is followed.
func (n *nextdoor) Picture(ctx context.Context, slide int) (body []byte, mime string, err error) {
	n.mu.Lock()
	f := n.follow
	n.mu.Unlock()
	if f == nil {
		return nil, "", hub.E(hub.CodeNotFound, "class.no-slide")
	}
	return f.hub().Picture(ctx, slide)
}

// Leave ends following.
func (n *nextdoor) Leave() {
	n.mu.Lock()
	f := n.follow
	n.mu.Unlock()
	if f != nil {
		n.leave(f)
	}
}

func (n *nextdoor) leave(f *following) {
	f.stop()
	n.mu.Lock()
	mine := n.follow == f
	_, goesOn := n.open[f.class.ID]
	goesOn = goesOn && n.over != f
	if mine {
		n.follow = nil
		if f.loud != nil {
			f.loud()
		}
	}
	n.mu.Unlock()
	if mine {
		n.wantTape(f.class, f.name)
		n.b.class.Leave(goesOn)
		n.b.changed()
	}
}
