package report

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// TableRow is a line of a table as it is filled in.
type TableRow struct {
	Township string
	Says     map[string]string // what columns of words say, by their From
	Amounts  map[string]Amount // what columns of figures say
	Sum      bool              // of a township
}

// Summed are the lines of stations, which stand together by township, with a line for each
// township behind its own where the table wants it, and the sum of all. What of stations does
// not add up, as their prices, has no sum.
func (t Table) Summed(rows []TableRow) (out []TableRow, all TableRow) {
	all = TableRow{Says: map[string]string{FromStation: "合计"}, Amounts: map[string]Amount{}, Sum: true}
	var town TableRow
	end := func() {
		if t.Sums && town.Amounts != nil {
			out = append(out, town)
		}
		town = TableRow{}
	}
	for _, row := range rows {
		if town.Amounts != nil && town.Township != row.Township {
			end()
		}
		if town.Amounts == nil {
			town = TableRow{Township: row.Township, Says: map[string]string{FromStation: row.Township + "小计"}, Amounts: map[string]Amount{}, Sum: true}
		}
		out = append(out, row)
		for _, c := range t.Columns {
			if c.Figure() && c.Adds() {
				t.plus(town.Amounts, c.From, row.Amounts[c.From])
				t.plus(all.Amounts, c.From, row.Amounts[c.From])
			}
		}
	}
	end()
	return out, all
}

func (t Table) plus(sums map[string]Amount, from string, a Amount) {
	if was, ok := sums[from]; ok {
		a = was.Plus(a)
	}
	sums[from] = a
}

// Fill writes the office's own workbook with the lines of a period. spots is what single cells
// say, by their From.
func (t Table) Fill(w io.Writer, r io.ReaderAt, size int64, rows []TableRow, spots map[string]string) error {
	lines, all := t.Summed(rows)
	f := sheet.Filling{Sheet: t.Sheet}
	if more := len(lines) - t.Room; more > 0 {
		f.Grow = sheet.Growth{Line: t.Line, Count: more}
	}
	no := 0
	for i, row := range lines {
		if !row.Sum {
			no++
		}
		f.Cells = append(f.Cells, t.cells(row, t.Line+i, no)...)
	}
	for i := len(lines); i < t.Room; i++ { // lines that were made ready in vain: 1, 2, 3 …
		for _, c := range t.Columns {
			if c.From != "" {
				f.Cells = append(f.Cells, sheet.Put{Column: c.At, Line: t.Line + i})
			}
		}
	}
	grown := func(line int) int { // where a line of the empty sheet stands now
		if line > t.Line {
			return line + f.Grow.Count
		}
		return line
	}
	if t.Total > 0 {
		for _, c := range t.Columns {
			if c.Figure() {
				f.Cells = append(f.Cells, sheet.Put{Column: c.At, Line: grown(t.Total), Cell: figureCell(all.Amounts[c.From])})
			}
		}
	}
	for _, put := range t.spotCells(spots) {
		put.Line = grown(put.Line)
		f.Cells = append(f.Cells, put)
	}
	return sheet.Fill(w, r, size, f)
}

// spotCells are the single cells, each once, with all that is said in them. They are where
// the empty sheet has them; a cell of which nothing is said is left as it is.
func (t Table) spotCells(spots map[string]string) (out []sheet.Put) {
	for _, s := range t.Spots {
		said := spots[s.From]
		if said == "" {
			continue
		}
		at := slices.IndexFunc(out, func(p sheet.Put) bool { return p.Column == s.Column && p.Line == s.Line })
		if at < 0 {
			at = len(out)
			out = append(out, sheet.Put{Column: s.Column, Line: s.Line, Cell: sheet.Text(cmp.Or(s.Cell, s.Before))})
		}
		text := out[at].Cell.Text
		out[at].Cell = sheet.Text(strings.Replace(text, s.Before, s.Before+said, 1))
	}
	return out
}

func (t Table) cells(row TableRow, line, no int) (out []sheet.Put) {
	for _, c := range t.Columns {
		put := sheet.Put{Column: c.At, Line: line}
		switch {
		case c.From == "":
			continue
		case c.Figure():
			put.Cell = figureCell(row.Amounts[c.From])
		case c.From == FromRow && !row.Sum:
			put.Cell = sheet.Number(float64(no))
		default:
			put.Cell = sheet.Text(row.Says[c.From])
		}
		out = append(out, put)
	}
	return out
}

// figureCell is a number, of a share as people read it.
func figureCell(a Amount) sheet.Cell {
	v, ok := a.Rounded()
	switch {
	case !ok:
		return sheet.Text("—")
	case a.Ratio && a.Scale == 100:
		return sheet.Text(a.Text())
	}
	return sheet.Number(v)
}

// Settled is the first of some closings, the newest first, as which all that a station agreed
// to can be counted again; 0 where there is none.
func Settled(said map[string]Amount, closings []int64, at func(known int64) (map[string]Amount, error)) (int64, error) {
	for _, known := range closings {
		now, err := at(known)
		if err != nil {
			return 0, err
		}
		if SameAmounts(said, now) {
			return known, nil
		}
	}
	return 0, nil
}

// SameAmounts says whether all that was said is what is counted.
func SameAmounts(said, now map[string]Amount) bool {
	for from, a := range said {
		if b, ok := now[from]; !ok || a.Known != b.Known || a.Num != b.Num || a.Den != b.Den {
			return false
		}
	}
	return true
}

// Late is a record behind a figure that a closing did not know, or knew otherwise.
type Late struct {
	hub.Evidence
	Gone bool // it was counted then, and is not now
}

// LateOnes compares what stands behind a figure as a closing knew it with what does now.
func LateOnes(then, now []hub.Evidence) (out []Late) {
	type key struct {
		record  hub.ID
		subject hub.ID
		measure string
		day     hub.Day
		value   int64
	}
	of := func(e hub.Evidence) key { return key{e.Record, e.Subject, e.Measure, e.Day, e.Value} }
	left := map[key]int{}
	for _, e := range then {
		left[of(e)]++
	}
	for _, e := range now {
		if left[of(e)] > 0 {
			left[of(e)]--
			continue
		}
		out = append(out, Late{Evidence: e})
	}
	for _, e := range then {
		if left[of(e)] > 0 {
			left[of(e)]--
			out = append(out, Late{Evidence: e, Gone: true})
		}
	}
	return out
}
