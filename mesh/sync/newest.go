package sync

import "yizhan/hub"

// A hub that lacks much of a lane (a new one, a replacement, one that was away for
// months) gets the newest first, so that work can begin, and then what lies
// further and further back. Nothing of that is kept in mind: what lies beyond the
// gap stands in the peer's line, so that after a cut it goes on where it was.
const (
	newestFrom  = 16_384 // commits that a lane lacks; fewer are across in a second or two
	slowFrom    = 4096   // where the line has shown to be slow
	newestFirst = 2048   // commits that go first, the same share of each origin
	depthFactor = 4      // each next step reaches so many times further back
)

// newest cuts wishes down to the newest that is lacking, if that is from or more,
// and says whether it did.
func newest(ours, wishes hub.Vector, from uint64) (cut bool) {
	lacking := map[hub.Origin][]hub.Span{}
	var longest uint64
	for o, r := range ours {
		if wishes[o].Head.Seq == maxSeq || forked(r) || forked(wishes[o]) {
			continue
		}
		if spans := missing(r, wishes[o]); len(spans) > 0 {
			lacking[o] = spans
			longest = max(longest, top(r))
		}
	}
	if lacks(ours, wishes) < from {
		return false
	}
	depth := uint64(max(newestFirst/len(ours), hub.AnchorSeqs))
	for !within(depth, ours, lacking) && depth < longest {
		depth *= depthFactor
	}
	for o, spans := range lacking {
		// Behind an anchor: the run before it, which goes later, ends with a signature.
		floor := top(ours[o]) - min(depth, top(ours[o]))
		floor -= floor % hub.AnchorSeqs
		if spans[0].From <= floor {
			wishes[o] = above(floor, wishes[o])
			cut = true
		}
	}
	return cut
}

// within says whether any origin lacks something of its newest depth commits.
func within(depth uint64, ours hub.Vector, lacking map[hub.Origin][]hub.Span) bool {
	for o, spans := range lacking {
		if last := spans[len(spans)-1]; last.To+depth > top(ours[o]) {
			return true
		}
	}
	return false
}

// above is a reach as if all up to floor were held too.
func above(floor uint64, r hub.Reach) hub.Reach {
	out := hub.Reach{Head: hub.Head{Seq: floor}}
	for _, s := range r.Beyond {
		if s.To > floor {
			out.Beyond = append(out.Beyond, hub.Span{From: max(s.From, floor+1), To: s.To})
		}
	}
	return out
}
