package county

import (
	"cmp"
	"fmt"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// takeRoutes are the tables with many people for which one officer asks and another
// answers.
func (c *County) takeRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /takes", c.signed(takeList))
	mux.HandleFunc("POST /takes", c.signed(takeAsk))
	mux.HandleFunc("GET /take/{id}", c.signed(takeShow))
	mux.HandleFunc("POST /take/{id}", c.signed(takeAnswer))
}

// takeList is what waits for this officer first, then the newest.
func takeList(v *visit) error {
	all, err := v.c.Desk.Takes(v.ctx(), v.who.Actor)
	if err != nil {
		return err
	}
	p, waits := page.CountyTakes{CountyFrame: v.frame("要两个人同意的导出", "takes")}, 0
	for _, t := range all {
		row := page.CountyTakeRow{Href: "/take/" + t.ID.String(), What: t.What, People: t.People, By: takeBy(t.ByName),
			Purpose: v.label("look", "purpose", t.Purpose), When: v.moment(t.Asked), State: v.takeState(t), Look: v.takeAsks(t)}
		if row.Look {
			waits++
		}
		p.Rows = append(p.Rows, row)
	}
	hub.SortStable(p.Rows, func(a, b page.CountyTakeRow) int { return cmp.Compare(rank(b.Look), rank(a.Look)) })
	if waits > 0 {
		p.Lead = fmt.Sprintf("%d 件等您答复", waits)
	}
	if p.Only, err = v.aloneAgrees(); err != nil {
		return err
	}
	return v.render(p)
}

// takesWaiting is how many requests wait for this officer's word.
func (v *visit) takesWaiting() (int, error) {
	if !v.who.opens("GET /takes") {
		return 0, nil
	}
	return v.c.Desk.TakesFor(v.ctx(), v.who.Actor)
}

// takeLine is what stands on the first page where requests wait for her.
func (v *visit) takeLine() (page.Link, bool, error) {
	n, err := v.takesWaiting()
	return page.Link{Href: "/takes", Text: fmt.Sprintf("%d 件人多的表等您答复：别人要取，要两个人同意", n)}, n > 0, err
}

func rank(is bool) int {
	if is {
		return 1
	}
	return 0
}

// aloneAgrees says whether nobody but this officer could answer.
func (v *visit) aloneAgrees() (bool, error) {
	n, err := v.c.Doors.Agree(v.ctx())
	return n <= 1 && v.who.Actor.Role.May(hub.ActExport), err
}

// takeAsks says whether a request waits for this officer.
func (v *visit) takeAsks(t desk.Take) bool {
	return t.By != v.who.Actor.Staff && v.who.May(hub.ActAgree) && t.State(v.c.Clock.Now().Wall) == desk.TakeWaits
}

func takeBy(name string) string { return cmp.Or(name, "命令行") }

func (v *visit) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return moment(t, v.c.Desk.Today())
}

func (v *visit) takeState(t desk.Take) string {
	who := takeBy(t.AnswerName)
	switch t.State(v.c.Clock.Now().Wall) {
	case desk.TakeDone:
		return "取走了，" + v.moment(t.Taken)
	case desk.TakeRefused:
		return who + "不同意"
	case desk.TakeAgreed:
		return who + "同意，" + v.moment(t.Until()) + " 以前取"
	case desk.TakeWaits:
		if v.takeAsks(t) {
			return "等您答复"
		}
		return "等别人答复"
	}
	return "过期了"
}

// takeAsk asks another officer.
func takeAsk(v *visit) error {
	id := v.form.Text("pending")
	w, ok := v.c.pending.of(v.who.Actor.Staff, id)
	if !ok {
		return hub.E(hub.CodeConflict, "take.forgotten")
	}
	asked, err := v.c.Desk.AskTake(v.ctx(), v.who.Actor, v.form.Request(), desk.Take{
		ByName: v.who.Name, What: w.what, Address: w.address, People: w.people, Purpose: w.purpose, Why: v.form.Text("why"),
	})
	if hub.CodeOf(err) == hub.CodeInvalid {
		return v.secondPage(id, w, page.Faults(err))
	}
	if err != nil {
		return err
	}
	return v.see("/take/" + asked.String())
}

// takeShow is one request.
func takeShow(v *visit) error { return v.takePage(nil) }

func (v *visit) takePage(faults page.Errors) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	t, err := v.c.Desk.TakeOf(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	p := page.CountyTake{CountyFrame: v.frame(t.What, "takes"), ID: id.String(), Ask: v.takeAsks(t), Why: v.form.Text("why")}
	p.Facts = []page.Fact{
		{Word: "谁要", Text: takeBy(t.ByName)}, {Word: "多少人", Text: fmt.Sprintf("写着 %d 个人是谁", t.People)},
		{Word: "做什么用", Text: v.label("look", "purpose", t.Purpose)}, {Word: "给谁、怎么收好", Text: t.Why},
		{Word: "什么时候提的", Text: v.moment(t.Asked)}, {Word: "怎么样了", Text: v.takeState(t)},
	}
	if t.AnswerWhy != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "答复的话", Text: t.AnswerWhy})
	}
	if t.By == v.who.Actor.Staff && t.State(v.c.Clock.Now().Wall) == desk.TakeAgreed {
		p.Fetch, p.Until = takeAt(t), v.moment(t.Until())
	}
	p.Errors = faults
	return v.typed(p, faults)
}

// takeAnswer is the second officer's word.
func takeAnswer(v *visit) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	do := v.form.Text("do")
	if do != "agree" && do != "refuse" {
		return hub.E(hub.CodeInvalid, "web.unreadable")
	}
	err = v.c.Desk.AnswerTake(v.ctx(), v.who.Actor, v.form.Request(), id, v.who.Name, do == "agree", v.form.Text("why"))
	if hub.CodeOf(err) == hub.CodeInvalid {
		return v.takePage(page.Faults(err))
	}
	if err != nil {
		return err
	}
	return v.see("/take/" + id.String())
}
