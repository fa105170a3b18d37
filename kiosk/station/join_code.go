package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// codeFigures is how many the officer reads out.
const codeFigures = 12

// joinCode asks for the figures that the officer reads out, where the answer came
// by itself: they say that it is this county's.
func (s *Station) joinCode(v *visit) error {
	a, err := s.Join.Asking(v.ctx())
	if err != nil {
		return err
	}
	if !a.Answered {
		return v.see("/join")
	}
	return v.render(s.codePage(v, "", nil))
}

func (s *Station) codePage(v *visit, typed string, faults page.Errors) page.Figures {
	f := v.framed("和县里核对")
	f.Back, f.Help, f.Errors = "/join", "join", faults
	return page.Figures{
		Frame: f, Action: "/join/code", Question: "县里在电话里念的十二个数？", Prev: "/join", Next: "对上了，接",
		Quiet: "电话要打给平时认得的县里的人。对不上，就是别人冒充，不要接。",
		Pad:   page.Pad{Field: "code", Typed: typed, Shown: grouped(typed), Length: codeFigures, Label: "十二个数"},
	}
}

func (s *Station) joinTyped(v *visit) error {
	pad := page.Pad{Typed: firstRunes(v.form.Text("code"), codeFigures), Length: codeFigures}
	typed := pad.Press(v.form.Text("key"))
	if v.form.Text("key") != "" {
		return v.render(s.codePage(v, typed, nil))
	}
	if _, err := s.Join.TakeCode(v.ctx(), typed); err != nil {
		if hub.CodeOf(err) == hub.CodeNotFound {
			return v.see("/join")
		}
		return s.notTaken(v, err, func(page.Errors) (page.View, error) {
			return s.codePage(v, typed, faultAt(err, "code")), nil
		})
	}
	return s.joined(v)
}

// grouped is figures as people read them: four and four.
func grouped(figures string) string {
	out := ""
	for i, c := range figures {
		if i > 0 && i%4 == 0 {
			out += " "
		}
		out += string(c)
	}
	return out
}
