package report

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// area is for what a figure is worked out: all, a township, a station.
type area struct {
	scope hub.Scope
	name  string
}

// wanted is some sums that are read in one query.
type wanted struct {
	from, to hub.Day
	scope    hub.Scope
}

// sums is what figures are worked out from. While asking it only notes what will be read.
type sums struct {
	src      Source
	ask      Ask
	asking   bool
	want     map[wanted]map[string]bool
	have     map[wanted]map[string]map[string]int64 // measure → area → sum
	born     map[string]int64
	numbers  []hub.Number
	aims     []hub.Goal
	stations []hub.Station
	works    calendar.Holidays
}

func newSums(ctx context.Context, src Source, ask Ask) (*sums, error) {
	s := &sums{src: src, ask: ask, want: map[wanted]map[string]bool{}, have: map[wanted]map[string]map[string]int64{}, born: map[string]int64{}}
	if !isDay(ask.Day) {
		return nil, hub.E(hub.CodeInvalid, "report.day", string(ask.Day))
	}
	counted, err := src.Measures(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range counted {
		s.born[m.Measure] = m.Born
	}
	said, err := s.closed(ctx)
	if err != nil {
		return nil, err
	}
	if s.numbers, err = src.Numbers(ctx); err != nil {
		return nil, err
	}
	s.numbers = slices.DeleteFunc(slices.Clone(s.numbers), func(n hub.Number) bool { return n.Said > said })
	if s.aims, err = src.Goals(ctx); err != nil {
		return nil, err
	}
	s.aims = slices.DeleteFunc(slices.Clone(s.aims), func(g hub.Goal) bool { return g.Said > said })
	if s.stations, err = src.Stations(ctx); err != nil {
		return nil, err
	}
	s.works, err = src.Holidays(ctx)
	return s, err
}

// closed is the last day of which a closing knows what people had typed.
func (s *sums) closed(ctx context.Context) (hub.Day, error) {
	if s.ask.Known == 0 {
		return forever, nil
	}
	closings, err := s.src.Closings(ctx)
	if err != nil {
		return "", err
	}
	for _, c := range closings {
		if c.Number == s.ask.Known {
			return c.Day, nil
		}
	}
	return "", hub.E(hub.CodeNotFound, "report.closing", s.ask.Known)
}

// read asks the source for everything that was noted, one query a window and scope.
func (s *sums) read(ctx context.Context) error {
	for w, names := range s.want {
		q := hub.SumQuery{Measures: slices.Sorted(maps.Keys(names)), From: w.from, To: w.to, Known: s.ask.Known, Scope: w.scope}
		if w.scope == s.ask.Scope {
			q.Area = s.ask.Area
		}
		got, err := s.src.Sums(ctx, q)
		if err != nil {
			return err
		}
		byMeasure := map[string]map[string]int64{}
		for _, one := range got {
			if byMeasure[one.Measure] == nil {
				byMeasure[one.Measure] = map[string]int64{}
			}
			byMeasure[one.Measure][one.Area] += one.Value
		}
		s.have[w] = byMeasure
	}
	return nil
}

// of are the sums of a measure by area.
func (s *sums) of(measure string, from, to hub.Day, scope hub.Scope) map[string]int64 {
	w := wanted{from, to, scope}
	if s.asking {
		if s.want[w] == nil {
			s.want[w] = map[string]bool{}
		}
		s.want[w][measure] = true
		return nil
	}
	return s.have[w][measure]
}

func (s *sums) sum(measure string, from, to hub.Day, at area) float64 {
	return float64(s.of(measure, from, to, at.scope)[at.name])
}

// sitesIn are the stations of an area.
func (s *sums) sitesIn(at area) (out []string) {
	for _, st := range s.stations {
		if at.scope == hub.ScopeAll || string(st.Lane) == at.name || st.ID.String() == at.name {
			out = append(out, st.ID.String())
		}
	}
	return out
}

// number is what the county typed, as it holds on a day: of several the one that holds
// since latest, and of these the one said last.
func (s *sums) number(key, where string, day hub.Day) (float64, bool) {
	var found *hub.Number
	for i := range s.numbers {
		n := &s.numbers[i]
		if n.Key != key || n.Area != where || n.From > day {
			continue
		}
		if found == nil || cmp.Or(cmp.Compare(n.From, found.From), cmp.Compare(n.Said, found.Said), cmp.Compare(n.Second, found.Second),
			cmp.Compare(n.ID.String(), found.ID.String())) > 0 {
			found = n
		}
	}
	if found == nil {
		return 0, false
	}
	return float64(found.Value) / 100, true
}

// goals are the county's own of an indicator: of those for one day the one said last.
func (s *sums) goals(id string) (out []Target) {
	last := map[hub.Day]hub.Goal{}
	for _, g := range s.aims {
		old, ok := last[g.Until]
		if g.Indicator == id && (!ok || cmp.Or(cmp.Compare(g.Said, old.Said), cmp.Compare(g.Second, old.Second), cmp.Compare(g.ID.String(), old.ID.String())) > 0) {
			last[g.Until] = g
		}
	}
	for _, day := range slices.Sorted(maps.Keys(last)) {
		if g := last[day]; !g.Gone {
			out = append(out, Target{By: day, Value: float64(g.Value) / 100, Note: g.Source, Own: true})
		}
	}
	return out
}

// point works a definition out.
func (s *sums) point(d Definition, day hub.Day, at area) Point {
	p := Point{Day: day}
	num := s.work(d.num, day, at, &p.Missing)
	den := 1.0
	short := len(p.Missing)
	if short == 0 {
		p.Numerator = &num
	}
	if d.den != nil {
		den = s.work(d.den, day, at, &p.Missing)
		if len(p.Missing) == short {
			p.Denominator = &den
		}
	}
	if len(p.Missing) == 0 && den != 0 {
		value := num / den * d.Scale
		p.Value = &value
	}
	return p
}

// work is what a formula comes to; what it lacks is added to missing, and the result is
// then nothing.
func (s *sums) work(f *formula, day hub.Day, at area, missing *[]string) float64 {
	lack := func(what string) float64 {
		if !slices.Contains(*missing, what) {
			*missing = append(*missing, what)
		}
		return 0
	}
	switch f.op {
	case "number":
		return f.value
	case "+", "-", "*":
		a, b := s.work(f.parts[0], day, at, missing), s.work(f.parts[1], day, at, missing)
		switch f.op {
		case "+":
			return a + b
		case "-":
			return a - b
		}
		return a * b
	case "typed":
		v, ok := s.number(f.args[0], at.name, day)
		if !ok {
			return lack("缺：" + numberTitle(f.args[0]) + "（县里填）")
		}
		return v
	case "workdays":
		n := 0
		for d := windowOf(f.args[0], day); d <= day; d = d.Add(1) {
			if s.works.Works(d) {
				n++
			}
		}
		return float64(n)
	}
	for _, measure := range f.args[:min(len(f.args), f.measured())] {
		if born, ok := s.born[measure]; !ok || s.ask.Known != 0 && born > s.ask.Known {
			return lack("那时还没有这个算法：" + MeasureTitle(measure))
		}
	}
	return s.counted(f, day, at)
}

// measured is how many of a function's arguments are measures.
func (f *formula) measured() int {
	if f.op == "product" {
		return 2
	}
	return 1
}

// counted is a function over measures.
func (s *sums) counted(f *formula, day hub.Day, at area) (total float64) {
	switch m := f.args[0]; f.op {
	case "level":
		return s.sum(m, "", day, at)
	case "begin":
		return s.sum(m, "", windowOf(f.args[1], day).Add(-1), at)
	case "flow":
		return s.sum(m, windowOf(f.args[1], day), day, at)
	case "mean":
		ends := monthEnds(f.args[1], day)
		for _, end := range ends {
			total += s.sum(m, "", end, at)
		}
		return total / float64(len(ends))
	case "product":
		a, b := s.of(m, "", day, hub.ScopeSite), s.of(f.args[1], "", day, hub.ScopeSite)
		for _, site := range s.sitesIn(at) {
			total += float64(a[site]) * float64(b[site])
		}
	case "sites":
		from, least := hub.Day(""), int64(1)
		if len(f.args) > 1 {
			from, least = windowOf(f.args[1], day), atoi(f.args[2])
		}
		by := s.of(m, from, day, hub.ScopeSite)
		for _, site := range s.sitesIn(at) {
			if by[site] >= least {
				total++
			}
		}
	case "lanes":
		by := s.of(m, "", day, hub.ScopeLane)
		lanes := map[hub.Lane]bool{}
		for _, st := range s.stations {
			if at.scope == hub.ScopeAll || string(st.Lane) == at.name || st.ID.String() == at.name {
				lanes[st.Lane] = true
			}
		}
		for lane := range lanes {
			if by[string(lane)] > 0 {
				total++
			}
		}
	}
	return total
}
