package claim

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
	"strconv"

	"yizhan/hub"
)

// Levels and Flows are the measures of which a Book is made (hub/report).
var (
	Levels = []string{"enrolled", "enrolled.36m", "enrolled.24m", "enrolled.full", "enrolled.half", "enrolled.hourly", "enrolled.difficulty",
		"site.filed", "site.inclusive", "site.recognised", "site.model", "site.model.case", "site.rent", "site.area", "site.sites", "places"}
	Flows = []string{"day.present", "month.attended.1d", "survey.valid", "survey.pleased"}
)

// Book is what was known at a closing of children, places and stations. Facts are put into
// it in any order.
type Book struct {
	lanes   map[hub.ID]hub.Lane
	levels  map[level][]step
	present map[stay]uint32 // days of the month, 1<<day
	flows   map[flow]int64
	erased  map[stay]int64 // months of children of whom nothing else is left
}

// level is whose level: of a child or site; zero: all of them together.
type level struct {
	subject, site hub.ID
	measure       string
}

// step is a change of a level on a day.
type step struct {
	day   hub.Day
	value int64
}

// stay is a child's month at a station.
type stay struct {
	child, site hub.ID
	month       string
}

type flow struct {
	site           hub.ID
	measure, month string
}

// NewBook makes an empty one.
func NewBook() *Book {
	return &Book{map[hub.ID]hub.Lane{}, map[level][]step{}, map[stay]uint32{}, map[flow]int64{}, map[stay]int64{}}
}

// Add puts a fact in.
func (b *Book) Add(e hub.Evidence) {
	if e.Site.IsZero() {
		return // of no station
	}
	if b.lanes[e.Site] < e.Lane {
		b.lanes[e.Site] = e.Lane
	}
	month := MonthOf(e.Day)
	switch {
	case e.Measure == "day.present":
		if !e.Subject.IsZero() && e.Value > 0 {
			b.present[stay{e.Subject, e.Site, month}] |= 1 << dayOf(e.Day)
		}
	case e.Measure == "month.attended.1d":
		if e.Subject.IsZero() {
			b.erased[stay{site: e.Site, month: month}] += e.Value
		}
	case slices.Contains(Flows, e.Measure):
		b.flows[flow{e.Site, e.Measure, month}] += e.Value
	default:
		one := step{e.Day, e.Value}
		all := level{site: e.Site, measure: e.Measure}
		b.levels[all] = append(b.levels[all], one)
		if !e.Subject.IsZero() {
			all.subject = e.Subject
			b.levels[all] = append(b.levels[all], one)
		}
	}
}

func dayOf(day hub.Day) int {
	n, _ := strconv.Atoi(string(day)[len(day)-2:])
	return n
}

// on is a level on a day.
func (b *Book) on(subject, site hub.ID, measure string, day hub.Day) (sum int64) {
	for _, s := range b.levels[level{subject, site, measure}] {
		if s.day <= day {
			sum += s.value
		}
	}
	return sum
}

// at is a level of a whole station.
func (b *Book) at(site hub.ID, measure string, day hub.Day) int64 {
	return b.on(hub.ID{}, site, measure, day)
}

// Lane is the township of a station.
func (b *Book) Lane(site hub.ID) hub.Lane { return b.lanes[site] }

// Sites are all stations, by township.
func (b *Book) Sites() (out []hub.ID) {
	for site := range b.lanes {
		out = append(out, site)
	}
	hub.Sort(out, func(x, y hub.ID) int {
		return cmp.Or(cmp.Compare(b.lanes[x], b.lanes[y]), bytes.Compare(x[:], y[:]))
	})
	return out
}

// Erased is how many months of children, in some months, nobody can claim any more: the
// children's records were erased before a run had them.
func (b *Book) Erased(months []string) (n int64) {
	for s, value := range b.erased {
		if slices.Contains(months, s.month) {
			n += max(0, value)
		}
	}
	return n
}

// stays are the children's months among some months, in a fixed order.
func (b *Book) stays(months []string) (out []stay) {
	for s := range b.present {
		if slices.Contains(months, s.month) {
			out = append(out, s)
		}
	}
	hub.Sort(out, func(x, y stay) int {
		return cmp.Or(cmp.Compare(b.lanes[x.site], b.lanes[y.site]), bytes.Compare(x.site[:], y.site[:]), bytes.Compare(x.child[:], y.child[:]), cmp.Compare(x.month, y.month))
	})
	return out
}

// came lists the days of a stay on which the child had its place there, and those of them
// before an age in months.
func (b *Book) came(s stay, age int) (all, young []hub.Day) {
	measure := "enrolled"
	switch age {
	case 36:
		measure = "enrolled.36m"
	case 24:
		measure = "enrolled.24m"
	}
	for mask := b.present[s]; mask != 0; mask &= mask - 1 {
		day := hub.Day(s.month + "-01").Add(bits.TrailingZeros32(mask) - 1)
		if b.on(s.child, s.site, "enrolled", day) <= 0 {
			continue // nobody has written down that it has a place there
		}
		all = append(all, day)
		if b.on(s.child, s.site, measure, day) > 0 {
			young = append(young, day)
		}
	}
	return all, young
}

// mode is how a child is in care on a day.
func (b *Book) mode(s stay, day hub.Day) string {
	for _, mode := range []string{ModeFull, ModeHalf, ModeHourly} {
		if b.on(s.child, s.site, "enrolled."+mode, day) > 0 {
			return mode
		}
	}
	return ""
}

// Came are the days of a month on which a child came to its place at a station, as a line
// of it is made of them, and on which of them it was young enough.
func (b *Book) Came(child, site hub.ID, month string, age int) (all, young []hub.Day) {
	return b.came(stay{child, site, month}, age)
}
