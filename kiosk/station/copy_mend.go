package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
)

// childMends are the fields of a child that have a page of their own.
var childMends = map[string]string{
	"name": "name", "nick": "name", "unnamed": "name", "sex": "sex", "birth": "birth", "birth_said": "birth",
	"village": "village", "village_name": "village", "id_no": "id_no", "birth_cert": "birth_cert",
}

// mendAt is the kind of page on which a field is corrected; "" where there is none:
// then what was written is put back in the history.
func mendAt(kind hub.Kind, field string) string {
	switch kind {
	case "child":
		return childMends[field]
	case "person":
		if field == "name" || field == "phone" {
			return field
		}
		return "person"
	case "consent", "day":
		return string(kind)
	case "enrolment", "growth", "handover", "transfer", "pair",
		"dose", "visit", "warning-signs", "screening", "health-check", "vaccine-book", "home-visit", "insurance", "snooze":
		return "history"
	}
	return ""
}

// copyMend notes that the family wants something put right, and goes to the page
// where that is done.
func (s *Station) copyMend(v *visit) error {
	return s.copied(v, func(k desk.Kept, _ report.Copy, ask familyAsk) error {
		kind, rest, _ := strings.Cut(v.form.Text("do"), "/")
		record, rest, _ := strings.Cut(rest, "/")
		field, period, _ := strings.Cut(rest, "/")
		to := mendAt(hub.Kind(kind), field)
		id, err := hub.ParseID(record)
		if to == "" || err != nil {
			return hub.E(hub.CodeNotFound, "child.no-field")
		}
		err = s.Desk.NoteFamily(v.ctx(), v.who.Actor, trailLane(s.Box.Lane()), desk.FamilyAsks{
			Child: k.Child.ID, Who: ask.Who, Known: ask.Known, What: "correct"})
		if err != nil {
			return err
		}
		at := childAt(k.Child.ID)
		switch to {
		case "consent":
			return v.see("/consents/" + k.Child.ID.String())
		case "day":
			return v.see("/wall/child/" + k.Child.ID.String() + "." + period)
		case "history":
			return v.see(at + "/history")
		case "person":
			return v.see(at + "/person/" + id.String())
		}
		if kind == "person" {
			return v.see(at + "/person/" + id.String() + "/" + to)
		}
		return v.see(at + "/edit/" + to)
	})
}
