package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// ClassPlan is a class that is to be held.
type ClassPlan struct {
	Request  hub.ID
	Class    hub.ID // zero: a new one
	Kind     string // mothers, pregnancy, parents, activity, staff, lecture
	Title    string // "": the lesson's
	Lesson   string // key; "" none
	Lecturer string
	Place    string
	Day      hub.Day
	Start    int    // minute of the day
	From, To int    // months of age, or weeks of pregnancy; both 0: whom its lesson is for
	All      bool   // everybody, whomever its lesson is for
	Way      string // room, remote, both
}

// PlanClass plans a class, or changes one that was not held yet; one that was called off
// is planned again. Errors: CodeForbidden, CodeNotFound class.gone, lesson.gone,
// CodeConflict class.was-held, CodeInvalid class.past, class.ages, those of the form.
func (d *Desk) PlanClass(ctx context.Context, actor hub.Actor, p ClassPlan) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	id, today := p.Class, d.Today()
	if id.IsZero() {
		id = hub.DeriveID("class", p.Request, "plan")
	} else if c, err := d.classAt(ctx, actor, id); err != nil {
		return hub.Outcome{}, err
	} else if c.Held() || c.Begun() {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "class.was-held")
	}
	if _, ok := p.Day.Time(); ok && p.Day < today {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "class.past").In("day")
	}
	values, err := d.classValues(actor, p)
	if err != nil {
		return hub.Outcome{}, err
	}
	values["state"], values["why"] = "planned", nil
	return d.append(ctx, actor, p.Request, d.forms.Edit("class", id, actor.Site, values))
}

// classValues is what a plan says, in the words of the form.
func (d *Desk) classValues(actor hub.Actor, p ClassPlan) (form.Values, error) {
	if p.Lesson != "" {
		l, ok := d.Lessons().Get(p.Lesson)
		if !ok {
			return nil, hub.E(hub.CodeNotFound, "lesson.gone")
		}
		p.Title = cmp.Or(p.Title, l.Title)
		if p.From == 0 && p.To == 0 && !p.All {
			p.From, p.To = l.From, l.To
		}
	}
	if p.From > p.To {
		return nil, hub.E(hub.CodeInvalid, "class.ages").In("to")
	}
	values := form.Values{
		"title": orNil(p.Title), "day": orNil(p.Day), "start": p.Start, "kind": orNil(p.Kind), "site": orNil(actor.Site),
		"lesson": orNil(p.Lesson), "lecturer": orNil(p.Lecturer), "place": orNil(p.Place),
		"from": orNil(p.From), "to": orNil(p.To), "way": cmp.Or(p.Way, "room"),
	}
	return values, nil
}

// classAt reads a class of the worker's site for somebody who may teach. Errors:
// CodeForbidden, CodeNotFound class.gone.
func (d *Desk) classAt(ctx context.Context, actor hub.Actor, id hub.ID) (*care.Class, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return nil, err
	}
	c, err := d.class(ctx, id)
	if err == nil && c.Site != actor.Site && !actor.Site.IsZero() {
		return nil, hub.E(hub.CodeNotFound, "class.gone")
	}
	return c, err
}

// class reads one of whatever site: people come to the next village's too.
func (d *Desk) class(ctx context.Context, id hub.ID) (*care.Class, error) {
	rec, err := d.log.Record(ctx, "class", id)
	if err := unlessMissing(err); err != nil {
		return nil, err
	}
	c := care.AsClass(d.forms, rec)
	if c.Title == "" { // or its plan was taken back
		return nil, hub.E(hub.CodeNotFound, "class.gone")
	}
	return &c, nil
}

// CallOffClass says that a class is not held, and why; Undo plans it again.
func (d *Desk) CallOffClass(ctx context.Context, actor hub.Actor, request, class hub.ID, why string) (hub.Outcome, error) {
	c, err := d.classAt(ctx, actor, class)
	if err != nil {
		return hub.Outcome{}, err
	}
	if c.Held() || c.Begun() {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "class.was-held")
	}
	return d.append(ctx, actor, request, d.forms.Edit("class", class, actor.Site, form.Values{"state": "off", "why": orNil(why)}))
}

// ClassList are the classes of the worker's site from one day to another, both included,
// the first first; those that were called off too.
func (d *Desk) ClassList(ctx context.Context, actor hub.Actor, from, to hub.Day) ([]care.Class, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return nil, err
	}
	return d.classesOf(ctx, actor.Site, from, to)
}

// ClassesAt are the classes of a site from one day to another, oldest first, as figures:
// nobody is named in them. They are read by whoever may see the site; which sites those
// are is the caller's to know.
func (d *Desk) ClassesAt(ctx context.Context, site hub.ID, from, to hub.Day) ([]care.Class, error) {
	return d.classesOf(ctx, site, from, to)
}

func (d *Desk) classesOf(ctx context.Context, site hub.ID, from, to hub.Day) ([]care.Class, error) {
	recs, err := d.log.Find(ctx, "class", "site", site)
	var out []care.Class
	for _, rec := range recs {
		if c := care.AsClass(d.forms, rec); c.Title != "" && from <= c.Day && c.Day <= to {
			out = append(out, c)
		}
	}
	hub.SortStable(out, func(a, b care.Class) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out, err
}

// HeldClass is a class that was held without this box: the power was out, it was in
// somebody's yard.
type HeldClass struct {
	ClassPlan
	Minutes int
	Heads   int // counted by eye; -1 nobody counted
}

// NoteClass notes a class that was held, from a plan or without one. Errors: as of
// PlanClass; CodeInvalid class.future.
func (d *Desk) NoteClass(ctx context.Context, actor hub.Actor, c HeldClass) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	id := c.Class
	if id.IsZero() {
		id = hub.DeriveID("class", c.Request, "held")
	} else if was, err := d.classAt(ctx, actor, id); err != nil {
		return hub.Outcome{}, err
	} else if was.Held() || was.Begun() {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "class.was-held")
	}
	if c.Day > d.Today() {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "class.future").In("day")
	}
	values, err := d.classValues(actor, c.ClassPlan)
	if err != nil {
		return hub.Outcome{}, err
	}
	values["state"], values["held"], values["minutes"] = "held", orNil(c.Day), orNil(c.Minutes)
	if c.Heads >= 0 {
		values["heads"] = c.Heads
	}
	return d.append(ctx, actor, c.Request, d.forms.Edit("class", id, actor.Site, values))
}
