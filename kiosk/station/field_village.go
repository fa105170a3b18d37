package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

func showVillage(s *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error) {
	p, err := s.registerVillagePage(v, &d.registering, f)
	if err != nil {
		return nil, err
	}
	r := p.(page.RegisterVillage)
	r.Title, r.Help, r.Name, r.Steps = "改住在", "register-village", file.Child.Called(), nil
	r.Action, r.Prev = v.URL.Path, childAt(file.Child.ID)
	return r, nil
}

func takeVillage(s *Station, v *visit, d *changing) (change, error) {
	switch v.form.Text("go") {
	case "more":
		d.Place.From = v.form.Int("from") + villagesShown
		return change{stay: true}, nil
	case "write":
		return change{to: "/edit/village-name"}, nil
	case "skip":
		return change{}, nil
	}
	known, _, err := s.villages(v)
	if err != nil {
		return change{}, err
	}
	i := slices.IndexFunc(known, func(o village) bool { return o.value() == v.form.Text("village") })
	if i < 0 {
		return change{}, hub.E(hub.CodeInvalid, "register.village").In("village")
	}
	return change{values: villageValues(known[i])}, nil
}

func villageValues(o village) form.Values {
	values := form.Values{"village": nil, "village_name": o.Name}
	if o.Code != "" {
		values["village"] = o.Code
	}
	return values
}

func showVillageName(s *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error) {
	p, err := s.registerVillageNamePage(v, &d.registering, f)
	if err != nil {
		return nil, err
	}
	w := p.(page.WriteName)
	w.Title, w.Steps = "改住在", nil
	w.Action, w.Prev, w.Next = v.URL.Path, childAt(file.Child.ID)+"/edit/village", "记下来"
	return w, nil
}

// takeVillageName keeps a village as it is written; one that the township does
// have gets its code.
func takeVillageName(s *Station, v *visit, d *changing) (change, error) {
	if !v.press(&d.Place, ime.General, false, mostName) {
		return change{stay: true}, nil
	}
	name, bad := care.CheckName(d.Place.Text)
	if bad != nil {
		return change{}, hub.E(hub.CodeInvalid, "register.village-name").In("text")
	}
	o := village{Name: name}
	if p := s.Places.As(v.site.Township, name); p.Code != "" {
		o = village{p.Code, p.Short()}
	}
	return change{values: villageValues(o)}, nil
}
