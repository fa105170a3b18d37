package place

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yizhan/hub"
)

// MaxCountyFile is more than the largest county's villages need, in bytes.
const MaxCountyFile = 4 << 20

// LoadCounty takes a county's own list: CSV in UTF-8 or GB18030, with or without
// a header line, code and name in the first two columns (or wherever the header
// has code and name, 代码 and 名称); townships have 9 digits, villages 12. It
// answers how many places it took. All or nothing: an error, a hub.Error with the
// line in words, leaves the Book as it was. The file is the caller's to keep.
func (b *Book) LoadCounty(r io.Reader) (int, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxCountyFile+1))
	if err != nil {
		return 0, hub.E(hub.CodeInternal, "place.file-unread").Because(err)
	}
	if len(raw) > MaxCountyFile {
		return 0, hub.E(hub.CodeTooLarge, "place.file-large", MaxCountyFile>>20)
	}
	text, ok := decode(raw)
	if !ok {
		return 0, hub.E(hub.CodeInvalid, "place.file-letters")
	}
	children, n, err := b.readRows(text)
	if err != nil {
		return 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	own := maps.Clone(b.own)
	if own == nil {
		own = map[string][]Place{}
	}
	maps.Copy(own, children)
	b.own = own
	return n, nil
}

// decode tells UTF-8 (with or without mark) from GB18030 by validity: Chinese in
// GB18030 is practically never valid UTF-8.
func decode(raw []byte) (string, bool) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(raw) {
		var err error
		if raw, err = simplifiedchinese.GB18030.NewDecoder().Bytes(raw); err != nil {
			return "", false
		}
	}
	return string(raw), !bytes.ContainsRune(raw, utf8.RuneError) && !bytes.ContainsRune(raw, 0)
}

// readRows reads the rows of a county's file into parent → children.
func (b *Book) readRows(text string) (map[string][]Place, int, error) {
	rows := csv.NewReader(strings.NewReader(text))
	rows.FieldsPerRecord = -1
	rows.TrimLeadingSpace = true
	codeAt, nameAt := 0, 1
	children, seen := map[string][]Place{}, map[string]bool{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 0
			if pe, ok := errors.AsType[*csv.ParseError](err); ok {
				line = pe.Line
			}
			return nil, 0, hub.E(hub.CodeInvalid, "place.line-torn", line).Because(err)
		}
		line, _ := rows.FieldPos(0)
		if len(seen) == 0 && header(row, &codeAt, &nameAt) {
			continue
		}
		p, err := b.row(row, codeAt, nameAt, line)
		if err != nil {
			return nil, 0, err
		}
		if seen[p.Code] {
			return nil, 0, hub.E(hub.CodeInvalid, "place.line-twice", line, p.Code)
		}
		seen[p.Code] = true
		children[parentOf(p.Code)] = append(children[parentOf(p.Code)], p)
	}
	if len(seen) == 0 {
		return nil, 0, hub.E(hub.CodeInvalid, "place.file-empty")
	}
	for _, list := range children {
		hub.Sort(list, byCode)
	}
	return children, len(seen), nil
}

// header recognises a first line of column names and where they stand.
func header(row []string, codeAt, nameAt *int) bool {
	found := 0
	for i, cell := range row {
		switch strings.ToLower(strings.TrimSpace(cell)) {
		case "code", "代码", "区划代码", "统计用区划代码":
			*codeAt, found = i, found+1
		case "name", "名称", "村", "村名":
			*nameAt, found = i, found+1
		}
	}
	return found == 2
}

// row reads one line; its township or county must be known.
func (b *Book) row(row []string, codeAt, nameAt, line int) (Place, error) {
	if len(row) <= max(codeAt, nameAt) {
		return Place{}, hub.E(hub.CodeInvalid, "place.line-short", line)
	}
	p := Place{strings.TrimSpace(row[codeAt]), strings.TrimSpace(row[nameAt])}
	if level, ok := LevelOf(p.Code); !ok || level < Township {
		return Place{}, hub.E(hub.CodeInvalid, "place.line-code", line)
	}
	if n := utf8.RuneCountInString(p.Name); n == 0 || n > 50 {
		return Place{}, hub.E(hub.CodeInvalid, "place.line-name", line)
	}
	if _, ok := b.Name(p.Code[:County]); !ok {
		return Place{}, hub.E(hub.CodeInvalid, "place.line-county", line, p.Code[:County])
	}
	return p, nil
}
