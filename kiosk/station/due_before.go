package station

import (
	"cmp"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// beforeRow is the one quiet line that speaks of what was late before the children's
// archives began; nothing where nothing was.
func beforeRow(all []desk.DueOne) []page.Row {
	n := 0
	for _, one := range all {
		if whenOf(one.Item) == todoOld {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return []page.Row{{Icon: "i-list", Bold: fmt.Sprintf("建档以前的 %d 件", n), Text: "问一问家里，看一看本子", Small: "不算过期，不急", Href: "/todo/before", Way: "看看"}}
}

// todoBefore is what was before, a row for each child: most of it stands in one booklet.
func (s *Station) todoBefore(v *visit) error {
	all, err := s.dueNow(v)
	if err != nil {
		return err
	}
	f := v.frame("建档以前")
	f.Help, f.Back = "todo", "/todo/late"
	p := page.Rows{Frame: f, Prev: f.Back, Empty: "建档以前的都问过了。"}
	p.Rows, p.Pages = paged(s.beforeRows(all), v.URL.Query().Get("page"), v.URL.Path)
	if len(p.Rows) > 0 {
		p.Lead = "家里来人的时候，看着接种证、体检本，做过的点上。没做的，也能补。"
	}
	return v.render(p)
}

// beforeRows are the children, those with the most to ask first.
func (s *Station) beforeRows(all []desk.DueOne) []page.Row {
	type asked struct {
		row    page.Row
		groups []string // 打针 8
		n      int
	}
	var order []*asked
	of := map[hub.ID]*asked{}
	for _, g := range s.Desk.DueRules().Groups() {
		count := map[hub.ID]int{}
		for _, one := range all {
			if one.Child == nil || one.Rule.Group != g.Code || whenOf(one.Item) != todoOld {
				continue
			}
			count[one.Child.ID]++
			if of[one.Child.ID] == nil {
				name, peg := whose(one)
				a := &asked{row: page.Row{Peg: peg, Bold: name, Href: childAt(one.Child.ID) + "/due", Way: "看看"}}
				of[one.Child.ID], order = a, append(order, a)
			}
		}
		for id, n := range count {
			of[id].n += n
			of[id].groups = append(of[id].groups, fmt.Sprintf("%s %d", g.Name, n))
		}
	}
	hub.SortStable(order, func(a, b *asked) int { return cmp.Or(b.n-a.n, cmp.Compare(a.row.Bold, b.row.Bold)) })
	rows := make([]page.Row, len(order))
	for i, a := range order {
		a.row.Text = strings.Join(a.groups, "，")
		rows[i] = a.row
	}
	return rows
}
