package desk

import (
	"context"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Differing is a fact on which the records of one child differ, and nobody has said
// yet which is right.
type Differing struct {
	Field  *form.Field
	Values []Said // the leading record's first
}

// Said is what one record of a child says.
type Said struct {
	Child hub.ID // the record
	Site  hub.ID // where it was registered
	Value any
}

// apart are fields that every record has for itself: where and when it was
// registered, its picture, and whether it counts.
var apart = []string{"site", "family", "peg", "photo", "photo.file", "registered", "category", "withdrawn", "withdrawn_on", "unnamed", "village", "birth_said", "note"}

// oneChild lays the records of a child over each other: gaps of the first are filled
// from the others, and what differs is asked, but for what was decided.
func (d *Desk) oneChild(recs []hub.Record, decided map[uint32]bool) (hub.Record, []Differing) {
	def, _ := d.forms.Get("child")
	whole := recs[0]
	whole.Fields = map[uint32]any{}
	for no, v := range recs[0].Fields {
		whole.Fields[no] = v
	}
	var differ []Differing
	for i := range def.Fields {
		f := &def.Fields[i]
		if slices.Contains(apart, f.Name) {
			continue
		}
		var values []Said
		for _, rec := range recs {
			v := rec.Fields[f.No]
			if v == nil || slices.ContainsFunc(values, func(s Said) bool { return form.Equal(s.Value, v) }) {
				continue
			}
			site, _ := rec.Fields[fieldNo(def, "site")].(hub.ID)
			values = append(values, Said{rec.ID, site, v})
		}
		if len(values) > 0 && whole.Fields[f.No] == nil {
			whole.Fields[f.No] = values[0].Value
			d.fillVillage(def, f, recs, values[0].Child, whole.Fields)
		}
		if len(values) > 1 && f.Merge == form.Ask && !decided[f.No] {
			differ = append(differ, Differing{f, values})
		}
	}
	return whole, differ
}

func fieldNo(def *form.Definition, name string) uint32 {
	f, ok := def.Field(name)
	if !ok {
		return 0
	}
	return f.No
}

// fillVillage takes a village's code from where its name was taken.
func (d *Desk) fillVillage(def *form.Definition, f *form.Field, recs []hub.Record, from hub.ID, into map[uint32]any) {
	if f.Name != "village_name" {
		return
	}
	code := fieldNo(def, "village")
	for _, rec := range recs {
		if rec.ID == from {
			into[code] = rec.Fields[code]
		}
	}
}

// decided are the facts of a leading record that people chose already, and from whom.
func (d *Desk) decided(ctx context.Context, lead hub.ID) (map[uint32]bool, error) {
	recs, err := d.log.Of(ctx, lead, "same-fact")
	if err != nil {
		return nil, err
	}
	out := map[uint32]bool{}
	for _, f := range care.All[care.SameFact](d.forms, "same-fact", recs) {
		if no, err := strconv.ParseUint(f.Period, 10, 32); err == nil && !f.From.IsZero() {
			out[uint32(no)] = true
		}
	}
	return out, nil
}

// ChooseFact says which record of a child is right about a fact: the leading record
// takes it over. Taking the group apart gives it back.
func (d *Desk) ChooseFact(ctx context.Context, actor hub.Actor, request, child hub.ID, no uint32, from hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return hub.Outcome{}, err
	}
	group := g.all(child)
	def, _ := d.forms.Get("child")
	f, ok := def.FieldNo(no)
	if !ok || slices.Contains(apart, f.Name) || !slices.Contains(group, from) || len(group) < 2 {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "same.apart")
	}
	rec, err := d.record(ctx, "child", from)
	if err != nil {
		return hub.Outcome{}, err
	}
	set := map[uint32]any{no: rec.Fields[no]}
	d.fillVillage(def, f, []hub.Record{rec}, from, set)
	return d.append(ctx, actor, request,
		hub.Edit{Kind: "child", Record: group[0], Subject: group[0], Set: set},
		d.forms.EditOnce("same-fact", group[0], strconv.Itoa(int(no)), form.Values{"from": from}))
}

// factsBack gives the leading record its own facts again, where it took over one of
// the record that leaves the group, and nobody has changed it since.
func (d *Desk) factsBack(ctx context.Context, lead, leaves hub.ID) (edits []hub.Edit, err error) {
	recs, err := d.log.Of(ctx, lead, "same-fact")
	if err != nil {
		return nil, err
	}
	now, err := d.record(ctx, "child", lead)
	if err != nil {
		return nil, unlessMissing(err)
	}
	for _, f := range care.All[care.SameFact](d.forms, "same-fact", recs) {
		if f.From.IsZero() || f.From != leaves && lead != leaves {
			continue
		}
		edits = append(edits, d.forms.EditOnce("same-fact", lead, f.Period, form.Values{"from": nil}))
		chosen, err := d.log.Entry(ctx, f.Commit)
		if err != nil {
			return nil, err
		}
		for _, c := range chosen.Changes {
			if c.Kind == "child" && c.Record == lead && form.Equal(now.Fields[c.No], c.To) {
				edits = append(edits, hub.Edit{Kind: "child", Record: lead, Subject: lead, Set: map[uint32]any{c.No: c.Was()}})
			}
		}
	}
	return edits, nil
}
