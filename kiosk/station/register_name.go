package station

import (
	"strings"
	"unicode/utf8"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// How a child is named: in full, by the everyday name alone, or not yet (张某之女).
const (
	asFull    = "full"
	asNick    = "nick"
	asUnnamed = "unnamed"
)

const mostName = 12 // characters that the boxes of a page hold

// registerName takes a press on the keys, and in the end the name.
func (s *Station) registerName(v *visit, d *registering) error {
	was := d.As
	if d.As = v.form.Text("as"); d.As != asNick && d.As != asUnnamed {
		d.As = asFull
	}
	if len(v.form.All("as")) > 1 { // 只知道小名, 还没取名, 知道大名
		d.otherName(was)
		return s.goOn(v, d, "name")
	}
	if d.As == asUnnamed && v.form.Has(ime.KeyPut) { // a surname alone: another one takes its place
		d.Name = typing{Text: v.form.Text(ime.KeyPut), From: v.form.Int("from")}
		return s.goOn(v, d, "name")
	}
	done := v.press(&d.Name, ime.Child, d.As != asNick, mostName)
	switch born := v.form.Text("born"); {
	case v.form.Has("keep"):
		return s.kept(v, d, "name")
	case !done:
		return s.goOn(v, d, "name")
	case d.As == asUnnamed && born != "":
		return s.registerUnnamed(v, d, born)
	}
	if err := s.checked(v, d, "name", "nick"); err != nil {
		return s.wrong(v, d, "name", "text", err)
	}
	return s.goOn(v, d, "sex")
}

// otherName begins another way of naming; of a full name the surname stays.
func (d *registering) otherName(was string) {
	surname := ""
	if was != asNick {
		surname = surnameOf(d.Name.Text + "某")
	}
	d.Name, d.Expecting = typing{Text: surname, Keys: d.As == asNick || d.As == asFull && surname != ""}, false
	if d.As == asNick {
		d.Name.Text = ""
	}
}

// registerUnnamed takes the answer to 女儿还是儿子, which says the sex too; 还没生
// registers a family that expects a child.
func (s *Station) registerUnnamed(v *visit, d *registering, born string) error {
	d.Sex, d.Expecting = born, false
	if d.Name.Text == "" {
		return s.wrong(v, d, "name", "text", hub.E(hub.CodeInvalid, "register.surname").In("text"))
	}
	if err := s.checked(v, d, "name"); err != nil {
		return s.wrong(v, d, "name", "text", err)
	}
	if born == "1" || born == "2" {
		return s.goOn(v, d, "birth")
	}
	d.Sex, d.Expecting, d.Kin = "", true, "mother"
	return s.goOn(v, d, "carer-name")
}

func (s *Station) registerNamePage(v *visit, d *registering, f page.Frame) (page.View, error) {
	as := d.As
	if as == "" {
		as = asFull
	}
	here, err := s.surnamesFor(v, d)
	if err != nil {
		return nil, err
	}
	likely, err := s.likely(v, d)
	if d.Sibling != "" {
		f.Hint = d.Sibling + "家的"
	}
	p := page.RegisterName{
		Frame: f, Steps: page.RegisterSteps(0), As: as, Likely: likely, Next: "下一步：男女",
		Writer: v.writer(d.Name, "名字", ime.Child, as != asNick, mostName, here, guessName(as, d.Name.Text)),
	}
	for i := range p.Writer.Tiles {
		p.Writer.Tiles[i].On = p.Writer.Tiles[i].Value == d.Name.Text
	}
	return p, err
}

// surnameOf is the surname that a tile can write; "" where a name has none, as
// many of the peoples of China.
func surnameOf(name string) string {
	surname := care.Surname(name)
	if strings.Contains(name, "·") || utf8.RuneCountInString(surname) > 2 || surname == name {
		return ""
	}
	return surname
}
