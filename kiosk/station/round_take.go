package station

import (
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care/growth"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// roundTake takes a press; an answer notes the child and leads to the next.
func (s *Station) roundTake(v *visit) error {
	file, day, d, err := v.examining()
	if err != nil {
		return err
	}
	s.examPress(v, file, day, d)
	switch v.form.Text("answer") {
	case "meant":
		s.takeMeant(file, &d.weighing)
	case "sure":
		if d.Asked != "" {
			d.Sure[d.Asked] = d.Read[d.Asked].Text
		}
	}
	then := v.form.Text("go")
	switch {
	case then == "skip":
		return s.roundSkip(v, file, day, d)
	case then != "":
		d.Result = then
	case !v.form.Has("answer") && !v.form.Has("next"):
		d.Result = "" // she went on pressing
	}
	if d.Result != "" {
		return s.examKeep(v, file, day, d)
	}
	if err := v.keepExam(file, d); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.see(v.URL.Path)
}

// examPress takes the state that was posted, and which key or tile was pressed.
func (s *Station) examPress(v *visit, file desk.File, day roundDay, d *examining) {
	form := v.form
	for _, f := range measured {
		d.Read[f.name] = reading{Text: firstRunes(form.Text(f.name), mostRead)}
	}
	d.Raw, d.Result = firstRunes(form.Text("raw"), mostRead), form.Text("said")
	d.At = ""
	if was, ok := figureOf(form.Text("was")); ok {
		d.At = was.name
	}
	d.Odd = nil
	if odds := form.Text("odds"); odds != "" {
		d.Odd = strings.Split(odds, ",")
	}
	if p := form.Text("measure"); p == "lying" || p == "standing" {
		d.Posture = p
	}
	for _, look := range []string{"eye", "teeth"} {
		d.Look[look] = s.codeOf("health-check", look, form.Text(look))
	}
	if odd := s.codeOf("health-check", "odd", form.Text("odd")); odd != "" {
		if i := slices.Index(d.Odd, odd); i >= 0 {
			d.Odd = slices.Delete(d.Odd, i, i+1)
		} else {
			d.Odd = append(d.Odd, odd)
		}
	}
	d.Odd = slices.DeleteFunc(d.Odd, func(o string) bool { return s.codeOf("health-check", "odd", o) == "" })
	if at, ok := figureOf(form.Text("at")); ok {
		d.At, d.Raw, d.Asked = at.name, "", ""
	}
	if key := form.Text("key"); key != "" {
		s.examKey(file, day, d, key)
	}
}

// codeOf is a code that the form knows; "" for any other.
func (s *Station) codeOf(kind hub.Kind, field, code string) string {
	f, ok := s.field(kind, field)
	if !ok || f.LabelOf(code) == code {
		return ""
	}
	return code
}

// examKey takes a key of the pad, and goes on to the next figure once this one can only
// be complete; after the last one none is on, and no key does harm.
func (s *Station) examKey(file desk.File, day roundDay, d *examining, key string) {
	at, ok := figureOf(d.At)
	if !ok {
		return
	}
	if d.Raw == "" && key == "del" { // of a figure that stands there: the whole of it
		d.Read[at.name] = reading{}
		return
	}
	d.Raw, d.Asked = keyed(d.Raw, key), ""
	d.Read[at.name] = reading{Text: tenths(d.Raw)}
	if !whole(at.of, d.Raw, s.usualWeight(file, day.Day)) {
		return
	}
	d.At, d.Raw = "", ""
	for _, f := range d.figuresOf(file, day) {
		if f.of > at.of {
			d.At = f.name
			return
		}
	}
}

// usualWeight is what such a child weighs, in grams; 0 where nobody knows.
func (s *Station) usualWeight(file desk.File, today hub.Day) int {
	if g, ok := lastOf(file, growth.WeightFigure, today); ok {
		return g.Weight
	}
	return usual(file.Child, measured[growth.WeightFigure], today)
}

// examKeep notes the child, after what is odd and the day of a recheck were asked about.
func (s *Station) examKeep(v *visit, file desk.File, day roundDay, d *examining) error {
	now, err := d.figuresRead()
	if err != nil && !slices.ContainsFunc(measured, func(f figure) bool { return d.Read[f.name].Text != "" }) {
		now, err = figuresIn{}, nil // it cried and was not measured
	}
	d.Asked = ""
	if q, ask := s.weighQuestion(file, &d.weighing, now); err == nil && ask {
		d.Asked, d.At, d.Raw = measured[q.Figure].name, measured[q.Figure].name, ""
		if err := v.keepExam(file, d); err != nil {
			return err
		}
		return v.see(v.URL.Path)
	}
	if d.Result == desk.ResultAgain && err == nil && !v.form.Has("next") { // the page asks when
		if err := v.keepExam(file, d); err != nil {
			return err
		}
		return v.see(v.URL.Path)
	}
	var again hub.Day
	if d.Result != desk.ResultAgain { // the recheck weighs it too
		again = s.weighAgain(file, &d.weighing, now, day.Day)
	}
	var out hub.Outcome
	if err == nil {
		out, err = s.Desk.Examine(v.ctx(), v.who.Actor, desk.Examined{
			Request: v.form.Request(), Child: file.Child.ID, Day: day.Day, Measure: d.Posture,
			Weight: now.in(growth.WeightFigure), Length: now.in(growth.LengthFigure), Head: now.in(growth.HeadFigure),
			Eye: d.Look["eye"], Teeth: d.Look["teeth"], Odd: d.Odd, Result: d.Result, Next: hub.Day(v.form.Text("next")), Weigh: again,
		})
	}
	if question(err) {
		if kept := v.keepExam(file, d); kept != nil {
			return kept
		}
		p, perr := s.examPage(v, file, day, d, page.Faults(err))
		if perr != nil {
			return perr
		}
		return v.again(err, p)
	}
	if err != nil {
		return err
	}
	d.Result = ""
	if err := v.keepDraft(examDraft(file.Child.ID), leaf{}, d); err != nil { // a doctor who takes it back finds it as it was
		return err
	}
	return s.roundGoOn(v, day, file.Child.ID, out)
}

// roundGoOn leads to the next child, or to what the day came to.
func (s *Station) roundGoOn(v *visit, day roundDay, after hub.ID, out hub.Outcome) error {
	all, err := v.round(day)
	if err != nil {
		return err
	}
	to := "/round/end"
	if next, ok := day.next(all, after); ok {
		to = roundAt(next.Child.ID)
	}
	if out.Commit.IsZero() {
		return v.see(to)
	}
	return v.see(to + "?done=" + out.Commit.String() + "&was=" + after.String())
}

// roundSkip leaves a child for later; tapped on the list it comes back.
func (s *Station) roundSkip(v *visit, file desk.File, day roundDay, d *examining) error {
	if err := v.keepExam(file, d); err != nil {
		return err
	}
	if !slices.Contains(day.Skip, file.Child.ID) {
		day.Skip = append(day.Skip, file.Child.ID)
	}
	if err := v.keepRound(day); err != nil {
		return err
	}
	return s.roundGoOn(v, day, file.Child.ID, hub.Outcome{})
}

// roundUndo takes a child back, and shows it as it was pressed.
func (s *Station) roundUndo(v *visit) error {
	child, err := v.childID()
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see(roundAt(child))
}

// roundBack offers to take back the child that was seen last.
func (v *visit) roundBack() *page.Undo {
	was, err := hub.ParseID(v.URL.Query().Get("was"))
	if err != nil {
		return nil
	}
	return v.undo(roundAt(was)+"/undo", "", "记好了")
}
