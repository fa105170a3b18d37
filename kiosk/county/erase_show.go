package county

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// eraseShow is one request: to be answered, or how far its orders have come.
func eraseShow(v *visit) error {
	if err := v.mayErase(); err != nil {
		return err
	}
	p, err := v.erasure(nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) erasure(faults page.Errors) (p page.CountyErasure, err error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return p, hub.E(hub.CodeNotFound, "county.no-page")
	}
	a, err := v.c.Desk.EraseAsk(v.ctx(), v.who.Actor, id)
	if err != nil {
		return p, err
	}
	names, err := v.siteNames()
	if err != nil {
		return p, err
	}
	holders, err := v.c.Hubs.Holders(v.ctx(), a.Lane)
	if err != nil {
		return p, err
	}
	reach, err := v.c.Desk.Reach(v.ctx(), v.who.Actor, a, holders)
	if err != nil {
		return p, err
	}
	p = page.CountyErasure{CountyFrame: v.frame(v.childName(a)+"："+v.wish(a), "erase"), ID: id.String(), Open: a.Open(), Pause: a.What == desk.ErasePause,
		Facts: v.eraseFacts(a, names[a.Site])}
	p.Errors = faults
	if err := v.whatGoes(&p, a); err != nil {
		return p, err
	}
	for _, code := range []string{"phone", "seen", "paper"} {
		p.Checks = append(p.Checks, page.Choice{Value: code, Text: v.label("erase-ask", "checked", code)})
	}
	if reach.Since != "" {
		p.Lead = fmt.Sprintf("已在 %d/%d 处删除", reach.Done, len(reach.Hubs))
		for _, h := range reach.Hubs {
			p.Hubs = append(p.Hubs, v.reachRow(h))
		}
		beyond, err := v.c.Desk.Beyond(v.ctx(), v.who.Actor, a, reach.Since)
		if err != nil {
			return p, err
		}
		for _, b := range beyond {
			p.Beyond = append(p.Beyond, v.beyondRow(b, names))
		}
	}
	return p, nil
}

func (v *visit) eraseFacts(a care.EraseAsk, site string) []page.Fact {
	today, rule := v.c.Desk.Today(), v.c.Desk.Forms().Answering()
	facts := []page.Fact{
		{Word: "站", Text: site}, {Word: "谁提的", Text: joined(askedBy(a), v.label("erase-ask", "proof", a.Proof))},
		{Word: "哪天提的", Text: calendar.Date(a.Day, today)}, {Word: "办到哪一步", Text: v.stateWord(a)},
	}
	if a.Open() {
		facts = append(facts, page.Fact{Word: "最晚答复", Text: fmt.Sprintf("%s（%d 个工作日。%s）", calendar.Date(a.Due, today), rule.Days, rule.Source)})
	}
	if a.Answered != "" {
		facts = append(facts, page.Fact{Word: "答复", Text: joined(calendar.Date(a.Answered, today), v.label("erase-ask", "checked", a.Checked), a.Answer)})
	}
	return facts
}

// whatGoes says what an order would erase, and what a law makes us keep, with its source.
func (v *visit) whatGoes(p *page.CountyErasure, a care.EraseAsk) error {
	if !a.Open() {
		return nil
	}
	p.Child = "/child/" + a.Child.String()
	entries, err := v.c.Desk.History(v.ctx(), v.who.Actor, a.Child)
	if err != nil {
		return err
	}
	kept, err := v.c.Desk.KeptByDuty(v.ctx(), v.who.Actor, a.Child)
	if err != nil {
		return err
	}
	var goes []hub.Kind
	for _, e := range entries {
		for _, c := range e.Changes {
			if c.Kind != "wrap" && c.Kind != "look" && c.Subject == a.Child && !slices.Contains(goes, c.Kind) && !slices.Contains(kept, c.Kind) {
				goes = append(goes, c.Kind)
			}
		}
	}
	if a.What == desk.EraseAll {
		p.Goes = v.titles(goes) + "。谁看过这个孩子的痕迹留着，里面没有名字。"
	}
	for _, k := range kept {
		for _, c := range v.c.Desk.Forms().Classes() {
			if c.Code == v.c.Desk.Forms().ClassOf(k) {
				p.Kept += fmt.Sprintf("%s（留 %d 年。%s）", v.titles([]hub.Kind{k}), c.Years, c.Source)
			}
		}
	}
	if p.Kept != "" {
		p.Kept += "，和认得出孩子的名字、男女、生日"
	}
	return nil
}

func (v *visit) titles(kinds []hub.Kind) string {
	var words []string
	for _, k := range kinds {
		if def, ok := v.c.Desk.Forms().Get(k); ok {
			words = append(words, def.Title)
		}
	}
	return strings.Join(words, "、")
}

func (v *visit) reachRow(h desk.Reached) page.CountyReach {
	today, now := v.c.Desk.Today(), v.c.Clock.Now().Wall
	row := page.CountyReach{Name: h.Name, State: "还没有", Look: !h.Done, Seen: "没有联系上过"}
	if !h.Seen.IsZero() {
		row.Seen = when(h.Seen, now)
	}
	if h.Done {
		row.State, row.Day, row.Backup = "删好了", calendar.Date(h.Day, today), "等夜里换新的"
		if h.Backup != "" {
			row.Backup = "也没有了"
		}
	}
	return row
}

func (v *visit) beyondRow(b desk.Beyond, names map[hub.ID]string) page.Fact {
	where := names[b.By]
	if where == "" {
		where = "县里"
	}
	f := page.Fact{Word: calendar.Date(b.Day, v.c.Desk.Today()) + " " + where, Text: "写过 U 盘。上面是锁着的，插回任何一台机器就跟着删。"}
	if b.What != "stick" {
		f.Text = "取走过表格或者印过纸。机器收不回来，要问拿的人。"
	}
	return f
}

// eraseAnswer answers a request.
func eraseAnswer(v *visit) error {
	if err := v.mayErase(); err != nil {
		return err
	}
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	act := v.c.Desk.RefuseErase
	if v.form.Text("do") == "approve" {
		act = v.c.Desk.ApproveErase
	}
	_, err = act(v.ctx(), v.who.Actor, desk.Verdict{
		Request: v.form.Request(), Ask: id, Checked: v.form.Text("checked"), Answer: v.form.Text("answer"),
	})
	if code := hub.CodeOf(err); code == hub.CodeInvalid || code == hub.CodeConflict {
		p, perr := v.erasure(page.Faults(err))
		if perr != nil {
			return perr
		}
		p.Answer = v.form.Text("answer")
		for i := range p.Checks {
			p.Checks[i].On = p.Checks[i].Value == v.form.Text("checked")
		}
		return v.render(p)
	}
	if err != nil {
		return err
	}
	return v.see("/erasures/" + id.String())
}
