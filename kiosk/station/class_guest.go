package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// guestRoles are who comes without a child that is known here.
var guestRoles = []string{"expecting", "father-to-be", "mother", "father", "paternal-grandmother", "maternal-grandmother", "paternal-grandfather", "maternal-grandfather", "other"}

func guestDraft(id hub.ID) string { return "guest/" + id.String() }

// guest is somebody without a child as far as she was asked about.
type guest struct {
	Role   string
	Called typing
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
		return s.guestName(v, file, role, d)
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

// guestName asks a guest's name, as that of any adult is asked.
func (s *Station) guestName(v *visit, file desk.ClassFile, role string, d guest) error {
	here, err := s.surnamesHere(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	f, kin := v.classFrame(file.Class, "不带孩子的人"), s.labelOf("class-here", "role", role)
	f.Back = classAt(file.Class.ID) + "/guest"
	return v.render(page.WriteName{Frame: f, Action: f.Back + "/" + role, Question: kin + "叫什么？", Next: "记下了", Prev: f.Back,
		Writer: v.writer(d.Called, kin+"的名字", ime.Adult, true, mostName, here, guessAdult(d.Called.Text))})
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
	at := classAt(file.Class.ID) + "/guest/" + role
	done := v.press(&d.Called, ime.Adult, true, mostName)
	if called := d.Called.Text; done && v.form.Text("go") == "next" && called != "" {
		out, err := s.Desk.ComeToClass(v.ctx(), v.who.Actor, desk.Came{Request: v.form.Request(), Class: file.Class.ID, Name: called, Role: role, Way: "room", Late: s.comesLate(file.Class.ID)})
		if err != nil {
			return err
		}
		if err := v.dropDraft(guestDraft(file.Class.ID)); err != nil {
			return err
		}
		return v.done(classAt(file.Class.ID)+"/here", out)
	}
	if err := v.keepDraft(guestDraft(file.Class.ID), leaf{What: "不带孩子的人", Who: d.Called.Text, At: at}, d); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(204)
		return nil
	}
	return v.see(at)
}

// guestShow is a guest who came, with the way to take her off.
func (s *Station) guestShow(v *visit, file desk.ClassFile, of hub.ID) error {
	f := v.classFrame(file.Class, "谁来了")
	f.Back = classAt(file.Class.ID) + "/here?sheet=here"
	for _, h := range file.Here {
		if h.ID == of {
			lines := []string{s.labelOf("class-here", "role", h.Role)}
			if len(h.Sign) > 0 {
				lines = append(lines, "签过字了")
			}
			return v.render(page.Message{Frame: f, Icon: "i-people", Kind: "good", Head: file.Called[h.ID], Lines: lines,
				Ways: []page.Link{{Href: guestSignAt(file.Class.ID, of), Text: "签个字", Icon: "i-pen"}, {Href: f.Back, Text: "没错"}}, Post: []page.Post{{Action: classAt(file.Class.ID) + "/guest", Field: "gone", Value: of.String(), Text: "点错了，没来", Icon: "i-undo"}}})
		}
	}
	return v.see(f.Back)
}

func guestSignAt(of, here hub.ID) string { return classAt(of) + "/signed/" + here.String() }

// guestHere is the class and the guest of the path.
func (s *Station) guestHere(v *visit) (file desk.ClassFile, h care.ClassHere, err error) {
	if file, err = v.class(); err != nil {
		return file, h, err
	}
	id, err := v.pathID("here", "class.no-here")
	if err != nil {
		return file, h, err
	}
	for _, one := range file.Here {
		if one.ID == id {
			return file, one, nil
		}
	}
	return file, h, hub.E(hub.CodeNotFound, "class.no-here")
}

// guestSign is the pad on which a guest signs.
func (s *Station) guestSign(v *visit) error {
	file, h, err := s.guestHere(v)
	if err != nil {
		return err
	}
	return v.render(s.guestPad(v, file, h, nil))
}

func (s *Station) guestPad(v *visit, file desk.ClassFile, h care.ClassHere, faults page.Errors) page.Sign {
	f := v.classFrame(file.Class, "请"+file.Called[h.ID]+"签个字")
	f.Back, f.Errors = classAt(file.Class.ID)+"/guest?of="+h.ID.String(), faults
	return page.Sign{Frame: f, Action: v.URL.Path, Who: file.Called[h.ID], What: "手指写就行", Strokes: strokes(drawn(v)), Prev: f.Back, Next: "签好了"}
}

func (s *Station) guestSigned(v *visit) error {
	file, h, err := s.guestHere(v)
	if err != nil {
		return err
	}
	if v.form.Has("keep") { // a signature stands on the glass until it is done
		v.w.WriteHeader(204)
		return nil
	}
	drawn, err := signature(v)
	if err != nil {
		return v.again(err, s.guestPad(v, file, h, page.Faults(err)))
	}
	if _, err := s.Desk.SignAtClass(v.ctx(), v.who.Actor, v.form.Request(), h.ID, drawn); err != nil {
		return err
	}
	return v.see(classAt(file.Class.ID) + "/here?sheet=here")
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
