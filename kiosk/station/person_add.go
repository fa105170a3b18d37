package station

import (
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// personNew asks which relative of a child is to be added. One tap adds her; her
// name, phone and roles follow on her own page.
func (s *Station) personNew(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	return v.render(s.personNewPage(v, file, nil))
}

func (s *Station) personNewPage(v *visit, file desk.File, faults page.Errors) page.View {
	f := v.childFrame(file, "添家里人")
	f.Help, f.Errors = "child", faults
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: "是孩子的什么人？", Field: "kin", Prev: f.Back,
		Quiet: "点一下就添上，名字和电话接着写。"}
	for _, k := range care.Kinships {
		c := page.Choice{Value: k.Code, Text: k.Word}
		for _, one := range file.People {
			if one.Kinship == k.Code {
				c.Small = "已经有 " + one.Name
			}
		}
		p.Tiles = append(p.Tiles, c)
	}
	return p
}

func (s *Station) personAdd(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	kin, _ := care.KinByCode(v.form.Text("kin"))
	out, err := s.Desk.AddPerson(v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID,
		desk.Person{Kinship: v.form.Text("kin"), Guardian: kin.Parent()})
	if err != nil {
		if !question(err) {
			return err
		}
		return v.again(err, s.personNewPage(v, file, faultAt(err, "kin")))
	}
	return v.see(childAt(file.Child.ID) + "/person/" + out.Records[0].String())
}
