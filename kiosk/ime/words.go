package ime

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"yizhan/hub/names"
)

// wordsBin is the words of everyday Chinese, packed by internal/pack from
// rime-data-pinyin-simp: deflated columns, each after its length as a uint32. They
// are the syllables, parted by spaces; per word a byte of how many syllables it has
// (high) and shares with the word before (low); the syllables that it does not
// share; eight times the binary logarithm of its count; its characters. Numbers are
// little-endian, syllables and characters two bytes each.
//
//go:embed words.bin
var wordsBin []byte

// errWords means that words.bin was damaged when the program was built.
var errWords = errors.New("ime: words.bin is damaged")

// packedWord is a word of wordsBin.
type packedWord struct {
	text  string
	spelt []string // lives until the next word
	class byte
}

// unpack calls visit with each word of packed data.
func unpack(packed []byte, visit func(packedWord)) error {
	all, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return fmt.Errorf("%w: %w", errWords, err)
	}
	var columns [5][]byte
	for i := range columns {
		if len(all) < 4 || uint64(len(all)-4) < uint64(binary.LittleEndian.Uint32(all)) {
			return errWords
		}
		n := int(binary.LittleEndian.Uint32(all))
		columns[i], all = all[4:4+n], all[4+n:]
	}
	syllables := strings.Fields(string(columns[0]))
	lengths, spelt, classes, texts := columns[1], pairs(columns[2]), columns[3], pairs(columns[4])
	if len(classes) != len(lengths) {
		return errWords
	}
	var before []string
	for i, n := range lengths {
		count, shared := int(n>>4), int(n&15)
		if shared > min(count, len(before)) || len(spelt) < count-shared || len(texts) < count {
			return errWords
		}
		before = before[:shared]
		for _, s := range spelt[:count-shared] {
			if int(s) >= len(syllables) {
				return errWords
			}
			before = append(before, syllables[s])
		}
		visit(packedWord{string(utf16.Decode(texts[:count])), before, classes[i]})
		spelt, texts = spelt[count-shared:], texts[count:]
	}
	return nil
}

func pairs(b []byte) []uint16 {
	out := make([]uint16, len(b)/2)
	for i := range out {
		out[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return out
}

// Classes of what the dictionary does not count.
const (
	classPlausible = 16 // a character that the dictionary lacks
	classRare      = 4  // a reading that only a dictionary knows
	classTopic     = 112
)

// wordList is every word that can be written: the packed ones, every character of
// the table by each of its readings, and the words of the work here.
func (t *table) wordList() []entry {
	var list []entry
	single := map[string]byte{} // by character and syllable
	err := unpack(wordsBin, func(w packedWord) {
		list = append(list, entry{t.keyOfSpelt(w.spelt), w.class, w.text})
		if len(w.spelt) == 1 {
			single[w.text+w.spelt[0]] = w.class
		}
	})
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	for _, r := range t.chars {
		for reading, plausible := range names.Readings(r) {
			if _, counted := single[string(r)+reading]; counted {
				continue
			}
			class := byte(classPlausible)
			if !plausible {
				class = classRare
			}
			single[string(r)+reading] = class
			list = append(list, entry{t.keyOfSpelt([]string{reading}), class, string(r)})
		}
	}
	seen := make(map[string]int, len(list))
	for i, e := range list {
		seen[e.text] = i
	}
	for text, spelt := range t.topics(single) {
		e := entry{t.keyOfSpelt(spelt), classTopic, text}
		if i, ok := seen[text]; ok && list[i].key == e.key {
			list[i].class = max(list[i].class, e.class)
			continue
		}
		list = append(list, e)
	}
	return slices.DeleteFunc(list, func(e entry) bool { return e.key == 0 })
}

// keyOfSpelt is 0 for what no key can be: syllables that no character of the table has.
func (t *table) keyOfSpelt(spelt []string) uint64 {
	numbers := make([]uint16, len(spelt))
	for i, s := range spelt {
		n, ok := t.number(t.meant(s))
		if !ok {
			return 0
		}
		numbers[i] = n
	}
	return keyOf(numbers)
}
