package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// guestRoles are who comes without a child that is known here.
var guestRoles = []string{"expecting", "father-to-be", "mother", "father", "paternal-grandmother", "maternal-grandmother", "paternal-grandfather", "maternal-grandfather", "other"}

// mostGuest is how long the name of a guest may be.
const mostGuest = 20

func guestDraft(id hub.ID) string { return "guest/" + id.String() }

// guest is somebody without a child as far as she was asked about.
type guest struct {
	Role  string
	Sheet sheeting
}

// guestAsk asks who she is: a colleague is a tile, anybody else says her name.
func (s *Station) guestAsk(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	if of, err := hub.ParseID(v.URL.Query().Get("of")); err == nil {
		return s.guestShow(v, file, of)
	}
	at := classAt(file.Class.ID)
	if role := s.codeOf("class-here", "role", v.PathValue("role")); role != "" {
		d := guest{}
		if _, err := v.draft(guestDraft(file.Class.ID), &d); err != nil {
			return err
		}
		return v.render(s.ask(v, &d.Sheet, s.guestName(v, file, role)))
	}
	f := v.classFrame(file.Class, "不带孩子的人")
	f.Back = at + "/here"
	p := page.Choose{Frame: f, Action: at + "/guest", Question: "是谁？", Field: "pick", Prev: f.Back, Quiet: "不愿留名字的，在“数一数人”里算上就行。"}
	for _, t := range selfFirst(s.people(v, v.site.ID, "staff"), v.who.Actor.Staff) {
		t.Small = "站里的"
		p.Tiles = append(p.Tiles, t)
	}
	for _, role := range guestRoles {
		p.Tiles = append(p.Tiles, page.Choice{Value: role, Text: s.labelOf("class-here", "role", role)})
	}
	from := v.form.Int("from")
	if v.form.Text("go") == "more" {
		from += tilesOfAsk
	}
	if from >= len(p.Tiles) {
		from = 0
	}
	p.From, p.More = from, len(p.Tiles) > tilesOfAsk
	p.Tiles = p.Tiles[from:min(len(p.Tiles), from+tilesOfAsk)]
	return v.render(p)
}

// guestName asks a guest's name.
func (s *Station) guestName(v *visit, file desk.ClassFile, role string) posed {
	f := v.classFrame(file.Class, "不带孩子的人")
	f.Back = classAt(file.Class.ID) + "/guest"
	most := int64(mostGuest)
	return posed{f: &form.Field{Name: "name", Label: s.labelOf("class-here", "role", role) + "叫什么", Type: form.Text, Required: true, Max: &most},
		key: role, frame: f, action: classAt(file.Class.ID) + "/guest/" + role, prev: f.Back, next: "记下了"}
}

// guestTake notes a guest or a colleague.
func (s *Station) guestTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID)
	if role := s.codeOf("class-here", "role", v.PathValue("role")); role != "" {
		return s.guestNamed(v, file, role)
	}
	picked := v.form.Text("pick")
	if here, err := hub.ParseID(v.form.Text("gone")); err == nil {
		if _, err := s.Desk.NotAtClass(v.ctx(), v.who.Actor, v.form.Request(), here); err != nil {
			return err
		}
		return v.see(at + "/here?sheet=here")
	}
	if staff, err := hub.ParseID(picked); err == nil {
		out, err := s.Desk.ComeToClass(v.ctx(), v.who.Actor, desk.Came{Request: v.form.Request(), Class: file.Class.ID, Person: staff, Role: "staff", Way: "room"})
		if err != nil {
			return err
		}
		return v.done(at+"/here", out)
	}
	if s.codeOf("class-here", "role", picked) != "" {
		return v.see(at + "/guest/" + picked)
	}
	return s.guestAsk(v)
}

func (s *Station) guestNamed(v *visit, file desk.ClassFile, role string) error {
	d := guest{Role: role}
	if _, err := v.draft(guestDraft(file.Class.ID), &d); err != nil {
		return err
	}
	q := s.guestName(v, file, role)
	d.Sheet.opened(q)
	done := v.press(&d.Sheet.Open.Typing, ime.General, false, mostGuest)
	if called := d.Sheet.Open.Typing.Text; done && v.form.Text("go") == "next" && called != "" {
		out, err := s.Desk.ComeToClass(v.ctx(), v.who.Actor, desk.Came{Request: v.form.Request(), Class: file.Class.ID, Name: called, Role: role, Way: "room", Late: s.comesLate(file.Class.ID)})
		if err != nil {
			return err
		}
		if err := v.dropDraft(guestDraft(file.Class.ID)); err != nil {
			return err
		}
		return v.done(classAt(file.Class.ID)+"/here", out)
	}
	if err := v.keepDraft(guestDraft(file.Class.ID), leaf{What: "不带孩子的人", Who: d.Sheet.Open.Typing.Text, At: q.action}, d); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(204)
		return nil
	}
	return v.see(q.action)
}

// guestShow is a guest who came, with the way to take her off.
func (s *Station) guestShow(v *visit, file desk.ClassFile, of hub.ID) error {
	f := v.classFrame(file.Class, "谁来了")
	f.Back = classAt(file.Class.ID) + "/here?sheet=here"
	for _, h := range file.Here {
		if h.ID == of {
			return v.render(page.Message{Frame: f, Icon: "i-people", Kind: "good", Head: file.Called[h.ID], Lines: []string{s.labelOf("class-here", "role", h.Role)},
				Ways: []page.Link{{Href: f.Back, Text: "没错"}}, Post: []page.Post{{Action: classAt(file.Class.ID) + "/guest", Field: "gone", Value: of.String(), Text: "点错了，没来", Icon: "i-undo"}}})
		}
	}
	return v.see(f.Back)
}

// headsPage is how many were counted by eye.
func (s *Station) headsPage(v *visit, file desk.ClassFile, action, next string) page.Number {
	n := file.Heads.Counted
	if n < 0 {
		n = file.Heads.Sum()
	}
	if s.Class != nil && file.Class.Site != v.who.Actor.Site {
		now, _ := s.Class.Now()
		if f, ok := s.far(now); ok {
			n = max(n, f.Heads) // as she counted before
		}
	}
	f := v.classFrame(file.Class, "数一数人")
	f.Back = classAt(file.Class.ID) + "/here"
	return page.Number{Frame: f, Action: action, Question: "屋里一共来了几个大人？", Prev: f.Back, Next: next,
		Stepper: page.Stepper{Field: "heads", Name: "大人", Value: n, Min: 0, Max: 500, Start: file.Heads.Sum(), Units: []page.Unit{{Code: "u", Name: "人", Scale: 1, Step: 1}}, Wide: true,
			Word: cameWord(file) + "，照屋里数到的改"}}
}

func (s *Station) headsAsk(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	return v.render(s.headsPage(v, file, classAt(file.Class.ID)+"/heads", "记下了"))
}

// headsTake takes a press on the number, then notes it.
func (s *Station) headsTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	p := s.headsPage(v, file, classAt(file.Class.ID)+"/heads", "记下了")
	p.Stepper = p.Stepper.Press(v.form.Text)
	if v.form.Text("go") != "next" {
		return v.render(p)
	}
	if file.Class.Site != v.who.Actor.Site && s.Near != nil { // the neighbour hears the number, and writes it down
		s.Near.Say(p.Stepper.Value, "")
		return v.see(classAt(file.Class.ID) + "/here")
	}
	if _, err := s.Desk.CountHeads(v.ctx(), v.who.Actor, v.form.Request(), file.Class.ID, p.Stepper.Value); err != nil {
		return err
	}
	return v.see(classAt(file.Class.ID) + "/here")
}
