package station

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// registerReceipt says that a child is registered, where the record is by now, and
// what may follow: a place, or the next child of this family.
func (s *Station) registerReceipt(v *visit) error {
	id, err := hub.ParseID(v.PathValue("child"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "desk.no-child")
	}
	f := v.frame("登记好了")
	f.Help = "register-receipt"
	f.Aloud = s.aloud("receipt", id, v.URL.Path, false)
	return v.shows(func(ctx context.Context) (page.Lively, error) {
		file, err := s.Desk.File(ctx, v.who.Actor, id)
		if err != nil {
			return nil, err
		}
		road, err := s.roadOf(ctx, file.Child.Commit)
		if err != nil {
			return nil, err
		}
		return s.receipt(f, file, road), nil
	}, func(p page.Lively, ticket string) page.View {
		r := p.(page.Receipt)
		r.Ticket = ticket
		return r
	})
}

func (s *Station) receipt(f page.Frame, file desk.File, road page.Road) page.Receipt {
	c := file.Child
	at := "/child/" + c.ID.String()
	r := page.Receipt{
		Frame: f, Peg: page.PegOf(c.Peg, c.ID), Name: c.Called(), Word: childWord(file, s.Desk.Today()), Where: road,
		Child: at, Enrol: at + "/enrol",
		Pupils: []page.Link{{Href: "/register?like=" + c.ID.String(), Text: "再登记她家一个"}},
	}
	if c.Sex == "1" {
		r.Pupils[0].Text = "再登记他家一个"
	}
	r.Gaps = s.childGaps(file)
	return r
}

// pending says whether some purpose still waits for the family.
func (s *Station) pending(file desk.File) bool {
	for _, p := range s.purposesAsked() {
		if a := file.Consents[p.Code].Answer; a == "" || a == hub.AnswerPending {
			return true
		}
	}
	return false
}

// roadOf says how far one commit has got.
func (s *Station) roadOf(ctx context.Context, commit hub.ID) (page.Road, error) {
	copies, err := s.Box.Copies(ctx, commit)
	if err != nil {
		return page.Road{}, err
	}
	status, err := s.Box.Status(ctx)
	if err != nil {
		return page.Road{}, err
	}
	road := page.Road{Copies: "只有本机", Neighbours: copies.Neighbours > 0, County: copies.County > 0, Offline: true}
	if road.Neighbours {
		road.Copies = fmt.Sprintf("邻站 %d 份", copies.Neighbours)
	}
	if road.County {
		road.Copies = "县里已收"
	}
	for _, p := range status.Peers {
		road.Offline = road.Offline && !p.Alive
	}
	return road, nil
}

// childWord says who a child is in a few words: 女 · 20 月龄 · 柳沟村 · 奶奶带.
func childWord(file desk.File, today hub.Day) string {
	words := []string{sexWord(file.Child.Sex), "", file.Child.VillageName}
	if age, ok := calendar.AgeOn(file.Child.Birth, today); ok {
		words[1] = age.Text()
	}
	if file.Child.Category == "expecting" {
		words[1] = "还没生"
	}
	for _, p := range file.People {
		if p.Carer && file.Child.Category != "expecting" {
			words = append(words, carerWord(p))
		}
	}
	return joinFacts(words...)
}

func carerWord(p care.Person) string { return kinWord(p.Kinship) + "带" }
