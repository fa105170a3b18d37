package station

import (
	"fmt"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// figureOf is the figure of the path: one that the station types, or one that it doubts.
func (v *visit) figureOf(typed bool) (r desk.Report, no int, err error) {
	if r, err = v.report(); err != nil {
		return r, 0, err
	}
	no, bad := strconv.Atoi(v.PathValue("no"))
	if bad != nil || no < 0 || no >= len(r.Figures) || r.Figures[no].Typed() != typed {
		return r, 0, hub.E(hub.CodeNotFound, "form.no-sheet")
	}
	return r, no, nil
}

// reportTyping is a number of the table as its figures are pressed, and all that is typed so far.
func (s *Station) reportTyping(v *visit) (r desk.Report, p page.Number, typed map[string]int, err error) {
	r, no, err := v.figureOf(true)
	if err != nil {
		return r, p, nil, err
	}
	if r.State != desk.ReportAsked || v.who.Actor.Role != hub.RoleHead {
		return r, p, nil, hub.E(hub.CodeConflict, "fill.move", r.StateLabel)
	}
	if typed, err = v.typedBefore(r); err != nil {
		return r, p, nil, err
	}
	f := v.framed(r.Title)
	f.Back, f.Help = reportAt(r.ID), "todo"
	n, set := typed[stepperField(no)]
	p = page.Number{Frame: f, Action: fmt.Sprintf("%s/number/%d", reportAt(r.ID), no), Question: r.Figures[no].Label + "是多少？", Prev: f.Back, Next: "写好了",
		Stepper: typedNumber(stepperField(no), r.Figures[no], n)}
	p.Stepper.None, p.Stepper.Wide = !set, true
	return r, p, typed, nil
}

func (s *Station) reportNumber(v *visit) error {
	_, p, _, err := s.reportTyping(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

// reportTyped takes a press on the figures, and keeps the number with the others.
func (s *Station) reportTyped(v *visit) error {
	r, p, typed, err := s.reportTyping(v)
	if err != nil {
		return err
	}
	p.Stepper = p.Stepper.Press(v.form.Text)
	if v.form.Text("go") != "next" {
		return v.render(p)
	}
	if p.Stepper.None || p.Stepper.Beyond() {
		return v.render(p)
	}
	typed[p.Stepper.Field] = p.Stepper.Value
	if err := v.keepDraft(reportDraft(r.ID), leaf{What: r.Title, Where: "填到一半", At: reportAt(r.ID)}, typed); err != nil {
		return err
	}
	return v.see(reportAt(r.ID) + "?page=" + strconv.Itoa(len(r.Figures))) // the last, where numbers stand
}
