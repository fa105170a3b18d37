package station

import (
	"cmp"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/care/growth"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// weighing is a child on the scale: what was pressed so far, by figure.
type weighing struct {
	At               string // the figure that is being pressed
	Read             map[string]reading
	Sure             map[string]string // what she said holds, as it was read
	Asked            string            // the figure that is asked about
	Posture, Clothes string
}

// reading is a figure as it stands on the screen.
type reading struct {
	Text   string // "" not yet
	Unit   string
	Typing bool // figures are being pressed: the next one goes behind
}

func weighDraft(child hub.ID) string { return "weigh/" + child.String() }

// weighing is the child of the path and what was pressed so far; at first what was
// noted today already.
func (v *visit) weighing() (desk.File, *weighing, error) {
	file, err := v.file()
	if err != nil {
		return file, nil, err
	}
	var d weighing
	ok, err := v.draft(weighDraft(file.Child.ID), &d)
	if err != nil {
		return file, nil, err
	}
	if !ok || d.Read == nil || d.Sure == nil {
		d = v.s.weighAnew(file)
	}
	return file, &d, nil
}

func (s *Station) weighAnew(file desk.File) weighing {
	d := weighing{At: "weight", Read: map[string]reading{}, Sure: map[string]string{}, Posture: "lying", Clothes: "light"}
	today := s.Desk.Today()
	if age, ok := growth.AgeOn(file.Child.Birth, today); ok && age.Months >= page.StandsFrom {
		d.Posture = "standing"
	}
	for _, g := range file.Growth {
		if g.Period != string(today) {
			continue
		}
		d.Posture, d.Clothes = cmp.Or(g.Posture, d.Posture), cmp.Or(g.Clothes, d.Clothes)
		for _, f := range measured {
			if kept := keptOf(g, f.of); kept > 0 {
				d.Read[f.name] = reading{Text: f.plain(int64(kept) * f.step)}
			}
		}
	}
	return d
}

func (v *visit) keepWeigh(file desk.File, d *weighing) error {
	as := leaf{What: "量身高体重", Who: file.Child.Called()}
	for _, r := range d.Read {
		if r.Text != "" {
			as.At = childAt(file.Child.ID) + "/growth/new"
		}
	}
	return v.keepDraft(weighDraft(file.Child.ID), as, d)
}

// weighShow asks for the figures.
func (s *Station) weighShow(v *visit) error {
	file, d, err := v.weighing()
	if err != nil {
		return err
	}
	return v.render(s.weighPage(v, file, d, nil))
}

// weighTake takes a press, or notes what was measured.
func (s *Station) weighTake(v *visit) error {
	file, d, err := v.weighing()
	if err != nil {
		return err
	}
	asked := d.Asked != ""
	s.weighPress(v.form, file, d)
	switch v.form.Text("answer") {
	case "meant":
		s.takeMeant(file, d)
		return s.weighKeep(v, file, d)
	case "sure":
		d.Sure[d.Asked] = d.Read[d.Asked].Text
		return s.weighKeep(v, file, d)
	}
	then, next := v.form.Text("go"), d.next(file, s.Desk.Today())
	if then == "done" || then == "next" && (asked || next == "") {
		return s.weighKeep(v, file, d)
	}
	if then == "next" {
		d.At = next
	}
	if err := v.keepWeigh(file, d); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.see(v.URL.Path)
}

// weighPress takes what the stepper holds and which tile was pressed.
func (s *Station) weighPress(form web.Form, file desk.File, d *weighing) {
	if was, ok := figureOf(form.Text("was")); ok {
		before := s.stepper(file, d, was)
		now := before.Press(form.Text)
		r := reading{Text: firstRunes(form.Text("count-"+was.name), mostRead), Unit: now.Unit, Typing: now.Typed != ""}
		if now.Value != was.value(r.Text, form.Text("unit-was")) || now.Unit != form.Text("unit-was") || r.Typing {
			r.Text = now.Text()
		}
		d.Read[was.name] = r
	}
	if at, ok := figureOf(form.Text("at")); ok {
		d.At, d.Asked = at.name, ""
	}
	if p := form.Text("measure"); p == "lying" || p == "standing" {
		d.Posture = p
	}
	if c := form.Text("clothes"); c == "light" || c == "winter" {
		d.Clothes = c
	}
}

// headTo is the age in months up to which heads are measured.
const headTo = 36

// next is the figure that is asked for after this one; "" after the last.
func (d *weighing) next(file desk.File, today hub.Day) string {
	at, _ := figureOf(d.At)
	for _, f := range measured[at.of+1:] {
		age, ok := growth.AgeOn(file.Child.Birth, today)
		if d.Read[f.name].Text == "" && !(f.of == growth.HeadFigure && ok && age.Months > headTo) {
			return f.name
		}
	}
	return ""
}

// weighKeep notes what was measured, after what is odd was asked about.
func (s *Station) weighKeep(v *visit, file desk.File, d *weighing) error {
	now, err := d.figuresRead()
	d.Asked = ""
	if err == nil {
		if q, ask := s.weighQuestion(file, d, now); ask {
			d.Asked, d.At = measured[q.Figure].name, measured[q.Figure].name
			if err := v.keepWeigh(file, d); err != nil {
				return err
			}
			return v.see(v.URL.Path)
		}
		var out hub.Outcome
		out, err = s.Desk.Measure(v.ctx(), v.who.Actor, desk.Measuring{
			Request: v.form.Request(), Child: file.Child.ID, Day: s.Desk.Today(),
			Weight: now.in(growth.WeightFigure), Length: now.in(growth.LengthFigure), Head: now.in(growth.HeadFigure),
			Measure: d.Posture, Clothes: d.Clothes, Again: s.weighAgain(file, d, now, s.Desk.Today()),
		})
		if err == nil {
			if err := v.dropDraft(weighDraft(file.Child.ID)); err != nil {
				return err
			}
			return v.done(childAt(file.Child.ID)+"/growth", out)
		}
	}
	if !question(err) {
		return err
	}
	for field := range page.Faults(err) { // of several the page shows one
		if f, ok := figureOf(field); ok {
			d.At = f.name
		}
	}
	if kept := v.keepWeigh(file, d); kept != nil {
		return kept
	}
	return v.again(err, s.weighPage(v, file, d, faultAt(err, d.At)))
}

// weighPage is the page as far as it is filled.
func (s *Station) weighPage(v *visit, file desk.File, d *weighing, faults page.Errors) page.Weigh {
	f := v.childFrame(file, "量身高体重")
	f.Errors, f.Hint = faults, joinFacts(file.Child.Called(), childWord(file, s.Desk.Today()))
	at, _ := figureOf(d.At)
	p := page.Weigh{Frame: f, Action: childAt(file.Child.ID) + "/growth/new", Child: s.childPerson(file),
		Stepper: s.stepper(file, d, at), Question: at.worded(d.Posture) + "多少？", Prev: childAt(file.Child.ID) + "/growth", Done: true, Next: "记下来",
		Postures: chosenOf(d.Posture, s.choicesOf("growth", "measure")), Clothes: chosenOf(d.Clothes, s.choicesOf("growth", "clothes")),
	}
	for _, one := range measured {
		tile := page.WeighFigure{Value: one.name, Word: one.worded(d.Posture), On: one.name == at.name}
		if r := d.Read[one.name]; r.Text != "" {
			tile.Text = r.Text + " " + one.unitOf(r.Unit).Name
		}
		p.Figures = append(p.Figures, tile)
	}
	if next := d.next(file, s.Desk.Today()); next != "" {
		to, _ := figureOf(next)
		p.Next, p.Done, p.Enough = "下一样："+to.worded(d.Posture), false, true
	}
	if p.Asked = s.weighAsked(file, d); p.Asked != nil {
		p.Next, p.Done, p.Enough = "改好了，记下来", true, false
	}
	return p
}

// chosenOf marks the one of some choices that holds.
func chosenOf(on string, all []page.Choice) []page.Choice {
	for i := range all {
		all[i].On = all[i].Value == on
	}
	return all
}
