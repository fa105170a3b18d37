package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// field is one page on which a child's record is corrected.
type field struct {
	show func(s *Station, v *visit, d *changing, f page.Frame, file desk.File) (page.View, error)
	take func(s *Station, v *visit, d *changing) (change, error)
	at   string // where the page says what is the matter
	word string // what people call it
}

// change is what a post on such a page means.
type change struct {
	stay   bool        // a key: the same page again
	to     string      // another page of this field
	values form.Values // what is to be true; nil: nothing is changed
}

var fields = map[string]field{
	"name":         {showName, takeName, "text", "名字"},
	"sex":          {showSex, takeSex, "", "男女"},
	"birth":        {showBirth, takeBirth, "day", "生日"},
	"village":      {showVillage, takeVillage, "village", "住哪"},
	"village-name": {showVillageName, takeVillageName, "text", "住哪"},
	"id_no":        {showIDNo, takeIDNo, "id_no", "身份证号"},
	"birth_cert":   {showBirthCert, takeBirthCert, "birth_cert", "出生证号"},
}

func (v *visit) field() (field, error) {
	f, ok := fields[v.PathValue("field")]
	if !ok {
		return f, hub.E(hub.CodeNotFound, "child.no-field")
	}
	return f, nil
}

// fieldShow shows one field of a child for correction.
func (s *Station) fieldShow(v *visit) error {
	fld, err := v.field()
	if err != nil {
		return err
	}
	file, err := v.file()
	if err != nil {
		return err
	}
	d, err := v.changed(file.Child.Commit, leaf{What: "改" + fld.word, Who: file.Child.Called()}, func(d *changing) { d.saidOf(file.Child) })
	if err != nil {
		return err
	}
	p, err := fld.show(s, v, d, v.childFrame(file, "改一改"), file)
	if err != nil {
		return err
	}
	return v.render(p)
}

// fieldTake takes a press; the last one writes the correction, unless something
// has to be asked or somebody else was quicker.
func (s *Station) fieldTake(v *visit) error {
	fld, err := v.field()
	if err != nil {
		return err
	}
	file, err := v.file()
	if err != nil {
		return err
	}
	d, err := v.changed(file.Child.Commit, leaf{What: "改" + fld.word, Who: file.Child.Called()}, func(d *changing) { d.saidOf(file.Child) })
	if err != nil {
		return err
	}
	got, err := fld.take(s, v, d)
	switch {
	case err != nil:
		return s.fieldAgain(v, fld, d, file, err)
	case got.stay || v.form.Has("keep"):
		return v.goOn(d)
	case got.to != "":
		return v.see(childAt(file.Child.ID) + got.to)
	case got.values == nil:
		return v.over(childAt(file.Child.ID), hub.Outcome{})
	}
	if asked := fmt.Sprint(got.values); d.Told != asked {
		if err := s.Desk.Agrees(v.ctx(), v.who.Actor, file.Child.ID, got.values); err != nil {
			d.Told = asked
			return s.fieldAgain(v, fld, d, file, err)
		}
	}
	out, err := s.Desk.Correct(v.ctx(), v.who.Actor, v.form.Request(), "child", file.Child.ID, d.Seen, got.values)
	if err != nil {
		d.Seen = file.Child.Commit // what the page shows from here on
		return s.fieldAgain(v, fld, d, file, err)
	}
	return v.over(childAt(file.Child.ID), out)
}

// fieldAgain keeps what was entered and shows it with what is the matter.
func (s *Station) fieldAgain(v *visit, fld field, d *changing, file desk.File, err error) error {
	if !question(err) {
		return err
	}
	if kerr := v.keepChange(d); kerr != nil {
		return kerr
	}
	f := v.childFrame(file, "改一改")
	f.Errors = faultAt(err, fld.at)
	p, perr := fld.show(s, v, d, f, file)
	if perr != nil {
		return perr
	}
	return v.again(err, p)
}
