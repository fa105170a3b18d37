package desk

import (
	"context"
	"math"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Typed is a number, or a goal, that an officer types. Area is "" for the whole county.
type Typed struct {
	Request hub.ID
	Key     string // of the number; of a goal the indicator's id
	Area    string
	Day     hub.Day // since when the number holds; until when the goal has to be reached
	Value   float64
	Source  string
	Gone    bool // of a goal: it is not wanted any more
}

// hundredths is a value as records hold it; it has two figures behind the point at most.
func (t Typed) hundredths() (int64, error) {
	n := math.Round(t.Value * 100)
	if math.IsNaN(n) || n < 0 || n > 1e15 || math.Abs(n-t.Value*100) > 1e-3 {
		return 0, hub.E(hub.CodeInvalid, "number.value").In("value")
	}
	return int64(n), nil
}

// TypeNumber notes a number that no record says. What was typed before stays, and is what
// figures of closings before this day go on being made of.
// Errors: CodeForbidden, CodeInvalid (number.value, number.day, form's).
func (d *Desk) TypeNumber(ctx context.Context, actor hub.Actor, t Typed) (hub.Outcome, error) {
	return d.typed(ctx, actor, t, "county-number", form.Values{"key": t.Key, "area": orNil(t.Area), "from": t.Day})
}

// SetGoal notes what the county wants of an indicator.
func (d *Desk) SetGoal(ctx context.Context, actor hub.Actor, t Typed) (hub.Outcome, error) {
	values := form.Values{"indicator": t.Key, "until": t.Day}
	if t.Gone {
		values["gone"] = true
	}
	return d.typed(ctx, actor, t, "county-goal", values)
}

func (d *Desk) typed(ctx context.Context, actor hub.Actor, t Typed, kind hub.Kind, values form.Values) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	value, err := t.hundredths()
	if err != nil {
		return hub.Outcome{}, err
	}
	if _, ok := t.Day.Time(); !ok {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "number.day").In("day")
	}
	values["value"], values["source"], values["by"] = value, orNil(strings.TrimSpace(t.Source)), orNil(actor.Staff)
	now := d.clock.Now().Wall.In(hub.China)
	values["said"], values["second"] = hub.DayOf(now), now.Hour()*3600+now.Minute()*60+now.Second()
	id := hub.DeriveID(kind, t.Request, "typed")
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, t.Request, d.forms.Edit(kind, id, id, compact(values)))
}

// Numbers are all that were typed, later ones that took the place of others too.
func (d *Desk) Numbers(ctx context.Context) (out []hub.Number, err error) {
	err = d.log.Each(ctx, "county-number", func(rec hub.Record) error {
		var r struct {
			Key    string  `form:"key"`
			Area   string  `form:"area"`
			From   hub.Day `form:"from"`
			Value  int64   `form:"value"`
			Source string  `form:"source"`
			Said   hub.Day `form:"said"`
			Second int     `form:"second"`
			By     hub.ID  `form:"by"`
		}
		if d.forms.Decode(rec, &r); rec.Lane == hub.LanePublic && r.Key != "" {
			out = append(out, hub.Number{ID: rec.ID, Key: r.Key, Area: r.Area, From: r.From, Value: r.Value, Source: r.Source, Said: r.Said, Second: r.Second, By: r.By})
		}
		return nil
	})
	return out, err
}

// Goals are all that the county set.
func (d *Desk) Goals(ctx context.Context) (out []hub.Goal, err error) {
	err = d.log.Each(ctx, "county-goal", func(rec hub.Record) error {
		var r struct {
			Indicator string  `form:"indicator"`
			Until     hub.Day `form:"until"`
			Value     int64   `form:"value"`
			Gone      bool    `form:"gone"`
			Source    string  `form:"source"`
			Said      hub.Day `form:"said"`
			Second    int     `form:"second"`
			By        hub.ID  `form:"by"`
		}
		if d.forms.Decode(rec, &r); rec.Lane == hub.LanePublic && r.Indicator != "" {
			out = append(out, hub.Goal{ID: rec.ID, Indicator: r.Indicator, Until: r.Until, Value: r.Value, Gone: r.Gone, Source: r.Source, Said: r.Said, Second: r.Second, By: r.By})
		}
		return nil
	})
	return out, err
}

// Stations are the places of care of every township that this hub holds.
func (d *Desk) Stations(ctx context.Context) (out []hub.Station, err error) {
	err = d.log.Each(ctx, "site", func(rec hub.Record) error {
		var r struct {
			Name     string `form:"name"`
			Role     string `form:"role"`
			Township string `form:"township_name"`
		}
		d.forms.Decode(rec, &r)
		if _, town := rec.Lane.Township(); town && r.Role == "station" {
			out = append(out, hub.Station{ID: rec.ID, Lane: rec.Lane, Name: r.Name, Township: r.Township})
		}
		return nil
	})
	return out, err
}
