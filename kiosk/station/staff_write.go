package station

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// staffName writes a worker's name anew.
func (s *Station) staffName(v *visit) error {
	w, err := s.chosen(v)
	if err != nil {
		return err
	}
	return v.render(s.staffNamePage(v, w, typing{Text: w.Name, Keys: true}, nil))
}

func (s *Station) staffNamed(v *visit) error {
	w, err := s.chosen(v)
	if err != nil {
		return err
	}
	var t typing
	done := v.press(&t, ime.Adult, true, longestPlace)
	if v.form.Text("keep") != "" {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if !done {
		return v.render(s.staffNamePage(v, w, t, nil))
	}
	if t.Text == "" {
		return v.again(hub.E(hub.CodeInvalid, "name.empty"), s.staffNamePage(v, w, t, hub.E(hub.CodeInvalid, "name.empty")))
	}
	if err := s.changeWorker(v, w, desk.StaffChange{Name: t.Text}); err != nil {
		if question(err) {
			return v.again(err, s.staffNamePage(v, w, t, err))
		}
		return err
	}
	return v.see(s.colleaguePath(v, w))
}

func (s *Station) staffNamePage(v *visit, w care.Staff, t typing, err error) page.WriteName {
	f := v.framed(w.Name)
	back := s.colleaguePath(v, w)
	f.Back, f.Help, f.Errors = back, "settings", faultAt(err, "text")
	return page.WriteName{Frame: f, Action: "/settings/staff/" + w.ID.String() + "/name", Question: "名字怎么写？",
		Writer: v.writer(t, "名字", ime.Adult, true, longestPlace, nil, nil), Next: "改成这个", Prev: back}
}

// staffPeg changes a worker's picture.
func (s *Station) staffPeg(v *visit) error { return s.staffPegPage(v, nil) }

func (s *Station) staffPegged(v *visit) error {
	w, err := s.chosen(v)
	if err != nil {
		return err
	}
	if v.form.Text("go") == "more" {
		return s.staffPegPage(v, nil)
	}
	kept := v.form.Text("peg")
	if !isPeg(kept) {
		return s.staffPegPage(v, hub.E(hub.CodeInvalid, "staff.peg"))
	}
	if err := s.changeWorker(v, w, desk.StaffChange{Peg: kept}); err != nil {
		return err
	}
	return v.see(s.colleaguePath(v, w))
}

func (s *Station) staffPegPage(v *visit, wrong error) error {
	w, err := s.chosen(v)
	if err != nil {
		return err
	}
	taken, err := s.pegsTaken(v, w.ID)
	if err != nil {
		return err
	}
	f := v.framed(w.Name)
	back := s.colleaguePath(v, w)
	turn := pegTurn(v)
	f.Back, f.Help, f.Errors, f.Draft = back, "settings", faultAt(wrong, ""), turnText(turn)
	p := page.PickPeg{Frame: f, Action: "/settings/staff/" + w.ID.String() + "/peg", Name: w.Name, Prev: back,
		Pegs: pegs(turn, page.PegOf(w.Peg, w.ID).Kept(), taken)}
	if wrong != nil {
		return v.again(wrong, p)
	}
	return v.render(p)
}

func (s *Station) changeWorker(v *visit, w care.Staff, c desk.StaffChange) error {
	_, err := s.Desk.ChangeStaff(v.ctx(), v.who.Actor, v.form.Request(), w.ID, c)
	return err
}

// colleaguePath is the page of a worker, or /me.
func (s *Station) colleaguePath(v *visit, w care.Staff) string {
	if w.ID == v.who.Actor.Staff {
		return "/me"
	}
	return "/settings/staff/" + w.ID.String()
}
