package desk

import (
	"context"
	"errors"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Tap is one touch on the wall: these children (siblings go together), at this
// minute of this day, with this person. A zero Person is the usual bringer, or
// nobody if there is none.
type Tap struct {
	Request  hub.ID
	Day      hub.Day
	Minute   int
	Children []hub.ID
	Person   hub.ID
}

// Arrive notes that children came. One commit, one part per sibling.
func (d *Desk) Arrive(ctx context.Context, actor hub.Actor, t Tap) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return hub.Outcome{}, err
	}
	var edits []hub.Edit
	for _, child := range t.Children {
		by, err := d.bringer(ctx, child, t.Person)
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, d.forms.EditOnce("day", child, string(t.Day), compact(form.Values{
			"in": t.Minute, "in_by": orNil(by), "site": orNil(actor.Site),
		})))
	}
	return d.appendDay(ctx, actor, t.Request, edits)
}

// Leave notes that children were fetched by somebody who is on their list.
func (d *Desk) Leave(ctx context.Context, actor hub.Actor, t Tap) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return hub.Outcome{}, err
	}
	var edits []hub.Edit
	for _, child := range t.Children {
		by, err := d.fetcher(ctx, child, t.Person)
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, d.forms.EditOnce("day", child, string(t.Day), form.Values{
			"out": t.Minute, "out_by": by, "site": actor.Site,
		}))
	}
	return d.appendDay(ctx, actor, t.Request, edits)
}

// Absent notes why children are not there (病假, 事假 …). It replaces an arrival.
func (d *Desk) Absent(ctx context.Context, actor hub.Actor, t Tap, reason string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return hub.Outcome{}, err
	}
	var edits []hub.Edit
	for _, child := range t.Children {
		edits = append(edits, d.forms.EditOnce("day", child, string(t.Day), form.Values{
			"absent": reason, "in": nil, "in_by": nil, "site": actor.Site,
		}))
	}
	return d.appendDay(ctx, actor, t.Request, edits)
}

// Handover is a child that goes with somebody who is not on its list: a named
// exception, decided by a worker with her PIN.
type Handover struct {
	Tap
	Name, Relation, Phone string
	IDSeen, Adult         bool
	Asked                 hub.ID // the person of the child's who was called
}

// LeaveWithStranger notes the exception and the leaving in one commit.
func (d *Desk) LeaveWithStranger(ctx context.Context, actor hub.Actor, h Handover) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActStranger); err != nil {
		return hub.Outcome{}, err
	}
	if errs := d.rules.CheckHandover(care.Handover{
		Name: h.Name, Adult: h.Adult, IDSeen: h.IDSeen, Asked: h.Asked, By: actor.Staff,
	}); len(errs) > 0 {
		return hub.Outcome{}, errs
	}
	var edits []hub.Edit
	for _, child := range h.Children {
		id := hub.DeriveID("handover", h.Request, child.String())
		edits = append(edits,
			d.forms.Edit("handover", id, child, compact(form.Values{
				"day": h.Day, "name": orNil(h.Name), "relation": orNil(h.Relation), "phone": orNil(h.Phone),
				"id_seen": h.IDSeen, "adult": h.Adult, "asked": orNil(h.Asked), "by": orNil(actor.Staff),
			})),
			d.forms.EditOnce("day", child, string(h.Day), form.Values{
				"out": h.Minute, "stranger": id, "site": actor.Site,
			}))
	}
	return d.append(ctx, actor, h.Request, edits...)
}

// CorrectDay mends a day afterwards, with a reason: times in minutes, -1 for none.
func (d *Desk) CorrectDay(ctx context.Context, actor hub.Actor, request, child hub.ID, day hub.Day, in, out int, reason string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	switch {
	case reason == "":
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "day.reason").In("reason")
	case in >= 0 && out >= 0 && out < in:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "day.order").In("out")
	}
	return d.append(ctx, actor, request, d.forms.EditOnce("day", child, string(day), form.Values{
		"in": minuteOrNil(in), "out": minuteOrNil(out), "absent": nil, "reason": reason, "site": actor.Site,
	}))
}

func minuteOrNil(minute int) any {
	if minute < 0 {
		return nil
	}
	return minute
}

// appendDay appends wall edits. The wall writes only times and references, which
// the types here cannot get wrong, but the day may.
func (d *Desk) appendDay(ctx context.Context, actor hub.Actor, request hub.ID, edits []hub.Edit) (hub.Outcome, error) {
	if len(edits) == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "wall.nobody")
	}
	for _, e := range edits {
		if _, ok := hub.Day(e.Period).Time(); !ok {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "wall.day")
		}
	}
	return d.append(ctx, actor, request, edits...)
}

// bringer is who brought a child: the one who was tapped if she belongs to this
// child, else the carer at hand. Siblings may have different records of one
// grandmother, so a person of another child is looked up by her kinship.
func (d *Desk) bringer(ctx context.Context, child, tapped hub.ID) (hub.ID, error) {
	people, err := d.people(ctx, child)
	if err != nil {
		return hub.ID{}, err
	}
	if id, ok := d.counterpart(ctx, people, tapped); ok {
		return id, nil
	}
	for _, p := range people {
		if p.Carer {
			return p.ID, nil
		}
	}
	return hub.ID{}, nil
}

// fetcher is who may fetch a child: named, and not younger than 18 (REQUIREMENTS R26).
func (d *Desk) fetcher(ctx context.Context, child, tapped hub.ID) (hub.ID, error) {
	people, err := d.people(ctx, child)
	if err != nil {
		return hub.ID{}, err
	}
	id, ok := d.counterpart(ctx, people, tapped)
	if !ok {
		return hub.ID{}, hub.E(hub.CodeForbidden, "wall.not-on-list")
	}
	for _, p := range people {
		if p.ID == id {
			if err := d.rules.CheckPickup(p, d.Today()); err != nil {
				return hub.ID{}, err
			}
			return id, nil
		}
	}
	return hub.ID{}, hub.E(hub.CodeForbidden, "wall.not-on-list")
}

// counterpart finds the tapped person among a child's people: herself, or for a
// sibling the record of the same grandmother.
func (d *Desk) counterpart(ctx context.Context, people []care.Person, tapped hub.ID) (hub.ID, bool) {
	if tapped.IsZero() {
		return hub.ID{}, false
	}
	for _, p := range people {
		if p.ID == tapped {
			return tapped, true
		}
	}
	rec, err := d.log.Record(ctx, "person", tapped)
	if err != nil {
		return hub.ID{}, false
	}
	her := care.As[care.Person](d.forms, rec)
	for _, p := range people {
		if p.Kinship == her.Kinship && (p.Phone == her.Phone || p.Name == her.Name) {
			return p.ID, true
		}
	}
	return hub.ID{}, false
}

// IsNotOnList tells the wall to offer the named exception.
func IsNotOnList(err error) bool {
	e, ok := errors.AsType[*hub.Error](err)
	return ok && e.Code == hub.CodeForbidden && e.Key != "desk.may-not"
}
