package county

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// childShow is one child at the county's desk: what is known, and who changed what.
func childShow(v *visit) error { return v.child(hub.ID{}) }

// childPhone shows one whole number, and notes that it was asked for.
func childPhone(v *visit) error { return v.child(v.form.ID("whose")) }

func (v *visit) child(whole hub.ID) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "desk.no-child")
	}
	if !whole.IsZero() && !v.who.Actor.Role.May(hub.ActPhone) {
		return hub.E(hub.CodeForbidden, "county.may-not-phone")
	}
	file, err := v.c.Desk.File(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	if !v.who.Sees(file.Child.Lane) {
		return hub.E(hub.CodeForbidden, "county.other-township")
	}
	what := "page"
	if !whole.IsZero() {
		what = "phone"
	}
	v.c.Doors.Looked(v.who.Actor, id, what)
	history, err := v.c.Desk.History(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	forms, today := v.c.Desk.Forms(), v.c.Desk.Today()
	p := page.CountyChild{
		CountyFrame: v.frame(file.Child.Called(), "children"), ID: id.String(), Prev: "/children",
		Word: word(file.Child, today), Facts: facts(forms, file.Child), People: people(file.People, whole),
		History: entries(forms, history, today),
	}
	if file.Child.Sealed && file.Child.Called() == "" {
		p.Title = "打不开的记录"
	}
	p.Tags = tags(forms, file, today)
	return v.render(p)
}

func word(c care.Child, today hub.Day) string {
	out := sexWord(c.Sex)
	if age, ok := calendar.AgeOn(c.Birth, today); ok {
		out += " · " + age.Text()
	}
	if c.VillageName != "" {
		out += " · " + c.VillageName
	}
	return out
}

func tags(forms *form.Registry, f desk.File, today hub.Day) []string {
	def, _ := forms.Get("child")
	category, _ := def.Field("category")
	out := []string{category.LabelOf(f.Child.Category)}
	enrolled, _ := forms.Get("enrolment")
	mode, _ := enrolled.Field("mode")
	for _, e := range f.Enrolments {
		if e.On(today) {
			out = append(out, mode.LabelOf(e.Mode))
		}
	}
	return out
}

// factNames are what the county sees of a child, in this order.
var factNames = []string{"name", "nick", "sex", "birth", "birth_said", "id_no", "village_name", "address", "note"}

func facts(forms *form.Registry, c care.Child) []page.Fact {
	def, _ := forms.Get("child")
	values := map[string]any{
		"name": c.Name, "nick": c.Nick, "sex": c.Sex, "birth": string(c.Birth), "birth_said": c.BirthSaid,
		"id_no": maskID(c.IDNo), "village_name": c.VillageName, "address": c.Address, "note": c.Note,
	}
	var out []page.Fact
	for _, name := range factNames {
		f, _ := def.Field(name)
		if values[name] != "" {
			out = append(out, page.Fact{Word: f.Label, Text: f.Show(values[name])})
		}
	}
	return out
}

// maskID keeps the end by which two people can compare a number.
func maskID(no string) string {
	if len(no) < 8 {
		return no
	}
	return no[:6] + "********" + no[len(no)-4:]
}

func people(list []care.Person, whole hub.ID) []page.Relative {
	var out []page.Relative
	for _, p := range list {
		r := page.Relative{ID: p.ID.String(), Name: p.Name, Word: roles(p), Phone: care.MaskPhone(p.Phone), Masked: p.Phone != ""}
		if kin, ok := care.KinByCode(p.Kinship); ok {
			r.Kin = kin.Word
		}
		if p.ID == whole {
			r.Phone, r.Masked = p.Phone, false
		}
		out = append(out, r)
	}
	return out
}

func roles(p care.Person) string {
	out := ""
	for _, r := range []struct {
		has  bool
		word string
	}{{p.Guardian, "监护人"}, {p.Carer, "平时带"}, {p.Pickup, "可以接"}, {p.Away, "在外务工"}} {
		if r.has {
			out += " · " + r.word
		}
	}
	if out == "" {
		return ""
	}
	return out[len(" · "):]
}

// entries are the history in the words of the forms, newest first.
func entries(forms *form.Registry, history []hub.Entry, today hub.Day) []page.Row {
	var out []page.Row
	for _, e := range history {
		row := page.Row{Small: calendar.Date(hub.DayOf(e.At.Wall), today) + " " + calendar.Clock(e.At.Wall)}
		for _, c := range e.Changes {
			def, ok := forms.Get(c.Kind)
			if !ok {
				continue
			}
			f, ok := def.FieldNo(c.No)
			if !ok || f.Type == form.Ref || f.Type == form.Bytes || f.Type == form.List {
				continue
			}
			if row.Bold == "" {
				row.Bold = def.Title
			}
			row.Text += changeWord(f, c) + "　"
		}
		if row.Bold != "" {
			out = append(out, row)
		}
	}
	return out
}

func changeWord(f *form.Field, c hub.Changed) string {
	switch {
	case c.Hidden:
		return f.Label + "（打不开）"
	case f.Name == "id_no" || f.Name == "phone":
		return f.Label + " 改过"
	case c.Was() == nil:
		return fmt.Sprintf("%s %s", f.Label, f.Show(c.To))
	}
	return fmt.Sprintf("%s %s → %s", f.Label, f.Show(c.Was()), f.Show(c.To))
}
