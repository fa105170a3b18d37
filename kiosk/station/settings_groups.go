package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// row is one stepper of the page: an open class, or one that could be opened.
type row struct {
	group hub.ID
	class care.ClassType
	count int
	name  string
}

// code is how the row's fields are called.
func (r row) code() string {
	if r.group.IsZero() {
		return r.class.Code
	}
	return r.group.String()
}

// another is what the form carries while it asks for a second class of a type.
const another = "another"

// groupRows are the open classes of the site and the types that have none yet; or,
// where she wants a second one, one more of each type.
func (s *Station) groupRows(v *visit, more bool) ([]row, error) {
	groups, err := s.Desk.Groups(v.ctx(), v.site.ID)
	if err != nil {
		return nil, err
	}
	var rows []row
	open := map[string]bool{}
	for _, g := range groups {
		if class, ok := care.Builtin().Class(g.Type); ok { // one that only the county knows is the county's to set
			rows = append(rows, row{g.ID, class, g.Places, g.Name})
			open[g.Type] = true
		}
	}
	if more {
		rows = nil
	}
	for _, class := range classesFor(v.site.Kinds) {
		if more || !open[class.Code] {
			rows = append(rows, row{class: class, name: class.Name})
		}
	}
	return rows, nil
}

func (s *Station) groupsShow(v *visit) error {
	rows, err := s.groupRows(v, false)
	if err != nil {
		return err
	}
	return v.render(s.groupsPage(v, rows, false, nil))
}

// groupsSet counts on, or keeps what was counted.
func (s *Station) groupsSet(v *visit) error {
	more := v.form.Text("draft") == another || v.form.Text("go") == "skip"
	rows, err := s.groupRows(v, more)
	if err != nil {
		return err
	}
	list := make([]desk.Places, len(rows))
	for i, r := range rows {
		rows[i].count = pressed(v, r.code(), r.class)
		list[i] = desk.Places{Group: r.group, Type: r.class.Code, Places: rows[i].count}
	}
	if v.form.Text("go") != "next" {
		return v.render(s.groupsPage(v, rows, more, nil))
	}
	if _, err := s.Desk.SetPlaces(v.ctx(), v.who.Actor, v.form.Request(), v.site.ID, list); err != nil {
		if !question(err) {
			return err
		}
		return v.again(err, s.groupsPage(v, rows, more, faultAt(err, "groups")))
	}
	if more {
		return v.see("/settings/groups")
	}
	return v.see("/settings")
}

func (s *Station) groupsPage(v *visit, rows []row, more bool, faults page.Errors) page.SetupGroups {
	f := v.framed("班和托位")
	f.Hint, f.Back, f.Help, f.Errors = v.site.Name, "/settings", "settings", faults
	p := page.SetupGroups{Frame: f, Action: "/settings/groups", Prev: "/settings", Skip: "再开一个班", Next: "就这样"}
	if more {
		p.Title, p.Draft, p.Prev, p.Skip, p.Next = "再开一个班", another, "/settings/groups", "", "开这个班"
	}
	total := 0
	for _, r := range rows {
		step := stepper(r.code(), r.class, r.count)
		step.Name = r.name
		p.Groups = append(p.Groups, step)
		total += r.count
	}
	p.Total = fmt.Sprintf("一共 %d 个托位", total)
	return p
}
