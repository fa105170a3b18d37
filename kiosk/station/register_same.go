package station

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// matches are known children that the registration may be. A twin whose family was
// said is no question: she is noted as one, once and for good.
func (s *Station) matches(v *visit, d *registering) ([]care.Match, error) {
	found, err := s.Desk.LikelySame(v.ctx(), d.registration(v))
	if err != nil || d.Family.IsZero() {
		return found, err
	}
	return slices.DeleteFunc(found, func(m care.Match) bool {
		if m.Likeness != care.Twins {
			return false
		}
		t, terr := s.Desk.Traits(v.ctx(), m.Child)
		if terr != nil {
			err = terr
		}
		if t.Family != d.Family {
			return false
		}
		if d.TwinOf.IsZero() {
			d.TwinOf = m.Child
		}
		return true
	}), err
}

// likely is the first of them, as the pages hint at it while one types.
func (s *Station) likely(v *visit, d *registering) (*page.Likely, error) {
	found, err := s.matches(v, d)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	t, err := s.Desk.Traits(v.ctx(), found[0].Child)
	if err != nil {
		return nil, err
	}
	known, _ := s.Names.Get(t.ID)
	words := []string{sexWord(t.Sex), known.Village}
	if age, ok := calendar.AgeOn(t.Birth, s.Desk.Today()); ok {
		words[0] = strings.TrimSpace(words[0] + " " + age.Text())
	}
	return &page.Likely{ID: t.ID.String(), Peg: page.PegOf("", t.ID), Name: calledBy(t.Name, t.Nick), Word: joinFacts(words...)}, nil
}

// askSame puts a likely duplicate beside the new child; without one the family is
// asked.
func (s *Station) askSame(v *visit, d *registering) error {
	found, err := s.matches(v, d)
	if err != nil {
		return err
	}
	d.Step = "consent"
	if len(found) == 0 {
		return s.goOn(v, d, "consent")
	}
	if err := s.keep(v, d); err != nil {
		return err
	}
	return v.see("/register/same")
}

// registerSame takes what she said: the same child, whose gaps what was entered
// fills, or another one.
func (s *Station) registerSame(v *visit, d *registering) error {
	if same := v.form.ID("same"); !same.IsZero() {
		if d.Step != "" { // else it came again, and is done
			r := d.registration(v)
			r.AnyBirth = true
			if _, err := s.Desk.Complete(v.ctx(), v.who.Actor, same, r); err != nil {
				return s.wrong(v, d, "same", "", err)
			}
		}
		if err := s.Drafts.DropDraft(v.ctx(), v.who.Actor.Staff, registerDraft); err != nil {
			return err
		}
		return v.see("/child/" + same.String())
	}
	other := v.form.ID("other")
	found, err := s.matches(v, d)
	if err != nil {
		return err
	}
	for _, m := range found {
		switch {
		case m.Child != other:
		case m.Likeness == care.Twins && d.TwinOf.IsZero():
			d.TwinOf = other
		default:
			d.NotSame = append(d.NotSame, other)
		}
	}
	if d.Step == "consent" {
		return s.askSame(v, d)
	}
	return s.goOn(v, d, d.Step)
}

func (s *Station) registerSamePage(v *visit, d *registering, f page.Frame) (page.View, error) {
	id, _ := hub.ParseID(v.URL.Query().Get("id")) // none: the likeliest
	found, err := s.matches(v, d)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(found, func(m care.Match) bool { return m.Child == id }); i < 0 && len(found) > 0 {
		id = found[0].Child
	} else if i < 0 {
		return nil, hub.E(hub.CodeNotFound, "register.no-step")
	}
	old, err := s.Desk.File(v.ctx(), v.who.Actor, id)
	if err != nil {
		return nil, err
	}
	s.Doors.Looked(v.who.Actor, id, "page")
	f.Title = "像是登记过"
	p := page.RegisterSame{Frame: f, ID: id.String(), Peg: page.PegOf(old.Child.Peg, id), Prev: d.before("same")}
	p.New, p.Old = sideBySide(d.registration(v), old)
	return p, nil
}

// sideBySide is what is known of both, line by line.
func sideBySide(r desk.Registration, old desk.File) (now, known page.Facts) {
	now = page.Facts{Head: "现在登记的", Name: calledBy(r.Name, r.Nick)}
	known = page.Facts{Head: "站上已有的", Name: old.Child.Called()}
	line := func(word, a, b string) {
		if a == "" && b == "" {
			return
		}
		same := a == b
		if a == "" {
			a = "还没写"
		}
		if b == "" {
			b = "没写"
		}
		now.Lines = append(now.Lines, page.Fact{Word: word, Text: a, Same: same})
		known.Lines = append(known.Lines, page.Fact{Word: word, Text: b, Same: same})
	}
	var carers [2]string
	var phones [2][]string
	for _, p := range r.People {
		if p.Carer {
			carers[0] = joinFacts(kinWord(p.Kinship), p.Name)
		}
		phones[0] = append(phones[0], p.Phone)
	}
	for _, p := range old.People {
		if p.Carer {
			carers[1] = joinFacts(kinWord(p.Kinship), p.Name)
		}
		phones[1] = append(phones[1], p.Phone)
	}
	line("男女", sexWord(r.Sex), sexWord(old.Child.Sex))
	line("生日", calendar.LongDate(r.Birth), calendar.LongDate(old.Child.Birth))
	line("谁带", carers[0], carers[1])
	line("住在", r.VillageName, old.Child.VillageName)
	line("电话", maskedOf(phones[0], phones[1]), maskedOf(phones[1], phones[0]))
	return now, known
}

// maskedOf is the number that both sides have, else the first of these.
func maskedOf(mine, others []string) string {
	first := ""
	for _, p := range mine {
		if p == "" {
			continue
		}
		if slices.Contains(others, p) {
			return care.MaskPhone(p)
		}
		if first == "" {
			first = care.MaskPhone(p)
		}
	}
	return first
}

func calledBy(name, nick string) string {
	if name != "" {
		return name
	}
	return nick
}

// joinFacts puts a few words in a row and leaves out what nobody knows.
func joinFacts(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " · ")
}
