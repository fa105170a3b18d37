package station

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// childID is the child of the path.
func (v *visit) childID() (hub.ID, error) { return v.pathID("child", "desk.no-child") }

// pathID is a record that the path names.
func (v *visit) pathID(name, missing string) (hub.ID, error) {
	id, err := hub.ParseID(v.PathValue(name))
	if err != nil {
		return id, hub.E(hub.CodeNotFound, missing)
	}
	return id, nil
}

// file reads the child of the path. Whoever opens it has looked at the child: that
// is put on the trail, once a minute.
func (v *visit) file() (desk.File, error) {
	id, err := v.childID()
	if err != nil {
		return desk.File{}, err
	}
	f, err := v.s.Desk.File(v.ctx(), v.who.Actor, id)
	if err == nil {
		v.s.Doors.Looked(v.who.Actor, id, "page")
	}
	return f, err
}

// childAt is the address of a child's page.
//
//go:noinline
func childAt(id hub.ID) string { return "/child/" + id.String() }

// childFrame is the frame of a page that belongs to a child.
func (v *visit) childFrame(file desk.File, title string) page.Frame {
	f := v.frame(title)
	f.Hint, f.Back = file.Child.Called(), childAt(file.Child.ID)
	return f
}

// childPerson is a child as other pages name it.
func (s *Station) childPerson(file desk.File) page.Person {
	c := file.Child
	return page.Person{ID: c.ID.String(), Name: c.Called(), Word: childWord(file, s.Desk.Today()), Peg: childPeg(c)}
}

// adult is the person of the path, who has to be this child's.
func (v *visit) adult(file desk.File) (care.Person, error) {
	id, err := v.pathID("person", "desk.no-person")
	if err != nil {
		return care.Person{}, err
	}
	for _, p := range file.People {
		if p.ID == id {
			return p, nil
		}
	}
	return care.Person{}, hub.E(hub.CodeNotFound, "desk.no-person")
}

// adultName is how the pages call an adult: 奶奶 李秀英.
func adultName(p care.Person) string {
	if p.Name == "" {
		return kinWord(p.Kinship)
	}
	return kinWord(p.Kinship) + " " + p.Name
}

// sayDay is a day as she would say it: 今天, 昨天, 11月20日.
func (s *Station) sayDay(d hub.Day) string {
	return page.SayDay(d, s.Desk.Today())
}

// place is the place that a child has today; ok is false if it has none.
func (s *Station) place(file desk.File) (e care.Enrolment, ok bool) {
	for _, e := range file.Enrolments {
		if e.On(s.Desk.Today()) {
			return e, true
		}
	}
	return e, false
}

// comingPlace is a place that is taken and has not begun yet.
func (s *Station) comingPlace(file desk.File) (e care.Enrolment, ok bool) {
	for _, e := range file.Enrolments {
		if e.From > s.Desk.Today() && e.On(e.From) {
			return e, true
		}
	}
	return e, false
}

// placeWord says a place: 混合班 · 全日 · 9月1日起.
func (s *Station) placeWord(ctx context.Context, v *visit, e care.Enrolment) (string, error) {
	rooms, err := s.Desk.Rooms(ctx, v.who.Actor, e.Site, e.Subject, e.From)
	if err != nil {
		return "", err
	}
	group := ""
	for _, r := range rooms {
		if r.Group.ID == e.Group {
			group = r.Group.Name
		}
	}
	until := ""
	if e.To != "" {
		until = "到" + s.sayDay(e.To)
	}
	return joinFacts(group, s.choice("enrolment", "mode", e.Mode), s.sayDay(e.From)+"起", until), nil
}

// choice is the label of a field's choice.
func (s *Station) choice(kind hub.Kind, field, code string) string {
	def, _ := s.Desk.Forms().Get(kind)
	if f, ok := def.Field(field); ok && code != "" {
		return f.LabelOf(code)
	}
	return ""
}
