package station

import (
	"cmp"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// purpose is a use of data by its code.
func (s *Station) purpose(code string) (form.Purpose, bool) {
	for _, p := range s.Desk.Forms().Purposes() {
		if string(p.Code) == code {
			return p, true
		}
	}
	return form.Purpose{}, false
}

// wish is what a family asked for.
func (s *Station) wish(a care.EraseAsk) string {
	switch a.What {
	case desk.EraseAll:
		return "全部删掉"
	case desk.ErasePause:
		return "先停用"
	}
	if p, ok := s.purpose(a.What); ok {
		return "收回“" + p.Title + "”"
	}
	return "收回一项同意"
}

// erasingList is what families have asked at this site.
func (s *Station) erasingList(v *visit) error {
	asks, err := s.Desk.EraseAsks(v.ctx(), v.who.Actor)
	if err != nil {
		return err
	}
	p := page.Rows{Frame: v.framed("停用和删除"), Action: "/erasing", Empty: "没有家里要求停用、删除的。"}
	p.Back = "/more"
	for _, a := range asks {
		if a.Site != v.site.ID {
			continue
		}
		row := page.Row{Icon: "i-lock", Bold: s.who(v, a), Text: s.wish(a), Small: s.sayDay(a.Day) + " " + askedBy(a) + "提的", Tag: s.stateWord(a), Care: a.Open(),
			Href: erasingAt(a.ID), Way: "看"}
		p.Rows = append(p.Rows, row)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), "/erasing")
	return v.render(p)
}

// asksHere counts the requests of a site that wait for an answer, and says whether it
// has any at all.
func (s *Station) asksHere(asks []care.EraseAsk, site hub.ID) (open int, any bool) {
	for _, a := range asks {
		if a.Site == site {
			any = true
			if a.Open() {
				open++
			}
		}
	}
	return open, any
}

// who is the child, as long as it has a name here.
func (s *Station) who(v *visit, a care.EraseAsk) string {
	t, err := s.Desk.NameOf(v.ctx(), v.who.Actor, "child", a.Child)
	if err != nil || t == "" {
		return "一个孩子"
	}
	return t
}

func askedBy(a care.EraseAsk) string {
	if a.ByName == "" {
		return kinWord(a.Kinship)
	}
	return kinWord(a.Kinship) + " " + a.ByName
}

func (s *Station) stateWord(a care.EraseAsk) string {
	if _, purpose := s.purpose(a.What); purpose {
		return "收回了"
	}
	return s.choice("erase-ask", "state", a.State)
}

// erasingShow says how far a request has come: what waits for an answer in one
// sentence, what was ordered hub by hub.
func (s *Station) erasingShow(v *visit) error {
	a, reach, err := s.erasing(v)
	if err != nil {
		return err
	}
	if reach.Since != "" {
		beyond, err := s.Desk.Beyond(v.ctx(), v.who.Actor, a, reach.Since)
		if err != nil {
			return err
		}
		return v.render(s.reachPage(v, a, reach, beyond))
	}
	return v.render(s.askedPage(v, a))
}

func (s *Station) erasing(v *visit) (a care.EraseAsk, r desk.Reach, err error) {
	id, err := v.pathID("id", "desk.no-child")
	if err != nil {
		return a, r, err
	}
	if a, err = s.Desk.EraseAsk(v.ctx(), v.who.Actor, id); err != nil {
		return a, r, err
	}
	var holders []desk.Holder
	if s.Hubs != nil {
		if holders, err = s.Hubs.Holders(v.ctx(), a.Lane); err != nil {
			return a, r, err
		}
	}
	r, err = s.Desk.Reach(v.ctx(), v.who.Actor, a, holders)
	return a, r, err
}

