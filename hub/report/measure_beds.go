package report

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// beds are the places of the classes, which say since when and until when there were how
// many. The sheet is written over when they change, and would change the past: it says only
// where there are no classes.
func (h *house) beds() {
	inclusive := h.inclusive()
	count := func(kind string, places int64, when spans) {
		when = when.and(h.open)
		h.level("places", places, h.at, when)
		h.level("places.inclusive", places, h.at, when.and(inclusive))
		switch kind {
		case "ru", "xiao":
			h.level("places.under2", places, h.at, when)
		case "hun", "family":
			h.level("places.mixed", places, h.at, when)
		}
		if h.what == "public" {
			h.level("places.public", places, h.at, when)
		}
	}
	if sheet, ok := h.sheet(); ok && len(h.file["group"]) == 0 {
		from := cmp.Or(h.day(sheet, "day"), h.day(sheet, "opened"), ever)
		for _, kind := range []string{"ru", "xiao", "da", "hun"} {
			count(kind, h.number(sheet, kind), spans{{from, forever, by(sheet)}})
		}
	}
	all := h.berths()
	for _, c := range all {
		count(c.kind, c.places, spans{c.span})
	}
	h.bedsAdded(all)
}

// berth is the places of one class on some days.
type berth struct {
	span
	kind   string
	places int64
}

// berths are the places of all classes, a span for each time that they changed.
func (h *house) berths() (out []berth) {
	for _, rec := range h.file["group"] {
		g := care.As[care.Group](h.forms, rec)
		if g.Closed && g.To == "" && len(g.Was) == 0 {
			continue // nobody knows when
		}
		add := func(places int, from, until hub.Day) {
			if s, ok := spanOf(from, until, shown{"group", g.ID}); ok {
				out = append(out, berth{s, g.Type, int64(places)})
			}
		}
		from, end := cmp.Or(g.From, ever), cmp.Or(after(g.To), forever)
		for _, was := range g.Before(h.forms) {
			add(was.Places, from, min(was.Until, end))
			from = max(from, was.Until)
		}
		if !g.Closed || g.Places > 0 {
			add(g.Places, from, end)
		}
	}
	return out
}

// bedsAdded are the places that a station has more at the end of a day than the day before:
// where a class takes the place of another nothing is new. What was always there, as far as
// anybody wrote down, is not new on any day; of a station without classes nobody can say when
// its places came.
func (h *house) bedsAdded(all []berth) {
	type change struct {
		more, most int64
		by         shown // the class that brought most of it
	}
	days := map[hub.Day]change{}
	for _, c := range all {
		for _, s := range (spans{c.span}).and(h.open) {
			d := days[s.from]
			if d.more += c.places; c.places > d.most || c.places == d.most && bytes.Compare(s.by.id[:], d.by.id[:]) < 0 {
				d.most, d.by = c.places, s.by
			}
			days[s.from] = d
			d = days[s.until]
			d.more -= c.places
			days[s.until] = d
		}
	}
	for _, day := range slices.Sorted(maps.Keys(days)) {
		if d := days[day]; day != ever && d.more > 0 {
			at, _ := h.at.on(day)
			h.flow("places.added", day, d.more, at, d.by)
		}
	}
}
