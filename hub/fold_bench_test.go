package hub

import "testing"

// BenchmarkFold applies what a record's commits say, the last first as often as
// not: a tap that comes once, a day corrected in turn, and two sides that went on
// apart.
func BenchmarkFold(b *testing.B) {
	at := func(n int) CommitRef {
		return CommitRef{ID: ID{byte(n >> 8), byte(n), 7}, Lam: uint64(n + 1), Origin: Origin{byte(n % 2)}}
	}
	write := func(n, fields int, replaces ...ID) edit {
		e := edit{ref: at(n)}
		for no := range fields {
			e.fields = append(e.fields, FieldChange{No: uint32(no + 1), Value: int64(n), Replaces: replaces})
		}
		return e
	}
	// chain is n edits of which each replaces the one that stood `apart` before it.
	chain := func(n, fields, apart int) (all []edit) {
		for i := range n {
			var replaces []ID
			if i >= apart {
				replaces = []ID{at(i - apart).ID}
			}
			all = append(all, write(i, fields, replaces...))
		}
		return all
	}
	for _, bb := range []struct {
		name  string
		edits []edit
		live  int // versions of each field at the end
	}{
		{"tap", chain(1, 2, 1), 1},
		{"registration", chain(1, 24, 1), 1},
		{"corrected 8 times", chain(8, 4, 1), 1},
		{"two sides, 100 edits each", chain(200, 4, 2), 2},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			var s State
			for b.Loop() {
				s = State{}
				for i := range bb.edits { // any order gives the same
					e := bb.edits[i]
					if len(bb.edits) > 1 {
						e = bb.edits[(i*7)%len(bb.edits)]
					}
					s.Apply(e.ref, e.fields)
				}
			}
			if got := len(s[1].Live); got != bb.live {
				b.Fatalf("%d live versions, want %d", got, bb.live)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(bb.edits)), "ns/commit")
		})
	}
}
