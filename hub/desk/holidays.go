package desk

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
)

// HolidayYear is the public holidays of one year.
type HolidayYear struct {
	Year      int
	Festivals []calendar.Festival
	Set       hub.Day // when the county set its own; "" it is the paper that releases ship
}

// HolidayYears are those that this hub knows, the earliest first.
func (d *Desk) HolidayYears(ctx context.Context) ([]HolidayYear, error) {
	kept, news := d.book.holidays()
	if kept != nil {
		return kept, nil
	}
	years := map[int]HolidayYear{}
	for year, all := range calendar.Shipped() {
		years[year] = HolidayYear{Year: year, Festivals: all}
	}
	err := d.log.Each(ctx, "holidays", func(rec hub.Record) error {
		var r struct {
			Year int     `form:"year"`
			Days string  `form:"days"`
			Day  hub.Day `form:"day"`
		}
		d.forms.Decode(rec, &r)
		// What cannot be read, a later release may have written: what ships stands.
		if all, err := calendar.ReadNotice(r.Year, r.Days); err == nil {
			years[r.Year] = HolidayYear{r.Year, all, r.Day}
		}
		return nil
	})
	var out []HolidayYear
	for _, year := range slices.Sorted(maps.Keys(years)) {
		out = append(out, years[year])
	}
	if err == nil {
		d.book.keepHolidays(out, news)
	}
	return out, err
}

// Holidays is the same as a calendar: working days of deadlines are counted by it.
func (d *Desk) Holidays(ctx context.Context) (calendar.Holidays, error) {
	years, err := d.HolidayYears(ctx)
	return holidaysOf(years), err
}

func holidaysOf(years []HolidayYear) calendar.Holidays {
	var all []calendar.Festival
	for _, y := range years {
		all = append(all, y.Festivals...)
	}
	return calendar.HolidaysOf(all...)
}

// works says of a day whether it is a working day.
func (d *Desk) works(ctx context.Context) (func(hub.Day) bool, error) {
	years, err := d.HolidayYears(ctx)
	all := sync.OnceValue(func() calendar.Holidays { return holidaysOf(years) }) // few rules count working days
	return func(day hub.Day) bool { return all().Works(day) }, err
}

// First and last year that a county may set, from the present one on.
const yearsBack, yearsOn = 1, 2

// SetHolidays is the county's own holidays of a year, as the paper says them; they go to
// every hub. Errors: those of calendar.ReadNotice, CodeInvalid holidays.year.
func (d *Desk) SetHolidays(ctx context.Context, actor hub.Actor, request hub.ID, year int, notice string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	t, _ := d.Today().Time()
	if year < t.Year()-yearsBack || year > t.Year()+yearsOn {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "holidays.year", t.Year()-yearsBack, t.Year()+yearsOn)
	}
	all, err := calendar.ReadNotice(year, notice)
	if err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("holidays", hub.ID{}, strconv.Itoa(year))
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("holidays", id, id, form.Values{"year": year, "days": calendar.WriteNotice(year, all), "day": d.Today()}))
}