func (s *Station) askedPage(v *visit, a care.EraseAsk) page.Message {
	f := v.framed("停用和删除")
	f.Back, f.Hint = "/erasing", s.who(v, a)
	p := page.Message{Frame: f, Icon: "i-lock", Kind: "calm", Head: "已按家里要求停用",
		Lines: []string{s.sayDay(a.Day) + "，" + askedBy(a) + "提的：" + s.wish(a) + "。",
			"名单、找人、表格里都没有这个孩子了，只有站长和县里能打开。",
			"县里最晚 " + calendar.Date(a.Due, s.Desk.Today()) + " 答复。机器连上了自己会报上去。"},
		Ways: []page.Link{{Href: erasingAt(a.ID) + "/notice", Text: "印一张给家里"}},
		Post: []page.Post{{Action: erasingAt(a.ID), Field: "do", Value: "back", Text: "家里不停用了", Icon: "i-undo"}}}
	if v.s.Box.Lane() == hub.LaneLocal {
		p.Lines[2] = "这台机器还没有接到县里。接上以后，县里才能答复和删除。"
	}
	switch a.State {
	case "refused":
		p.Kind, p.Icon, p.Head, p.Post = "", "i-pen", "县里答复了，恢复使用", nil
		p.Lines[1], p.Lines[2] = "县里说："+cmp.Or(a.Answer, "见电话里说的")+"。", s.sayDay(a.Answered)+"答复的。不同意，可以再提，也可以打 12345。"
	case "cancelled":
		p.Kind, p.Icon, p.Head, p.Post = "good", "i-check", "家里改主意了，照常使用", nil
		p.Lines = p.Lines[:1]
	case "ordered":
		p.Kind, p.Icon, p.Head, p.Post = "good", "i-check", "收回了", nil
		p.Lines[1], p.Lines[2] = "从现在起不再留、不再送。", "以前存过的，县里一收到就通知各站删掉，到时候这里写着哪些站删好了。没有存过，就没有要删的。"
	}
	return p
}

// reachPage lists the hubs, those that are missing first, and what no order reaches.
func (s *Station) reachPage(v *visit, a care.EraseAsk, r desk.Reach, beyond []desk.Beyond) page.Rows {
	f := v.framed(fmt.Sprintf("已在 %d/%d 处删除", r.Done, len(r.Hubs)))
	f.Back, f.Hint = "/erasing", s.wish(a)+" · "+askedBy(a)+" "+s.sayDay(a.Day)+"提的"
	p := page.Rows{Frame: f, Prev: "/erasing", Lead: leadOf(beyond), Last: true,
		Ways: []page.Link{{Href: erasingAt(a.ID) + "/notice", Text: "印一张给家里", Icon: "i-print"}}}
	for _, h := range r.Hubs {
		p.Rows = append(p.Rows, s.hubRow(h))
	}
	p.Rows, p.Pages = pagedBy(p.Rows, hubsShown, v.URL.Query().Get("page"), erasingAt(a.ID))
	return p
}

const hubsShown = 5

func (s *Station) hubRow(h desk.Reached) page.Row {
	row := page.Row{Icon: "i-clock", Bold: h.Name, Tag: "还没有", Care: true, Small: "没有联系上过。一联系上就删。"}
	if !h.Seen.IsZero() {
		row.Small = "最后联系 " + s.sayDay(hub.DayOf(h.Seen)) + "。一联系上就删。"
	}
	if h.Done {
		row.Icon, row.Tag, row.Care, row.Small = "i-check", "删好了", false, s.sayDay(h.Day)+"删的。它的备份今天夜里换新的。"
		if h.Backup != "" {
			row.Small = s.sayDay(h.Day) + "删的，备份里也没有了。"
		}
	}
	return row
}

// leadOf says what no order reaches, in numbers; the printed sheet has the days.
func leadOf(beyond []desk.Beyond) string {
	sticks, exports := 0, 0
	for _, b := range beyond {
		if b.What == "stick" {
			sticks++
		} else {
			exports++
		}
	}
	switch {
	case sticks+exports == 0:
		return "没有写过 U 盘，也没有取走过表格。"
	case exports == 0:
		return fmt.Sprintf("写过 %d 回 U 盘，上面是锁着的，插回机器就跟着删。", sticks)
	}
	return fmt.Sprintf("取走过 %d 回表格，机器收不回来，要问拿的人；写过 %d 回 U 盘，锁着的，插回机器就跟着删。", exports, sticks)
}

// erasingBack is a family that thinks better of it.
func (s *Station) erasingBack(v *visit) error {
	id, err := v.pathID("id", "desk.no-child")
	if err != nil {
		return err
	}
	if _, err := s.Desk.TakeBackErase(v.ctx(), v.who.Actor, v.form.Request(), id); err != nil {
		return err
	}
	return v.see(erasingAt(id))
}
