package claim

import (
	"slices"

	"yizhan/hub"
)

// Key is what a line is about.
type Key struct {
	Site  hub.ID
	Child hub.ID // zero: the station itself
	Month string // of what is paid once a run the run's last one
	Cap   bool   // what goes beyond the most that a station gets
}

// State is what stands behind an amount.
type State struct {
	Count int64  // days it came; places; children; 元 of a year's rent
	Of    int64  // of an award's ratio: what is below the line
	Mode  string // of a child
	Hard  bool
	Rate  hub.ID
	Whole int64 // 分 that a whole one is
}

// Due is what there is to pay for a key, as far as is known.
type Due struct {
	Key
	State
	Amount int64
}

// span is some months for which something is worked out together.
type span struct{ months []string }

func (s span) last() string { return s.months[len(s.months)-1] }

// due is what a rule comes to for a span. paid are places that were paid for once already.
type due struct {
	book  *Book
	rates []Rate
	rule  Rule
	paid  map[hub.ID]int64
}

func (d *due) of(s span) (out []Due) {
	switch d.rule {
	case PerMonth, Difficulty:
		for _, one := range d.book.stays(s.months) {
			if item, ok := d.child(one); ok {
				out = append(out, item)
			}
		}
	case PerPlace, Rent:
		for _, site := range d.book.Sites() {
			for _, month := range s.months {
				if item, ok := d.site(site, month); ok {
					out = append(out, item)
				}
			}
		}
	case Build:
		for _, site := range d.book.Sites() {
			if item, ok := d.built(site, s.last()); ok {
				out = append(out, item)
			}
		}
	case Award:
		out = d.awards(s)
	}
	return out
}

// suits says whether a station is one that a rate is for, on a day.
func (d *due) suits(r Rate, site hub.ID, day hub.Day) bool {
	if r.Filed && d.book.at(site, "site.filed", day) <= 0 {
		return false
	}
	switch r.Only {
	case OnlyInclusive:
		return d.book.at(site, "site.inclusive", day) > 0
	case OnlyRecognised:
		return d.book.at(site, "site.recognised", day) > 0
	}
	return true
}

// child is one child's month. Rate, mode, 困境 and what the station is are those of the last
// day on which it came; its days are those before the age that the rate names.
func (d *due) child(s stay) (Due, bool) {
	all, _ := d.book.came(s, 0)
	if len(all) == 0 {
		return Due{}, false
	}
	last := all[len(all)-1]
	r, ok := RateOn(d.rates, last)
	if !ok || !d.suits(r, s.site, last) {
		return Due{}, false
	}
	_, young := d.book.came(s, r.Age)
	st := State{Count: int64(len(young)), Mode: d.book.mode(s, last), Rate: r.ID, Whole: r.Amount,
		Hard: d.book.on(s.child, s.site, "enrolled.difficulty", last) > 0}
	if d.rule == Difficulty && !st.Hard || len(r.Modes) > 0 && !slices.Contains(r.Modes, st.Mode) {
		return Due{}, false
	}
	amount := r.Amount
	switch n := len(young); {
	case n == 0:
		return Due{}, false
	case n >= max(r.Days, 1):
	case r.Half > 0 && n >= r.Half:
		amount /= 2
	default:
		return Due{}, false
	}
	if r.HalfMode && st.Mode == ModeHalf {
		amount /= 2
	}
	return Due{Key{Site: s.site, Child: s.child, Month: s.month}, st, amount}, true
}

// site is one station's month: its places on the last day, or its rent.
func (d *due) site(site hub.ID, month string) (Due, bool) {
	day := LastDay(month)
	r, ok := RateOn(d.rates, day)
	if !ok || !d.suits(r, site, day) {
		return Due{}, false
	}
	key := Key{Site: site, Month: month}
	places := d.book.at(site, "places", day)
	if d.rule == PerPlace {
		return Due{key, State{Count: places, Rate: r.ID, Whole: r.Amount}, places * r.Amount}, places > 0
	}
	rent := d.book.at(site, "site.rent", day)
	st := State{Count: rent, Rate: r.ID, Whole: r.Share}
	amount := rent * r.Share / 12 // 元 and per cent make 分
	if area := d.book.at(site, "site.area", day); r.PerPlace > 0 && area > places*r.PerPlace {
		st.Of = places * r.PerPlace
		amount = rent * r.Share * st.Of / area / 12
	}
	return Due{key, st, amount}, amount > 0
}

// built is the places of a station that were never paid for: those beyond the most that it
// had when something was paid before.
func (d *due) built(site hub.ID, month string) (Due, bool) {
	day := LastDay(month)
	r, ok := RateOn(d.rates, day)
	if !ok || !d.suits(r, site, day) {
		return Due{}, false
	}
	fresh := d.book.at(site, "places", day) - d.paid[site]
	if fresh <= 0 {
		return Due{}, false
	}
	d.paid[site] += fresh
	return Due{Key{Site: site, Month: month}, State{Count: fresh, Rate: r.ID, Whole: r.Amount}, fresh * r.Amount}, true
}

// caps is what goes beyond the most that a station gets a month. Of what is frozen only the
// sum is known; what was struck out is nobody's.
func (d *due) caps(items []Due, frozen map[Key]int64, struck map[Key]bool) (out []Due) {
	sums := map[Key]int64{}
	for at, amount := range frozen {
		sums[at] += amount
	}
	for _, one := range items {
		if !struck[one.Key] {
			sums[Key{Site: one.Site, Month: one.Month}] += one.Amount
		}
	}
	for at, sum := range sums {
		r, ok := RateOn(d.rates, LastDay(at.Month))
		if ok && r.Cap > 0 && sum > r.Cap {
			at.Cap = true
			out = append(out, Due{at, State{Rate: r.ID, Whole: r.Cap}, r.Cap - sum})
		}
	}
	return out
}
