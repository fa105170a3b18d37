package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// displayShow offers size and contrast: her own, for every screen of this box.
func (s *Station) displayShow(v *visit) error {
	f := v.framed("字大小")
	f.Back = "/settings"
	look := "plain"
	if v.who.Contrast {
		look = "contrast"
	}
	p := page.Prefs{Frame: f, Sizes: sizes(), Looks: []page.Choice{
		{Value: "plain", Text: "平常"}, {Value: "contrast", Text: "黑白分明", Small: "太阳底下看"},
	}}
	mark(p.Sizes, v.who.Text)
	mark(p.Looks, look)
	return v.render(p)
}

// displaySet takes one tap; the page that follows shows itself as chosen.
func (s *Station) displaySet(v *visit) error {
	text, contrast := v.who.Text, v.who.Contrast
	if v.form.Has("text") {
		if text = v.form.Text("text"); !offered(sizes(), text) {
			return hub.E(hub.CodeInvalid, "display.choice")
		}
	}
	if v.form.Has("look") {
		contrast = v.form.Text("look") == "contrast"
	}
	if err := s.Doors.Choose(v.ctx(), v.who.Actor.Staff, text, contrast); err != nil {
		return err
	}
	return v.see("/settings/display")
}

func sizes() []page.Choice {
	return []page.Choice{{Value: "", Text: "平常"}, {Value: "l", Text: "大"}, {Value: "xl", Text: "特大"}}
}

func sizeName(value string) string {
	for _, c := range sizes() {
		if c.Value == value {
			return c.Text + "大小"
		}
	}
	return "平常大小"
}

func mark(choices []page.Choice, value string) {
	for i := range choices {
		choices[i].On = choices[i].Value == value
	}
}
