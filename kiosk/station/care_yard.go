package station

import (
	"fmt"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// goesOut is the answer of who goes out with the others.
const goesOut = "out"

// yardShow is 户外: who goes out, since when they are, how long they have been today.
func (s *Station) yardShow(v *visit) error {
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	_, group := yardGroups(board, v.URL.Query().Get("group"))
	var d tapped
	if _, err := v.draft(careDraft("yard", group), &d); err != nil {
		return err
	}
	return v.render(s.yardPage(v, board, d.begin(group, s.Desk.Today(), board, yardFirst)))
}

func yardFirst(k desk.CareKid) string {
	if k.Care.Inside != "" {
		return k.Care.Inside
	}
	return goesOut
}

// yardTake takes a tap: who stays inside, or that they went or came back.
func (s *Station) yardTake(v *visit) error {
	board, err := s.Desk.Care(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return err
	}
	taps := v.careTaps()
	draft := careDraft("yard", taps.group)
	if _, err := v.draft(draft, &tapped{}); err != nil {
		return err
	}
	p := s.yardPage(v, board, taps)
	if v.form.Text("go") != "next" {
		as := leaf{What: "户外", Where: "还没记下", At: ofGroup(v.URL.Path, taps.group), On: board.Day}
		if err := v.keepDraft(careDraft("yard", taps.group), as, taps.kept(board.Day, board, yardFirst)); err != nil {
			return err
		}
		return v.render(p)
	}
	group, _ := hub.ParseID(p.Group) // "" is everybody
	y := desk.Yard{Request: v.form.Request(), Group: group, Minute: max(0, s.Desk.Minute()-taps.ago)}
	for _, k := range board.Kids {
		said := taps.said[k.Child.ID]
		if said == goesOut {
			said = care.AnswerOut
		}
		if _, shown := taps.said[k.Child.ID]; shown && said != k.Care.Inside {
			y.Inside = append(y.Inside, desk.CareAnswer{Child: k.Child.ID, Answer: said})
		}
	}
	act := s.Desk.GoOut
	if v.form.Text("turn") == "in" {
		act = s.Desk.ComeIn
	}
	out, err := act(v.ctx(), v.who.Actor, y)
	switch {
	case question(err):
		p.Errors = page.Errors{"": page.Faults(err)[""]}
		return v.again(err, p)
	case err != nil:
		return err
	}
	if err := v.dropDraft(draft); err != nil {
		return err
	}
	if out.Commit.IsZero() {
		return v.see("/care")
	}
	return v.done("/care", out)
}

// yardPage shows who goes out, and the bar of the group that was out the least.
func (s *Station) yardPage(v *visit, b desk.CareBoard, taps careTaps) page.CareBatch {
	f := v.frame("户外")
	f.Back, f.Here = "/care", v.URL.Path
	p := page.CareBatch{Frame: f, Action: v.URL.Path, Question: "谁出去？", Prev: "/care", Ago: strconv.Itoa(taps.ago),
		Empty: "这个班现在没有孩子。", Agos: marked(agos(), strconv.Itoa(taps.ago)), Ways: []page.Link{{Href: "/care/yard/why", Text: "今天出不去"}}}
	p.Pages, p.Group = yardGroups(b, taps.group)
	p.Action = ofGroup(v.URL.Path, p.Group)
	least, out := -1, 0
	for _, k := range b.Kids {
		if !k.Here() || p.Group != "" && k.Enrolment.Group.String() != p.Group {
			continue
		}
		id := k.Child.ID
		said := taps.said[id]
		tile := page.CareKid{ID: id.String(), Name: k.Child.Called(), Peg: page.PegOf(k.Child.Peg, id), On: id == taps.picked, Differ: said != goesOut}
		tile.Word = fmt.Sprintf("%d 分钟", k.Outdoor)
		answers := append([]page.Choice{{Value: goesOut, Text: "出去"}}, s.choicesOf("care-day", "inside")...)
		if said == goesOut {
			out++
			if least < 0 || k.Outdoor < least {
				least = k.Outdoor
			}
		} else {
			tile.Word = s.choice("care-day", "inside", said)
		}
		if tile.On {
			p.Picked, p.Answers = &page.Person{ID: tile.ID, Name: tile.Name, Peg: tile.Peg}, marked(answers, said)
		}
		p.Kids, p.Said = append(p.Kids, tile), append(p.Said, tile.ID+"."+said)
	}
	s.yardStands(&p, b, max(0, least), out)
	return p
}

// yardStands says how long they have been out, and what comes next.
func (s *Station) yardStands(p *page.CareBatch, b desk.CareBoard, least, out int) {
	asked := care.Builtin().OutdoorMinutes
	bar := page.CareBar{Word: "今天", Text: fmt.Sprintf("%d 分钟，还差 %d 分钟", least, asked-least), Percent: min(100, least*100/asked)}
	if least >= asked {
		bar.Text = fmt.Sprintf("%d 分钟，够了", least)
	}
	p.Lines = append(p.Lines, bar)
	group, _ := hub.ParseID(p.Group)
	since, why := -1, ""
	for _, o := range b.Outings {
		mine := group.IsZero() || o.Group.IsZero() || o.Group == group
		switch {
		case mine && o.Open():
			since = o.From
		case mine && o.Why != "":
			why = o.Why
		}
	}
	switch {
	case since >= 0:
		p.Turn, p.Next, p.Question, p.Ways = "in", "回来了", clock(since)+" 出去的", nil
	case len(p.Kids) > 0 && out > 0:
		p.Turn, p.Next = "out", fmt.Sprintf("出门了，%d 个", out)
	}
	if why != "" && since < 0 && least < asked {
		p.Note = &page.Note{Kind: "calm", Icon: "s-sun", Bold: "今天出不去：" + s.choice("outing", "why", why) + "。", Text: "在屋里多动一动。"}
	}
}

// yardGroups are the pages: everybody where they fit on one, and each class.
func yardGroups(b desk.CareBoard, chosen string) (pages []page.Choice, group string) {
	here := map[hub.ID]bool{}
	for _, k := range b.Kids {
		here[k.Enrolment.Group] = true
	}
	if len(here) < 2 {
		return nil, ""
	}
	if len(b.Kids) <= onOneCarePage {
		pages = append(pages, page.Choice{Value: "/care/yard", Text: "全部"})
	}
	known := func(g care.Group) bool { return g.ID.String() == chosen && here[g.ID] }
	for _, g := range b.Groups {
		if here[g.ID] {
			pages = append(pages, page.Choice{Value: "/care/yard?group=" + g.ID.String(), Text: g.Name, On: g.ID.String() == chosen})
		}
	}
	switch {
	case slices.ContainsFunc(b.Groups, known):
		return pages, chosen
	case len(b.Kids) <= onOneCarePage:
		pages[0].On = true
		return pages, ""
	}
	pages[0].On = true
	return pages, pages[0].Value[len("/care/yard?group="):]
}

// yardWhy asks why they cannot go out.
func (s *Station) yardWhy(v *visit) error {
	f := v.frame("今天出不去")
	f.Back = "/care/yard"
	return v.render(page.Choose{Frame: f, Action: "/care/yard/why", Question: "为什么出不去？", Field: "why", Tiles: s.choicesOf("outing", "why"), Prev: "/care/yard"})
}

func (s *Station) yardWhyTake(v *visit) error {
	why := v.form.Text("why")
	if why == "" {
		return s.yardWhy(v)
	}
	out, err := s.Desk.StayIn(v.ctx(), v.who.Actor, desk.Yard{Request: v.form.Request()}, why)
	if err != nil {
		return err
	}
	return v.done("/care", out)
}
