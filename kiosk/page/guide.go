package page

import "yizhan/hub/markdown"

// Guide is the way into the handbook: its groups, the pages of one, the panel on which
// is written what is looked for or asked, and what was found.
type Guide struct {
	Frame
	Action  string // POST there
	Asking  bool   // a question is written, not a word
	Writing bool   // the panel is open
	Writer  Writer
	Said    string // 找到 3 页
	Groups  []Door
	Tiles   []Choice // pages: Value is the address
	Recent  []Link
	None    bool // nothing was found
	Prev    string
}

func (Guide) Page() string { return "guide" }

// GuidePage is a page of the handbook, poured into screens of two columns; or what of
// the handbook answers a question, below the question.
type GuidePage struct {
	Frame
	Columns [2][]GuidePiece
	Screens []Choice // Value is the address; none where one screen holds it all
	Next    string   // address of the next screen; "" this is the last
	Source  string   // whence it is known, on the last screen; 52 characters fit
	Print   string   // POST there; "" nothing prints here
	Prev    string   // where it was come from
	Ways    []Link   // of an answer: the whole page, and what may be meant as well
}

func (GuidePage) Page() string { return "guide-page" }

// GuidePiece is what stands together on a sheet: a headline and lines of one kind.
type GuidePiece struct {
	Head   string
	Urgent bool
	Kind   string // text, steps, list, note, table, or links: a button a line
	From   int    // number of the first step
	Lines  [][]GuideSpan
	Heads  []string // of a table
	Rows   [][]string
}

// GuideSpan is words that look alike; Href leads to another page.
type GuideSpan struct {
	Text string
	Bold bool
	Code bool // as somebody types it
	Href string
}

// What a screen of 1024 by 600 holds.
const (
	guideRows    = 14.7 // lines of a column
	guideColumn  = 20.4 // characters of a line
	guideHead    = 1.2  // lines of a headline
	guideSheet   = 0.9  // lines around a sheet
	guideBare    = 0.35 // lines around what lies on none
	guideNoted   = 3.2  // lines that a message above takes
	guideTwoRows = 0.21 // lines between two steps or rows
	guideButton  = 2.35 // lines that a row of two buttons takes
)

// Pour lays pieces into columns, two a screen, so that none is longer than a screen of
// 1024 by 600 with letters of the usual size. Lines move, a headline never parts from
// its first one. noted: a message stands above the first screen.
func Pour(pieces []GuidePiece, noted bool) (screens [][2][]GuidePiece) {
	room := func() float64 {
		if noted && len(screens) <= 1 {
			return guideRows - guideNoted
		}
		return guideRows
	}
	at, left, fresh := 2, 0.0, false
	for _, p := range pieces {
		for {
			if fits := p.fit(left, fresh); fits > 0 {
				var head GuidePiece
				head, p = p.cut(fits)
				screens[len(screens)-1][at] = append(screens[len(screens)-1][at], head)
				left, fresh = left-head.height(), false
				if p.size() == 0 {
					break
				}
			}
			if at++; at > 1 {
				at, screens = 0, append(screens, [2][]GuidePiece{})
			}
			left, fresh = max(room(), p.least()), true
		}
	}
	return screens
}

// Bare says whether a piece stands on no sheet: it is not of the page's own words.
func (p GuidePiece) Bare() bool { return p.Kind == "links" }

func (p GuidePiece) size() int { return len(p.Lines) + len(p.Rows) }

// over is what a piece takes besides its lines.
func (p GuidePiece) over() float64 {
	h := guideSheet
	if p.Bare() {
		h = guideBare
	}
	if p.Head != "" {
		h += guideHead
	}
	if p.Kind == "table" {
		h += 1.3
	}
	return h
}

func (p GuidePiece) least() float64 { return p.over() + p.line(0) }

func (p GuidePiece) height() float64 {
	h := p.over()
	for i := range p.size() {
		h += p.line(i)
	}
	return h
}

// fit is how many of the lines have room. Few lines stay together, unless the column is
// fresh: the next one may hold them no better.
func (p GuidePiece) fit(room float64, fresh bool) (n int) {
	for room -= p.over(); n < p.size(); n++ {
		if room -= p.line(n); room < -0.01 {
			break
		}
	}
	if n < p.size() && p.size() <= 3 && !fresh {
		return 0
	}
	return n
}

// cut takes the first lines of a piece; what is left goes on without the headline.
func (p GuidePiece) cut(n int) (head, rest GuidePiece) {
	head, rest = p, p
	rest.Head = ""
	if p.Kind == "table" {
		head.Rows, rest.Rows = p.Rows[:n], p.Rows[n:]
		return head, rest
	}
	head.Lines, rest.Lines = p.Lines[:n], p.Lines[n:]
	rest.From += n
	return head, rest
}

// line is how many lines of the screen the n-th line takes.
func (p GuidePiece) line(n int) float64 {
	if p.Kind == "links" { // two a row
		return guideButton * float64(1-n%2)
	}
	if p.Kind == "table" {
		most := 1.0
		for i, cell := range p.Rows[n] {
			most = max(most, wrapped(cell, guideColumn*p.share(i)-1))
		}
		return most + guideTwoRows
	}
	text, width := "", guideColumn
	for _, s := range p.Lines[n] {
		text += s.Text
	}
	if p.Kind == "steps" || p.Kind == "list" {
		width -= 1.8
	}
	return wrapped(text, width) + guideTwoRows
}

// share is how much of a table's width a column takes.
func (p GuidePiece) share(column int) float64 {
	widest := func(i int) float64 {
		w := letters(p.Heads[i])
		for _, row := range p.Rows {
			w = max(w, min(24, letters(row[i])))
		}
		return w
	}
	all := 0.0
	for i := range p.Heads {
		all += widest(i)
	}
	return widest(column) / all
}

// wrapped is how many lines a text takes.
func wrapped(text string, width float64) float64 {
	lines, w := 1.0, 0.0
	for _, r := range text {
		if w += letters(string(r)); w > width {
			lines, w = lines+1, letters(string(r))
		}
	}
	return lines
}

// letters is how wide a text is, in characters.
func letters(text string) (w float64) {
	for _, r := range text {
		if r < 0x300 {
			w += 0.58
		} else {
			w++
		}
	}
	return w
}

// Pieces are sections of Markdown as sheets. A link within a line is said in
// its words; the ways themselves stand below, as large as a finger.
func Pieces(sections []markdown.Section) (out []GuidePiece) {
	for _, s := range sections {
		for i, b := range s.Blocks {
			p := GuidePiece{Urgent: s.Urgent, Kind: string(b.Kind), From: 1}
			if i == 0 {
				p.Head = s.Head
			}
			for _, item := range b.Items {
				p.Lines = append(p.Lines, spans(item))
			}
			for n, row := range b.Rows {
				var cells []string
				for _, cell := range row {
					cells = append(cells, cell.String())
				}
				if n == 0 {
					p.Heads = cells
				} else {
					p.Rows = append(p.Rows, cells)
				}
			}
			out = append(out, p)
		}
	}
	return out
}

func spans(line markdown.Line) (out []GuideSpan) {
	for _, s := range line {
		out = append(out, GuideSpan{Text: s.Text, Bold: s.Bold || s.Link != "", Code: s.Code})
	}
	return out
}
