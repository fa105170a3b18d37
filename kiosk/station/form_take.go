package station

import (
	"slices"
	"strings"

	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// takeAnswer reads a press on the screen of a question: what the answer is now, and whether
// it is given.
func (v *visit) takeAnswer(d *sheeting, q posed) (text string, done bool) {
	o := d.opened(q)
	if v.form.Text("go") == "skip" {
		return "", true
	}
	if v.form.Text("go") == "more" {
		o.From = v.form.Int("from") + tilesOfAsk
		return q.text, false
	}
	next := v.form.Text("go") == "next"
	switch q.f.Type {
	case form.Bool, form.Choice, form.Ref:
		if picked := v.form.Text("pick"); picked != "" {
			return picked, true
		}
		return q.text, next
	case form.Choices:
		return v.takeMany(q), next
	case form.Int:
		return v.takeNumber(o, q), next
	case form.Day:
		return v.takeDay(o, q, next)
	case form.DateTime:
		return v.takeMoment(o, q, next)
	case form.Time:
		o.Timing.take(v.form)
		if n, ok := o.Timing.minute(); ok && next {
			return q.f.ToText(int64(n)), true
		}
		return q.text, false
	case form.Photo:
		return v.takePhoto(o, q)
	case form.Drawing:
		return drawn(v), v.form.Has("way")
	}
	return v.takeText(o, q, next)
}

func (v *visit) takeText(o *opened, q posed, next bool) (string, bool) {
	if length, _ := figuresOf(q.f); length > 0 {
		return v.takeFigures(o, q), next
	}
	done := v.press(&o.Typing, ime.General, false, mostOf(q.f))
	if !done || v.form.Has("keep") {
		return q.text, false
	}
	return o.Typing.Text, next
}

func (v *visit) takeFigures(o *opened, q posed) string {
	length, letter := figuresOf(q.f)
	pad := page.Pad{Typed: firstRunes(v.form.Text("n"), length), Length: length, Letter: letter}
	o.Text = pad.Press(v.form.Text("key"))
	return o.Text
}

// takeMany is several choices with the pressed one turned.
func (v *visit) takeMany(q posed) string {
	on := v.form.All("pick-on")
	var kept []string // those on other screenfuls stay
	for _, code := range strings.Split(q.text, ",") {
		if code != "" && !slices.Contains(on, code) {
			kept = append(kept, code)
		}
	}
	on = append(on, kept...)
	if picked := v.form.Text("pick"); picked != "" {
		if i := slices.Index(on, picked); i >= 0 {
			on = slices.Delete(on, i, i+1)
		} else if picked == form.CodeNone {
			on = []string{picked}
		} else {
			on = append(slices.DeleteFunc(on, func(code string) bool { return code == form.CodeNone }), picked)
		}
	}
	var out []string
	for _, c := range q.f.Choices { // in the form's own order
		if slices.Contains(on, c.Code) {
			out = append(out, c.Code)
		}
	}
	return strings.Join(out, ",")
}

func (v *visit) takeNumber(o *opened, q posed) string {
	if length, _ := figuresOf(q.f); length > 0 {
		return v.takeFigures(o, q)
	}
	st := stepperOf(q.f, "n", *o).Press(v.form.Text)
	o.Unit, o.Typed = st.Unit, st.Typed != ""
	read := st.Text()
	switch {
	case o.Typed:
		o.Text = read
		return q.text
	case read == "" && v.form.Text("count-n") != "":
		o.Text = firstRunes(v.form.Text("count-n"), 12) // what is no number is said beside it
	case read == "":
		o.Text = ""
	default:
		o.Text = q.f.ToText(int64(st.Value))
	}
	return o.Text
}
