package public

import (
	"context"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
)

// Present is a family that sits in the class, as phones may offer it.
type Present struct {
	Child  hub.ID
	Called string // on the worker's screen
	Shown  string // on the phones: never the whole name
	Peg    string
}

// tilesEvery is how long nobody asks again who is there, unless something was noted.
const tilesEvery = 2 * time.Second

// tiles are the families whom phones offer: those who sit in the room of the class that is
// held, and nobody else. A tile is named by a random token of this class, which says nothing
// of the child.
type tiles struct {
	mu     sync.Mutex
	of     hub.ID
	tokens map[hub.ID]string // by child
	all    []tile
	asked  time.Time // zero: something was noted since
}

type tile struct {
	Present
	token string
}

// here are the tiles of the class that is held. A neighbour's class has none: those who sit
// here are known to this station only, and who holds the class does not see them.
func (p *Public) here(ctx context.Context, now class.Now) []tile {
	t := &p.tiles
	t.mu.Lock()
	defer t.mu.Unlock()
	if now.State == class.None || !now.From.IsZero() || p.Families == nil {
		return nil
	}
	if t.of != now.Class {
		t.of, t.tokens, t.all, t.asked = now.Class, map[hub.ID]string{}, nil, time.Time{}
	}
	if !t.asked.IsZero() && time.Since(t.asked) < tilesEvery {
		return t.all
	}
	all, err := p.Families.Present(ctx, now.Class)
	if err != nil {
		if ctx.Err() == nil { // else the phone is gone
			p.Log.Error("who is at the class could not be read", "code", string(hub.CodeOf(err)), "cause", err)
		}
		return t.all
	}
	t.all, t.asked = nil, time.Now()
	for _, one := range all {
		if t.tokens[one.Child] == "" {
			t.tokens[one.Child] = hub.NewID().String()
		}
		t.all = append(t.all, tile{one, t.tokens[one.Child]})
	}
	return t.all
}

// Noted says that something was noted in this box: who is about to say who she is sees at
// once whom a worker has marked.
func (p *Public) Noted() {
	p.tiles.mu.Lock()
	p.tiles.asked = time.Time{}
	p.tiles.mu.Unlock()
	if p.none() {
		return
	}
	p.seats.mu.Lock()
	defer p.seats.mu.Unlock()
	for _, one := range p.seats.by {
		if !one.chosen || one.tile {
			one.stir()
		}
	}
}

// tilesFor are the tiles for a phone that may need them. A phone whose family is not marked
// any more is nobody's.
func (p *Public) tilesFor(ctx context.Context, one *seat, now class.Now) []tile {
	var child hub.ID
	var mine, chosen bool
	p.seats.with(one, func() { child, mine, chosen = one.child, one.tile, one.chosen })
	if !mine && (chosen || !child.IsZero()) {
		return nil
	}
	all := p.here(ctx, now)
	if mine && !slices.ContainsFunc(all, func(t tile) bool { return t.Child == child }) {
		p.leaveTile(one)
	}
	return all
}

// takeTile makes a phone one of a family's for this class; a second one may be another's of
// the same family. It opens nothing: what is tapped and said comes in the family's name.
func (p *Public) takeTile(ctx context.Context, one *seat, now class.Now, token string) {
	for _, t := range p.here(ctx, now) {
		if token == "" || t.token != token {
			continue
		}
		p.seats.with(one, func() {
			if one.child.IsZero() {
				one.child, one.nick, one.tile = t.Child, t.Called, true
			}
		})
	}
}

// leaveTile takes it back: the phone is nobody's again, with no hand up in a family's name.
func (p *Public) leaveTile(one *seat) {
	mine := false
	p.seats.with(one, func() {
		if mine = one.tile; mine {
			one.child, one.nick, one.tile, one.chosen = hub.ID{}, "", false, false
			one.guest.Name, one.guest.Child = "", hub.ID{}
		}
	})
	if mine {
		p.away(one)
	}
}
