package station

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/kiosk/page"
)

// classList is the year's classes: what is missing this month, what comes, what was held.
func (s *Station) classList(v *visit) error {
	today := s.Desk.Today()
	year := string(today)[:len("2006")]
	all, err := s.Desk.ClassList(v.ctx(), v.who.Actor, hub.Day(year+"-01-01"), calendar.AddMonths(today, monthsAhead))
	if err != nil {
		return err
	}
	f := v.frame("妈妈课堂")
	f.Hint, f.Back = "", "/more"
	f.Undo = v.undo("/class/undo", "", "都排好了，哪天不合适点开改")
	p := page.Rows{Frame: f, Tabs: classTabs("/class"), Prev: "/more", Action: "/class", Last: true,
		Ways:  []page.Link{{Href: "/plan?held=1", Text: "上过了，补记", Icon: "i-pen"}, {Href: "/plan", Text: "排一节课", Icon: "i-plus"}},
		Empty: "今年的课还没排。"}
	if p.Undo != nil {
		p.Ways = p.Ways[1:] // the bar says two things: what was done, and its undoing
	}
	if p.Lead, err = s.classFigures(v); err != nil {
		return err
	}
	rows := s.missingClasses(all)
	if len(rows) > 0 || len(all) == 0 {
		rows = append(rows, yearRow(year, "今年"))
	}
	if next := nextYear(today); next != "" && !slices.ContainsFunc(all, func(c care.Class) bool { return strings.HasPrefix(string(c.Day), next) }) {
		rows = append(rows, yearRow(next, "明年"))
	}
	rows = append(append(s.nearRows(v), rows...), s.classRows(all)...)
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), "/class")
	return v.render(p)
}

// monthsAhead is how far the list looks beyond this year.
const monthsAhead = 12

// yearRow plans a year at two taps.
func yearRow(year, word string) page.Row {
	return page.Row{Icon: "i-day", Bold: word + "该上的课，一次排好", Small: "每月的妈妈课堂、孕妇学校，半年一次的培训，讲座和亲子活动；排过的不动",
		Do: []page.Choice{{Value: year, Text: "按一年排好"}}}
}

// nextYear is the year that is planned before it begins, in December; "": not yet.
func nextYear(today hub.Day) string {
	if string(today[len("2006-"):len("2006-01")]) != "12" {
		return ""
	}
	return string(calendar.AddMonths(today, 1))[:len("2006")]
}

// classFigures are the two figures of a year that are kept apart: whom guidance reached, and
// what they know. Neither stands there before there is somebody to count.
func (s *Station) classFigures(v *visit) (string, error) {
	today := s.Desk.Today()
	families, reached, err := s.Desk.ClassReach(v.ctx(), v.site.ID, today)
	if err != nil {
		return "", err
	}
	quiz, err := s.Desk.QuizRate(v.ctx(), v.site.ID, calendar.AddMonths(today, -12), today)
	if err != nil {
		return "", err
	}
	var reach, know string
	if families > 0 {
		reach = fmt.Sprintf("一年里，%d 家里有 %d 家得到过指导", families, reached)
	}
	if quiz.Times > 0 {
		know = fmt.Sprintf("答一答 %d 份，及格 %d 份", quiz.Times, quiz.Passed)
	}
	return joinFacts(reach, know), nil
}

// monthly are the classes that every month has to have, by their kind.
var monthly = []string{"mothers", "pregnancy"}

// missingClasses are those of this month that are neither planned nor held.
func (s *Station) missingClasses(all []care.Class) (out []page.Row) {
	month := string(s.Desk.Today())[:len("2006-01")]
	for _, kind := range monthly {
		found := false
		for _, c := range all {
			found = found || c.Kind == kind && c.State != "off" && strings.HasPrefix(string(c.Day), month)
		}
		if !found {
			out = append(out, page.Row{Icon: "i-warn", Bold: fmt.Sprintf("%d月的%s还没排", number(month[5:]), s.labelOf("class", "kind", kind)),
				Tag: "一个月要上一次", Care: true, Href: "/plan?kind=" + kind, Way: "排一节"})
		}
	}
	return out
}

