package sheet

import (
	"archive/zip"
	"bufio"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Excel's own limits; it calls a file that goes beyond them damaged.
const (
	maxLines     = 1 << 20
	maxCellUnits = 32_767 // UTF-16 units of a cell
	maxNameUnits = 31     // of a sheet's name
)

var errTooLong = errors.New("sheet: more rows than an xlsx may have")

// Column is a column's title and width in characters of an xlsx.
type Column struct {
	Title string
	Under string  // what a second title row says, where any column has something to say
	Width float64 // 0: 12
}

// NewXLSX writes one sheet with its title rows, which stay in sight, straight into w:
// memory does not grow with the rows. Texts are written as typed text cells with
// the format 文本: what begins with = is no formula, not even after it has been
// edited, and an ID number keeps all digits. There is at least one column. The form is ECMA-376,
// Office Open XML.
//
// It is written here because all that is needed is one plain sheet, and because the
// libraries that can do everything are a sixth of the whole program.
func NewXLSX(w io.Writer, name string, columns []Column) (Writer, error) {
	archive := zip.NewWriter(w)
	for _, part := range constantParts {
		if err := writePart(archive, part.name, part.body); err != nil {
			return nil, err
		}
	}
	book := bookHead + `<sheets><sheet name="` + escapeText(sheetName(name)) + `" sheetId="1" r:id="rId1"/></sheets></workbook>`
	if err := writePart(archive, "xl/workbook.xml", book); err != nil {
		return nil, err
	}
	part, err := archive.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return nil, err
	}
	x := &xlsxWriter{archive: archive, rows: bufio.NewWriter(part)}
	return x, x.begin(columns)
}

func writePart(archive *zip.Writer, name, body string) error {
	part, err := archive.Create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(part, xml.Header+body)
	return err
}

type xlsxWriter struct {
	archive *zip.Writer
	rows    *bufio.Writer // the sheet's own part; an error stays in it until the flush
	line    int
}

func (x *xlsxWriter) begin(columns []Column) error {
	titles, under, heads := make([]Cell, len(columns)), make([]Cell, len(columns)), 1
	if slices.ContainsFunc(columns, func(c Column) bool { return c.Under != "" }) {
		heads = 2
	}
	x.rows.WriteString(xml.Header + fmt.Sprintf(sheetHead, heads, heads+1) + "<cols>")
	for i, c := range columns {
		at := strconv.Itoa(i + 1)
		width := strconv.FormatFloat(cmp.Or(c.Width, 12), 'f', -1, 64)
		x.rows.WriteString(`<col min="` + at + `" max="` + at + `" width="` + width + `" customWidth="1"/>`)
		titles[i], under[i] = Text(c.Title), Text(c.Under)
	}
	x.rows.WriteString("</cols><sheetData>")
	if err := x.put(titles, styleHead); err != nil || heads == 1 {
		return err
	}
	return x.put(under, styleHead)
}

func (x *xlsxWriter) Write(cells []Cell) error { return x.put(cells, styleText) }

// put writes a row: texts in the style given, numbers plain, nothing where nothing is.
func (x *xlsxWriter) put(cells []Cell, style string) error {
	if x.line++; x.line > maxLines {
		return errTooLong
	}
	line := strconv.Itoa(x.line)
	x.rows.WriteString(`<row r="` + line + `">`)
	for i, c := range cells {
		if c.Text == "" {
			continue
		}
		x.rows.WriteString(`<c r="` + letters(i) + line)
		if c.IsNumber && !math.IsNaN(c.Number) && !math.IsInf(c.Number, 0) {
			x.rows.WriteString(`"><v>` + strconv.FormatFloat(c.Number, 'g', -1, 64) + `</v></c>`)
			continue
		}
		x.rows.WriteString(`" s="` + style + `" t="inlineStr"><is><t xml:space="preserve">`)
		x.rows.WriteString(escapeText(cut(c.Text, maxCellUnits)))
		x.rows.WriteString(`</t></is></c>`)
	}
	_, err := x.rows.WriteString("</row>")
	return err
}

func (x *xlsxWriter) Close() error {
	x.rows.WriteString("</sheetData></worksheet>")
	if err := x.rows.Flush(); err != nil {
		return err
	}
	return x.archive.Close()
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
