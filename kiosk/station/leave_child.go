package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// leaveShow asks why a child does not come any more, and which day was the last.
func (s *Station) leaveShow(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	return v.render(s.leavePage(v, file, d, nil))
}

func (s *Station) leavePage(v *visit, file desk.File, d *placing, faults page.Errors) page.Leaving {
	today := s.Desk.Today()
	f := v.childFrame(file, "离托")
	f.Errors = faults
	p := page.Leaving{Frame: f, Child: s.childPerson(file), Reason: d.Reason, Day: d.Day, Prev: f.Back,
		Ready: d.Reason != "" && d.Day != "", Days: s.dayTiles(d.Day, today, today.Add(-1))}
	def, _ := s.Desk.Forms().Get("enrolment")
	why, _ := def.Field("ended")
	for _, o := range why.Choices {
		p.Reasons = append(p.Reasons, page.Choice{Value: o.Code, Text: o.Label, On: o.Code == d.Reason})
	}
	return p
}

// leaveTake takes a tile, or gives the place back. The child stays known.
func (s *Station) leaveTake(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	d.Reason, d.Day = v.form.Text("reason"), v.form.Text("day")
	to := v.URL.Path
	if d.Day == otherDay {
		d.Day, to = "", childAt(file.Child.ID)+"/day/last"
	}
	if v.form.Text("go") != "next" {
		if err := v.keepPlace(file, d); err != nil {
			return err
		}
		return v.see(to)
	}
	e, open := lastPlace(file)
	if !open {
		return v.see(childAt(file.Child.ID)) // it was given back already
	}
	out, err := s.Desk.EndEnrolment(v.ctx(), v.who.Actor, v.form.Request(), e.ID, hub.Day(d.Day), d.Reason)
	if err != nil {
		if !question(err) {
			return err
		}
		if err := v.keepPlace(file, d); err != nil {
			return err
		}
		return v.again(err, s.leavePage(v, file, d, faultAt(err, "")))
	}
	if err := v.dropPlace(file); err != nil {
		return err
	}
	return v.done(childAt(file.Child.ID), out)
}

// lastPlace is the newest place that has no last day yet.
func lastPlace(file desk.File) (care.Enrolment, bool) {
	for _, e := range file.Enrolments {
		if e.To == "" {
			return e, true
		}
	}
	return care.Enrolment{}, false
}
