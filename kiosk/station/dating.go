package station

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// dating is a day on its way: what was tapped of it so far, in either calendar. Every
// page that asks for a day shows its tiles.
type dating struct {
	Lunar            bool
	Year, Month, Day string // as tapped; month 6L is the leap month
	Years            int    // the first year shown, where a row does not hold all of them
}

// span is from which day to which one can be said.
type span struct{ first, last hub.Day }

func (s span) has(d hub.Day) bool { return s.first <= d && d <= s.last }

// datingOf begins with a day; "" with none.
func datingOf(day hub.Day) dating {
	t, ok := day.Time()
	if !ok {
		return dating{}
	}
	return dating{Year: strconv.Itoa(t.Year()), Month: strconv.Itoa(int(t.Month())), Day: strconv.Itoa(t.Day())}
}

// take reads what was tapped. A leap month stays while the year has it.
func (d *dating) take(f web.Form) {
	*d = dating{Lunar: f.Text("calendar") == "lunar", Years: max(0, f.Int("years")),
		Year: f.Text("year"), Month: f.Text("month"), Day: f.Text("day")}
	if isLeap(d.Month) && (!d.Lunar || calendar.LeapMonth(number(d.Year)) != number(d.Month)) {
		d.Month = strings.TrimSuffix(d.Month, leapMark)
	}
}

// tapped says whether a tile was pressed for each of the three.
func (d dating) tapped() bool { return d.Year != "" && d.Month != "" && d.Day != "" }

// day is the day that was tapped, and for a lunar one the words it was said in;
// ok is false while it is incomplete or where there is no such day.
func (d dating) day() (day hub.Day, said string, ok bool) {
	year, month, dom := number(d.Year), number(d.Month), number(d.Day)
	if year == 0 || month == 0 || dom == 0 {
		return "", "", false
	}
	if d.Lunar {
		l := calendar.Lunar{Year: year, Month: month, Day: dom, Leap: isLeap(d.Month)}
		day, ok = l.Solar()
		return day, "农历" + l.LongText(), ok
	}
	day = solarDay(year, month, dom)
	_, ok = day.Time()
	return day, "", ok
}

// tiles are the component of a page; days beyond the span cannot be tapped.
func (d dating) tiles(of span) page.Date {
	p := page.Date{Lunar: d.Lunar, Year: d.Year, Month: d.Month, Day: d.Day}
	d.layYears(&p, of)
	for m := 1; m <= 12; m++ {
		value, text := strconv.Itoa(m), strconv.Itoa(m)+"月"
		if d.Lunar {
			text = calendar.MonthName(m, false)
		}
		p.Months = append(p.Months, page.Choice{Value: value, Text: text, On: value == d.Month, Off: d.monthOff(value, of)})
	}
	if m := calendar.LeapMonth(number(d.Year)); d.Lunar && m > 0 {
		value := strconv.Itoa(m) + leapMark
		p.Leap = &page.Choice{Value: value, Text: calendar.MonthName(m, true), On: d.Month == value}
	}
	for n := 1; n <= d.monthDays(); n++ {
		c := page.Choice{Value: strconv.Itoa(n), Text: strconv.Itoa(n), On: n == number(d.Day)}
		if d.Lunar {
			c.Text = calendar.DayName(n)
		}
		at := d
		at.Day = c.Value
		if day, _, ok := at.day(); ok {
			c.Off = !of.has(day)
		}
		p.Days = append(p.Days, c)
	}
	if day, said, ok := d.day(); ok {
		p.Said = calendar.LongDate(day)
		if l, ok := calendar.LunarOf(day); ok {
			p.Also = "农历 " + l.Text()
		}
		if d.Lunar {
			p.Said, p.Also = said, "就是公历 "+calendar.LongDate(day)
		}
	}
	return p
}

const yearsShown = 4 // in a row, with the ways to those before and after

func (d dating) layYears(p *page.Date, of span) {
	lo, hi := number(string(of.first[:4])), number(string(of.last[:4]))
	from, shown := lo, hi-lo+1
	if shown > yearsShown {
		if from = d.Years; from == 0 {
			from = number(d.Year) - 1
		}
		from, shown = min(max(from, lo), hi-yearsShown+2), yearsShown
		if from > lo {
			shown--
			p.Before = &page.Choice{Value: strconv.Itoa(max(lo, from-2)), Text: "更早"}
		}
		if from+shown-1 < hi {
			shown--
			p.After = &page.Choice{Value: strconv.Itoa(from + shown), Text: "更晚"}
		}
	}
	p.From = strconv.Itoa(from)
	for y := from; y < from+shown; y++ {
		value := strconv.Itoa(y)
		p.Years = append(p.Years, page.Choice{Value: value, Text: value, On: value == d.Year})
	}
}

// monthOff says that the whole month of the chosen year is beyond the span.
func (d dating) monthOff(month string, of span) bool {
	d.Month, d.Day = month, "1"
	first, _, ok := d.day()
	d.Day = strconv.Itoa(d.monthDays())
	last, _, whole := d.day()
	return ok && first > of.last || whole && last < of.first
}

// monthDays is how many days the chosen month has, as far as it is chosen.
func (d dating) monthDays() int {
	year, month := number(d.Year), number(d.Month)
	if d.Lunar {
		if n := calendar.MonthDays(year, month, isLeap(d.Month)); n > 0 {
			return n
		}
		return 30
	}
	for n := 31; n > 28; n-- {
		if _, ok := solarDay(max(year, 2024), max(month, 1), n).Time(); ok {
			return n
		}
	}
	return 28
}

// farOff says how far a day is from today: 星期三，9 天前.
func farOff(day, today hub.Day) string {
	at, _ := day.Time()
	now, _ := today.Time()
	switch n := int(at.Sub(now).Hours()) / 24; {
	case n < 0:
		return fmt.Sprintf("%s，%d 天前", calendar.Weekday(day), -n)
	case n > 0:
		return fmt.Sprintf("%s，还有 %d 天", calendar.Weekday(day), n)
	}
	return calendar.Weekday(day) + "，今天"
}

// ageBoth says an age as staff read it and as families say it.
func ageBoth(birth, today hub.Day) string {
	age, ok := calendar.AgeOn(birth, today)
	switch {
	case !ok:
		return "还没到"
	case age.Text() == age.FamilyText():
		return age.Text()
	}
	return age.Text() + "（" + age.FamilyText() + "）"
}

// leapMark stands after the number of a leap month.
const leapMark = "L"

func isLeap(month string) bool { return strings.HasSuffix(month, leapMark) }

func solarDay(year, month, day int) hub.Day {
	return hub.Day(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
}

// number reads a tile's value; 0 for none.
func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(text, leapMark))
	if err != nil || n < 0 {
		return 0
	}
	return n
}
