package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Come notes by tile that a worker is in the house (谁在岗). One who comes back after
// lunch keeps the minute she first came.
func (d *Desk) Come(ctx context.Context, actor hub.Actor, request, staff hub.ID, day hub.Day, minute int) (hub.Outcome, error) {
	return d.duty(ctx, actor, request, staff, day, func(was care.Duty) form.Values {
		if was.In >= 0 {
			return form.Values{"out": nil}
		}
		return form.Values{"in": minute, "site": orNil(actor.Site)}
	})
}

// Go notes that she has left.
func (d *Desk) Go(ctx context.Context, actor hub.Actor, request, staff hub.ID, day hub.Day, minute int) (hub.Outcome, error) {
	return d.duty(ctx, actor, request, staff, day, func(care.Duty) form.Values { return form.Values{"out": minute} })
}

func (d *Desk) duty(ctx context.Context, actor hub.Actor, request, staff hub.ID, day hub.Day, change func(was care.Duty) form.Values) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return hub.Outcome{}, err
	}
	if _, ok := day.Time(); !ok {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "wall.day")
	}
	if _, err := d.log.Record(ctx, "staff", staff); err != nil {
		return hub.Outcome{}, err
	}
	was := care.Duty{In: -1, Out: -1}
	rec, err := d.log.Record(ctx, "duty", hub.DeriveID("duty", staff, string(day)))
	if err == nil {
		was = care.AsDuty(d.forms, rec)
	} else if hub.CodeOf(err) != hub.CodeNotFound {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, d.forms.EditOnce("duty", staff, string(day), change(was)))
}

// ClassRatio is one class at this moment: who is there, and how many carers they need.
type ClassRatio struct {
	Group    care.Group // zero: children without a class
	Children int
	Needed   int
}

// Ratio is the house at this moment (师幼比), whole and by class. Each class needs its
// own carers; who is with which class nobody notes.
func (d *Desk) Ratio(w Wall) (house care.Ratio, classes []ClassRatio) {
	here := map[hub.ID]int{}
	for _, c := range w.Children {
		if c.Here() {
			here[c.Enrolment.Group]++
		}
	}
	for _, s := range w.Staff {
		if s.Duty.Here() && (s.Staff.Role == hub.RoleHead || s.Staff.Role == hub.RoleCarer) {
			house.Carers++
		}
	}
	add := func(g care.Group, n int) {
		r := d.rules.Ratio(map[string]int{g.Type: n}, 0)
		house.Children += n
		house.Needed += r.Needed
		classes = append(classes, ClassRatio{g, n, r.Needed})
	}
	for _, g := range w.Groups {
		add(g, here[g.ID])
		delete(here, g.ID)
	}
	loose := 0
	for _, n := range here {
		loose += n // no class, or one that was closed
	}
	if loose > 0 {
		add(care.Group{}, loose)
	}
	return house, classes
}
