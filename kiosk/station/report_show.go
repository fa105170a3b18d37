package station

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// reportRoutes are the county's tables: are the figures of this station so?
func (s *Station) reportRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /report/{id}", s.signed(s.reportShow))
	mux.HandleFunc("POST /report/{id}", s.signed(s.reportSay))
	mux.HandleFunc("GET /report/{id}/wrong", s.signed(s.reportWrong))
	mux.HandleFunc("GET /report/{id}/wrong/{no}", s.signed(s.reportFigure))
	mux.HandleFunc("POST /report/{id}/wrong/{no}", s.signed(s.reportDoubt))
}

func reportAt(id hub.ID) string { return "/report/" + id.String() }

func (v *visit) report() (desk.Report, error) {
	id, err := v.pathID("id", "form.no-sheet")
	if err != nil {
		return desk.Report{}, err
	}
	return v.s.Desk.ReportOf(v.ctx(), v.who.Actor, id)
}

// reportShow is the figures as the county counted them from this station's records.
func (s *Station) reportShow(v *visit) error {
	r, err := v.report()
	if err != nil {
		return err
	}
	typed, err := v.typedBefore(r)
	if err != nil {
		return err
	}
	return v.render(s.reportPage(v, r, typed))
}

// reportDraft is where the numbers that she types are kept, until she says that all is so.
func reportDraft(id hub.ID) string { return "report:" + id.String() }

// typedBefore is what she has typed and not sent: nothing is lost while she looks at records.
func (v *visit) typedBefore(r desk.Report) (map[string]int, error) {
	typed := map[string]int{}
	for i, f := range r.Figures {
		if f.Typed() && f.Known {
			typed[stepperField(i)] = int(f.Num / 100)
		}
	}
	if r.State != desk.ReportAsked {
		return typed, nil
	}
	_, err := v.draft(reportDraft(r.ID), &typed)
	return typed, err
}

// stepperField is the name of a number that is typed: letters and figures alone.
func stepperField(i int) string { return "n" + strconv.Itoa(i) }

// mostTypedThere is as much as a station types: the figures of the stepper.
const mostTypedThere = 9999

func (s *Station) reportPage(v *visit, r desk.Report, typed map[string]int) page.StationReport {
	period, _, _ := report.PeriodOf(r.Period)
	f := v.framed(r.Title)
	f.Hint, f.Back, f.Help = joinFacts(period.Say(), v.site.Name), "/todo", "todo"
	p := page.StationReport{Frame: f, Station: v.site.Name, Period: period.Say(), Action: reportAt(r.ID), Seen: r.Commit.String(), Until: s.sayDay(r.Until) + "以前看"}
	mine := r.State == desk.ReportAsked && v.who.Actor.Role == hub.RoleHead
	switch {
	case r.State == desk.ReportAsked && !mine:
		p.State = "等站长看"
	case !mine:
		p.State = r.StateLabel
	case r.Why != "":
		p.Note = &page.Note{Kind: "calm", Icon: "i-pen", Bold: "镇里、县里退回来了：" + strings.TrimSuffix(r.Why, "。") + "。", Text: "改好记录，县里会重新算；已经对的，就再点“对”。"}
	}
	for i, figure := range r.Figures {
		if figure.Typed() && mine {
			n, set := typed[stepperField(i)]
			p.Steppers = append(p.Steppers, page.Stepper{Field: stepperField(i), Name: figure.Label, Word: "站里数一数，按 − +", Value: n, None: !set, Max: mostTypedThere,
				Units: []page.Unit{{Code: "u", Name: "", Scale: 1, Step: 1}}})
			continue
		}
		p.Figures = append(p.Figures, page.StationFigure{Label: figure.Label, Text: figureText(figure), Href: recordsOf(figure.From)})
	}
	return p
}

func figureText(f desk.ReportFigure) string {
	return report.Amount{Known: f.Known, Num: f.Num, Den: f.Den, Ratio: f.Scale > 0, Scale: max(1, f.Scale)}.Text()
}

// recordsOf is the way to the records behind a figure, where a page of the station lists them.
func recordsOf(from string) string {
	measure, ok := strings.CutPrefix(from, "m.")
	if !ok {
		return ""
	}
	for _, w := range []struct{ begins, at string }{
		{"child.", "/find"}, {"enrol", "/wall"}, {"day.", "/wall"}, {"places", "/settings/groups"}, {"staff", "/settings/staff"},
		{"class.", "/class"}, {"rectify", formAt("rectify")}, {"inspection", formAt("inspection")}, {"home-visit", formAt("home-visit")},
		{"health-check", formAt("health-check")}, {"training", formAt("training")}, {"price", formAt("price-list")}, {"survey", formAt("survey")},
	} {
		if strings.HasPrefix(measure, w.begins) {
			return w.at
		}
	}
	return ""
}

