package box

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
)

// simSeeds is how many simulations run: YIZHAN_SEED names one, YIZHAN_SEEDS a number.
func simSeeds(t *testing.T) (first, last uint64) {
	number := func(name string) uint64 {
		n, err := strconv.ParseUint(os.Getenv(name), 10, 64)
		if err != nil {
			t.Fatalf("%s is no number: %v", name, err)
		}
		return n
	}
	switch {
	case os.Getenv("YIZHAN_SEED") != "":
		n := number("YIZHAN_SEED")
		return n, n
	case os.Getenv("YIZHAN_SEEDS") != "":
		return 1, number("YIZHAN_SEEDS")
	case os.Getenv("YIZHAN_LONG") != "":
		return 1, 10_000
	case testing.Short():
		return 1, 6
	}
	return 1, 150
}

// Whole boxes live through whatever a seed thinks of: people's acts, bad lines, plugs
// that are pulled, clocks that jump, cards that are copied, old copies that are put
// back. In the end, with all lines whole, they hold the same, nothing that a screen has
// confirmed is lost, and nothing has left that waited for consent. A seed takes a
// third of a second of one core; 150 of them about a minute of two.
func TestSimulation(t *testing.T) {
	t.Parallel()
	town := newSimTown(t)
	var tally simTally
	first, last := simSeeds(t)
	t.Run("seed", func(t *testing.T) {
		for seed := first; seed <= last; seed++ {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					tally.add(runPlan(t.Context(), t, town, planOf(seed, simSteps)))
				})
			})
		}
	})
	t.Log(tally.String())
	if last-first >= 99 { // a few seeds need not try everything
		for _, what := range tally.neverDone() {
			t.Errorf("nobody ever got to %s: nothing was tried", what)
		}
	}
}

const simSteps = 32

// simTally is what the acts of all simulations came to.
type simTally struct {
	mu            sync.Mutex
	done, refused map[string]int
	acks          int
	cuts, bytes   int64
}

func (t *simTally) add(w *simWorld) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done == nil {
		t.done, t.refused = map[string]int{}, map[string]int{}
	}
	for what, n := range w.book.done {
		t.done[what] += n
	}
	for what, n := range w.book.refused {
		t.refused[what] += n
	}
	t.acks += len(w.book.acks)
	t.cuts += w.net.cuts
	t.bytes += w.net.sent
}

func (t *simTally) String() string {
	return fmt.Sprintf("confirmed: %d commits; done: %v; not done: %v; %d streams broke; %d bytes sent", t.acks, t.done, t.refused, t.cuts, t.bytes)
}

// neverDone is what never came about.
func (t *simTally) neverDone() (out []string) {
	for _, o := range simOdds {
		if o.counted && t.done[o.what] == 0 {
			out = append(out, o.what)
		}
	}
	return out
}
