package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// NextDoor is what a neighbouring station registered on a day: a count, because
// this box may hold the records without being able to open them.
type NextDoor struct {
	Site     care.Site
	Children int
}

// NextDoor says what came from other stations of the township on a day: 柳沟站 新登
// 记 1 个孩子. It shows no child, so it needs no PIN.
func (d *Desk) NextDoor(ctx context.Context, actor hub.Actor, day hub.Day) ([]NextDoor, error) {
	recs, err := d.log.Find(ctx, "child", "registered", day)
	if err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	counts := map[hub.ID]int{}
	for _, c := range care.All[care.Child](d.forms, "child", recs) {
		if c.Withdrawn == "" && c.Site != actor.Site && !c.Site.IsZero() && g.counts(c.ID) {
			counts[c.Site]++
		}
	}
	var out []NextDoor
	for id, n := range counts {
		rec, err := d.log.Record(ctx, "site", id)
		if hub.CodeOf(err) == hub.CodeNotFound {
			continue // its own record has not come yet
		}
		if err != nil {
			return nil, err
		}
		out = append(out, NextDoor{care.As[care.Site](d.forms, rec), n})
	}
	hub.Sort(out, func(a, b NextDoor) int { return cmp.Compare(a.Site.Name, b.Site.Name) })
	return out, nil
}
