package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Badge is a badge that an officer printed, as the county keeps it: everything but its
// figures.
type Badge struct {
	ID       hub.ID
	Officer  hub.ID
	Name     string
	Role     hub.Role
	Township string
	Made     int64 // second of the county's clock
	Day      hub.Day
	Until    hub.Day
	Out      bool // it does not count any more
}

// NoteBadge keeps that an officer made herself a badge, and takes her older ones back: of
// an officer's badges one counts. It comes before the figures are shown.
// Errors: CodeForbidden for another's.
func (d *Desk) NoteBadge(ctx context.Context, actor hub.Actor, request hub.ID, b Badge) error {
	if err := d.allow(actor, hub.ActWork); err != nil {
		return err
	}
	if actor.Staff.IsZero() || actor.Staff != b.Officer {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	before, err := d.Badges(ctx)
	if err != nil {
		return err
	}
	actor.Lane = hub.LaneCounty
	made, err := d.draft(ctx, actor, request, d.forms.Edit("badge", hub.DeriveID("badge", request, "made"), hub.DeriveID("badge", request, "made"), compact(form.Values{
		"officer": b.Officer, "name": b.Name, "role": string(b.Role), "township": orNil(b.Township), "made": b.Made, "day": d.Today(), "until": b.Until,
	})))
	if err != nil {
		return err
	}
	drafts := []hub.Draft{made}
	for _, old := range before {
		if old.Officer == b.Officer && !old.Out {
			out, err := d.badgeOut(ctx, actor, hub.DeriveID("badge", request, "out"), b.Officer, b.Made-1)
			if err != nil {
				return err
			}
			drafts = append(drafts, out)
			break
		}
	}
	_, err = d.log.AppendAll(ctx, drafts)
	return err
}

// TakeBadge takes back an officer's badges that were made up to a second: her own, or
// anybody's by who says who may log in. Stations know it as soon as they hear of the
// county; until then nobody can tell them. Errors: CodeForbidden.
func (d *Desk) TakeBadge(ctx context.Context, actor hub.Actor, request, officer hub.ID, made int64) error {
	act := hub.ActOfficers
	if actor.Staff == officer && !officer.IsZero() {
		act = hub.ActWork
	}
	if err := d.allow(actor, act); err != nil {
		return err
	}
	out, err := d.badgeOut(ctx, actor, request, officer, made)
	if err == nil {
		_, err = d.log.Append(ctx, out)
	}
	return err
}

func (d *Desk) badgeOut(ctx context.Context, actor hub.Actor, request, officer hub.ID, made int64) (hub.Draft, error) {
	actor.Lane = hub.LanePublic
	id := badgeOutID(officer)
	return d.draft(ctx, actor, request, d.forms.Edit("badge-out", id, id, form.Values{"officer": officer, "made": made, "day": d.Today()}))
}

func badgeOutID(officer hub.ID) hub.ID { return hub.DeriveID("badge-out", officer, "badges") }

// BadgesOut is up to which second an officer's badges do not count; 0: all of them do.
func (d *Desk) BadgesOut(ctx context.Context, officer hub.ID) (made int64, err error) {
	rec, err := d.log.Record(ctx, "badge-out", badgeOutID(officer))
	if err != nil {
		return 0, unlessMissing(err)
	}
	var out struct {
		Made int64 `form:"made"`
	}
	if rec.Lane != hub.LanePublic { // the county alone writes there
		return 0, nil
	}
	d.forms.Decode(rec, &out)
	return out.Made, nil
}

// Badges are all that were made, the newest first. At a station there are none.
func (d *Desk) Badges(ctx context.Context) ([]Badge, error) {
	var all []Badge
	err := d.log.Each(ctx, "badge", func(rec hub.Record) error {
		var b struct {
			Officer  hub.ID  `form:"officer"`
			Name     string  `form:"name"`
			Role     string  `form:"role"`
			Township string  `form:"township"`
			Made     int64   `form:"made"`
			Day      hub.Day `form:"day"`
			Until    hub.Day `form:"until"`
		}
		d.forms.Decode(rec, &b)
		all = append(all, Badge{rec.ID, b.Officer, b.Name, hub.Role(b.Role), b.Township, b.Made, b.Day, b.Until, false})
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range all {
		out, err := d.BadgesOut(ctx, all[i].Officer)
		if err != nil {
			return nil, err
		}
		all[i].Out = all[i].Made <= out
	}
	hub.Sort(all, func(a, b Badge) int { return cmp.Or(cmp.Compare(b.Made, a.Made), cmp.Compare(a.Name, b.Name)) })
	return all, nil
}
