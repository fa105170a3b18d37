package station

import "yizhan/kiosk/page"

func (s *Station) countyShow(v *visit) error {
	p, err := s.countySettings(v, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// countySet takes an invitation, or a newer file of the same county.
func (s *Station) countySet(v *visit) error {
	file, given, err := s.fileOf(v, maxInvitation)
	if err == nil && given {
		_, err = s.Box.Enroll(v.ctx(), file)
	}
	if err != nil {
		return s.notTaken(v, err, func(faults page.Errors) (page.View, error) { return s.countySettings(v, faults) })
	}
	return v.see("/settings/county")
}

func (s *Station) countySettings(v *visit, faults page.Errors) (page.SetupCounty, error) {
	f := v.framed("接县里")
	f.Back, f.Help, f.Errors = "/settings", "settings", faults
	p, err := s.countyPage(v, f)
	p.Action, p.Prev = "/settings/county", "/settings"
	return p, err
}
