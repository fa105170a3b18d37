package desk

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Kept is everything that is kept about a child, as its family may have it.
type Kept struct {
	Child   care.Child
	Records []hub.Record // of every kind, those too that were withdrawn
	History []hub.Entry  // who changed what, newest first
	Exports []hub.Record // looks: whole rosters that she was in, newest first
}

// FamilyAsks is who of the family asks for a copy or a correction, and how the worker
// knows her.
type FamilyAsks struct {
	Child hub.ID
	Who   hub.ID // a person of the child's
	Known string // code of the form of looks: card, self, guardian
	What  string // copy, correct, print, export
}

// NoteFamily puts on the trail that the family asked, before anything is shown. Who is
// no guardian is known only where a guardian was asked on the telephone.
func (d *Desk) NoteFamily(ctx context.Context, actor hub.Actor, lane hub.Lane, a FamilyAsks) error {
	if err := d.allow(actor, d.familyAct(a.What)); err != nil {
		return err
	}
	who, err := d.person(ctx, a.Child, a.Who)
	if err != nil {
		return err
	}
	def, _ := d.forms.Get("look")
	f, _ := def.Field("known")
	switch {
	case !slices.ContainsFunc(f.Choices, func(o form.Option) bool { return o.Code == a.Known }):
		return hub.E(hub.CodeInvalid, "copy.known").In("known")
	case !who.Guardian && a.Known != "guardian":
		return hub.E(hub.CodeInvalid, "copy.guardian").In("known")
	}
	return d.noteTaking(ctx, lane, d.lookNow(actor, a.Child, a.What),
		form.Values{"purpose": "family", "asked": who.ID, "known": a.Known})
}

// familyAct is the right that a family's wish needs of the worker who carries it out.
func (d *Desk) familyAct(what string) hub.Act {
	switch what {
	case "correct":
		return hub.ActCorrect
	case "copy":
		return hub.ActPhone // every number is whole in it
	}
	return hub.ActExport
}

// Kept gathers everything that this box keeps about a child: of all its records where
// it has several, whatever kind they are. Another township's is not here to give,
// except at the county. The caller has noted who asked.
func (d *Desk) Kept(ctx context.Context, actor hub.Actor, child hub.ID) (k Kept, err error) {
	file, err := d.File(ctx, actor, child)
	if err != nil {
		return k, err
	}
	k.Child = file.Child
	g, err := d.sameness(ctx)
	if err != nil {
		return k, err
	}
	everywhere := actor.Role == hub.RoleCounty || actor.Role == hub.RoleBox
	theirs := func(lane hub.Lane) bool {
		_, township := lane.Township()
		return everywhere || !township || lane == file.Child.Lane
	}
	for _, id := range g.all(child) {
		recs, err := d.log.Of(ctx, id)
		if err != nil {
			return k, err
		}
		named, err := d.naming(ctx, id)
		if err != nil {
			return k, err
		}
		entries, err := d.log.History(ctx, id)
		if err != nil {
			return k, err
		}
		k.Records = append(append(k.Records, recs...), named...)
		k.History = append(k.History, entries...)
	}
	k.Records = slices.DeleteFunc(k.Records, func(rec hub.Record) bool { return !theirs(rec.Lane) })
	k.History = slices.DeleteFunc(k.History, func(e hub.Entry) bool { return !theirs(e.Lane) })
	if k.History, err = d.corrected(ctx, k.History); err != nil {
		return k, err
	}
	hub.SortStable(k.History, func(a, b hub.Entry) int { return b.At.Wall.Compare(a.At.Wall) })
	k.Exports, err = d.exportsWith(ctx, file)
	return k, err
}

// naming are the records of other subjects that are about this child: what its family
// asked, what the county ordered. Which kinds name one is the forms' to say.
func (d *Desk) naming(ctx context.Context, child hub.ID) (out []hub.Record, err error) {
	for _, kind := range d.forms.Kinds() {
		def, _ := d.forms.Get(kind)
		for i := range def.Fields {
			f := &def.Fields[i]
			if !f.NamesChild() || def.Subject == "child" {
				continue
			}
			recs, err := d.log.Find(ctx, kind, f.Name, child)
			if err != nil {
				return nil, err
			}
			out = append(out, recs...)
		}
	}
	return out, nil
}

// exportsWith are the rosters that left with this child in them, of the sites where
// it was registered or had a place.
func (d *Desk) exportsWith(ctx context.Context, f File) (out []hub.Record, err error) {
	sites := []hub.ID{f.Child.Site}
	for _, e := range f.Enrolments {
		if !slices.Contains(sites, e.Site) {
			sites = append(sites, e.Site)
		}
	}
	def, _ := d.forms.Get("look")
	what, _ := def.Field("what")
	day, _ := def.Field("day")
	for _, site := range sites {
		recs, err := d.log.Of(ctx, site, "look")
		if err != nil {
			return nil, err
		}
		for _, rec := range recs {
			on, _ := rec.Fields[day.No].(string)
			if rec.Fields[what.No] == "export" && hub.Day(on) >= f.Child.Registered {
				out = append(out, rec)
			}
		}
	}
	hub.Sort(out, func(a, b hub.Record) int { return cmp.Compare(b.Period, a.Period) })
	return out, nil
}
