package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// checkTap is a touch on the check: a child is well, or something is not right with it.
func (s *Station) checkTap(v *visit) error {
	screen, known, err := v.wallScreen()
	if err != nil {
		return err
	}
	if v.form.Has("actor") {
		if err := v.takeWall(screen.id, v.form.ID("actor")); err != nil {
			return err
		}
		return v.see("/check")
	}
	if !known {
		return v.see("/check")
	}
	children := v.form.IDs("tap")
	switch {
	case v.form.Has("undo"):
		err = s.wallTakeBack(v, screen, v.form.ID("undo"))
	case v.form.Has("odd") && len(children) > 0:
		return v.see("/check/child/" + children[0].String())
	case len(children) > 0:
		tap := desk.Tap{Day: s.Desk.Today(), Minute: s.Desk.Minute(), Children: children}
		tap.Request = hub.DeriveID("tap", v.form.Request(), "/check"+joined(children))
		var out hub.Outcome
		if out, err = s.Desk.Well(v.ctx(), screen.actor, tap); err == nil {
			s.did(screen.id, "check", out, children...)
		}
	}
	if err != nil && hub.CodeOf(err) == hub.CodeInternal {
		return err
	}
	if err != nil {
		p, perr := s.checkPage(v.ctx(), checkLook{screen: screen, frame: v.checkFrame(), sheet: s.walls.look(screen.id).sheet})
		if perr != nil {
			return perr
		}
		p.Errors = faultAt(err, "")
		return v.again(err, p)
	}
	return v.see("/check")
}

// checkUndo is the bar of the last look, as long as it stands.
func (s *Station) checkUndo(w desk.Wall, act wallAct) *page.Undo {
	if act.what != "check" && act.what != "odd" || act.commit.IsZero() {
		return nil
	}
	var of []desk.WallChild
	for _, c := range w.Children {
		for _, id := range act.children {
			if c.Child.ID == id && c.Check.Done() {
				of = append(of, c)
			}
		}
	}
	if len(of) == 0 {
		return nil
	}
	u := &page.Undo{Mark: "好", Who: calledTogether(of), Text: "看过了，好着呢", Action: "/check", Token: act.commit.String()}
	switch {
	case act.what == "odd":
		u.Mark, u.Text = "记", "记下了，多看几眼"
	case len(of) > 1:
		u.Text = "看过了，都好着呢"
	}
	return u
}