// classRows are this month's first, then what comes, then what is past, the newest first.
func (s *Station) classRows(all []care.Class) (out []page.Row) {
	today := s.Desk.Today()
	month := string(today)[:len("2006-01")]
	rank := func(c care.Class) int {
		switch {
		case s.isLive(c.ID), c.State == "open":
			return 0
		case c.Held() && c.Ledger == "" && strings.HasPrefix(string(c.Day), month):
			return 1
		case c.Planned() && string(c.Day)[:len(month)] <= month:
			return 2
		case c.Planned():
			return 3
		}
		return 4
	}
	hub.SortStable(all, func(a, b care.Class) int {
		if ra, rb := rank(a), rank(b); ra != rb || ra < 4 {
			return ra - rb
		}
		return strings.Compare(string(b.Day), string(a.Day))
	})
	for _, c := range all {
		row := page.Row{Icon: "i-board", Bold: s.classWhen(c), Text: c.Title, Small: joinFacts(s.labelOf("class", "kind", c.Kind), c.Place, c.Lecturer),
			Href: classAt(c.ID), Way: "看", Struck: c.State == "off"}
		row.Tag, row.Care = s.classTag(c)
		if s.isLive(c.ID) {
			row.Href, row.Way = "/class/live", "接着上"
		}
		out = append(out, row)
	}
	return out
}

// classTag is how far a class is, and whether somebody should do something.
func (s *Station) classTag(c care.Class) (word string, ask bool) {
	switch {
	case s.isLive(c.ID):
		return "正在上", true
	case c.State == "open":
		return "断了，没下课", true
	case c.State == "off":
		return "不上了", false
	case c.Held() && c.Ledger == "":
		return "台账没写", true
	case c.Held():
		return "上完了", false
	case c.Day < s.Desk.Today():
		return "过了，没上", true
	case c.Day == s.Desk.Today():
		return "今天", true
	}
	return "排好了", false
}

// isLive says whether a class is held at this box now.
func (s *Station) isLive(id hub.ID) bool {
	if s.Class == nil {
		return false
	}
	now, _ := s.Class.Now()
	return now.State != class.None && now.Class == id
}

// classListDo follows a neighbour's class, or goes on to plan what a year asks for.
func (s *Station) classListDo(v *visit) error {
	if id := v.form.ID("do"); !id.IsZero() {
		return s.nearJoin(v)
	}
	return v.see("/plan/year/" + strconv.Itoa(v.form.Int("do")))
}

// lecturers are those who teach here; the worker who asks stands first.
func (s *Station) lecturers(v *visit) []string {
	all := []string{v.who.Name}
	for _, c := range s.people(v, v.site.ID, "staff") {
		if c.Text != v.who.Name {
			all = append(all, c.Text)
		}
	}
	return append(all, guests...)
}

// guests are those who teach at stations and do not work there.
var guests = []string{"卫生院医生", "村医", "妇幼保健员"}

// classYear asks whose a year's classes are, once for all of them.
func (s *Station) classYear(v *visit) error {
	f := v.frame(v.PathValue("year") + " 年的课")
	f.Hint, f.Back = "排好了，哪一节换人讲，点开那一节改", "/class"
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: "这一年的课谁来讲？", Field: "pick", Prev: "/class", Skip: "还不知道，先空着", Quiet: "点一个人，一年的课就都排好了。"}
	for _, name := range s.lecturers(v) {
		p.Tiles = append(p.Tiles, page.Choice{Value: name, Text: name})
	}
	return v.render(p)
}

// classYearPlan plans what a year asks for.
func (s *Station) classYearPlan(v *visit) error {
	name := v.form.Text("pick")
	if name != "" && !slices.Contains(s.lecturers(v), name) || name == "" && v.form.Text("go") != "skip" {
		return v.see(v.URL.Path)
	}
	out, err := s.Desk.PlanYear(v.ctx(), v.who.Actor, v.form.Request(), number(v.PathValue("year")), name)
	if err != nil {
		return err
	}
	if out.Commit.IsZero() {
		return v.see("/class")
	}
	return v.done("/class", out)
}

func (s *Station) classListUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/class")
}

// classDoor is the way in; who may hold classes is told what this month has not.
func (s *Station) classDoor(v *visit) page.Door {
	door := page.Door{Href: "/lesson", Text: "妈妈课堂", Word: "课文、答一答", Icon: "i-board"}
	if !v.who.Actor.May(hub.ActTeach) {
		return door
	}
	door.Href, door.Word = "/class", "排课、上课、台账"
	if len(s.nearRows(v)) > 0 {
		door.Word, door.Ask = "邻站正在上课", true
		return door
	}
	today := s.Desk.Today()
	all, err := s.Desk.ClassList(v.ctx(), v.who.Actor, today[:len("2006-01")]+"-01", today[:len("2006-01")]+"-31")
	if err != nil {
		s.Log.Error("the classes of a month could not be read", "cause", err) // the door leads to the page that says it
		return door
	}
	for _, c := range all {
		if _, ask := s.classTag(c); ask {
			door.Word, door.Ask = "今天要上", true
			if c.Held() {
				door.Word = "台账没写"
			}
			return door
		}
	}
	if len(s.missingClasses(all)) > 0 {
		door.Word, door.Ask = "这个月还没排", true
	}
	return door
}
