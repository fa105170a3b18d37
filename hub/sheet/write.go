package sheet

import (
	"bufio"
	"encoding/csv"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Writer writes a table row by row; nothing is complete before Close.
type Writer interface {
	Write(cells []Cell) error
	Close() error
}

// NewCSV writes UTF-8 with a mark, so that Excel and WPS show Chinese. A text
// that a spreadsheet would run as a formula gets an apostrophe before it.
func NewCSV(w io.Writer) Writer { return NewCSVIn(w, false, ',') }

// NewCSVIn writes for another program: in GB18030 where that reads nothing else, with its
// separator. What Unicode has and GB18030 has not, which is nothing that people write, is ?.
func NewCSVIn(w io.Writer, chinese bool, comma rune) Writer {
	b := bufio.NewWriter(w)
	var to io.Writer = b
	if chinese {
		to = encoding.ReplaceUnsupported(simplifiedchinese.GB18030.NewEncoder()).Writer(b)
	} else {
		b.WriteString("\uFEFF") // an error stays in b until the first flush
	}
	c := csv.NewWriter(to)
	c.Comma = comma
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
