package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// CareKid is a child that came today, with its day so far.
type CareKid struct {
	WallChild
	Care    care.CareDay
	Outdoor int // minutes in the yard today

	CannotEat []care.CannotEat // the most dangerous first
	Doses     []DoseDue        // of today
	Left      []care.Medicine  // that is not given any more, and was not given back to the family
}

// CareBoard is the day's care at a site.
type CareBoard struct {
	Site    care.Site
	Day     hub.Day
	Groups  []care.Group
	Kids    []CareKid // who came, those who went home already too; in the order of the wall
	Outings []care.Outing
}

// KidDose is a dose of a day with its child.
type KidDose struct {
	Kid CareKid
	DoseDue
}

// Doses are those of all children, in the order of the day.
func (b CareBoard) Doses() (out []KidDose) {
	for _, k := range b.Kids {
		for _, one := range k.Doses {
			out = append(out, KidDose{k, one})
		}
	}
	hub.SortStable(out, func(x, y KidDose) int { return x.Due - y.Due })
	return out
}

// Care reads how the day of the children in the house goes.
func (d *Desk) Care(ctx context.Context, actor hub.Actor, site hub.ID, day hub.Day) (CareBoard, error) {
	if err := d.allow(actor, hub.ActCare); err != nil {
		return CareBoard{}, err
	}
	w, err := d.Wall(ctx, actor, site, day)
	if err != nil {
		return CareBoard{}, err
	}
	b := CareBoard{Site: w.Site, Day: day, Groups: w.Groups}
	if b.Outings, err = d.outings(ctx, site, day); err != nil {
		return b, err
	}
	recs, err := d.log.FindPeriod(ctx, "care-day", string(day))
	if err != nil {
		return b, err
	}
	days := map[hub.ID]care.CareDay{}
	for _, rec := range recs {
		days[rec.Subject] = care.AsCareDay(d.forms, rec)
	}
	now := d.Minute()
	if day < d.Today() {
		now = 24 * 60
	}
	files, err := d.careFiles(ctx, w.Children)
	if err != nil {
		return b, err
	}
	for _, c := range w.Children {
		if c.Day.In < 0 {
			continue
		}
		k := CareKid{WallChild: c, Care: care.CareDay{Slept: -1, Woke: -1}}
		if noted, ok := days[c.Child.ID]; ok {
			k.Care = noted
		}
		k.CannotEat, k.Doses = care.AsCannotEat(d.forms, files[c.Child.ID]), d.dosesIn(files[c.Child.ID], day)
		k.Left = d.medicineLeft(files[c.Child.ID], k.Doses, day)
		k.Outdoor = care.OutdoorMinutes(k.Day, k.Care, k.Enrolment.Group, b.Outings, now)
		b.Kids = append(b.Kids, k)
	}
	return b, nil
}

// careFiles are what the children who came must not eat, and what they are given, with
// their people, by child: of all records that are the same child's.
func (d *Desk) careFiles(ctx context.Context, came []WallChild) (map[hub.ID][]hub.Record, error) {
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	var subjects []hub.ID
	whose := map[hub.ID]hub.ID{}
	for _, c := range came {
		if c.Day.In < 0 {
			continue
		}
		for _, id := range g.all(c.Child.ID) {
			subjects, whose[id] = append(subjects, id), c.Child.ID
		}
	}
	recs, err := d.log.OfAll(ctx, subjects, "cannot-eat", "medicine", "dosing", "person")
	out := map[hub.ID][]hub.Record{}
	for _, rec := range recs {
		out[whose[rec.Subject]] = append(out[whose[rec.Subject]], rec)
	}
	return out, err
}

// outings are those of a site on a day. One that nobody ended counts while its day lasts:
// afterwards nobody knows how long it was.
func (d *Desk) outings(ctx context.Context, site hub.ID, day hub.Day) ([]care.Outing, error) {
	recs, err := d.log.Find(ctx, "outing", "day", string(day))
	if err != nil {
		return nil, err
	}
	var out []care.Outing
	for _, rec := range recs {
		if o := care.AsOuting(d.forms, rec); rec.Subject == site && (day == d.Today() || !o.Open()) {
			out = append(out, o)
		}
	}
	return out, nil
}
