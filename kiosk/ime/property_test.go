package ime

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yizhan/hub/names"
)

// anything is letters as they are typed: syllables, their beginnings, first letters
// and nonsense, parted or not.
func anything(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(1, 5).Draw(t, "pieces") {
		s := rapid.SampledFrom(loaded().syllables).Draw(t, "syllable")
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			s = s[:1]
		case 1:
			s = s[:rapid.IntRange(1, len(s)).Draw(t, "cut")]
		case 2:
			s = "'" + s
		case 3:
			s = rapid.StringMatching(`[a-z]{1,4}`).Draw(t, "nonsense")
		}
		b.WriteString(s)
	}
	return b.String()[:min(b.Len(), MaxQuery)]
}

// reads says, in a way of its own, whether the letters may mean a text: syllable by
// syllable, each character by any of its readings, spelled out, begun, by its first
// letters, or as some accent says it.
func reads(letters, text string, a Accent) bool {
	if text == "" {
		return letters == ""
	}
	r, size := utf8.DecodeRuneInString(text)
	for reading := range names.Readings(r) {
		for n := 1; n <= min(len(letters), longestSyllable); n++ {
			typed, rest := letters[:n], letters[n:]
			if !reads(rest, text[size:], a) {
				continue
			}
			if strings.HasPrefix(reading, typed) && (isInitial(typed) || rest == "") || saidLike(reading, typed, a) {
				return true
			}
		}
	}
	return false
}

func saidLike(reading, typed string, a Accent) bool {
	u := strings.NewReplacer("v", "u")
	if u.Replace(reading) == u.Replace(typed) {
		return true
	}
	s := a.sounds()
	for _, start := range append([][2]string{{"", ""}}, s.starts...) {
		for _, end := range append([][2]string{{"", ""}}, s.ends...) {
			for way := range 4 {
				x, y := way&1, way>>1
				rest, ok := strings.CutPrefix(reading, start[x])
				if !ok {
					continue
				}
				whole := start[1-x] + rest
				if rest, ok = strings.CutSuffix(whole, end[y]); ok && rest+end[1-y] == typed {
					return true
				}
			}
		}
	}
	return false
}

// Every candidate reads as the letters that it takes: spelled so, or by one of the
// declared ways.
func TestCandidatesReadAsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ask := Ask{Letters: anything(t), Mode: Mode(rapid.IntRange(0, int(Name)).Draw(t, "mode")),
			Accent: Accent(rapid.IntRange(0, int(accents)-1).Draw(t, "accent"))}
		letters := strings.ReplaceAll(clean(ask.Letters), "'", "")
		choices := ask.Choices()
		for i, c := range choices[:min(60, len(choices))] {
			taken, ok := strings.CutSuffix(letters, c.Rest)
			if !ok || taken == "" || c.Text == "" {
				t.Fatalf("%q: %q leaves %q", letters, c.Text, c.Rest)
			}
			// The beginning of a syllable may stand at its end only, or before a '.
			if !reads(taken, c.Text, ask.Accent) && !strings.Contains(ask.Letters, "'") {
				t.Fatalf("%q (%v, accent %v): %d is %q, which does not read so", taken, ask.Mode, ask.Accent, i, c.Text)
			}
		}
	})
}

// What is spelled exactly stands first, if anything of all the letters is; nothing is
// offered twice; taking candidates over and over comes to an end.
func TestExactFirstAndToAnEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := loaded()
		ask := Ask{Letters: anything(t), Mode: Mode(rapid.SampledFrom([]int{int(General), int(Child), int(Name)}).Draw(t, "mode"))}
		choices := ask.Choices()
		seen := map[string]bool{}
		for _, c := range choices {
			if seen[c.Text] {
				t.Fatalf("%q: %s twice", ask.Letters, c.Text)
			}
			seen[c.Text] = true
		}
		if s := clean(ask.Letters); len(choices) > 0 {
			if n, ok := tab.number(s); ok && !slices.Contains(tab.anyReading(choices[0].Text), n) && choices[0].Rest == "" && utf8.RuneCountInString(choices[0].Text) == 1 {
				t.Fatalf("%q: first is %s", s, choices[0].Text)
			}
		}
		for range MaxQuery + 1 {
			if len(choices) == 0 {
				return
			}
			pick := choices[rapid.IntRange(0, len(choices)-1).Draw(t, "pick")]
			if len(pick.Rest) >= len(ask.Letters) {
				t.Fatalf("%q: %s leaves %q", ask.Letters, pick.Text, pick.Rest)
			}
			ask.Letters = pick.Rest
			choices = ask.Choices()
		}
		t.Fatal("letters without end")
	})
}

func (t *table) anyReading(text string) (numbers []uint16) {
	r, _ := utf8.DecodeRuneInString(text)
	for reading := range names.Readings(r) {
		if n, ok := t.number(reading); ok {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// The control of TestCandidatesReadAsTyped: what reads otherwise is seen.
func TestReadsSeesWhatDoesNot(t *testing.T) {
	for _, c := range []struct {
		letters, text string
		accent        Accent
		want          bool
	}{
		{"yufang", "预防", Everywhere, true}, {"yuf", "预防", Everywhere, true}, {"yf", "预防", Everywhere, true}, {"yufan", "预防", Shanxi, true},
		{"lai", "奶", Chongqing, true}, {"lai", "奶", Shanxi, false}, {"yufang", "预报", Everywhere, false}, {"yufang", "预", Everywhere, false}, {"yu", "预防", Everywhere, false},
		{"lue", "略", Shanxi, true}, {"yfang", "预防", Shanxi, true},
	} {
		if got := reads(c.letters, c.text, c.accent); got != c.want {
			t.Errorf("%s %s: %v", c.letters, c.text, got)
		}
	}
}

func FuzzAsk(f *testing.F) {
	f.Add("zhangwei", uint8(0), uint8(0), 0, "")
	f.Add("xi'an ü’", uint8(4), uint8(3), 2026, "2")
	f.Add("ssssssssssssssssssssssssssssssssssssssss", uint8(0), uint8(0), 1958, "1")
	f.Fuzz(func(t *testing.T, letters string, mode, accent uint8, born int, sex string) {
		ask := Ask{Letters: letters, Mode: Mode(mode), Accent: Accent(accent), Born: born, Sex: Sex(sex)}
		for _, c := range ask.Choices() {
			if c.Text == "" || !utf8.ValidString(c.Text) || len(c.Rest) >= len(letters) {
				t.Fatalf("%q: %q leaves %q", letters, c.Text, c.Rest)
			}
		}
		Letters(letters)
		ask.Next(letters)
	})
}
