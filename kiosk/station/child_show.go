package station

import (
	"context"
	"fmt"
	"net/url"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// childShow is a child's page. It changes while it is open.
func (s *Station) childShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	id := file.Child.ID
	if v.PathValue("child") != id.String() { // one child, one page: that of the leading record
		to := url.URL{Path: childAt(id), RawQuery: v.URL.RawQuery}
		return v.see(to.String())
	}
	return v.shows(func(ctx context.Context) (page.Lively, error) {
		file, err := s.Desk.File(ctx, v.who.Actor, id)
		if err != nil {
			return nil, err
		}
		return s.childPage(ctx, v, file)
	}, func(p page.Lively, ticket string) page.View {
		c := p.(page.Child)
		c.Ticket = ticket
		return c
	})
}

// childPage is what this box may show of a child.
func (s *Station) childPage(ctx context.Context, v *visit, file desk.File) (page.Child, error) {
	c, today := file.Child, s.Desk.Today()
	f := v.frame(c.Called())
	f.Back = "/find"
	p := page.Child{Frame: f, ID: c.ID.String(), Peg: childPeg(c)}
	if c.Sealed && c.Called() == "" {
		return s.sealedPage(ctx, v, p, file)
	}
	p.Hint = childWord(file, today)
	if c.Birth != "" {
		p.Hint = joinFacts(sexWord(c.Sex), ageBoth(c.Birth, today))
	}
	p.Undo = v.undo(childAt(c.ID)+"/undo", "", "")
	if s.Photos != nil && file.Consents["photo"].Answer == hub.AnswerYes {
		p.Photo = photoAt(c.ID)
	}
	facts, err := s.childFacts(ctx, v, file)
	if err != nil {
		return p, err
	}
	if p.Alerts, err = s.childAlerts(ctx, v, c.ID); err != nil {
		return p, err
	}
	p.Facts, p.Gaps, p.Tags = facts, s.childGaps(file), s.childTags(file)
	if p.Due, err = s.childDue(ctx, v, file); err != nil {
		return p, err
	}
	ill, err := s.illWay(ctx, v, file)
	if err != nil {
		return p, err
	}
	p.Due = append(ill, p.Due...)
	if link, ok, err := s.childSheets(ctx, v, file); err != nil {
		return p, err
	} else if ok {
		p.Due = append(p.Due, link)
	}
	if p.Undo != nil {
		p.Tags = append([]string{"记好了"}, p.Tags...)
	}
	for _, one := range file.People {
		p.People = append(p.People, s.relative(v, c.ID, one))
	}
	p.Slip = childAt(c.ID) + "/slip"
	opening, err := s.Desk.Opening(ctx, v.site)
	if err != nil {
		return p, err
	}
	p.Days, p.Came = page.Fortnight(file.Days, today, opening.On)
	doubtful, err := s.doubtfulDays(ctx, v.site.ID, today)
	if err != nil {
		return p, err
	}
	page.Doubted(p.Days, doubtful)
	s.childWays(&p, file, v.site.ID)
	if len(p.Ways) > waysWithIcons { // words are enough, and all have to fit
		for i := range p.Ways {
			p.Ways[i].Icon = ""
		}
	}
	return p, nil
}

const (
	waysWithIcons = 5
	tagRunes      = 5 // of a name in a tag; the page of the matter has all of it
)

// atMost shortens a name.
func atMost(text string, runes int) string {
	if short := firstRunes(text, runes); short != text {
		return short + "…"
	}
	return text
}

// childTags are what must be seen at once.
func (s *Station) childTags(file desk.File) []string {
	tags := []string{s.choice("child", "category", file.Child.Category)}
	if s.pending(file) {
		tags = append(tags, "待签")
	}
	if len(file.Same) > 0 {
		tags = append(tags, fmt.Sprintf("%d 份合一", len(file.Same)+1))
	}
	if len(file.Conflicts) > 0 || len(file.Differ) > 0 {
		tags = append(tags, "写得不一样")
	}
	if t := file.Transfer; t.Open() {
		tags = append(tags, "转站中")
	} else if t.State == "received" && t.To == file.Child.Site {
		tags = append(tags, "从"+atMost(t.FromName, tagRunes)+"转来")
	}
	if why := file.Child.Withdrawn; why != "" {
		tags = []string{"已撤下：" + s.choice("child", "withdrawn", why)}
	}
	return tags
}

// childFacts are what is known, each with the page where it is changed.
func (s *Station) childFacts(ctx context.Context, v *visit, file desk.File) ([]page.Fact, error) {
	c := file.Child
	at := childAt(c.ID)
	birth := calendar.Both(c.Birth)
	if c.Birth == "" {
		birth = ""
	}
	place, href := "还没入托", at+"/enrol"
	e, ok := s.place(file)
	if !ok {
		if e, ok = s.comingPlace(file); ok {
			href = "" // taken back in the history, or two places would overlap
		}
	}
	if ok {
		word, err := s.placeWord(ctx, v, e)
		if err != nil {
			return nil, err
		}
		place = word
	} else if c.Category == "expecting" {
		place, href = "还没生", ""
	}
	number := ""
	if c.IDNo != "" {
		number = "身份证尾号 " + c.IDNo[max(0, len(c.IDNo)-4):]
	} else if c.BirthCert != "" {
		number = "出生证 " + c.BirthCert
	}
	facts := []page.Fact{
		{Word: "名字", Text: joinFacts(c.Name, nickWord(c.Nick)), Href: at + "/edit/name"},
		{Word: "男女", Text: sexWord(c.Sex), Href: at + "/edit/sex"},
		{Word: "生日", Text: birth, Href: at + "/edit/birth"},
		{Word: "住在", Text: c.VillageName, Href: at + "/edit/village"},
		{Word: "证号", Text: number, Href: at + "/edit/id_no"},
		{Word: "入托", Text: place, Href: href},
	}
	known := facts[:0]
	for _, f := range facts {
		if f.Text != "" {
			known = append(known, f)
		}
	}
	return known, nil
}

