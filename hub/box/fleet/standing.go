package fleet

import (
	"context"
	"time"

	"yizhan/hub"
)

// Standing is one hub's records as this one knows of them.
type Standing struct {
	Held    int64      // commits that are here
	Missing int64      // commits that somebody has a receipt for and that are not here
	Copies  int        // other hubs that hold all that is here of it, its own box not counted
	With    [][32]byte // who has some of what is missing, by their own word
	Last    time.Time  // when its newest commit here was written, by its own clock; zero: unknown
}

// Standings sums up the origins of every hub, by its key, over all lanes.
func (f *Fleet) Standings(ctx context.Context) (map[[32]byte]Standing, error) {
	receipts, err := f.Store.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	held := map[hub.Origin][]hub.Receipt{}
	for _, r := range receipts {
		held[r.Origin] = append(held[r.Origin], r)
	}
	lanes, err := f.Store.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	sums := map[[32]byte]*sum{}
	for _, lane := range lanes {
		vector, err := f.Store.Vector(ctx, lane.Lane)
		if err != nil {
			return nil, err
		}
		proofs, err := f.Store.Proofs(ctx, lane.Lane)
		if err != nil {
			return nil, err
		}
		for origin, reach := range vector {
			key := proofs[origin].Key
			if sums[key] == nil {
				sums[key] = &sum{holders: map[[32]byte]int{}, with: map[[32]byte]bool{}}
			}
			if err := f.addOrigin(ctx, sums[key], reach, held[origin]); err != nil {
				return nil, err
			}
		}
	}
	out := make(map[[32]byte]Standing, len(sums))
	own := f.Trust.Identity().Key()
	for key, s := range sums {
		for holder, origins := range s.holders {
			if origins == s.origins && holder != own && holder != key {
				s.Copies++
			}
		}
		for holder := range s.with {
			if holder != key {
				s.With = append(s.With, holder)
			}
		}
		out[key] = s.Standing
	}
	return out, nil
}

// sum is a Standing while it is added up: who holds how many of its origins whole.
type sum struct {
	Standing
	origins int
	holders map[[32]byte]int
	with    map[[32]byte]bool
}

func (f *Fleet) addOrigin(ctx context.Context, s *sum, reach hub.Reach, receipts []hub.Receipt) error {
	newest, here := reach.Head.Seq, int64(reach.Head.Seq)
	for _, span := range reach.Beyond {
		newest = max(newest, span.To)
		here += int64(span.To - span.From + 1)
	}
	top := newest
	for _, r := range receipts {
		newest = max(newest, r.Head.Seq)
		if r.Head.Seq >= top {
			s.holders[r.Holder]++
		}
		if r.Head.Seq > top {
			s.with[r.Holder] = true
		}
	}
	s.origins++
	s.Held += here
	s.Missing += int64(newest) - here
	if reach.Head.Seq == 0 {
		return nil
	}
	c, err := f.Store.Commit(ctx, reach.Head.ID)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return nil // of a forked origin the head is no commit's id
	}
	if err != nil {
		return err
	}
	if at := time.UnixMilli(c.Header.Wall); c.Header.Clock > hub.ClockUnknown && at.After(s.Last) {
		s.Last = at
	}
	return nil
}
