package clock

import (
	"context"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
)

// claims is what others have signed about the time. A commit whose author's clock
// was confirmed was written no later than now, so each hub's newest is a bound from
// below; what is old says nothing and does no harm. Kept as what it was at zero of
// this box's counter.
type claims struct {
	mu     sync.Mutex
	at     map[[32]byte]time.Time
	county time.Time
}

// note keeps a hub's newest claim.
func (c *claims) note(key [32]byte, zero time.Time, county bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if county && zero.After(c.county) {
		c.county = zero
	}
	if c.at == nil {
		c.at = map[[32]byte]time.Time{}
	}
	if !county && zero.After(c.at[key]) {
		c.at[key] = zero
	}
}

// enoughPeers is from how many hubs on one of them alone cannot move a box: the
// median of three is never beyond the honest two.
const enoughPeers = 3

// fewMayMove is how far two hubs, or one, may move a box in a whole boot, however
// often they speak: it was off for a week.
const fewMayMove = 7 * 24 * time.Hour

// says is what it must have been at least; ok is false where nobody spoke.
func (c *claims) says(alone time.Time) (zero time.Time, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	zero = c.county
	if peers := peersSay(alone, c.at); peers.After(zero) {
		zero = peers
	}
	return zero, !zero.IsZero()
}

func peersSay(alone time.Time, at map[[32]byte]time.Time) time.Time {
	var all []time.Time
	for _, t := range at {
		all = append(all, t)
	}
	hub.Sort(all, time.Time.Compare)
	switch most := alone.Add(fewMayMove); {
	case len(all) >= enoughPeers:
		return all[(len(all)-1)/2]
	case len(all) == 0:
		return time.Time{}
	case all[0].After(most):
		return most
	}
	return all[0]
}

// Heard looks at what was accepted: only a time that is ahead of this box's says
// anything, so that a whole log taken in costs next to nothing.
func (k *Keeper) Heard(ctx context.Context, batch []hub.Commit, refused []hub.ID) {
	if k.Clock == nil {
		return
	}
	now := k.Clock.Now()
	if now.Quality > hub.ClockPeer {
		return
	}
	var keys map[hub.Origin][32]byte
	for _, commit := range batch {
		h := commit.Header
		wall := time.UnixMilli(h.Wall)
		if h.Clock < hub.ClockConfirmed || wall.Before(now.Wall.Add(blink)) || !possible(wall) || slices.Contains(refused, commit.ID) {
			continue
		}
		if keys == nil {
			var err error
			if keys, err = k.authors(ctx); err != nil {
				k.Log.Warn("who tells the time could not be read", "cause", err)
				return
			}
		}
		key, known := keys[h.Origin]
		if known && key != k.Trust.Identity().Key() {
			k.claims.note(key, wall.Add(-k.Clock.steady()), k.Trust.Members().County(key))
		}
	}
}

// authors is whose every origin is.
func (k *Keeper) authors(ctx context.Context) (map[hub.Origin][32]byte, error) {
	lanes, err := k.Store.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	keys := map[hub.Origin][32]byte{}
	for _, lane := range lanes {
		proofs, err := k.Store.Proofs(ctx, lane.Lane)
		if err != nil {
			return nil, err
		}
		for origin, p := range proofs {
			keys[origin] = p.Key
		}
	}
	return keys, nil
}

// nearEnough is what peers' bounds are not worth moving a clock for.
const nearEnough = time.Minute

// HeedClaims takes what the others have signed, if it is later than what is known.
func (k *Keeper) HeedClaims(ctx context.Context) {
	zero, ok := k.claims.says(k.Clock.byItself())
	if at := zero.Add(k.Clock.steady()); ok && at.After(k.Clock.Now().Wall.Add(nearEnough)) {
		k.Learn(ctx, at, hub.ClockPeer, SourcePeers)
	}
}