func nickWord(nick string) string {
	if nick == "" {
		return ""
	}
	return "小名 " + nick
}

// gapAt is where a missing field is filled.
var gapAt = map[string]string{
	"name": "/edit/name", "sex": "/edit/sex", "birth": "/edit/birth", "village_name": "/edit/village", "id_no": "/edit/id_no",
	"guardian": "/person/new", "phone": "/person/new",
}

// childGaps are the things that wait, each with the page where it is filled.
func (s *Station) childGaps(file desk.File) []page.Link {
	at := childAt(file.Child.ID)
	var gaps []page.Link
	for _, f := range s.Desk.MissingFields(file.Child, file.People) {
		href := at + gapAt[f.Name]
		if f.Name == "phone" && len(file.People) > 0 {
			href = at + "/person/" + file.People[0].ID.String() + "/phone"
		}
		gaps = append(gaps, page.Link{Href: href, Text: f.Label})
	}
	if s.pending(file) {
		gaps = append(gaps, page.Link{Href: "/consents/" + file.Child.ID.String(), Text: "签同意书"})
	}
	if len(file.Differ) > 0 {
		gaps = append(gaps, page.Link{Href: at + "/same", Text: "两份不一样，选一下"})
	}
	return gaps
}

// relative is one of the family with her phone masked.
func (s *Station) relative(v *visit, child hub.ID, p care.Person) page.Relative {
	words := []string{}
	for _, w := range []struct {
		is   bool
		word string
	}{{p.Carer, "平时带"}, {p.Guardian, "监护人"}, {p.Away, "在外务工"}, {p.Pickup && !p.Guardian, "可以接"}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	return page.Relative{
		ID: p.ID.String(), Kin: kinWord(p.Kinship), Name: p.Name, Word: joinFacts(words...), Phone: care.MaskPhone(p.Phone),
		Masked: p.Phone != "" && v.who.Actor.May(hub.ActPhone), Href: childAt(child) + "/person/" + p.ID.String(),
	}
}

// childWays are the other pages of this child.
func (s *Station) childWays(p *page.Child, file desk.File, site hub.ID) {
	at := childAt(file.Child.ID)
	p.Ways = []page.Link{
		{Href: at + "/person/new", Text: "添人", Icon: "i-add"},
		{Href: at + "/pickups", Text: "谁能接", Icon: "i-door"},
		{Href: at + "/family", Text: "兄弟姐妹", Icon: "i-people"},
		{Href: at + "/history", Text: "谁改过", Icon: "i-clock"},
	}
	p.Ways = append(p.Ways, page.Link{Href: at + "/rights", Text: "家里的权利"}) // to see, to correct, to take back, to erase
	if file.Child.Withdrawn == "" && file.Child.Site == site {
		p.Ways = append(p.Ways, page.Link{Href: at + "/move", Text: "搬家"})
	}
	if file.Child.Withdrawn == "asked" {
		p.Act = &page.Link{Href: at + "/erase", Text: "办到哪一步"}
		p.Ways = []page.Link{{Href: at + "/history", Text: "谁改过", Icon: "i-clock"}} // nothing else is done with it meanwhile
		return
	}
	grown := page.Link{Href: at + "/growth", Text: "长势"}
	if len(file.Conflicts) > 0 {
		p.Ways = append(p.Ways, grown)
		p.Act = &page.Link{Href: "/conflict/" + file.Conflicts[0].Record.String(), Text: "选哪一个"}
		return
	}
	_, coming := s.comingPlace(file)
	switch _, here := s.place(file); {
	case file.Child.Withdrawn != "" || file.Child.Category == "expecting":
	case coming && !here: // taken, and not begun: nothing is pressing
		p.Act = &grown
	case here:
		p.Ways = append(p.Ways, page.Link{Href: at + "/leave", Text: "离托"})
		p.Act = &grown
	default:
		p.Ways = append(p.Ways, grown)
		p.Act = &page.Link{Href: at + "/enrol", Text: "办入托"}
	}
}

// sealedPage is a child whose record this box keeps for others and cannot open.
func (s *Station) sealedPage(ctx context.Context, v *visit, p page.Child, file desk.File) (page.Child, error) {
	c := file.Child
	sealed := &page.Sealed{Kind: "孩子", Station: "别的站", Village: c.VillageName}
	if sealed.Village == "" {
		sealed.Village = "别的村"
	}
	entries, err := s.Desk.History(ctx, v.who.Actor, c.ID)
	if err != nil {
		return p, err
	}
	if len(entries) > 0 {
		sealed.Day = calendar.Date(hub.DayOf(entries[0].At.Wall), s.Desk.Today())
		_, station, err := s.Desk.Writer(ctx, entries[0])
		if err != nil {
			return p, err
		}
		if station != "" {
			sealed.Station = station
		}
	}
	p.Title, p.Hint, p.Sealed = sealed.Village+"的孩子", "替邻站保管", sealed
	if s.Cards != nil {
		sealed.Card = "/card"
	}
	return p, nil
}
