package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// personFieldShow shows one field of an adult for correction.
func (s *Station) personFieldShow(v *visit) error {
	file, one, d, err := v.adultField()
	if err != nil {
		return err
	}
	p, err := s.personFieldPage(v, file, one, d, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// adultField is the adult of the path and what was entered of the field so far.
func (v *visit) adultField() (file desk.File, one care.Person, d *changing, err error) {
	if file, err = v.file(); err != nil {
		return file, one, nil, err
	}
	if one, err = v.adult(file); err != nil {
		return file, one, nil, err
	}
	d, err = v.changed(one.Commit, leaf{What: "改" + kinWord(one.Kinship) + "的" + personField(v.PathValue("field")), Who: file.Child.Called()}, func(d *changing) { d.Carer = typing{Text: one.Name, Keys: one.Name != ""} })
	return file, one, d, err
}

// personField is what people call a field of an adult.
func personField(field string) string {
	return map[string]string{"name": "名字", "phone": "电话", "kinship": "称呼"}[field]
}

func (s *Station) personFieldPage(v *visit, file desk.File, one care.Person, d *changing, faults page.Errors) (page.View, error) {
	f := v.childFrame(file, adultName(one))
	f.Errors, f.Help = faults, "child"
	back := childAt(file.Child.ID) + "/person/" + one.ID.String()
	f.Back = back
	kin := kinWord(one.Kinship)
	switch v.PathValue("field") {
	case "name":
		here, err := s.surnamesHere(v.ctx(), v.site.ID)
		return page.WriteName{Frame: f, Action: v.URL.Path, Question: kin + "叫什么？", Prev: back, Next: "记下来",
			Writer: v.writer(d.Carer, kin+"的名字", ime.Adult, true, mostName, here, guessAdult(d.Carer.Text))}, err
	case "phone":
		quiet := "平时屏幕上只露前三位和后四位。"
		if one.Phone != "" {
			quiet = "现在写的是 " + care.MaskPhone(one.Phone) + "。要改，就从头按一遍。"
		}
		return page.Figures{Frame: f, Action: v.URL.Path, Question: kin + "的电话是多少？", Quiet: quiet, Prev: back, Next: "记下来",
			Pad: page.Pad{Field: "phone", Typed: d.Typed, Length: mobile, Label: kin + "的电话"}}, nil
	case "kinship":
		p := page.Choose{Frame: f, Action: v.URL.Path, Question: "是孩子的什么人？", Field: "kinship", Prev: back}
		for _, k := range care.Kinships {
			p.Tiles = append(p.Tiles, page.Choice{Value: k.Code, Text: k.Word, On: k.Code == one.Kinship})
		}
		return p, nil
	}
	return nil, hub.E(hub.CodeNotFound, "child.no-field")
}

const mobile = 11 // figures of a mobile number; a landline with its area code fits too

func (s *Station) personFieldTake(v *visit) error {
	file, one, d, err := v.adultField()
	if err != nil {
		return err
	}
	name := v.PathValue("field")
	var value string
	stay := v.form.Has("keep")
	switch name {
	case "name":
		stay = !v.press(&d.Carer, ime.Adult, true, mostName) || stay
		value = d.Carer.Text
	case "phone":
		d.Typed = pressFigure(firstRunes(v.form.Text("phone"), mostPhone), v.form.Text("key"))
		stay = v.form.Has("key") || stay
		value = d.Typed
	default:
		value = v.form.Text(name)
	}
	if stay {
		return v.goOn(d)
	}
	bad := error(hub.E(hub.CodeInvalid, "child.empty"))
	if value != "" {
		_, bad = s.Desk.Correct(v.ctx(), v.who.Actor, v.form.Request(), "person", one.ID, d.Seen, form.Values{name: value})
	}
	back := childAt(file.Child.ID) + "/person/" + one.ID.String()
	if bad == nil {
		if err := v.dropDraft(changeDraft(v.URL.Path)); err != nil {
			return err
		}
		return v.see(back) // which shows what was written; 谁改了什么 takes it back
	}
	if !question(bad) {
		return bad
	}
	d.Seen = one.Commit
	if err := v.keepChange(d); err != nil {
		return err
	}
	field := map[string]string{"name": "text"}[name]
	if field == "" {
		field = name
	}
	p, err := s.personFieldPage(v, file, one, d, faultAt(bad, field))
	if err != nil {
		return err
	}
	return v.again(bad, p)
}
