package station

import (
	"cmp"
	"fmt"

	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// reportWrong asks which figure is not so.
func (s *Station) reportWrong(v *visit) error {
	r, err := v.report()
	if err != nil {
		return err
	}
	f := v.framed(r.Title)
	f.Back, f.Help = reportAt(r.ID), "todo"
	p := page.Rows{Frame: f, Lead: "哪一个不对？记录能自己改的，先去改。", Prev: reportAt(r.ID)}
	for i, figure := range r.Figures {
		if !figure.Typed() {
			p.Rows = append(p.Rows, page.Row{Icon: "i-list", Bold: figure.Label, Text: figureText(figure), Href: fmt.Sprintf("%s/wrong/%d", reportAt(r.ID), i), Way: "这个不对"})
		}
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), v.URL.Path)
	return v.render(p)
}

// wrongFigure is the figure of the path, and the page that asks what it should be.
func (s *Station) wrongFigure(v *visit) (r desk.Report, f desk.ReportFigure, p page.Number, err error) {
	r, no, err := v.figureOf(false)
	if err != nil {
		return r, f, p, err
	}
	f = r.Figures[no]
	frame := v.framed(r.Title)
	frame.Back, frame.Help = reportAt(r.ID)+"/wrong", "todo"
	value, _ := report.Amount{Known: f.Known, Num: f.Num, Den: f.Den, Ratio: f.Scale > 0, Scale: max(1, f.Scale)}.Rounded()
	p = page.Number{Frame: frame, Action: fmt.Sprintf("%s/wrong/%d", reportAt(r.ID), no), Question: f.Label + "应该是多少？", Prev: frame.Back, Next: "告诉镇里县里",
		Stepper: typedNumber("n", f, int(value))}
	p.Stepper.Word, p.Stepper.Wide = "现在写的是 "+figureText(f), true
	return r, f, p, nil
}

func (s *Station) reportFigure(v *visit) error {
	_, _, p, err := s.wrongFigure(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

// reportDoubt says which figure is not so, and what it should be.
func (s *Station) reportDoubt(v *visit) error {
	r, f, p, err := s.wrongFigure(v)
	if err != nil {
		return err
	}
	p.Stepper = p.Stepper.Press(v.form.Text)
	if v.form.Text("go") != "next" {
		return v.render(p)
	}
	_, err = s.Desk.StepReport(v.ctx(), v.who.Actor, desk.ReportStep{Request: v.form.Request(), Record: r.ID, From: desk.ReportAsked, To: desk.ReportDoubted,
		Why: fmt.Sprintf("“%s”写的是 %s，站里数是 %s", f.Label, figureText(f), cmp.Or(p.Stepper.Said(), "0"))})
	if err != nil {
		return err
	}
	return v.see(reportAt(r.ID))
}
