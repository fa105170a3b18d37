package sheet

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// grid is a worksheet's part cut into its lines and cells, each as the bytes that it was: what
// nobody touches is written back as it stood.
type grid struct {
	prefix   string // of the names: "" or "x:"
	head     []byte // up to the first line
	lines    []rawLine
	tail     []byte // from the end of sheetData on
	formulas bool
}

type rawLine struct {
	line  int
	open  []byte // its start tag, without the end of an empty one
	cells []rawCell
	more  []byte // what stands behind the cells
	raw   []byte // all of it; nil once something of it has changed
}

type rawCell struct {
	column int
	style  string
	raw    []byte
}

// gridReader walks through the part; every token's bytes lie between two offsets.
type gridReader struct {
	body  []byte
	xml   *xml.Decoder
	depth int
}

// next is a token and where its bytes begin and end.
func (r *gridReader) next() (tok xml.Token, from, to int, err error) {
	from = int(r.xml.InputOffset())
	tok, err = r.xml.RawToken()
	to = int(r.xml.InputOffset())
	switch tok.(type) {
	case xml.StartElement:
		if r.depth++; r.depth > maxDepth {
			return nil, 0, 0, errDepth
		}
	case xml.EndElement:
		r.depth--
	case xml.Directive:
		return nil, 0, 0, fmt.Errorf("sheet: a part with a DTD")
	}
	return tok, from, to, err
}

