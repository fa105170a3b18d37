package station

import (
	"fmt"
	"strconv"

	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// timing is a time of day on its way: what was tapped of it so far.
type timing struct{ Hour, Minute string }

// lastMinute of a day, for a time that may be any.
const lastMinute = 24*60 - 1

func timingOf(minute int) timing {
	return timing{strconv.Itoa(minute / 60), strconv.Itoa(minute % 60)}
}

func (t *timing) take(f web.Form) { *t = timing{f.Text("hour"), f.Text("minute")} }

// minute counts from midnight; ok is false while it is incomplete.
func (t timing) minute() (n int, ok bool) {
	if t.Hour == "" || t.Minute == "" {
		return 0, false
	}
	n = number(t.Hour)*60 + number(t.Minute)
	return n, n <= lastMinute && number(t.Minute) < 60
}

// minuteStep is how fine a minute is tapped: nobody remembers it better.
const minuteStep = 5

// tiles are the component of a page; times after last cannot be tapped.
func (t timing) tiles(last int) page.Time {
	p := page.Time{Hour: t.Hour, Minute: t.Minute}
	for h := range 24 {
		value := strconv.Itoa(h)
		p.Hours = append(p.Hours, page.Choice{Value: value, Text: value + "点", On: value == t.Hour, Off: h*60 > last})
	}
	for m := 0; m < 60; m += minuteStep {
		value := strconv.Itoa(m)
		p.Minutes = append(p.Minutes, page.Choice{Value: value, Text: fmt.Sprintf("%02d分", m), On: value == t.Minute,
			Off: t.Hour != "" && number(t.Hour)*60+m > last})
	}
	if n, ok := t.minute(); ok && n <= last {
		p.Said = clock(n)
	}
	return p
}
