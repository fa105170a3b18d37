package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

func showName(s *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error) {
	known := d.registering
	known.People = asEntered(file.People)
	for _, c := range file.Siblings {
		known.Surname = surnameOf(c.Name)
	}
	p, err := s.registerNamePage(v, &known, f)
	if err != nil {
		return nil, err
	}
	n := p.(page.RegisterName)
	n.Title, n.Help, n.Steps, n.Likely = "改名字", "register-name", nil, nil
	n.Action, n.Prev, n.Next = v.URL.Path, childAt(file.Child.ID), "记下来"
	return n, nil
}

// takeName takes the full name, the 小名, or that there is none yet.
func takeName(_ *Station, v *visit, d *changing) (change, error) {
	was := d.As
	if d.As = v.form.Text("as"); d.As != asNick && d.As != asUnnamed {
		d.As = asFull
	}
	done := v.press(&d.Name, ime.Child, d.As != asNick, mostName)
	if d.As != was {
		d.Name.Letters, d.Name.From, d.Name.Keys = "", 0, d.As != asUnnamed
		return change{stay: true}, nil
	}
	born := v.form.Text("born")
	if !done || d.As == asUnnamed && born == "" {
		return change{stay: true}, nil
	}
	name, bad := care.CheckName(d.Name.Text)
	if bad != nil {
		return change{}, bad.In("text")
	}
	switch {
	case d.As == asNick:
		return change{values: form.Values{"nick": name}}, nil
	case d.As == asFull:
		return change{values: form.Values{"name": name, "unnamed": false}}, nil
	case born != "1" && born != "2":
		return change{}, hub.E(hub.CodeInvalid, "child.born-already").In("text")
	}
	return change{values: form.Values{"name": care.NameUnnamed(name, born), "unnamed": true, "sex": born}}, nil
}
