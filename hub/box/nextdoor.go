package box

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/kiosk/station"
	"yizhan/media"
	"yizhan/mesh"
	"yizhan/mesh/link"
	"yizhan/mesh/stream"
)

// nextdoor is the classes of the neighbours: which are held now, and the one that is followed
// here. That a class is held stands in its record, which the lane brings within a second;
// what is shown and said in it comes over a link, and is kept nowhere.
type nextdoor struct {
	b *Box

	mu     sync.Mutex
	open   map[hub.ID]care.Class // held now at other sites, by class
	follow *following            // nil: none is followed

	lending sync.Mutex // held while what was followed is written down
}

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

func newNextdoor(b *Box) *nextdoor { return &nextdoor{b: b, open: map[hub.ID]care.Class{}} }

// run keeps what is held at the neighbours until ctx ends.
func (n *nextdoor) run(ctx context.Context) error {
	defer n.Leave()
	news, stop := n.b.store.Watch()
	defer stop()
	if err := n.look(ctx); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case told, ok := <-news:
			if !ok {
				return nil
			}
			if told.Commit.IsZero() {
				if err := n.look(ctx); err != nil {
					return err
				}
				continue
			}
			if !slices.Contains(told.Kinds, "class") {
				continue
			}
			for _, subject := range told.Subjects {
				recs, err := n.b.store.Of(ctx, subject, "class")
				if err != nil {
					return err
				}
				for _, rec := range recs {
					n.note(rec)
				}
			}
		}
	}
}

// look reads all classes.
func (n *nextdoor) look(ctx context.Context) error {
	return n.b.store.Each(ctx, "class", func(rec hub.Record) error { n.note(rec); return nil })
}

// note keeps a class that is held elsewhere.
func (n *nextdoor) note(rec hub.Record) {
	c := care.AsClass(n.b.forms, rec)
	n.mu.Lock()
	defer n.mu.Unlock()
	if c.State == "open" && rec.Lane == n.b.Lane() {
		n.open[c.ID] = c
	} else {
		delete(n.open, c.ID)
	}
}

// Classes are those that are held today at neighbours whose hubs can be reached now, and
// that neighbours may follow.
func (n *nextdoor) Classes(ctx context.Context) ([]station.NearClass, error) {
	own, err := n.b.Sites(ctx)
	if err != nil {
		return nil, err
	}
	today := n.b.desk.Today()
	n.mu.Lock()
	var held []care.Class
	for _, c := range n.open {
		ours := slices.ContainsFunc(own, func(s care.Site) bool { return s.ID == c.Site })
		if !ours && c.Day == today && c.Way != "room" {
			held = append(held, c)
		}
	}
	n.mu.Unlock()
	var out []station.NearClass
	for _, c := range held {
		if hub, ok := n.hubOf(ctx, c.Site); ok {
			out = append(out, station.NearClass{Class: c.ID, Title: c.Title, Station: hub.Name})
		}
	}
	hub.Sort(out, func(a, b station.NearClass) int { return slices.Compare(a.Class[:], b.Class[:]) })
	return out, nil
}

// hubOf is the hub of a site, if it is alive.
func (n *nextdoor) hubOf(ctx context.Context, site hub.ID) (mesh.Near, bool) {
	m := n.b.net.mesh.Load()
	rec, err := n.b.store.Record(ctx, "site", site)
	if m == nil || err != nil {
		return mesh.Near{}, false
	}
	key := care.As[care.Site](n.b.forms, rec).Hub
	all := m.Near()
	i := slices.IndexFunc(all, func(h mesh.Near) bool { return slices.Equal(h.Key[:], key) })
	if i < 0 {
		return mesh.Near{}, false
	}
	return all[i], true
}

// farOf is the way to a site's class.
func (n *nextdoor) farOf(ctx context.Context, site hub.ID) (*stream.Far, error) {
	h, ok := n.hubOf(ctx, site)
	l := n.b.net.link.Load()
	if !ok || l == nil {
		return nil, hub.E(hub.CodeUnknown, "class.far-lost")
	}
	return stream.NewFar(l.Client(h.URL, h.Key)), nil
}

