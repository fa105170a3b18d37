package report

import (
	"fmt"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// Every is how often a table is handed in.
type Every string

const (
	Monthly   Every = "month"
	Quarterly Every = "quarter"
	HalfYear  Every = "half"
	Yearly    Every = "year"
)

// Everies are all of them, with what people call them.
var Everies = []struct {
	Every Every
	Name  string
}{{Monthly, "每月"}, {Quarterly, "每季度"}, {HalfYear, "每半年"}, {Yearly, "每年"}}

func (e Every) months() int {
	return map[Every]int{Monthly: 1, Quarterly: 3, HalfYear: 6, Yearly: 12}[e]
}

// Period is the time of which a table tells: 2026-11, 2026-Q4, 2026-H2 or 2026.
type Period struct {
	Name     string
	From, To hub.Day // both included
}

// On is the period in which a day lies. A day that is none, or an Every that is none, gives
// no period.
func (e Every) On(day hub.Day) Period {
	t, ok := day.Time()
	if !ok || e.months() == 0 {
		return Period{}
	}
	n := (int(t.Month()) - 1) / e.months()
	name := fmt.Sprintf("%04d", t.Year())
	switch e {
	case Monthly:
		name += fmt.Sprintf("-%02d", n+1)
	case Quarterly:
		name += fmt.Sprintf("-Q%d", n+1)
	case HalfYear:
		name += fmt.Sprintf("-H%d", n+1)
	}
	from := hub.Day(fmt.Sprintf("%04d-%02d-01", t.Year(), n*e.months()+1))
	return Period{name, from, calendar.AddMonths(from, e.months()).Add(-1)}
}

// Last is the period that was over last on a day.
func (e Every) Last(today hub.Day) Period { return e.On(e.On(today).From.Add(-1)) }

// PeriodOf reads a period by its name; ok is false for what is none.
func PeriodOf(name string) (p Period, every Every, ok bool) {
	year, part, _ := strings.Cut(name, "-")
	month := 1
	every = Yearly
	if part != "" {
		n, err := strconv.Atoi(strings.TrimLeft(part, "QH0"))
		if err != nil {
			return p, every, false
		}
		every = map[byte]Every{'Q': Quarterly, 'H': HalfYear}[part[0]]
		if every == "" {
			every = Monthly
		}
		month = (n-1)*every.months() + 1
	}
	n, err := strconv.Atoi(year)
	if err != nil || month < 1 || month > 12 {
		return p, every, false
	}
	p = every.On(hub.Day(fmt.Sprintf("%04d-%02d-01", n, month)))
	return p, every, p.Name == name
}

// Say is the period as people write it: 2026年11月, 2026年第四季度, 2026年下半年, 2026年.
func (p Period) Say() string {
	year, part, _ := strings.Cut(p.Name, "-")
	year += "年"
	switch {
	case part == "":
		return year
	case strings.HasPrefix(part, "Q"):
		return year + "第" + map[string]string{"Q1": "一", "Q2": "二", "Q3": "三", "Q4": "四"}[part] + "季度"
	case strings.HasPrefix(part, "H"):
		return year + map[string]string{"H1": "上半年", "H2": "下半年"}[part]
	}
	return year + strings.TrimPrefix(part, "0") + "月"
}
