package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
)

// WallChild is one tile of the 登记台.
type WallChild struct {
	Child     care.Child
	Enrolment care.Enrolment
	Day       care.Day      // times are -1 until they are noted
	Check     care.Check    // of the slot that the wall stands in
	Ill       care.Illness  // that is not over; zero: none
	People    []care.Person // everybody of the child's who counts
	Usual     care.Person   // the carer at hand; zero if nobody is named
	Fetchers  []care.Person // who may fetch, the carer first
}

// Here says whether the child is in the house.
func (w WallChild) Here() bool { return w.Day.In >= 0 && w.Day.Out < 0 }

// Person is one of the child's people; zero if there is none of that id.
func (w WallChild) Person(id hub.ID) care.Person {
	i := slices.IndexFunc(w.People, func(p care.Person) bool { return p.ID == id })
	if i < 0 {
		return care.Person{}
	}
	return w.People[i]
}

// Wall is a day at a site: the enrolled children, families side by side, and who
// of the staff is in the house.
type Wall struct {
	Site     care.Site
	Day      hub.Day
	Slot     day.Slot // whose looks the tiles show: today's by the clock, else the morning's
	Groups   []care.Group
	Children []WallChild
	Staff    []WallStaff
	Shut     *Shut // why the site is shut on this day, whoever came all the same; nil: it is open
}

// WallStaff is one worker's tile.
type WallStaff struct {
	Staff care.Staff
	Duty  care.Duty
}

// Wall reads the day of a site. It needs no PIN: names and pictures only are for
// the screen to show.
func (d *Desk) Wall(ctx context.Context, actor hub.Actor, site hub.ID, on hub.Day) (Wall, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return Wall{}, err
	}
	w := Wall{Day: on, Slot: d.slotOf(on)}
	rec, err := d.log.Record(ctx, "site", site)
	if err != nil {
		return Wall{}, err
	}
	w.Site = care.As[care.Site](d.forms, rec)
	if w.Groups, err = d.groups(ctx, site); err != nil {
		return Wall{}, err
	}
	if w.Children, err = d.wallChildren(ctx, site, on, w.Slot); err != nil {
		return Wall{}, err
	}
	if w.Staff, err = d.wallStaff(ctx, site, on); err != nil {
		return Wall{}, err
	}
	opening, err := d.Opening(ctx, w.Site)
	w.Shut = opening.Shut(on)
	return w, err
}

func (d *Desk) wallChildren(ctx context.Context, site hub.ID, on hub.Day, slot day.Slot) ([]WallChild, error) {
	enrolments, err := d.log.Find(ctx, "enrolment", "site", site)
	if err != nil {
		return nil, err
	}
	days, err := d.daysOf(ctx, on)
	if err != nil {
		return nil, err
	}
	looks, err := d.looksOf(ctx, on, slot)
	if err != nil {
		return nil, err
	}
	ills, err := d.openIll(ctx)
	if err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	places := care.All[care.Enrolment](d.forms, "enrolment", enrolments)
	places = slices.DeleteFunc(places, func(e care.Enrolment) bool { return !e.On(on) })
	files, err := d.files(ctx, g, places)
	if err != nil {
		return nil, err
	}
	var out []WallChild
	for _, e := range places {
		wc := WallChild{Enrolment: e, Day: care.Day{In: -1, Out: -1}, Check: looks[e.Subject], Ill: ills[e.Subject]}
		if got, ok := days[e.Subject]; ok {
			wc.Day = got
		}
		if wc.Child, err = d.childIn(files[e.Subject]); err != nil {
			return nil, err
		}
		if wc.Child.Withdrawn != "" {
			continue
		}
		var known []hub.Record
		for _, id := range g.all(e.Subject) {
			known = append(known, files[id]...)
		}
		wc.People = d.adults(known)
		wc.Usual, wc.Fetchers = d.usualAndFetchers(wc.People)
		out = append(out, wc)
	}
	out = oneTile(g, out)
	sortWall(out)
	return out, nil
}

// files reads the children who hold places, all their records, and their people, by
// subject: not one after the other, for the wall is looked at all day.
func (d *Desk) files(ctx context.Context, g groups, places []care.Enrolment) (map[hub.ID][]hub.Record, error) {
	var subjects []hub.ID
	for _, e := range places {
		subjects = append(subjects, g.all(e.Subject)...)
	}
	recs, err := d.log.OfAll(ctx, subjects, "child", "person")
	out := map[hub.ID][]hub.Record{}
	for _, rec := range recs {
		out[rec.Subject] = append(out[rec.Subject], rec)
	}
	return out, err
}

