package station

import (
	"context"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// illList is who is in the 观察室, and who is ill at home.
func (s *Station) illList(v *visit) error {
	w, err := s.Desk.Wall(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	f := v.framed("病了的孩子")
	f.Help, f.Undo = "ill", v.undo("/absent", "", "记好了")
	p := page.Rows{Frame: f, Empty: "现在没有孩子病着。"}
	for _, room := range []bool{true, false} {
		for _, c := range w.Children {
			if !c.Ill.Open() || room != (c.Ill.State == "room") {
				continue
			}
			peg := page.PegOf(c.Child.Peg, c.Child.ID)
			row := page.Row{Peg: &peg, Bold: c.Child.Called(), Text: illWord(c.Ill, s.Desk.Today()), Href: "/ill/" + c.Child.ID.String(), Way: "看看"}
			if room {
				row.Tag, row.Care = "在观察室", true
			}
			p.Rows = append(p.Rows, row)
		}
	}
	return v.render(p)
}

// illWord is since when, and until when it stays away.
func illWord(i care.Illness, today hub.Day) string {
	text := calendar.Date(i.Day, today) + "起"
	if i.State == "home" && i.Until > today {
		text += "，" + calendar.Date(i.Until, today) + "以前不能来"
	}
	if i.NeedsProof {
		text += "，来的时候要返园证明"
	}
	return text
}

// illShow is a child's illness: what was measured, who was told, what is to be done next.
func (s *Station) illShow(v *visit) error {
	ill, err := v.ill()
	if err != nil {
		return err
	}
	p, err := s.illPage(v, ill)
	if err != nil {
		return err
	}
	return v.render(p)
}

// ill reads the child of the path; that somebody looked is put on the trail.
func (v *visit) ill() (desk.Ill, error) {
	id, err := v.pathID("id", "ill.none")
	if err != nil {
		return desk.Ill{}, err
	}
	ill, err := v.s.Desk.IllOf(v.ctx(), v.who.Actor, id)
	if err == nil {
		v.s.Doors.Looked(v.who.Actor, id, "page")
	}
	return ill, err
}

func (s *Station) illPage(v *visit, ill desk.Ill) (page.Rows, error) {
	today, at := s.Desk.Today(), "/ill/"+ill.Child.ID.String()
	f := v.frame(ill.Child.Called() + "病了")
	f.Hint, f.Back, f.Help, f.Undo = illWord(ill.Illness, today), "/ill", "ill", v.undo(at, "", "记好了")
	p := page.Rows{Frame: f, Action: at, Prev: "/ill"}
	if ill.Day.Out < 0 { // once fetched, nobody measures here any more
		p.Note = s.feverNote(ill)
	}
	called := page.Row{Icon: "i-phone", Bold: "告诉家里", Text: "还没打电话", Href: "/call/" + ill.Child.ID.String() + "?about=ill", Way: "打电话"}
	if n := len(ill.Calls); n > 0 {
		if called.Text = s.callWord(ill.Calls[n-1], ill.People, today); ill.Calls[n-1].Reached() {
			called.Way = "再打"
		}
	}
	here := ill.Illness.State == "room" && ill.Day.In >= 0 && ill.Day.Out < 0
	if here {
		p.Rows = append(p.Rows, page.Row{Icon: "i-check-up", Bold: "体温", Text: tempsWord(ill.Temps, today), Href: at + "/temp", Way: "再量"})
	}
	what := page.Row{Icon: "i-help", Bold: "像什么病", Text: "还没说", Href: at + "/what", Way: "说一说"}
	if ill.Illness.Suspect != "" {
		rule, err := s.Desk.IllnessRule(v.ctx(), ill.Illness.Suspect)
		if err != nil {
			return p, err
		}
		what.Text, what.Way = s.suspectWord(ill.Illness), "改"
		what.Small = fmt.Sprintf("至少 %d 天，到%s为止；各地说法不一样，听医生的", rule.Days, rule.End)
		if rule.Contacts > 0 {
			what.Small += fmt.Sprintf("。同班的孩子多看 %d 天", rule.Contacts)
		}
	}
	p.Rows = append(p.Rows, called, what)
	if here {
		p.Rows[0].Small = clock(ill.Illness.Room) + " 到观察室"
		p.Ways = []page.Link{{Href: "/wall/pickup?child=" + ill.Child.ID.String(), Text: "家里来接了", Icon: "i-door"}}
		p.Last = true
		p.Rows = append(p.Rows, page.Row{Icon: "i-thumb", Bold: "没事了", Text: "量过看过，不是病", Do: []page.Choice{{Value: "over", Text: "回去和大家玩"}}})
	}
	return p, nil
}

// feverNote is what the temperatures ask for, in one line.
func (s *Station) feverNote(ill desk.Ill) *page.Note {
	switch ill.Fever.Step {
	case day.FeverWait:
		return &page.Note{Icon: "i-clock", Bold: clock(ill.Fever.At) + " 再量一次体温。", Text: "先让孩子歇着，喝点水。"}
	case day.FeverAgain:
		return &page.Note{Icon: "i-clock", Bold: "该再量一次体温了。"}
	case day.FeverRoom:
		if ill.Illness.State == "room" && !told(ill.Calls) {
			return &page.Note{Icon: "i-warn", Bold: "烧着。", Text: "给家里打电话，请家里来接，去看医生。"}
		}
	}
	return nil
}

func told(calls []care.Call) bool {
	for _, c := range calls {
		if c.Reached() {
			return true
		}
	}
	return false
}

// tempsShown is how many temperatures fit in a line.
const tempsShown = 5

// tempsWord are the last of today: 7:40 37.8，7:52 38.1.
func tempsWord(temps []care.Temp, today hub.Day) string {
	var out []string
	for _, t := range temps {
		if t.Day == today {
			out = append(out, clock(t.Minute)+" "+page.Unit{Scale: 10, Step: 1}.Say(t.Tenths)+" 度")
		}
	}
	if len(out) == 0 {
		return "还没量"
	}
	return strings.Join(out[max(0, len(out)-tempsShown):], "，")
}

// callWord is one call in words: 7:55 打给奶奶，马上来接.
func (s *Station) callWord(c care.Call, people []care.Person, today hub.Day) string {
	who := "家里"
	for _, p := range people {
		if p.ID == c.Whom {
			who = kinOf(p)
		}
	}
	text := clock(c.Minute) + " 打给" + who
	if c.Day != today {
		text = calendar.Date(c.Day, today) + " 打给" + who
	}
	f, _ := s.field("call", "said")
	return text + "，" + f.LabelOf(c.Said)
}

func (s *Station) suspectWord(i care.Illness) string {
	suspect, _ := s.field("illness", "suspect")
	by, _ := s.field("illness", "said_by")
	return joinFacts(suspect.LabelOf(i.Suspect), by.LabelOf(i.SaidBy))
}

// illDo ends an illness that was none, or takes back what the bar offers.
func (s *Station) illDo(v *visit) error {
	id, err := v.pathID("id", "ill.none")
	if err != nil {
		return err
	}
	if v.form.Has("undo") {
		if _, err := v.takeBack(); err != nil {
			return err
		}
		return v.see("/ill/" + id.String())
	}
	if v.form.Text("do") != "over" {
		return v.see("/ill/" + id.String())
	}
	out, err := s.Desk.NotIll(v.ctx(), v.who.Actor, v.form.Request(), id)
	if err != nil {
		return err
	}
	return v.done("/ill", out)
}

// illWay leads from a child's page to its illness, while it is ill.
func (s *Station) illWay(ctx context.Context, v *visit, file desk.File) ([]page.Link, error) {
	if !v.who.Actor.May(hub.ActMeasure) {
		return nil, nil
	}
	i, err := s.Desk.IllnessOf(ctx, v.who.Actor, file.Child.ID)
	if err != nil || !i.Open() {
		return nil, err
	}
	return []page.Link{{Href: "/ill/" + file.Child.ID.String(), Text: map[string]string{"room": "在观察室", "home": "病了在家"}[i.State]}}, nil
}
