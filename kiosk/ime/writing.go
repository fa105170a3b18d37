package ime

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Writing is what a page knows while somebody writes by tiles: the whole of it
// travels with each press, so that a reload, or another hub, loses nothing.
type Writing struct {
	Text    string // the characters so far
	Letters string // typed, and not yet a character
	Tiles   bool   // 百家姓 is shown, not the letters
	From    int    // the first surname or candidate shown
	Max     int    // characters at most; 0: no limit
	Mode    Mode   // of what is written
	Surname bool   // the first character is a surname: a name, not a 小名
	Born    int    // as in Ask, and so the others
	Sex     Sex
	Accent  Accent
	Here    Known
}

// Keys of a page. Press takes one of them.
const (
	KeyPut    = "put"    // a character or double surname
	KeyLetter = "letter" // a … z
	KeyDelete = "del"    // a letter if there are letters, else a character
	KeyMode   = "mode"   // tilesMode, or anything else for letters
	KeyMore   = "more"   // go on from the n-th
)

const tilesMode = "surname"

// Press is the writing after a key. What cannot be pressed changes nothing.
func (w Writing) Press(key, value string) Writing {
	switch key {
	case KeyPut:
		return w.put(value)
	case KeyLetter:
		if len(value) == 1 && strings.Contains(Letters(w.Letters), value) {
			w.Letters, w.From = w.Letters+value, 0
		}
	case KeyDelete:
		return w.delete()
	case KeyMode:
		w.Tiles, w.Letters, w.From = value == tilesMode && w.Surname, "", 0
	case KeyMore:
		if n, err := strconv.Atoi(value); err == nil && n >= 0 {
			w.From = n
		}
	}
	return w
}

// maxPut is the most characters on a key: the sentence that forty letters may be.
const maxPut = MaxQuery

// put takes what is on a key. Where it was a candidate of the first letters only,
// the others stay to be written.

func (w Writing) put(s string) Writing {
	n := utf8.RuneCountInString(s)
	odd := func(r rune) bool { return r == utf8.RuneError || !unicode.IsGraphic(r) }
	if n == 0 || n > maxPut || strings.ContainsFunc(s, odd) {
		return w
	}
	if w.Max > 0 && n+utf8.RuneCountInString(w.Text) > w.Max {
		return w
	}
	w.Letters = w.rest(s)
	w.Text, w.Tiles, w.From = w.Text+s, false, 0
	return w
}

// rest is the letters that are left when a candidate is taken.
func (w Writing) rest(taken string) string {
	for _, c := range w.ask().Choices() {
		if c.Text == taken {
			return c.Rest
		}
	}
	return ""
}

func (w Writing) ask() Ask {
	a := Ask{Letters: w.Letters, Mode: w.Mode, Born: w.Born, Sex: w.Sex, Accent: w.Accent, Here: w.Here}
	if w.Surname && w.Text == "" {
		a.Mode = Surname
	}
	return a
}

func (w Writing) delete() Writing {
	if w.From = 0; w.Letters != "" {
		w.Letters = w.Letters[:len(w.Letters)-1]
		return w
	}
	_, size := utf8.DecodeLastRuneInString(w.Text)
	w.Text = w.Text[:len(w.Text)-size]
	w.Tiles = w.Surname && w.Text == ""
	return w
}

// Choices is the n surnames or candidates on the screen, and whether more follow;
// without letters, what may follow the characters so far. here counts the people of
// each surname at this station, for the tiles.
func (w Writing) Choices(here map[string]int, n int) (list []string, more bool) {
	if w.Tiles {
		return Page(Surnames(here), w.From, n)
	}
	if w.Letters == "" {
		return Page(w.ask().Next(w.Text), w.From, n)
	}
	page, more := Page(w.ask().Choices(), w.From, n)
	for _, c := range page {
		list = append(list, c.Text)
	}
	return list, more
}

// Live is the letter keys that can be pressed.
func (w Writing) Live() string { return Letters(w.Letters) }
