package station

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

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

func solarMonths(year, month int, today hub.Day) []page.Choice {
	var all []page.Choice
	for m := 1; m <= 12; m++ {
		all = append(all, page.Choice{
			Value: strconv.Itoa(m), Text: strconv.Itoa(m) + "月", On: m == month,
			Off: year > 0 && solarDay(year, m, 1) > today,
		})
	}
	return all
}

// lunarMonths are the twelve, and the leap month of a year that has one.
func lunarMonths(year int, chosen string) (months []page.Choice, leap *page.Choice) {
	for m := 1; m <= 12; m++ {
		months = append(months, page.Choice{Value: strconv.Itoa(m), Text: calendar.MonthName(m, false),
			On: m == number(chosen) && !isLeap(chosen)})
	}
	if m := calendar.LeapMonth(year); m > 0 {
		value := strconv.Itoa(m) + leapMark
		leap = &page.Choice{Value: value, Text: calendar.MonthName(m, true), On: chosen == value}
	}
	return months, leap
}

// monthDays is how many days the chosen month has, as far as it is chosen.
func monthDays(d *registering) int {
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
