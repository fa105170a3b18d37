// Package sheet reads tables as stations keep them (xlsx, CSV in UTF-8 or
// GB18030, JSON Lines) into one neutral form, and writes them. It knows nothing
// of children: hub/roster and hub/report give the columns a meaning.
//
// Every file is an outside file: sizes are capped before memory is taken, no
// part of an archive is ever written to disk, and a file that is damaged in the
// middle is refused whole. That is why xlsx is read here by a small streaming
// reader and not by excelize, which believes the sizes in the zip directory,
// takes the undamaged beginning of a sheet for the sheet, and fills every column
// up to the furthest cell. In the tests excelize writes what is read here, and
// reads what is written here.
package sheet

import (
	"bytes"
	"io"

	"yizhan/hub"
)

// Limits of what is read. A township's roster has some hundred rows; the limits
// keep a box with 512 MB of memory alive whatever it is given.
const (
	MaxFile     = 32 << 20  // bytes of a file
	MaxInflated = 128 << 20 // bytes of all parts of an xlsx that are read
	MaxRows     = 20_000    // rows with something in them, all sheets
	MaxColumns  = 256       // cells beyond are left out
	MaxText     = 32_767    // bytes of a cell that are kept; Excel's own limit is as many characters
	MaxLine     = 1 << 20   // bytes of a JSON line
)

// Format is a way to write a table.
type Format string

const (
	XLSX  Format = "xlsx"
	CSV   Format = "csv"
	JSONL Format = "jsonl"
)

// Cell is one value as it stands in the file. Text is never trimmed or folded.
type Cell struct {
	Text     string
	Number   float64 // where IsNumber
	IsNumber bool
	Day      hub.Day // set where the file itself says that the number is a date, or is to say so
	Merged   bool    // copied here from the first cell of a merged range
}

// Text is a cell of plain text; Number one that a spreadsheet can add up.
func Text(s string) Cell { return Cell{Text: s} }

func Number(n float64) Cell { return Cell{Text: plainNumber(n), Number: n, IsNumber: true} }

// Date is a cell that a spreadsheet sorts and filters as a day; what it knows as none is text.
func Date(d hub.Day) Cell { return Cell{Text: string(d), Day: d} }

// Row is one row with something in it. Line is its number in the file, from 1,
// as the person sees it in her spreadsheet program.
type Row struct {
	Line  int
	Cells []Cell
}

// At is the cell in column i, empty where the row is shorter.
func (r Row) At(i int) Cell {
	if i < 0 || i >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[i]
}

// Table is one sheet. Rows without any text are left out. In a table from JSON
// Lines the first row (Line 0) holds the names: kind, id, sealed, then the fields.
type Table struct {
	Name   string // of the sheet; empty for CSV and JSON Lines
	Format Format
	Rows   []Row
	Spans  []Span // merged ranges, whatever stands in them
}

// Span is a merged range: Column counts from 0, Line from 1, and how many of each it takes.
type Span struct{ Column, Line, Columns, Lines int }

// Read tells by content, never by a file's name, what it is and reads all
// visible sheets. Its errors are for people.
func Read(r io.ReaderAt, size int64) ([]Table, error) {
	if size > MaxFile {
		return nil, hub.E(hub.CodeTooLarge, "sheet.file", MaxFile>>20)
	}
	head := make([]byte, min(size, 8))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, damaged(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return readXLSX(r, size)
	case bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, hub.E(hub.CodeInvalid, "sheet.old") // .xls, or an encrypted .xlsx
	}
	raw, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return nil, damaged(err)
	}
	var t Table
	if looksLikeJSON(raw) {
		t, err = readJSONL(bytes.NewReader(raw))
	} else {
		t, err = readCSV(raw)
	}
	if err != nil {
		return nil, err
	}
	if len(t.Rows) == 0 {
		return nil, hub.E(hub.CodeInvalid, "sheet.empty")
	}
	return []Table{t}, nil
}

func damaged(cause error) error {
	return hub.E(hub.CodeInvalid, "sheet.damaged").Because(cause)
}

func tooManyRows() error { return hub.E(hub.CodeTooLarge, "sheet.rows", MaxRows) }

// clip keeps a cell within MaxText without cutting a character in two.
func clip(s string) string {
	if len(s) <= MaxText {
		return s
	}
	n := MaxText
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
