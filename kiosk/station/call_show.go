package station

import (
	"fmt"
	"net/url"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// calling is one call as far as it has got: whom, what they said, and of an ill child what
// it is like. It is kept with each tap until the day is over.
type calling struct {
	about, whom, said string
	signs             []string
	signed            bool // what it is like was answered
}

func (c calling) packed() string {
	v := url.Values{"about": {c.about}, "whom": {c.whom}, "said": {c.said}, "signs": c.signs}
	if c.signed {
		v.Set("signed", "1")
	}
	return v.Encode()
}

func callingOf(said string) (c calling) {
	v, err := url.ParseQuery(said)
	if err != nil {
		return c
	}
	return calling{about: v.Get("about"), whom: v.Get("whom"), said: v.Get("said"), signs: v["signs"], signed: v.Has("signed")}
}

// callShow is whom to call about a child. A whole number is seen only of who is called,
// and the trail says so.
func (s *Station) callShow(v *visit) error {
	c := calling{about: "absent"}
	if v.URL.Query().Get("about") == "ill" {
		c.about = "ill"
	}
	id, err := v.pathID("id", "desk.no-child")
	if err != nil {
		return err
	}
	var d talked
	if _, err := v.draft(talkDraft("call", id), &d); err != nil {
		return err
	}
	if was := callingOf(d.Said); d.Day == s.Desk.Today() && was.about == c.about {
		c = was
	}
	return s.callStep(v, c, nil)
}

func (s *Station) callStep(v *visit, c calling, matter error) error {
	id, err := v.pathID("id", "desk.no-child")
	if err != nil {
		return err
	}
	file, err := s.Desk.File(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, id, "page")
	back, at := "/absent", v.URL.Path
	if c.about == "ill" {
		back, at = "/ill/"+id.String(), at+"?about=ill"
	}
	f := v.frame(file.Child.Called())
	f.Back, f.Help = back, map[string]string{"ill": "ill"}[c.about]
	if f.Help == "" {
		f.Help = "absent"
	}
	p := page.CheckStep{Frame: f, Action: "/call/" + id.String(), Said: c.packed(), Prev: back}
	switch {
	case c.whom == "":
		s.callWhom(&p, file.People)
	case c.said == "":
		p.Question, p.Prev = "家里怎么说？", ""
		p.Tiles = s.callAnswers(c.about)
		if p.Note, err = s.callNumber(v, id, c.whom); err != nil {
			return err
		}
	case !c.signed:
		p.Question, p.Many, p.Prev, p.Next = "什么样子？", true, "", "下一步"
		signs, _ := s.field("illness", "signs")
		for _, o := range signs.Choices {
			p.Tiles = append(p.Tiles, page.Choice{Value: o.Code, Text: o.Label, On: slices.Contains(c.signs, o.Code)})
		}
	default:
		p.Question, p.Prev, p.Next = "医生说是什么病？", "", "没看，还不知道"
		if p.Tiles, err = s.suspects(v, true); err != nil {
			return err
		}
	}
	if matter != nil {
		p.Errors = faultAt(matter, "pick")
		return v.again(matter, p)
	}
	if v.taps() {
		as := leaf{What: "打电话", Who: file.Child.Called(), At: at, On: s.Desk.Today()}
		if err := v.keepDraft(talkDraft("call", id), as, talked{s.Desk.Today(), c.packed()}); err != nil {
			return err
		}
	}
	return v.render(p)
}

// callNumber is the whole number of who is called.
func (s *Station) callNumber(v *visit, child hub.ID, whom string) (*page.Note, error) {
	id, err := hub.ParseID(whom)
	if err != nil {
		return nil, hub.E(hub.CodeNotFound, "desk.no-person")
	}
	one, err := s.Desk.Whole(v.ctx(), v.who.Actor, child, id)
	if err != nil {
		return nil, err
	}
	s.Doors.Looked(v.who.Actor, child, "phone")
	return &page.Note{Kind: "calm", Icon: "i-phone", Bold: "打给" + kinOf(one) + "：" + spaced(one.Phone), Text: "打完了，点一下。"}, nil
}

// callWhom are those who have a telephone, the carer at hand first.
func (s *Station) callWhom(p *page.CheckStep, people []care.Person) {
	p.Question, p.Quiet = "打给谁？", "点一下才看得到全号，看过会记下来。"
	for _, away := range []bool{false, true} {
		for _, one := range people {
			if one.Phone == "" || one.Away != away {
				continue
			}
			word := kinWord(one.Kinship)
			if away {
				word += "，在外面"
			}
			p.Tiles = append(p.Tiles, page.Choice{Value: one.ID.String(), Text: word, Small: care.MaskPhone(one.Phone), Icon: "i-phone"})
		}
	}
	if len(p.Tiles) == 0 {
		p.Quiet = "家里人的电话一个也没有。问问村里，或者去家里看看，再到孩子的页里补上。"
	}
}

// callAnswers are what a family says: those that fit what it was called about.
func (s *Station) callAnswers(about string) (out []page.Choice) {
	codes := []string{"sick", "visit", "matter", "home", "coming", "nobody"}
	if about == "ill" {
		codes = []string{"fetch", "later", "ours", "nobody"}
	}
	said, _ := s.field("call", "said")
	for _, code := range codes {
		out = append(out, page.Choice{Value: code, Text: said.LabelOf(code)})
	}
	return out
}

// callTap takes one answer; the last one notes the call.
func (s *Station) callTap(v *visit) error {
	c, pick, step := callingOf(v.form.Text("said")), v.form.Text("pick"), v.form.Text("go")
	switch {
	case step == "back" && c.signed:
		c.signed = false
		return s.callStep(v, c, nil)
	case step == "back" && c.said != "":
		c.said, c.signs = "", nil
		return s.callStep(v, c, nil)
	case step == "back":
		c.whom = ""
		return s.callStep(v, c, nil)
	case c.whom == "":
		c.whom = pick
		return s.callStep(v, c, nil)
	case c.said == "":
		if c.said = pick; c.said == "sick" || c.said == "" {
			return s.callStep(v, c, nil)
		}
		return s.callDone(v, c, "")
	case !c.signed && step == "next":
		c.signed = true
		return s.callStep(v, c, nil)
	case !c.signed:
		c.signs = toggled(c.signs, pick)
		return s.callStep(v, c, nil)
	}
	return s.callDone(v, c, pick)
}

func (s *Station) callDone(v *visit, c calling, suspect string) error {
	id, err := v.pathID("id", "desk.no-child")
	if err != nil {
		return err
	}
	whom, err := hub.ParseID(c.whom)
	if err != nil {
		return s.callStep(v, calling{about: c.about}, nil)
	}
	if _, err := v.draft(talkDraft("call", id), &talked{}); err != nil {
		return err
	}
	out, err := s.Desk.NoteCall(v.ctx(), v.who.Actor, desk.Called{
		Request: v.form.Request(), Child: id, Whom: whom, About: c.about, Said: c.said, Signs: c.signs, Suspect: suspect,
	})
	switch {
	case err != nil && question(err):
		return s.callStep(v, c, err)
	case err != nil:
		return err
	}
	if err := v.dropDraft(talkDraft("call", id)); err != nil {
		return err
	}
	if c.about == "ill" {
		return v.done("/ill/"+id.String(), out)
	}
	return v.done("/absent", out)
}

// absentList is who did not come, and nobody knows why: the longest first.
func (s *Station) absentList(v *visit) error {
	all, err := s.Desk.Absentees(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return err
	}
	f := v.framed("没来的，问一声")
	f.Hint, f.Help, f.Back, f.Undo = s.todayInWords(), "absent", "/todo", v.undo("/absent", "", "记好了")
	p := page.Rows{Frame: f, Empty: "没来的都问过了。"}
	by := s.Desk.Daily().Absence.AskBy
	if len(all) > 0 && s.Desk.Minute() < by {
		p.Lead = clock(by) + " 以前问完。"
	}
	if def, ok := s.Desk.Forms().Get("closure"); ok && def.MayWrite(v.who.Actor.Role) && len(all) > onlyOne {
		w, err := s.Desk.Wall(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(w.Children, func(c desk.WallChild) bool { return c.Day.In >= 0 }) {
			p.Lead = joinFacts(p.Lead, "一个也没来：站里停了，就记一下停到哪天。")
			p.Ways = []page.Link{{Href: "/forms/closure/new", Text: "停几天", Icon: "i-day"}}
		}
	}
	for _, a := range all {
		peg := page.PegOf(a.Child.Peg, a.Child.ID)
		row := page.Row{Peg: &peg, Bold: a.Child.Called(), Text: "没来，没说为什么", Href: "/call/" + a.Child.ID.String(), Way: "打电话"}
		if a.Sick {
			row.Text = "病假，问问什么样子"
		}
		if n := len(a.Calls); n > 0 {
			row.Small = s.callWord(a.Calls[n-1], a.People, s.Desk.Today())
		}
		if a.Silent > 1 {
			row.Tag, row.Care = daysInRow(a.Silent), a.ToHead
		}
		if a.ToHead {
			row.Small = joinFacts(row.Small, "站长来问")
		}
		p.Rows = append(p.Rows, row)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), "/absent")
	return v.render(p)
}

// onlyOne is how many may be missing without anybody thinking that the station is shut.
const onlyOne = 1

func daysInRow(n int) string { return fmt.Sprintf("%d 天没消息", n) }

// absentUndo takes back what the bar of the list offers.
func (s *Station) absentUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/absent")
}
