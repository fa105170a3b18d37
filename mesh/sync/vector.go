package sync

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"

	"yizhan/hub"
)

// maxSeq is beyond any origin, and what every database and language can count to.
const maxSeq = 1 << 53

// appendLine is the bytes of one origin's reach that sums are made of:
// origin ‖ seq ‖ id ‖ (from ‖ to)…, numbers in eight bytes, big-endian.
func appendLine(b []byte, origin hub.Origin, r hub.Reach) []byte {
	b = append(b, origin[:]...)
	b = binary.BigEndian.AppendUint64(b, r.Head.Seq)
	b = append(b, r.Head.ID[:]...)
	for _, s := range r.Beyond {
		b = binary.BigEndian.AppendUint64(b, s.From)
		b = binary.BigEndian.AppendUint64(b, s.To)
	}
	return b
}

func lineHash(origin hub.Origin, r hub.Reach) hub.Hash {
	return sha256.Sum256(appendLine(make([]byte, 0, 64), origin, r))
}

func lineSum(origin hub.Origin, r hub.Reach) [8]byte {
	h := lineHash(origin, r)
	return [8]byte(h[:8])
}

func origins(v hub.Vector) []hub.Origin {
	return slices.SortedFunc(maps.Keys(v), func(a, b hub.Origin) int { return bytes.Compare(a[:], b[:]) })
}

// HashVector is H over the lines' hashes in the order of origins: equal on hubs
// that hold the same commits of a lane.
func HashVector(v hub.Vector) hub.Hash {
	sum := sha256.New()
	for _, o := range origins(v) {
		line := lineHash(o, v[o])
		sum.Write(line[:])
	}
	return hub.Hash(sum.Sum(nil))
}

// extend notes that a hub now holds a commit too.
func extend(v hub.Vector, origin hub.Origin, seq uint64, id hub.ID) {
	r := v[origin]
	switch {
	case seq <= r.Head.Seq:
		return
	case seq > r.Head.Seq+1:
		r.Beyond = addSpan(r.Beyond, seq)
		v[origin] = r
		return
	}
	r.Head = hub.Head{Seq: seq, ID: id}
	// A gap is closed: the head jumps, and its id is not known to us. Nothing but
	// the next line from the peer needs it.
	if len(r.Beyond) > 0 && r.Beyond[0].From == seq+1 {
		r.Head = hub.Head{Seq: r.Beyond[0].To}
		r.Beyond = slices.Clone(r.Beyond[1:])
	}
	v[origin] = r
}

// addSpan adds one seq to ascending spans that do not touch.
func addSpan(spans []hub.Span, seq uint64) []hub.Span {
	i, _ := slices.BinarySearchFunc(spans, seq, func(s hub.Span, seq uint64) int { return cmp.Compare(s.To, seq) })
	if i < len(spans) && spans[i].From <= seq {
		return spans
	}
	spans = slices.Clone(spans)
	before := i > 0 && spans[i-1].To+1 == seq
	after := i < len(spans) && spans[i].From == seq+1
	switch {
	case before && after:
		spans[i-1].To = spans[i].To
		return slices.Delete(spans, i, i+1)
	case before:
		spans[i-1].To = seq
	case after:
		spans[i].From = seq
	default:
		return slices.Insert(spans, i, hub.Span{From: seq, To: seq})
	}
	return spans
}

// covers says whether a reach tells of a seq.
func covers(r hub.Reach, seq uint64) bool {
	return seq <= r.Head.Seq || slices.ContainsFunc(r.Beyond, func(s hub.Span) bool { return s.From <= seq && seq <= s.To })
}

// count is how many seqs a reach tells of.
func count(r hub.Reach) uint64 {
	n := r.Head.Seq
	for _, s := range r.Beyond {
		n += s.To - s.From + 1
	}
	return n
}

// lacks counts the commits of ours that theirs has not.
func lacks(ours, theirs hub.Vector) (n uint64) {
	for o, r := range ours {
		for _, s := range missing(r, theirs[o]) {
			n += s.To - s.From + 1
		}
	}
	return n
}

func sameReach(a, b hub.Reach) bool {
	return a.Head == b.Head && slices.Equal(a.Beyond, b.Beyond)
}

func toLine(o hub.Origin, r hub.Reach) Line {
	l := Line{Origin: o, Seq: r.Head.Seq, ID: r.Head.ID, Beyond: make([]uint64, 0, 2*len(r.Beyond))}
	for _, s := range r.Beyond {
		l.Beyond = append(l.Beyond, s.From, s.To)
	}
	return l
}

func (l Line) reach() hub.Reach {
	r := hub.Reach{Head: hub.Head{Seq: l.Seq, ID: l.ID}}
	for i := 0; i+1 < len(l.Beyond); i += 2 {
		r.Beyond = append(r.Beyond, hub.Span{From: l.Beyond[i], To: l.Beyond[i+1]})
	}
	return r
}
