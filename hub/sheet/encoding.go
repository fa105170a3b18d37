package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"yizhan/hub"
)

// decode turns a text file into UTF-8: UTF-8 with or without a mark, UTF-16
// with a mark (Excel's "Unicode text"), else GB18030. A file that is UTF-8 but
// for a few broken bytes is refused with the line, not read as nonsense.
func decode(raw []byte) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\uFEFF")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		if err != nil {
			return "", damaged(err)
		}
		raw = out
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", hub.E(hub.CodeInvalid, "sheet.unknown")
	}
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	if line, broken := brokenUTF8(raw); broken {
		return "", hub.E(hub.CodeInvalid, "sheet.letters", line)
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil {
		return "", damaged(err)
	}
	if i := bytes.IndexRune(out, utf8.RuneError); i >= 0 {
		return "", hub.E(hub.CodeInvalid, "sheet.letters", 1+bytes.Count(out[:i], []byte("\n")))
	}
	return string(out), nil
}

// brokenUTF8 says whether most of the text beyond ASCII is UTF-8, and the line
// of the first byte that is not. In GB18030 text hardly anything is: a Chinese
// character is two bytes there and only now and then happens to be valid.
func brokenUTF8(raw []byte) (line int, broken bool) {
	good, bad := 0, 0
	n := 1
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		switch {
		case raw[i] == '\n':
			n++
		case r == utf8.RuneError && size == 1:
			if bad++; line == 0 {
				line = n
			}
		case size >= 3: // Chinese in UTF-8 takes three
			good++
		}
		i += size
	}
	return line, good > bad
}

// formula is what makes a spreadsheet take a text for a formula, the full-width
// forms included, which some programs fold.
const formula = "=+-@\t\r＝＋－＠"

// guard puts an apostrophe before a text that a spreadsheet would run, and
// before one that looks as if it already had one.
func guard(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	if s != "" && strings.ContainsRune(formula, r) || unguard(s) != s {
		return "'" + s
	}
	return s
}

// unguard takes away what guard put there, so that a file goes out and comes
// back the same.
func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && guard(rest) != rest {
		return rest
	}
	return s
}
