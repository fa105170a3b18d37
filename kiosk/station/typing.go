package station

import (
	"unicode/utf8"

	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// typing is something written by tiles: the characters so far and what the keys show.
type typing struct {
	Text    string
	Letters string
	Keys    bool // letters, no longer the surname tiles
	From    int
}

// How many surnames and candidates a page shows at a time.
const (
	surnamesShown   = 26
	candidatesShown = 9
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
	w.Tiles = surname && len(shown) > 0 && shown[len(shown)-1] == "surname"
	key, value := "", ""
	for _, k := range []string{ime.KeyPut, ime.KeyLetter, ime.KeyDelete, ime.KeyMore} {
		if v.form.Has(k) {
			key, value = k, v.form.Text(k)
		}
	}
	if len(shown) > 1 { // the switch above the keys, and what it showed before
		key, value = ime.KeyMode, shown[0]
	}
	if key != "" {
		w = w.Press(key, value)
	}
	*t = typing{Text: w.Text, Letters: w.Letters, Keys: !w.Tiles, From: w.From}
	return key == ""
}

// writer is the keys of a page. here counts the people of each surname at this
// station; guesses are offered before a letter is pressed.
func (t typing) writer(label string, mode ime.Mode, surname bool, most int, here map[string]int, guesses []string) page.Writer {
	w := t.writing(mode, surname, most)
	out := page.Writer{Label: label, Text: t.Text, Max: most, Mode: "pinyin", Letters: t.Letters, From: t.From, Step: candidatesShown}
	if !surname {
		out.Only = "pinyin"
	}
	if w.Tiles {
		out.Mode, out.Step = "surname", surnamesShown
		list, more := w.Choices(here, surnamesShown)
		out.Surnames, out.More = plainTiles(list), more
		if !more && t.From > 0 { // 更多 comes round to the first ones
			out.More, out.Step = true, -t.From
		}
		return out
	}
	list, more := w.Choices(nil, candidatesShown)
	if t.Letters == "" {
		list, more = ime.Page(guesses, t.From, candidatesShown)
	}
	out.Cands, out.More = plainTiles(list), more
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
