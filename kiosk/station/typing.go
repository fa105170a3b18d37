package station

import (
	"slices"
	"unicode/utf8"

	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// typing is something written on the panel: the characters so far and what is open.
type typing struct {
	Text    string
	Letters string
	Keys    bool   // no longer the surname tiles
	Way     string // of writing, if one was asked for here; "" the right one for the place
	From    int
}

// How many tiles and candidates a page shows at a time.
const (
	tilesShown      = 26
	candidatesShown = 9
	squaresShown    = 10
)

// writing is what is being written, in the words of the ime.
func (t typing) writing(mode ime.Mode, surname bool, most int) ime.Writing {
	return ime.Writing{Text: t.Text, Letters: t.Letters, Tiles: surname && !t.Keys, From: t.From,
		Max: most, Mode: mode, Surname: surname}
}

// press takes the post of a page with a writer on it. The whole of the writing
// travels with each press, so that a press that is sent twice counts once. done is
// false after a key: the page is to be shown again.
func (v *visit) press(t *typing, mode ime.Mode, surname bool, most int) (done bool) {
	w := t.writing(mode, surname, most)
	w.Text, w.Letters, w.From = firstRunes(v.form.Text("text"), most), v.form.Text("letters"), v.form.Int("from")
	shown := v.form.All("write")
	open := "" // the way that is open
	if len(shown) > 0 {
		open = shown[len(shown)-1]
	}
	w.Tiles = surname && open == page.WayTiles && w.Text == ""
	key, value := "", ""
	for _, k := range []string{ime.KeyPut, ime.KeyLetter, ime.KeyDelete, ime.KeyMore} {
		if v.form.Has(k) {
			key, value = k, v.form.Text(k)
		}
	}
	if len(shown) > 1 { // the switch beside the keys, and what it showed before
		t.Way, key, value = wayOf(shown[0]), ime.KeyMode, ""
		if t.Way == page.WayTiles && w.Text == "" {
			value = "surname"
		}
	}
	if key == ime.KeyLetter {
		t.Way = page.WayPinyin
	}
	was := w.Text
	if key != "" {
		w = w.Press(key, value)
	}
	// A surname is found on its tiles, and what follows it is written in her own way.
	if surname && (was == "") != (w.Text == "") && open == page.WayTiles || surname && w.Text == "" && key == ime.KeyDelete {
		t.Way = ""
	}
	*t = typing{Text: w.Text, Letters: w.Letters, Keys: !w.Tiles, Way: t.Way, From: w.From}
	return key == ""
}

// wayOf reads a posted way; one that is not known is the way of the place.
func wayOf(posted string) string {
	if slices.Contains([]string{page.WayTiles, page.WayHand, page.WayPinyin}, posted) {
		return posted
	}
	return ""
}

// way is what opens: the way that was asked for, the surname tiles where a surname
// comes next, the likely answers where nothing but them is usual, else handwriting.
func (t typing) way(mode ime.Mode, surname bool, guesses []string) string {
	first := surname && t.Text == ""
	tiles := first || len(guesses) > 0
	switch {
	case t.Letters != "":
		return page.WayPinyin
	case t.Way != "" && (t.Way != page.WayTiles || tiles):
		return t.Way
	case first && !t.Keys, tiles && !surname && mode != ime.General:
		return page.WayTiles
	}
	return page.WayHand
}

// writer is the panel of a page. here counts the people of each surname at this
// station; guesses are what is likely to come next.
func (t typing) writer(label string, mode ime.Mode, surname bool, most int, here map[string]int, guesses []string) page.Writer {
	w := t.writing(mode, surname, most)
	out := page.Writer{Label: label, Text: t.Text, Max: most, Way: t.way(mode, surname, guesses), Letters: t.Letters, From: t.From}
	out.Surname = surname && t.Text == ""
	out.NoTiles = !out.Surname && len(guesses) == 0
	var list []string
	switch out.Way {
	case page.WayTiles:
		if list = guesses; out.Surname {
			list = ime.Surnames(here)
		}
		list, out.More = ime.Page(list, t.From, tilesShown)
		out.Tiles, out.Step = plainTiles(list), tilesShown
		if !out.More && t.From > 0 { // 更多 comes round to the first ones
			out.More, out.Step = true, -t.From
		}
		return out
	case page.WayHand:
		list, _ = ime.Page(guesses, 0, squaresShown)
	default:
		if t.Letters == "" {
			list, out.More = ime.Page(guesses, t.From, candidatesShown)
		} else {
			w.Tiles = false
			list, out.More = w.Choices(nil, candidatesShown)
		}
		out.Live, out.Step = w.Live(), candidatesShown
	}
	out.Cands = plainTiles(list)
	return out
}

func plainTiles(list []string) []page.Choice {
	out := make([]page.Choice, len(list))
	for i, text := range list {
		out[i] = page.Choice{Value: text, Text: text}
	}
	return out
}

func firstRunes(text string, n int) string {
	for n > 0 && utf8.RuneCountInString(text) > n {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}
