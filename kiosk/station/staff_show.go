package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// meShow is one's own page.
func (s *Station) meShow(v *visit) error {
	if v.who.Actor.Visitor {
		return s.guestMe(v)
	}
	return s.colleague(v, v.who.Actor.Staff, nil)
}

func (s *Station) staffShow(v *visit) error {
	w, err := s.chosen(v)
	if err != nil {
		return err
	}
	return s.colleague(v, w.ID, nil)
}

// chosen is the worker in the address: everybody may open her own page, the 站长
// anyone's.
func (s *Station) chosen(v *visit) (care.Staff, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return care.Staff{}, hub.E(hub.CodeNotFound, "pin.who")
	}
	if id != v.who.Actor.Staff && !v.who.Actor.May(hub.ActSite) {
		return care.Staff{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return s.worker(v, id)
}

// colleague shows a worker, with what is the matter if something is.
func (s *Station) colleague(v *visit, id hub.ID, wrong error) error {
	w, err := s.worker(v, id)
	if err != nil {
		return err
	}
	self := id == v.who.Actor.Staff
	f := v.framed(w.Name)
	f.Back, f.Help = "/settings/staff", "settings"
	if self {
		f.Back = "/settings"
	}
	f.Errors = faultAt(wrong, "")
	p := page.StaffPerson{Frame: f, Person: s.person(w), Self: self, Prev: f.Back}
	has, err := s.Doors.HasPIN(v.ctx(), id)
	if err != nil {
		return err
	}
	p.Lines = []page.Fact{{Word: "站点", Text: s.siteCalled(v, w.Site)}, {Word: "密码", Text: map[bool]string{true: "有", false: "还没有"}[has]}}
	if !self {
		for _, c := range s.choicesOf("staff", "role") {
			if c.Value != string(hub.RoleCounty) { // an officer signs in at the county
				c.On = c.Value == string(w.Role)
				p.Roles = append(p.Roles, c)
			}
		}
	}
	if wrong != nil {
		return v.again(wrong, p)
	}
	return v.render(p)
}

func (s *Station) siteCalled(v *visit, id hub.ID) string {
	sites, err := s.Box.Sites(v.ctx())
	if err != nil {
		return ""
	}
	for _, site := range sites {
		if site.ID == id {
			return site.Name
		}
	}
	return ""
}

// staffDo takes a role, or leads to what else can be changed. Her sessions end with
// her role and when she leaves.
func (s *Station) staffDo(v *visit) error {
	w, err := s.chosen(v)
	if err != nil {
		return err
	}
	at := "/settings/staff/" + w.ID.String()
	self := w.ID == v.who.Actor.Staff
	var change desk.StaffChange
	switch do := v.form.Text("do"); {
	case do == "name", do == "peg":
		return v.see(at + "/" + do)
	case do == "pin" && self: // her old PIN first: somebody else may stand here now
		s.Doors.Cover(web.Token(v.Request))
		return v.see("/pin?next=/pin/new")
	case do == "pin" && v.who.Actor.May(hub.ActSite):
		return s.choosePIN(v, ticket{Staff: w.ID, Name: w.Name, Next: at})
	case do == "gone":
		change.Left, at = true, "/settings/staff"
	case offered(s.choicesOf("staff", "role"), v.form.Text("role")) && !self:
		change.Role = hub.Role(v.form.Text("role"))
	default:
		return s.colleague(v, w.ID, hub.E(hub.CodeInvalid, "staff.role"))
	}
	if _, err := s.Desk.ChangeStaff(v.ctx(), v.who.Actor, v.form.Request(), w.ID, change); err != nil {
		if question(err) || hub.CodeOf(err) == hub.CodeForbidden {
			return s.colleague(v, w.ID, err)
		}
		return err
	}
	if err := s.Doors.SignOutAll(v.ctx(), w.ID); err != nil {
		return err
	}
	return v.see(at)
}
