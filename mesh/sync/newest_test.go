package sync

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// keptOrder is a log that remembers in which order commits came.
type keptOrder struct {
	*memLog
	mu   sync.Mutex
	came []hub.Header
}

func (l *keptOrder) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (Accepted, error) {
	l.mu.Lock()
	for _, c := range batch {
		l.came = append(l.came, c.Header)
	}
	l.mu.Unlock()
	time.Sleep(10 * time.Second) // a line that is slow and stays so
	return l.memLog.Accept(ctx, batch, proofs)
}

// A new hub gets the newest of everybody first and then what lies further back,
// each commit once, also when the line is cut in the middle.
func TestNewestFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var order *keptOrder
		w := newUnserved(t, 2, func(i int, c *Config) {
			c.Timing = Timing{}
			if i == 1 {
				order = &keptOrder{memLog: c.Log.(*memLog)}
				c.Log = order
			}
		})
		a, b := w.hubs[0], w.hubs[1]
		tops := map[hub.Origin]uint64{}
		for _, n := range []int{4000, 3000, 100} {
			other := newSeeded(string(rune(n))).log()
			w.keys[other.pub()] = "away"
			for cs := other.append(township, n, arrivals); len(cs) > 0; cs = cs[min(len(cs), 500):] {
				tops[cs[0].Header.Origin] = uint64(n)
				if _, err := a.log.Accept(t.Context(), cs[:min(len(cs), 500)], other.lane(township).proofs); err != nil {
					t.Fatal(err)
				}
			}
		}
		w.pipe(a, b)
		slow := a.with(b.key)
		for ; slow == nil; slow = a.with(b.key) {
			time.Sleep(time.Millisecond)
		}
		slow.record.batch.Store(MaxBatchBytes / 4)
		for a.peer(b).Sent < 1000 { // in the middle of the newest
			time.Sleep(time.Millisecond)
		}
		a.Drop(b.key)
		time.Sleep(time.Minute)
		w.pipe(b, a)
		for end := time.Now().Add(time.Hour); !w.equal(township, a, b) && time.Now().Before(end); {
			time.Sleep(time.Second)
		}
		time.Sleep(30 * time.Second)
		if !w.equal(township, a, b) || !complete(a, b, township) {
			t.Fatalf("%s\n%s", a.log.sum(township), b.log.sum(township))
		}
		if p := b.peer(a); p.Received != 7100 || p.Known > 0 {
			t.Errorf("%d received, %d twice", p.Received, p.Known)
		}
		order.mu.Lock()
		defer order.mu.Unlock()
		share := uint64(newestFirst/3 + hub.AnchorSeqs)
		for i, h := range order.came[:newestFirst/3] {
			if h.Seq+share <= tops[h.Origin] {
				t.Fatalf("commit %d that came is seq %d of %d", i+1, h.Seq, tops[h.Origin])
			}
		}
		// People of today are usable when the first two thousand are there.
		for o, n := range tops {
			newest := slices.IndexFunc(order.came, func(h hub.Header) bool { return h.Origin == o && h.Seq == n })
			if newest > newestFirst {
				t.Errorf("the newest of an origin of %d came as number %d", n, newest)
			}
		}
	})
}

func drawReach(t *rapid.T, name string) (r hub.Reach, set map[uint64]bool) {
	v := hub.Vector{}
	set = map[uint64]bool{}
	for _, seq := range rapid.SliceOfN(rapid.Uint64Range(1, 30), 0, 25).Draw(t, name) {
		extend(v, hub.Origin{}, seq, hub.ID{})
		set[seq] = true
	}
	return v[hub.Origin{}], set
}

func setOf(spans []hub.Span) map[uint64]bool {
	set := map[uint64]bool{}
	for _, s := range spans {
		for seq := s.From; seq <= s.To; seq++ {
			set[seq] = true
		}
	}
	return set
}

// missing and join agree with the plain idea: sets of seqs.
func TestReachesAreSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, inA := drawReach(t, "a")
		b, inB := drawReach(t, "b")
		less, both := setOf(missing(a, b)), setOf(spansOf(join(a, b)))
		for seq := uint64(1); seq <= 31; seq++ {
			if less[seq] != (inA[seq] && !inB[seq]) || both[seq] != (inA[seq] || inB[seq]) {
				t.Fatalf("seq %d: missing %v, joined %v of %v and %v", seq, less[seq], both[seq], a, b)
			}
		}
		if n := lacks(hub.Vector{{}: a}, hub.Vector{{}: b}); n != uint64(len(less)) {
			t.Fatalf("lacks %d, want %d", n, len(less))
		}
		if j := join(a, b); forked(j) {
			t.Fatalf("joined to %v, as if forked", j)
		}
	})
}

// Whatever a hub holds of what, asking for the newest again and again brings all,
// nothing twice, and the newest of everybody before what is further back.
func TestNewestBringsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ours, theirs := hub.Vector{}, hub.Vector{}
		for i := range rapid.IntRange(1, 6).Draw(t, "origins") {
			o := hub.Origin{byte(i)}
			ours[o] = hub.Reach{Head: hub.Head{Seq: rapid.Uint64Range(1, 9000).Draw(t, "top")}}
			theirs[o] = hub.Reach{Head: hub.Head{Seq: rapid.Uint64Range(0, ours[o].Head.Seq).Draw(t, "held")}}
		}
		for steps := 0; lacks(ours, theirs) > 0; steps++ {
			wishes := hub.Vector{}
			for o, r := range theirs {
				wishes[o] = r
			}
			newest(ours, wishes, 1000)
			var sent uint64
			for o, r := range ours {
				for _, s := range missing(r, wishes[o]) {
					if sent >= MaxBatchCommits {
						break
					}
					s.To = min(s.To, s.From+MaxBatchCommits-1)
					sent += s.To - s.From + 1
					if len(missing(hub.Reach{Beyond: []hub.Span{s}}, theirs[o])) != 1 {
						t.Fatalf("%v is sent again", s)
					}
					theirs[o] = join(theirs[o], hub.Reach{Beyond: []hub.Span{s}})
				}
			}
			if sent == 0 || steps > 1000 {
				t.Fatalf("%d still lacking after %d steps", lacks(ours, theirs), steps)
			}
		}
	})
}

// The county's word is there before anything else: a hub that comes back after months
// does not show for a moment what was ordered to be erased meanwhile.
func TestPublicLaneComesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var order *keptOrder
		w := newUnserved(t, 2, func(i int, c *Config) {
			c.Timing = Timing{}
			if i == 1 {
				order = &keptOrder{memLog: c.Log.(*memLog)}
				c.Log = order
			}
		})
		a, b := w.hubs[0], w.hubs[1]
		public := map[hub.Origin]bool{}
		for _, lane := range []hub.Lane{"county/140427", township, hub.LanePublic} { // before it, and after it, by name
			for _, c := range a.log.append(lane, 3*MaxBatchCommits, arrivals) {
				public[c.Header.Origin] = lane == hub.LanePublic
			}
		}
		w.pipe(a, b)
		for end := time.Now().Add(time.Hour); !w.equal(township, a, b) && time.Now().Before(end); {
			time.Sleep(time.Second)
		}
		order.mu.Lock()
		defer order.mu.Unlock()
		for i, h := range order.came[:min(len(order.came), 3*MaxBatchCommits)] {
			if !public[h.Origin] {
				t.Fatalf("commit %d of the first %d is of another lane", i, 3*MaxBatchCommits)
			}
		}
		if len(order.came) != 9*MaxBatchCommits {
			t.Errorf("%d came", len(order.came))
		}
	})
}