// reportSay takes a press on a number, or says that all is so.
func (s *Station) reportSay(v *visit) error {
	r, err := v.report()
	if err != nil {
		return err
	}
	typed, err := v.typedBefore(r)
	if err != nil {
		return err
	}
	p := s.reportPage(v, r, typed)
	step := desk.ReportStep{Request: v.form.Request(), Record: r.ID, From: desk.ReportAsked, Seen: v.form.ID("seen"), To: desk.ReportSaid, Typed: map[string]int64{}}
	pressed := false
	for i := range p.Steppers {
		st := &p.Steppers[i]
		if v.form.Text("less") == st.Field || v.form.Text("more") == st.Field {
			*st = st.Press(v.form.Text)
			typed[st.Field], st.None, pressed = st.Value, false, true
		}
	}
	if pressed {
		if err := v.keepDraft(reportDraft(r.ID), leaf{What: r.Title, Where: "填到一半", At: reportAt(r.ID)}, typed); err != nil {
			return err
		}
		return v.render(p)
	}
	for i, f := range r.Figures {
		if n, ok := typed[stepperField(i)]; ok && f.Typed() {
			step.Typed[f.From] = int64(n) * 100
		}
	}
	if _, err = s.Desk.StepReport(v.ctx(), v.who.Actor, step); err == nil {
		if err := v.dropDraft(reportDraft(r.ID)); err != nil {
			return err
		}
		return v.see(reportAt(r.ID))
	}
	if !question(err) {
		return err
	}
	for _, say := range page.Faults(err) {
		p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: say}
	}
	return v.again(err, p)
}

// reportWrong asks which figure is not so.
func (s *Station) reportWrong(v *visit) error {
	r, err := v.report()
	if err != nil {
		return err
	}
	f := v.framed(r.Title)
	f.Back, f.Help = reportAt(r.ID), "todo"
	p := page.Rows{Frame: f, Lead: "哪一个不对？记录能自己改的，先去改：县里会重新算。", Prev: reportAt(r.ID)}
	for i, figure := range r.Figures {
		if !figure.Typed() {
			p.Rows = append(p.Rows, page.Row{Icon: "i-list", Bold: figure.Label, Text: figureText(figure), Href: fmt.Sprintf("%s/wrong/%d", reportAt(r.ID), i), Way: "这个不对"})
		}
	}
	return v.render(p)
}

// wrongFigure is the figure of the path, and the page that asks what it should be.
func (s *Station) wrongFigure(v *visit) (r desk.Report, f desk.ReportFigure, p page.Number, err error) {
	if r, err = v.report(); err != nil {
		return r, f, p, err
	}
	no, bad := strconv.Atoi(v.PathValue("no"))
	if bad != nil || no < 0 || no >= len(r.Figures) || r.Figures[no].Typed() {
		return r, f, p, hub.E(hub.CodeNotFound, "form.no-sheet")
	}
	f = r.Figures[no]
	frame := v.framed(r.Title)
	frame.Back, frame.Help = reportAt(r.ID)+"/wrong", "todo"
	value, _ := report.Amount{Known: f.Known, Num: f.Num, Den: f.Den, Ratio: f.Scale > 0, Scale: max(1, f.Scale)}.Rounded()
	p = page.Number{Frame: frame, Action: fmt.Sprintf("%s/wrong/%d", reportAt(r.ID), no), Question: f.Label + "应该是多少？", Prev: frame.Back, Next: "告诉镇里县里",
		Stepper: page.Stepper{Field: "n", Name: f.Label, Value: min(int(value), mostTypedThere), Max: mostTypedThere, Word: "现在写的是 " + figureText(f), Units: []page.Unit{{Code: "u", Name: "", Scale: 1, Step: 1}}, Wide: true}}
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
		Why: fmt.Sprintf("“%s”写的是 %s，站里数是 %s", f.Label, figureText(f), cmp.Or(p.Stepper.Text(), "0"))})
	if err != nil {
		return err
	}
	return v.see(reportAt(r.ID))
}
