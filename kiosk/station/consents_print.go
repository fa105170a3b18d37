package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// consentPrint is the sheets of all families that have not signed yet, to be
// printed in one go where there is a printer.
func (s *Station) consentPrint(v *visit) error {
	p, children, err := s.unsignedSheets(v)
	if err != nil {
		return err
	}
	for _, id := range children {
		s.Doors.Looked(v.who.Actor, id, "print")
	}
	return v.render(p)
}

// consentPaper prints them.
func (s *Station) consentPaper(v *visit) error {
	p, children, err := s.unsignedSheets(v)
	if err != nil {
		return err
	}
	if len(children) == 0 {
		return v.see("/consents")
	}
	return v.print(sheetsDoc(p, children), "/consents/print")
}

func (s *Station) unsignedSheets(v *visit) (p page.Sheets, children []hub.ID, err error) {
	todo, err := s.Desk.Todo(v.ctx(), v.who.Actor, v.site.ID)
	if err != nil {
		return p, nil, err
	}
	f := v.frame("纸的同意书")
	f.Help, f.Back, f.Hint = "consent", "/consents", fmt.Sprintf("%d 家，一家一张", len(todo.Unsigned))
	p = page.Sheets{Frame: f, Print: v.printAt("/consents/print"), Site: v.site.Name, Always: consentAlways, Version: desk.SheetVersion, Prev: "/consents"}
	for _, asked := range s.purposesAsked() {
		p.Lines = append(p.Lines, page.SheetLine{Title: asked.Title, What: asked.What, Keep: asked.Keep, Refusing: asked.Refusing})
	}
	for _, c := range todo.Unsigned {
		born := ""
		if c.Birth != "" {
			born = calendar.LongDate(c.Birth) + "生"
		}
		p.Families = append(p.Families, page.Person{Name: c.Called(), Word: joinFacts(sexWord(c.Sex), born, c.VillageName)})
		children = append(children, c.ID)
	}
	return p, children, nil
}
