package page

import (
	"strings"
	"unicode/utf8"
)

// Ways of writing, as write= posts them.
const (
	WayTiles  = "tiles"  // likely answers: surnames first, then what often follows
	WayHand   = "hand"   // with a finger, in the squares
	WayPinyin = "pinyin" // by letters
	WayFigure = "figure" // a number on a paper, a time, a full stop: what no character is
)

// Writer is the one panel on which Chinese is written: tiles of likely answers,
// handwriting, pinyin, or a keyboard straight into the box. It keeps no state:
// every press posts the whole of it, and the handler answers with the next one.
// Handwriting alone needs the script (5-hand.js): its strokes go to /ime, and what
// was recognised comes back as text.
//
// Posted: text (the characters so far) with one of put=字, letter=a, del=1 (a
// letter if there are letters, else the last character), write=WAY, more=N (tiles
// or candidates from N on); and as kept state write, letters, from.
type Writer struct {
	Label   string // what is written here, for those who cannot see it
	Text    string
	Max     int    // characters at most
	Way     string // the one that is open
	Only    bool   // it stands alone: a surname and nothing else
	Surname bool   // the tiles are surnames
	Figures bool   // figures, capitals and marks may stand in it: it is no name
	Tiles   []Choice
	NoTiles bool     // nothing is likely here: that way is shut
	Letters string   // the syllables so far
	Live    string   // letters that can follow; "" if all of them can
	Cands   []Choice // best first; on the squares what may come next
	More    bool     // there are more tiles or candidates
	From    int      // the first one shown
	Step    int      // how many are shown at a time
	Ink     string   // of the storybook: what lies in the left square, SVG path data
	Said    string   // of the storybook: what the script says below the squares
}

// Ways are the switch beside the keys, always in the same places.
func (w Writer) Ways() []Choice {
	tiles := Choice{Value: WayTiles, Text: "常用", Icon: "i-more", Off: w.NoTiles}
	switch {
	case w.Figures: // four ways leave room for one line each
	case w.NoTiles:
		tiles.Small = "这里没有"
	case w.Surname:
		tiles.Text = "百家姓"
	}
	all := []Choice{tiles,
		{Value: WayHand, Text: "手写", Icon: "i-pen"},
		{Value: WayPinyin, Text: "拼音", Icon: "i-keys"}}
	if w.Figures {
		all = append(all, Choice{Value: WayFigure, Text: "数字", Icon: "i-figures"})
	}
	for i := range all {
		all[i].On = all[i].Value == w.Way
	}
	return all
}

// Rows are the letter keys as every telephone has them; those that lead nowhere
// are off.
func (w Writer) Rows() [][]Choice {
	var rows [][]Choice
	for _, line := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		var row []Choice
		for _, l := range strings.Split(line, "") {
			row = append(row, Choice{Value: l, Text: l, Off: w.Live != "" && !strings.Contains(w.Live, l)})
		}
		rows = append(rows, row)
	}
	return rows
}

// FigureRows are what stands on papers beside characters: as wide as the panel is, thirteen
// keys a row.
func (Writer) FigureRows() [][]Choice {
	var rows [][]Choice
	for _, line := range []string{"1234567890.-/", "ABCDEFGHIJKLM", "NOPQRSTUVWXYZ"} {
		var row []Choice
		for _, l := range strings.Split(line, "") {
			row = append(row, Choice{Value: l, Text: l})
		}
		rows = append(rows, row)
	}
	return rows
}

// Squares are the two that are written into by turns.
func (Writer) Squares() []string { return []string{"左边的格子", "右边的格子"} }

// Mixed says whether something stands in the text that is narrower than the boxes.
func (w Writer) Mixed() bool {
	return strings.ContainsFunc(w.Text, func(r rune) bool { return r < utf8.RuneSelf })
}

// Boxes is how many characters the box shows; a longer text moves in it.
func (w Writer) Boxes() int { return max(3, min(w.Max, 10, len([]rune(w.Text))+1)) }

// Next is where 更多 goes on.
func (w Writer) Next() int { return w.From + w.Step }
