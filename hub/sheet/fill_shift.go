package sheet

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
)

var (
	firstTag  = regexp.MustCompile(`^<[^>]*>`)
	placeAttr = regexp.MustCompile(`(\sr\s*=\s*)("[^"]*"|'[^']*')`)
	rangeAttr = regexp.MustCompile(`(\s(?:ref|sqref)\s*=\s*")([^"]*)(")`)
	formulaIn = regexp.MustCompile(`(<(?:\w+:)?(?:f|formula|formula1|formula2)(?:\s[^>]*[^/>])?>)([^<]*)(</)`)
	breaksIn  = regexp.MustCompile(`(?s)<(?:\w+:)?rowBreaks[\s>].*?</(?:\w+:)?rowBreaks>`)
	breakLine = regexp.MustCompile(`(<(?:\w+:)?brk\s[^>]*?\bid=")(\d+)(")`)
	merges    = regexp.MustCompile(`(?s)(<(\w+:)?mergeCells)([^>]*[^/>]|)>(.*?)(</(?:\w+:)?mergeCells>)`)
	merged    = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]*)"[^>]*?/?>`)
	definedIn = regexp.MustCompile(`(?s)(<(?:\w+:)?definedName\s[^>]*>)([^<]*)(</)`)
	calcIn    = regexp.MustCompile(`<(\w+:)?calcPr\b[^>]*>`)
	fullCalc  = regexp.MustCompile(`\sfullCalcOnLoad\s*=\s*"[^"]*"`)
	bookPart  = regexp.MustCompile(`</(\w+:)?(?:definedNames|externalReferences|functionGroups|sheets)>`)
	cellRef   = regexp.MustCompile(`(\$?[A-Z]{1,3}\$?)([1-9][0-9]{0,6})`)
)

// named is the bytes of a row or cell with its place said; ECMA-376 lets it be left out.
func named(raw []byte, at string) []byte {
	tag := firstTag.Find(raw)
	if placeAttr.Match(tag) {
		tag = placeAttr.ReplaceAll(bytes.Clone(tag), []byte(`${1}"`+at+`"`))
	} else {
		end := bytes.IndexAny(tag, " \t\r\n/>")
		tag = slices.Concat(tag[:end], []byte(` r="`+at+`"`), tag[end:])
	}
	return append(tag, raw[len(firstTag.Find(raw)):]...)
}

// grow puts copies of a line below it, empty but for how they look, and moves what follows.
func (g *grid) grow(by Growth) error {
	last := 0
	if n := len(g.lines); n > 0 {
		last = g.lines[n-1].line
	}
	if i := g.find(by.Line); by.Line < 1 || by.Count > MaxRows || last+by.Count > maxLines || i < len(g.lines) && by.Count*len(g.lines[i].cells) > maxGrown {
		return hub.E(hub.CodeTooLarge, "sheet.rows", MaxRows)
	}
	var lines []rawLine
	for _, row := range g.lines {
		if row.line > by.Line {
			row.line += by.Count
			row.raw = nil
		}
		if g.formulas {
			for i := range row.cells {
				row.cells[i].raw = shiftText(row.cells[i].raw, by)
			}
			row.raw = nil
		}
		lines = append(lines, row)
		if row.line != by.Line {
			continue
		}
		for n := range by.Count {
			lines = append(lines, g.copy(row, by.Line+n+1))
		}
	}
	g.lines = lines
	g.head = rangeAttr.ReplaceAllFunc(g.head, func(m []byte) []byte { return shiftAttr(m, by) })
	g.tail = g.shiftTail(by)
	return nil
}

// copy is a line that looks like another one and says nothing.
func (g *grid) copy(row rawLine, line int) rawLine {
	out := rawLine{line: line, open: row.open}
	for _, c := range row.cells {
		out.cells = append(out.cells, rawCell{column: c.column, style: c.style, raw: g.cell(Put{Column: c.column, Line: line}, c.style)})
	}
	return out
}

// shiftTail moves what stands behind the lines: merged ranges (those of the copied line are
// copied too), rules, breaks.
func (g *grid) shiftTail(by Growth) []byte {
	tail := rangeAttr.ReplaceAllFunc(g.tail, func(m []byte) []byte { return shiftAttr(m, by) })
	tail = merges.ReplaceAllFunc(tail, func(m []byte) []byte {
		parts := merges.FindSubmatch(m)
		list, count := parts[4], 0
		var more strings.Builder
		for _, one := range merged.FindAllSubmatch(list, -1) {
			count++
			if a, ok := parseArea(string(one[1])); ok && a.top == by.Line && a.bottom == by.Line {
				for n := 1; n <= by.Count; n++ {
					line := strconv.Itoa(by.Line + n)
					count++
					fmt.Fprintf(&more, `<%smergeCell ref="%s%s:%s%s"/>`, parts[2], letters(a.left), line, letters(a.right), line)
				}
			}
		}
		return slices.Concat(parts[1], []byte(` count="`+strconv.Itoa(count)+`">`), list, []byte(more.String()), parts[5])
	})
	tail = breaksIn.ReplaceAllFunc(tail, func(m []byte) []byte {
		return breakLine.ReplaceAllFunc(m, func(one []byte) []byte {
			p := breakLine.FindSubmatch(one)
			return slices.Concat(p[1], []byte(by.moved(string(p[2]), false)), p[3])
		})
	})
	return shiftText(tail, by)
}

