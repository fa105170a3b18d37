package names

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"
)

// packed is the gzip of a line for each list of readings, "shan dan|chan" (before the bar
// the plausible ones, the usual first, then the rare ones), the list of most characters
// first; an empty line; and five bytes for each character, ascending, in five runs: how
// far it is from the one before, in three, and the number of its list, in two, all from
// the low byte to the high one. It is derived by TestReadingsAreDerived from
// github.com/mozillazg/go-pinyin (MIT, © 2016 mozillazg) and the lists in plausible.go.
//
//go:embed readings.gz
var packed []byte

// Han characters that nearly all names are written with; found by direct index.
const firstHan, lastHan = 0x3400, 0x9fff

// sounds is the readings in the form that a scan wants: about 350 KiB, made at first use.
type sounds struct {
	syllables []string            // ascending; ü is v
	number    map[string]syllable // of a syllable
	sets      []readings
	usual     [lastHan - firstHan + 1]setNo
	unusual   []uint32 // rune<<13 | setNo, ascending: 〇 and the supplementary planes
}

type (
	syllable uint16
	// setNo numbers a list of readings; 0 is the empty one, of everything not Han.
	setNo uint16
	// readings are all of a character: the plausible first, the usual before them.
	readings struct {
		all       []syllable
		plausible int
	}
)

const setBits = 13

var loaded = sync.OnceValue(func() *sounds {
	text, err := unpacked(packed)
	if err != nil {
		panic(err) // the program itself is damaged; a test reads it
	}
	return parseReadings(text)
})

func unpacked(b []byte) (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(z)
	return string(text), err
}

func parseReadings(text string) *sounds {
	s := &sounds{number: map[string]syllable{}, sets: make([]readings, 1)}
	lists, runs, _ := strings.Cut(text, "\n\n")
	for name := range strings.FieldsFuncSeq(lists, isReadingGap) {
		s.number[name] = 0
	}
	for name := range s.number {
		s.syllables = append(s.syllables, name)
	}
	slices.Sort(s.syllables)
	for i, name := range s.syllables {
		s.number[name] = syllable(i)
	}
	for list := range strings.SplitSeq(lists, "\n") {
		s.addSet(list)
	}
	n := len(runs) / 5
	at := rune(0)
	for i := range n {
		at += rune(runs[i]) | rune(runs[n+i])<<8 | rune(runs[2*n+i])<<16
		s.add(at, 1+(setNo(runs[3*n+i])|setNo(runs[4*n+i])<<8))
	}
	return s
}

func isReadingGap(r rune) bool { return r == ' ' || r == '|' || r == '\n' }

func (s *sounds) addSet(list string) {
	plausible, _, _ := strings.Cut(list, "|")
	set := readings{plausible: len(strings.Fields(plausible))}
	for name := range strings.FieldsFuncSeq(list, isReadingGap) {
		set.all = append(set.all, s.number[name])
	}
	set.all = slices.Clip(set.all)
	s.sets = append(s.sets, set)
}

// add notes a character's list; characters come in ascending order.
func (s *sounds) add(r rune, no setNo) {
	if r >= firstHan && r <= lastHan {
		s.usual[r-firstHan] = no
	} else {
		s.unusual = append(s.unusual, uint32(r)<<setBits|uint32(no))
	}
}

// set is the list of readings of r; 0 if r has none.
func (s *sounds) set(r rune) setNo {
	if r >= firstHan && r <= lastHan {
		return s.usual[r-firstHan]
	}
	if r < 0x3007 {
		return 0
	}
	if i, _ := slices.BinarySearch(s.unusual, uint32(r)<<setBits); i < len(s.unusual) && s.unusual[i]>>setBits == uint32(r) {
		return setNo(s.unusual[i] & (1<<setBits - 1))
	}
	return 0
}

// plausible are the readings of r that somebody would say.
func (s *sounds) plausible(r rune) []syllable {
	set := s.sets[s.set(r)]
	return set.all[:set.plausible]
}

// Readings yields the readings of a character without tones (ü is v), the usual
// one first, and whether each is plausible or rare. For looking up only: a
// reading is never shown.
func Readings(r rune) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		s := loaded()
		set := s.sets[s.set(r)]
		for i, no := range set.all {
			if !yield(s.syllables[no], i < set.plausible) {
				return
			}
		}
	}
}

// Written yields the characters that are plausibly read so, the long block of
// Unicode first, then the rarer ones: the far end of what a keyboard can offer.
func Written(reading string) iter.Seq[rune] {
	return func(yield func(rune) bool) {
		s := loaded()
		no, ok := s.number[reading]
		if !ok {
			return
		}
		has := func(set setNo) bool { return slices.Contains(s.sets[set].all[:s.sets[set].plausible], no) }
		for _, part := range [][2]rune{{0x4e00, lastHan}, {firstHan, 0x4dff}} {
			for r := part[0]; r <= part[1]; r++ {
				if has(s.usual[r-firstHan]) && !yield(r) {
					return
				}
			}
		}
		for _, u := range s.unusual {
			if has(setNo(u&(1<<setBits-1))) && !yield(rune(u>>setBits)) {
				return
			}
		}
	}
}

// SameSound says whether two names sound alike, in any plausible reading, tones
// and the sounds that dialects do not part (z/zh, n/l, an/ang …) disregarded.
func SameSound(a, b string) bool {
	as, bs := []rune(a), []rune(b)
	if len(as) != len(bs) || len(as) == 0 {
		return false
	}
	s := loaded()
	for i, r := range as {
		if !s.alike(r, bs[i]) {
			return false
		}
	}
	return true
}

// alike says whether two characters sound alike.
func (s *sounds) alike(a, b rune) bool {
	if a == b {
		return true
	}
	for _, x := range s.plausible(a) {
		for _, y := range s.plausible(b) {
			if x == y || slices.Contains(fuzzy()[x], y) {
				return true
			}
		}
	}
	return false
}
