package main

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The committed words are what this program makes of the dictionary.
func TestWordsArePacked(t *testing.T) {
	from := cmp.Or(os.Getenv("PINYIN_SIMP_DICT"), "/usr/share/rime-data/pinyin_simp.dict.yaml")
	if _, err := os.Stat(from); err != nil {
		t.Skipf("NOT TESTED that words.bin is what its generator makes: %v (apt-get install rime-data-pinyin-simp)", err)
	}
	to := filepath.Join(t.TempDir(), "words.bin")
	if err := run(from, to); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("../../words.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, kept) {
		t.Errorf("the generator makes %d bytes, other than the %d that are kept", len(made), len(kept))
	}
}

func TestRead(t *testing.T) {
	const dictionary = "# a comment\n---\nname: x\n...\n\n好\thao\t3\n你好\tni hao\t7\n覇\tba\t0\n性交\txing jiao\t5\n"
	words, err := read(strings.NewReader(dictionary))
	if err != nil || len(words) != 2 || words[0].text != "好" || words[0].class != 16 || words[1].class != 24 {
		t.Errorf("%v, %v", words, err)
	}
	for _, bad := range []string{"好\thao\tmany\n", "你好\tni\t3\n"} {
		if _, err := read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
