package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Todo is what waits at a site: 待补, 待签, and what two stations wrote differently.
type Todo struct {
	Unsigned  []care.Child // no answer yet to some optional purpose
	Gaps      []Gap
	Conflicts []Card
	Doubts    []care.ClockDoubt // days that a wrong clock noted
}

// Gap is what a registration left open.
type Gap struct {
	Child   care.Child
	Missing []string // labels
}

// Todo reads what waits at a site.
func (d *Desk) Todo(ctx context.Context, actor hub.Actor, site hub.ID) (Todo, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return Todo{}, err
	}
	return d.todo(ctx, site)
}

func (d *Desk) todo(ctx context.Context, site hub.ID) (Todo, error) {
	var t Todo
	err := d.eachInBook(ctx, site, d.Today(), func(e *dueEntry) {
		if e.unsigned {
			t.Unsigned = append(t.Unsigned, *e.child)
		}
		if len(e.missing) > 0 {
			t.Gaps = append(t.Gaps, Gap{*e.child, e.missing})
		}
	})
	if err != nil {
		return Todo{}, err
	}
	if t.Doubts, err = d.Doubts(ctx, site); err != nil {
		return Todo{}, err
	}
	t.Conflicts, err = d.cards(ctx, site)
	return t, err
}

// asked is as much of a child's file as says what its family still has to be asked;
// recs are the consents and adults of this one record.
func (d *Desk) asked(ctx context.Context, g groups, c care.Child, recs []hub.Record) (File, error) {
	if len(g.of[c.ID]) > 1 {
		return d.gather(ctx, hub.Actor{}, c.ID)
	}
	f := File{Child: c, Consents: map[hub.Purpose]care.Consent{}}
	for _, rec := range recs {
		if rec.Kind == "consent" || rec.Kind == "person" {
			d.file(&f, rec)
		}
	}
	return f, nil
}

// ChildrenOf lists the children a site has registered, who still count, each once.
func (d *Desk) ChildrenOf(ctx context.Context, site hub.ID) ([]care.Child, error) {
	recs, err := d.log.Find(ctx, "child", "site", site)
	if err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	var out []care.Child
	for _, c := range care.All[care.Child](d.forms, "child", recs) {
		if c.Withdrawn == "" && !c.Sealed && g.counts(c.ID) {
			out = append(out, c)
		}
	}
	return out, nil
}

// unsigned says whether some optional purpose has no answer yet.
func (d *Desk) unsigned(answers map[hub.Purpose]care.Consent) bool {
	for _, p := range d.forms.Asked() {
		if a := answers[p.Code].Answer; a == "" || a == hub.AnswerPending {
			return true
		}
	}
	return false
}

// Missing names what a registration still lacks (待补), in the words of the form.
func (d *Desk) Missing(c care.Child, people []care.Person) []string {
	var out []string
	for _, f := range d.MissingFields(c, people) {
		out = append(out, f.Label)
	}
	return out
}

// MissingFields are the fields that a registration still lacks: of the child, then
// of a person of hers (guardian, phone).
func (d *Desk) MissingFields(c care.Child, people []care.Person) []*form.Field {
	var out []*form.Field
	def, _ := d.forms.Get("child")
	label := func(def *form.Definition, name string) {
		f, _ := def.Field(name)
		out = append(out, f)
	}
	for _, want := range []struct {
		name    string
		missing bool
	}{
		{"name", c.Name == "" || c.Unnamed}, {"sex", c.Sex == ""}, {"birth", c.Birth == "" && c.Category != "expecting"},
		{"village_name", c.VillageName == ""}, {"id_no", c.IDNo == "" && c.BirthCert == ""},
	} {
		if want.missing {
			label(def, want.name)
		}
	}
	var guardian, phone bool
	for _, p := range people {
		guardian = guardian || p.Guardian
		phone = phone || p.Phone != ""
	}
	adult, _ := d.forms.Get("person")
	if !guardian {
		label(adult, "guardian")
	}
	if !phone {
		label(adult, "phone")
	}
	return out
}
