package station

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// reportKind is the sheet by which a station looks at a table of the county's.
const reportKind = hub.Kind("period-report")

// reportRoutes are the county's tables: are the figures of this station so?
func (s *Station) reportRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /report/{id}", s.signed(s.reportShow))
	mux.HandleFunc("POST /report/{id}", s.signed(s.reportSay))
	mux.HandleFunc("GET /report/{id}/number/{no}", s.signed(s.reportNumber))
	mux.HandleFunc("POST /report/{id}/number/{no}", s.signed(s.reportTyped))
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
	return v.render(s.reportPage(v, r, typed, nil))
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

// mostTypedThere is as much as a station types: the people of a county.
const mostTypedThere = 9_999_999

// typedNumber is a number of the table, as a stepper.
func typedNumber(field string, f desk.ReportFigure, value int) page.Stepper {
	return page.Stepper{Field: field, Name: f.Label, Value: min(value, mostTypedThere), Max: mostTypedThere, Units: []page.Unit{{Code: "u", Name: "", Scale: 1, Step: 1}}}
}

// reportPage is the page of the table that the address asks for; with a fault, the last one,
// from where all was said to be so.
func (s *Station) reportPage(v *visit, r desk.Report, typed map[string]int, fault *page.Note) page.StationReport {
	period, _, _ := report.PeriodOf(r.Period)
	f := v.framed(r.Title)
	f.Hint, f.Back, f.Help = joinFacts(period.Say(), "站里的记录数的", s.sayDay(r.Until)+"以前看"), "/todo", "todo"
	p := page.StationReport{Frame: f, Wrong: reportAt(r.ID) + "/wrong", Prev: "/todo", First: true, Seen: r.Commit.String()}
	p.Note = fault
	n := number(v.URL.Query().Get("page"))
	if fault != nil {
		n = len(r.Figures)
	}
	mine := r.State == desk.ReportAsked && v.who.Actor.Role == hub.RoleHead
	switch {
	case r.State == desk.ReportAsked && !mine:
		p.State = "等站长看"
	case !mine:
		p.State = r.StateLabel
	case r.Why != "" && fault == nil:
		p.Note = &page.Note{Kind: "calm", Icon: "i-pen", Bold: "镇里、县里退回来了：" + strings.TrimSuffix(r.Why, "。") + "。", Text: "改好记录，县里会重新算；已经对的，就再点“对”。"}
	}
	for i, figure := range r.Figures {
		if figure.Typed() && mine {
			n, set := typed[stepperField(i)]
			one := typedNumber(stepperField(i), figure, n)
			one.Word, one.None, one.Keys = "站里数一数，按 − +，大的点中间写", !set, fmt.Sprintf("%s/number/%d", reportAt(r.ID), i)
			p.Steppers = append(p.Steppers, one)
			continue
		}
		p.Figures = append(p.Figures, page.StationFigure{Label: figure.Label, Text: figureText(figure), Href: recordsOf(figure.From)})
	}
	return reportPart(p, reportAt(r.ID), n)
}

// Lines of a page of figures: two figures stand in one, a number that is typed has its own.
// With a note above there is less room.
const (
	reportLines      = 6
	reportLinesUnder = 4
)

// reportPart is one page of a table, the first for 0: what is counted comes before what is
// typed, and all is said to be so on the last.
func reportPart(p page.StationReport, at string, n int) page.StationReport {
	lines := reportLines
	if p.Note != nil || p.State != "" {
		lines = reportLinesUnder
	}
	counted := (len(p.Figures) + 1) / 2
	last := max(1, (counted+len(p.Steppers)+lines-1)/lines)
	n = min(max(n, 1), last)
	from, to := (n-1)*lines, n*lines
	left := max(0, len(p.Figures)-2*to) + len(p.Steppers) - min(len(p.Steppers), max(0, to-counted))
	p.Figures = p.Figures[min(len(p.Figures), 2*from):min(len(p.Figures), 2*to)]
	p.Steppers = p.Steppers[min(len(p.Steppers), max(0, from-counted)):min(len(p.Steppers), max(0, to-counted))]
	part := func(n int) string { return fmt.Sprintf("%s?page=%d", at, n) }
	p.Action = part(n)
	if n > 1 {
		p.Prev, p.First = part(n-1), false
	}
	if n < last {
		p.Next, p.NextWord = part(n+1), fmt.Sprintf("后面还有 %d 个", left)
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
	p := s.reportPage(v, r, typed, nil)
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
	var fault *page.Note
	for _, say := range page.Faults(err) {
		fault = &page.Note{Kind: "bad", Icon: "i-warn", Bold: say}
	}
	return v.again(err, s.reportPage(v, r, typed, fault))
}
