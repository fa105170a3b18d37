package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// strangerShow opens the named exception. It stands behind the PIN: it says who
// belongs to the child.
func (s *Station) strangerShow(v *visit) error {
	d, err := s.strangerOf(v, v.URL.Query().Get("child"))
	if err != nil {
		return err
	}
	return s.onWall(v, "/wall/evening", s.Desk.Today(), idList(d.Children), func(_ wallScreen, of []desk.WallChild) error {
		return v.render(s.strangerPage(v, d, of))
	})
}

// strangerNote takes a press, and with the last one lets the child go.
func (s *Station) strangerNote(v *visit) error {
	d, err := s.strangerOf(v, v.form.Text("child"))
	if err != nil {
		return err
	}
	d.take(v.form)
	if err := s.keepStranger(v, d); err != nil {
		return err
	}
	switch v.form.Text("go") {
	case "name":
		return v.see("/wall/stranger/name")
	case "next":
		return s.strangerLetGo(v, d)
	}
	return v.see("/wall/stranger?child=" + d.Children)
}

func (s *Station) strangerLetGo(v *visit, d stranger) error {
	return s.onWall(v, "/wall/evening", s.Desk.Today(), idList(d.Children), func(screen wallScreen, of []desk.WallChild) error {
		children := idList(d.Children)
		out, err := s.Desk.LeaveWithStranger(v.ctx(), v.who.Actor, desk.Handover{
			Tap:  desk.Tap{Request: d.Request, Day: s.Desk.Today(), Minute: s.Desk.Minute(), Children: children},
			Name: d.Called.Text, Relation: d.Kin, IDSeen: d.Seen, Adult: d.Adult, Asked: d.Asked,
		})
		if err != nil && !question(err) {
			return err
		}
		if err != nil {
			p := s.strangerPage(v, d, of)
			p.Errors = strangerFaults(d, err)
			return v.again(err, p)
		}
		if err := v.dropDraft(strangerDraft); err != nil {
			return err
		}
		s.did(screen.id, "stranger", out, children...)
		return v.see("/wall/evening")
	})
}

// strangerName asks for the name.
func (s *Station) strangerName(v *visit) error {
	d, err := s.strangerOf(v, "")
	if err != nil {
		return err
	}
	return s.strangerNamePage(v, d, nil)
}

func (s *Station) strangerNamePage(v *visit, d stranger, matter error) error {
	if len(idList(d.Children)) == 0 {
		return v.see("/wall/evening")
	}
	here, err := s.surnamesHere(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	f := v.frame("名单上没有的人来接")
	f.Back, f.Help = "/wall/stranger?child="+d.Children, "pickup"
	who := d.Kin
	if who == "" || who == "别的人" {
		who = "来接的人"
	}
	p := page.WriteName{Frame: f, Action: "/wall/stranger/name", Question: who + "叫什么？", Next: "写好了", Prev: f.Back,
		Writer: v.writer(d.Called, "来接的人的名字", ime.Adult, true, mostName, here, guessAdult(d.Called.Text))}
	if matter != nil {
		p.Errors = page.Faults(matter)
		return v.again(matter, p)
	}
	return v.render(p)
}

// strangerNameWrite is a press on the keys.
func (s *Station) strangerNameWrite(v *visit) error {
	d, err := s.strangerOf(v, "")
	if err != nil {
		return err
	}
	done := v.press(&d.Called, ime.Adult, true, mostName)
	if err := s.keepStranger(v, d); err != nil {
		return err
	}
	if !done {
		return s.strangerNamePage(v, d, nil)
	}
	if d.Called.Text == "" {
		return s.strangerNamePage(v, d, hub.E(hub.CodeInvalid, "stranger.name").In("text"))
	}
	return v.see("/wall/stranger?child=" + d.Children)
}
