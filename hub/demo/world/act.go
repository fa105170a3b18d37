package world

import (
	"cmp"
	"slices"
)

// What an act is. They stand in the order in which a day goes.
type What uint8

const (
	Opens What = iota // the site, its classes, its 站长
	Works
	Furnishes
	Widens // a class more
	Certifies
	Papers
	Prices
	Registers
	Ends
	Moves
	Asks
	Receives
	Enrols
	Fixes
	Weighs
	Checks
	Files
	Visits
	Insures
	Hard
	Grants
	Unites
	Plans
	Comes
	Answers
	Holds
	Surveys
	Gone
	Leaves
	Included
	Shuts
)

// Act is one thing that somebody at a station writes down: a commit. The wall's are not
// among them; there are too many, and Wall makes them day by day.
type Act struct {
	Day, Station int
	What         What
	Who, Nth     int // the child, worker or class, and which of its things
}

// Acts are all but the wall's, in the order in which they are written down.
func (p *Plan) Acts() []Act {
	var out []Act
	put := func(day, station int, w What, who, nth int) {
		if day >= 0 && day < p.Days {
			out = append(out, Act{day, station, w, who, nth})
		}
	}
	for i := range p.Stations {
		p.stationActs(i, func(day int, w What, who, nth int) { put(day, i, w, who, nth) })
	}
	for i := range p.Children {
		p.childActs(i, put)
	}
	slices.SortStableFunc(out, func(a, b Act) int {
		return cmp.Or(a.Day-b.Day, int(a.What)-int(b.What), a.Station-b.Station)
	})
	return out
}

func (p *Plan) stationActs(i int, put func(day int, w What, who, nth int)) {
	s := &p.Stations[i]
	put(s.Opens, Opens, 0, 0)
	put(s.Opens, Furnishes, 0, 0)
	if s.Inclusive > s.Opens {
		put(s.Inclusive, Included, 0, 0)
	}
	for g, group := range s.Groups {
		if group.From > s.Opens {
			put(group.From, Widens, 0, g)
		}
		put(group.To, Shuts, 0, g)
	}
	for w, worker := range s.Workers {
		if w > 0 {
			put(worker.From, Works, w, 0)
			put(worker.Left, Leaves, w, 0)
		}
		for n, paper := range worker.Certificates {
			put(paper.Noted, Certifies, w, n)
		}
	}
	for n, paper := range s.Papers {
		put(paper.Noted, Papers, 0, n)
	}
	for n, price := range s.Prices {
		put(price.Noted, Prices, 0, n)
	}
	for n, survey := range s.Surveys {
		put(survey.Noted, Surveys, 0, n)
	}
	for c, class := range s.Classes {
		put(max(s.Opens, class.Day-7), Plans, c, 0)
		if !class.Held {
			continue
		}
		for n := range class.Here {
			put(class.Day, Comes, c, n)
		}
		for n := range class.Quizzes {
			put(class.Day, Answers, c, n)
		}
		put(class.Day, Holds, c, 0)
	}
}

func (p *Plan) childActs(i int, put func(day, station int, w What, who, nth int)) {
	c := &p.Children[i]
	put(c.Noted, c.Station, Registers, i, 0)
	from := c.Station
	for n, m := range c.Moves {
		put(m.Asked, from, Asks, i, n)
		put(m.Day, m.To, Receives, i, n)
		from = m.To
	}
	for n, st := range c.Stays {
		if n > 0 && c.changes(n) {
			put(st.Noted, st.Station, Moves, i, n)
		} else {
			put(st.Noted, st.Station, Enrols, i, n)
		}
		if n+1 == len(c.Stays) || !c.changes(n+1) {
			put(st.Ended, st.Station, Ends, i, n)
		}
	}
	here := func(day int, w What, nth int) { put(day, c.Home(day), w, i, nth) }
	for n, f := range c.Wall.Fixes {
		here(f.Noted, Fixes, n)
	}
	here(c.File, Files, 0)
	for n, day := range c.Weighed {
		here(day, Weighs, n)
	}
	for n, k := range c.Checks {
		here(k.Day, Checks, n)
	}
	for n, v := range c.Visits {
		here(v.Day, Visits, n)
	}
	for n, paper := range c.Insured {
		here(paper.Noted, Insures, n)
	}
	for n, h := range c.Hard {
		here(h.Noted, Hard, n)
		here(h.Granted, Grants, n)
	}
	here(c.United, Unites, 0)
	here(c.Gone, Gone, 0)
}

// changes says whether a stay takes the place of the one before it, in one act.
func (c *Child) changes(stay int) bool {
	before, st := &c.Stays[stay-1], &c.Stays[stay]
	return before.Why == "" && before.Station == st.Station && before.To+1 == st.From
}

// Minute is when in the day something is written down.
func (w What) minute() int { return 7*60 + 10*int(w) }
