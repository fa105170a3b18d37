package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// pegsShown is how many pictures a page offers: all twelve, in two tints.
const pegsShown = 24

// setupPeg takes the picture by which the first worker finds herself.
func (s *Station) setupPeg(v *visit, d *settingUp) error {
	if v.form.Text("go") == "more" {
		d.Turn++
		return s.setupAgain(v, d, "peg")
	}
	if d.Peg = v.form.Text("peg"); !isPeg(d.Peg) {
		return s.setupWrong(v, d, "peg", "", hub.E(hub.CodeInvalid, "staff.peg"))
	}
	return s.setupTo(v, d, "pin")
}

func (s *Station) setupPegPage(v *visit, d *settingUp, f page.Frame) (page.PickPeg, error) {
	taken, err := s.pegsTaken(v, hub.ID{})
	return page.PickPeg{Frame: f, Steps: d.stops(3), Action: "/setup/peg", Name: d.Worker.Text, Pegs: pegs(d.Turn, d.Peg, taken), Prev: "/setup/worker"}, err
}

// isPeg says whether a post is one of the pictures.
func isPeg(kept string) bool { return kept != "" && page.PegOf(kept, hub.ID{}).Kept() == kept }

// pegs is one page of pictures; the next one has them in other tints.
func pegs(turn int, on string, taken map[string]bool) []page.PegChoice {
	var out []page.PegChoice
	for i := range pegsShown {
		p := page.PegNo((turn*pegsShown + i) % page.Pegs)
		out = append(out, page.PegChoice{Peg: p, Value: p.Kept(), On: p.Kept() == on, Taken: taken[p.Kept()]})
	}
	return out
}

// pegsTaken are the pictures of those who work here, but for one of them.
func (s *Station) pegsTaken(v *visit, but hub.ID) (map[string]bool, error) {
	staff, err := s.everybody(v)
	taken := map[string]bool{}
	for _, w := range staff {
		if w.ID != but {
			taken[page.PegOf(w.Peg, w.ID).Kept()] = true
		}
	}
	return taken, err
}
