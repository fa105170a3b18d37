package station

import (
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// From when to when a sheet's day may be, and how many years stand on one page of them.
const (
	firstYear  = 1940
	lastYear   = 2059
	yearsOfTen = 10
	allYears   = "all"
)

// nearDay says whether a day is among the likely ones, which have tiles.
func nearDay(day, today hub.Day) bool { return day <= today && day >= today.Add(-2) }

// ahead says whether a day is rather to come than past: it begins at another answer,
// which is today.
func (q posed) ahead(today hub.Day) bool {
	return q.f.Start != "" && q.f.Start != "day()" && q.start == string(today)
}

// askDay offers the last days, then a year, a month and a day each by a tile; a year that
// is not this one or beside it, by the ten that it is of.
func (s *Station) askDay(q posed, o *opened) page.View {
	today := s.Desk.Today()
	switch {
	case o.Years != "":
		return q.askYear(o)
	case !o.Other:
		c := page.Choose{Frame: q.frame, Action: q.action, Question: q.question(), Field: "pick", Few: true, Prev: q.prev, Skip: q.skip(), Write: "别的日子"}
		words, on := []string{"今天", "昨天", "前天"}, -1
		if q.ahead(today) {
			words, on = []string{"今天", "明天", "后天"}, 1
		}
		for i, word := range words {
			day := today.Add(i * on)
			c.Tiles = append(c.Tiles, page.Choice{Value: string(day), Text: word, Small: calendar.DateWeek(day, today)})
		}
		return c
	}
	p := page.AskDay{Frame: q.frame, Action: q.action, Question: q.question(), Prev: q.prev, Skip: q.skip(), Next: q.next, Open: "先点日子", Date: o.Dating.around(today)}
	if day, _, ok := o.Dating.day(); ok {
		p.Date.Far = farOff(day, today)
	}
	return p
}

// around is the tiles of a year and those beside it; this one where none is chosen.
func (d dating) around(today hub.Day) page.Date {
	year := number(d.Year)
	if year == 0 {
		year = number(string(today)[:len("2006")])
	}
	p := d.tiles(span{solarDay(max(year-1, firstYear), 1, 1), solarDay(min(year+1, lastYear), 12, 31)})
	p.Before = &page.Choice{Value: allYears, Text: "别的年"}
	return p
}

// askYear offers the tens of years, then the years of one.
func (q posed) askYear(o *opened) page.View {
	c := page.Choose{Frame: q.frame, Action: q.action, Question: "哪一年？", Field: "pick", Prev: q.prev, Write: "回到这几年"}
	from := number(o.Years)
	if from == 0 {
		for y := firstYear; y <= lastYear; y += yearsOfTen {
			c.Tiles = append(c.Tiles, page.Choice{Value: strconv.Itoa(y), Text: strconv.Itoa(y) + "—" + strconv.Itoa(y+yearsOfTen-1)})
		}
		return c
	}
	for y := from; y < from+yearsOfTen; y++ {
		c.Tiles = append(c.Tiles, page.Choice{Value: strconv.Itoa(y), Text: strconv.Itoa(y), On: strconv.Itoa(y) == o.Dating.Year})
	}
	return c
}

// takeYear reads a press on those; anything but a year of them leads back.
func (o *opened) takeYear(picked string) {
	year := number(picked)
	switch known := year >= firstYear && year <= lastYear; {
	case known && o.Years == allYears:
		o.Years = strconv.Itoa(year - year%yearsOfTen)
	case known:
		o.Dating.Year, o.Years = strconv.Itoa(year), ""
	default:
		o.Years = ""
	}
}

func (v *visit) takeDay(o *opened, q posed, next bool) (string, bool) {
	picked := v.form.Text("pick")
	switch {
	case o.Years != "":
		o.takeYear(picked)
		return q.text, false
	case v.form.Text("years") == allYears:
		o.Years = allYears
		return q.text, false
	case picked != "":
		return picked, true
	}
	if v.form.Text("go") == "write" {
		o.Other = true
		return q.text, false
	}
	if !o.Other {
		return q.text, false
	}
	o.Dating.take(v.form)
	if day, _, ok := o.Dating.day(); ok && next {
		return string(day), true
	}
	return q.text, false
}

// takeMoment asks for the day first, then for the time.
func (v *visit) takeMoment(o *opened, q posed, next bool) (string, bool) {
	if o.Text == "" {
		if day, done := v.takeDay(o, q, next); done {
			if _, ok := hub.Day(day).Time(); ok {
				o.Text = day
			}
		}
		return q.text, false
	}
	o.Timing.take(v.form)
	if n, ok := o.Timing.minute(); ok && next {
		at := clock(n)
		if len(at) < len("00:00") {
			at = "0" + at
		}
		return o.Text + "T" + at, true
	}
	return q.text, false
}
