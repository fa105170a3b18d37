package station

import (
	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// carerShow asks who looks after a known child, and which parents are away.
func (s *Station) carerShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	return v.render(s.carerPage(v, file, nil))
}

func (s *Station) carerPage(v *visit, file desk.File, faults page.Errors) page.View {
	f := v.childFrame(file, "谁带")
	f.Help, f.Errors = "register-carer", faults
	p := page.RegisterCarer{Frame: f, Name: file.Child.Called(), Action: v.URL.Path, Prev: childAt(file.Child.ID), Called: "写名字，到家里人那一栏"}
	away, carer := map[string]bool{}, ""
	for _, one := range file.People {
		away[one.Kinship] = away[one.Kinship] || one.Away
		if one.Carer {
			carer = one.Kinship
		}
	}
	for _, code := range carerTiles {
		p.Kin = append(p.Kin, page.Choice{Value: code, Text: kinWord(code), On: code == carer})
	}
	for _, parent := range []string{"mother", "father"} {
		p.Away = append(p.Away, page.Choice{Value: parent, Text: kinWord(parent) + "在外务工", On: away[parent]})
	}
	return p
}

// carerTake notes at once what is tapped: a parent who is away, or who looks after
// the child.
func (s *Station) carerTake(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	if v.form.Text("go") == "name" {
		return v.see(childAt(file.Child.ID))
	}
	var out hub.Outcome
	if parent := v.form.Text("away"); parent != "" {
		was := false
		for _, one := range file.People {
			was = was || one.Kinship == parent && one.Away
		}
		if _, err = s.Desk.SetAway(v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID, parent, !was); err == nil {
			return v.see(v.URL.Path)
		}
	} else {
		out, err = s.Desk.SetCarer(v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID, v.form.Text("carer"))
	}
	if err != nil {
		if !question(err) {
			return err
		}
		return v.again(err, s.carerPage(v, file, faultAt(err, "carer")))
	}
	return v.over(childAt(file.Child.ID), out)
}
