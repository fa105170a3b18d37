package desk

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
)

// RoundChild is one child of a station on 体检日.
type RoundChild struct {
	Child  care.Child
	Site   care.Site  // its station
	Group  care.Group // its class; zero: it has no place today
	Items  []due.Item // what the day would do: its visit, the half-yearly check, a recheck
	Absent bool       // somebody said that it does not come today
	Seen   CheckUp    // of this day; no Result: not yet
}

// CheckUp is what a doctor noted of a child.
type CheckUp struct {
	Day    hub.Day  `form:"day"`
	Result string   `form:"result"` // fine, again, refer, later
	Eye    string   `form:"eye"`
	Teeth  string   `form:"teeth"`
	Odd    []string `form:"odd"`
	Next   hub.Day  `form:"next"`
}

// Round lists the children of a station for 体检日: for whom something is due first, the
// most pressing before the others; then by class. at is where the doctor is: a health
// centre lists the children of any station of its township that this hub can open, or of
// all of them, where of is zero; a station its own. Errors: CodeForbidden round.where.
func (d *Desk) Round(ctx context.Context, actor hub.Actor, at, of hub.ID, day hub.Day) ([]RoundChild, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return nil, err
	}
	sites, err := d.RoundSites(ctx, at)
	if err != nil {
		return nil, err
	}
	var out []RoundChild
	known := of.IsZero()
	for _, site := range sites {
		if of != site.ID && !of.IsZero() {
			continue
		}
		some, err := d.roundAt(ctx, site, day)
		if err != nil {
			return nil, err
		}
		known, out = true, append(out, some...)
	}
	if !known {
		return nil, hub.E(hub.CodeForbidden, "round.where")
	}
	sortRound(out)
	return out, nil
}

// RoundSites are the stations whose children are seen from a site: a health centre sees
// those of its township.
func (d *Desk) RoundSites(ctx context.Context, at hub.ID) ([]care.Site, error) {
	rec, err := d.log.Record(ctx, "site", at)
	if err != nil {
		return nil, err
	}
	centre := care.As[care.Site](d.forms, rec)
	if centre.Role != string(hub.HubHealth) {
		return []care.Site{centre}, nil
	}
	recs, err := d.log.Find(ctx, "site", "township", centre.Township)
	return care.All[care.Site](d.forms, "site", recs), err
}

// RoundPlace is a station as a doctor at the health centre chooses it.
type RoundPlace struct {
	Site          care.Site
	Children, Due int
}

// RoundPlaces are the stations with children that a health centre's doctor can see, by
// village; nil at a station, which sees its own.
func (d *Desk) RoundPlaces(ctx context.Context, actor hub.Actor, at hub.ID, day hub.Day) ([]RoundPlace, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return nil, err
	}
	sites, err := d.RoundSites(ctx, at)
	if err != nil || len(sites) == 1 && sites[0].Role != string(hub.HubHealth) {
		return nil, err
	}
	var out []RoundPlace
	for _, site := range sites {
		p := RoundPlace{Site: site}
		children, err := d.ChildrenOf(ctx, site.ID)
		if err != nil {
			return nil, err
		}
		items, err := d.roundItems(ctx, site.ID, day)
		if err != nil {
			return nil, err
		}
		for _, c := range children {
			if c.Category != "expecting" {
				p.Children++
				p.Due += min(1, len(items[c.ID]))
			}
		}
		if p.Children > 0 {
			out = append(out, p)
		}
	}
	hub.SortStable(out, func(a, b RoundPlace) int { return cmp.Compare(a.Site.Near(), b.Site.Near()) })
	return out, nil
}

