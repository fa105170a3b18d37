package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// File is all that a child's page shows.
type File struct {
	Child      care.Child
	People     []care.Person
	Consents   map[hub.Purpose]care.Consent
	Enrolments []care.Enrolment // newest first
	Days       []care.Day       // newest first
	Growth     []care.Growth    // newest first
	Siblings   []care.Child
	Conflicts  []hub.Conflict

	Same   []care.Child // further records of this very child
	Differ []Differing  // what they say differently, and nobody has chosen yet
	Sealed bool         // some of its records cannot be opened here

	Transfer care.Transfer // the newest; zero if it never had one
}

// File reads a child's page: one file, however often the child was registered, under
// its leading record. The caller notes the look.
func (d *Desk) File(ctx context.Context, actor hub.Actor, child hub.ID) (File, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return File{}, err
	}
	f, err := d.gather(ctx, actor, child)
	if err != nil {
		return File{}, err
	}
	if f.Child.Withdrawn == withdrawnAsked && !actor.May(hub.ActPause) && !actor.May(hub.ActErase) {
		return File{}, hub.E(hub.CodeForbidden, "erase.paused")
	}
	f.Days = eachPeriodOnce(f.Days, func(v care.Day) string { return v.Period })
	f.Growth = eachPeriodOnce(f.Growth, func(v care.Growth) string { return v.Period })
	hub.Sort(f.Days, func(a, b care.Day) int { return compareDesc(a.Period, b.Period) })
	hub.Sort(f.Growth, func(a, b care.Growth) int { return compareDesc(a.Period, b.Period) })
	hub.Sort(f.Enrolments, func(a, b care.Enrolment) int { return compareDesc(string(a.From), string(b.From)) })
	hub.SortStable(f.People, func(a, b care.Person) int { return boolFirst(a.Carer, b.Carer) })
	f.Siblings, err = d.siblings(ctx, f.Child)
	f.Siblings = slices.DeleteFunc(f.Siblings, func(c care.Child) bool {
		return slices.ContainsFunc(f.Same, func(s care.Child) bool { return s.ID == c.ID })
	})
	return f, err
}

// file puts one record of the child where it belongs.
func (d *Desk) file(f *File, rec hub.Record) {
	f.Conflicts = append(f.Conflicts, rec.Conflict...)
	switch rec.Kind {
	case "person":
		if p := care.As[care.Person](d.forms, rec); !p.Withdrawn {
			f.People = append(f.People, p)
		}
	case "consent":
		for _, p := range d.forms.Purposes() {
			if rec.ID == hub.DeriveID("consent", rec.Subject, string(p.Code)) {
				answer := care.As[care.Consent](d.forms, rec)
				if before, ok := f.Consents[p.Code]; ok {
					answer = laterAnswer(before, answer)
				}
				f.Consents[p.Code] = answer
			}
		}
	case "enrolment":
		if e := care.As[care.Enrolment](d.forms, rec); !e.Withdrawn {
			f.Enrolments = append(f.Enrolments, e)
		}
	case "transfer":
		if t := care.As[care.Transfer](d.forms, rec); t.State != "" {
			f.Transfer = t
		}
	case "day":
		f.Days = append(f.Days, care.AsDay(d.forms, rec))
	case "growth":
		f.Growth = append(f.Growth, care.As[care.Growth](d.forms, rec))
	}
}

// siblings reads the other children of a family.
func (d *Desk) siblings(ctx context.Context, c care.Child) ([]care.Child, error) {
	family := c.FamilyID()
	recs, err := d.log.Find(ctx, "child", "family", family[:])
	if err != nil {
		return nil, err
	}
	if family != c.ID {
		first, err := d.record(ctx, "child", family)
		if err == nil {
			recs = append(recs, first)
		} else if hub.CodeOf(err) != hub.CodeNotFound {
			return nil, err
		}
	}
	var out []care.Child
	for _, s := range care.All[care.Child](d.forms, "child", recs) {
		if s.ID != c.ID && s.Withdrawn == "" && s.FamilyID() == family {
			out = append(out, s)
		}
	}
	return out, nil
}

func compareDesc(a, b string) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// History is who changed what of a child, newest first, at the time that it was
// after all.
func (d *Desk) History(ctx context.Context, actor hub.Actor, child hub.ID) ([]hub.Entry, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	entries, err := d.log.History(ctx, child)
	if err != nil {
		return nil, err
	}
	return d.corrected(ctx, entries)
}
