package demo

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// papersOf is what the station has of its workers and of the children in care: the last
// two have brought nothing yet.
func (s *Station) papersOf(ctx context.Context, day hub.Day) error {
	var sheets []desk.Sheet
	for _, staff := range s.staff {
		sheets = append(sheets, desk.Sheet{Kind: "staff-check", Subject: staff, Day: day, Sure: true, Values: form.Values{"day": day.Add(-90), "result": "fine", "place": "县疾控中心"}})
	}
	for i := range max(0, s.place.InCare-2) {
		sheets = append(sheets, desk.Sheet{Kind: "insurance", Subject: s.children[i].id, Day: day, Sure: true,
			Values: form.Values{"from": day.Add(-60), "to": day.Add(304), "insurer": "人保", "paid": "government"}})
	}
	_, err := s.Desk.FillAll(ctx, s.actor, request("papers", s.place.Name, 0), sheets)
	return err
}

// births is the health centre's list of births: some of the children are known here,
// others nobody has seen yet.
func (s *Station) births(ctx context.Context, m *maker, day hub.Day) error {
	var rows []desk.Registration
	for _, c := range s.children[s.place.InCare:][:2] {
		file, err := s.Desk.File(ctx, s.actor, c.id)
		if err != nil {
			return err
		}
		rows = append(rows, desk.Registration{Name: file.Child.Name, Sex: c.sex, Birth: c.birth, VillageName: s.place.Village, People: []desk.Person{{Name: file.People[1].Name, Kinship: "father", Phone: file.People[1].Phone}}})
	}
	for range 4 {
		surname := m.surname()
		rows = append(rows, desk.Registration{Name: surname + pick(m, givenKids), Sex: pick(m, []string{"1", "2"}), Birth: day.Add(-20 - m.IntN(200)), VillageName: s.place.Village, People: m.family(surname)[2:]})
	}
	_, err := s.Desk.TakeBirths(ctx, s.actor, request("births", s.place.Name, 0), rows)
	return err
}

// certificates notes what is due, and was done, of most children: an eighth of the
// families has not been asked.
func (s *Station) certificates(ctx context.Context, m *maker, day hub.Day) error {
	for _, c := range s.children {
		if m.IntN(8) == 0 {
			continue
		}
		for range 3 { // after one dose the next one is due
			_, items, _, err := s.Desk.DueOf(ctx, s.actor, c.id, day)
			if err != nil {
				return err
			}
			noted := false
			for _, item := range items {
				if !slices.Contains([]string{"dose", "visit", "signs", "screen", "entry"}, item.Rule.Group) || item.Day == "" || item.Day > day.Add(-3) {
					continue
				}
				done := desk.DueDone{Request: request(item.Code, c.id.String(), 0), Subject: c.id, Item: item.Code, Day: item.Day.Add(m.IntN(3)), Anyway: true}
				if item.Rule.Group == "dose" {
					done.More = form.Values{"source": "seen", "status": "given"}
				}
				if _, err := s.Desk.NoteDue(ctx, s.actor, done); err != nil {
					return err
				}
				noted = true
			}
			if !noted {
				break
			}
		}
	}
	return nil
}
