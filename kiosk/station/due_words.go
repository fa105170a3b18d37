package station

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// The three lists of 待办, and what was before a child's archive began.
const (
	todoNow  = "now"
	todoNext = "soon"
	todoPast = "late"
	todoOld  = "before"
)

// whenOf is the list on which an item stands: what was put off waits with what is next.
func whenOf(i due.Item) string {
	switch {
	case i.Today():
		return todoNow
	case i.Until == "" && i.Old:
		return todoOld
	case i.Until == "" && i.State == due.Late:
		return todoPast
	}
	return todoNext
}

// dueAt is the page on which an item is noted.
func dueAt(i due.Item) string {
	if to := i.Href(); to != "" {
		return to
	}
	return "/due/" + i.Subject.String() + "/" + i.Code
}

// dueSmall is the second line of an item: when, and what goes with it.
func (s *Station) dueSmall(i due.Item) string {
	var when string
	switch {
	case i.Until != "":
		when = "推后到" + s.sayDay(i.Until)
		if why := s.choice("snooze", "reason", i.Reason); why != "" {
			when += "：" + why
		}
	case i.Day == "" || i.Fresh:
		when = "还没记过"
	case i.State == due.Soon:
		when = s.sayDay(i.Day) + "起"
		if i.Rule.Of == due.FromUntil {
			when = s.sayDay(i.Day) + "到期"
		}
	case i.Old:
		when = "该在" + s.sayDay(i.Day) + "做，那时还没建档"
	case i.State == due.Late:
		when = "该在" + s.sayDay(i.Day) + "做"
		if i.Rule.Of == due.FromUntil {
			when = s.sayDay(i.Day) + "到期了"
		}
	case i.By != "":
		when = s.sayDay(i.By) + "以前做好"
	}
	with := ""
	if len(i.Rule.With) > 0 {
		with = "一起看" + strings.Join(i.Rule.With, "、")
	}
	return joinFacts(when, with, i.Rule.Note)
}

// dueRow is one item of a child's list.
func (s *Station) dueRow(i due.Item) page.Row {
	g := i.Rule.Heading()
	row := page.Row{Icon: g.Icon, Bold: i.Sentence(), Small: s.dueSmall(i), Href: dueAt(i), Way: g.Done}
	if i.Name != "" {
		row.Bold = i.Name + "：" + row.Bold
	} else if i.What != "" {
		row.Bold = s.choice(i.Rule.Closes.Kind, "what", i.What) + "：" + row.Bold
	}
	if i.Rule.Page != "" {
		row.Way = "去做"
	}
	if i.Until != "" {
		row.Tag = "推后了"
	} else if i.Old {
		if row.Tag = "建档以前"; i.Rule.Who != due.ByStation { // the family knows
			row.Bold = "问一问：" + i.Rule.Act
		}
	} else if i.State == due.Late {
		row.Tag, row.Care = "过期", true
	}
	return row
}

// whose names what an item is about.
func whose(one desk.DueOne) (name string, peg *page.Peg) {
	switch {
	case one.Child != nil:
		p := page.PegOf(one.Child.Peg, one.Child.ID)
		return one.Child.Called(), &p
	case one.Staff != nil:
		p := page.PegOf(one.Staff.Peg, one.Staff.ID)
		return one.Staff.Name, &p
	}
	return "", nil
}

// namesShown is how many names a line of a list holds.
const namesShown = 3

// dueRows are the items of one list, a row for each thing: 打针 5 个孩子.
func (s *Station) dueRows(all []desk.DueOne, when string) (rows []page.Row) {
	for _, g := range s.Desk.DueRules().Groups() {
		var here []desk.DueOne
		var names []string
		for _, one := range all {
			if one.Rule.Group == g.Code && whenOf(one.Item) == when {
				here = append(here, one)
				if name, _ := whose(one); name != "" && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
		if len(here) == 0 {
			continue
		}
		if len(here) == 1 && len(names) == 0 { // one thing of the house stands by itself
			rows = append(rows, s.dueRow(here[0].Item))
			continue
		}
		count := fmt.Sprintf("%d 件", len(here))
		if len(names) > 0 {
			count = fmt.Sprintf("%d 个人", len(names))
			if here[0].Child != nil {
				count = fmt.Sprintf("%d 个孩子", len(names))
			}
		}
		row := page.Row{Icon: g.Icon, Bold: g.Name, Text: count, Small: strings.Join(names[:min(namesShown, len(names))], "、"),
			Href: "/todo/" + when + "/" + g.Code, Way: "看看"}
		if len(names) > namesShown {
			row.Small += " 等"
		}
		rows = append(rows, row)
	}
	return rows
}

// todoTabs are the three lists with how many things are due on each: what else stands under
// today, the door on the first page says by itself.
func todoTabs(all []desk.DueOne, on string) []page.Choice {
	n := map[string]int{}
	for _, one := range all {
		n[whenOf(one.Item)]++
	}
	tabs := []page.Choice{{Value: "/todo", Text: "今天"}, {Value: "/todo/soon", Text: "快到了"}, {Value: "/todo/late", Text: "过期"}}
	for i, when := range []string{todoNow, todoNext, todoPast} {
		tabs[i].On = when == on
		if n[when] > 0 {
			tabs[i].Text += fmt.Sprintf(" %d", n[when])
		}
	}
	return tabs
}

// dayTile is a day as a tile.
func (s *Station) dayTile(d hub.Day, on bool) page.Choice {
	c := page.Choice{Value: string(d), Text: s.sayDay(d), On: on}
	if c.Text != calendar.Date(d, s.Desk.Today()) {
		c.Small = calendar.Date(d, s.Desk.Today())
	}
	return c
}