// oneTile gives a child one tile, though two of its records hold a place here: that of
// the leading record, else of whichever was tapped today. A child in the house is
// never left out because its other record leads elsewhere.
func oneTile(g groups, all []WallChild) []WallChild {
	best := map[hub.ID]hub.ID{} // the group → whose tile stands for it
	hub.SortStable(all, func(a, b WallChild) int {
		return cmp.Or(boolFirst(a.Day.In >= 0, b.Day.In >= 0), boolFirst(g.counts(a.Child.ID), g.counts(b.Child.ID)))
	})
	for _, w := range all {
		if group := g.all(w.Child.ID)[0]; best[group].IsZero() {
			best[group] = w.Child.ID
		}
	}
	return slices.DeleteFunc(all, func(w WallChild) bool { return best[g.all(w.Child.ID)[0]] != w.Child.ID })
}

func (d *Desk) daysOf(ctx context.Context, day hub.Day) (map[hub.ID]care.Day, error) {
	recs, err := d.log.FindPeriod(ctx, "day", string(day))
	if err != nil {
		return nil, err
	}
	out := make(map[hub.ID]care.Day, len(recs))
	for _, rec := range recs {
		out[rec.Subject] = care.AsDay(d.forms, rec)
	}
	return out, nil
}

func (d *Desk) usualAndFetchers(people []care.Person) (usual care.Person, fetchers []care.Person) {
	for _, p := range people {
		if p.Carer && usual.ID.IsZero() {
			usual = p
		}
		if d.rules.CheckPickup(p, d.Today()) == nil {
			fetchers = append(fetchers, p)
		}
	}
	hub.SortStable(fetchers, func(a, b care.Person) int {
		return cmp.Or(boolFirst(a.Carer, b.Carer), boolFirst(!a.Away, !b.Away), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return usual, fetchers
}

func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// sortWall keeps a tile in its place from day to day (workers learn places), and
// brothers and sisters side by side: by the day the first of them came, then by id.
func sortWall(ws []WallChild) {
	first := map[hub.ID]WallChild{}
	for _, w := range ws {
		f, ok := first[w.Child.FamilyID()]
		if !ok || earlier(w, f) {
			first[w.Child.FamilyID()] = w
		}
	}
	hub.Sort(ws, func(a, b WallChild) int {
		fa, fb := first[a.Child.FamilyID()], first[b.Child.FamilyID()]
		if fa.Child.ID != fb.Child.ID {
			return compareWall(fa, fb)
		}
		return compareWall(a, b)
	})
}

func earlier(a, b WallChild) bool { return compareWall(a, b) < 0 }

func compareWall(a, b WallChild) int {
	return cmp.Or(cmp.Compare(a.Enrolment.From, b.Enrolment.From), bytes.Compare(a.Child.ID[:], b.Child.ID[:]))
}

func (d *Desk) groups(ctx context.Context, site hub.ID) ([]care.Group, error) {
	recs, err := d.log.Find(ctx, "group", "site", site)
	if err != nil {
		return nil, err
	}
	var out []care.Group
	for _, g := range care.All[care.Group](d.forms, "group", recs) {
		if !g.Closed {
			out = append(out, g)
		}
	}
	hub.Sort(out, func(a, b care.Group) int { return cmp.Or(cmp.Compare(a.Name, b.Name), bytes.Compare(a.ID[:], b.ID[:])) })
	return out, nil
}

func (d *Desk) wallStaff(ctx context.Context, site hub.ID, day hub.Day) ([]WallStaff, error) {
	staff, err := d.Staff(ctx, site)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.FindPeriod(ctx, "duty", string(day))
	if err != nil {
		return nil, err
	}
	duties := map[hub.ID]care.Duty{}
	for _, rec := range recs {
		duties[rec.Subject] = care.AsDuty(d.forms, rec)
	}
	out := make([]WallStaff, len(staff))
	for i, s := range staff {
		duty, ok := duties[s.ID]
		if !ok {
			duty = care.Duty{In: -1, Out: -1}
		}
		out[i] = WallStaff{s, duty}
	}
	return out, nil
}

// Staff lists who works at a site, in the order they came.
func (d *Desk) Staff(ctx context.Context, site hub.ID) ([]care.Staff, error) {
	recs, err := d.log.Find(ctx, "staff", "site", site)
	if err != nil {
		return nil, err
	}
	var out []care.Staff
	for _, s := range care.All[care.Staff](d.forms, "staff", recs) {
		if !s.Left {
			out = append(out, s)
		}
	}
	hub.Sort(out, func(a, b care.Staff) int {
		return cmp.Or(boolFirst(a.Role == hub.RoleHead, b.Role == hub.RoleHead), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out, nil
}
