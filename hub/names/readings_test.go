package names

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	pinyin "github.com/mozillazg/go-pinyin"
)

var update = flag.Bool("update", false, "write readings.gz anew")

// readings.gz is derived, and this is its generator: go test -run Derived -update.
func TestReadingsAreDerived(t *testing.T) {
	text := deriveReadings()
	if *update {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		z.Write([]byte(text))
		z.Close()
		if err := os.WriteFile("readings.gz", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := unpacked(packed)
	if err != nil {
		t.Fatal(err)
	}
	if text != have {
		t.Error("readings.gz is not what go-pinyin and plausible.go give; run go test -run Derived -update")
	}
	if n := len(packed); n > 90<<10 {
		t.Errorf("readings.gz has %d bytes, more than 90 KiB", n)
	}
}

func deriveReadings() string {
	args := pinyin.NewArgs()
	args.Heteronym = true
	more := map[rune][]string{}
	for _, word := range strings.Fields(surnameReadings + givenReadings) {
		r := []rune(word)[0]
		more[r] = append(more[r], strings.TrimPrefix(word, string(r)))
	}
	lists := map[string][]rune{}
	for code := range pinyin.PinyinDict {
		r := rune(code)
		if !unicode.Is(unicode.Han, r) || r >= 0xf900 && r <= 0xfaff {
			continue // private use and compatibility forms: no name in NFC has them
		}
		all := slices.DeleteFunc(pinyin.SinglePinyin(r, args), notSyllable)
		plausible := uniq(append(all[:min(1, len(all)):min(1, len(all))], more[r]...))
		if len(plausible) == 0 {
			continue
		}
		rare := slices.DeleteFunc(all, func(s string) bool { return slices.Contains(plausible, s) })
		list := strings.Join(plausible, " ")
		if len(rare) > 0 {
			list += "|" + strings.Join(rare, " ")
		}
		lists[list] = append(lists[list], r)
	}
	byCount := slices.SortedFunc(maps.Keys(lists), func(a, b string) int {
		return cmp.Or(len(lists[b])-len(lists[a]), strings.Compare(a, b))
	})
	number := map[rune]int{}
	for no, list := range byCount {
		for _, r := range lists[list] {
			number[r] = no
		}
	}
	var runs [5][]byte
	before := rune(0)
	for _, r := range slices.Sorted(maps.Keys(number)) {
		gap, no := r-before, number[r]
		before = r
		for i, b := range []byte{byte(gap), byte(gap >> 8), byte(gap >> 16), byte(no), byte(no >> 8)} {
			runs[i] = append(runs[i], b)
		}
	}
	return strings.Join(byCount, "\n") + "\n\n" + string(bytes.Join(runs[:], nil))
}

// notSyllable drops interjections (m, hng, ê) and whatever is no plain spelling.
func notSyllable(s string) bool {
	return !strings.ContainsAny(s, "aeiouv") || strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}

func uniq(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
