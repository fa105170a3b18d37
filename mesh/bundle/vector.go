package bundle

import (
	"maps"
	"slices"

	"yizhan/hub"
)

// covers says whether whoever holds a has all that b stands for. Where the two
// disagree on what stands at a head, one of them knows of a fork: not covered.
func covers(a, b hub.Vector) bool {
	for o, want := range b {
		if !reaches(a[o], want) {
			return false
		}
	}
	return true
}

func reaches(have, want hub.Reach) bool {
	if have.Head == want.Head && slices.Equal(have.Beyond, want.Beyond) {
		return true
	}
	unlike := have.Head.Seq == want.Head.Seq && have.Head.ID != want.Head.ID && !have.Head.ID.IsZero() && !want.Head.ID.IsZero()
	if forked(have) || forked(want) || unlike {
		return false
	}
	top := want.Head.Seq
	if n := len(want.Beyond); n > 0 {
		top = want.Beyond[n-1].To
	}
	return have.Head.Seq >= top
}

// meet is what holders of a and of b both have: what may be taken as known when one
// file serves the two.
func meet(a, b hub.Vector) hub.Vector {
	out := hub.Vector{}
	for o, ra := range a {
		rb, ok := b[o]
		switch {
		case !ok:
		case ra.Head == rb.Head && slices.Equal(ra.Beyond, rb.Beyond):
			out[o] = ra
		case ra.Head.Seq <= rb.Head.Seq && ra.Head.Seq > 0:
			out[o] = hub.Reach{Head: ra.Head}
		case rb.Head.Seq > 0 && ra.Head.Seq > 0:
			out[o] = hub.Reach{Head: rb.Head}
		}
	}
	return out
}

// settle is what files that hold everything the log had to give amount to: the log's
// own word where a fork or a gap makes seqs say too little.
func settle(written, held hub.Vector) hub.Vector {
	out := maps.Clone(written)
	if out == nil {
		out = hub.Vector{}
	}
	for o, r := range held {
		if len(r.Beyond) > 0 || r.Head.Seq >= out[o].Head.Seq {
			out[o] = r
		}
	}
	return out
}
