package box

import (
	"fmt"
	"os"
	"strconv"
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
		return 1, 10
	}
	return 1, 300
}

// Whole boxes live through whatever a seed thinks of.
func TestSimulation(t *testing.T) {
	town := newSimTown(t)
	first, last := simSeeds(t)
	for seed := first; seed <= last; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := runPlan(t, town, planOf(seed, 40))
				t.Log(w.book.tally())
			})
		})
	}
}
