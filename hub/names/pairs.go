package names

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"yizhan/hub"
)

// Pair is two people who may be one.
type Pair struct {
	A, B hub.ID // A < B
	Why  Why
}

// Pairs is everybody of whom Similar would say that she may be somebody else, each
// two once, by their ids. It is one pass over the directory: only those who share
// a key are compared (how the name may sound, the 小名, birth date and phone).
func (d *Directory) Pairs() []Pair {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return slices.Clone(d.allPairs())
}

// PairsAt is those of the pairs of whom one at least is of a site.
func (d *Directory) PairsAt(site hub.ID) (out []Pair) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	no, known := d.sites.number[site]
	if !known {
		return nil
	}
	for _, p := range d.allPairs() {
		if d.rows[d.at[p.A]].site == no || d.rows[d.at[p.B]].site == no {
			out = append(out, p)
		}
	}
	return out
}

// allPairs is called with the lock held. 待办 asks all day, and people come seldom: what
// was found is kept until one does.
func (d *Directory) allPairs() []Pair {
	if kept := d.pairs.Load(); kept != nil {
		return *kept
	}
	found := d.findPairs()
	d.pairs.Store(&found)
	return found
}

func (d *Directory) findPairs() []Pair {
	blocks := map[string][]int32{}
	for i, r := range d.rows {
		for _, key := range keysOf(r) {
			blocks[key] = append(blocks[key], int32(i))
		}
	}
	found := map[[2]int32]Why{}
	for _, block := range blocks {
		for n, i := range block[:len(block)-1] {
			mine := d.lookOf(i)
			for _, j := range block[n+1:] {
				if why := mine.like(&d.rows[j]); i != j && why.likely() {
					found[[2]int32{i, j}] = why
				}
			}
		}
	}
	out := make([]Pair, 0, len(found))
	for at, why := range found {
		a, b := d.rows[at[0]].subject, d.rows[at[1]].subject
		if bytes.Compare(a[:], b[:]) > 0 {
			a, b = b, a
		}
		out = append(out, Pair{a, b, why})
	}
	hub.Sort(out, func(x, y Pair) int {
		return cmp.Or(bytes.Compare(x.A[:], y.A[:]), bytes.Compare(x.B[:], y.B[:]))
	})
	return out
}

func (d *Directory) lookOf(i int32) look {
	e := d.entry(d.rows[i])
	return look{[]rune(e.Name), e.Nick, d.rows[i].birth, e.PhoneTails}
}

// keysOf is what two rows have to share before they are compared.
func keysOf(r row) (keys []string) {
	part := strings.SplitN(r.text, keyEnd, 4)
	if part[0] != "" {
		keys = soundKeys([]rune(part[0]))
	}
	if part[1] != "" {
		keys = append(keys, "n"+part[1])
	}
	if r.birth != 0 && part[2] != "" {
		for tail := range strings.SplitSeq(part[2], listGap) {
			keys = append(keys, "b"+strconv.Itoa(int(r.birth))+" "+tail)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// mostSoundKeys bounds the ways to say one name; names of more are rare, and are
// then told by their first characters.
const mostSoundKeys = 64

// soundKeys are the ways in which a name may sound, one key each: two names of which
// every character sounds or looks like the other's share one at least.
func soundKeys(name []rune) []string {
	keys := []string{"s" + strconv.Itoa(len(name))}
	for _, r := range name {
		ways := waysOf(r)
		if len(keys)*len(ways) > mostSoundKeys {
			break
		}
		longer := make([]string, 0, len(keys)*len(ways))
		for _, key := range keys {
			for _, way := range ways {
				longer = append(longer, key+" "+way)
			}
		}
		keys = longer
	}
	return keys
}

// waysOf is the sounds of a character and of those that it is taken for; the
// character itself where nobody knows how it is read.
func waysOf(r rune) (ways []string) {
	s, same := loaded(), soundClass()
	for _, like := range takenFor(r) {
		for _, no := range s.plausible(like) {
			ways = append(ways, strconv.Itoa(int(same[no])))
		}
		if s.set(like) == 0 {
			ways = append(ways, string(like))
		}
	}
	slices.Sort(ways)
	return slices.Compact(ways)
}

// takenFor is r and the characters that look like it.
func takenFor(r rune) []rune {
	out := []rune{r}
	for _, other := range lookedAlike()[r] {
		if other != r {
			out = append(out, other)
		}
	}
	return out
}

var lookedAlike = sync.OnceValue(func() map[rune][]rune {
	out := map[rune][]rune{}
	for pair := range likeness() {
		out[pair[0]] = append(out[pair[0]], pair[1])
	}
	return out
})

// soundClass is, for every syllable, the smallest that is not parted from it, over
// any number of steps.
var soundClass = sync.OnceValue(func() []syllable {
	near := fuzzy()
	class := make([]syllable, len(near))
	for i := range class {
		class[i] = syllable(i)
	}
	for changed := true; changed; {
		changed = false
		for i, others := range near {
			for _, o := range others {
				if low := min(class[i], class[o]); class[i] != low || class[o] != low {
					class[i], class[o], changed = low, low, true
				}
			}
		}
	}
	return class
})
