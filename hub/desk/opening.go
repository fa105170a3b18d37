package desk

import (
	"context"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Opening is on which days a site looks after children, as far as anybody has said.
type Opening struct {
	holidays calendar.Holidays
	week     []string  // codes of the site's form
	closures []closure // 停园
}

// closure is one sheet of 停几天.
type closure struct {
	From hub.Day `form:"from"`
	To   hub.Day `form:"to"`
	Why  string  `form:"why"`
}

// usualWeek is Monday to Friday.
var usualWeek = []string{"1", "2", "3", "4", "5"}

// WeekOf is on which days of the week a site is open.
func WeekOf(s care.Site) []string {
	if len(s.OpenDays) == 0 {
		return usualWeek
	}
	return s.OpenDays
}

// OpeningAt reads it of a site by its id.
func (d *Desk) OpeningAt(ctx context.Context, site hub.ID) (Opening, error) {
	rec, err := d.log.Record(ctx, "site", site)
	if err := unlessMissing(err); err != nil {
		return Opening{}, err
	}
	return d.Opening(ctx, care.As[care.Site](d.forms, rec))
}

// Opening reads it.
func (d *Desk) Opening(ctx context.Context, site care.Site) (o Opening, err error) {
	o.week = WeekOf(site)
	if o.holidays, err = d.Holidays(ctx); err != nil {
		return o, err
	}
	def, ok := d.forms.Get("closure")
	if !ok {
		return o, nil
	}
	recs, err := d.log.Of(ctx, site.ID, "closure")
	for _, rec := range recs {
		var c closure
		if d.forms.Decode(rec, &c); !isWithdrawn(def, rec) && c.From != "" {
			o.closures = append(o.closures, c)
		}
	}
	return o, err
}

// On says whether the site is open on a day.
func (o Opening) On(day hub.Day) bool { return o.Shut(day) == nil }

// Shut is why the site is shut on a day: a festival, the code of a closure's why, or
// neither: it never is open on that day of the week. nil: it is open.
func (o Opening) Shut(day hub.Day) *Shut {
	if why := o.closed(day); why != "" {
		return &Shut{Why: why}
	}
	if _, worked := o.holidays.Worked[day]; worked {
		return nil
	}
	festival, off := o.holidays.Off[day]
	if off || !slices.Contains(o.week, weekCode(day)) {
		return &Shut{Festival: festival}
	}
	return nil
}

// Shut is why a site is shut on a day.
type Shut struct{ Festival, Why string }

func (o Opening) closed(day hub.Day) string {
	for _, c := range o.closures {
		if c.From <= day && day <= c.To {
			return c.Why
		}
	}
	return ""
}

// weekCode is a day of the week by its code: "1" is Monday, "7" Sunday.
func weekCode(day hub.Day) string {
	t, _ := day.Time()
	return strconv.Itoa((int(t.Weekday())+6)%7 + 1)
}

// SetWeek says on which days of the week a site is open. Errors: CodeInvalid opening.none.
func (d *Desk) SetWeek(ctx context.Context, actor hub.Actor, request, site hub.ID, week []string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return hub.Outcome{}, err
	}
	if len(week) == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "opening.none").In("week")
	}
	return d.append(ctx, actor, request, d.forms.Edit("site", site, site, form.Values{"open_days": week}))
}
