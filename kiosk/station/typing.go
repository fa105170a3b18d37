package station

import (
	"cmp"
	"net/http"
	"slices"
	"unicode/utf8"

	"yizhan/hub/care"
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
	lettersShown    = 7 // beside the candidates; more of them take places
	lettersASlot    = 4
)

// marks are what stands beside figures: they fill one row.
var marks = []string{"，", "。", "、", "：", "月", "日", "点", "分", "号", "度", "次", "元"}

// writing is what is being written, in the words of the ime.
func (v *visit) writing(t typing, mode ime.Mode, surname bool, most int) ime.Writing {
	here, accent := v.s.knownTo(v.Request)
	return ime.Writing{Text: t.Text, Letters: t.Letters, Tiles: surname && !t.Keys, From: t.From,
		Max: most, Mode: mode, Surname: surname, Accent: accent, Here: here}
}

// press takes the post of a page with a writer on it. The whole of the writing
// travels with each press, so that a press that is sent twice counts once. done is
// false after a key: the page is to be shown again.
func (v *visit) press(t *typing, mode ime.Mode, surname bool, most int) (done bool) {
	w := v.writing(*t, mode, surname, most)
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
		v.likesWay(t.Way, surname)
	}
	switch {
	case key == ime.KeyLetter:
		t.Way = page.WayPinyin
	case key != ime.KeyMode && open == page.WayFigure: // a number has many figures
		t.Way = page.WayFigure
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
	if slices.Contains([]string{page.WayTiles, page.WayHand, page.WayPinyin, page.WayFigure}, posted) {
		return posted
	}
	return ""
}

// way is what opens: the way that was asked for, the surname tiles where a surname
// comes next, the likely answers where nothing but them is usual, else her own way.
func (v *visit) way(t typing, mode ime.Mode, surname bool, usual, likely []string) string {
	first := surname && t.Text == ""
	tiles := first || len(likely) > 0
	switch {
	case t.Letters != "":
		return page.WayPinyin
	case t.Way == page.WayFigure && mode != ime.General: // there are none in a name
	case t.Way != "" && (t.Way != page.WayTiles || tiles):
		return t.Way
	case first && !t.Keys, len(usual) > 0 && !surname && mode == ime.Child:
		return page.WayTiles
	}
	return v.ownWay(surname)
}

// writer is the panel of a page. here counts the people of each surname at this
// station; guesses are what is likely to come next, besides what the ime knows.
func (v *visit) writer(t typing, label string, mode ime.Mode, surname bool, most int, here map[string]int, guesses []string) page.Writer {
	w := v.writing(t, mode, surname, most)
	likely := v.likely(w, guesses)
	out := page.Writer{Label: label, Text: t.Text, Max: most, Way: v.way(t, mode, surname, guesses, likely), Letters: t.Letters, From: t.From,
		Surname: surname && t.Text == ""}
	out.NoTiles = !out.Surname && len(likely) == 0
	w.Tiles = false
	var list []string
	switch {
	case out.Way == page.WayTiles && out.Surname:
		list, out.More = fitting(ime.Surnames(here), t.From, tilesShown)
	case out.Way == page.WayTiles:
		list, out.More = fitting(likely, t.From, tilesShown)
	case out.Way == page.WayFigure:
		list = marks
	case out.Way == page.WayHand:
		list, _ = fitting(likely, 0, squaresShown)
	case t.Letters == "":
		list, out.More = fitting(likely, t.From, candidatesShown)
	default:
		w.From = 0
		list, _ = w.Choices(nil, t.From+candidatesShown+1)
		list, out.More = fitting(list, t.From, candidatesShown-max(0, len(t.Letters)-lettersShown)/lettersASlot)
	}
	out.Step, out.Live = len(list), w.Live()
	if out.Way == page.WayTiles {
		out.Tiles = plainTiles(list)
	} else {
		out.Cands = plainTiles(list)
	}
	if !out.More && t.From > 0 && out.Way != page.WayHand { // 更多 comes round to the first ones
		out.More, out.Step = true, -t.From
	}
	return out
}

// likely is what may come next: of this township first, then what is usual.
func (v *visit) likely(w ime.Writing, guesses []string) []string {
	w.Letters, w.Tiles, w.From = "", false, 0
	list, _ := w.Choices(nil, tilesShown)
	for _, g := range guesses {
		if !slices.Contains(list, g) {
			list = append(list, g)
		}
	}
	return list
}

// fitting cuts from a list what so many places hold, from the given one on: two
// characters a place.
func fitting(list []string, from, places int) (cut []string, more bool) {
	rest, _ := ime.Page(list, from, len(list))
	for i, text := range rest {
		if places -= (utf8.RuneCountInString(text) + 1) / 2; places < 0 && i > 0 {
			return rest[:i], true
		}
	}
	return rest, false
}

// ways is how a worker likes to write; "" with a finger, until she asks for another.
type ways struct {
	Given string // a name, after the surname
	Other string
}

const waysDraft = "writing"

// ownWay is the way that opens for her where nothing else is better.
func (v *visit) ownWay(name bool) string {
	var own ways
	if _, err := v.recall(waysDraft, &own); err != nil {
		v.s.Log.Warn("her way of writing could not be read", "cause", err) // the usual one does
	}
	if name {
		return cmp.Or(own.Given, page.WayHand)
	}
	return cmp.Or(own.Other, page.WayHand)
}

// likesWay remembers a way that was asked for. Tiles and figures are no way of her
// own: they open where they are likely to do.
func (v *visit) likesWay(way string, name bool) {
	if !v.who.Signed || way == "" || way == page.WayTiles || way == page.WayFigure || way == v.ownWay(name) {
		return
	}
	var own ways
	_, err := v.recall(waysDraft, &own)
	if name {
		own.Given = way
	} else {
		own.Other = way
	}
	if err == nil {
		err = v.remember(waysDraft, own)
	}
	if err != nil {
		v.s.Log.Warn("her way of writing could not be kept", "cause", err) // she asks again next time
	}
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

// named takes a press on the page where a grown-up's name is written: keep puts away what is
// there, ask is the page with what is the matter, and with the whole name it goes on to next.
func (v *visit) named(t *typing, keep func() error, ask func(error) page.View, next string) error {
	done := v.press(t, ime.Adult, true, longestPlace)
	leaves := v.form.Text("keep") != "" // the page is being left
	var wrong error
	if done && !leaves {
		if name, fault := care.CheckName(t.Text); fault != nil {
			wrong = fault
		} else {
			t.Text = name
		}
	}
	if err := keep(); err != nil {
		return err
	}
	switch {
	case leaves:
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	case wrong != nil:
		return v.again(wrong, ask(wrong))
	case !done:
		return v.render(ask(nil))
	}
	return v.see(next)
}
