package station

import (
	"cmp"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// todoList is 待办: what waits at this site, most pressing first.
func (s *Station) todoList(v *visit) error {
	rows, err := s.todoRows(v)
	if err != nil {
		return err
	}
	all, err := s.dueNow(v)
	if err != nil {
		return err
	}
	f := v.framed("待办")
	f.Help, f.Undo = "todo", v.undo("/todo/undo", "", "记好了")
	p := page.Rows{Frame: f, Empty: "今天没有要办的事。", Tabs: todoTabs(all, todoNow)}
	rows = append(append(rows, s.dueRows(all, todoNow)...), beforeRow(all)...)
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), "/todo")
	if len(p.Pages) > 0 {
		p.Prev = "/"
	}
	return v.render(p)
}

// todoUndo takes back what was answered from this page: the question stands again.
func (s *Station) todoUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/todo")
}

func (s *Station) todoRows(v *visit) (rows []page.Row, err error) {
	todo, err := s.Desk.Todo(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	wall, err := s.wallRow(v)
	if err != nil {
		return nil, err
	}
	rows = append(rows, wall...)
	told, err := s.bulletinTodo(v)
	if err != nil {
		return nil, err
	}
	rows = append(rows, told...)
	doses, err := s.doseTodo(v)
	if err != nil {
		return nil, err
	}
	rows = append(rows, doses...)
	classes, err := s.classTodo(v)
	if err != nil {
		return nil, err
	}
	rows = append(rows, classes...)
	aired, err := s.airTodo(v)
	if err != nil {
		return nil, err
	}
	rows = append(rows, aired...)
	if len(todo.Doubts) > 0 {
		rows = append(rows, page.Row{Icon: "i-clock", Bold: "这几天的日期可能不对", Text: doubtWords(todo.Doubts, s.Desk.Today()), Href: "/clock/days", Way: "看看"})
	}
	open, _, err := s.leftBy(v.ctx(), v.who.Actor.Staff)
	if err != nil {
		return nil, err
	}
	for _, u := range open {
		rows = append(rows, s.draftRow(u))
	}
	coming, err := s.Desk.Arrivals(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	if n := len(coming); n > 0 {
		rows = append(rows, page.Row{Icon: "i-people", Bold: fmt.Sprintf("转来 %d 个孩子", n), Text: "等你接收", Href: "/arrivals", Way: "去接收"})
	}
	late, err := s.Desk.LateSheets(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range late {
		row, err := s.lateRow(v, l)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	turns, err := s.Desk.Turns(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	for _, c := range turns {
		if c.Late { // which stands above
			continue
		}
		row, err := s.turnRow(v, c)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	for _, card := range todo.Conflicts {
		rows = append(rows, s.conflictRow(card))
	}
	twice, err := s.Desk.Duplicates(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	for _, t := range twice {
		rows = append(rows, page.Row{Icon: "i-two", Bold: t.One.Called() + "、" + t.Other.Called(), Text: "像是同一个孩子，登记了两回",
			Href: childAt(t.One.ID) + "/family", Way: "看看"})
	}
	hints, err := s.Desk.Hints(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return nil, err
	}
	for _, h := range hints {
		rows = append(rows, page.Row{Icon: "i-two", Bold: h.Child.Called() + "像是在别的站也登记了", Text: h.Station,
			Href: childAt(h.Child.ID) + "/same", Way: "看看"})
	}
	if n := len(todo.Unsigned); n > 0 {
		rows = append(rows, page.Row{Icon: "i-hand", Bold: fmt.Sprintf("%d 家待签", n), Text: "同意书还没答", Href: "/consents", Way: "去签"})
	}
	if n := len(todo.Gaps); n > 0 {
		rows = append(rows, page.Row{Icon: "i-pen", Bold: fmt.Sprintf("%d 个孩子待补", n), Text: "登记时空着的，不急", Href: "/gaps", Way: "去补"})
	}
	return rows, nil
}

// wallRow says who was not noted going home, who was not looked at, who is in the 观察室,
// who has to be asked after, and several who are ill alike.
func (s *Station) wallRow(v *visit) ([]page.Row, error) {
	w, err := s.Desk.Wall(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
	if err != nil {
		return nil, err
	}
	inside, unseen, room := 0, 0, 0
	for _, c := range w.Children {
		if !c.Here() {
			continue
		}
		if inside++; !c.Check.Done() {
			unseen++
		}
		if c.Ill.State == "room" {
			room++
		}
	}
	var rows []page.Row
	now := s.Desk.Minute()
	if by := w.Site.LeaveBy; inside > 0 && now > minuteOr(by, usualLeave) {
		rows = append(rows, page.Row{Icon: "i-warn", Bold: fmt.Sprintf("%d 个孩子未登记离开", inside), Text: "走了的点一下", Href: "/wall/missing", Way: "去看"})
	}
	if unseen > 0 && s.Desk.Daily().Missing(now) {
		rows = append(rows, page.Row{Icon: "i-check-up", Bold: fmt.Sprintf("%d 个孩子还没%s", unseen, slotTitle(w.Slot)), Text: "看过了点一下", Href: "/check", Way: "去看"})
	}
	if room > 0 {
		rows = append(rows, page.Row{Icon: "i-hand", Bold: fmt.Sprintf("%d 个孩子在观察室", room), Text: "再量体温，给家里打电话", Href: "/ill", Way: "去看"})
	}
	absent, err := s.Desk.AbsenteesOf(v.ctx(), v.who.Actor, w)
	if hub.CodeOf(err) == hub.CodeForbidden {
		return rows, nil
	}
	if n := len(absent); n > 0 {
		rows = append(rows, page.Row{Icon: "i-phone", Bold: fmt.Sprintf("%d 个孩子没来", n), Text: "打个电话问问", Href: "/absent", Way: "去问"})
	}
	if err != nil {
		return nil, err
	}
	all, err := s.Desk.Clusters(v.ctx(), v.who.Actor, v.site.ID)
	for _, c := range all {
		if len(c.Told.Told) == 0 {
			rows = append(rows, page.Row{Icon: "i-warn", Bold: fmt.Sprintf("%d 个孩子%s", c.Cases, c.Name), Text: "打电话问卫生院、县疾控", Href: "/cluster", Way: "去看"})
		}
	}
	return rows, err
}

// Minute of the day from which a child that is still here is asked about, where the site
// has set none.
const usualLeave = 18*60 + 30

func minuteOr(set, usual int) int {
	if set > 0 {
		return set
	}
	return usual
}

// lateRow is a sheet that has stood too long: whoever it goes to then is told so.
func (s *Station) lateRow(v *visit, l desk.LateSheet) (page.Row, error) {
	row := page.Row{Icon: "i-clock", Bold: l.Def.Title, Text: joinFacts(l.Whose.Name, l.State.Label), Small: "该在" + s.sayDay(l.Due) + "以前办好", Tag: "过期", Care: true,
		Href: caseAt(l.Def.Kind, l.Record), Way: "去办"}
	if l.State.Escalate == v.who.Actor.Role {
		row.Small += "，现在归你管"
	}
	return s.reportRow(v, row, l.Def.Kind, l.Record)
}

// caseAt is where a sheet that waits is seen; the county's tables have a page of their own.
func caseAt(kind hub.Kind, id hub.ID) string {
	if kind == reportKind {
		return reportAt(id)
	}
	return recordAt(kind, id)
}

// turnRow is a case that waits for whoever is signed in.
func (s *Station) turnRow(v *visit, c desk.Case) (page.Row, error) {
	row := page.Row{Icon: "i-list", Bold: c.Def.Title, Text: joinFacts(c.Whose.Name, c.State.Label), Href: caseAt(c.Def.Kind, c.Record.ID), Way: "去办"}
	if c.Def.Subject == "site" {
		row.Text = c.State.Label
	}
	if c.Due != "" {
		row.Small = s.sayDay(c.Due) + "以前办好"
	}
	return s.reportRow(v, row, c.Def.Kind, c.Record.ID)
}

// reportRow names the table and its period where a row is about one of the county's: they all
// are of one kind.
func (s *Station) reportRow(v *visit, row page.Row, kind hub.Kind, id hub.ID) (page.Row, error) {
	if kind != reportKind {
		return row, nil
	}
	r, err := s.Desk.ReportOf(v.ctx(), v.who.Actor, id)
	period, _, _ := report.PeriodOf(r.Period)
	row.Bold, row.Text = r.Title, joinFacts(period.Say(), r.StateLabel)
	return row, err
}

// conflictRow is one record on which two boxes disagree.
func (s *Station) conflictRow(card desk.Card) page.Row {
	def, _ := s.Desk.Forms().Get(card.Record.Kind)
	name := cmp.Or(card.Child.Called(), def.Title)
	row := page.Row{Icon: "i-two", Bold: name + "的" + card.Field.Label, Text: "两站写得不一样",
		Href: "/conflict/" + card.Record.ID.String(), Way: "看看"}
	if card.More > 0 {
		row.Small = fmt.Sprintf("这一份还有 %d 处也不一样", card.More)
	}
	return row
}

// gapList is who has 待补, and what is missing.
func (s *Station) gapList(v *visit) error {
	todo, err := s.Desk.Todo(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return err
	}
	f := v.frame("待补")
	f.Help, f.Back = "todo", "/todo"
	p := page.Rows{Frame: f, Prev: "/todo", Empty: "都补齐了。"}
	p.Rows, p.Pages = paged(gapRows(todo.Gaps), v.URL.Query().Get("page"), "/gaps")
	return v.render(p)
}

func gapRows(gaps []desk.Gap) (rows []page.Row) {
	for _, g := range gaps {
		peg := page.PegOf(g.Child.Peg, g.Child.ID)
		rows = append(rows, page.Row{Peg: &peg, Bold: g.Child.Called(), Text: "还缺 " + strings.Join(g.Missing, "、"), Small: g.Child.VillageName,
			Href: childAt(g.Child.ID), Way: "去补"})
	}
	return rows
}
