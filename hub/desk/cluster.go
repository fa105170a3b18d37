package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/form"
)

// How far back cases are read, and how many of a township at most: twice the longest
// window of the rules that ship.
const (
	caseDays  = 14
	mostCases = 2000
)

// cases are the children of a site who fell ill lately; with stands for what is just
// being noted.
func (d *Desk) cases(ctx context.Context, site hub.ID, with care.Illness) ([]day.Case, error) {
	today := d.Today()
	recs, err := d.log.Newest(ctx, "illness", "day", string(today.Add(-caseDays)), string(today), 0, mostCases)
	if err != nil {
		return nil, err
	}
	if len(recs) == 0 && with.Subject.IsZero() {
		return nil, nil // most days, and the first page asks at every tap
	}
	places, err := d.log.Find(ctx, "enrolment", "site", site)
	if err != nil {
		return nil, err
	}
	class := map[hub.ID]hub.ID{}
	for _, e := range care.All[care.Enrolment](d.forms, "enrolment", places) {
		if e.On(today) {
			class[e.Subject] = e.Group
		}
	}
	all := care.All[care.Illness](d.forms, "illness", recs)
	if !with.Subject.IsZero() {
		with.Site, with.State = site, "home"
		all = append(slices.DeleteFunc(all, func(i care.Illness) bool { return i.Subject == with.Subject && i.Day == with.Day }), with)
	}
	var out []day.Case
	for _, i := range all {
		if i.Site == site && i.State != "over" && i.State != "" {
			out = append(out, day.Case{Child: i.Subject, Class: class[i.Subject], Day: i.Day, Illness: i.Suspect, Signs: i.Signs})
		}
	}
	return out, nil
}

// clusterEdits count what is being noted with the others: where the figures say that it
// is a cluster, the number goes up to the county with the same commit, without a name.
func (d *Desk) clusterEdits(ctx context.Context, actor hub.Actor, with care.Illness) ([]hub.Edit, error) {
	cases, err := d.cases(ctx, actor.Site, with)
	if err != nil {
		return nil, err
	}
	today := d.Today()
	var out []hub.Edit
	for _, h := range d.daily.Hints(cases, today) {
		out = append(out, d.clusterEdit(actor.Site, h, nil))
	}
	return out, nil
}

func (d *Desk) clusterEdit(site hub.ID, h day.Hint, more form.Values) hub.Edit {
	values := form.Values{"day": d.Today(), "what": h.What, "called": h.Name, "rule": h.Cluster.Code, "cases": h.Cases}
	for name, v := range more {
		values[name] = v
	}
	return d.forms.EditOnce("cluster", site, string(d.Today())+" "+h.What, values)
}

// Cluster is a hint with what was done about it.
type Cluster struct {
	day.Hint
	Told care.Cluster // the newest call about it that still holds; zero: nobody was told
}

// Clusters are the hints of a site, those first of which nobody was told.
func (d *Desk) Clusters(ctx context.Context, actor hub.Actor, site hub.ID) ([]Cluster, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return nil, err
	}
	return d.clusters(ctx, site)
}

func (d *Desk) clusters(ctx context.Context, site hub.ID) ([]Cluster, error) {
	cases, err := d.cases(ctx, site, care.Illness{})
	if err != nil {
		return nil, err
	}
	hints := d.daily.Hints(cases, d.Today())
	if len(hints) == 0 {
		return nil, nil
	}
	recs, err := d.log.Of(ctx, site, "cluster")
	told := care.All[care.Cluster](d.forms, "cluster", recs)
	var out []Cluster
	for _, h := range hints {
		c := Cluster{Hint: h}
		for _, t := range told {
			holds := t.What == h.What && len(t.Told) > 0 && t.ToldDay > d.Today().Add(-d.daily.ToldHolds) && t.ToldCases >= h.Cases
			if holds && t.ToldDay >= c.Told.ToldDay {
				c.Told = t
			}
		}
		out = append(out, c)
	}
	hub.SortStable(out, func(a, b Cluster) int { return boolFirst(len(a.Told.Told) == 0, len(b.Told.Told) == 0) })
	return out, err
}

// TellCluster notes whom somebody called about children who are ill alike: clinic, cdc,
// county. A person called; the box tells nobody by itself.
func (d *Desk) TellCluster(ctx context.Context, actor hub.Actor, request hub.ID, what string, whom []string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return hub.Outcome{}, err
	}
	if len(whom) == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "cluster.whom")
	}
	all, err := d.clusters(ctx, actor.Site)
	if err != nil {
		return hub.Outcome{}, err
	}
	for _, c := range all {
		if c.What == what {
			return d.append(ctx, actor, request, d.clusterEdit(actor.Site, c.Hint, form.Values{
				"told": whom, "told_day": d.Today(), "told_cases": c.Cases, "by": orNil(actor.Staff),
			}))
		}
	}
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "cluster.over")
}
