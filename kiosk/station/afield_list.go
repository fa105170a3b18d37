package station

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// afield is one kind of list.
type afield struct {
	of, word, about, empty string
	answers                []page.Choice // as codes of the record that is written
	list                   func(s *Station, v *visit) ([]afieldLine, error)
}

// afieldLine is one family or child to go to.
type afieldLine struct {
	id           hub.ID
	name         string
	facts, adult string // 女 · 2026年3月1日 · 柳沟村; 李秀英 138…
	done         string // what was found out, in a word; "" nobody was there yet
	state        string // its code
	last         string // 上回 9月3日
	child        hub.ID // registered; zero: not known here
	peg          *page.Peg
}

var found = []page.Choice{{Value: "home", Text: "在家"}, {Value: "away", Text: "外出"}, {Value: "moved", Text: "迁走"}, {Value: "nobody", Text: "查无此人"}}

var afields = []afield{
	{"births", "出生底册", "一家一家核实", "还没有底册。插上 U 盘，在“更多 → 收旧名册”里收进来。", append(slices.Clone(found), page.Choice{Value: desk.BirthKnown, Text: "已登记"}), (*Station).birthLines},
	{"homes", "入户", "在家带的孩子", "没有在家带的孩子。", found, (*Station).homeLines},
	{"newborns", "新生儿访视", "出院一周里去看", "这阵子没有要上门看的新生儿。", []page.Choice{{Value: "fine", Text: "都好"}, {Value: "again", Text: "要再看"}, {Value: "refer", Text: "去医院"}, {Value: "away", Text: "不在家"}}, (*Station).newbornLines},
}

// afield is the list of the path.
func (v *visit) afield() (afield, error) {
	for _, a := range afields {
		if a.of == v.PathValue("of") {
			return a, nil
		}
	}
	return afield{}, hub.E(hub.CodeNotFound, "due.unknown")
}

// birthLines are the lines of the list of births.
func (s *Station) birthLines(v *visit) (out []afieldLine, err error) {
	rows, err := s.Desk.Births(v.ctx(), v.who.Actor, v.site.ID)
	for _, b := range rows {
		l := afieldLine{id: b.ID, name: cmp.Or(b.Name, "没写名字"), facts: joinFacts(sexWord(b.Sex), calendar.Date(b.Birth, s.Desk.Today()), b.VillageName), child: b.Child, state: b.State,
			adult: joinFacts(kinWord(b.Kinship)+b.Adult, spaced(b.Phone)), done: s.choice("birth-row", "state", b.State)}
		out = append(out, l)
	}
	return out, err
}

// visitedLately is for how many days a visit counts as this round's.
const visitedLately = 30

// homeLines are the children that are looked after at home: those whom nobody visited
// lately first, by village.
func (s *Station) homeLines(v *visit) ([]afieldLine, error) {
	all, err := s.Desk.AtHome(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	today := s.Desk.Today()
	var out []afieldLine
	for _, h := range all {
		l := s.childLine(h.Child, h.People)
		if h.Last != "" {
			l.last = "上回 " + calendar.Date(h.Last, today)
		}
		if h.Last > today.Add(-visitedLately) {
			l.state, l.done = h.Found, cmp.Or(s.choice("home-visit", "found", h.Found), "去过了")
		}
		out = append(out, l)
	}
	hub.SortStable(out, func(a, b afieldLine) int {
		return cmp.Or(min(1, len(a.done))-min(1, len(b.done)), strings.Compare(a.facts, b.facts))
	})
	return out, nil
}

func (s *Station) childLine(c care.Child, people []care.Person) afieldLine {
	peg := page.PegOf(c.Peg, c.ID)
	l := afieldLine{id: c.ID, name: c.Called(), facts: joinFacts(c.VillageName, sexWord(c.Sex), ageOn(c.Birth, s.Desk.Today())), child: c.ID, peg: &peg}
	for _, p := range people {
		if p.Phone != "" && (l.adult == "" || p.Carer) {
			l.adult = joinFacts(kinWord(p.Kinship)+p.Name, spaced(p.Phone))
		}
	}
	return l
}

// newbornLines are the newborn whom somebody has to go and see.
func (s *Station) newbornLines(v *visit) (out []afieldLine, err error) {
	all, err := s.dueNow(v)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		if one.Rule.Code != newbornVisit || one.Until != "" {
			continue
		}
		l := s.childLine(*one.Child, nil)
		if one.State == due.Late {
			l.last = "晚了"
		}
		out = append(out, l)
	}
	return out, nil
}

