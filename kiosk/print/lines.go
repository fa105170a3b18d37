package print

import (
	"strings"
	"unicode"
)

// never begin a line (GB/T 15834, 5.1), nor end one.
const (
	notFirst = "，。、；：？！）》”’】…,.;:?!)%·"
	notLast  = "（《“‘【("
)

// lines breaks a text where the column ends: between any two Chinese characters, never
// within a number or a word, and no line begins with a full stop.
func (f *Font) lines(text string, width, dots int) (out []string) {
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, piece := range pieces(paragraph) {
			if line != "" && f.width(line+piece, dots) > width {
				out = append(out, strings.TrimRight(line, " "))
				line, piece = "", strings.TrimLeft(piece, " ")
			}
			for line == "" && f.width(piece, dots) > width { // longer than any line
				n := f.fitting(piece, width, dots)
				out = append(out, string([]rune(piece)[:n]))
				piece = string([]rune(piece)[n:])
			}
			line += piece
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// fitting is how many letters of a piece fit into a line, one at least.
func (f *Font) fitting(piece string, width, dots int) int {
	letters := []rune(piece)
	n := 1
	for n < len(letters) && f.width(string(letters[:n+1]), dots) <= width {
		n++
	}
	return n
}

// pieces are what no line parts.
func pieces(text string) (out []string) {
	var open []rune
	for _, r := range text {
		if len(open) > 0 && !tied(open[len(open)-1], r) {
			out = append(out, string(open))
			open = open[:0]
		}
		open = append(open, r)
	}
	if len(open) > 0 {
		out = append(out, string(open))
	}
	return out
}

func tied(before, r rune) bool {
	switch {
	case strings.ContainsRune(notFirst, r), strings.ContainsRune(notLast, before):
		return true
	case before == ' ' || unicode.Is(unicode.Han, before) || unicode.Is(unicode.Han, r):
		return false
	}
	return r < 0x2E80 && before < 0x2E80 && r != ' '
}
