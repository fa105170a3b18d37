package ime

import (
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yizhan/hub/names"
)

// table is everything that a query needs, made at first use: about 3 MiB.
type table struct {
	chars     []rune   // GB 2312 in its order, then beyondGB2312
	syllables []string // ascending; the n-th has the number n+1
	words     lexicon
	surnames  lexicon
	spelt     map[string][]string // surnames, syllables run together
	begins    map[string]bool     // letters that a syllable begins with
	alike     alikes
	given     givenNames
	onward    func() []uint32 // words by their characters, see next.go
}

var loaded = sync.OnceValue(load)

func load() *table {
	t := &table{chars: characters(), spelt: map[string][]string{}}
	known := map[string]bool{}
	for _, r := range t.chars {
		for reading := range names.Readings(r) {
			known[reading] = true
		}
	}
	for s := range known {
		t.syllables = append(t.syllables, s)
	}
	slices.Sort(t.syllables)
	t.begins = t.beginnings()
	t.words = newLexicon(t.wordList())
	t.surnames = newLexicon(t.surnameList())
	t.given = newGivenNames(t)
	t.onward = sync.OnceValue(t.byText)
	return t
}

// surnameList is every surname by every way to say it; how common it is falls with
// its place in the list.
func (t *table) surnameList() (list []entry) {
	for rank, s := range surnames() {
		class := byte(math.Round(8 * (bitsOfAll - surnameCost(rank))))
		for _, spelt := range spelled(s) {
			t.spelt[s] = append(t.spelt[s], strings.Join(spelt, ""))
			list = append(list, entry{keyOf(t.numbers(spelt)), class, s})
		}
	}
	return list
}

// readings yields the numbers of a character's plausible syllables.
func (t *table) readings(r rune) (numbers []uint16) {
	for reading, plausible := range names.Readings(r) {
		if n, ok := t.number(reading); ok && plausible {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// GB 2312 has its characters in rows 16 to 87, 94 a row.
const firstRow, lastRow = 16, 87

// characters decodes GB 2312 row by row (GBK has the same bytes) and adds what
// names have beyond it.
func characters() []rune {
	var chars []rune
	decode := simplifiedchinese.GBK.NewDecoder()
	for row := firstRow; row <= lastRow; row++ {
		for cell := 1; cell <= 94; cell++ {
			b, err := decode.Bytes([]byte{byte(0xa0 + row), byte(0xa0 + cell)})
			if r := []rune(string(b)); err == nil && len(r) == 1 && r[0] >= 0x4e00 && r[0] <= 0x9fff {
				chars = append(chars, r[0])
			}
		}
	}
	for _, r := range beyondGB2312 {
		if r != '\n' && !slices.Contains(chars, r) {
			chars = append(chars, r)
		}
	}
	return chars
}
