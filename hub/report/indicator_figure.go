package report

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// Source is where figures come from: what a store has counted, and what a county typed.
type Source interface {
	Sums(ctx context.Context, q hub.SumQuery) ([]hub.Sum, error)
	Evidence(ctx context.Context, measure string, q hub.SumQuery) ([]hub.Evidence, error)
	Closings(ctx context.Context) ([]hub.Closing, error)
	Measures(ctx context.Context) ([]hub.Counted, error)
	Numbers(ctx context.Context) ([]hub.Number, error)
	Goals(ctx context.Context) ([]hub.Goal, error)
	Stations(ctx context.Context) ([]hub.Station, error)
	Holidays(ctx context.Context) (calendar.Holidays, error)
}

// Ask is which figures somebody wants to see.
type Ask struct {
	Day   hub.Day
	Known int64    // as known at the end of this closing; 0: now
	IDs   []string // of indicators; none: all
	Scope hub.Scope
	Area  string // with ScopeLane or ScopeSite: which one
	Trend bool   // the ends of twelve months as well
	Rank  bool   // the townships and stations as well
}

// Figure is an indicator by one definition, on one day, as somebody knew it.
type Figure struct {
	Indicator
	Definition Definition
	Day        hub.Day
	Known      int64
	Point
	Target  *Target // that holds on the day; nil: none
	Reached bool
	Trend   []Point
	Lanes   []Ranked // townships, the best first
	Sites   []Ranked // stations
}

// Point is a figure on a day.
type Point struct {
	Day         hub.Day
	Numerator   *float64
	Denominator *float64 // nil where the definition has none, and where it is missing
	Value       *float64 // nil where something is missing, or there is nothing to divide by
	Missing     []string // what would have to be known, as people read it
}

// Text is the value of a point of this definition: a share with one decimal, a rate with two, a
// count whole where it is; "" where there is none.
func (d Definition) Text(p Point) string {
	switch {
	case p.Value == nil:
		return ""
	case p.Denominator != nil && d.Scale != 100:
		return hub.Decimals(*p.Value, mostDecimals)
	}
	return hub.Decimals(*p.Value, shareDecimals)
}

// Ranked is the figure of a township or a station.
type Ranked struct {
	Area string
	Name string
	Point
}

// Figures works out what is asked for.
func Figures(ctx context.Context, src Source, ask Ask) ([]Figure, error) {
	s, err := newSums(ctx, src, ask)
	if err != nil {
		return nil, err
	}
	var out []Figure
	for _, one := range Indicators() {
		if len(ask.IDs) > 0 && !slices.Contains(ask.IDs, one.ID) {
			continue
		}
		for _, d := range one.Definitions {
			out = append(out, Figure{Indicator: one, Definition: d, Day: ask.Day, Known: ask.Known})
		}
	}
	// Twice: what is read is asked for at once, and then it is there.
	for s.asking = true; ; s.asking = false {
		for i := range out {
			s.figure(&out[i], ask)
		}
		if !s.asking {
			return out, nil
		}
		if err := s.read(ctx); err != nil {
			return nil, err
		}
	}
}

func (s *sums) figure(f *Figure, ask Ask) {
	f.Point = s.point(f.Definition, f.Day, area{ask.Scope, ask.Area})
	f.Target = s.target(f.Indicator, f.Day, ask)
	f.Reached = f.Target != nil && f.Value != nil && reached(f.Direction, *f.Value, f.Target.Value)
	f.Trend, f.Lanes, f.Sites = nil, nil, nil
	if ask.Trend {
		for n := 11; n >= 0; n-- {
			end := monthEnd(calendar.AddMonths(f.Day[:len("2006-01-")]+"01", -n))
			f.Trend = append(f.Trend, s.point(f.Definition, min(end, f.Day), area{ask.Scope, ask.Area}))
		}
	}
	if ask.Rank {
		s.rank(f, ask)
	}
}