// Join follows a neighbour's class here, until it is over there or Leave. Errors:
// CodeNotFound class.far-over, CodeUnknown class.far-lost, CodeConflict class.other.
func (n *nextdoor) Join(ctx context.Context, id hub.ID) error {
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
	n.follow = f
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

// tellEvery is how often at most a neighbour is told how it is here.
const tellEvery = 2 * time.Second

// untold is no count of anybody: that nobody sits here yet is told too, so that whoever
// teaches sees who listens.
var untold = stream.Said{Heads: -1}

// tell says to the neighbour how it is here, whenever that is something else.
func (n *nextdoor) tell(ctx context.Context, f *following) {
	last := untold
	thumbs := 0 // of the slide, that were told
	slide := 0
	for {
		now, changed := n.b.class.Now()
		if now.Slide != slide {
			slide, thumbs = now.Slide, 0
		}
		said := stream.Said{Heads: f.count(now.Guests), Hands: len(now.Hands), Thumbs: max(0, now.Thumbs-thumbs), Question: f.next()}
		if f.cut() {
			last = untold // it may have begun anew meanwhile, and know nothing of this room
		}
		if said != last {
			if err := f.hub().Say(ctx, said); err == nil {
				thumbs += said.Thumbs
				f.told(said.Question)
				said.Thumbs, said.Question = 0, ""
				last = said
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tellEvery):
		}
		if f.next() != "" {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-f.news:
		case <-time.After(askLate): // what was not told yet
		}
	}
}

// count is who sits here: as the worker counted, or the phones where she did not.
func (f *following) count(phones int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return max(f.heads, phones)
}

func (f *following) next() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.question) == 0 {
		return ""
	}
	return f.question[0]
}

func (f *following) told(question string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if question != "" && len(f.question) > 0 {
		f.question = f.question[1:]
	}
}

// Say keeps what the neighbour is told: who sit here, and a question or "".
func (n *nextdoor) Say(heads int, question string) {
	n.mu.Lock()
	f := n.follow
	n.mu.Unlock()
	if f == nil {
		return
	}
	f.mu.Lock()
	f.heads = heads
	if question != "" {
		f.question = append(f.question, question)
	}
	f.mu.Unlock()
	select {
	case f.news <- struct{}{}:
	default:
	}
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
	if mine {
		n.follow = nil
		if f.loud != nil {
			f.loud()
		}
	}
	n.mu.Unlock()
	if mine {
		n.wantTape(f.class, f.name)
		n.b.class.Leave()
		n.b.changed()
	}
}

// stage is this box's class as its neighbours may follow it.
type stage struct{ b *Box }

func (s stage) Now() (class.Now, <-chan struct{}, bool) {
	n, changed := s.b.class.Now()
	return n, changed, n.State != class.None && n.From.IsZero() && n.Near
}

func (s stage) Sound() class.Sound { return s.b.class.Sound() }

func (s stage) Picture(r *http.Request, slide class.Slide) (body []byte, mime string, err error) {
	now, _, _ := s.Now()
	p, err := s.b.desk.SlidePhoto(r.Context(), now.Class, slide.Picture)
	if err != nil {
		return nil, "", err
	}
	body, err = s.b.photos.Whole(p)
	return body, "image/jpeg", err
}

func (s stage) Recording(r *http.Request, of hub.ID) (stream.About, stream.Frames, error) {
	return s.b.lentOut(r.Context(), of)
}

func (s stage) Said(from [32]byte, said stream.Said) {
	cert, _ := s.b.trust.Members().Get(from)
	s.b.class.Said(class.Beside{Hub: from, Name: cert.Name, Heads: said.Heads, Hands: said.Hands}, said.Thumbs, said.Question)
	if said.Question == "" {
		return
	}
	ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	now, _ := s.b.class.Now()
	if err := listeners(s).Word(ctx, now.Class, hub.ID{}, 0, cert.Name+"问："+said.Question); err != nil {
		s.b.cfg.Log.Warn("a neighbour's question stands on the screen and is not kept", "cause", err)
	}
}

// ofTown lets in hubs of the own township only.
func (b *Box) ofTown(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, _ := link.PeerOf(r.Context())
		theirs, known := b.trust.Members().Get(key)
		ours, enrolled := b.trust.Certificate()
		if !known || !enrolled || theirs.Township != ours.Township {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		h.ServeHTTP(w, r)
	})
}
