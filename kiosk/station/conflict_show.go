package station

import (
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// conflictShow puts the versions of one field beside each other, of equal weight.
func (s *Station) conflictShow(v *visit) error {
	id, err := v.pathID("record", "desk.settled-already")
	if err != nil {
		return err
	}
	card, err := s.Desk.Conflict(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	if !card.Child.ID.IsZero() {
		s.Doors.Looked(v.who.Actor, card.Child.ID, "page")
	}
	p, err := s.conflictPage(v, card)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) conflictPage(v *visit, card desk.Card) (page.Conflict, error) {
	f := v.frame(card.Field.Label + "写得不一样")
	f.Hint, f.Back = card.Child.Called(), "/todo"
	p := page.Conflict{Frame: f, ID: card.Record.ID.String(), Other: s.rewrite(card)}
	var each []string
	for _, w := range card.Versions {
		who, station, err := s.Desk.Writer(v.ctx(), w.Entry)
		if err != nil {
			return p, err
		}
		if station == "" {
			station = "别的站"
			if w.Entry.Own {
				station = "本站"
			}
		}
		one := page.Version{Where: station + "写", Value: plainWord(card.Field, w.Value), Who: who, No: fmt.Sprintf("%d-%s", card.Field.No, w.Commit)}
		if who != "" {
			one.Who = who + "记"
		}
		at := w.Entry.At.Wall
		one.When = calendar.Date(hub.DayOf(at), s.Desk.Today()) + " " + calendar.Clock(at)
		each = append(each, one.Where+" "+one.Value)
		if day, ok := w.Value.(string); ok && card.Field.Type == form.Day {
			one.Value, one.How = calendar.Date(hub.Day(day), hub.Day(day)), day[:min(len(day), 4)]+"年"
		}
		one.Pick = "用 " + one.Value
		p.Versions = append(p.Versions, one)
	}
	p.Why = strings.Join(each, "，") + "，用哪个？"
	return p, nil
}

// rewrite is where the field can be written anew: neither is right.
func (s *Station) rewrite(card desk.Card) *page.Link {
	at := childAt(card.Child.ID)
	switch {
	case card.Child.ID.IsZero():
		return nil
	case card.Record.Kind == "person":
		return &page.Link{Href: at + "/person/" + card.Record.ID.String() + "/" + card.Field.Name, Text: "都不对，重新写", Icon: "i-pen"}
	case card.Record.Kind != "child":
		return nil
	}
	name := card.Field.Name
	if name == "village_name" {
		name = "village"
	}
	if _, ok := fields[name]; !ok {
		return nil
	}
	return &page.Link{Href: at + "/edit/" + name, Text: "都不对，重新写", Icon: "i-pen"}
}

// conflictTake ends a conflict with the version that was tapped, or leaves both as
// they are.
func (s *Station) conflictTake(v *visit) error {
	id, err := v.pathID("record", "desk.settled-already")
	if err != nil {
		return err
	}
	use := v.form.Text("use")
	if use == "keep" {
		return v.see("/todo")
	}
	card, err := s.Desk.Conflict(v.ctx(), v.who.Actor, id)
	if hub.CodeOf(err) == hub.CodeNotFound && err != nil { // it was settled meanwhile, perhaps by this very press
		return v.see("/todo")
	}
	if err != nil {
		return err
	}
	no, text, _ := strings.Cut(use, "-")
	commit, err := hub.ParseID(text)
	if err != nil {
		return v.see(v.URL.Path)
	}
	out, err := s.Desk.Settle(v.ctx(), v.who.Actor, v.form.Request(), card.Record.Kind, id, uint32(number(no)), commit)
	switch {
	case hub.CodeOf(err) == hub.CodeConflict && err != nil:
		return v.see(v.URL.Path) // another field of the record is open still
	case err != nil:
		return err
	case card.More > 0:
		return v.see(v.URL.Path)
	case card.Child.ID.IsZero():
		return v.see("/todo")
	}
	return v.done(childAt(card.Child.ID), out)
}
