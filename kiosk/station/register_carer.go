package station

import (
	"slices"

	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// carerTiles are who may look after a child, the two sides of the family one above
// the other.
var carerTiles = []string{
	"paternal-grandmother", "paternal-grandfather", "mother", "aunt",
	"maternal-grandmother", "maternal-grandfather", "father", "other",
}

// registerCarer takes who looks after the child, and which parents are away.
func (s *Station) registerCarer(v *visit, d *registering) error {
	if parent := v.form.Text("away"); parent == "mother" || parent == "father" {
		if i := slices.Index(d.Away, parent); i >= 0 {
			d.Away = slices.Delete(d.Away, i, i+1)
		} else {
			d.Away = append(d.Away, parent)
		}
		return s.goOn(v, d, "carer")
	}
	if v.form.Text("go") == "name" {
		return s.goOn(v, d, "carer-name")
	}
	d.Kin = v.form.Text("carer")
	d.Away = slices.DeleteFunc(d.Away, func(parent string) bool { return parent == d.Kin })
	if err := s.checked(v, d, "kinship"); err != nil {
		d.Kin = ""
		return s.wrong(v, d, "carer", "carer", err)
	}
	return s.goOn(v, d, "village")
}

func (s *Station) registerCarerPage(d *registering, f page.Frame) page.View {
	p := page.RegisterCarer{Frame: f, Steps: page.RegisterSteps(3), Name: d.called(), Called: d.Carer.Text, Prev: d.before("carer")}
	if day, _, ok := d.day(); ok { // a date that went on by itself is read back here
		age, _ := calendar.AgeOn(day, s.Desk.Today())
		p.Hint = calendar.LongDate(day) + " · " + age.Text()
	}
	for _, code := range carerTiles {
		p.Kin = append(p.Kin, page.Choice{Value: code, Text: kinWord(code), On: code == d.Kin})
	}
	for _, parent := range []string{"mother", "father"} {
		p.Away = append(p.Away, page.Choice{Value: parent, Text: kinWord(parent) + "在外务工", On: slices.Contains(d.Away, parent)})
	}
	return p
}

// registerCarerName takes her name; it may be left out.
func (s *Station) registerCarerName(v *visit, d *registering) error {
	done := v.press(&d.Carer, ime.Adult, true, mostName)
	switch {
	case v.form.Has("keep"):
		return s.kept(v, d, "carer-name")
	case !done:
		return s.goOn(v, d, "carer-name")
	case v.form.Text("go") == "skip":
		d.Carer = typing{}
	}
	if d.Carer.Text != "" {
		if _, err := care.CheckName(d.Carer.Text); err != nil {
			return s.wrong(v, d, "carer-name", "text", err)
		}
	}
	if d.Kin == "" { // the name came first
		return s.goOn(v, d, "carer")
	}
	return s.goOn(v, d, "village")
}

func (s *Station) registerCarerNamePage(v *visit, d *registering, f page.Frame) (page.View, error) {
	here, err := s.surnamesHere(v.ctx(), v.site.ID)
	who := "带孩子的人"
	if d.Kin != "" {
		who = kinWord(d.Kin)
	}
	f.Help = "register-carer"
	return page.WriteName{
		Frame: f, Steps: page.RegisterSteps(3), Action: "/register/carer-name", Question: who + "叫什么？",
		Writer: v.writer(d.Carer, who+"的名字", ime.Adult, true, mostName, here, guessAdult(d.Carer.Text)),
		Skip:   "不写名字", Next: "下一步", Prev: d.before("carer-name"),
	}, err
}

// kinWord says a kinship: 奶奶.
func kinWord(code string) string {
	kin, ok := care.KinByCode(code)
	if !ok {
		return "家里人"
	}
	return kin.Word
}
