package station

import (
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// afieldTake notes what was found out about one line.
func (s *Station) afieldTake(v *visit) error {
	a, err := v.afield()
	if err != nil {
		return err
	}
	if v.form.Text("do") == "paper" {
		return s.afieldPaper(v)
	}
	answer, text, _ := strings.Cut(v.form.Text("do"), ".")
	id, err := hub.ParseID(text)
	if err != nil || !slices.ContainsFunc(a.answers, func(c page.Choice) bool { return c.Value == answer }) {
		return hub.E(hub.CodeInvalid, "afield.state")
	}
	out, err := s.afieldNote(v, a, id, answer)
	if err != nil {
		return err
	}
	to := "/afield/" + a.of + "?done=" + out.Commit.String()
	if ago := v.afieldAgo(); ago > 0 {
		to += "&ago=" + strconv.Itoa(ago)
	}
	return v.see(to)
}

func (s *Station) afieldNote(v *visit, a afield, id hub.ID, answer string) (hub.Outcome, error) {
	request, day := v.form.Request(), s.Desk.Today().Add(-v.afieldAgo())
	switch {
	case a.of == "births":
		return s.Desk.CheckBirth(v.ctx(), v.who.Actor, desk.BirthCheck{Request: request, Row: id, State: answer})
	case a.of == "newborns" && answer != "away":
		return s.Desk.NoteDue(v.ctx(), v.who.Actor, desk.DueDone{Request: request, Subject: id, Item: newbornVisit, Day: day, More: form.Values{"result": answer}})
	}
	return s.Desk.Fill(v.ctx(), v.who.Actor, desk.Sheet{Request: request, Kind: "home-visit", Subject: id, Day: day, Values: form.Values{"day": day, "found": answer}})
}

func (s *Station) afieldUndo(v *visit) error {
	a, err := v.afield()
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see("/afield/" + a.of)
}

// afieldPaper is the list to take along: whoever nobody has been to yet.
func (s *Station) afieldPaper(v *visit) error {
	a, err := v.afield()
	if err != nil {
		return err
	}
	lines, err := a.list(s, v)
	if err != nil {
		return err
	}
	today := s.Desk.Today()
	boxes := make([]string, len(a.answers))
	for i, c := range a.answers {
		boxes[i] = "□" + c.Text
	}
	t := print.Block{Kind: print.Table, MM: 13, Widths: []int{2, 5, 9, 9, 9}, Head: []string{"", "名字", "村、男女、生日", "大人、电话", "看到的"}}
	doc := print.Doc{Name: a.word + "单子", Paper: print.Sheet}
	for _, l := range lines {
		if l.done != "" {
			continue
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows) + 1), l.name, l.facts, l.adult, strings.Join(boxes, " ")})
		if !l.child.IsZero() {
			doc.About = append(doc.About, l.child)
		}
	}
	if len(t.Rows) == 0 {
		return hub.E(hub.CodeInvalid, "afield.none")
	}
	doc.Blocks = []print.Block{
		{Kind: print.Title, Text: v.site.Name + " " + a.word},
		{Kind: print.Text, Text: calendar.LongDate(today) + "印", Side: strconv.Itoa(len(t.Rows)) + " 家"},
		t, {Kind: print.Gap, MM: 3},
		{Kind: print.Small, Text: "带去的人：　　　　　　哪天去的：　　　　　　回来照着点到机器里，点完撕碎。"},
	}
	return v.print(doc, "/afield/"+a.of)
}

// afieldRegister begins the registration of a child that was found at home, with what
// the list says; a registration that she has not finished is put aside, not lost.
func (s *Station) afieldRegister(v *visit) error {
	id, err := v.pathID("row", "due.unknown")
	if err != nil {
		return err
	}
	if !v.who.Actor.May(hub.ActRegister) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	b, err := s.Desk.Birth(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	if _, begun, err := s.left(v); err != nil {
		return err
	} else if begun {
		if err := v.putAside(registerDraft); err != nil {
			return err
		}
	}
	d := registering{Request: hub.NewID(), Row: id, As: "full", Sex: b.Sex, dating: datingOf(b.Birth), Village: village{b.Village, b.VillageName}, Phone: b.Phone, Kin: b.Kinship}
	d.Name.Text, d.Name.Keys = b.Name, b.Name != ""
	d.Carer.Text = b.Adult
	return s.goOn(v, &d, "name")
}
