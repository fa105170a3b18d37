package ime

import (
	"math"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yizhan/hub/names"
)

// table is every character that the keyboard offers on its first pages, by
// syllable: all of GB 2312 and the names beyond it. About 300 KiB, made at first use.
type table struct {
	chars      []rune                // GB 2312 in its order, then beyondGB2312
	rank       [modes][]uint16       // by index in chars; less is more frequent
	bySyllable map[string][]spoken   // complete syllables
	syllables  []string              // ascending
	pairs      map[string]bool       // givenPairs
	surname    map[string][]nameHead // by syllables run together: ouyang → 欧阳
	spelt      map[string][]string   // the other way round
}

// spoken is a character under one of its syllables.
type spoken struct {
	char uint16 // index in table.chars
	rare bool   // a reading that only a dictionary knows
}

var loaded = sync.OnceValue(load)

func load() *table {
	t := &table{chars: characters(), bySyllable: map[string][]spoken{}, pairs: map[string]bool{}}
	for i, r := range t.chars {
		for reading, plausible := range names.Readings(r) {
			t.bySyllable[reading] = append(t.bySyllable[reading], spoken{uint16(i), !plausible})
		}
	}
	for s := range t.bySyllable {
		t.syllables = append(t.syllables, s)
		t.bySyllable[s] = slices.Clip(t.bySyllable[s])
	}
	slices.Sort(t.syllables)
	for pair := range strings.FieldsSeq(givenPairs) {
		t.pairs[pair] = true
	}
	t.rankAll()
	t.spellSurnames()
	return t
}

// GB 2312 has its characters in rows 16 to 87, 94 a row; the last of level 1 is
// the 89th of row 55.
const (
	firstRow, lastRow = 16, 87
	levelOne          = (55-firstRow)*94 + 89
)

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

// rankAll gives every character its place in each mode: the lists, then GB 2312
// by level. Lists of a mode are read side by side, so that none comes last.
func (t *table) rankAll() {
	singles := strings.Join(surnames(), "")
	kids, parents, elders := places(givenOfChildren), places(givenOfParents), places(givenOfElders)
	common, family := places(everyday), places(singles)
	for m := range t.rank {
		t.rank[m] = make([]uint16, len(t.chars))
	}
	for i, r := range t.chars {
		level := 20000
		if i >= levelOne {
			level = 30000
		}
		if i >= 6763 {
			level = 25000
		}
		place := func(lists ...weighted) uint16 {
			best := math.MaxUint16
			for _, l := range lists {
				if at, ok := l.place[r]; ok {
					best = min(best, at*l.times+l.plus)
				}
			}
			return uint16(min(best, level))
		}
		after := func(plus int) weighted { return weighted{common, 4, plus} }
		t.rank[General][i] = place(after(0), weighted{family, 4, 4000}, weighted{parents, 4, 5000}, weighted{elders, 4, 5000}, weighted{kids, 1, 20500})
		t.rank[Child][i] = place(weighted{kids, 1, 0}, weighted{parents, 3, 500}, weighted{elders, 4, 1500}, after(8000))
		t.rank[Adult][i] = place(weighted{parents, 1, 0}, weighted{elders, 1, 10}, weighted{kids, 3, 500}, after(8000))
		t.rank[Name][i] = place(weighted{kids, 2, 0}, weighted{parents, 2, 40}, weighted{elders, 3, 80}, weighted{family, 3, 0}, after(8000))
		t.rank[Surname][i] = place(weighted{family, 1, 0}, after(8000))
	}
}

// weighted is a list whose n-th character gets rank n·times + plus.
type weighted struct {
	place       map[rune]int
	times, plus int
}

func places(list string) map[rune]int {
	at := map[rune]int{}
	for _, r := range list {
		if _, seen := at[r]; !seen && r != '\n' {
			at[r] = len(at)
		}
	}
	return at
}