const newbornVisit = "visit-newborn"

// afieldShow is a list, one line a family, with what can be found out as tiles.
func (s *Station) afieldShow(v *visit) error {
	a, err := v.afield()
	if err != nil {
		return err
	}
	lines, err := a.list(s, v)
	if err != nil {
		return err
	}
	at := "/afield/" + a.of
	f := v.frame("走访")
	f.Back, f.Help, f.Undo = "/afield", "afield", v.undo(at+"/undo", "", "记好了")
	ago := v.afieldAgo()
	p := page.Rows{Frame: f, Prev: "/afield", Empty: a.empty, Action: at + "?ago=" + strconv.Itoa(ago), Lead: afieldLead(a, lines)}
	for _, one := range afields {
		p.Tabs = append(p.Tabs, page.Choice{Value: "/afield/" + one.of, Text: one.word, On: one.of == a.of})
	}
	shown, pages := pagedBy(lines, afieldShown, v.URL.Query().Get("page"), at)
	for _, l := range shown {
		p.Rows = append(p.Rows, s.afieldRow(v, a, l))
	}
	p.Pages = pages
	if len(lines) > 0 {
		if print := v.printAt(at + "/paper"); print != "" {
			p.Rows = append(p.Rows, page.Row{Icon: "i-print", Bold: "带去的单子", Do: []page.Choice{{Value: "paper", Text: "打出来", Icon: "i-print"}}})
		}
		if a.of != "births" {
			p.Ways = []page.Link{{Href: at + "?ago=" + strconv.Itoa((ago+1)%afieldBack), Text: s.sayDay(s.Desk.Today().Add(-ago)) + "去的，换一天"}}
		}
	}
	return v.render(p)
}

// afieldShown is how many lines fit with their tiles.
const afieldShown = 4

// afieldLead says how far the list is.
func afieldLead(a afield, lines []afieldLine) string {
	done, unknown := 0, 0
	for _, l := range lines {
		if l.done != "" {
			done++
		}
		if l.state == desk.BirthHome && l.child.IsZero() {
			unknown++
		}
	}
	switch {
	case len(lines) == 0:
		return ""
	case a.of == "newborns":
		return fmt.Sprintf("%d 个要上门看", len(lines))
	case unknown > 0:
		return fmt.Sprintf("核实 %d/%d，%d 个在家还没登记", done, len(lines), unknown)
	case a.of == "births":
		return fmt.Sprintf("核实 %d/%d", done, len(lines))
	}
	return fmt.Sprintf("这一个月去了 %d/%d 家", done, len(lines))
}

func (s *Station) afieldRow(v *visit, a afield, l afieldLine) page.Row {
	row := page.Row{Peg: l.peg, Bold: l.name, Text: l.facts, Small: joinFacts(l.adult, l.last), Tag: l.done}
	if a.of == "births" && l.state == desk.BirthHome && l.child.IsZero() {
		row.Care, row.Href, row.Way = true, "/afield/births/"+l.id.String(), "去登记"
		return row
	}
	if l.done != "" {
		if !l.child.IsZero() {
			row.Href, row.Way = childAt(l.child), "看看"
		}
		return row
	}
	for _, c := range a.answers {
		row.Do = append(row.Do, page.Choice{Value: c.Value + "." + l.id.String(), Text: c.Text})
	}
	return row
}

// afieldBack is on how many days she can have been there: today, or up to two before.
const afieldBack = 3

func (v *visit) afieldAgo() int {
	ago, _ := strconv.Atoi(v.URL.Query().Get("ago"))
	if ago < 0 || ago >= afieldBack {
		return 0
	}
	return ago
}
