package sheet

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"yizhan/hub"
)

// readSheet reads one worksheet's cells in a stream. Only cells with text are
// kept, so that a sheet formatted down to row 1,048,576 costs nothing.
func (wb *workbook) readSheet(part string, maxRows int) (Table, error) {
	var (
		t      Table
		line   int
		column int
		merges []area
	)
	err := wb.each(part, func(x *walker, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			line++
			if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > 0 {
				line = n
			}
			column = -1
		case "c":
			column++
			if c, _, ok := place(attr(e, "r")); ok {
				column = c
			}
			cell, err := wb.readCell(x, e)
			if err != nil || cell.Text == "" || column >= MaxColumns {
				return err
			}
			return t.put(line, column, cell, maxRows)
		case "mergeCell":
			if a, ok := parseArea(attr(e, "ref")); ok && len(merges) < maxRows {
				merges = append(merges, a)
			}
		}
		return nil
	})
	if err != nil {
		return Table{}, err
	}
	for _, a := range merges {
		t.Spans = append(t.Spans, Span{a.left, a.top, a.right - a.left + 1, a.bottom - a.top + 1})
	}
	t.fill(merges)
	return t, nil
}

// put adds a cell; rows come in ascending order.
func (t *Table) put(line, column int, c Cell, maxRows int) error {
	if n := len(t.Rows); n == 0 || t.Rows[n-1].Line != line {
		if n >= maxRows {
			return tooManyRows()
		}
		t.Rows = append(t.Rows, Row{Line: line})
	}
	row := &t.Rows[len(t.Rows)-1]
	for len(row.Cells) <= column {
		row.Cells = append(row.Cells, Cell{})
	}
	row.Cells[column] = c
	return nil
}

// readCell reads one <c> up to its end.
func (wb *workbook) readCell(x *walker, e xml.StartElement) (Cell, error) {
	var raw string
	for end := x.depth; x.depth >= end; {
		tok, err := x.next()
		if err != nil {
			return Cell{}, err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "v":
			raw, err = valueText(x)
		case "is":
			raw, err = joinText(x)
		default: // a formula; its last result stands in v
			err = x.skip()
		}
		if err != nil {
			return Cell{}, err
		}
	}
	return wb.cell(attr(e, "t"), attr(e, "s"), raw), nil
}

func valueText(x *walker) (string, error) {
	var b strings.Builder
	for end := x.depth; x.depth >= end; {
		tok, err := x.next()
		if err != nil {
			return "", err
		}
		if t, ok := tok.(xml.CharData); ok && b.Len() <= MaxText {
			b.Write(t)
		}
	}
	return clip(b.String()), nil
}

// cell gives a raw value its type (ECMA-376 part 1, 18.18.11 ST_CellType).
func (wb *workbook) cell(kind, style, raw string) Cell {
	switch kind {
	case "s":
		i, err := strconv.Atoi(raw)
		if err != nil || i < 0 || i >= len(wb.strings) {
			return Cell{}
		}
		return Text(wb.strings[i])
	case "b":
		if raw == "1" {
			return Text("TRUE")
		}
		return Text("FALSE")
	case "d":
		if len(raw) >= 10 {
			if day := hub.Day(raw[:10]); isDay(day) {
				return Cell{Text: string(day), Day: day}
			}
		}
		return Text(raw)
	case "inlineStr": // joinText has unescaped it
		return Text(raw)
	case "str", "e":
		return Text(unescape(raw))
	}
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return Text(raw)
	}
	c := Number(n)
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(wb.dates) && wb.dates[i] {
		if day, ok := wb.from.day(n); ok {
			c.Day, c.Text = day, string(day)
		}
	}
	return c
}

// area is a merged range, both corners included, columns from 0, lines from 1.
type area struct{ left, top, right, bottom int }

func parseArea(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return area{}, false
	}
	left, top, ok1 := place(from)
	right, bottom, ok2 := place(to)
	return area{left, top, min(right, MaxColumns-1), bottom}, ok1 && ok2
}

var placeForm = regexp.MustCompile(`^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$`)

// place reads a reference such as C7: column 2, line 7.
func place(ref string) (column, line int, ok bool) {
	m := placeForm.FindStringSubmatch(ref)
	if m == nil {
		return 0, 0, false
	}
	for _, letter := range m[1] {
		column = column*26 + int(letter-'A') + 1
	}
	line, _ = strconv.Atoi(m[2])
	return column - 1, line, true
}

// fill copies the value of a merged range into its other cells, in rows that
// exist: a village or a guardian merged over three siblings belongs to each.
func (t *Table) fill(merges []area) {
	budget := MaxRows * 8 // overlapping ranges are no reason to work for ever
	for _, a := range merges {
		first, ok := t.rowOf(a.top)
		if !ok || t.Rows[first].At(a.left).Text == "" {
			continue
		}
		value := t.Rows[first].At(a.left)
		value.Merged = true
		for i := first; i < len(t.Rows) && t.Rows[i].Line <= a.bottom; i++ {
			row := &t.Rows[i]
			for column := a.left; column <= a.right && budget > 0; column++ {
				budget--
				for len(row.Cells) <= column {
					row.Cells = append(row.Cells, Cell{})
				}
				if row.Cells[column].Text == "" {
					row.Cells[column] = value
				}
			}
		}
	}
}

func (t *Table) rowOf(line int) (int, bool) {
	lo, hi := 0, len(t.Rows)
	for lo < hi {
		if mid := (lo + hi) / 2; t.Rows[mid].Line < line {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(t.Rows) && t.Rows[lo].Line == line
}

var escaped = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescape reads _x000D_, the way of xlsx to write what XML cannot hold.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 16)
		return string(rune(n))
	})
}
