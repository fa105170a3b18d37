package hand

import (
	"math/rand/v2"
	"testing"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// tally counts where the meant character stood.
type tally struct{ n, first, ten int }

func measure(k *knowledge, w writer, every, offset int) (held, rest tally) {
	for c := offset; c < len(k.runes); c += every {
		rng := rand.New(rand.NewPCG(uint64(k.runes[c]), 20261122))
		list := Recognise(w.write(rng, k.template(c)), Hint{})
		t := &rest
		if ink.HeldOut(k.runes[c]) {
			t = &held
		}
		t.n++
		for i, cand := range list {
			if cand.Rune == k.runes[c] {
				t.ten++
				if i == 0 {
					t.first++
				}
			}
		}
	}
	return held, rest
}

func TestRates(t *testing.T) {
	k := known()
	for _, w := range writers {
		held, rest := measure(k, w, 7, 0)
		t.Logf("%-12s held out %4d: first %.2f ten %.2f | rest %4d: first %.2f ten %.2f", w.name,
			held.n, 100*float64(held.first)/float64(held.n), 100*float64(held.ten)/float64(held.n),
			rest.n, 100*float64(rest.first)/float64(rest.n), 100*float64(rest.ten)/float64(rest.n))
	}
}

func BenchmarkRecognise(b *testing.B) {
	k := known()
	rng := rand.New(rand.NewPCG(1, 1))
	var in [][][]Point
	for range 64 {
		in = append(in, writers[1].write(rng, k.template(rng.IntN(len(k.runes)))))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Recognise(in[i%len(in)], Hint{})
	}
}
