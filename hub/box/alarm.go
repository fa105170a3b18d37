package box

import (
	"context"
	"crypto/ed25519"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/station"
	"yizhan/mesh"
)

const (
	ringEvery = 5 * time.Second // gossip may lose a call; a hub that was away hears the next
	ringFades = 2 * time.Minute // without another ringing, where its record never came
	ringStale = 1 << 16         // lams: a copy so old is played back by somebody
	ringMost  = 16              // calls without a record that are remembered
)

// bell rings the neighbours while a call of this box is open and unanswered, and
// remembers calls that were heard before their record came. What is open stands in the
// log: a box that was restarted goes on ringing.
type bell struct {
	b     *Box
	again chan struct{}

	mu      sync.Mutex
	calls   map[hub.ID]heardCall
	reached int // neighbours alive at the last ringing
}

// heardCall is a neighbour's that was heard.
type heardCall struct {
	station.Call
	last time.Time
}

func newBell(b *Box) *bell {
	return &bell{b: b, again: make(chan struct{}, 1), calls: map[hub.ID]heardCall{}}
}

// Ring rings the neighbours now.
func (r *bell) Ring() {
	select {
	case r.again <- struct{}{}:
	default:
	}
}

// Reached is how many neighbours were alive when it rang last.
func (r *bell) Reached() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reached
}

// Calls are those that were heard and are not in the log yet.
func (r *bell) Calls() []station.Call {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []station.Call
	for id, c := range r.calls {
		if time.Since(c.last) > ringFades {
			delete(r.calls, id)
			continue
		}
		out = append(out, c.Call)
	}
	hub.Sort(out, func(a, b station.Call) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return out
}

func (r *bell) run(ctx context.Context) error {
	tick := time.NewTicker(ringEvery)
	defer tick.Stop()
	for {
		if err := r.ring(ctx); err != nil && ctx.Err() == nil {
			r.b.cfg.Log.Warn("the neighbours could not be rung", "cause", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-r.again:
		case <-tick.C:
		}
	}
}

// ring fires every call of this box that nobody has answered.
func (r *bell) ring(ctx context.Context) error {
	open, err := r.b.desk.OpenAlarms(ctx)
	if err != nil || len(open) == 0 {
		return err
	}
	sites, err := r.b.Sites(ctx)
	if err != nil {
		return err
	}
	own := func(a desk.Alarm) bool {
		return slices.ContainsFunc(sites, func(s care.Site) bool { return s.ID == a.Subject })
	}
	for _, a := range open {
		m := r.b.net.mesh.Load()
		if !own(a) || !a.Rings() || m == nil {
			continue
		}
		lam, err := r.b.store.Lam(ctx, r.b.Lane())
		if err != nil {
			return err
		}
		reached, err := m.Ring(mesh.Alarm{ID: a.ID, Site: a.Subject, Drill: a.Drill, Lam: lam})
		if err != nil {
			return err
		}
		r.mu.Lock()
		r.reached = reached
		r.mu.Unlock()
	}
	return nil
}

// heard is told of a neighbour's call, whose signature stands. One that the log knows
// is the log's to show; a copy from long ago is nothing.
func (r *bell) heard(from mesh.Member, a mesh.Alarm) {
	ctx, done := context.WithTimeout(context.Background(), ringEvery)
	defer done()
	if _, err := r.b.desk.AlarmOf(ctx, a.ID); err == nil {
		r.mu.Lock()
		delete(r.calls, a.ID)
		r.mu.Unlock()
		return
	}
	if rec, err := r.b.store.Record(ctx, "site", a.Site); err == nil {
		if s := care.As[care.Site](r.b.forms, rec); len(s.Hub) > 0 && !slices.Equal(s.Hub, from.Key[:]) {
			return // it calls for a site that is another hub's
		}
	}
	if lam, err := r.b.store.Lam(ctx, r.b.Lane()); err != nil || a.Lam+ringStale < lam {
		return
	}
	r.mu.Lock()
	_, known := r.calls[a.ID]
	if known || len(r.calls) < ringMost {
		r.calls[a.ID] = heardCall{station.Call{ID: a.ID, Site: a.Site, Name: from.Name, Drill: a.Drill}, time.Now()}
	}
	r.mu.Unlock()
	if !known {
		r.b.changed()
	}
}

// signAlarm signs a call with the station key.
func (b *Box) signAlarm(message []byte) []byte {
	return ed25519.Sign(b.trust.Identity().Sign, message)
}
