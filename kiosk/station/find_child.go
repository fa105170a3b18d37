package station

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/names"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// Ways to look for somebody.
const (
	byLetters = "letters"
	byVillage = "village"
	byPhone   = "phone"
	byText    = "text"
)

const (
	foundShown = 8 // children a page
	mostLetter = 24
	phoneTail  = 4
	mostFound  = 400 // of a village; more than a station ever had
)

// search is what was pressed so far. All of it travels with each press.
type search struct {
	mode, typed, village, digits string
	text                         typing
	writing                      bool
	from                         int
	forChild                     hub.ID // whose brother or sister is looked for
}

// findShow begins to look. for=ID looks for a brother or sister of that child.
func (s *Station) findShow(v *visit) error {
	q := search{mode: byLetters}
	if id, err := hub.ParseID(v.URL.Query().Get("for")); err == nil {
		q.forChild = id
	}
	return s.findPage(v, q)
}

// findPress takes one press and answers with who is found by now.
func (s *Station) findPress(v *visit) error {
	q := search{mode: v.form.Text("mode"), typed: letters(v.form.Text("typed")), village: v.form.Text("village"),
		digits: v.form.Text("digits"), forChild: v.form.ID("draft")}
	switched := len(v.form.All("mode")) > 1 // the switch, and what it showed before
	then := v.form.Text("go")
	switch {
	case q.mode == byText:
		if switched {
			q.writing = true
			break
		}
		pressed := !v.press(&q.text, ime.Name, false, mostName)
		q.writing = pressed || then == "write"
	case v.form.Has("letter"):
		q.typed = firstRunes(q.typed+letters(v.form.Text("letter")), mostLetter)
	case v.form.Has("del"):
		q.typed = q.typed[:max(0, len(q.typed)-1)]
	case v.form.Has("key"):
		q.digits = pressFigure(q.digits, v.form.Text("key"))
	}
	q.digits = firstRunes(figures(q.digits), phoneTail)
	if then == "more" {
		q.from = v.form.Int("from") + foundShown
	}
	return s.findPage(v, q)
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(text))
}

