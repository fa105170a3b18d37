package station

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/outside"
	"yizhan/kiosk/page"
)

// outsideRoutes are the lines of the county's outside systems, to be copied by hand (抄报):
// whole numbers stand there, so that only who may take a roster away copies.
func (s *Station) outsideRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /outside", s.signed(s.outsideList))
	mux.HandleFunc("GET /outside/{id}", s.signed(s.outsideShow))
	mux.HandleFunc("POST /outside/{id}", s.signed(s.outsideReport))
	mux.HandleFunc("GET /outside/{id}/{subject}", s.signed(s.outsideCopy))
	mux.HandleFunc("POST /outside/{id}/{subject}", s.signed(s.outsideEntered))
}

// outsideList is the systems that the county has made ready.
func (s *Station) outsideList(v *visit) error {
	if !v.who.Actor.May(hub.ActExport) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	all, err := s.Desk.Outsides(v.ctx())
	if err != nil {
		return err
	}
	f := v.framed("抄报")
	f.Back, f.Help = "/more", "outside"
	p := page.Rows{Frame: f, Lead: "别的平台也要填的，照着抄过去：只抄变了的。", Empty: "县里还没有做好要抄的平台。"}
	for _, sys := range all {
		if !sys.Ready() {
			continue
		}
		_, list, err := s.Desk.OutsideList(v.ctx(), v.who.Actor, desk.OutsideAsk{System: sys.ID})
		if err != nil {
			return err
		}
		row := page.Row{Icon: "i-pen", Bold: sys.Template.Name, Text: "都抄好了", Small: sys.Template.About.Named(), Href: "/outside/" + sys.ID.String(), Way: "看看"}
		if sys.Template.Made {
			row.Small = "样例，不是真的平台"
		}
		if _, n := desk.OutsideNext(list, hub.ID{}); n > 0 {
			row.Text, row.Tag, row.Care, row.Way = "", fmt.Sprintf("%d 个要抄", n), true, "去抄"
		}
		p.Rows = append(p.Rows, row)
	}
	p.Ways = []page.Link{{Href: "/forms/outside-report/new?" + byHand, Text: "报了别的，自己记一笔", Icon: "i-pen"}}
	p.Prev = "/more"
	return v.render(p)
}

// outsideReady says whether the county has a system for this station to copy into.
func (s *Station) outsideReady(v *visit) (bool, error) {
	all, err := s.Desk.Outsides(v.ctx())
	return slices.ContainsFunc(all, desk.OutsideSystem.Ready), err
}

// byHand is said in the address of a sheet that somebody fills in herself all the same.
const byHand = "hand"

// outsideReports says whether a sheet is 报到外面的平台 and copying writes it: nothing is
// typed twice.
func (s *Station) outsideReports(v *visit, def *form.Definition) (bool, error) {
	if def.Kind != "outside-report" || v.URL.Query().Has(byHand) || !v.who.Actor.May(hub.ActExport) {
		return false, nil
	}
	return s.outsideReady(v)
}

// outsideAsk is the system of the path; a station has its own lines only.
func (v *visit) outsideAsk() (desk.OutsideAsk, error) {
	id, err := v.pathID("id", "outside.none")
	return desk.OutsideAsk{System: id}, err
}

// outsideLines are the lines of a page of the list.
const outsideLines = 6

// outsideShow is whom a system keeps of this station.
func (s *Station) outsideShow(v *visit) error {
	ask, err := v.outsideAsk()
	if err != nil {
		return err
	}
	sys, list, err := s.Desk.OutsideList(v.ctx(), v.who.Actor, ask)
	if err != nil {
		return err
	}
	f := v.framed(sys.Template.Name)
	at := "/outside/" + sys.ID.String()
	f.Back, f.Help, f.Undo = "/outside", "outside", v.undo("", "", "记好了，县里看得见")
	p := page.Rows{Frame: f, Action: at, Prev: "/outside", Empty: "没有要抄的。"}
	next, left := desk.OutsideNext(list, hub.ID{})
	if left > 0 {
		p.Lead = fmt.Sprintf("%d 个要抄，一共 %d 个。", left, len(list))
		p.Ways, p.Last = []page.Link{{Href: at + "/" + next.String(), Text: "开始抄", Icon: "i-next"}}, true
	}
	from, err := strconv.Atoi(v.URL.Query().Get("from"))
	if err != nil || from < 0 || from >= len(list) {
		from = 0
	}
	for _, o := range list[from:min(len(list), from+outsideLines)] {
		p.Rows = append(p.Rows, outsideRow(o, at))
	}
	if from+outsideLines < len(list) {
		p.Pages = append(p.Pages, page.Choice{Value: fmt.Sprintf("%s?from=%d", at, from+outsideLines), Text: "后面的"})
	}
	if from > 0 {
		p.Pages = append(p.Pages, page.Choice{Value: fmt.Sprintf("%s?from=%d", at, max(0, from-outsideLines)), Text: "前面的"})
	}
	if all := len(list) > 0 && !slices.ContainsFunc(list, func(o desk.OutsideOne) bool { return o.Stand != outside.StandDone }); all && f.Undo == nil {
		p.Rows = append([]page.Row{{Icon: "i-thumb", Bold: "都抄好了", Text: "这个月的就算报了", Do: []page.Choice{{Value: "report", Text: "记一笔，报完了"}}}}, p.Rows...)
	}
	return v.render(p)
}

