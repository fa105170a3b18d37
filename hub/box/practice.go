package box

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/demo"
	"yizhan/kiosk"
	"yizhan/kiosk/practice"
	"yizhan/kiosk/station"
	"yizhan/kiosk/web"
)

// trial is the one practice that a box has room for: a made-up box of its own in
// DIR/tmp, which is emptied at every start. It is served on the same address to the
// browser that shows its key, has no network, no sticks and no jobs, and shares
// nothing with the real one but the time of day.
type trial struct {
	b    *Box
	mu   sync.Mutex
	open *playBox
}

// playBox is an open practice.
type playBox struct {
	key    string
	lesson *practice.Lesson
	close  func() error
}

// A practice that nobody has touched for so long gives way to the next one, and for
// so long is thrown away.
const (
	trialYields = 2 * time.Minute
	trialEnds   = 20 * time.Minute
)

// Begin makes a made-up box and throws away the one before.
func (t *trial) Begin(ctx context.Context, text string, contrast bool) (key string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open != nil && time.Since(t.open.lesson.Used()) < trialYields {
		return "", hub.E(hub.CodeConflict, "practice.busy")
	}
	if err := t.drop(); err != nil {
		return "", err
	}
	made, err := t.make(ctx, practice.Look{Text: text, Contrast: contrast})
	if err != nil {
		return "", fmt.Errorf("box: practice: %w", err)
	}
	t.open = made
	return made.key, nil
}

// make fills a folder of its own and plugs its pages together.
func (t *trial) make(ctx context.Context, look practice.Look) (_ *playBox, err error) {
	dir, err := os.MkdirTemp(t.b.folder.Temp(), "practice-")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	clock := &trialClock{now: t.b.cfg.Clock}
	b, err := Open(ctx, Config{Data: dir, Clock: clock, Log: t.b.cfg.Log})
	if err != nil {
		return nil, err
	}
	worker, err := b.fillTrial(ctx, clock)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	following, stop := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := b.follow(following); err != nil {
			t.b.cfg.Log.Error("a practice does not follow its records", "cause", err)
		}
	}()
	close := sync.OnceValue(func() error {
		stop()
		<-ended
		return errors.Join(b.Close(), os.RemoveAll(dir))
	})
	pages := b.trialPages(worker, look)
	return &playBox{key: rand.Text(), lesson: practice.New(pages, look, time.Now, t.b.cfg.Log), close: close}, nil
}

// fillTrial makes the children up, on a clock that was turned back, and learns them.
func (b *Box) fillTrial(ctx context.Context, clock *trialClock) (worker hub.ID, err error) {
	past := &demo.Clock{}
	clock.set(past)
	key := b.trust.Identity().Key()
	s := &demo.Station{Desk: b.desk, Clock: past, Lane: b.Lane(), Key: key[:]}
	worker, err = demo.Practice(ctx, s, hub.DayOf(clock.now.Now().Wall), demoSeed)
	clock.set(clock.now)
	return worker, errors.Join(err, b.loadNames(ctx))
}

// trialPages is the station's screens, with everything unplugged that leads out of
// the box.
func (b *Box) trialPages(worker hub.ID, look practice.Look) http.Handler {
	st := &station.Station{
		Desk: b.desk, Names: b.names, Places: b.places(), Doors: trialDoors{doors{b}, worker, look}, Drafts: b.local,
		Box: screen{b}, Self: trialSelf{screen{b}}, Room: b.room, Clock: b.cfg.Clock, Log: b.cfg.Log,
	}
	return kiosk.Handler(st, kiosk.Options{Ping: b.store.Ping, Log: b.cfg.Log})
}

// drop throws an open practice away. The caller holds mu.
func (t *trial) drop() error {
	if t.open == nil {
		return nil
	}
	gone := t.open
	t.open = nil
	return gone.close()
}

// of is the practice that a browser is in; nil if none.
func (t *trial) of(r *http.Request) *playBox {
	key := web.PracticeKey(r)
	t.mu.Lock()
	defer t.mu.Unlock()
	if key == "" || t.open == nil || t.open.key != key {
		return nil
	}
	return t.open
}

// end throws a practice away, if it is still the open one.
func (t *trial) end(m *playBox) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open != m {
		return
	}
	if err := t.drop(); err != nil { // what is left goes at the next start
		t.b.cfg.Log.Error("a practice was not thrown away", "cause", err)
	}
}

// before serves browsers that practise, and all others the real pages.
func (t *trial) before(real http.Handler) http.Handler {
	practised := web.Guard(web.OwnHosts(), t.b.cfg.Log, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m := t.of(r)
		switch path := r.URL.Path; {
		case m == nil: // ended meanwhile
			web.SetPracticeKey(w, r, "")
			web.See(w, r, "/")
		case path == "/practice/end":
			m.lesson.Leave(r)
			did, of := m.lesson.Done()
			t.end(m)
			web.SetPracticeKey(w, r, "")
			web.See(w, r, fmt.Sprintf("/practice/over?did=%d-%d", did, of))
		case path == "/cover" || path == "/out": // nobody touches it any more
			t.end(m)
			web.SetPracticeKey(w, r, "")
			web.See(w, r, "/cover?next=/")
		default:
			m.lesson.ServeHTTP(w, r)
		}
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// who calls for help while she practises means it
		if t.of(r) == nil || r.URL.Path == "/alarm" || strings.HasPrefix(r.URL.Path, "/alarm/") {
			real.ServeHTTP(w, r)
			return
		}
		practised.ServeHTTP(w, r)
	})
}

// run throws away what nobody has touched for long, and at the end whatever is open.
func (t *trial) run(ctx context.Context) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			t.mu.Lock()
			defer t.mu.Unlock()
			return t.drop()
		case <-tick.C:
		}
		t.mu.Lock()
		open := t.open
		t.mu.Unlock()
		if open != nil && time.Since(open.lesson.Used()) > trialEnds {
			t.end(open)
		}
	}
}
