package ime

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
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
	spelt []uint16 // places in the list of syllables; lives until the next word
	class byte
}

// unpack calls begin with the syllables of packed data, then visit with each word.
func unpack(packed []byte, begin func(syllables []string), visit func(packedWord)) error {
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
	begin(syllables)
	var before []uint16
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
			before = append(before, s)
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
	list, counted := t.packedWords()
	for _, r := range t.chars {
		for reading, plausible := range names.Readings(r) {
			class, ok := counted[string(r)+reading]
			switch {
			case ok:
			case plausible:
				class = classPlausible
			default:
				class = classRare
			}
			counted[string(r)+reading] = class
			n, _ := t.number(reading)
			list = append(list, entry{keyOf([]uint16{n}), class, string(r)})
		}
	}
	topics := map[string]uint64{}
	for text, spelt := range t.topics(counted) {
		topics[text] = keyOf(t.numbers(spelt))
	}
	for i, e := range list {
		if key, ok := topics[e.text]; ok && key == e.key {
			list[i].class = max(e.class, classTopic)
			delete(topics, e.text)
		}
	}
	for text, key := range topics {
		list = append(list, entry{key, classTopic, text})
	}
	return list
}

// packedWords is the words of wordsBin of several characters, and the classes of those
// of one by character and syllable: of these only what is a reading is a word, because
// radicals stand among them by their names.
func (t *table) packedWords() (list []entry, counted map[string]byte) {
	counted = map[string]byte{}
	var spelled []string
	var numbers []uint16
	err := unpack(wordsBin, func(syllables []string) {
		spelled, numbers = syllables, t.numbers(syllables)
		for i, s := range spelled {
			spelled[i] = t.meant(s)
		}
	}, func(w packedWord) {
		if len(w.spelt) == 1 {
			counted[w.text+spelled[w.spelt[0]]] = w.class
			return
		}
		key := make([]uint16, 0, maxWord)
		for _, s := range w.spelt {
			key = append(key, numbers[s])
		}
		if k := keyOf(key); k != 0 {
			list = append(list, entry{k, w.class, w.text})
		}
	})
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return list, counted
}

// numbers is the number of each syllable; 0 for sounds that no character of the
// table has (hm, ng).
func (t *table) numbers(spelt []string) []uint16 {
	out := make([]uint16, len(spelt))
	for i, s := range spelt {
		if n, ok := t.number(t.meant(s)); ok {
			out[i] = n
		}
	}
	return out
}
