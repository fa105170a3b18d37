package county

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// caseRoutes are the cases of all stations: what waits, one of them, a new one, its papers.
func (c *County) caseRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /cases", c.signed(caseList))
	mux.HandleFunc("POST /cases/find", c.signed(caseFind))
	mux.HandleFunc("GET /cases/new", c.signed(caseKinds))
	mux.HandleFunc("GET /cases/new/{kind}", c.signed(caseBlank))
	mux.HandleFunc("POST /cases/new/{kind}", c.signed(caseBegin))
	mux.HandleFunc("GET /cases/new/{kind}/paper", c.signed(caseEmpty))
	mux.HandleFunc("GET /case/{kind}/{id}", c.signed(caseShow))
	mux.HandleFunc("POST /case/{kind}/{id}", c.signed(caseMove))
	mux.HandleFunc("GET /case/{kind}/{id}/edit", c.signed(caseEdit))
	mux.HandleFunc("POST /case/{kind}/{id}/edit", c.signed(caseKeep))
	mux.HandleFunc("POST /case/{kind}/{id}/hand", c.signed(caseHand))
	mux.HandleFunc("POST /case/{kind}/{id}/away", c.signed(caseAway))
	mux.HandleFunc("GET /case/{kind}/{id}/paper", c.signed(casePaper))
	mux.HandleFunc("GET /case/{kind}/{id}/receipt", c.signed(caseReceipt))
	mux.HandleFunc("GET /case/{kind}/{id}/photo/{field}", c.signed(casePhoto))
	mux.HandleFunc("POST /case/{kind}/{id}/photo/{field}", c.signed(casePhotoTake))
}

// caseAt is where a case is seen; reports have a page of their own.
func caseAt(kind hub.Kind, id hub.ID) string {
	if kind == "period-report" {
		return reportAt(id)
	}
	return "/case/" + string(kind) + "/" + id.String()
}

// casesShown is how many stand on a page.
const casesShown = 50

// The tabs of the list.
const (
	showTurn = "turn"
	showMine = "mine"
	showLate = "late"
	showDone = "done"
	showGone = "gone"
)

var caseShown = map[string]string{"": "在办的", showTurn: "轮到我的", showMine: "我经办的", showLate: "过期的", showDone: "办完的", showGone: "作废的"}

// caseList is what waits: the latest first. Closed ones are seen of one kind at a time.
func caseList(v *visit) error {
	p, err := v.cases(v.URL.Query())
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) cases(q url.Values) (page.CountyCases, error) {
	show, no := q.Get("show"), max(1, atoi(q.Get("page")))
	p := page.CountyCases{CountyFrame: v.frame("案件", "cases"), Show: show}
	kinds := v.caseDefs()
	asked, err := v.caseFilter(q)
	if err != nil {
		return p, err
	}
	kind, site := asked.Kind, asked.Site
	asked.Skip, asked.Most = (no-1)*casesShown, casesShown
	list, err := v.c.Desk.Cases(v.ctx(), v.who.Actor, asked)
	if err != nil {
		return p, err
	}
	open, past := list, asked.Closed || asked.Gone
	if past {
		if open, err = v.c.Desk.Cases(v.ctx(), v.who.Actor, desk.CaseFilter{Sees: v.who.Sees, Works: asked.Works, Most: 1}); err != nil {
			return p, err
		}
	}
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return p, err
	}
	for _, c := range list.Rows {
		row, err := v.caseRow(c, stations)
		if err != nil {
			return p, err
		}
		p.Rows = append(p.Rows, row)
	}
	p.Lead = fmt.Sprintf("在办 %d 件，轮到您 %d 件，过期 %d 件", open.Open, open.Turn, open.Late)
	at := func(show string, no int) string {
		q := url.Values{}
		for key, value := range map[string]string{"show": show, "kind": string(kind), "station": orEmpty(site)} {
			if value != "" {
				q.Set(key, value)
			}
		}
		if no > 1 {
			q.Set("page", strconv.Itoa(no))
		}
		if len(q) == 0 {
			return "/cases"
		}
		return "/cases?" + q.Encode()
	}
	for _, t := range []string{"", showTurn, showMine, showLate, showDone, showGone} {
		p.Tabs = append(p.Tabs, page.Choice{Value: at(t, 1), Text: caseShown[t], On: show == t})
	}
	p.Leaves = v.leaves("cases", caseShown[show], caseKindWord(kinds, kind), stations[site].Name)
	p.Kinds, p.Stations = caseKindChoices(kinds, kind, past), stationChoices(stations, site, "所有站")
	if no > 1 {
		p.Pages = append(p.Pages, page.Link{Href: at(show, no-1), Text: "前面的"})
	}
	if list.More {
		p.Pages = append(p.Pages, page.Link{Href: at(show, no+1), Text: "后面的"})
	}
	if v.mayWall() == nil {
		p.Ways = append(p.Ways, page.Link{Href: "/ledger", Text: "工作台账"}, page.Link{Href: "/draws", Text: "双随机"}, page.Link{Href: "/circle", Text: "15 分钟圈"})
	}
	if len(v.caseBegins()) > 0 {
		p.Ways = append(p.Ways, page.Link{Href: "/cases/new", Text: "新开一件", Icon: "i-plus"})
	}
	return p, nil
}

