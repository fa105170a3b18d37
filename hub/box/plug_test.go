package box_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// The plug is pulled again and again while children are registered. What the receipt
// has confirmed is there afterwards, once; what was not confirmed is there once or not
// at all, and the registration goes on where it was. In the end the hubs hold the same.
// The confirmations stand in this process, outside the one that is killed.
func TestPulledPlug(t *testing.T) {
	rounds := 20
	if os.Getenv("YIZHAN_LONG") != "" {
		rounds = 100
	}
	if testing.Short() {
		rounds = 3
	}
	w := newTownship(t)
	w.county.start()
	w.b.start()
	w.a.start()
	hand := w.a.clerk()
	hand.setUp("张桂兰", "7294")

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	confirmed, next, cut := map[string]bool{}, 0, 0
	for range rounds {
		began := time.Now()
		if err := hand.register(nthChild(next)); err != nil {
			t.Fatal(err)
		}
		confirmed[nthChild(next).name] = true
		next++
		// Somewhere in this child's registration or in the next one's.
		killed := w.pullPlug(time.Duration(2 * random.Float64() * float64(time.Since(began))))
		for {
			err := hand.register(nthChild(next))
			if _, died := errors.AsType[unanswered](err); died {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			confirmed[nthChild(next).name] = true
			next++
		}
		<-killed
		w.a.start()
		complaints, besides := compare(w.a.children(), confirmed, nthChild(next).name)
		for _, c := range complaints {
			t.Error(c)
		}
		cut += besides
	}
	t.Logf("%d children confirmed, %d stored without anybody knowing", len(confirmed), cut)

	if err := hand.register(nthChild(next)); err != nil {
		t.Fatal(err)
	}
	confirmed[nthChild(next).name] = true
	if complaints, _ := compare(w.a.children(), confirmed, ""); len(complaints) > 0 {
		t.Error(complaints)
	}
	w.agree(w.a, w.b, w.county)
}

// pullPlug kills station A after a while.
func (w *township) pullPlug(after time.Duration) (killed <-chan struct{}) {
	done := make(chan struct{})
	go func() {
		time.Sleep(after)
		w.a.kill()
		close(done)
	}()
	return done
}

// compare wants every confirmed child once, and besides at most the one that was being
// confirmed; it says how many there are besides.
func compare(stored []string, confirmed map[string]bool, underWay string) (complaints []string, besides int) {
	count := map[string]int{}
	for _, name := range stored {
		count[name]++
		switch {
		case count[name] > 1:
			complaints = append(complaints, name+" is stored again")
		case confirmed[name]:
		case name == underWay:
			besides++
		default:
			complaints = append(complaints, name+" is stored, and nobody has registered it")
		}
	}
	for name := range confirmed {
		if count[name] == 0 {
			complaints = append(complaints, name+" was confirmed and is lost")
		}
	}
	return complaints, besides
}

// The control: what the comparison is there for turns it red.
func TestPulledPlugCatches(t *testing.T) {
	confirmed := map[string]bool{"甲": true, "乙": true}
	for stored, want := range map[string]int{"甲 乙": 0, "甲 乙 丙": 0, "甲": 1, "甲 乙 乙": 1, "甲 乙 丁": 1, "甲 甲 丁": 3} {
		if got, _ := compare(strings.Fields(stored), confirmed, "丙"); len(got) != want {
			t.Errorf("%s: %q, want %d complaints", stored, got, want)
		}
	}
}
