package station

import (
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// registerPhone takes the number at which somebody can be reached. The keys write
// into the field by themselves; the eleventh figure posts it.
func (s *Station) registerPhone(v *visit, d *registering) error {
	if d.Whose = v.form.Text("whose"); kinWord(d.Whose) == kinWord("") {
		d.Whose = ""
	}
	d.Phone = firstRunes(v.form.Text("phone"), mostPhone)
	chosen := len(v.form.All("whose")) > 1 // a tile, and what was chosen before
	switch key := v.form.Text("key"); {
	case v.form.Has("keep"):
		return s.kept(v, d, "phone")
	case key != "" || chosen:
		d.Phone = pressFigure(d.Phone, key)
		return s.goOn(v, d, "phone")
	case v.form.Text("go") == "skip":
		d.Phone = ""
		return s.askSame(v, d)
	}
	if _, err := care.CheckPhone(d.Phone); err != nil {
		return s.wrong(v, d, "phone", "phone", err)
	}
	return s.askSame(v, d)
}

const mostPhone = 20 // a landline with its area code, and slips

// pressFigure is a key of the number pad for browsers that run no script.
func pressFigure(typed, key string) string {
	switch {
	case key == "clear":
		return ""
	case key == "del":
		return typed[:max(0, len(typed)-1)]
	case len(key) == 1 && key[0] >= '0' && key[0] <= '9':
		return firstRunes(typed+key, mostPhone)
	}
	return typed
}

func (s *Station) registerPhonePage(d *registering, f page.Frame) page.View {
	p := page.RegisterPhone{
		Frame: f, Steps: page.RegisterSteps(4), Who: d.whose(), Prev: d.before("phone"), Next: "下一步：问一声",
		Pad: page.Pad{Field: "phone", Typed: d.Phone, Length: 11, Label: "手机号"},
	}
	for _, kin := range []string{d.Kin, "mother", "father", "other"} {
		if kin == "" || len(p.Whose) > 0 && kin == p.Whose[0].Value {
			continue
		}
		c := page.Choice{Value: kin, Text: kinWord(kin) + "的", On: kin == p.Who}
		if kin == "other" {
			c.Text = "别人的"
		}
		p.Whose = append(p.Whose, c)
	}
	return p
}
