package hub

import (
	"slices"
	"strings"
)

// KindErasure is the form of a county's order to erase (hub/form/builtin/erasure.yaml).
const KindErasure Kind = "erasure"

// kindWrap carries a subject's keys.
const kindWrap Kind = "wrap"

// Erasure is a county's order: the parts that it covers are dropped by every hub,
// whenever and however they arrive. It names a subject by its random id, and nobody.
type Erasure struct {
	Subject ID
	Lane    Lane    // "": every lane; a child that moved is erased in the old one
	Gate    Purpose // "": whatever the gate
	Kinds   []Kind  // none: all; otherwise parts that hold nothing else
	Upto    uint64  // parts whose lam, below MaxLam, is not above this; 0: all, for ever
}

// ID is the id of the record that holds the order: the same question is asked once,
// and what it covers cannot be changed later, but for Upto.
func (e Erasure) ID() ID {
	kinds := make([]string, len(e.Kinds))
	for i, k := range e.Kinds {
		kinds[i] = string(k)
	}
	slices.Sort(kinds)
	return DeriveID(KindErasure, e.Subject, strings.Join([]string{
		string(e.Lane), string(e.Gate), strings.Join(slices.Compact(kinds), ","),
	}, "|"))
}

// Whole says whether nothing is left of the subject, its keys included, and nothing
// may ever be written of it again.
func (e Erasure) Whole() bool { return e.Gate == "" && len(e.Kinds) == 0 && e.Upto == 0 }

// Covers says whether the order erases a part; part is nil where what it holds is not
// known here, and then it is covered only if that does not matter. Keys go only with
// the whole subject: what is left would be closed for ever. Orders themselves, and
// all else that is public, are out of an order's reach, so that none can undo another.
func (e Erasure) Covers(lane Lane, head PartHead, lam uint64, part *Part) bool {
	switch {
	case head.Subject != e.Subject || lane == LanePublic:
		return false
	case e.Lane != "" && e.Lane != lane, e.Gate != "" && e.Gate != head.Gate:
		return false
	case e.Upto != 0 && (lam >= MaxLam || lam > e.Upto): // a lam at its end says nothing of before and after
		return false
	case e.Whole():
		return true
	case part == nil:
		return e.Gate != "" && len(e.Kinds) == 0
	}
	keysOnly := true
	for _, c := range part.Changes {
		if c.Kind == kindWrap {
			continue
		}
		keysOnly = false
		if len(e.Kinds) > 0 && !slices.Contains(e.Kinds, c.Kind) {
			return false
		}
	}
	return !keysOnly
}
