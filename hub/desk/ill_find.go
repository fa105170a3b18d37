package desk

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/form"
)

// openIll are all children who are ill and not back, by child.
func (d *Desk) openIll(ctx context.Context) (map[hub.ID]care.Illness, error) {
	out := map[hub.ID]care.Illness{}
	for _, state := range []string{"home", "room"} { // who is in the room counts before an older one
		recs, err := d.log.Find(ctx, "illness", "state", state)
		if err != nil {
			return nil, err
		}
		for _, i := range care.All[care.Illness](d.forms, "illness", recs) {
			if i.Day >= out[i.Subject].Day {
				out[i.Subject] = i
			}
		}
	}
	for child, ill := range out {
		var err error
		if out[child], err = d.termed(ctx, ill); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// termed has the day on which a child may come again by the county's figure of today: one
// that is at home already comes back by the new figure, too.
func (d *Desk) termed(ctx context.Context, ill care.Illness) (care.Illness, error) {
	shipped, known := d.daily.Illness(ill.Suspect)
	if !known {
		return ill, nil
	}
	rec, err := d.log.Record(ctx, "illness-rule", illnessRule(ill.Suspect))
	if err != nil {
		return ill, unlessMissing(err)
	}
	shipped.Days = care.As[care.IllnessRule](d.forms, rec).Days
	ill.Until = shipped.Until(ill.Day)
	return ill, nil
}

// illOf is the illness of one child that is not over; zero if there is none.
func (d *Desk) illOf(ctx context.Context, child hub.ID) (out care.Illness, err error) {
	recs, err := d.log.Of(ctx, child, "illness")
	for _, i := range care.All[care.Illness](d.forms, "illness", recs) {
		if i.Open() && i.Day >= out.Day {
			out = i
		}
	}
	if err != nil || out.State == "" {
		return out, err
	}
	return d.termed(ctx, out)
}

// mayCome refuses a child that is to be asked about first. One that stayed at home for a
// day and is back without a question is back.
func (d *Desk) mayCome(ctx context.Context, child hub.ID, on hub.Day) ([]hub.Edit, error) {
	ill, err := d.illOf(ctx, child)
	switch {
	case err != nil || ill.State != "home":
		return nil, err
	case ill.Holds(on):
		return nil, hub.E(hub.CodeQuestion, "ill.away", calendar.Date(ill.Until, on))
	}
	return []hub.Edit{d.forms.EditOnce("illness", child, ill.Period, form.Values{"state": "back", "back": on})}, nil
}

// IsAway tells the wall that a child has to be asked about before it may come in.
func IsAway(err error) bool {
	e, ok := err.(*hub.Error)
	return ok && e.Key == "ill.away"
}

// goesHomeIll notes that a child is fetched from the 观察室.
func (d *Desk) goesHomeIll(ctx context.Context, child hub.ID, minute int) ([]hub.Edit, error) {
	ill, err := d.illOf(ctx, child)
	if err != nil || ill.State != "room" {
		return nil, err
	}
	return []hub.Edit{d.forms.EditOnce("illness", child, ill.Period, form.Values{"state": "home", "left": minute})}, nil
}

// Ill is a child's illness with what belongs to it.
type Ill struct {
	Child   care.Child
	Illness care.Illness
	Day     care.Day // today's
	Temps   []care.Temp
	Calls   []care.Call // since it began, the first first
	People  []care.Person
	Fever   day.Next // what today's temperatures ask for
}

// IllOf reads the illness of a child that is not over. Errors: CodeNotFound where there
// is none.
func (d *Desk) IllOf(ctx context.Context, actor hub.Actor, child hub.ID) (Ill, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return Ill{}, err
	}
	ill, err := d.illOf(ctx, child)
	if err != nil {
		return Ill{}, err
	}
	if ill.State == "" {
		return Ill{}, hub.E(hub.CodeNotFound, "ill.none")
	}
	out := Ill{Illness: ill}
	if out.Child, err = d.child(ctx, child); err != nil {
		return Ill{}, err
	}
	if out.Day, err = d.dayOf(ctx, actor, child, d.Today()); err != nil {
		return Ill{}, err
	}
	if out.Temps, err = d.temps(ctx, child, ill.Day); err != nil {
		return Ill{}, err
	}
	out.Fever = d.daily.Fever.Fever(readings(out.Temps, d.Today()), d.Minute())
	if out.Calls, err = d.callsOf(ctx, child, ill.Day); err != nil {
		return Ill{}, err
	}
	out.People, err = d.people(ctx, child)
	return out, err
}

// IllnessOf is the illness of a child that is not over; zero if there is none.
func (d *Desk) IllnessOf(ctx context.Context, actor hub.Actor, child hub.ID) (care.Illness, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return care.Illness{}, err
	}
	return d.illOf(ctx, child)
}

// temps are a child's temperatures from a day on, in their order.
func (d *Desk) temps(ctx context.Context, child hub.ID, from hub.Day) ([]care.Temp, error) {
	recs, err := d.log.Of(ctx, child, "temp")
	out := care.All[care.Temp](d.forms, "temp", recs)
	out = slices.DeleteFunc(out, func(t care.Temp) bool { return t.Day < from || t.Tenths == 0 })
	hub.Sort(out, func(a, b care.Temp) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Minute, b.Minute)) })
	return out, err
}

// readings are those of one day, as the rules read them.
func readings(temps []care.Temp, on hub.Day) (out []day.Reading) {
	for _, t := range temps {
		if t.Day == on {
			out = append(out, day.Reading{Minute: t.Minute, Tenths: t.Tenths})
		}
	}
	return out
}

// callsOf are the calls to a child's family from a day on, in their order.
func (d *Desk) callsOf(ctx context.Context, child hub.ID, from hub.Day) ([]care.Call, error) {
	recs, err := d.log.Of(ctx, child, "call")
	out := care.All[care.Call](d.forms, "call", recs)
	out = slices.DeleteFunc(out, func(c care.Call) bool { return c.Day < from || c.Said == "" })
	hub.Sort(out, func(a, b care.Call) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Minute, b.Minute)) })
	return out, err
}
