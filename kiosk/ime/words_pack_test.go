package ime

import (
	"errors"
	"strings"
	"testing"
)

// Every word of the data and of topicWords gets a key, but for sounds that are no
// syllables (hm, n, ng).
func TestEveryWordHasAKey(t *testing.T) {
	all, dropped := 0, []string(nil)
	tab := loaded()
	var numbers []uint16
	err := unpack(wordsBin, func(syllables []string) { numbers = tab.numbers(syllables) }, func(w packedWord) {
		all++
		for _, s := range w.spelt {
			if numbers[s] == 0 && !strings.Contains("呒嗯唔", w.text) || len(w.spelt) > maxWord {
				dropped = append(dropped, w.text)
			}
		}
	})
	if err != nil || all < 50_000 || len(dropped) > 0 {
		t.Errorf("%d words, %v; without a key: %v", all, err, dropped)
	}
	for text, spelt := range tab.topics(nil) {
		if len(spelt) != len([]rune(text)) {
			t.Errorf("%s is spelled %v", text, spelt)
		}
	}
}

func TestDamagedWordsAreRefused(t *testing.T) {
	for _, packed := range [][]byte{nil, wordsBin[:1000], wordsBin[:len(wordsBin)-100], {1, 2, 3}} {
		if err := unpack(packed, func([]string) {}, func(packedWord) {}); !errors.Is(err, errWords) {
			t.Errorf("%d bytes: %v", len(packed), err)
		}
	}
}

const maxPacked = 700 << 10

func TestSizeOfTheWords(t *testing.T) {
	if len(wordsBin) > maxPacked {
		t.Errorf("words.bin has %d bytes, more than %d", len(wordsBin), maxPacked)
	}
}