// rank works the figure out for every township and station below what is asked for.
func (s *sums) rank(f *Figure, ask Ask) {
	townships := map[hub.Lane]string{}
	for _, st := range s.stations {
		if ask.Scope == hub.ScopeSite || ask.Scope == hub.ScopeLane && string(st.Lane) != ask.Area {
			continue
		}
		townships[st.Lane] = st.Township
		f.Sites = append(f.Sites, Ranked{st.ID.String(), st.Name, s.point(f.Definition, f.Day, area{hub.ScopeSite, st.ID.String()})})
	}
	if ask.Scope == hub.ScopeAll {
		for lane, name := range townships {
			f.Lanes = append(f.Lanes, Ranked{string(lane), name, s.point(f.Definition, f.Day, area{hub.ScopeLane, string(lane)})})
		}
	}
	for _, list := range [][]Ranked{f.Lanes, f.Sites} {
		hub.Sort(list, func(a, b Ranked) int {
			if (a.Value == nil) != (b.Value == nil) {
				if a.Value == nil {
					return 1
				}
				return -1
			}
			best := 0
			if a.Value != nil {
				if best = cmp.Compare(*b.Value, *a.Value); f.Direction == "<=" {
					best = -best
				}
			}
			return cmp.Or(best, cmp.Compare(a.Name, b.Name), cmp.Compare(a.Area, b.Area))
		})
	}
}

func reached(direction string, value, target float64) bool {
	switch direction {
	case ">":
		return value > target
	case "<=":
		return value <= target
	case "=":
		return value == target
	case "about":
		return value >= 0.95*target
	}
	return value >= target
}

// target is what is wanted on a day: the next one that is due, or the last one that was.
func (s *sums) target(one Indicator, day hub.Day, ask Ask) *Target {
	targets := one.Targets
	if own := s.goals(one.ID); len(own) > 0 {
		targets = own
	}
	var found *Target
	for _, t := range targets {
		due := found == nil || t.By >= day && (found.By < day || t.By < found.By) || t.By < day && found.By < day && t.By > found.By
		if t.By == "" {
			due = true
		}
		if due {
			found = &t
		}
	}
	if found != nil && found.Number != "" {
		v, ok := s.number(found.Number, "", day)
		if !ok {
			return nil
		}
		found.Value = v
	}
	return found
}

// Proofs are the measures of a definition, with the days of which Evidence has the records:
// first is "" for a level.
type Proof struct {
	Measure string
	Title   string
	Query   hub.SumQuery
	Below   bool // of the denominator
}

// Proofs says which records stand behind a figure.
func Proofs(d Definition, ask Ask) (out []Proof) {
	for _, side := range []struct {
		f     *formula
		below bool
	}{{d.num, false}, {d.den, true}} {
		side.f.walk(func(f *formula) {
			note := func(measure string, from, to hub.Day) {
				p := Proof{measure, MeasureTitle(measure), hub.SumQuery{Measures: []string{measure}, From: from, To: to, Known: ask.Known, Scope: ask.Scope, Area: ask.Area}, side.below}
				if !slices.ContainsFunc(out, func(o Proof) bool {
					return o.Measure == measure && o.Query.From == from && o.Query.To == to && o.Below == p.Below
				}) {
					out = append(out, p)
				}
			}
			switch f.op {
			case "level", "lanes":
				note(f.args[0], "", ask.Day)
			case "mean":
				ends := monthEnds(f.args[1], ask.Day)
				note(f.args[0], "", ends[len(ends)-1])
			case "begin":
				note(f.args[0], "", windowOf(f.args[1], ask.Day).Add(-1))
			case "flow":
				note(f.args[0], windowOf(f.args[1], ask.Day), ask.Day)
			case "product":
				note(f.args[0], "", ask.Day)
				note(f.args[1], "", ask.Day)
			case "sites":
				if len(f.args) == 1 {
					note(f.args[0], "", ask.Day)
				} else {
					note(f.args[0], windowOf(f.args[1], ask.Day), ask.Day)
				}
			}
		})
	}
	return out
}

func atoi(s string) int64 { n, _ := strconv.ParseInt(s, 10, 64); return n }

// Reaches says whether a value is what the figure's target wants; where there is none,
// every value is.
func (f *Figure) Reaches(v float64) bool {
	return f.Target == nil || reached(f.Direction, v, f.Target.Value)
}
