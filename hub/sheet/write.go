package sheet

import (
	"bufio"
	"encoding/csv"
	"io"
)

// Writer writes a table row by row; nothing is complete before Close.
type Writer interface {
	Write(cells []Cell) error
	Close() error
}

// NewCSV writes UTF-8 with a mark, so that Excel and WPS show Chinese. A text
// that a spreadsheet would run as a formula gets an apostrophe before it.
func NewCSV(w io.Writer) Writer {
	b := bufio.NewWriter(w)
	b.WriteString("\uFEFF") // an error stays in b until the first flush
	c := csv.NewWriter(b)
	return &csvWriter{b, c}
}

type csvWriter struct {
	b *bufio.Writer
	c *csv.Writer
}

func (w *csvWriter) Write(cells []Cell) error {
	row := make([]string, len(cells))
	for i, c := range cells {
		if row[i] = c.Text; !c.IsNumber {
			row[i] = guard(c.Text)
		}
	}
	return w.c.Write(row)
}

func (w *csvWriter) Close() error {
	w.c.Flush()
	if err := w.c.Error(); err != nil {
		return err
	}
	return w.b.Flush()
}
