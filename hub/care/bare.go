package care

import (
	"strings"
	"unicode"
)

// half turns full-width letters, digits and signs (Ａ, ０, （) and the wide space
// into their half-width selves, as rosters made with a Chinese keyboard need it.
func half(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == 0x3000:
		return ' '
	}
	return r
}

// bare is a number as typed, without the spaces, dashes and quotes that people and
// spreadsheets put around it.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		switch r = half(r); {
		case unicode.IsSpace(r), strings.ContainsRune("-‐‑–—－_'’‘`", r), r == 0xFEFF, r == 0x200B:
			return -1
		}
		return r
	}, text)
}
