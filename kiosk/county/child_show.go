package county

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// childShow is one child at the county's desk: what is known, and who changed what.
func childShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	v.c.Doors.Looked(v.who.Actor, file.Child.ID, "page")
	return v.child(file, care.Person{})
}

// childPhone shows one whole number, and notes that it was asked for.
func childPhone(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	if !v.who.Actor.Role.May(hub.ActPhone) {
		return hub.E(hub.CodeForbidden, "county.may-not-phone")
	}
	whole, err := v.c.Desk.Whole(v.ctx(), v.who.Actor, file.Child.ID, v.form.ID("whose"))
	if err != nil {
		return err
	}
	v.c.Doors.Looked(v.who.Actor, file.Child.ID, "phone")
	return v.child(file, whole)
}

// file reads the child of the address, if this officer may see it.
func (v *visit) file() (desk.File, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return desk.File{}, hub.E(hub.CodeNotFound, "county.no-child")
	}
	file, err := v.c.Desk.File(v.ctx(), v.who.Actor, id)
	switch {
	case hub.CodeOf(err) == hub.CodeNotFound:
		return desk.File{}, hub.E(hub.CodeNotFound, "county.no-child")
	case err != nil:
		return desk.File{}, err
	case !v.who.Sees(file.Child.Lane):
		return desk.File{}, hub.E(hub.CodeForbidden, "county.other-township")
	}
	return file, nil
}

// child is the page; whole is the person whose number is shown whole, if any.
func (v *visit) child(file desk.File, whole care.Person) error {
	forms, today, c := v.c.Desk.Forms(), v.c.Desk.Today(), file.Child
	list := v.listQuery(v.URL.Query()) // that she came from
	back := list.values(list.page)
	p := page.CountyChild{
		CountyFrame: v.frame(c.Called(), "children"), Whole: at("/child/"+c.ID.String()+"/phone", back), Prev: at("/children", back),
		Tags: tags(forms, file, today), Facts: facts(forms, c),
	}
	if p.Title == "" {
		p.Title = "还没取名"
		if c.Sealed {
			p.Title = "打不开的记录"
			p.Note = &page.Note{Icon: "i-lock", Bold: "县里没有它的钥匙。", Text: "记录在，名字看不到。请登记的站连上县里，过一会儿再看。"}
		}
	}
	station, err := v.station(c.Site)
	if err != nil {
		return err
	}
	p.Word = word(c, station, today)
	for _, one := range file.People {
		p.People = append(p.People, v.relative(one, whole))
	}
	for _, s := range file.Siblings {
		if v.who.Sees(s.Lane) {
			p.Siblings = append(p.Siblings, page.Link{Href: "/child/" + s.ID.String(), Text: sibling(s, today)})
		}
	}
	opening, err := v.c.Desk.OpeningAt(v.ctx(), c.Site)
	if err != nil {
		return err
	}
	p.Days, p.Came = page.Fortnight(file.Days, today, opening.On)
	p.History, err = v.history(c.ID)
	if err != nil {
		return err
	}
	return v.render(p)
}

// station is the name of the site where a child was registered.
func (v *visit) station(site hub.ID) (string, error) {
	stations, err := v.c.Fleet.Stations(v.ctx())
	if err != nil {
		return "", err
	}
	for _, s := range stations {
		if s.Site == site {
			return s.Name, nil
		}
	}
	return "", nil // its own record has not come yet
}

// joined is facts in one line.
func joined(facts ...string) string {
	var known []string
	for _, f := range facts {
		if f != "" {
			known = append(known, f)
		}
	}
	return strings.Join(known, " · ")
}

func ageWord(birth, today hub.Day) string {
	if age, ok := calendar.AgeOn(birth, today); ok {
		return age.Text()
	}
	return ""
}

func word(c care.Child, station string, today hub.Day) string {
	registered := ""
	if c.Registered != "" {
		registered = calendar.Date(c.Registered, today) + "登记"
	}
	return joined(sexWord(c.Sex), ageWord(c.Birth, today), c.VillageName, station, registered)
}

func sibling(c care.Child, today hub.Day) string {
	name := c.Called()
	if name == "" {
		name = "还没取名"
	}
	return joined(name, sexWord(c.Sex), ageWord(c.Birth, today))
}

// tags are what must be seen at once.
func tags(forms *form.Registry, f desk.File, today hub.Day) []string {
	def, _ := forms.Get("child")
	if f.Child.Withdrawn != "" {
		why, _ := def.Field("withdrawn")
		return []string{"已撤下：" + why.LabelOf(f.Child.Withdrawn)}
	}
	category, _ := def.Field("category")
	out := []string{category.LabelOf(f.Child.Category)}
	enrolled, _ := forms.Get("enrolment")
	mode, _ := enrolled.Field("mode")
	for _, e := range f.Enrolments {
		if e.On(today) {
			out = append(out, mode.LabelOf(e.Mode))
		}
	}
	if len(f.Conflicts) > 0 {
		out = append(out, "两站写得不一样")
	}
	return out
}

// facts are what the county sees of a child. Of numbers it sees that they are
// written: with the birth date beside it, any four figures more would be all of it.
func facts(forms *form.Registry, c care.Child) []page.Fact {
	def, _ := forms.Get("child")
	written := func(number string) string {
		if number == "" {
			return ""
		}
		return "写好了"
	}
	var out []page.Fact
	for _, one := range []struct{ name, text string }{
		{"name", c.Name}, {"nick", c.Nick}, {"birth", calendar.Both(c.Birth)}, {"birth_said", c.BirthSaid},
		{"id_no", written(c.IDNo)}, {"birth_cert", written(c.BirthCert)},
		{"village_name", c.VillageName}, {"address", c.Address}, {"note", c.Note},
	} {
		f, _ := def.Field(one.name)
		if one.text != "" && (one.name != "birth" || c.Birth != "") {
			out = append(out, page.Fact{Word: f.Label, Text: one.text})
		}
	}
	return out
}

// relative is one of the family, her number masked unless it was asked for.
func (v *visit) relative(p, whole care.Person) page.Relative {
	r := page.Relative{
		ID: p.ID.String(), Name: p.Name, Phone: care.MaskPhone(p.Phone),
		Masked: p.Phone != "" && v.who.Actor.Role.May(hub.ActPhone),
	}
	if kin, ok := care.KinByCode(p.Kinship); ok {
		r.Kin = kin.Word
	}
	var words []string
	for _, w := range []struct {
		is   bool
		word string
	}{{p.Carer, "平时带"}, {p.Guardian, "监护人"}, {p.Away, "在外务工"}, {p.Pickup && !p.Guardian, "可以接"}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	if p.ID == whole.ID && !whole.ID.IsZero() {
		r.Phone, r.Masked = whole.Phone, false
		words = append(words, "看过全号，记下了")
	}
	r.Word = joined(words...)
	return r
}
