package station

import (
	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// checkBack asks at the door about a child that was ill: with what is nobody's business
// there, whether the doctor's word was seen is.
func (s *Station) checkBack(v *visit) error {
	return s.onWall(v, "/wall/morning", s.Desk.Today(), idList(v.PathValue("id")), func(_ wallScreen, of []desk.WallChild) error {
		return v.render(s.backPage(v, of[0]))
	})
}

func (s *Station) backPage(v *visit, c desk.WallChild) page.CheckStep {
	today := s.Desk.Today()
	f := v.frame(c.Child.Called())
	f.Idle, f.Back, f.Help = 0, "/wall/morning", "ill"
	p := page.CheckStep{Frame: f, Action: "/check/back/" + c.Child.ID.String(), Few: true, Prev: "/wall/morning",
		Question: "病了在家养着的，好了没有？", Quiet: "能不能来，听医生的。站里只看证明。"}
	seen := page.Choice{Value: "proof", Text: "看了返园证明，让进来", Icon: "i-check"}
	switch {
	case c.Ill.Until > today && c.Ill.NeedsProof:
		p.Question = calendar.Date(c.Ill.Until, today) + "以前不能来"
		seen.Value, seen.Text = "early", "返园证明上写着可以来"
	case c.Ill.Until > today:
		p.Question = calendar.Date(c.Ill.Until, today) + "以前，退烧、好了两天才能来"
		seen.Value, seen.Text = "early", "医生写了可以来"
	}
	p.Tiles = []page.Choice{seen, {Value: "no", Text: "没带，先回去", Icon: "i-back"}}
	return p
}

// checkBackTap lets the child in, or not.
func (s *Station) checkBackTap(v *visit) error {
	return s.onWall(v, "/wall/morning", s.Desk.Today(), idList(v.PathValue("id")), func(screen wallScreen, of []desk.WallChild) error {
		c, pick := of[0], v.form.Text("pick")
		if pick != "proof" && pick != "early" {
			return v.see("/wall/morning")
		}
		out, err := s.Desk.Back(v.ctx(), screen.actor, desk.Return{
			Tap:   desk.Tap{Request: v.form.Request(), Day: s.Desk.Today(), Minute: s.Desk.Minute(), Children: []hub.ID{c.Child.ID}, Well: !v.site.CheckApart},
			Proof: true, Early: pick == "early",
		})
		if err != nil {
			if !question(err) {
				return err
			}
			p := s.backPage(v, c)
			p.Errors = faultAt(err, "pick")
			return v.again(err, p)
		}
		s.did(screen.id, "in", out, c.Child.ID)
		return v.see("/wall/morning")
	})
}
