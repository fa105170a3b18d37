package desk

import (
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Doubts are the days of a site that a wrong clock has noted and nobody has spoken
// about, the earliest first.
func (d *Desk) Doubts(ctx context.Context, site hub.ID) ([]care.ClockDoubt, error) {
	all, err := d.doubtsOf(ctx, site)
	return slices.DeleteFunc(all, func(c care.ClockDoubt) bool { return c.Verdict != "" }), err
}

func (d *Desk) doubtsOf(ctx context.Context, site hub.ID) ([]care.ClockDoubt, error) {
	recs, err := d.log.Of(ctx, site, "clock-doubt")
	if err != nil {
		return nil, err
	}
	out := care.All[care.ClockDoubt](d.forms, "clock-doubt", recs)
	hub.Sort(out, func(a, b care.ClockDoubt) int { return strings.Compare(a.Period, b.Period) })
	return out, nil
}

// DayIsRight settles a doubtful day: somebody remembers, and the clock was only
// said to be wrong.
func (d *Desk) DayIsRight(ctx context.Context, actor hub.Actor, request, doubt hub.ID) (hub.Outcome, error) {
	_, edit, err := d.verdict(ctx, actor, doubt, form.Values{"verdict": "right"})
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, edit)
}

// MoveDay settles a doubtful day: it was another one. What the wrong clock's acts
// noted goes to the right day, where nothing stands there yet, and is taken back
// from the wrong one, in one commit; both days keep their history, and what others
// noted under either stays.
func (d *Desk) MoveDay(ctx context.Context, actor hub.Actor, request, doubt hub.ID, to hub.Day) (hub.Outcome, error) {
	if _, ok := to.Time(); !ok || to > d.Today() {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "clock.day").In("day")
	}
	c, edit, err := d.verdict(ctx, actor, doubt, form.Values{"verdict": "moved", "moved": to})
	if err != nil {
		return hub.Outcome{}, err
	}
	if to == c.Day {
		return d.DayIsRight(ctx, actor, request, doubt)
	}
	edits := []hub.Edit{edit}
	ours := func(rec hub.Record) bool { return d.siteOf(rec) == c.Subject }
	var failed error
	_, err = d.eachDoubted(ctx, [8]byte(c.Boot), hub.ClockQuality(c.Quality), c.Day, ours, func(w wrongly) {
		moved, err := d.moved(ctx, w, to)
		edits, failed = append(edits, moved...), firstOf(failed, err)
	})
	if err = firstOf(err, failed); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, edits...)
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// verdict is the edit that settles a doubt which is open still.
func (d *Desk) verdict(ctx context.Context, actor hub.Actor, doubt hub.ID, values form.Values) (care.ClockDoubt, hub.Edit, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return care.ClockDoubt{}, hub.Edit{}, err
	}
	rec, err := d.log.Record(ctx, "clock-doubt", doubt)
	if err != nil {
		return care.ClockDoubt{}, hub.Edit{}, err
	}
	c := care.As[care.ClockDoubt](d.forms, rec)
	if c.Subject != actor.Site || len(c.Boot) != len([8]byte{}) {
		return c, hub.Edit{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	if c.Verdict != "" && c.Verdict != values["verdict"] {
		return c, hub.Edit{}, hub.E(hub.CodeConflict, "desk.settled-already")
	}
	return c, d.forms.EditOnce("clock-doubt", c.Subject, rec.Period, values), nil
}

func (d *Desk) siteOf(rec hub.Record) hub.ID {
	def, _ := d.forms.Get(rec.Kind)
	f, ok := def.Field("site")
	if !ok {
		return hub.ID{}
	}
	id, _ := rec.Fields[f.No].(hub.ID)
	return id
}

// moved takes what was noted wrongly back from its day, and notes it under another.
func (d *Desk) moved(ctx context.Context, w wrongly, to hub.Day) ([]hub.Edit, error) {
	def, _ := d.forms.Get(w.record.Kind)
	back := form.Values{}
	for name := range w.set {
		back[name] = w.was[name]
	}
	there, err := d.log.Record(ctx, w.record.Kind, hub.DeriveID(w.record.Kind, w.record.Subject, string(to)))
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return nil, err
	}
	on := form.Values{"site": orNil(d.siteOf(w.record))}
	for name, value := range w.set {
		if f, _ := def.Field(name); value != nil && there.Fields[f.No] == nil {
			on[name] = value
		}
	}
	if w.record.Kind == "day" {
		back["reason"], on["reason"] = "日期改正", "日期改正"
	}
	return []hub.Edit{
		d.forms.EditOnce(w.record.Kind, w.record.Subject, w.record.Period, back),
		d.forms.EditOnce(w.record.Kind, w.record.Subject, string(to), on),
	}, nil
}