// caseFilter is what an address of the list asks for.
func (v *visit) caseFilter(q url.Values) (f desk.CaseFilter, err error) {
	show := q.Get("show")
	f = desk.CaseFilter{Kind: hub.Kind(q.Get("kind")), Turn: show == showTurn, Mine: show == showMine, Late: show == showLate,
		Closed: show == showDone, Gone: show == showGone, Sees: v.who.Sees}
	f.Site, _ = hub.ParseID(q.Get("station"))
	if kinds := v.caseDefs(); (f.Closed || f.Gone) && f.Kind == "" && len(kinds) > 0 {
		f.Kind = kinds[0].Kind
	}
	names, err := v.c.Doors.Names(v.ctx())
	f.Works = func(id hub.ID) bool { return names[id] != "" }
	return f, err
}

// caseLine leads to the cases that wait for this officer; a child who may be hurt is said
// first, and by itself.
func (v *visit) caseLine() (page.Link, bool, error) {
	if !v.who.opens("GET /cases") {
		return page.Link{}, false, nil
	}
	list, err := v.c.Desk.Cases(v.ctx(), v.who.Actor, desk.CaseFilter{Sees: v.who.Sees, Turn: true, Most: 1})
	text := fmt.Sprintf("案件轮到您 %d 件", list.Turn)
	if list.Late > 0 {
		text += fmt.Sprintf("，过期 %d 件", list.Late)
	}
	if list.Urgent > 0 {
		text = fmt.Sprintf("有孩子可能被伤害：%d 件等您，现在就看。", list.Urgent) + text
	}
	return page.Link{Href: "/cases?show=" + showTurn, Text: text}, list.Turn > 0, err
}

