package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

func showSex(_ *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error) {
	f.Title, f.Help = "改男女", "register-sex"
	return page.RegisterSex{Frame: f, Name: file.Child.Called(), Sex: d.Sex, Action: v.URL.Path, Prev: childAt(file.Child.ID)}, nil
}

func takeSex(_ *Station, v *visit, d *changing) (change, error) {
	if v.form.Text("go") == "skip" {
		return change{}, nil
	}
	if v.form.Has("sex") {
		d.Sex = v.form.Text("sex")
	}
	return change{values: form.Values{"sex": d.Sex}}, nil
}

func showBirth(s *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error) {
	p, err := s.registerBirthPage(v, &d.registering, f)
	if err != nil {
		return nil, err
	}
	b := p.(page.AskDay)
	b.Title, b.Help, b.Steps, b.Likely = "改生日", "register-birth", nil, nil
	b.Question = file.Child.Called() + "哪天生的？"
	b.Action, b.Prev, b.Next = v.URL.Path, childAt(file.Child.ID), "记下来"
	if d.Told != "" {
		b.Next = "没错，就这样记"
	}
	return b, nil
}

// takeBirth takes the tiles of a date. A change is read back before it is written:
// nothing goes on by itself here.
func takeBirth(_ *Station, v *visit, d *changing) (change, error) {
	d.take(v.form)
	switch v.form.Text("go") {
	case "skip":
		return change{}, nil
	case "next":
	default:
		d.Told = ""
		return change{stay: true}, nil
	}
	day, said, ok := d.day()
	if !ok {
		return change{}, hub.E(hub.CodeInvalid, "register.birth-open").In("day")
	}
	values := form.Values{"birth": day, "birth_said": nil}
	if said != "" {
		values["birth_said"] = said
	}
	return change{values: values}, nil
}
