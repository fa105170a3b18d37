package county

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// count is a number of things: whole, where it is.
func count(v float64) string { return hub.Decimals(v, 1) }

// fraction is what a figure is made of.
func fraction(p report.Point) string {
	if p.Numerator == nil || p.Denominator == nil {
		return ""
	}
	return count(*p.Numerator) + " / " + count(*p.Denominator)
}

func missing(p report.Point) string {
	if p.Value != nil {
		return ""
	}
	if len(p.Missing) == 0 {
		return "还没有可以数的"
	}
	return strings.Join(p.Missing, "；")
}

// goal is the target in words; "" there is none. One that is a number which the county types says
// so until it is typed.
func goal(f *report.Figure) string {
	if f.Target == nil {
		for _, t := range f.Targets {
			if t.Number != "" {
				return t.Note + "（县里还没填）"
			}
		}
		return ""
	}
	return count(f.Target.Value) + f.Unit
}

// passed says that the day of the target is over, and that nobody has set another one since.
func passed(f *report.Figure) string {
	if f.Target == nil || f.Target.By == "" || f.Target.By >= f.Day {
		return ""
	}
	return "到" + calendar.Date(f.Target.By, f.Day) + "，已过"
}

// distance is the target, and how far a figure is from it.
func distance(f *report.Figure) string {
	if f.Target == nil && goal(f) == "" {
		return "没有定目标"
	}
	text := "目标 " + goal(f)
	if over := passed(f); over != "" {
		text += "（" + over + "）"
	}
	if far := lack(f); far != "" {
		text += "，" + far
	}
	return text
}

// lack is how far a figure is from its target, in things that can be done; "" where nobody can
// say.
func lack(f *report.Figure) string {
	t := f.Target
	switch {
	case t == nil || f.Value == nil:
		return ""
	case f.Reached:
		return "达到"
	case f.Denominator == nil:
		return "差 " + count(math.Abs(t.Value-*f.Value))
	}
	if f.Direction == "<=" {
		return "高了 " + count(*f.Value-t.Value)
	}
	want := t.Value / f.Definition.Scale * *f.Denominator
	far := math.Ceil(want - *f.Numerator - 1e-9)
	if f.Direction == ">" && far == want-*f.Numerator {
		far++ // more than the target, not as much
	}
	return "差 " + count(math.Max(1, far))
}

// bar is how long the bar of a card is, and where its target's mark stands, in thousandths.
func bar(f *report.Figure) (share, mark int) {
	if f.Value == nil {
		return 0, 0
	}
	full := f.Definition.Scale
	if f.Denominator == nil || full != 100 {
		if full = *f.Value; f.Target != nil {
			full = math.Max(full, f.Target.Value*1.25)
		}
	}
	if full <= 0 {
		return 0, 0
	}
	share = int(math.Min(1000, math.Max(0, *f.Value/full*1000)))
	if f.Target != nil {
		mark = int(math.Min(986, math.Max(1, f.Target.Value/full*1000)))
	}
	return share, mark
}

func (v *visit) card(f *report.Figure, area string) page.FigureCard {
	c := page.FigureCard{
		Name: f.Name, Value: f.Definition.Text(f.Point), Unit: f.Unit, Fraction: fraction(f.Point), Missing: missing(f.Point),
		Distance: distance(f), Href: at("/figures/"+strings.ToLower(f.ID), areaQuery(area, f.Definition.Code)),
	}
	c.Share, c.Goal = bar(f)
	return c
}

// trend is the ends of the last twelve months of a figure.
func trend(f *report.Figure) page.Trend {
	line := page.TrendLine{Name: "各月末"}
	t := page.Trend{Label: fmt.Sprintf("近 12 个月（%s）", f.Unit), Unit: " " + f.Unit}
	for _, p := range f.Trend {
		t.Marks = append(t.Marks, monthText(p.Day))
		v := math.NaN()
		if p.Value != nil {
			v = *p.Value
		}
		line.Values = append(line.Values, v)
	}
	t.Lines = []page.TrendLine{line}
	return t
}

func monthText(day hub.Day) string {
	at, ok := day.Time()
	if !ok {
		return ""
	}
	return strconv.Itoa(int(at.Month())) + "月"
}

func ranks(f *report.Figure, all []report.Ranked, href func(area string) string) (rows []page.RankRow) {
	for i, one := range all {
		r := page.RankRow{Rank: i + 1, Name: one.Name, Href: href(one.Area), Value: f.Definition.Text(one.Point), Fraction: fraction(one.Point)}
		if one.Value == nil {
			r.Rank, r.Value = 0, "缺"
			if why := missing(one.Point); why != missing(f.Point) {
				r.Missing = why
			}
		} else if f.Target != nil {
			r.Look = !f.Reaches(*one.Value)
		}
		rows = append(rows, r)
	}
	return rows
}

func dayText(day, today hub.Day) string { return calendar.DateWeek(day, today) }
