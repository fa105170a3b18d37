package desk

import (
	"context"
	"maps"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// mostForms is how many forms a county publishes at most.
const mostForms = 200

// Published is a form as the county published it.
type Published struct {
	Kind    hub.Kind
	Version int
	Title   string // "" where this release cannot read it
	Retired bool
	Text    string
	Day     hub.Day
	Refused error // why it is not in use here: form.Faults

	def *form.Definition
}

// CheckForm reads a county's form and says what is wrong with it: as a text, among the
// kinds that are known, and against the version in use. The error is form.Faults with
// lines. The definition is good for a preview where there is none.
func (d *Desk) CheckForm(county string, text []byte) (*form.Definition, error) {
	def, err := form.Parse(text)
	if err != nil {
		return nil, err
	}
	err = d.forms.CheckNew(def)
	faults, _ := err.(form.Faults)
	if !strings.HasPrefix(string(def.Kind), form.CountyPrefix(county)) && len(faults) == 0 {
		faults = form.Faults{{Path: "$.kind", Key: "fault.county-kind", English: "a county's kind is x-, its six digits, -, a name"}}
	}
	if len(faults) == 0 {
		return def, nil
	}
	faults.Locate(text)
	return nil, faults
}

// PublishForm sends a form, or a new version of one, to every hub of the county. It is
// in use here as soon as LearnForms has run.
func (d *Desk) PublishForm(ctx context.Context, actor hub.Actor, request hub.ID, county string, text []byte) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	all, err := d.publishedForms(ctx)
	if err != nil {
		return hub.Outcome{}, err
	}
	same := false // this very text is out: the request again
	for _, p := range all {
		same = same || p.Text == string(text)
	}
	def, err := d.CheckForm(county, text)
	if err != nil && same {
		def, err = form.Parse(text)
	}
	if err != nil {
		return hub.Outcome{}, err
	}
	if _, known := all[def.Kind]; !known && len(all) >= mostForms {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "publish.many", mostForms)
	}
	id := formID(def.Kind)
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("form", id, id, form.Values{
		"kind": string(def.Kind), "text": string(text), "version": def.Version, "day": d.Today(),
	}))
}

// Published lists the county's forms, by kind, with those that this release cannot use.
func (d *Desk) Published(ctx context.Context, actor hub.Actor) (map[hub.Kind]Published, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return nil, err
	}
	return d.publishedForms(ctx)
}

// LearnForms takes in what the county has published; after it, the store finds records
// by what they say (store.Reform). A form that this release cannot read is left out:
// its records are kept and passed on all the same.
func (d *Desk) LearnForms(ctx context.Context) (refused map[hub.Kind]error, err error) {
	all, err := d.publishedForms(ctx)
	if err != nil {
		return nil, err
	}
	refused = map[hub.Kind]error{}
	var defs []*form.Definition
	for kind, p := range all {
		if p.Refused != nil {
			refused[kind] = p.Refused
			continue
		}
		defs = append(defs, p.def)
	}
	for kind, err := range d.forms.Learn(defs) {
		refused[kind] = err
	}
	maps.Copy(refused, d.keepUp())
	return refused, nil
}

// publishedForms reads the records of the county's forms: those in its own lane, under
// the id of their kind.
func (d *Desk) publishedForms(ctx context.Context) (map[hub.Kind]Published, error) {
	out := map[hub.Kind]Published{}
	def, _ := d.forms.Get("form")
	err := d.log.Each(ctx, "form", func(rec hub.Record) error {
		p := Published{}
		kind, _ := valueOf(def, rec, "kind").(string)
		p.Kind = hub.Kind(kind)
		p.Text, _ = valueOf(def, rec, "text").(string)
		day, _ := valueOf(def, rec, "day").(string)
		p.Day = hub.Day(day)
		if rec.Lane != hub.LanePublic || rec.ID != formID(p.Kind) {
			return nil
		}
		in, err := form.Parse([]byte(p.Text))
		switch {
		case err != nil:
			p.Refused = err
		case in.Kind != p.Kind: // a text under another's name
			return nil
		default:
			p.def, p.Version, p.Title, p.Retired = in, in.Version, in.Title, in.Retired
		}
		out[p.Kind] = p
		return nil
	})
	return out, err
}

func formID(kind hub.Kind) hub.ID { return hub.DeriveID("form", hub.ID{}, string(kind)) }
