package station

import (
	"errors"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// letFetch notes that somebody is 18, and that she may fetch the child. The two
// acts have requests of their own, so that a press that comes twice counts once.
func (s *Station) letFetch(v *visit, child, person hub.ID) error {
	request := v.form.Request()
	if _, err := s.Desk.SetRole(v.ctx(), v.who.Actor, hub.DeriveID("person", request, "adult"), child, person, desk.Adult, true); err != nil {
		return err
	}
	_, err := s.Desk.SetRole(v.ctx(), v.who.Actor, request, child, person, desk.Pickup, true)
	return err
}

// isQuestion says whether what is the matter can be answered with yes.
func isQuestion(err error) bool {
	if many, ok := errors.AsType[hub.Errors](err); ok && len(many) > 0 {
		return many[0].Code == hub.CodeQuestion
	}
	return hub.CodeOf(err) == hub.CodeQuestion
}
