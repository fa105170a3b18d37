package station

import (
	"yizhan/hub"
	"yizhan/kiosk/web"
)

// pinTry takes a tile or four figures.
func (s *Station) pinTry(v *visit) error {
	w, err := s.atPIN(v, v.form.ID("who"))
	if err != nil {
		return err
	}
	next := localPath(v.form.Text("next"))
	pin := pressedPIN(v, pinFigures)
	if len(pin) < pinFigures {
		if first, err := s.mayBegin(v, w.ID); err != nil || first {
			if err != nil {
				return err
			}
			return s.choosePIN(v, ticket{Staff: w.ID, Name: w.Name, Next: next, Self: true})
		}
		p, err := s.pinPage(v, w.ID, next, nil)
		if err != nil {
			return err
		}
		return v.render(p)
	}
	if err := s.comeIn(v, w.ID, pin); err != nil {
		if !question(err) {
			return err
		}
		p, perr := s.pinPage(v, w.ID, next, faultAt(err, "pin"))
		if perr != nil {
			return perr
		}
		return v.again(err, p)
	}
	return v.see(next)
}

// comeIn opens her covered session again, or begins one; the screen then belongs to
// nobody else.
func (s *Station) comeIn(v *visit, who hub.ID, pin string) error {
	token := web.Token(v.Request)
	resting, ok, err := s.Doors.Resting(v.ctx(), token)
	if err != nil {
		return err
	}
	if ok && resting == who {
		return s.Doors.Uncover(v.ctx(), token, pin)
	}
	fresh, err := s.Doors.SignIn(v.ctx(), who, pin)
	if err != nil {
		return err
	}
	if token != "" {
		if err := s.Doors.SignOut(v.ctx(), token); err != nil {
			return err
		}
	}
	web.SetToken(v.w, v.Request, fresh)
	return nil
}

// mayBegin says whether she chooses her first PIN here, without anybody's leave: on
// a box that lost all PINs and that no county can help by telephone.
func (s *Station) mayBegin(v *visit, who hub.ID) (bool, error) {
	staff, err := s.everybody(v)
	if err != nil {
		return false, err
	}
	head := false
	for _, w := range staff {
		has, err := s.Doors.HasPIN(v.ctx(), w.ID)
		if err != nil || has {
			return false, err
		}
		head = head || w.ID == who && w.Role == hub.RoleHead
	}
	if !head {
		return false, nil
	}
	safety, err := s.Box.Safety(v.ctx())
	return err == nil && safety.County == "", err
}
