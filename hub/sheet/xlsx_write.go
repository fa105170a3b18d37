package sheet

import (
	"archive/zip"
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Excel's own limits; it calls a file that goes beyond them damaged.
const (
	maxLines     = 1 << 20
	maxCellUnits = 32_767 // UTF-16 units of a cell
	maxNameUnits = 31     // of a sheet's name
)

// Column is a column's title and width in characters of an xlsx.
type Column struct {
	Title string
	Under string  // what a second title row says, where any column has something to say
	Width float64 // 0: 12
}

// Book writes an xlsx, sheet after sheet, straight into a writer: memory does not grow
// with the rows. A sheet that is full goes on in another one, and its last line says so.
// What is not closed is no xlsx: its directory stands at the end, and every program
// refuses a file without. Who meets an error leaves the book open.
//
// It is written here because all that is needed are plain sheets, and because the
// libraries that can do everything are a sixth of the whole program. The form is
// ECMA-376, Office Open XML.
type Book struct {
	archive *zip.Writer
	names   []string // of the sheets begun
	rows    *bufio.Writer
	buf     []byte // the line that is being made
	columns []Column
	letters []string // of the columns
	line    int      // of the sheet, the last one written
	limit   int      // lines of a sheet
	title   string   // of the sheet; one that is full goes on under it and a number
	form    bool     // it is one that offices sign: see Form
	above   []string
	merged  []Span
}

// NewBook begins a book; Sheet begins its first sheet.
func NewBook(w io.Writer) *Book { return &Book{archive: zip.NewWriter(w), limit: maxLines} }

// NewXLSX begins a book of one sheet. There is at least one column.
func NewXLSX(w io.Writer, name string, columns []Column) (Writer, error) {
	b := NewBook(w)
	return b, b.Sheet(name, columns)
}

// Sheet begins a sheet with its title rows, which stay in sight, and ends the one before.
func (b *Book) Sheet(name string, columns []Column) error {
	b.form, b.above = false, nil
	return b.sheet(name, columns)
}

// Form begins a sheet as offices sign it: lines over the whole width first, then the title
// rows, in which columns of one title stand under it together.
func (b *Book) Form(name string, above []string, columns []Column) error {
	b.form, b.above = true, above
	return b.sheet(name, columns)
}

func (b *Book) sheet(name string, columns []Column) error {
	b.title, b.columns, b.letters = name, columns, nil
	for i := range columns {
		b.letters = append(b.letters, letters(i))
	}
	return b.begin(name)
}

func (b *Book) begin(name string) error {
	if err := b.end(); err != nil {
		return err
	}
	b.names = append(b.names, b.free(name))
	part, err := b.archive.Create("xl/worksheets/sheet" + strconv.Itoa(len(b.names)) + ".xml")
	if err != nil {
		return err
	}
	b.rows, b.line = bufio.NewWriter(part), 0
	titles, under, heads := make([]Cell, len(b.columns)), make([]Cell, len(b.columns)), 1
	if slices.ContainsFunc(b.columns, func(c Column) bool { return c.Under != "" }) {
		heads = 2
	}
	first := ""
	if len(b.names) == 1 {
		first = ` tabSelected="1"`
	}
	still := len(b.above) + heads
	b.rows.WriteString(xml.Header + fmt.Sprintf(sheetHead, first, still, still+1) + "<cols>")
	for i, c := range b.columns {
		at := strconv.Itoa(i + 1)
		width := strconv.FormatFloat(cmp.Or(c.Width, 12), 'f', -1, 64)
		b.rows.WriteString(`<col min="` + at + `" max="` + at + `" width="` + width + `" customWidth="1"/>`)
		titles[i], under[i] = Text(c.Title), Text(c.Under)
	}
	b.rows.WriteString("</cols><sheetData>")
	for _, text := range b.above {
		if err := b.across(text, styleTitle); err != nil {
			return err
		}
	}
	style := styleHead
	if b.form {
		style = styleTitle
		b.mergeHeads(heads)
	}
	if err := b.put(titles, style); err != nil || heads == 1 {
		return err
	}
	return b.put(under, style)
}

// mergeHeads puts a title over all of its columns, and one that has nothing under it over
// both rows.
func (b *Book) mergeHeads(heads int) {
	for i := 0; i < len(b.columns); {
		n := 1
		for b.columns[i].Under != "" && i+n < len(b.columns) && b.columns[i+n].Title == b.columns[i].Title {
			n++
		}
		switch {
		case n > 1:
			b.merged = append(b.merged, Span{i, b.line + 1, n, 1})
		case heads == 2 && b.columns[i].Under == "":
			b.merged = append(b.merged, Span{i, b.line + 1, 1, 2})
		}
		i += n
	}
}

// Across adds a row of one cell as wide as the sheet: what stands below a form.
func (b *Book) Across(text string) error { return b.across(text, styleText) }

func (b *Book) across(text, style string) error {
	if len(b.columns) > 1 {
		b.merged = append(b.merged, Span{0, b.line + 1, len(b.columns), 1})
	}
	return b.put([]Cell{Text(text)}, style)
}

// free is a name that no sheet of the book has; Excel does not tell A from a.
func (b *Book) free(name string) string {
	for n := 1; ; n++ {
		out, mark := sheetName(name), ""
		if n > 1 {
			mark = " " + strconv.Itoa(n)
			out = cut(out, maxNameUnits-len(mark)) + mark
		}
		if !slices.ContainsFunc(b.names, func(has string) bool { return strings.EqualFold(has, out) }) {
			return out
		}
	}
}

// end finishes the sheet that is being written, if there is one.
func (b *Book) end() error {
	if b.rows == nil {
		return nil
	}
	b.rows.WriteString("</sheetData>")
	if len(b.merged) > 0 {
		b.rows.WriteString("<mergeCells>")
		for _, m := range b.merged {
			fmt.Fprintf(b.rows, `<mergeCell ref="%s%d:%s%d"/>`, letters(m.Column), m.Line, letters(m.Column+m.Columns-1), m.Line+m.Lines-1)
		}
		b.rows.WriteString("</mergeCells>")
	}
	b.merged = nil
	b.rows.WriteString("</worksheet>")
	err := b.rows.Flush()
	b.rows = nil
	return err
}

// Write adds a row. Texts are written as typed text cells with the format 文本: what
// begins with = is no formula, not even after it has been edited, and an ID number keeps
// all digits.
func (b *Book) Write(cells []Cell) error {
	if b.line == b.limit-1 { // the last line is for where it goes on
		next := b.free(b.title)
		if err := b.put([]Cell{Text("（一张表写满了，后面的在“" + next + "”）")}, styleHead); err != nil {
			return err
		}
		if err := b.begin(next); err != nil {
			return err
		}
	}
	return b.put(cells, styleText)
}

// put writes a row: texts in the style given, numbers plain, days as days, nothing where nothing
// is.
func (b *Book) put(cells []Cell, style string) error {
	b.line++
	at := len(`<row r="`)
	line := append(b.buf[:0], `<row r="`...)
	line = strconv.AppendInt(line, int64(b.line), 10)
	number := string(line[at:])
	line = append(line, `">`...)
	for i, c := range cells {
		if c.Text == "" {
			continue
		}
		line = append(line, `<c r="`...)
		line = append(append(line, b.letter(i)...), number...)
		if c.IsNumber && !math.IsNaN(c.Number) && !math.IsInf(c.Number, 0) {
			line = append(line, `"><v>`...)
			line = strconv.AppendFloat(line, c.Number, 'g', -1, 64)
			line = append(line, `</v></c>`...)
			continue
		}
		if n, ok := serial(c.Day); ok {
			line = append(line, `" s="`+styleDay+`"><v>`...)
			line = append(strconv.AppendInt(line, int64(n), 10), `</v></c>`...)
			continue
		}
		line = append(append(append(line, `" s="`...), style...), `" t="inlineStr"><is><t xml:space="preserve">`...)
		line = append(appendText(line, cut(c.Text, maxCellUnits)), `</t></is></c>`...)
	}
	b.buf = append(line, "</row>"...)
	_, err := b.rows.Write(b.buf)
	return err
}

func (b *Book) letter(i int) string {
	if i < len(b.letters) {
		return b.letters[i]
	}
	return letters(i)
}

// Close ends the book: only now it is one.
func (b *Book) Close() error {
	if err := b.end(); err != nil {
		return err
	}
	var sheets, types, rels strings.Builder
	for i, name := range b.names {
		n := strconv.Itoa(i + 1)
		sheets.WriteString(`<sheet name="` + escapeText(name) + `" sheetId="` + n + `" r:id="rId` + n + `"/>`)
		types.WriteString(`<Override PartName="/xl/worksheets/sheet` + n + `.xml" ContentType="` + mediaType + `officedocument.spreadsheetml.worksheet+xml"/>`)
		rels.WriteString(`<Relationship Id="rId` + n + `" Type="` + relNS + `/worksheet" Target="worksheets/sheet` + n + `.xml"/>`)
	}
	for _, part := range []struct{ name, body string }{
		{"[Content_Types].xml", typesHead + types.String() + `</Types>`},
		{"_rels/.rels", packageRels},
		{"xl/workbook.xml", bookHead + `<sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", relsHead + rels.String() + `<Relationship Id="styles" Type="` + relNS + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", styles},
	} {
		w, err := b.archive.Create(part.name)
		if err == nil {
			_, err = io.WriteString(w, xml.Header+part.body)
		}
		if err != nil {
			return err
		}
	}
	return b.archive.Close()
}

// letters is the name of a column, counted from 0: A, B, … Z, AA.
func letters(column int) string {
	name := string(rune('A' + column%26))
	if column >= 26 {
		return letters(column/26-1) + name
	}
	return name
}

// looksEscaped is what a reader would take for the way xlsx writes characters that
// XML cannot hold (_x000D_); its underscore is then written that way itself.
var looksEscaped = regexp.MustCompile(`_(x[0-9A-Fa-f]{4})`)

// escapeText is unescape's other way, and XML's.
func escapeText(s string) string {
	if strings.Contains(s, "_x") {
		s = looksEscaped.ReplaceAllString(s, "_x005F_$1")
	}
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

// appendText is escapeText for a cell: nearly all need nothing.
func appendText(line []byte, s string) []byte {
	for _, r := range s {
		if r < ' ' || r == '<' || r == '>' || r == '&' || r == '"' || r == '\'' || r == '_' || r == utf8.RuneError || r >= 0xFFFE && r <= 0xFFFF {
			return append(line, escapeText(s)...)
		}
	}
	return append(line, s...)
}

// cut keeps the beginning of a text, in UTF-16 units, as Excel counts.
func cut(s string, units int) string {
	if len(s) <= units {
		return s
	}
	for i, r := range s {
		if units -= utf16.RuneLen(r); units < 0 {
			return s[:i]
		}
	}
	return s
}

// sheetName is a title that Excel takes as the name of a sheet.
func sheetName(title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, title)
	return cmp.Or(cut(strings.TrimSpace(title), maxNameUnits), "Sheet1")
}
