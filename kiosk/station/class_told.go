package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// toldShow is the families that a class is for: whom to call, to whom somebody has to go,
// and what they said.
func (s *Station) toldShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	invited, err := s.Desk.ExpectedAt(v.ctx(), v.who.Actor, file.Class.ID)
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/told"
	f := v.classFrame(file.Class, "请家里来")
	p := page.Rows{Frame: f, Action: at, Prev: f.Back, Last: true, Ways: []page.Link{{Href: classAt(file.Class.ID) + "/paper", Text: "贴通知", Icon: "i-print"}, {Href: classAt(file.Class.ID) + "/aloud", Text: "大喇叭念", Icon: "i-speak"}},
		Empty: "这个年龄的孩子，站里还没有。大喇叭上说一声，谁来都行。"}
	p.Undo = v.undo(classAt(file.Class.ID)+"/undo", "", "记好了")
	rows := toldRows(at, invited)
	p.Lead = joinFacts(s.audience(file.Class), noticedWord(s, file))
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), at)
	return v.render(p)
}

// noticedWord is how all of them were told.
func noticedWord(s *Station, file desk.ClassFile) (out string) {
	for _, n := range file.Notices {
		if n.Way == "speaker" || n.Way == "paper" {
			out = joinFacts(out, s.labelOf("class-notice", "way", n.Way)+" "+s.sayDay(n.Day))
		}
	}
	return out
}

// toldRows are those who have not answered first; who has no telephone says so.
func toldRows(at string, invited []desk.Invited) []page.Row {
	var open, done []page.Row
	for _, one := range invited {
		peg := childPeg(one.Child)
		row := page.Row{Peg: &peg, Bold: one.Child.Called(), Text: one.Age, Small: joinFacts(one.Whose, care.MaskPhone(one.Phone)), Href: at + "/" + one.Child.ID.String(), Way: "打电话"}
		if one.Phone == "" {
			row.Small, row.Way = "没有电话，路上见到说一声", "说过了"
		}
		if row.Tag = toldWord(one.Told); row.Tag != "" && one.Told.Said != "nobody" {
			row.Way = "改"
			done = append(done, row)
			continue
		}
		row.Care = row.Tag != ""
		open = append(open, row)
	}
	return append(open, done...)
}

// toldWord is what a family said.
func toldWord(n care.ClassNotice) string {
	if n.Way == "" || n.Gone {
		return ""
	}
	return map[string]string{"coming": "来", "maybe": "说不准", "not": "来不了", "nobody": "没打通", "": "说过了"}[n.Said]
}

// toldTake notes that all were told, by loudspeaker or paper.
func (s *Station) toldTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	way := v.form.Text("do")
	if way == "notice" {
		return v.see(noticeAt(file.Class.ID))
	}
	if way != "speaker" && way != "paper" {
		return v.see(v.URL.Path)
	}
	out, err := s.Desk.NoteNotice(v.ctx(), v.who.Actor, desk.Noticed{Request: v.form.Request(), Class: file.Class.ID, Way: way})
	if err != nil {
		return err
	}
	return v.done(v.URL.Path, out)
}

// invitedOf is one family of a class.
func (s *Station) invitedOf(v *visit) (desk.ClassFile, desk.Invited, error) {
	file, err := v.class()
	if err != nil {
		return file, desk.Invited{}, err
	}
	child, err := v.childID()
	if err != nil {
		return file, desk.Invited{}, err
	}
	invited, err := s.Desk.ExpectedAt(v.ctx(), v.who.Actor, file.Class.ID)
	if err != nil {
		return file, desk.Invited{}, err
	}
	for _, one := range invited {
		if one.Child.ID == child {
			return file, one, nil
		}
	}
	return file, desk.Invited{}, hub.E(hub.CodeNotFound, "desk.no-child")
}

// toldCall shows a family's whole number, which goes on the trail, and asks what they said.
func (s *Station) toldCall(v *visit) error {
	file, one, err := s.invitedOf(v)
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/told"
	f := v.classFrame(file.Class, one.Child.Called())
	f.Back = at
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: "家里怎么说？", Field: "pick", Prev: at,
		Tiles: []page.Choice{{Value: "coming", Text: "来"}, {Value: "maybe", Text: "说不准"}, {Value: "not", Text: "来不了"}}}
	if one.Phone != "" {
		s.Doors.Looked(v.who.Actor, one.Child.ID, "phone")
		p.Note = &page.Note{Kind: "calm", Icon: "i-phone", Bold: "打给" + one.Whose + "：" + spaced(one.Phone), Text: "就说：" + s.inviteWords(file.Class)}
		p.Tiles = append(p.Tiles, page.Choice{Value: "nobody", Text: "没打通"})
		p.Write = "当面说过了"
	} else {
		p.Note = &page.Note{Kind: "calm", Icon: "i-visit", Bold: "见到了就说：", Text: s.inviteWords(file.Class)}
	}
	return v.render(p)
}