func (d *Desk) roundAt(ctx context.Context, at care.Site, day hub.Day) ([]RoundChild, error) {
	site := at.ID
	children, err := d.ChildrenOf(ctx, site)
	if err != nil {
		return nil, err
	}
	items, err := d.roundItems(ctx, site, day)
	if err != nil {
		return nil, err
	}
	classes, err := d.Classes(ctx, site, day)
	if err != nil {
		return nil, err
	}
	days, err := d.daysOf(ctx, day)
	if err != nil {
		return nil, err
	}
	seen, err := d.seenOn(ctx, site, day)
	if err != nil {
		return nil, err
	}
	var out []RoundChild
	for _, c := range children {
		if c.Category != "expecting" {
			out = append(out, RoundChild{Child: c, Site: at, Group: classes[c.ID], Items: items[c.ID], Absent: days[c.ID].Absent != "", Seen: seen[c.ID]})
		}
	}
	return out, nil
}

// sortRound has what is late before what is due before the rest, the classes together.
func sortRound(all []RoundChild) {
	state := func(c RoundChild) due.State {
		if len(c.Items) == 0 {
			return due.Later
		}
		return c.Items[0].State
	}
	hub.SortStable(all, func(a, b RoundChild) int {
		return cmp.Or(int(state(b)-state(a)), boolFirst(a.Group.Name != "", b.Group.Name != ""), cmp.Compare(a.Group.Name, b.Group.Name), cmp.Compare(a.Child.Birth, b.Child.Birth))
	})
}

// ofRound says whether 体检日 does an item.
func ofRound(i due.Item) bool {
	return i.Rule.Group == "visit" || i.Rule.Code == "half-year" || i.Rule.Code == "recheck"
}

func (d *Desk) roundItems(ctx context.Context, site hub.ID, day hub.Day) (map[hub.ID][]due.Item, error) {
	all, _, err := d.dueOfChildren(ctx, site, day)
	out := map[hub.ID][]due.Item{}
	for _, one := range all {
		if ofRound(one.Item) && one.Until == "" {
			out[one.Child.ID] = append(out[one.Child.ID], one.Item)
		}
	}
	return out, err
}

// Classes is the class of each child with a place on a day.
func (d *Desk) Classes(ctx context.Context, site hub.ID, day hub.Day) (map[hub.ID]care.Group, error) {
	groups, err := d.groups(ctx, site)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.Find(ctx, "enrolment", "site", site)
	if err != nil {
		return nil, err
	}
	out := map[hub.ID]care.Group{}
	for _, e := range care.All[care.Enrolment](d.forms, "enrolment", recs) {
		if i := slices.IndexFunc(groups, func(g care.Group) bool { return g.ID == e.Group }); e.On(day) && i >= 0 {
			out[e.Subject] = groups[i]
		}
	}
	return out, nil
}

// seenOn is whom somebody has seen at 体检日 on a day.
func (d *Desk) seenOn(ctx context.Context, site hub.ID, day hub.Day) (map[hub.ID]CheckUp, error) {
	recs, err := d.log.Households(ctx, "child", "site", site, "health-check")
	if err != nil {
		return nil, err
	}
	out := map[hub.ID]CheckUp{}
	for _, rec := range recs {
		if rec.ID != checkUpID(rec.Subject, day) {
			continue
		}
		var c CheckUp
		d.forms.Decode(rec, &c)
		if c.Result != "" && c.Day == day {
			out[rec.Subject] = c
		}
	}
	return out, nil
}

// CheckUpOf is what was noted of a child at 体检日 on a day; no Result: nothing.
func (d *Desk) CheckUpOf(ctx context.Context, actor hub.Actor, child hub.ID, day hub.Day) (c CheckUp, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return c, err
	}
	rec, err := d.log.Record(ctx, "health-check", checkUpID(child, day))
	if err != nil {
		return c, unlessMissing(err)
	}
	d.forms.Decode(rec, &c)
	return c, nil
}

// RoundOf is what 体检日 would do of one child.
func (d *Desk) RoundOf(ctx context.Context, actor hub.Actor, child hub.ID, day hub.Day) ([]due.Item, error) {
	_, items, _, err := d.DueOf(ctx, actor, child, day)
	return slices.DeleteFunc(items, func(i due.Item) bool { return !ofRound(i) || i.Until != "" }), err
}