func outsideRow(o desk.OutsideOne, at string) page.Row {
	w := page.StandWords[o.Stand]
	row := page.Row{Icon: "i-people", Bold: o.Name, Text: o.Entry.Number, Tag: w.Text, Care: o.Stand.Open(), Href: at + "/" + o.Subject.String(), Way: "抄"}
	switch {
	case o.Entry.Why != "":
		row.Small = "那边退回：" + o.Entry.Why
	case len(o.Changed) > 0:
		row.Small = "变了：" + strings.Join(o.Changed[:min(len(o.Changed), 4)], "、")
	}
	if o.Apart != "" {
		row.Text = strings.TrimSpace(o.Apart + " " + o.Entry.Number)
	}
	switch o.Stand {
	case outside.StandLeft:
		row.Way = "去掉"
	case outside.StandDone:
		row.Way = "看看"
	case outside.StandWaiting: // the county has it in a file
		row.Href, row.Way = "", ""
	}
	return row
}

// outsideReport writes this month's sheet once everybody is done.
func (s *Station) outsideReport(v *visit) error {
	ask, err := v.outsideAsk()
	if err != nil {
		return err
	}
	out, err := s.Desk.ReportOutside(v.ctx(), v.who.Actor, v.form.Request(), ask)
	if err != nil {
		return err
	}
	return v.done("/outside/"+ask.System.String(), out)
}

// outsideCopy is one line to be copied: a look, for whole numbers stand in it.
func (s *Station) outsideCopy(v *visit) error {
	p, err := s.outsideSheet(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) outsideSheet(v *visit) (p page.OutsideCopy, err error) {
	ask, err := v.outsideAsk()
	if err != nil {
		return p, err
	}
	subject, err := v.pathID("subject", "outside.nobody")
	if err != nil {
		return p, err
	}
	sys, list, err := s.Desk.OutsideList(v.ctx(), v.who.Actor, ask)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(list, func(o desk.OutsideOne) bool { return o.Subject == subject })
	if i < 0 {
		return p, hub.E(hub.CodeNotFound, "outside.nobody")
	}
	s.Doors.Looked(v.who.Actor, subject, "phone")
	one, at := list[i], "/outside/"+sys.ID.String()
	p.CopySheet = page.NewCopySheet(one.Name, one.Line, one.Entry, one.Stand, one.Changed)
	p.Frame = v.frame(one.Name)
	p.Frame.Help = "outside"
	p.System, p.CopySheet.Prev, p.Action, p.Back = sys.Template.Name, at, at+"/"+subject.String(), at
	p.Hint = sys.Template.Name + "，" + page.StandWords[one.Stand].Text
	if next, left := desk.OutsideNext(list, subject); left > 0 {
		p.Hint += fmt.Sprintf("，后面还有 %d 个", left)
		p.Next = at + "/" + next.String()
	}
	return p, nil
}

// outsideEntered notes that it stands over there, and goes on to the next one.
func (s *Station) outsideEntered(v *visit) error {
	p, err := s.outsideSheet(v)
	if err != nil {
		return err
	}
	ask, err := v.outsideAsk()
	if err != nil {
		return err
	}
	subject, err := v.pathID("subject", "outside.nobody")
	if err != nil {
		return err
	}
	if p.Number = v.form.Text("number"); v.form.Text("go") != "next" {
		return v.render(copyKey(p, v.form.Text("key"), v.form.Has("del")))
	}
	_, err = s.Desk.NoteOutside(v.ctx(), v.who.Actor, desk.Entering{
		Request: v.form.Request(), Ask: ask, Subject: subject, Number: v.form.Text("number"), Seen: v.form.Text("seen"),
	})
	if err != nil && question(err) {
		p.Fault = page.Faults(err).Page()
		return v.again(err, p)
	}
	if err != nil {
		return err
	}
	if p.Next != "" {
		return v.see(p.Next)
	}
	return v.see(p.CopySheet.Prev)
}

// mostNumber are the characters of a number that another system gave.
const mostNumber = 60

// copyKey is the page on which the number is written, after a key.
func copyKey(p page.OutsideCopy, key string, del bool) page.OutsideCopy {
	p.Writes = true
	switch _, last := utf8.DecodeLastRuneInString(p.Number); {
	case del:
		p.Number = p.Number[:len(p.Number)-last]
	case len(key) == 1 && len(p.Number) < mostNumber:
		p.Number += key
	}
	return p
}
