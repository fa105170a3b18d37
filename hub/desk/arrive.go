package desk

import (
	"context"
	"errors"
	"slices"

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
	Well     bool // she who taps has looked at them, and they are well: arrival and 晨检 in one
}

// Arrive notes that children came. One commit, one part per sibling. Who is in the
// house already (another wall was quicker) stays as noted; the Outcome has no
// commit where that is all of them.
func (d *Desk) Arrive(ctx context.Context, actor hub.Actor, t Tap) (hub.Outcome, error) {
	return d.tap(ctx, actor, t, func(child hub.ID, day care.Day) ([]hub.Edit, error) {
		if day.In >= 0 {
			return nil, nil
		}
		over, err := d.mayCome(ctx, child, t.Day)
		if err != nil {
			return nil, err
		}
		by, err := d.bringer(ctx, child, t.Person)
		if err != nil {
			return nil, err
		}
		values := compact(form.Values{"in": t.Minute, "in_by": orNil(by), "site": orNil(actor.Site)})
		if day.Absent != "" {
			values["absent"] = nil // 请了假，还是来了
		}
		edits := append(over, d.forms.EditOnce("day", child, string(t.Day), values))
		if !t.Well {
			return edits, nil
		}
		well, err := d.lookedWell(ctx, actor, t, child)
		return append(edits, well...), err
	})
}

// Leave notes that children were fetched by somebody who is on their list; without
// a Person by whoever brought them, or the carer.
func (d *Desk) Leave(ctx context.Context, actor hub.Actor, t Tap) (hub.Outcome, error) {
	return d.tap(ctx, actor, t, func(child hub.ID, day care.Day) ([]hub.Edit, error) {
		switch {
		case day.Out >= 0:
			return nil, nil
		case day.In < 0:
			return nil, hub.E(hub.CodeInvalid, "wall.not-here")
		}
		by, err := d.fetcher(ctx, child, t.Person, day)
		if err != nil {
			return nil, err
		}
		home, err := d.goesHomeIll(ctx, child, t.Minute)
		return append(home, d.forms.EditOnce("day", child, string(t.Day), form.Values{
			"out": t.Minute, "out_by": by, "site": actor.Site,
		})), err
	})
}

// Absent notes why children are not there (病假, 事假 …). It replaces an arrival.
func (d *Desk) Absent(ctx context.Context, actor hub.Actor, t Tap, reason string) (hub.Outcome, error) {
	return d.tap(ctx, actor, t, func(child hub.ID, day care.Day) ([]hub.Edit, error) {
		if day.Out >= 0 {
			return nil, hub.E(hub.CodeConflict, "wall.gone-already")
		}
		return []hub.Edit{d.forms.EditOnce("day", child, string(t.Day), form.Values{
			"absent": reason, "in": nil, "in_by": nil, "site": actor.Site,
		})}, nil
	})
}

// tap makes one commit of what a touch means for each of its children. Nobody but
// the enrolled of the actor's site stands on its wall, whatever is posted.
func (d *Desk) tap(ctx context.Context, actor hub.Actor, t Tap, each func(child hub.ID, day care.Day) ([]hub.Edit, error)) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return hub.Outcome{}, err
	}
	if len(t.Children) == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "wall.nobody")
	}
	if _, ok := t.Day.Time(); !ok {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "wall.day")
	}
	var edits []hub.Edit
	for _, child := range t.Children {
		day, err := d.dayOf(ctx, actor, child, t.Day)
		if err != nil {
			return hub.Outcome{}, err
		}
		more, err := each(child, day)
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, more...)
	}
	// Also without edits: the same request has its first outcome.
	return d.append(ctx, actor, t.Request, edits...)
}

// dayOf reads what is noted of a child that has a place at the actor's site.
func (d *Desk) dayOf(ctx context.Context, actor hub.Actor, child hub.ID, day hub.Day) (care.Day, error) {
	recs, err := d.log.Of(ctx, child, "enrolment")
	if err != nil {
		return care.Day{}, err
	}
	enrolled := slices.ContainsFunc(care.All[care.Enrolment](d.forms, "enrolment", recs), func(e care.Enrolment) bool {
		return e.On(day) && (e.Site == actor.Site || actor.Site.IsZero())
	})
	if !enrolled {
		return care.Day{}, hub.E(hub.CodeNotFound, "wall.not-enrolled")
	}
	rec, err := d.record(ctx, "day", hub.DeriveID("day", child, string(day)))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return care.Day{In: -1, Out: -1}, nil
	}
	if err != nil {
		return care.Day{}, err
	}
	return care.AsDay(d.forms, rec), nil
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

// fetcher is who fetches a child: named, and not younger than 18 (REQUIREMENTS R26).
func (d *Desk) fetcher(ctx context.Context, child, tapped hub.ID, day care.Day) (hub.ID, error) {
	people, err := d.people(ctx, child)
	if err != nil {
		return hub.ID{}, err
	}
	if tapped.IsZero() {
		_, may := d.usualAndFetchers(people)
		if her := UsualFetcher(day, may); !her.ID.IsZero() {
			return her.ID, nil
		}
		return hub.ID{}, hub.E(hub.CodeForbidden, "wall.not-on-list")
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
		}
	}
	return id, nil
}

// UsualFetcher is who is expected to fetch a child: whoever brought it today if she
// may, else the first of those who may. Zero if nobody may.
func UsualFetcher(day care.Day, may []care.Person) care.Person {
	for _, p := range may {
		if p.ID == day.InBy {
			return p
		}
	}
	if len(may) == 0 {
		return care.Person{}
	}
	return may[0]
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
	rec, err := d.record(ctx, "person", tapped)
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
