package station

import "yizhan/kiosk/web"

// signOut ends the session, and the cover follows. It is also a plain link: leaving
// must never need a second tap, and doing it twice does nothing more.
func (s *Station) signOut(v *visit) error {
	if token := web.Token(v.Request); token != "" {
		if err := s.Doors.SignOut(v.ctx(), token); err != nil {
			return err
		}
	}
	web.SetToken(v.w, v.Request, "")
	return v.see("/cover?next=/")
}
