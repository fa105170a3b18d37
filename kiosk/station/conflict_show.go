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
	if child := card.Child.ID; !child.IsZero() {
		s.Doors.Looked(v.who.Actor, child, "page")
		if wholly(v, card) {
			s.Doors.Looked(v.who.Actor, child, "phone")
		}
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
	if card.More > 0 {
		p.Before = fmt.Sprintf("选完这一处，还有 %d 处", card.More)
	}
	var each []string
	for _, w := range card.Versions {
		one, err := s.conflictVersion(v, card, w)
		if err != nil {
			return p, err
		}
		each = append(each, one.Where+" "+one.Value)
		if day, ok := w.Value.(string); ok && card.Field.Type == form.Day {
			one.Value, one.How = calendar.Date(hub.Day(day), hub.Day(day)), day[:min(len(day), 4)]+"年"
		}
		one.Pick = "用 " + one.Value
		if short, ok := strings.CutSuffix(one.Value, " "+card.Field.Unit); ok && card.Field.Unit != "" {
			one.Value, one.Unit = short, card.Field.Unit
		}
		p.Versions = append(p.Versions, one)
	}
	p.Why = strings.Join(each, "，") + "，用哪个？"
	return p, nil
}

// conflictVersion is one version: what, where, when, by whom, and how far the clock
// can be believed that says when.
func (s *Station) conflictVersion(v *visit, card desk.Card, w desk.Written) (one page.Version, err error) {
	who, station, err := s.Desk.Writer(v.ctx(), w.Entry)
	if err != nil {
		return one, err
	}
	if station == "" {
		station = "别的站"
		if w.Entry.Own {
			station = "本站"
		}
	}
	at := w.Entry.At.Wall
	one = page.Version{Where: station + "写", No: fmt.Sprintf("%d-%s", card.Field.No, w.Commit), How: s.measured(card, w),
		When: calendar.Date(hub.DayOf(at), s.Desk.Today()) + " " + calendar.Clock(at)}
	if one.Value, err = s.conflictValue(v, card.Field, w.Value); err != nil {
		return one, err
	}
	if number, ok := w.Value.(string); ok && number != "" && wholly(v, card) {
		one.Value, one.How = spaced(number), "全号，看过，记下了"
	}
	if who != "" {
		who += "记"
	}
	one.Who = joinFacts(who, clockWord(w.Entry.At.Quality))
	return one, nil
}

// conflictValue is a value in words; of a reference, the name of what it means.
func (s *Station) conflictValue(v *visit, f *form.Field, value any) (string, error) {
	id, isRef := value.(hub.ID)
	if !isRef {
		return plainWord(f, value), nil
	}
	name, err := s.Desk.NameOf(v.ctx(), v.who.Actor, f.Kind, id)
	if name == "" {
		name = "别的" + f.Label
	}
	return name, err
}

// wholly says that numbers have to be shown whole, because nobody could choose between
// what their ends leave of them. The look is noted as one at a whole number.
func wholly(v *visit, card desk.Card) bool {
	if card.Child.ID.IsZero() || !v.who.Actor.May(hub.ActPhone) {
		return false
	}
	seen := map[string]bool{}
	for _, w := range card.Versions {
		ends := plainWord(card.Field, w.Value)
		if ends != card.Field.Show(w.Value) && seen[ends] {
			return true
		}
		seen[ends] = true
	}
	return false
}

// measured is how a weight or a length was taken, as was noted with it.
func (s *Station) measured(card desk.Card, w desk.Written) string {
	with := map[string]string{"weight": "clothes", "length": "measure"}[card.Field.Name]
	if card.Record.Kind != "growth" || with == "" {
		return ""
	}
	def, _ := s.Desk.Forms().Get("growth")
	f, _ := def.Field(with)
	for _, c := range w.Entry.Changes {
		if c.Record == card.Record.ID && c.No == f.No {
			return f.Show(c.To)
		}
	}
	return ""
}

// clockWord says whether the time beside it can be believed.
func clockWord(q hub.ClockQuality) string {
	switch q {
	case hub.ClockCounty:
		return "钟是县里对的"
	case hub.ClockConfirmed:
		return "钟有人对过"
	case hub.ClockPeer:
		return "钟跟别的机器对过"
	}
	return "钟没人对过，时间不一定准"
}

// rewrite is where the field can be written anew: neither is right.
func (s *Station) rewrite(card desk.Card) *page.Link {
	at := childAt(card.Child.ID)
	link := &page.Link{Text: "都不对，重新写", Icon: "i-pen"}
	switch card.Field.Type {
	case form.Int, form.Choice:
		link.Href = "/conflict/" + card.Record.ID.String() + "/anew"
		return link
	}
	switch {
	case card.Child.ID.IsZero():
		return nil
	case card.Record.Kind == "person":
		link.Href = at + "/person/" + card.Record.ID.String() + "/" + card.Field.Name
		return link
	case card.Record.Kind != "child":
		return nil
	}
	name := card.Field.Name
	switch name {
	case "village_name":
		name = "village"
	case "nick":
		name = "name"
	}
	if _, ok := fields[name]; !ok {
		return nil
	}
	link.Href = at + "/edit/" + name
	return link
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
	}
	return s.conflictDone(v, card, out)
}

// conflictDone leads on after the last answer, where it can be taken back.
func (s *Station) conflictDone(v *visit, card desk.Card, out hub.Outcome) error {
	if card.Child.ID.IsZero() {
		return v.done("/todo", out)
	}
	return v.done(childAt(card.Child.ID), out)
}