// readGrid cuts a worksheet up.
func readGrid(body []byte) (*grid, error) {
	g, r := &grid{}, &gridReader{body: body, xml: xml.NewDecoder(bytes.NewReader(body))}
	for {
		tok, _, to, err := r.next()
		if err == io.EOF {
			err = errNoPart // a sheet without sheetData is none
		}
		if err != nil {
			return nil, err
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "sheetData" {
			continue
		}
		if start.Name.Space != "" {
			g.prefix = start.Name.Space + ":"
		}
		g.head = body[:to]
		if bytes.HasSuffix(g.head, []byte("/>")) { // no line at all
			g.head = append(bytes.TrimSuffix(bytes.Clone(g.head), []byte("/>")), '>')
			g.tail = append([]byte("</"+g.prefix+"sheetData>"), body[to:]...)
			return g, r.rest()
		}
		return g, g.readLines(r)
	}
}

// rest makes sure that what follows is XML to its end.
func (r *gridReader) rest() error {
	for {
		if _, _, _, err := r.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (g *grid) readLines(r *gridReader) error {
	line := 0
	for {
		tok, from, to, err := r.next()
		if err != nil {
			return torn(err)
		}
		switch t := tok.(type) {
		case xml.EndElement:
			g.tail = r.body[from:]
			return r.rest()
		case xml.StartElement:
			if t.Name.Local != "row" {
				return fmt.Errorf("sheet: %s among the rows", t.Name.Local)
			}
			if line++; attr(t, "r") != "" {
				n, err := strconv.Atoi(attr(t, "r"))
				if err != nil || n < line || n > maxLines {
					return fmt.Errorf("sheet: row %q after row %d", attr(t, "r"), line-1)
				}
				line = n
			}
			row := rawLine{line: line, open: opened(r.body[from:to])}
			end, err := g.readCells(r, &row)
			if err != nil {
				return err
			}
			row.raw = r.body[from:end]
			g.lines = append(g.lines, row)
		}
	}
}

// opened is a start tag that something follows.
func opened(tag []byte) []byte {
	if bytes.HasSuffix(tag, []byte("/>")) {
		return append(bytes.TrimSuffix(bytes.Clone(tag), []byte("/>")), '>')
	}
	return tag
}

// readCells reads a row up to its end, and says where that is.
func (g *grid) readCells(r *gridReader, row *rawLine) (end int, err error) {
	column := -1
	for {
		tok, from, to, err := r.next()
		if err != nil {
			return 0, torn(err)
		}
		switch t := tok.(type) {
		case xml.EndElement:
			return to, nil
		case xml.StartElement:
			if t.Name.Local != "c" {
				if err := r.skip(); err != nil {
					return 0, err
				}
				row.more = append(row.more, r.body[from:r.xml.InputOffset()]...)
				continue
			}
			at, line, ok := place(attr(t, "r"))
			if column++; ok {
				column = at
			} else if attr(t, "r") != "" {
				return 0, fmt.Errorf("sheet: a cell %q", attr(t, "r"))
			}
			if ok && line != row.line || column >= 1<<14 || len(row.cells) > 0 && row.cells[len(row.cells)-1].column >= column {
				return 0, fmt.Errorf("sheet: cell %q in row %d", attr(t, "r"), row.line)
			}
			if err := r.skip(); err != nil {
				return 0, err
			}
			raw := r.body[from:r.xml.InputOffset()]
			g.formulas = g.formulas || bytes.Contains(raw, []byte("<"+g.prefix+"f>")) || bytes.Contains(raw, []byte("<"+g.prefix+"f "))
			row.cells = append(row.cells, rawCell{column: column, style: attr(t, "s"), raw: raw})
		}
	}
}

// skip reads up to the end of the element whose start was just read.
func (r *gridReader) skip() error {
	for end := r.depth; r.depth >= end; {
		if _, _, _, err := r.next(); err != nil {
			return torn(err)
		}
	}
	return nil
}

func torn(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fill grows the sheet and writes the cells.
func (g *grid) fill(f Filling) error {
	if f.Grow.Count > 0 {
		if err := g.grow(f.Grow); err != nil {
			return err
		}
	}
	for _, p := range f.Cells {
		if p.Column < 0 || p.Column >= MaxColumns || p.Line < 1 || p.Line > maxLines {
			return fmt.Errorf("sheet: no cell at column %d, line %d", p.Column, p.Line)
		}
		g.put(p)
	}
	return nil
}

// put writes one cell, in the style that stands there.
func (g *grid) put(p Put) {
	i := g.find(p.Line)
	if i == len(g.lines) || g.lines[i].line != p.Line {
		g.lines = append(g.lines[:i], append([]rawLine{{line: p.Line, open: []byte("<" + g.prefix + `row r="` + strconv.Itoa(p.Line) + `">`)}}, g.lines[i:]...)...)
	}
	row := &g.lines[i]
	row.raw = nil
	at := 0
	for at < len(row.cells) && row.cells[at].column < p.Column {
		at++
	}
	if at == len(row.cells) || row.cells[at].column != p.Column {
		row.cells = append(row.cells[:at], append([]rawCell{{column: p.Column}}, row.cells[at:]...)...)
	}
	row.cells[at].raw = g.cell(p, row.cells[at].style)
}

// find is the place of the first line that is not above.
func (g *grid) find(line int) int {
	i := 0
	for i < len(g.lines) && g.lines[i].line < line {
		i++
	}
	return i
}

// cell is the bytes of a cell: a number plain, a text inline.
func (g *grid) cell(p Put, style string) []byte {
	var b strings.Builder
	b.WriteString("<" + g.prefix + `c r="` + letters(p.Column) + strconv.Itoa(p.Line) + `"`)
	if style != "" {
		b.WriteString(` s="` + escapeText(style) + `"`)
	}
	switch c := p.Cell; {
	case c.Text == "":
		b.WriteString("/>")
	case c.IsNumber && !math.IsNaN(c.Number) && !math.IsInf(c.Number, 0):
		b.WriteString("><" + g.prefix + "v>" + strconv.FormatFloat(c.Number, 'g', -1, 64) + "</" + g.prefix + "v></" + g.prefix + "c>")
	default:
		b.WriteString(` t="inlineStr"><` + g.prefix + "is><" + g.prefix + `t xml:space="preserve">` + escapeText(cut(c.Text, maxCellUnits)) +
			"</" + g.prefix + "t></" + g.prefix + "is></" + g.prefix + "c>")
	}
	return []byte(b.String())
}

// bytes is the part as it is now.
func (g *grid) bytes() []byte {
	var b bytes.Buffer
	b.Write(g.head)
	for _, row := range g.lines {
		if row.raw != nil {
			b.Write(row.raw)
			continue
		}
		b.Write(named(row.open, strconv.Itoa(row.line)))
		for _, c := range row.cells {
			b.Write(named(c.raw, letters(c.column)+strconv.Itoa(row.line)))
		}
		b.Write(row.more)
		b.WriteString("</" + g.prefix + "row>")
	}
	b.Write(g.tail)
	return b.Bytes()
}
