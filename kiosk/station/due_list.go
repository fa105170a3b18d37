package station

import (
	"context"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// dueNow is everything of this site on this day.
func (s *Station) dueNow(v *visit) ([]desk.DueOne, error) {
	return s.Desk.Due(v.ctx(), v.who.Actor, v.site.ID, s.Desk.Today())
}

// todoSoon is what is coming and what was put off, todoLate what should have been done.
func (s *Station) todoSoon(v *visit) error {
	return s.todoTab(v, todoNext, "/todo/soon", "这几天没有快到的事。")
}
func (s *Station) todoLate(v *visit) error {
	return s.todoTab(v, todoPast, "/todo/late", "没有过期的，做得好。")
}

func (s *Station) todoTab(v *visit, when, at, empty string) error {
	all, err := s.dueNow(v)
	if err != nil {
		return err
	}
	f := v.framed("待办")
	f.Help = "todo"
	p := page.Rows{Frame: f, Empty: empty, Tabs: todoTabs(all, when)}
	p.Rows = s.dueRows(all, when)
	if when == todoPast {
		p.Rows = append(p.Rows, beforeRow(all)...)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), at)
	return v.render(p)
}

// dueGroup is one thing of a list, a row for each child.
func (s *Station) dueGroup(v *visit) error {
	all, err := s.dueNow(v)
	if err != nil {
		return err
	}
	when, code := v.PathValue("when"), v.PathValue("group")
	title := ""
	for _, g := range s.Desk.DueRules().Groups() {
		if g.Code == code {
			title = g.Name
		}
	}
	if title == "" || when != todoNow && when != todoNext && when != todoPast {
		return hub.E(hub.CodeNotFound, "due.unknown")
	}
	f := v.frame(title)
	f.Help, f.Back = "todo", "/todo"
	if when != todoNow {
		f.Back += "/" + when
	}
	f.Undo = v.undo(v.URL.Path+"/undo", "", "记好了")
	p := page.Rows{Frame: f, Prev: f.Back, Empty: "这一样都做完了。"}
	rows := s.personRows(all, when, code)
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), v.URL.Path)
	return v.render(p)
}

func (s *Station) dueGroupUndo(v *visit) error {
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/todo/" + v.PathValue("when") + "/" + v.PathValue("group"))
}

// personRows are the items of one thing; several of one child are one row that leads to
// the child's own list.
func (s *Station) personRows(all []desk.DueOne, when, group string) (rows []page.Row) {
	here := slices.DeleteFunc(slices.Clone(all), func(one desk.DueOne) bool { return one.Rule.Group != group || whenOf(one.Item) != when })
	hub.SortStable(here, func(a, b desk.DueOne) int { return due.Compare(a.Item, b.Item) })
	at, n := map[hub.ID]int{}, map[hub.ID]int{}
	for _, one := range here {
		row := s.dueRow(one.Item)
		name, peg := whose(one)
		if name != "" {
			row.Peg, row.Icon = peg, ""
			row.Bold, row.Text = name, row.Bold
		}
		if i, again := at[one.Subject]; again && one.Child != nil {
			n[one.Subject]++
			rows[i].Text, rows[i].Small = fmt.Sprintf("有 %d 件", n[one.Subject]+1), rows[i].Text
			if n[one.Subject] > 1 {
				rows[i].Small = ""
			}
			rows[i].Href, rows[i].Way = childAt(one.Subject)+"/due", "看看"
			continue
		}
		at[one.Subject] = len(rows)
		rows = append(rows, row)
	}
	return rows
}

// dueChild is what has to be done of one child.
func (s *Station) dueChild(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	c, items, doses, err := s.Desk.DueOf(v.ctx(), v.who.Actor, id, s.Desk.Today())
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, id, "page")
	f := v.frame("该做的事")
	f.Hint, f.Back, f.Help = c.Called(), childAt(id), "todo"
	f.Undo = v.undo(childAt(id)+"/due/undo", "", "记好了")
	p := page.Rows{Frame: f, Prev: f.Back, Empty: "现在没有要做的。", Action: v.URL.Path}
	if c.Birth == "" && c.Category != "expecting" {
		p.Lead = "生日还没写，什么时候打针、体检说不上来。先补生日。"
		p.Ways = []page.Link{{Href: childAt(id) + "/edit/birth", Text: "补生日", Icon: "i-pen"}}
	} else if len(doses) > 0 && c.Category != "expecting" {
		p.Ways = []page.Link{{Href: childAt(id) + "/doses", Text: "接种表", Icon: "i-list"}}
	}
	var rows []page.Row
	for _, i := range items {
		rows = append(rows, s.dueRow(i))
	}
	p.Rows, p.Pages = paged(joinDoses(rows, items, childAt(id)), v.URL.Query().Get("page"), v.URL.Path)
	return v.render(p)
}

// childDue is how many things are to be done of a child, with the ways to them.
func (s *Station) childDue(ctx context.Context, v *visit, file desk.File) ([]page.Link, error) {
	if file.Child.Withdrawn != "" {
		return nil, nil
	}
	at := childAt(file.Child.ID)
	_, items, _, err := s.Desk.DueOf(ctx, v.who.Actor, file.Child.ID, s.Desk.Today())
	if err != nil {
		return nil, err
	}
	items = slices.DeleteFunc(items, func(i due.Item) bool { return i.Until != "" })
	var links []page.Link
	if len(items) == 1 {
		links = append(links, page.Link{Href: dueAt(items[0]), Text: items[0].Rule.Act})
	} else if len(items) > 1 {
		links = append(links, page.Link{Href: at + "/due", Text: fmt.Sprintf("%d 件事", len(items))})
	}
	if file.Child.Birth != "" {
		links = append(links, page.Link{Href: at + "/doses", Text: "接种表"})
	}
	return links, nil
}

// manyDoses is from how many late doses on nobody reads a line for each: most likely the
// certificate was never copied.
const manyDoses = 3

// joinDoses makes one row of many late doses, in red where one of them was let slip here.
func joinDoses(rows []page.Row, items []due.Item, at string) []page.Row {
	late := func(i due.Item) bool {
		return i.Rule.Group == "dose" && (whenOf(i) == todoPast || whenOf(i) == todoOld)
	}
	n, slipped := 0, false
	for _, i := range items {
		if late(i) {
			n++
			slipped = slipped || !i.Old
		}
	}
	if n < manyDoses {
		return rows
	}
	joined := page.Row{Icon: "i-hand", Bold: "好几针没记", Text: "看着接种证，把打过的点上", Href: at + "/doses", Way: "接种表", Tag: "建档以前"}
	if slipped {
		joined.Tag, joined.Care = "过期", true
	}
	out := []page.Row{joined}
	for n, i := range items {
		if !late(i) {
			out = append(out, rows[n])
		}
	}
	return out
}

func (s *Station) dueChildUndo(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see(childAt(id) + "/due")
}
