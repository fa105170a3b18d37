package report

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// Every goal and every quota of the plans is here, with where it comes from.
func TestIndicatorsAreWhole(t *testing.T) {
	var goals, quotas int
	for _, one := range Indicators() {
		if one.ID[0] == 'P' {
			quotas++
		} else {
			goals++
		}
		if one.Source == "" || one.Unit == "" || len(one.Targets) == 0 || !slices.Contains([]string{">=", ">", "<=", "=", "about"}, one.Direction) {
			t.Errorf("%s says too little", one.ID)
		}
		codes := ""
		for _, d := range one.Definitions {
			if d.Title == "" || d.Version < 1 || strings.Contains(codes, d.Code) || len(Proofs(d, Ask{Day: "2026-10-31"})) == 0 && !strings.Contains(d.Num, "typed") {
				t.Errorf("%s %s says too little", one.ID, d.Code)
			}
			codes += d.Code
		}
	}
	if goals != 24 || quotas != 24 {
		t.Errorf("%d goals and %d quotas, want 24 and 24", goals, quotas)
	}
}

func TestFormulasThatDoNotFit(t *testing.T) {
	for _, text := range []string{"", "level", "level()", "level(nothing)", "level(day.present)", "flow(enrolled, month)", "flow(day.present, week)", "flow(day.present)",
		"typed(nothing)", "level(site) +", "(level(site)", "level(site))", "sites(day.present)", "sites(site, month, 1)", "sites(day.present, month, x)", "1 / 2"} {
		if _, err := parseFormula(text, map[string]bool{}); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestWindows(t *testing.T) {
	for _, tt := range []struct {
		window     string
		day, first hub.Day
	}{
		{"month", "2026-10-31", "2026-10-01"}, {"half", "2026-06-30", "2026-01-01"}, {"half", "2026-07-01", "2026-07-01"}, {"year", "2026-10-31", "2026-01-01"},
		{"term", "2026-01-15", "2025-08-01"}, {"term", "2026-02-01", "2026-02-01"}, {"term", "2026-07-31", "2026-02-01"}, {"term", "2026-08-01", "2026-08-01"},
		{"12m", "2026-10-31", "2025-11-01"}, {"12m", "2026-02-28", "2025-03-01"},
	} {
		if got := windowOf(tt.window, tt.day); got != tt.first {
			t.Errorf("%s up to %s begins on %s, want %s", tt.window, tt.day, got, tt.first)
		}
	}
	if got := monthEnds("term", "2026-10-15"); !slices.Equal(got, []hub.Day{"2026-08-31", "2026-09-30"}) {
		t.Errorf("month ends: %v", got)
	}
	if got := monthEnds("month", "2026-10-15"); !slices.Equal(got, []hub.Day{"2026-10-15"}) {
		t.Errorf("month ends of one that is not over: %v", got)
	}
}

// told is a Source of what a test says: a fact a line.
type told struct {
	facts    []hub.Fact
	numbers  []hub.Number
	goals    []hub.Goal
	stations []hub.Station
	closings []hub.Closing
	born     map[string]int64
}

func (s told) Sums(_ context.Context, q hub.SumQuery) (out []hub.Sum, _ error) {
	sums := map[hub.Sum]int64{}
	for _, f := range s.facts {
		if !slices.Contains(q.Measures, f.Measure) || f.Day < q.From || f.Day > q.To {
			continue
		}
		at := ""
		switch q.Scope {
		case hub.ScopeLane:
			at = string(f.Lane)
		case hub.ScopeSite:
			at = f.Site.String()
		}
		if q.Area == "" || q.Area == at || q.Scope == hub.ScopeAll {
			sums[hub.Sum{Measure: f.Measure, Area: at}] += f.Value
		}
	}
	for k, v := range sums {
		k.Value = v
		out = append(out, k)
	}
	return out, nil
}

func (s told) Evidence(context.Context, string, hub.SumQuery) ([]hub.Evidence, error) {
	return nil, nil
}
func (s told) Closings(context.Context) ([]hub.Closing, error)     { return s.closings, nil }
func (s told) Numbers(context.Context) ([]hub.Number, error)       { return s.numbers, nil }
func (s told) Goals(context.Context) ([]hub.Goal, error)           { return s.goals, nil }
func (s told) Stations(context.Context) ([]hub.Station, error)     { return s.stations, nil }
func (s told) Holidays(context.Context) (calendar.Holidays, error) { return calendar.HolidaysOf(), nil }

func (s told) Measures(context.Context) (out []hub.Counted, _ error) {
	for _, m := range measures {
		out = append(out, hub.Counted{Measure: m.Name, Level: m.Level, Born: s.born[m.Name]})
	}
	return out, nil
}

// figureOf is one figure as text: value, or what is missing.
func figureOf(t *testing.T, src Source, id, code string, ask Ask) Figure {
	t.Helper()
	ask.IDs = []string{id}
	all, err := Figures(t.Context(), src, ask)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Definition.Code == code {
			return f
		}
	}
	t.Fatalf("no %s %s", id, code)
	return Figure{}
}

func TestFigures(t *testing.T) {
	a, b := testID(1), testID(2)
	fact := func(measure string, lane hub.Lane, site hub.ID, day hub.Day, n int64) hub.Fact {
		return hub.Fact{Measure: measure, Lane: lane, Site: site, Day: day, Value: n}
	}
	src := told{
		stations: []hub.Station{{ID: a, Lane: testLane, Name: "甲站", Township: "演示街道"}, {ID: b, Lane: otherLane, Name: "乙站", Township: "石坡乡"}},
		facts: []hub.Fact{
			fact("places", testLane, a, "2026-01-01", 20), fact("places", otherLane, b, "2026-01-01", 30),
			fact("enrolled", testLane, a, "2026-02-01", 10), fact("enrolled", otherLane, b, "2026-03-01", 5),
			fact("price.month", testLane, a, "2026-01-01", 600), fact("price.listed", testLane, a, "2026-01-01", 1),
			fact("price.month", otherLane, b, "2026-01-01", 900), fact("price.listed", otherLane, b, "2026-01-01", 1),
			fact("site", testLane, a, "2026-01-01", 1), fact("site", otherLane, b, "2026-01-01", 1),
			fact("site.street.inclusive", testLane, a, "2026-01-01", 1),
			fact("guidance.skill", testLane, a, "2026-02-02", 1), fact("guidance.skill", testLane, a, "2026-04-02", 1), fact("guidance.skill", otherLane, b, "2026-04-02", 1),
			fact("day.present", testLane, a, "2026-04-01", 100),
		},
		closings: []hub.Closing{{Number: 1, Day: "2026-04-30"}, {Number: 2, Day: "2026-05-31"}},
		born:     map[string]int64{"enrolled": 2},
	}
	value := func(id, code string, ask Ask, want float64) {
		t.Helper()
		f := figureOf(t, src, id, code, ask)
		if f.Value == nil || math.Abs(*f.Value-want) > 1e-9 {
			t.Errorf("%s %s: %v %v, want %v", id, code, f.Value, f.Missing, want)
		}
	}
	lacks := func(id, code string, ask Ask, want string) {
		t.Helper()
		if f := figureOf(t, src, id, code, ask); f.Value != nil || !slices.Contains(f.Missing, want) {
			t.Errorf("%s %s: %v, %v; want %q", id, code, f.Value, f.Missing, want)
		}
	}
	may := Ask{Day: "2026-05-31"}
	value("D3", "A", may, 30)
	value("D3", "A", Ask{Day: "2026-02-28"}, 20)
	value("D3", "A", Ask{Day: "2026-05-31", Scope: hub.ScopeLane, Area: string(testLane)}, 50)
	value("D3", "A", Ask{Day: "2026-05-31", Scope: hub.ScopeSite, Area: b.String()}, 5.0/30*100)
	value("D3", "B", may, (10+15+15+15)/4.0/50*100) // February to May, of the months' ends
	value("P8-1", "B", may, 50)
	lacks("D1", "A", may, "缺：常住人口（县里填）")
	if f := figureOf(t, src, "D1", "A", may); f.Numerator == nil || *f.Numerator != 50 || f.Denominator != nil {
		t.Errorf("what is known is not shown: %+v", f.Point)
	}
	if f := figureOf(t, src, "C3", "A", Ask{Day: "2025-01-01"}); f.Value != nil || len(f.Missing) > 0 || *f.Denominator != 0 {
		t.Errorf("nothing was divided by nothing: %+v", f.Point)
	}
	src.numbers = []hub.Number{
		{Key: "population", From: "2025-12-31", Value: 20000_00, Said: "2026-01-02"},
		{Key: "population", From: "2025-12-31", Value: 25000_00, Said: "2026-05-20"}, // put right
		{Key: "streets", From: "2025-12-31", Value: 4_00, Said: "2026-01-02"},
		{Key: "income", From: "2025-12-31", Value: 21000_00, Said: "2026-01-02"},
	}
	value("D1", "A", may, 2)
	value("D1", "A", Ask{Day: "2026-03-31", Known: 1}, 2.5)
	value("D4", "A", may, 25)
	value("C6", "A", may, 12*(600*10+900*5)/(15.0*21000)*100)
	value("C6", "B", may, 12*(600+900)/(2.0*21000)*100)
	value("C11", "A", Ask{Day: "2026-04-30"}, 100/(50*22.0)*100)
	lacks("D3", "A", Ask{Day: "2026-03-31", Known: 1}, "那时还没有这个算法：在托的孩子")
	value("D3", "A", Ask{Day: "2026-05-31", Known: 2}, 30)
	if _, err := Figures(t.Context(), src, Ask{Day: "2026-05-31", Known: 9}); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a closing that never was: %v", err)
	}

	f := figureOf(t, src, "D3", "A", Ask{Day: "2026-05-15", Trend: true, Rank: true})
	if len(f.Trend) != 12 || *f.Trend[10].Value != 30 || f.Trend[11].Day != "2026-05-15" || f.Trend[0].Day != "2025-06-30" || f.Trend[0].Value != nil {
		t.Errorf("trend: %+v", f.Trend)
	}
	if len(f.Lanes) != 2 || f.Lanes[0].Name != "演示街道" || f.Sites[0].Name != "甲站" || *f.Sites[0].Value != 50 {
		t.Errorf("ranking: %+v %+v", f.Lanes, f.Sites)
	}
}