// toldSaid notes what a family said.
func (s *Station) toldSaid(v *visit) error {
	file, one, err := s.invitedOf(v)
	if err != nil {
		return err
	}
	n := desk.Noticed{Request: v.form.Request(), Class: file.Class.ID, Child: one.Child.ID, Way: "phone", Said: v.form.Text("pick")}
	if one.Phone == "" || v.form.Text("go") == "write" {
		n.Way = "told"
	}
	out, err := s.Desk.NoteNotice(v.ctx(), v.who.Actor, n)
	if err != nil {
		return err
	}
	return v.done(classAt(file.Class.ID)+"/told", out)
}

// inviteWords is a class as one says it on the telephone.
func (s *Station) inviteWords(c care.Class) string {
	return s.classWhen(c) + "，在" + c.Place + "，讲“" + c.Title + "”，来听听。"
}

// villageWords is a class as the village loudspeaker says it.
func (s *Station) villageWords(v *visit, c care.Class) []string {
	who := "家里有小孩的"
	switch {
	case c.Kind == "pregnancy":
		who = "怀孕的、家里有怀孕的"
	case c.To > 0:
		who = "孩子" + s.audience(c) + "的"
	}
	at := calendar.DateWeek(c.Day, c.Day)
	if c.Start >= 0 {
		at += "，" + clock(c.Start)
	}
	lines := []string{"各位乡亲：", at + "，在" + heldAt(v.site, c) + "上" + s.labelOf("class", "kind", c.Kind) + "，讲“" + c.Title + "”。",
		who + "，爸爸妈妈、爷爷奶奶、外公外婆都可以来听，不收钱。"}
	if c.Way == "both" || c.Way == "remote" {
		lines = append(lines, "来不了的，到时候用手机也能听。")
	}
	return append(lines, v.site.Name+"等着大家。")
}

// toldAloud is what is read out at the village loudspeaker.
func (s *Station) toldAloud(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/told"
	f := v.classFrame(file.Class, "大喇叭念")
	f.Back = at
	words := s.villageWords(v, file.Class)
	p := page.Message{Frame: f, Icon: "i-speak", Kind: "calm", Head: words[0], Lines: append(words[1:], "—— 念两遍，早上、傍晚各一回。"),
		Post: []page.Post{{Action: at, Field: "do", Value: "speaker", Text: "念过了", Icon: "i-check", Main: true}}}
	if s.Notices != nil {
		p.Post = append([]page.Post{{Action: at, Field: "do", Value: "notice", Text: "录一遍通知", Icon: "i-mic"}}, p.Post...)
	}
	return v.render(p)
}

// absentClass are the families who neither came nor heard the recording.
func (s *Station) absentClass(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	absent, err := s.Desk.AbsentFrom(v.ctx(), v.who.Actor, file.Class.ID)
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/absent"
	f := v.classFrame(file.Class, "没来的")
	p := page.Rows{Frame: f, Prev: f.Back, Empty: "该来的都来了，或者听过回放了。"}
	if len(absent) > 0 {
		p.Lead = fmt.Sprintf("%d 家没来。路上见到，或者来接孩子的时候，放给她们听。", len(absent))
	}
	var rows []page.Row
	for _, one := range absent {
		peg := childPeg(one.Child)
		row := page.Row{Peg: &peg, Bold: one.Child.Called(), Text: one.Age, Small: joinFacts(one.Child.VillageName, toldWord(one.Told))}
		if file.Recording.Open() {
			row.Href, row.Way = replayAt(file.Class.ID)+"/hear?for="+one.Child.ID.String(), "放给她听"
		}
		rows = append(rows, row)
	}
	if !file.Recording.ID.IsZero() && !file.Recording.Open() {
		p.Ways = []page.Link{{Href: classAt(file.Class.ID) + "/sound", Text: "先把录音放出来", Icon: "i-mic"}}
	}
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), at)
	return v.render(p)
}
