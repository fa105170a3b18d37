package report_test

import (
	"context"
	"math"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/demo/world"
	"yizhan/hub/report"
)

// typed is what this county types: numbers that hold from the first day on.
var typed = map[string]int64{"population": 90_000, "population-under3": 1_900, "streets": 3, "communities": 40, "kindergartens": 11, "kindergartens-with-care": 4,
	"employers-listed": 9, "places-outside": 120, "places-outside-inclusive": 50, "income": 24_000, "income-rural": 15_500, "meetings": 2, "study-trips": 3,
	"contests": 1, "city-use-rate": 44}

func (o *office) Numbers(context.Context) (out []hub.Number, _ error) {
	for key, n := range typed {
		out = append(out, hub.Number{Key: key, From: "2000-01-01", Value: n * 100, Said: "2000-01-01"})
	}
	return out, nil
}

func (o *office) Goals(context.Context) ([]hub.Goal, error) { return nil, nil }

func (o *office) Stations(context.Context) (out []hub.Station, _ error) {
	for i, s := range o.plan.Stations {
		town := o.plan.Townships[s.Township]
		out = append(out, hub.Station{ID: o.plan.SiteID(i), Lane: town.Lane(), Name: s.Name, Township: town.Name})
	}
	return out, nil
}

func (o *office) Holidays(context.Context) (calendar.Holidays, error) {
	return calendar.HolidaysOf(calendar.Shipped()[2026]...), nil
}

// oracle works indicators out from the plan alone, with its own calendar: what of the plan
// had come by a night, on a day, at a place (-1: all).
type oracle struct {
	*office
	night, day        int
	township, station int
	read              map[[3]int]world.Counts // what was counted already
}

func (x oracle) level(measure string) float64 { return x.levelOn(measure, x.day) }

func (x oracle) levelOn(measure string, day int) float64 {
	key := [3]int{x.night, day, -1}
	if x.read[key] == nil {
		x.read[key] = x.plan.As(x.night).Levels(day)
	}
	return float64(x.read[key].Of(measure, x.township, x.station))
}

func (x oracle) flow(measure string, from time.Time) float64 {
	key := [3]int{x.night, x.day, x.index(from) + 10_000}
	if x.read[key] == nil {
		x.read[key] = x.plan.As(x.night).Flows(x.index(from), x.day)
	}
	return float64(x.read[key].Of(measure, x.township, x.station))
}

func (x oracle) index(at time.Time) int {
	first, _ := x.plan.First.Time()
	return int(math.Round(at.Sub(first).Hours() / 24))
}

func (x oracle) today() time.Time { t, _ := x.plan.Day(x.day).Time(); return t }

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, hub.China) }

func (x oracle) month() time.Time { t := x.today(); return date(t.Year(), t.Month(), 1) }
func (x oracle) year() time.Time  { return date(x.today().Year(), 1, 1) }

func (x oracle) half() time.Time {
	if t := x.today(); t.Month() > 6 {
		return date(t.Year(), 7, 1)
	}
	return x.year()
}

// twelve is the first of the last twelve months: the day after the same one a year ago.
func (x oracle) twelve() time.Time {
	t := x.today()
	end := date(t.Year()-1, t.Month()+1, 1).AddDate(0, 0, -1)
	return date(t.Year()-1, t.Month(), min(t.Day(), end.Day())+1)
}

// ofTerm is the average of a level at the ends of the term's months.
func (x oracle) ofTerm(measure string) float64 {
	t := x.today()
	first := date(t.Year(), 8, 1)
	switch {
	case t.Month() == 1:
		first = date(t.Year()-1, 8, 1)
	case t.Month() < 8:
		first = date(t.Year(), 2, 1)
	}
	sum, n := 0.0, 0.0
	for m := 1; ; m++ {
		end := date(first.Year(), first.Month()+time.Month(m), 1).AddDate(0, 0, -1)
		if end.After(t) {
			break
		}
		sum, n = sum+x.levelOn(measure, x.index(end)), n+1
	}
	if n == 0 {
		return x.level(measure)
	}
	return sum / n
}

// each adds up something of every station of the place.
func (x oracle) each(of func(oracle) float64) (sum float64) {
	for i, s := range x.plan.Stations {
		if (x.township < 0 || s.Township == x.township) && (x.station < 0 || i == x.station) {
			one := x
			one.township, one.station = -1, i
			sum += of(one)
		}
	}
	return sum
}

// least counts the stations where something is at least so much.
func (x oracle) least(n float64, of func(oracle) float64) float64 {
	return x.each(func(one oracle) float64 {
		if of(one) >= n {
			return 1
		}
		return 0
	})
}

func (x oracle) working() (n float64) {
	holidays, _ := x.Holidays(context.Background())
	for t := x.month(); !t.After(x.today()); t = t.AddDate(0, 0, 1) {
		if holidays.Works(hub.DayOf(t)) {
			n++
		}
	}
	return n
}

