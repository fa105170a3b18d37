package store_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// In whatever pieces and order the branches of an origin come, with gaps, doubled: it is
// noted of any two commits that claim one seq, and of nothing that fits; without a fork
// the head stands behind all.
func TestEveryForkIsNoted(t *testing.T) {
	fewChecks(t, "40", "10")
	rapid.Check(t, func(rt *rapid.T) {
		k := newKeys()
		first := newAuthor(t, k)
		branches := []*author{first}
		var all []hub.Commit
		for range rapid.IntRange(20, 120).Draw(rt, "commits") {
			b := branches[rapid.IntRange(0, len(branches)-1).Draw(rt, "branch")]
			if len(branches) < 3 && rapid.IntRange(0, 30).Draw(rt, "fork") == 0 {
				branches = append(branches, b.branch())
			}
			all = append(all, b.write("child", hub.NewID(), open(2, "名")))
		}
		s := newStation(t, members{k.public(): true})
		s.t = rt
		defer func() { s.Close(); s.folder.Close() }()
		for left := rapid.Permutation(pieces(rt, all)).Draw(rt, "order"); len(left) > 0; {
			n := rapid.IntRange(1, len(left)).Draw(rt, "pieces")
			got, err := s.Accept(context.Background(), slices.Concat(left[:n]...), first.proofs())
			if err != nil || len(got.Refused) > 0 {
				rt.Fatal(got, err)
			}
			left = left[n:]
		}
		forks, err := s.Forks(context.Background())
		if err != nil {
			rt.Fatal(err)
		}
		noted := map[[2]hub.ID]uint64{}
		for _, f := range forks {
			noted[[2]hub.ID{f.A, f.B}] = f.Seq
		}
		want := contradictions(all)
		for pair, seq := range noted {
			if want[pair] != seq {
				rt.Errorf("noted at seq %d: %v, which fit", seq, pair)
			}
		}
		for i, a := range all {
			for _, b := range all[i+1:] {
				if a.Header.Seq == b.Header.Seq && noted[pairOf(a, b)] == 0 {
					rt.Errorf("two commits of seq %d are not noted", a.Header.Seq)
				}
			}
		}
		vector, err := s.Vector(context.Background(), lane)
		if err != nil {
			rt.Fatal(err)
		}
		top := uint64(0)
		for _, c := range all {
			top = max(top, c.Header.Seq)
		}
		if r := vector[first.id]; len(forks) == 0 && (r.Head.Seq != top || len(r.Beyond) > 0) {
			rt.Errorf("all %d are here, the vector says %+v", top, r)
		}
	})
}

// pieces cuts commits into short stretches, some of them twice.
func pieces(rt *rapid.T, all []hub.Commit) (out [][]hub.Commit) {
	for len(all) > 0 {
		n := rapid.IntRange(1, min(len(all), 30)).Draw(rt, "piece")
		out = append(out, all[:n])
		if rapid.IntRange(0, 4).Draw(rt, "twice") == 0 {
			out = append(out, all[:n])
		}
		all = all[n:]
	}
	return out
}

// contradictions are the pairs of commits that one origin cannot both have written, with
// the smaller seq.
func contradictions(all []hub.Commit) map[[2]hub.ID]uint64 {
	out := map[[2]hub.ID]uint64{}
	for _, a := range all {
		for _, b := range all {
			same := a.Header.Seq == b.Header.Seq && a.ID != b.ID
			apart := a.Header.Seq+1 == b.Header.Seq && b.Header.Prev != codec.HashHeader(a.Raw)
			if same || apart {
				out[pairOf(a, b)] = a.Header.Seq
			}
		}
	}
	return out
}

func pairOf(a, b hub.Commit) [2]hub.ID {
	if bytes.Compare(a.ID[:], b.ID[:]) > 0 {
		a, b = b, a
	}
	return [2]hub.ID{a.ID, b.ID}
}
