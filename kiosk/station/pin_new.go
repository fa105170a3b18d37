package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// pinNewShow lets her who is signed in choose another PIN.
func (s *Station) pinNewShow(v *visit) error {
	return s.choosePIN(v, ticket{Staff: v.who.Actor.Staff, Name: v.who.Name, Next: "/me", Self: true})
}

// choosePIN shows the keys for the first time. The ticket travels with the form: it
// says for whom, and that somebody was allowed to.
func (s *Station) choosePIN(v *visit, t ticket) error {
	return v.render(s.newPINPage(v, s.tickets.issue(t, s.now()), nil))
}

func (s *Station) newPINPage(v *visit, t *ticket, faults page.Errors) page.NewPIN {
	f := v.framed("定个密码")
	f.Back, f.Draft, f.Errors, f.Idle, f.Who = t.Next, t.ID.String(), faults, 0, nil
	return page.NewPIN{Frame: f, Action: "/pin/new", Name: t.Name, Who: t.Staff.String(), Again: s.tickets.again(t), Today: t.guest != nil, Pad: pinPad(v)}
}

// pinNew takes the figures, twice.
func (s *Station) pinNew(v *visit) error {
	t := s.tickets.find(v.form.ID("draft"), s.now())
	if t == nil || t.Staff.IsZero() {
		return hub.E(hub.CodeInvalid, "pin.expired")
	}
	pin, err := s.tickets.choose(t, v, s.Doors.CheckPIN)
	if err == nil && pin != "" && t.guest != nil {
		return s.guestIn(v, t, pin)
	}
	if err == nil && pin != "" {
		err = s.Doors.SetPIN(v.ctx(), t.Staff, pin)
	}
	if err != nil {
		if !question(err) {
			return err
		}
		return v.again(err, s.newPINPage(v, t, faultAt(err, "pin")))
	}
	if pin == "" {
		return v.render(s.newPINPage(v, t, nil))
	}
	s.tickets.drop(t.ID)
	if t.Self {
		token, err := s.Doors.SignIn(v.ctx(), t.Staff, pin)
		if err != nil {
			return err
		}
		web.SetToken(v.w, v.Request, token)
	}
	return v.see(t.Next)
}
