package page

import (
	"math"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
)

// CurveKind is one of the charts of a child.
type CurveKind struct {
	chart growth.Chart
	Code  string // in an address
	Word  string // 体重
	Up    string // its unit
}

// CurveKinds are the charts, the one that is asked for most first.
var CurveKinds = []CurveKind{
	{growth.WeightChart, "weight", "体重", "公斤"},
	{growth.LengthChart, "length", "身高", "厘米"},
	{growth.HeadChart, "head", "头围", "厘米"},
	{growth.WeightForLengthChart, "wfl", "胖瘦", "公斤"},
}

// StandsFrom is the age in months from which children are measured standing.
const StandsFrom = 24

// CurveOf is a chart with the child's line, of its measurings, the newest first; nil where
// neither standard has a line.
func CurveOf(child care.Child, all []care.Growth, k CurveKind, today hub.Day) *Curve {
	sex := growth.SexOf(child.Sex)
	age, ok := growth.AgeOn(child.Birth, today)
	if !ok || sex == growth.SexUnknown {
		return nil
	}
	girl := "男孩"
	if sex == growth.Girl {
		girl = "女孩"
	}
	out := &Curve{Label: k.Word + "曲线，" + girl, Across: "月龄", Up: k.Up}
	for i := len(all) - 1; i >= 0; i-- { // the oldest first
		if p, ok := k.point(child, all[i], today); ok {
			out.Own = append(out.Own, p)
		}
	}
	stands := age.Months >= StandsFrom
	out.From, out.To, out.Step = spanOf(k.chart, age.Months, stands, out.Own)
	if k.chart == growth.WeightForLengthChart {
		out.Across = "厘米"
		out.Own = within(out.Own, out.From, out.To)
	}
	out.Bands = growth.BandsOf(k.chart, sex, out.From, out.To, stands)
	if len(out.Bands.WHO[3]) == 0 && len(out.Bands.WST[1]) == 0 {
		return nil
	}
	return out
}

// SayDay is a day as people say it: 今天, 昨天, 11月20日.
func SayDay(d, today hub.Day) string {
	switch d {
	case today:
		return "今天"
	case today.Add(-1):
		return "昨天"
	case today.Add(1):
		return "明天"
	}
	return calendar.Date(d, today)
}

// point is a measuring's; ok is false where it has none on the chart.
func (k CurveKind) point(child care.Child, g care.Growth, today hub.Day) (out CurvePoint, ok bool) {
	m := g.Measure(child)
	if out.Point, ok = m.On(k.chart); !ok || m.Age.Days < 0 {
		return out, false
	}
	out.Tip = strconv.FormatFloat(math.Round(out.Value*100)/100, 'f', -1, 64) + " " + k.Up
	words := []string{SayDay(hub.Day(g.Period), today), out.Tip}
	if age, ok := calendar.AgeOn(child.Birth, hub.Day(g.Period)); ok {
		words = []string{words[0], age.Text(), out.Tip}
	}
	out.Title = strings.Join(words, " · ")
	return out, true
}

// within leaves out what lies beside the chart: lengths of long ago.
func within(points []CurvePoint, from, to int) (out []CurvePoint) {
	for _, p := range points {
		if p.At >= float64(from) && p.At <= float64(to) {
			out = append(out, p)
		}
	}
	return out
}

// spanOf is from where to where a chart goes, and how far its marks stand apart.
func spanOf(c growth.Chart, months int, stands bool, own []CurvePoint) (from, to, step int) {
	if c != growth.WeightForLengthChart {
		for _, span := range [][2]int{{12, 3}, {24, 6}, {36, 6}, {60, 12}} {
			if months < span[0] {
				return 0, span[0], span[1]
			}
		}
		return 0, 84, 12
	}
	least, most := 40, 110
	middle := 65
	if stands {
		least, most, middle = 60, 120, 90
	}
	if n := len(own); n > 0 {
		middle = int(own[n-1].At)
	}
	from = max(least, middle/10*10-20)
	return from, min(most, from+40), 10
}