func figures(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

func (s *Station) findPage(v *visit, q search) error {
	f := v.frame("找宝宝")
	if !q.forChild.IsZero() {
		f.Title, f.Draft, f.Back = "找兄弟姐妹", q.forChild.String(), "/child/"+q.forChild.String()+"/family"
	}
	p := page.Find{Frame: f, Mode: q.mode, Typed: q.typed, From: q.from, Card: s.Cards != nil && q.forChild.IsZero()}
	matches, err := s.findBy(v, &q, &p)
	if err != nil {
		return err
	}
	if matches, err = s.once(v, matches); err != nil {
		return err
	}
	if q.from >= len(matches) {
		q.from, p.From = 0, 0
	}
	for _, m := range matches[q.from:min(len(matches), q.from+foundShown)] {
		p.Found = append(p.Found, s.found(v, m, q.forChild))
	}
	p.More = len(matches) > foundShown
	return v.render(p)
}

// once shows a child that is known twice one time, under the record that leads, by
// whichever name it was found.
func (s *Station) once(v *visit, matches []names.Match) (out []names.Match, err error) {
	leads, err := s.Desk.Leads(v.ctx())
	if err != nil || len(leads) == 0 {
		return matches, err
	}
	seen := map[hub.ID]bool{}
	for _, m := range matches {
		child := m.Subject
		if lead, ok := leads[child]; ok {
			child = lead
			if e, known := s.Names.Get(lead); known { // else another station's leads: here ours is shown
				m.Entry = e
			}
		}
		if !seen[child] {
			seen[child] = true
			out = append(out, m)
		}
	}
	return out, nil
}

// findBy fills the keys of the mode and looks for whoever is meant.
func (s *Station) findBy(v *visit, q *search, p *page.Find) (matches []names.Match, err error) {
	switch q.mode {
	case byVillage:
		return s.findVillage(v, q, p)
	case byPhone:
		p.Pad = page.Pad{Field: "digits", Typed: q.digits, Length: phoneTail, Whole: true, Label: "电话后四位"}
		p.Said = "按电话后四位"
		if len(q.digits) == phoneTail {
			matches = s.lookUp(v, q.digits)
			said(p, len(matches), "没有电话是这样的")
		}
	case byText:
		p.Writer = v.writer(q.text, "名字里的字", ime.Name, false, mostName, nil, nil)
		p.Writing = q.writing
		if q.text.Text != "" {
			matches = s.lookUp(v, q.text.Text)
			said(p, len(matches), "没有这样的名字")
		} else {
			p.Writing, p.Said = true, "写名字里的一个字"
		}
	default:
		p.Mode = byLetters
		alive := s.Names.Next(names.Query{Text: q.typed, Site: v.site.ID})
		for l := 'a'; l <= 'z'; l++ {
			p.Letters = append(p.Letters, page.Choice{Value: string(l), Text: string(l), Off: !strings.ContainsRune(alive, l)})
		}
		p.Said = "先按首字母"
		if q.typed != "" {
			matches = peopleFirst(s.lookUp(v, q.typed))
			said(p, len(matches), "没有这样的名字")
		}
	}
	return matches, nil
}

// peopleFirst leaves out who was found by the village alone, unless nobody is meant
// otherwise: the village has a way of its own, and half a station may live in one.
func peopleFirst(matches []names.Match) []names.Match {
	meant := slices.DeleteFunc(slices.Clone(matches), func(m names.Match) bool { return m.By == names.ByVillage })
	if len(meant) == 0 {
		return matches
	}
	return meant
}

// lookUp asks the directory; people of this site come first.
func (s *Station) lookUp(v *visit, text string) []names.Match {
	return s.Names.Find(names.Query{Text: text, Site: v.site.ID, Limit: mostFound}).Matches
}

func said(p *page.Find, n int, none string) {
	if p.Said = fmt.Sprintf("找到 %d 个", n); n == 0 {
		p.Said = none
		p.Note = &page.Note{Kind: "calm", Icon: "i-find", Bold: "没找到。", Text: "换个办法找找，或者登记在别的站。"}
	}
}

// findVillage shows the villages where known children live, and those of one.
func (s *Station) findVillage(v *visit, q *search, p *page.Find) ([]names.Match, error) {
	known, count, err := s.villages(v)
	if err != nil {
		return nil, err
	}
	chosen := village{}
	for _, o := range known {
		if count[o] == 0 || len(p.Villages) == villagesShown {
			continue
		}
		on := o.value() == q.village
		if on {
			chosen = o
		}
		p.Villages = append(p.Villages, page.Choice{Value: o.value(), Text: o.Name, Small: fmt.Sprintf("%d 个", count[o]), On: on})
	}
	p.Said = "点一个村"
	if chosen.Name == "" {
		return nil, nil
	}
	p.Village = q.village
	matches := slices.DeleteFunc(s.lookUp(v, chosen.Name), func(m names.Match) bool { return m.Village != chosen.Name })
	hub.SortStable(matches, func(a, b names.Match) int { return cmp.Compare(a.Name, b.Name) })
	p.Said = fmt.Sprintf("%s %d 个", chosen.Name, len(matches))
	return matches, nil
}

// found is a child's tile; where she was found by another key than her name, the
// tile says by which.
func (s *Station) found(v *visit, m names.Match, forChild hub.ID) page.Found {
	t := page.Found{ID: m.Subject.String(), Name: calledBy(m.Name, m.Nick), Where: m.Village, Peg: page.PegOf(s.Desk.Peg(v.ctx(), m.Subject), m.Subject)}
	if age, ok := calendar.AgeOn(m.Birth, s.Desk.Today()); ok {
		t.Age = age.Text()
	}
	switch {
	case m.By == names.ByCarer:
		t.Where = joinFacts(m.Key+"家的", m.Village)
	case m.By == names.ByNick && m.Name != "":
		t.Where = joinFacts("小名 "+m.Key, m.Village)
	}
	if !forChild.IsZero() {
		t.Href = "/child/" + forChild.String() + "/family?with=" + t.ID
	}
	return t
}
