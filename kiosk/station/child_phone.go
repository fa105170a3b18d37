package station

import "strings"

// childPhone shows one whole number (看全号), once, and notes the look.
func (s *Station) childPhone(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	one, err := s.Desk.Whole(v.ctx(), v.who.Actor, id, v.form.ID("whose"))
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, id, "phone")
	file, err := s.Desk.File(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	p, err := s.childPage(v.ctx(), v, file)
	if err != nil {
		return err
	}
	for i, r := range p.People {
		if r.ID == one.ID.String() {
			r.Phone, r.Masked, r.Word = spaced(one.Phone), false, joinFacts(r.Word, "看过，记下了")
			p.People[i] = r
		}
	}
	return v.render(p)
}

// spaced reads a number in groups, as it is said: 138 0355 0421, and one of a person as
// place, birth, rest: 140404 20260412 0016. Other things stay as they were written.
func spaced(no string) string {
	if area := areaOf(no); area > 0 {
		rest := no[area:]
		return no[:area] + " " + rest[:len(rest)-4] + " " + rest[len(rest)-4:]
	}
	switch len(no) {
	case 11:
		return no[:3] + " " + no[3:7] + " " + no[7:]
	case 18:
		return no[:6] + " " + no[6:14] + " " + no[14:]
	}
	return no
}

// areaOf is how long the area code of a landline is: three figures for the four cities
// that are provinces and the largest others (010, 02x), four elsewhere; 0 of any other
// number. Behind it stand seven or eight.
func areaOf(no string) int {
	for _, c := range no {
		if c < '0' || c > '9' {
			return 0
		}
	}
	area := 4
	if strings.HasPrefix(no, "010") || strings.HasPrefix(no, "02") {
		area = 3
	}
	if n := len(no) - area; !strings.HasPrefix(no, "0") || n != 7 && n != 8 {
		return 0
	}
	return area
}

// childBack leads from an address that only a post answers to the child's page.
func (s *Station) childBack(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	return v.see(childAt(id))
}

// childUndo takes back what the page's bar offers.
func (s *Station) childUndo(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		return s.childSays(v, err)
	}
	return v.see(childAt(id))
}

// childSays shows the child's page with what is the matter.
func (s *Station) childSays(v *visit, err error) error {
	if !question(err) {
		return err
	}
	file, ferr := v.file()
	if ferr != nil {
		return ferr
	}
	p, perr := s.childPage(v.ctx(), v, file)
	if perr != nil {
		return perr
	}
	p.Errors = faultAt(err, "")
	return v.again(err, p)
}
