package sheet

import (
	"bufio"
	"encoding/csv"
	"io"

	"github.com/xuri/excelize/v2"
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

// Column is a column's title and width in characters of an xlsx.
type Column struct {
	Title string
	Width float64 // 0: 12
}

// NewXLSX writes one sheet with a title row that stays in sight. Rows go to a
// temporary file in tmp, so that memory does not grow with them. Texts are
// written as typed text cells with the format 文本: what begins with = is no
// formula, not even after it has been edited, and an ID number keeps all digits.
func NewXLSX(w io.Writer, tmp, name string, columns []Column) (Writer, error) {
	f := excelize.NewFile(excelize.Options{TmpDir: tmp})
	x := &xlsxWriter{to: w, file: f}
	if err := x.begin(name, columns); err != nil {
		f.Close()
		return nil, err
	}
	return x, nil
}

type xlsxWriter struct {
	to   io.Writer
	file *excelize.File
	rows *excelize.StreamWriter
	line int
	text int // style ids
	head int
}

func (x *xlsxWriter) begin(name string, columns []Column) (err error) {
	if err = x.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	if x.text, err = x.file.NewStyle(&excelize.Style{NumFmt: 49}); err != nil {
		return err
	}
	if x.head, err = x.file.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	if x.rows, err = x.file.NewStreamWriter(name); err != nil {
		return err
	}
	titles := make([]any, len(columns))
	for i, c := range columns {
		width := c.Width
		if width == 0 {
			width = 12
		}
		if err = x.rows.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		titles[i] = excelize.Cell{StyleID: x.head, Value: c.Title}
	}
	if err = x.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return x.put(titles)
}

func (x *xlsxWriter) Write(cells []Cell) error {
	row := make([]any, len(cells))
	for i, c := range cells {
		switch {
		case c.Text == "":
		case c.IsNumber:
			row[i] = excelize.Cell{Value: c.Number}
		default:
			row[i] = excelize.Cell{StyleID: x.text, Value: c.Text}
		}
	}
	return x.put(row)
}

func (x *xlsxWriter) put(row []any) error {
	x.line++
	at, err := excelize.CoordinatesToCellName(1, x.line)
	if err != nil {
		return err
	}
	return x.rows.SetRow(at, row)
}

func (x *xlsxWriter) Close() error {
	defer x.file.Close()
	if err := x.rows.Flush(); err != nil {
		return err
	}
	return x.file.Write(x.to)
}
