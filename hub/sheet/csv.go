package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"yizhan/hub"
)

// readCSV reads comma, semicolon or tab separated text. Quotes may be sloppy and
// rows of any length, as hand-made files are.
func readCSV(raw []byte) (Table, error) {
	text, err := decode(raw)
	if err != nil {
		return Table{}, err
	}
	if strings.IndexByte(text, '\n') < 0 {
		text = strings.ReplaceAll(text, "\r", "\n") // as Excel on old Macs writes
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	r.LazyQuotes = true
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	t := Table{Format: CSV}
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return Table{}, csvTrouble(err)
		}
		line, _ := r.FieldPos(0)
		for i, f := range fields {
			if i >= MaxColumns || f == "" {
				continue
			}
			if err := t.put(line, i, Text(strings.Clone(clip(unguard(f)))), MaxRows); err != nil {
				return Table{}, err
			}
		}
	}
}

func csvTrouble(err error) error {
	line := 0
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		line = p.StartLine
	}
	return hub.E(hub.CodeInvalid, "sheet.csv", line).Because(err)
}

// separator picks what the first lines have most of, outside quotes.
func separator(text string) rune {
	counts := map[rune]int{}
	quoted, lines := false, 0
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			if lines++; lines == 30 {
				return most(counts)
			}
		case c == ',' || c == ';' || c == '\t':
			counts[c]++
		}
	}
	return most(counts)
}

func most(counts map[rune]int) rune {
	best := ','
	for _, c := range []rune{'\t', ';'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// looksLikeJSON: the first line opens an object.
func looksLikeJSON(raw []byte) bool {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	return bytes.HasPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("{"))
}
