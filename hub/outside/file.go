package outside

import (
	"io"

	"yizhan/hub/sheet"
)

// Write writes a file as the system takes it: what stands over the headings, the headings,
// then a line each. A cell that is not said is empty.
func (t Template) Write(w io.Writer, lines [][]Cell) error {
	rows := append(t.heads(), t.rows(lines)...)
	out, err := t.writer(w, rows[0])
	if err != nil {
		return err
	}
	for _, row := range rows[1:] {
		if err := out.Write(texts(row)); err != nil {
			return err
		}
	}
	return out.Close()
}

// Name is what the file's name ends in.
func (t Template) Ending() string { return t.File.Format }

func (t Template) heads() [][]string {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	rows := make([][]string, 0, len(t.File.Above)+1)
	for _, above := range t.File.Above {
		row := make([]string, len(t.Columns))
		copy(row, above)
		rows = append(rows, row)
	}
	return append(rows, titles)
}

func (t Template) rows(lines [][]Cell) [][]string {
	keys := t.Keys()
	rows := make([][]string, 0, len(lines))
	for _, line := range lines {
		row := make([]string, len(keys))
		for i, key := range keys {
			row[i] = textOf(line, key)
		}
		rows = append(rows, row)
	}
	return rows
}

// writer begins the file with its first row.
func (t Template) writer(w io.Writer, first []string) (sheet.Writer, error) {
	if t.File.Format == "csv" {
		out := sheet.NewCSVIn(w, t.File.Encoding == "gb18030", rune(t.File.Comma[0]))
		return out, out.Write(texts(first))
	}
	columns := make([]sheet.Column, len(first))
	for i, title := range first {
		columns[i] = sheet.Column{Title: title, Width: 16}
	}
	return sheet.NewXLSX(w, t.File.Sheet, columns)
}

func texts(row []string) []sheet.Cell {
	out := make([]sheet.Cell, len(row))
	for i, s := range row {
		out[i] = sheet.Text(s)
	}
	return out
}