func orEmpty(id hub.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// caseDefs are the kinds of cases that this officer reads.
func (v *visit) caseDefs() []*form.Definition {
	return slices.DeleteFunc(v.c.Desk.Forms().Cases(), func(d *form.Definition) bool { return !d.MayRead(v.who.Actor.Role) })
}

func caseKindWord(kinds []*form.Definition, kind hub.Kind) string {
	for _, d := range kinds {
		if d.Kind == kind {
			return d.Title
		}
	}
	return ""
}

func caseKindChoices(kinds []*form.Definition, on hub.Kind, one bool) (out []page.Choice) {
	if !one {
		out = append(out, page.Choice{Text: "所有的事", On: on == ""})
	}
	for _, d := range kinds {
		out = append(out, page.Choice{Value: string(d.Kind), Text: d.Title, On: d.Kind == on})
	}
	return out
}

func stationChoices(stations map[hub.ID]Station, on hub.ID, none string) (out []page.Choice) {
	if none != "" {
		out = append(out, page.Choice{Text: none, On: on.IsZero()})
	}
	var all []Station
	for _, s := range stations {
		all = append(all, s)
	}
	hub.SortStable(all, func(a, b Station) int {
		if a.Lane != b.Lane {
			return strings.Compare(string(a.Lane), string(b.Lane))
		}
		return strings.Compare(a.Name+a.Site.String(), b.Name+b.Site.String())
	})
	for _, s := range all {
		out = append(out, page.Choice{Value: s.Site.String(), Text: joined(s.TownshipName, s.Name), On: s.Site == on})
	}
	return out
}

func (v *visit) caseRow(c desk.Case, stations map[hub.ID]Station) (page.CountyCaseRow, error) {
	at, today := stations[c.Site], v.c.Desk.Today()
	names, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return page.CountyCaseRow{}, err
	}
	row := page.CountyCaseRow{Look: c.Late || c.Urgent, Holder: names[c.Holder], Href: caseAt(c.Def.Kind, c.Record.ID), Number: c.Number, Title: c.Def.Title, About: caseAbout(c), State: c.State.Label,
		Town: at.TownshipName, Station: at.Name, To: v.turnWord(c.Def, c.State, c.Late)}
	if c.Site.IsZero() && c.Def.Subject == "self" {
		row.Station = "县里"
	}
	switch {
	case c.Withdrawn:
		row.Left, row.To = "作废了", ""
		return row, nil
	case c.State.Done:
		row.Due = calendar.Date(c.Since, today)
		row.Left = "办完了"
		return row, nil
	}
	if c.Due == "" {
		return row, nil
	}
	row.Due = calendar.Date(c.Due, today)
	left, err := v.workdaysLeft(c.Due)
	row.Left = left
	return row, err
}

// aboutRunes is how much of what a case is about stands in a list.
const aboutRunes = 30

// caseAbout tells cases of one kind apart: the first words and choices of its list, nothing
// that names somebody.
func caseAbout(c desk.Case) string {
	var said []string
	for _, name := range c.Def.List {
		f, ok := c.Def.Field(name)
		if !ok || !open(f) || f.Type != form.Text && f.Type != form.Choice || unseen(name) || len(said) == 2 {
			continue
		}
		if text, _ := c.Record.Fields[f.No].(string); text != "" {
			said = append(said, f.Show(text))
		}
	}
	all := []rune(strings.Join(said, "，"))
	if len(all) > aboutRunes {
		return string(all[:aboutRunes]) + "……"
	}
	return string(all)
}

// workdaysLeft is 还有 5 个工作日, 今天到期, 晚了 2 个工作日.
func (v *visit) workdaysLeft(due hub.Day) (string, error) {
	holidays, err := v.c.Desk.Holidays(v.ctx())
	today := v.c.Desk.Today()
	n := 0
	for d := min(due, today); d < max(due, today) && n < 250; {
		if d = d.Add(1); holidays.Works(d) {
			n++
		}
	}
	switch {
	case due == today:
		return "今天到期", err
	case due > today:
		return fmt.Sprintf("还有 %d 个工作日", n), err
	case n == 0:
		return "昨天到期", err
	}
	return fmt.Sprintf("晚了 %d 个工作日", n), err
}

// turnWord is whose turn it is: 站长, 县里; once it is late whoever it has come to; of a
// case that waits for the one that it began, that one.
func (v *visit) turnWord(def *form.Definition, s form.State, late bool) string {
	if o, ok := def.Case.OpensAt(s.Code); ok {
		if other, ok := v.c.Desk.Forms().Get(o.Kind); ok {
			return other.Title + "办完"
		}
	}
	if late && s.Escalate != "" {
		return roleWords[s.Escalate] + "（过期了）"
	}
	var all []string
	for _, r := range s.Wait {
		all = append(all, roleWords[r])
	}
	return strings.Join(all, "、")
}

// caseFind opens the case that has a number.
func caseFind(v *visit) error {
	number := v.form.Text("number")
	def, rec, err := v.c.Desk.CaseByNumber(v.ctx(), number)
	if err == nil && def.MayRead(v.who.Actor.Role) && v.who.Sees(rec.Lane) {
		return v.see(caseAt(def.Kind, rec.ID))
	}
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return err
	}
	p, err := v.cases(url.Values{})
	if err != nil {
		return err
	}
	p.Number, p.Note = number, &page.Note{Icon: "i-find", Bold: "没有找到这个编号。", Text: "请照回执再写一遍，例如 备案2026-00012。"}
	return v.render(p)
}