func TestTargets(t *testing.T) {
	src := told{}
	want := func(id string, day hub.Day, want float64) {
		t.Helper()
		f := figureOf(t, src, id, "A", Ask{Day: day})
		if f.Target == nil || f.Target.Value != want {
			t.Errorf("%s on %s: %+v, want %v", id, day, f.Target, want)
		}
	}
	want("D5", "2023-06-01", 30)
	want("D5", "2024-06-01", 35)
	want("D5", "2026-06-01", 40)
	want("P1-1", "2026-06-01", 300)
	if f := figureOf(t, src, "D3", "A", Ask{Day: "2026-06-01"}); f.Target != nil {
		t.Errorf("a target that nobody typed: %+v", f.Target)
	}
	src.goals = []hub.Goal{{Indicator: "P1-1", Until: "2026-12-31", Value: 12_00, Said: "2026-01-01"}, {Indicator: "P1-1", Until: "2026-12-31", Value: 15_00, Said: "2026-02-01"}}
	want("P1-1", "2026-06-01", 15)
	src.numbers = []hub.Number{{Key: "city-use-rate", From: "2026-01-01", Value: 45_50, Said: "2026-01-01"}}
	want("D3", "2026-06-01", 45.5)
	want("L1", "2025-06-01", 60)
	src.numbers = append(src.numbers, hub.Number{Key: "whole-estates", From: "2025-01-01", Value: 20_00, Said: "2025-01-01"})
	if f := figureOf(t, src, "L1", "A", Ask{Day: "2025-06-01"}); f.Value != nil || len(f.Missing) != 1 {
		t.Errorf("a share of what nobody typed: %v, missing %v", f.Value, f.Missing)
	}
	src.numbers = append(src.numbers, hub.Number{Key: "whole-estates-met", From: "2025-01-01", Value: 13_00, Said: "2025-01-01"})
	if f := figureOf(t, src, "L1", "A", Ask{Day: "2025-06-01"}); f.Value == nil || *f.Value != 65 || !f.Reached {
		t.Errorf("13 of 20: %+v", f.Point)
	}
}
