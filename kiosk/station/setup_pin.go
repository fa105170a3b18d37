package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// setupPIN takes the first worker's PIN, twice. With the second the site, its groups
// and the worker become records, and she is signed in.
func (s *Station) setupPIN(v *visit, d *settingUp) error {
	t := s.tickets.of(d.Request, s.now())
	pin, err := s.tickets.choose(t, v, s.Doors.CheckPIN)
	if err != nil {
		return s.setupWrong(v, d, "pin", "pin", err)
	}
	if pin == "" {
		return s.setupAgain(v, d, "pin")
	}
	if err := s.makeWorker(v, d); err != nil {
		return err
	}
	if err := s.Doors.SetPIN(v.ctx(), d.WorkerMade, pin); err != nil {
		return s.setupWrong(v, d, "pin", "pin", err)
	}
	s.tickets.drop(d.Request)
	token, err := s.Doors.SignIn(v.ctx(), d.WorkerMade, pin)
	if err != nil {
		return err
	}
	web.SetToken(v.w, v.Request, token)
	return s.setupTo(v, d, "county")
}

// makeWorker writes what the set-up was about. Its request id makes a second try,
// after a power cut, the first one again.
func (s *Station) makeWorker(v *visit, d *settingUp) error {
	if !d.WorkerMade.IsZero() {
		return nil
	}
	_, actor := s.setupOwner(v, d)
	worker := desk.Worker{Name: d.Worker.Text, Role: hub.RoleHead, Peg: d.Peg}
	if d.Site.IsZero() {
		made, err := s.Desk.SetUp(v.ctx(), actor, desk.Setup{
			Request: d.Request, SiteFacts: s.facts(d), Groups: d.groups(), Worker: worker,
		})
		if err != nil {
			return err
		}
		d.Site, d.WorkerMade = made.Site, made.Worker
	} else {
		made, err := s.Desk.AddStaff(v.ctx(), actor, d.Request, worker)
		if err != nil {
			return err
		}
		d.WorkerMade = made
	}
	return s.keepSetup(v, d)
}

func (s *Station) setupPINPage(v *visit, d *settingUp, f page.Frame) page.NewPIN {
	t := s.tickets.of(d.Request, s.now())
	if d.WorkerMade.IsZero() {
		f.Back = "/setup/peg"
	}
	return page.NewPIN{Frame: f, Steps: d.stops(4), Action: "/setup/pin", Name: d.Worker.Text, Again: s.tickets.again(t), Pad: pinPad(v)}
}
