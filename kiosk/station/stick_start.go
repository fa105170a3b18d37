package station

// stickStart begins: what the stick brings comes in, what is to go goes out.
func (s *Station) stickStart(v *visit) error {
	id, all := v.form.Text("stick"), v.form.Text("all")
	if id == "" {
		id = all
	}
	if s.Sticks != nil {
		if err := s.Sticks.Start(v.ctx(), v.who.Actor, id, nil, all != ""); err != nil {
			return err
		}
	}
	return v.see("/stick")
}

// stickStop stops; what was finished counts, and the next start goes on.
func (s *Station) stickStop(v *visit) error {
	if s.Sticks != nil {
		s.Sticks.Stop()
	}
	return v.see("/stick")
}

// stickDone puts the result away.
func (s *Station) stickDone(v *visit) error {
	if s.Sticks != nil {
		s.Sticks.Leave(v.form.Text("stick"))
	}
	return v.see("/")
}
