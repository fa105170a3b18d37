package names

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	pinyin "github.com/mozillazg/go-pinyin"
)

var update = flag.Bool("update", false, "write readings.txt anew")

// readings.txt is derived, and this is its generator: go test -run Derived -update.
func TestReadingsAreDerived(t *testing.T) {
	text := deriveReadings()
	if *update {
		if err := os.WriteFile("readings.txt", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if text != readingsText {
		t.Error("readings.txt is not what go-pinyin and plausible.go give; run go test -run Derived -update")
	}
	if n := len(readingsText); n > 220<<10 {
		t.Errorf("readings.txt has %d bytes, more than 220 KiB", n)
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
	var b strings.Builder
	for _, list := range slices.Sorted(maps.Keys(lists)) {
		slices.Sort(lists[list])
		b.WriteString(list + "\t" + string(lists[list]) + "\n")
	}
	return b.String()
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
