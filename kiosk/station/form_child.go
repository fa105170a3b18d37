package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// childSheets is the way to the forms about a child, with how many there are.
func (s *Station) childSheets(ctx context.Context, v *visit, file desk.File) (l page.Link, ok bool, err error) {
	about, err := s.Desk.SheetsAbout(ctx, v.who.Actor, file.Child.ID)
	n := 0
	for _, one := range about {
		n += one.N
	}
	l = page.Link{Href: childAt(file.Child.ID) + "/forms", Text: "填表"}
	if n > 0 {
		l.Text = fmt.Sprintf("%d 张表", n)
	}
	return l, len(about) > 0 && file.Child.Withdrawn == "", err
}

// childForms is the forms about a child: those first that were filled in already.
func (s *Station) childForms(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	about, err := s.Desk.SheetsAbout(v.ctx(), v.who.Actor, file.Child.ID)
	if err != nil {
		return err
	}
	hub.SortStable(about, func(a, b desk.SheetsAbout) int { return min(b.N, 1) - min(a.N, 1) })
	f := v.childFrame(file, "填表")
	f.Help = "form"
	p := page.Menu{Frame: f}
	for _, one := range about {
		d := page.Door{Href: formAt(one.Def.Kind) + "?for=" + file.Child.ID.String(), Text: one.Def.Title, Icon: groupIcons[one.Def.Group], Word: "还没有填过"}
		if one.N > 0 {
			d.Word = fmt.Sprintf("%d 张，最近 %s", one.N, s.sayDay(one.Last))
		}
		p.Doors = append(p.Doors, d)
	}
	if len(p.Doors) > doorsShown {
		p.Doors, p.Pages = pagedBy(p.Doors, doorsPaged, v.URL.Query().Get("page"), childAt(file.Child.ID)+"/forms")
	}
	return v.render(p)
}