// says is numerator and denominator of some indicators in words of their own: those whose
// formula is more than one level over another, and one of each other sort.
var says = map[string]func(x oracle) (num, den float64){
	"D1 B": func(x oracle) (float64, float64) { return x.level("places") + 120, 90_000 },
	"D2 A": func(x oracle) (float64, float64) { return x.level("places.inclusive"), x.level("places") },
	"D3 A": func(x oracle) (float64, float64) { return x.level("enrolled"), x.level("places") },
	"D3 B": func(x oracle) (float64, float64) { return x.ofTerm("enrolled"), x.ofTerm("places") },
	"D3 C": func(x oracle) (float64, float64) {
		return x.level("enrolled.full") + x.level("enrolled.half"), x.level("places")
	},
	"D6 A": func(x oracle) (float64, float64) { return x.level("child.guided.12m"), x.level("child.known.36m") },
	"D6 B": func(x oracle) (float64, float64) {
		return x.flow("quiz.passed", x.twelve()), x.flow("quiz.answered", x.twelve())
	},
	"D8 A": func(x oracle) (float64, float64) { return x.level("enrolled.archive.6m"), x.level("enrolled") },
	"D9 A": func(x oracle) (float64, float64) { return x.level("staff.certified"), x.level("staff") },
	"C3 A": func(x oracle) (float64, float64) { return x.level("site.signed"), x.level("site") },
	"C4 B": func(x oracle) (float64, float64) {
		return x.level("places.under2") + x.level("places.mixed")/2, x.level("places")
	},
	"C6 A": func(x oracle) (float64, float64) { return x.paid("price.month") * 12, x.paid("price.listed") * 24_000 },
	"C6 B": func(x oracle) (float64, float64) {
		return x.level("price.month") * 12, x.level("price.listed") * 24_000
	},
	"C10 A": func(x oracle) (float64, float64) {
		return x.paid("price.rural.month") * 12, x.paid("price.rural.listed") * 15_500
	},
	"C11 A": func(x oracle) (float64, float64) {
		return x.flow("day.present", x.month()), x.level("places") * x.working()
	},
	"C11 C": func(x oracle) (float64, float64) { return x.flow("month.attended.10d", x.month()), x.level("places") },
	"C12 B": func(x oracle) (float64, float64) {
		return x.flow("survey.pleased.only", x.twelve()), x.flow("survey.valid", x.twelve())
	},
	"P1-3 A": func(x oracle) (float64, float64) {
		return x.level("places.public") - x.levelOn("places.public", x.index(x.year())-1), 1
	},
	"P7-2 B": func(x oracle) (float64, float64) {
		return x.times("inspection.supervise", x.year(), 2), x.level("site")
	},
	"P9-1 A": func(x oracle) (float64, float64) {
		return x.flow("class.mothers", x.month()) + x.flow("class.pregnancy", x.month()), x.level("site")
	},
	"P9-2 B":  func(x oracle) (float64, float64) { return x.times("class.staff", x.half(), 1), x.level("site") },
	"P11-1 A": func(x oracle) (float64, float64) { return x.level("child.insured.36m"), x.level("child.known.36m") },
	"P12-1 B": func(x oracle) (float64, float64) { return x.flow("training", x.year()), 1 },
	"P14-1 A": func(x oracle) (float64, float64) { return x.times("day.present", x.month(), 1), x.level("site") },
}

func (x oracle) paid(price string) float64 {
	return x.each(func(one oracle) float64 { return one.level(price) * one.level("enrolled") })
}

func (x oracle) times(measure string, since time.Time, n float64) float64 {
	return x.least(n, func(one oracle) float64 { return one.flow(measure, since) })
}

// indicators compares the indicators of a day, everywhere, with what the plan says.
func (o *office) indicators(night, day int, known int64) (compared int) {
	o.t.Helper()
	check := func(x oracle, ask report.Ask) {
		ask.Day, ask.Known = o.plan.Day(day), known
		all, err := report.Figures(o.t.Context(), o, ask)
		if err != nil {
			o.t.Fatal(err)
		}
		seen := 0
		for _, f := range all {
			of, ok := says[f.ID+" "+f.Definition.Code]
			if !ok {
				continue
			}
			seen++
			num, den := of(x)
			got := math.NaN()
			if f.Value != nil {
				got = *f.Value
			}
			if want := num / den * f.Definition.Scale; ask.Scope == hub.ScopeAll && !near(got, want) && !(den == 0 && f.Value == nil) {
				o.t.Errorf("%s %s on day %d (closing %d): %v %v, the plan says %v", f.ID, f.Definition.Code, day, known, got, f.Missing, want)
			}
			if f.Numerator != nil && !near(*f.Numerator, num) || f.Denominator != nil && !near(*f.Denominator, den) {
				o.t.Errorf("%s %s on day %d at %q (closing %d): %v of %v, the plan says %v of %v", f.ID, f.Definition.Code, day, ask.Area, known, *f.Numerator, f.Denominator, num, den)
			}
		}
		if seen != len(says) {
			o.t.Fatalf("%d of %d indicators were answered", seen, len(says))
		}
		compared += seen
	}
	read := map[[3]int]world.Counts{}
	check(oracle{o, night, day, -1, -1, read}, report.Ask{})
	check(oracle{o, night, day, 0, -1, read}, report.Ask{Scope: hub.ScopeLane, Area: string(o.plan.Townships[0].Lane())})
	check(oracle{o, night, day, -1, 1, read}, report.Ask{Scope: hub.ScopeSite, Area: o.plan.SiteID(1).String()})
	return compared
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }
