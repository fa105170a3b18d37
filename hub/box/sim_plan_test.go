package box

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// simStep is one thing that happens in a simulation. It says what by numbers that are
// taken modulo what there is at that moment, so that a plan is a plan whatever came
// before it.
type simStep struct {
	what              string
	hub, other, child int
	arg               int
	pause             time.Duration // before the next
}

func (s simStep) String() string {
	return fmt.Sprintf("%-12s hub %d other %d child %2d arg %2d, then %v", s.what, s.hub, s.other, s.child, s.arg, s.pause)
}

// simPlan is what a seed means.
type simPlan struct {
	seed     uint64
	stations int
	steps    []simStep
}

func (p simPlan) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d: a county (hub 0) and %d stations; to run it again:\n  YIZHAN_SEED=%d go test -count=1 -run 'TestSimulation$' ./hub/box\n",
		p.seed, p.stations, p.seed)
	for i, s := range p.steps {
		fmt.Fprintf(&b, "%3d %s\n", i, s)
	}
	return b.String()
}

// simOdds is how often each thing happens: people's acts first, then what befalls them.
// What is counted has to come about in some simulation, or nothing was tried.
var simOdds = []struct {
	what    string
	odds    int
	counted bool
}{
	{"register", 12, true}, {"import", 3, true}, {"photo", 8, true}, {"correct", 8, true}, {"yes", 6, true},
	{"no", 3, true}, {"measure", 5, true}, {"enrol", 5, true}, {"arrive", 7, true}, {"leave", 3, true},
	{"look", 3, true}, {"undo", 2, true}, {"interrupted", 4, true}, {"erase", 2, true}, {"revoke", 1, true},
	{"crash", 5, false}, {"off", 3, false}, {"on", 4, false}, {"stop", 3, false}, {"keep", 4, false}, {"restore", 3, true},
	{"clone", 1, true}, {"clock", 4, false}, {"part", 4, false}, {"oneway", 3, false}, {"badlines", 3, false},
	{"mend", 6, false}, {"wait", 4, false}, {"stick", 6, true}, {"spoil", 3, false}, {"newbox", 1, true},
}

// planOf draws the plan of a seed.
func planOf(seed uint64, steps int) simPlan {
	r := rand.New(rand.NewPCG(seed, 0))
	total := 0
	for _, o := range simOdds {
		total += o.odds
	}
	p := simPlan{seed: seed, stations: 2 + min(r.IntN(5), r.IntN(5))}
	for i := range steps {
		s := simStep{hub: r.IntN(64), other: r.IntN(64), child: r.IntN(64), arg: r.IntN(64)}
		for n := r.IntN(total); ; {
			o := simOdds[0]
			for _, o = range simOdds {
				if n -= o.odds; n < 0 {
					break
				}
			}
			s.what = o.what
			break
		}
		if i < 3 { // or little could happen
			s.what = "register"
		}
		switch r.IntN(4) { // some things happen at once, most soon, some later
		case 0:
		case 1:
			s.pause = time.Duration(r.IntN(2000)) * time.Millisecond
		case 2:
			s.pause = time.Duration(r.IntN(10_000)) * time.Millisecond
		case 3:
			s.pause = time.Duration(r.IntN(45_000)) * time.Millisecond
		}
		p.steps = append(p.steps, s)
	}
	return p
}
