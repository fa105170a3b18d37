package station

import (
	"errors"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// confirm registers the child with the family's answers, in one commit, and leads
// to the receipt. What keeps it from being registered leads to where it can be
// mended; all that was entered stays.
func (s *Station) confirm(v *visit, d *registering, sheet desk.ConsentSheet) error {
	if _, err := s.matches(v, d); err != nil { // notes a twin of the family
		return err
	}
	r := d.registration(v)
	r.Consent = &sheet
	var err error
	if r.Peg, err = s.freePeg(v); err != nil {
		return err
	}
	made, err := s.Desk.Register(v.ctx(), v.who.Actor, r)
	if _, ok := errors.AsType[*desk.AlikeError](err); ok {
		return s.askSame(v, d)
	}
	if err != nil {
		step, field := whereToMend(err)
		return s.wrong(v, d, step, field, err)
	}
	if err := errors.Join(v.dropDraft(registerDraft), v.forgetHearing(d.Request)); err != nil {
		return err
	}
	return v.see("/child/" + made.Child.String() + "/receipt")
}

// whereToMend is the step that asked for a field, and what the field is called there.
func whereToMend(err error) (step, field string) {
	e, ok := errors.AsType[*hub.Error](firstOf(err))
	if !ok {
		return "consent", ""
	}
	switch e.Field {
	case "name", "nick":
		return "name", "text"
	case "sex", "birth", "phone":
		return e.Field, e.Field
	case "person_name":
		return "carer-name", "text"
	case "kinship":
		return "carer", "carer"
	case "village", "village_name":
		return "village", "village"
	case "signature":
		return "sign", "signature"
	}
	return "consent", ""
}

// freePeg is a picture that the fewest children of the site have.
func (s *Station) freePeg(v *visit) (string, error) {
	children, err := s.Desk.ChildrenOf(v.ctx(), v.site.ID)
	if err != nil {
		return "", err
	}
	taken := map[page.Peg]int{}
	for _, c := range children {
		taken[page.PegOf(c.Peg, c.ID)]++
	}
	best := page.PegNo(0)
	for n := range page.Pegs {
		if p := page.PegNo(n); taken[p] < taken[best] {
			best = p
		}
	}
	return best.Kept(), nil
}
