package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
)

// halves is a forked origin: so many commits in common, and two branches of four.
type halves struct {
	author        *author
	common, a, b  []hub.Commit
	keys          *keys
	first, second []hub.Commit // one branch whole, of the other the last two
}

func newHalves(t *testing.T, common int) halves {
	h := halves{keys: newKeys()}
	h.author = newAuthor(t, h.keys)
	for range common {
		h.common = append(h.common, h.author.write("child", hub.NewID(), open(2, "同")))
	}
	other := h.author.branch()
	for range 4 {
		h.a = append(h.a, h.author.write("child", hub.NewID(), open(2, "甲")))
		h.b = append(h.b, other.write("child", hub.NewID(), open(2, "乙")))
	}
	h.first = join(h.common, h.a, h.b[2:])
	h.second = join(h.common, h.b, h.a[2:])
	return h
}

func join(runs ...[]hub.Commit) (all []hub.Commit) {
	for _, r := range runs {
		all = append(all, r...)
	}
	return all
}

// holding is a station with some commits of the origin.
func (h halves) holding(t *testing.T, m members, commits ...hub.Commit) *station {
	t.Helper()
	m[h.keys.public()] = true
	s := newStation(t, m)
	got, err := s.Accept(context.Background(), commits, h.author.proofs())
	if err != nil || len(got.Refused) > 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	return s
}

func (h halves) reach(s *station) hub.Reach {
	s.t.Helper()
	v, err := s.Vector(context.Background(), lane)
	if err != nil {
		s.t.Fatal(err)
	}
	return v[h.author.id]
}

// Two hubs may hold a fork of which each lacks what the other has: then their lines
// differ, or nobody would ever send anything.
func TestLinesOfAForkDifferWhileHubsLackDifferentPieces(t *testing.T) {
	for _, c := range []struct {
		name   string
		common int
		pieces func(h halves) (x, y []hub.Commit)
	}{
		{"each the beginning of one branch", 2, func(h halves) (x, y []hub.Commit) { return h.first, h.second }},
		{"each the first commit of one branch", 0, func(h halves) (x, y []hub.Commit) { return h.first, h.second }},
		{"each a beginning, far from the first commit", 600, func(h halves) (x, y []hub.Commit) { return h.first, h.second }},
		{"one a beginning, one all", 2, func(h halves) (x, y []hub.Commit) { return h.first, join(h.common, h.a, h.b) }},
		{"one a beginning, one has never heard of the other branch", 600, func(h halves) (x, y []hub.Commit) { return h.first, join(h.common, h.b) }},
		{"one all, one a commit before the fork", 3, func(h halves) (x, y []hub.Commit) {
			return join(h.common, h.a, h.b), join(h.common[:1], h.common[2:], h.a, h.b)
		}},
		{"each another commit before the fork", 6, func(h halves) (x, y []hub.Commit) {
			return join(h.common[:1], h.common[2:], h.a, h.b), join(h.common[:3], h.common[4:], h.a, h.b)
		}},
		{"each one, and neither has the first", 6, func(h halves) (x, y []hub.Commit) {
			return join(h.common[:1], h.common[5:], h.first[6:]), join(h.common[1:5], h.second[6:])
		}},
		{"one the first commit, one all", 3, func(h halves) (x, y []hub.Commit) {
			return join(h.common[1:], h.a, h.b), join(h.common, h.a, h.b)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, m := newHalves(t, c.common), members{}
			atX, atY := c.pieces(h)
			x, y := h.holding(t, m, atX...), h.holding(t, m, atY...)
			if a, b := h.reach(x), h.reach(y); a.Head == b.Head {
				t.Errorf("one line of different commits: %+v, %+v", a, b)
			}
			for range 4 {
				x.pull(y)
				y.pull(x)
			}
			converged(t, x, y)
			if got := x.sum().Commits; got != int64(c.common+8) {
				t.Errorf("%d commits of %d", got, c.common+8)
			}
			if n := len(x.lacks(y)) + len(y.lacks(x)); n != 0 {
				t.Errorf("%d commits are sent again though nothing is missing", n)
			}
		})
	}
}

// What a hub lacks of a fork also comes from one that knows of no fork and hears
// nothing of it, as a stick brings it, in batches of which each goes on behind the last.
func TestBeginningOfABranchComesFromWhoKnowsOfNoFork(t *testing.T) {
	for _, common := range []int{0, 2, 600} {
		h, m := newHalves(t, common), members{}
		x := h.holding(t, m, h.first...)
		y := h.holding(t, m, join(h.common, h.b)...)
		reach, got := h.reach(x), 0
		for more := true; more; {
			var batch []hub.Commit
			var err error
			batch, more, err = y.Since(context.Background(), lane, hub.Vector{h.author.id: reach}, 100, 1<<30)
			if err != nil || len(batch) == 0 {
				t.Fatalf("common %d: %d commits, %v", common, len(batch), err)
			}
			if got += len(batch); got > common+4 {
				t.Fatalf("common %d: commits come again", common)
			}
			x.accept(y, batch...)
			last := batch[len(batch)-1]
			reach.Head = hub.Head{Seq: last.Header.Seq, ID: last.ID} // its spans stand until its next line
		}
		if got := x.sum().Commits; got != int64(common+8) {
			t.Errorf("common %d: %d commits of %d", common, got, common+8)
		}
	}
}

// A place to begin at, before what is held beyond a gap, is no fork's line.
func TestPlaceToBeginAtMayTouchWhatIsHeld(t *testing.T) {
	h, m := newHalves(t, 16), members{}
	y := h.holding(t, m, join(h.common, h.a)...)
	place := hub.Reach{Head: hub.Head{Seq: 5}, Beyond: []hub.Span{{From: 6, To: 15}}}
	batch, more, err := y.Since(context.Background(), lane, hub.Vector{h.author.id: place}, 100, 1<<30)
	if err != nil || more || len(batch) != 5 || batch[0].Header.Seq != 16 {
		t.Errorf("%d commits, more %v, %v, want seqs 16 to 20", len(batch), more, err)
	}
}
