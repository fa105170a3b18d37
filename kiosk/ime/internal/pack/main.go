// Command pack makes words.bin from the dictionary of the Debian package
// rime-data-pinyin-simp (pinyin_simp.dict.yaml, derived from the list of the
// Android Open Source Project, Apache-2.0):
//
//	go run ./kiosk/ime/internal/pack --from pinyin_simp.dict.yaml --to kiosk/ime/words.bin
//
// The format is described in kiosk/ime/words.go.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// word is a line of the dictionary.
type word struct {
	text  string
	spelt []string
	class byte
}

func main() {
	from := flag.String("from", "/usr/share/rime-data/pinyin_simp.dict.yaml", "the dictionary")
	to := flag.String("to", "words.bin", "file to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	words, err := read(f)
	if err != nil {
		return err
	}
	data, err := pack(words)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// read takes the lines "text<TAB>syllables<TAB>count" after the header. Characters
// that GB 2312 lacks stay out: they are traditional forms, and the rare ones of
// names are listed in frequent.go.
func read(r io.Reader) (words []word, err error) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 || !simple(fields[0]) || strings.Contains(coarse, " "+fields[0]+" ") {
			continue
		}
		count, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", lines.Text(), err)
		}
		w := word{fields[0], strings.Fields(fields[1]), class(count)}
		if len(w.spelt) != utf8.RuneCountInString(w.text) {
			return nil, fmt.Errorf("%q: not a syllable a character", lines.Text())
		}
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(slices.Compare(a.spelt, b.spelt), cmp.Compare(b.class, a.class), cmp.Compare(a.text, b.text))
	})
	return words, lines.Err()
}

// coarse words are typed by nobody here, and would stand beside what is.
const coarse = " 艹 做爱 性交 强奸 妓女 发骚 嫖娼 卖淫 裸体 色情 傻逼 他妈的 混蛋 王八 淫荡 淫秽 精液 手淫 "

// class is eight times the binary logarithm of how often a word was counted.
func class(count float64) byte { return byte(math.Round(8 * math.Log2(count+1))) }

func simple(text string) bool {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	for i := 0; i+1 < len(b); i += 2 {
		if b[i] < 0xb0 || b[i] > 0xf7 || b[i+1] < 0xa1 {
			return false
		}
	}
	return err == nil && len(b) == 2*utf8.RuneCountInString(text)
}

// pack writes the columns one after another, because like goes well with like.
func pack(words []word) ([]byte, error) {
	syllables := map[string]bool{}
	for _, w := range words {
		for _, s := range w.spelt {
			syllables[s] = true
		}
	}
	names := make([]string, 0, len(syllables))
	for s := range syllables {
		names = append(names, s)
	}
	slices.Sort(names)
	var lengths, spelt, classes, texts []byte
	var before []string
	for _, w := range words {
		shared := 0
		for shared < min(len(before), len(w.spelt)) && before[shared] == w.spelt[shared] {
			shared++
		}
		lengths = append(lengths, byte(len(w.spelt)<<4|shared))
		for _, s := range w.spelt[shared:] {
			at, _ := slices.BinarySearch(names, s)
			spelt = binary.LittleEndian.AppendUint16(spelt, uint16(at))
		}
		classes = append(classes, w.class)
		for _, r := range w.text {
			texts = binary.LittleEndian.AppendUint16(texts, uint16(r))
		}
		before = w.spelt
	}
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	for _, column := range [][]byte{[]byte(strings.Join(names, " ")), lengths, spelt, classes, texts} {
		if err := binary.Write(z, binary.LittleEndian, uint32(len(column))); err != nil {
			return nil, err
		}
		if _, err := z.Write(column); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return out.Bytes(), err
}
