package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// registerStart begins a registration, or asks whether to go on with the one that
// was left. like=ID begins with a brother or sister of a known child.
func (s *Station) registerStart(v *visit) error {
	if !v.who.Actor.May(hub.ActRegister) { // said before she writes, not after
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	like := v.URL.Query().Get("like")
	d, begun, err := s.left(v)
	if err != nil {
		return err
	}
	switch {
	case begun:
		return v.render(s.resumePage(v, d, like))
	case like == "" && d.fresh(): // another window has it open
		return v.see("/register/name")
	}
	return s.begin(v, like)
}

// registerNew puts a registration aside that nobody wants to finish.
func (s *Station) registerNew(v *visit) error {
	if err := v.putAside(registerDraft); err != nil {
		return err
	}
	return s.begin(v, v.form.Text("like"))
}

// left is the registration that she has begun and not finished.
func (s *Station) left(v *visit) (d registering, begun bool, err error) {
	ok, err := v.draft(registerDraft, &d)
	return d, ok && d.Step != "" && !d.blank(), err
}

// blank says that only the way of naming was chosen: nothing anybody would miss.
func (d *registering) blank() bool {
	return d.Step == "name" && d.Name.Text == "" && d.Name.Letters == "" && d.Year == "" && d.Kin == "" && d.Village.Name == ""
}

// fresh says that it has been begun, and nothing said.
func (d *registering) fresh() bool {
	return !d.Request.IsZero() && d.Step == "" && d.Family.IsZero()
}

// begin makes a fresh start. What is known of a brother's or sister's family is
// written down at once; nothing of it counts as begun.
func (s *Station) begin(v *visit, like string) error {
	d := registering{Request: hub.NewID()}
	if id, err := hub.ParseID(like); err == nil {
		if err := s.copyFamily(v, &d, id); err != nil {
			return err
		}
	}
	if err := s.keep(v, &d); err != nil {
		return err
	}
	return v.see("/register/name")
}

func (s *Station) copyFamily(v *visit, d *registering, sibling hub.ID) error {
	f, err := s.Desk.File(v.ctx(), v.who.Actor, sibling)
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, sibling, "page")
	d.Family, d.Sibling = f.Child.FamilyID(), f.Child.Called()
	d.Village = village{f.Child.Village, f.Child.VillageName}
	d.Surname = surnameOf(f.Child.Name)
	d.Name.Text = d.Surname
	d.Name.Keys = d.Name.Text != ""
	d.People = asEntered(f.People)
	for _, p := range f.People {
		if p.Carer {
			d.Kin = p.Kinship
		}
	}
	return nil
}

// resumePage says what was left and where.
func (s *Station) resumePage(v *visit, d registering, like string) page.Message {
	f := v.frame("登记宝宝")
	facts := []string{}
	for _, fact := range []string{sexWord(d.Sex), d.birthWord(), d.Village.Name} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	lines := []string{"上次写到“" + stepWord(d.Step) + "”，都存着。"}
	if len(facts) > 0 {
		lines = append([]string{strings.Join(facts, " · ")}, lines...)
	}
	return page.Message{
		Frame: f, Icon: "i-pen", Kind: "calm", Head: d.called() + "还没登记完", Lines: lines,
		Ways: []page.Link{{Href: "/register/" + d.Step, Text: "接着写"}},
		Post: []page.Post{{Action: "/register/new", Field: "like", Value: like, Text: "这份不要了，登记另一个"}},
	}
}

func (d *registering) birthWord() string {
	day, _, ok := d.day()
	if !ok {
		return ""
	}
	return calendar.LongDate(day) + "生"
}
