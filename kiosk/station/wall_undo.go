package station

import (
	"context"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallUndo is the bar of a screen's last act, as long as what it noted stands: who,
// when, by whom, and what it may have been instead.
func (s *Station) wallUndo(ctx context.Context, l wallLook, act wallAct) (*page.Undo, map[hub.ID]bool, error) {
	if act.commit.IsZero() {
		return nil, nil, nil
	}
	w, err := s.Desk.Wall(ctx, l.screen.actor, l.screen.actor.Site, s.Desk.Today())
	if err != nil {
		return nil, nil, err
	}
	var of []desk.WallChild
	just := map[hub.ID]bool{}
	for _, id := range act.children {
		for _, c := range w.Children {
			if c.Child.ID == id && stands(act.what, c.Day) {
				of = append(of, c)
				just[id] = true
			}
		}
	}
	if len(of) == 0 {
		return nil, nil, nil
	}
	u := &page.Undo{Who: calledTogether(of), Action: l.at, Token: act.commit.String()}
	if l.at == "/wall/missing" {
		u.Action = "/wall/evening"
	}
	s.sayAct(u, act.what, of[0])
	return u, just, nil
}

// stands says whether a child's day still says what an act noted.
func stands(what string, day care.Day) bool {
	switch what {
	case "in":
		return day.In >= 0
	case "out":
		return day.Out >= 0 && day.Stranger.IsZero()
	case "stranger":
		return !day.Stranger.IsZero()
	case "absent":
		return day.Absent != ""
	}
	return what == "fix"
}

// sayAct fills the bar's words; brothers and sisters went with the same person.
func (s *Station) sayAct(u *page.Undo, what string, c desk.WallChild) {
	switch what {
	case "in":
		u.Mark, u.Text = "到", clock(c.Day.In)+" 到了"
		if p := c.Person(c.Day.InBy); !p.ID.IsZero() {
			u.Text += "，" + kinOf(p) + "送来"
		}
		u.Choices = others(c.People, c.Day.InBy, 1, "送的")
		if c.Check.Result == "ok" {
			u.Text = strings.Replace(u.Text, "到了", "到了，好着呢", 1)
			u.Choices = append(u.Choices, page.Choice{Value: "odd", Text: "有点不对"})
		}
	case "out":
		u.Mark, u.Class, u.Text = "走", "went", clock(c.Day.Out)+" "+fetchedBy(c)+"，记好了"
		u.Choices = append(others(c.Fetchers, c.Day.OutBy, 1, "接的"), page.Choice{Value: "other", Text: "别人接的"})
	case "stranger":
		u.Mark, u.Class, u.Text = "走", "went", clock(c.Day.Out)+" 名单外的人接走，记下了"
	case "absent":
		u.Mark, u.Class = "假", "leave"
		_, word := wallTiles{absences: s.absences()}.absent(c.Day.Absent)
		u.Text = word + "，记好了"
	case "fix":
		u.Mark, u.Text = "改", "改好了，原来的也留着"
	}
}

// others are the people that it may have been instead, who are at hand first.
func others(people []care.Person, but hub.ID, most int, did string) []page.Choice {
	var out []page.Choice
	for _, away := range []bool{false, true} {
		for _, p := range people {
			if p.ID != but && p.Away == away && len(out) < most {
				out = append(out, page.Choice{Value: p.ID.String(), Text: kinOf(p) + did})
			}
		}
	}
	return out
}

// calledTogether names children in one line.
func calledTogether(of []desk.WallChild) string {
	names := make([]string, len(of))
	for i, c := range of {
		names[i] = c.Child.Called()
	}
	if len(names) > 3 {
		return fmt.Sprintf("%s等 %d 个孩子", strings.Join(names[:2], "、"), len(names))
	}
	return strings.Join(names, "、")
}
