package station

import (
	"cmp"
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
		} else { // triplets
			d.NotSame = append(d.NotSame, m.Child)
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
	return &page.Likely{ID: t.ID.String(), Peg: page.PegOf(s.Desk.Peg(v.ctx(), t.ID), t.ID), Name: calledBy(t.Name, t.Nick), Word: joinFacts(words...)}, nil
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
		if err := v.dropDraft(registerDraft); err != nil {
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
	now = page.Facts{Head: "现在登记的", Name: joinFacts(calledBy(r.Name, r.Nick), sexWord(r.Sex))}
	known = page.Facts{Head: "站上已有的", Name: joinFacts(old.Child.Called(), sexWord(old.Child.Sex))}
	line := func(word, a, b string) {
		if a == "" && b == "" {
			return
		}
		same := a == b
		now.Lines = append(now.Lines, page.Fact{Word: word, Text: cmp.Or(a, "还没写"), Same: same})
		known.Lines = append(known.Lines, page.Fact{Word: word, Text: cmp.Or(b, "没写"), Same: same})
	}
	entered := asEntered(old.People)
	line("生日", calendar.LongDate(r.Birth), calendar.LongDate(old.Child.Birth))
	line("谁带", joinFacts(carersOf(r.People), r.VillageName), joinFacts(carersOf(entered), old.Child.VillageName))
	mine, others := phonesOf(r.People), phonesOf(entered)
	line("电话", maskedOf(mine, others), maskedOf(others, mine))
	return now, known
}

// carersOf says who looks after a child: 奶奶 李秀英.
func carersOf(people []desk.Person) string {
	for _, p := range people {
		if p.Carer {
			return answeredBy(people, p.Kinship)
		}
	}
	return ""
}

func phonesOf(people []desk.Person) (phones []string) {
	for _, p := range people {
		if p.Phone != "" {
			phones = append(phones, p.Phone)
		}
	}
	return phones
}

// maskedOf is the number that both sides have, else the first of these.
func maskedOf(mine, others []string) string {
	for _, p := range mine {
		if slices.Contains(others, p) {
			return care.MaskPhone(p)
		}
	}
	if len(mine) == 0 {
		return ""
	}
	return care.MaskPhone(mine[0])
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