// shiftText moves the references of every formula in some XML.
func shiftText(raw []byte, by Growth) []byte {
	return formulaIn.ReplaceAllFunc(raw, func(m []byte) []byte {
		p := formulaIn.FindSubmatch(m)
		return slices.Concat(rangeAttr.ReplaceAllFunc(p[1], func(a []byte) []byte { return shiftAttr(a, by) }), xmlText(shiftFormula(meant(p[2]), by)), p[3])
	})
}

func shiftAttr(m []byte, by Growth) []byte {
	p := rangeAttr.FindSubmatch(m)
	ranges := strings.Fields(string(p[2]))
	for i, one := range ranges {
		ranges[i] = shiftRange(one, by, false)
	}
	return slices.Concat(p[1], []byte(strings.Join(ranges, " ")), p[3])
}

// shiftRange moves A1 or A1:B9. A range of a formula that ends with the copied line takes the
// copies in: a sum goes on being the sum of all.
func shiftRange(text string, by Growth, sum bool) string {
	first, last, is := strings.Cut(text, ":")
	move := func(ref string, end bool) string {
		p := cellRef.FindStringSubmatch(ref)
		if p == nil || p[0] != ref {
			return ref
		}
		return p[1] + by.moved(p[2], end)
	}
	if !is {
		return move(first, false)
	}
	return move(first, false) + ":" + move(last, sum)
}

// moved is where a line is after growing; the end of a sum is also behind the copied line.
func (by Growth) moved(line string, end bool) string {
	n, _ := strconv.Atoi(line)
	if n > by.Line || end && n == by.Line {
		n += by.Count
	}
	return strconv.Itoa(n)
}

var refOrRange = regexp.MustCompile(`\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?`)

// shiftFormula moves the references to cells of the sheet itself: not those to other sheets,
// no names of functions (LOG10), nothing between quotes.
func shiftFormula(text string, by Growth) string {
	var out strings.Builder
	for i, piece := range strings.Split(text, `"`) {
		if i > 0 {
			out.WriteByte('"')
		}
		if i%2 == 1 {
			out.WriteString(piece)
			continue
		}
		at := 0
		for _, m := range refOrRange.FindAllStringIndex(piece, -1) {
			out.WriteString(piece[at:m[0]])
			ref := piece[m[0]:m[1]]
			if !beside(piece, m[0], m[1]) {
				ref = shiftRange(ref, by, true)
			}
			out.WriteString(ref)
			at = m[1]
		}
		out.WriteString(piece[at:])
	}
	return out.String()
}

// beside says whether what looks like a reference is part of something else.
func beside(text string, from, to int) bool {
	word := func(c byte) bool {
		return c == '_' || c == '.' || c == '!' || c == '\'' || c == '[' || c >= 0x80 || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
	}
	return from > 0 && word(text[from-1]) || to < len(text) && (word(text[to]) || text[to] == '(')
}

// shiftNames moves what the book itself says of lines of the sheet: what is printed, and which
// heads on every page.
func shiftNames(book []byte, sheet string, by Growth) []byte {
	if by.Count == 0 {
		return book
	}
	quoted := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!"
	return definedIn.ReplaceAllFunc(book, func(m []byte) []byte {
		p := definedIn.FindSubmatch(m)
		parts := strings.Split(meant(p[2]), ",")
		for i, one := range parts {
			for _, before := range []string{quoted, sheet + "!"} {
				if ref, ok := strings.CutPrefix(one, before); ok {
					parts[i] = before + shiftRange(ref, by, true)
					break
				}
			}
		}
		return slices.Concat(p[1], xmlText(strings.Join(parts, ",")), p[3])
	})
}

// meant is a text of XML as it is meant, written the other way.
func meant(text []byte) string {
	var out struct {
		Text string `xml:",chardata"`
	}
	if xml.Unmarshal(slices.Concat([]byte("<a>"), text, []byte("</a>")), &out) != nil {
		return string(text) // what cannot be read is not ours to change
	}
	return out.Text
}

func xmlText(text string) []byte {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(text)) // a Buffer takes everything
	return b.Bytes()
}

// calculated asks whoever opens the book to work its formulas out again.
func calculated(book []byte) []byte {
	if tag := calcIn.FindSubmatchIndex(book); tag != nil {
		old := book[tag[0]:tag[1]]
		anew := fullCalc.ReplaceAll(old, nil)
		end := bytes.LastIndexAny(anew, "/>")
		if bytes.HasSuffix(anew, []byte("/>")) {
			end = len(anew) - 2
		}
		return slices.Concat(book[:tag[0]], anew[:end], []byte(` fullCalcOnLoad="1"`), anew[end:], book[tag[1]:])
	}
	all := bookPart.FindAllSubmatchIndex(book, -1)
	if all == nil {
		return book
	}
	last, prefix := all[len(all)-1], ""
	if last[2] >= 0 {
		prefix = string(book[last[2]:last[3]])
	}
	return slices.Concat(book[:last[1]], []byte("<"+prefix+`calcPr fullCalcOnLoad="1"/>`), book[last[1]:])
}

// without leaves the empty elements out that name a part.
func without(list []byte, part string) []byte {
	return regexp.MustCompile(`<[^<>]*`+regexp.QuoteMeta(part)+`"[^<>]*/>`).ReplaceAll(list, nil)
}
