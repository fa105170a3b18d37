package station

import (
	"net/http"

	"yizhan/hub"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// badgeTry is one try at a badge's PIN; then she chooses four figures for the day.
func (s *Station) badgeTry(v *visit) error {
	t := s.tickets.find(v.form.ID("draft"), s.now())
	switch {
	case v.form.Has("keep"): // half a PIN is nowhere kept
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	case t == nil || t.figures == "":
		return s.badgeRefused(v, hub.E(hub.CodeInvalid, "badge.again"))
	}
	pad := page.Pad{Length: badgePIN, Typed: v.form.Text("pin")}
	pin := pad.Press(v.form.Text("key"))
	if v.form.Text("key") != "" && len(pin) < badgePIN { // a browser without script
		return s.badgeHalf(v, t, pin)
	}
	g, err := s.Guests.Prove(v.ctx(), t.figures, pin)
	if err == nil {
		s.tickets.drop(t.ID)
		return s.choosePIN(v, ticket{Staff: g.ID, Name: g.Name, Next: "/", guest: &g, by: hub.Actor{Site: v.site.ID}})
	}
	faults := page.Faults(err)
	if faults["pin"] == "" {
		return s.badgeRefused(v, err)
	}
	g, berr := s.Guests.Badge(v.ctx(), t.figures)
	if berr != nil {
		return s.badgeRefused(v, berr)
	}
	return v.again(err, s.badgePINPage(v, t, g, faults))
}

func (s *Station) badgeHalf(v *visit, t *ticket, pin string) error {
	g, err := s.Guests.Badge(v.ctx(), t.figures)
	if err != nil {
		return s.badgeRefused(v, err)
	}
	p := s.badgePINPage(v, t, g, nil)
	p.Pad.Typed = pin
	return v.render(p)
}

// guestIn begins a visitor's day; the screen then belongs to nobody else.
func (s *Station) guestIn(v *visit, t *ticket, pin string) error {
	fresh, err := s.Guests.LetIn(v.ctx(), t.by, v.form.Request(), *t.guest, pin)
	if err != nil {
		return err
	}
	s.tickets.drop(t.ID)
	if old := web.Token(v.Request); old != "" {
		if err := s.Doors.SignOut(v.ctx(), old); err != nil {
			return err
		}
	}
	web.SetToken(v.w, v.Request, fresh)
	return v.see(t.Next)
}
