package world

import (
	"time"

	"yizhan/hub"
)

// Truth is what the county's measures have to be, counted in the plan alone: of what has
// come to the county by a night. It says again, in other words, the rules that hub/report's
// measures are named after, and reads no record.
type Truth struct {
	*Plan
	Night int
}

// As is the truth of a night.
func (p *Plan) As(night int) *Truth { return &Truth{Plan: p, Night: night} }

// Place is where something counts: a station, or with Nobody's a township alone.
type Place struct{ Township, Station int }

// Nobodys is no station's, only the township's.
const Nobodys = -1

// Counts are measures by place. What is 0 is left out.
type Counts map[string]map[Place]int64

func (c Counts) add(measure string, at Place, n int64) {
	if n == 0 {
		return
	}
	if c[measure] == nil {
		c[measure] = map[Place]int64{}
	}
	if c[measure][at] += n; c[measure][at] == 0 {
		delete(c[measure], at)
	}
}

// Of adds a measure up: of a township, a station, or with -1 of all.
func (c Counts) Of(measure string, township, station int) (sum int64) {
	for at, n := range c[measure] {
		if (township < 0 || at.Township == township) && (station < 0 || at.Station == station) {
			sum += n
		}
	}
	return sum
}

func (p *Plan) place(station int) Place { return Place{p.Stations[station].Township, station} }

// here says whether what a station wrote on a day has come.
func (t *Truth) here(station, day int) bool {
	return day < t.Days && t.Arrives(station, day) <= t.Night
}

// months is a day so many calendar months later, or the last one of that month.
func (p *Plan) months(day, n int) int {
	first, _ := p.First.Time()
	at := first.AddDate(0, 0, day)
	end := time.Date(at.Year(), at.Month()+time.Month(n)+1, 0, 0, 0, 0, 0, hub.China)
	to := time.Date(at.Year(), at.Month()+time.Month(n), min(at.Day(), end.Day()), 0, 0, 0, 0, hub.China)
	return int(to.Sub(first) / (24 * time.Hour))
}

// lasts says whether some months from one day on are not over on another.
func (p *Plan) lasts(from, day, months int) bool { return from <= day && day < p.months(from, months) }

// Levels is what there is at the end of a day.
func (t *Truth) Levels(day int) Counts {
	out := Counts{}
	for i := range t.Stations {
		if t.here(i, t.Stations[i].Opens) {
			t.stationLevels(i, day, func(measure string, n int64) { out.add(measure, t.place(i), n) })
		}
	}
	for i := range t.Children {
		t.childLevels(i, day, out)
	}
	return out
}

// Flows is what happened from one day to another, both included.
func (t *Truth) Flows(from, to int) Counts {
	out := Counts{}
	put := func(day int, measure string, at Place, n int64) {
		if from <= day && day <= to {
			out.add(measure, at, n)
		}
	}
	for i := range t.Stations {
		if t.here(i, t.Stations[i].Opens) {
			t.stationFlows(i, func(day int, measure string, n int64) { put(day, measure, t.place(i), n) })
		}
	}
	for i := range t.Children {
		t.childFlows(i, put)
	}
	return out
}
