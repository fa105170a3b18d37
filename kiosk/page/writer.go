package page

// Writer is the place where a few Chinese characters are written: by surname
// tiles, by pinyin (one character a syllable), or with a keyboard straight into
// the box. It keeps no state: every press posts the whole of it, and the handler
// answers with the next one.
//
// Posted: text (the characters so far) with one of put=字, letter=a, del=1 (a
// letter if there are letters, else the last character), write=surname|pinyin,
// more=N (candidates or surnames from N on); and as kept state write, letters,
// from.
type Writer struct {
	Label    string // what is written here, for those who cannot see it
	Text     string
	Max      int      // characters at most
	Mode     string   // surname, pinyin
	Only     string   // a mode that stands alone: pinyin where no surname is asked
	Surnames []Choice // 17 at a time
	Letters  string   // the syllable so far
	Cands    []Choice // at most 9, best first
	More     bool     // there are more surnames or candidates
	From     int      // the first one shown
	Step     int      // how many are shown at a time
}

// Modes are the switch above the keys.
func (w Writer) Modes() []Choice {
	all := []Choice{
		{Value: "surname", Text: "百家姓", On: w.Mode != "pinyin"},
		{Value: "pinyin", Text: "拼音", Icon: "i-keys", On: w.Mode == "pinyin"},
	}
	if w.Only == "pinyin" {
		return all[1:]
	}
	return all
}

// Rows are the letter keys as every telephone has them.
func (Writer) Rows() [][]string {
	return [][]string{
		{"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"},
		{"a", "s", "d", "f", "g", "h", "j", "k", "l"},
		{"z", "x", "c", "v", "b", "n", "m"},
	}
}

// Boxes is how many characters the box shows; a longer text moves in it.
func (w Writer) Boxes() int { return max(3, min(w.Max, 10, len([]rune(w.Text))+1)) }

// Next is where 更多 goes on.
func (w Writer) Next() int { return w.From + w.Step }
