package station

import (
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallArrive is a touch in the morning: children come, or a reason is asked.
func (s *Station) wallArrive(v *visit) error {
	return s.wallTouch(v, "/wall/morning", func(screen wallScreen, tap desk.Tap) (string, error) {
		if v.form.Has("leave") {
			return "/wall/absent?child=" + tap.Children[0].String(), nil
		}
		tap.Well = !v.site.CheckApart // she has the child before her; see check_show.go
		out, err := s.Desk.Arrive(v.ctx(), screen.actor, tap)
		if desk.IsAway(err) {
			return "/check/back/" + joined(tap.Children), nil
		}
		if err == nil {
			s.did(screen.id, "in", out, tap.Children...)
		}
		return "", err
	})
}

// wallLeave is a touch in the evening: children are fetched, by the usual one or by
// whom the page 谁来接 has named. Where nobody may fetch them, it asks; and after
// closing time it asks when that was.
func (s *Station) wallLeave(v *visit) error {
	return s.wallTouch(v, "/wall/evening", func(screen wallScreen, tap desk.Tap) (string, error) {
		tap.Person = v.form.ID("by")
		left, ask := v.leftAt(tap.Children, tap.Person)
		if ask != "" {
			return ask, nil
		}
		tap.Minute = left
		out, err := s.Desk.Leave(v.ctx(), screen.actor, tap)
		if tap.Person.IsZero() && desk.IsNotOnList(err) {
			return "/wall/pickup?child=" + joined(tap.Children) + "&time=" + strconv.Itoa(left), nil
		}
		if err == nil {
			s.did(screen.id, "out", out, tap.Children...)
		}
		return "", err
	})
}

// wallTouch is what mornings and evenings share: who acts, what is taken back, what
// it was instead; act says where to go on, if not to where the screen stood. What a
// person can answer is said on the wall itself.
func (s *Station) wallTouch(v *visit, at string, act func(wallScreen, desk.Tap) (next string, err error)) error {
	screen, known, err := v.wallScreen()
	if err != nil {
		return err
	}
	back := at
	if screen.kept && s.walls.look(screen.id).at == "/wall/missing" {
		back = "/wall/missing"
	}
	switch {
	case v.form.Has("actor"):
		if err := v.takeWall(screen.id, v.form.ID("actor")); err != nil {
			return err
		}
		return v.see(back)
	case !known:
		return v.see(back)
	}
	next := ""
	switch {
	case v.form.Has("undo"):
		err = s.wallTakeBack(v, screen, v.form.ID("undo"))
	case v.form.Has("instead"):
		next, err = s.wallInstead(v, screen)
	case len(v.form.IDs("tap")) > 0:
		tap := desk.Tap{Day: s.Desk.Today(), Minute: s.Desk.Minute(), Children: v.form.IDs("tap")}
		// One page posts several taps with one request; each act has its own.
		tap.Request = hub.DeriveID("tap", v.form.Request(), at+joined(tap.Children)+v.form.Text("by"))
		next, err = act(screen, tap)
	}
	switch {
	case err != nil && hub.CodeOf(err) == hub.CodeInternal:
		return err
	case err != nil:
		return s.wallAgain(v, screen, at, err)
	case next != "":
		return v.see(next)
	}
	return v.see(back)
}

// wallAgain shows the wall with what is the matter.
func (s *Station) wallAgain(v *visit, screen wallScreen, at string, matter error) error {
	state := s.walls.look(screen.id)
	p, err := s.wallPage(v.ctx(), wallLook{screen: screen, frame: v.wallFrame(at), at: at, sheet: state.sheet})
	if err != nil {
		return err
	}
	sentences := page.Faults(matter)
	for field, sentence := range sentences {
		if field != "" {
			sentences[""] = sentence
		}
	}
	p.Errors = sentences
	return v.again(matter, p)
}

// wallTakeBack undoes the act of the bar, with what was said of it afterwards.
func (s *Station) wallTakeBack(v *visit, screen wallScreen, commit hub.ID) error {
	commits := []hub.ID{commit}
	if act := s.walls.look(screen.id).act; act.commit == commit && !act.then.IsZero() {
		commits = []hub.ID{act.then, commit}
	}
	if _, err := s.Desk.Undo(v.ctx(), screen.actor, hub.DeriveID("undo", v.form.Request(), commit.String()), commits...); err != nil {
		return err
	}
	s.walls.forget(screen.id)
	return nil
}

// wallInstead says who it was, if not the one whom the tap assumed. 别人接的 takes
// the leaving back and asks; next is where the screen goes on.
func (s *Station) wallInstead(v *visit, screen wallScreen) (next string, err error) {
	commit, act := v.form.ID("token"), s.walls.look(screen.id).act
	if act.commit != commit {
		return "", hub.E(hub.CodeConflict, "desk.changed-since") // the bar of an earlier act
	}
	switch v.form.Text("instead") {
	case "odd":
		if len(act.children) > 1 {
			return "/check?odd=1", nil
		}
		return "/check/child/" + joined(act.children), nil
	case "other":
		return "/wall/pickup?child=" + joined(act.children), s.wallTakeBack(v, screen, commit)
	}
	request := hub.DeriveID("instead", v.form.Request(), v.form.Text("instead"))
	out, err := s.Desk.Instead(v.ctx(), screen.actor, request, commit, v.form.ID("instead"))
	if err == nil && !out.Commit.IsZero() {
		s.walls.change(screen.id, func(st *wallState) { st.request, st.act.then = hub.NewID(), out.Commit })
	}
	return "", err
}

func joined(ids []hub.ID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.String()
	}
	return strings.Join(out, ",")
}
