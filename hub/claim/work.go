package claim

import (
	"bytes"
	"cmp"
	"iter"
	"maps"
	"slices"

	"yizhan/hub"
)

// Cause is why a line corrects, or pays less than, what there was.
type Cause string

const (
	Late    Cause = "late"    // noted, or arrived, after the month was locked
	Less    Cause = "less"    // fewer days, or places, than were known then
	Moved   Cause = "moved"   // it counts at another station
	Dropped Cause = "dropped" // nothing of it counts any more: a slip, or one child written twice
	Rerate  Cause = "rate"    // another rate is in force for those days
	Class   Cause = "class"   // how it is in care, 困境, or the station's own standing
	Capped  Cause = "cap"     // beyond the most that a station gets a month
	Struck  Cause = "struck"  // somebody had a doubt, and it is not paid
)

// Run is one that is locked, with its lines; whose children were erased, name none.
type Run struct {
	From, To string // months
	Lines    []Line
}

// Ask is what a run is made of.
type Ask struct {
	Rule     Rule
	Rates    []Rate
	From, To string // months that no run before had
	Earlier  []Run  // locked, in order
	// Frozen says of a child at a station of a lane that nothing of it may be corrected,
	// because it was erased there: what was paid stays paid.
	Frozen func(child hub.ID, lane hub.Lane) bool
}

// Work is the lines of a run: first what its months come to, station by station, then what
// has become known since of months that were locked.
func Work(b *Book, ask Ask) []Line {
	w := work{Book: b, Ask: ask, due: due{b, ask.Rates, ask.Rule, map[hub.ID]int64{}}, was: map[Key]before{}, frozen: map[Key]int64{}, struck: map[Key]bool{}}
	w.remember()
	for _, run := range ask.Earlier {
		if months := Months(run.From, run.To); len(months) > 0 {
			w.correct(span{months})
		}
	}
	if months := Months(ask.From, ask.To); len(months) > 0 {
		s := span{months}
		items := w.due.of(s)
		for _, one := range append(items, w.caps(items, nil, nil)...) {
			cause := Cause("")
			if one.Cap {
				cause = Capped
			}
			w.out = append(w.out, Line{Key: one.Key, State: one.State, Amount: one.Amount, Cause: cause})
		}
	}
	return w.numbered()
}

// before is what runs that are locked came to for a key.
type before struct {
	State
	amount int64
}

type work struct {
	*Book
	Ask
	due
	was    map[Key]before
	frozen map[Key]int64 // by station and month: of children that were erased
	struck map[Key]bool
	out    []Line
}

// remember reads what was locked.
func (w *work) remember() {
	for _, run := range w.Earlier {
		for _, l := range run.Lines {
			month := Key{Site: l.Site, Month: l.Month}
			switch {
			case l.Personal && (l.Child.IsZero() || w.Frozen != nil && w.Frozen(l.Child, w.Lane(l.Site))):
				w.frozen[month] += l.Amount
			case l.Cause == Struck:
				w.struck[l.Key] = true
			default:
				old := w.was[l.Key]
				w.was[l.Key] = before{l.State, old.amount + l.Amount}
			}
		}
	}
}

// correct compares what months come to now with what runs paid for them.
func (w *work) correct(s span) {
	items := w.due.of(s)
	items = append(items, w.caps(items, w.frozenIn(s), w.struck)...)
	now := map[Key]Due{}
	for _, one := range items {
		now[one.Key] = one
	}
	keys := map[Key]bool{}
	for key := range now {
		keys[key] = true
	}
	for key := range w.was {
		if slices.Contains(s.months, key.Month) {
			keys[key] = true
		}
	}
	for key := range keys {
		one, is := now[key]
		old, had := w.was[key]
		if w.struck[key] || one.Amount == old.amount {
			continue
		}
		if !is {
			one.State = old.State
			one.Count = 0
		}
		w.out = append(w.out, Line{Key: key, State: one.State, Amount: one.Amount - old.amount, Was: old.amount, Corrects: true, Cause: w.cause(key, old, had, one, is, now)})
	}
}

func (w *work) frozenIn(s span) map[Key]int64 {
	out := map[Key]int64{}
	for key, amount := range w.frozen {
		if slices.Contains(s.months, key.Month) {
			out[key] = amount
		}
	}
	return out
}

// cause is why a key comes to something else than it did.
func (w *work) cause(key Key, old before, had bool, one Due, is bool, now map[Key]Due) Cause {
	switch {
	case key.Cap:
		return Capped
	case !had && elsewhere(key, maps.Keys(w.was)):
		return Moved
	case !had:
		return Late
	case !is && elsewhere(key, maps.Keys(now)):
		return Moved
	case !is && len(w.cameIn(key)) > 0:
		return Less // it came, on too few days or no such ones as count
	case !is:
		return Dropped
	case one.Whole != old.Whole || one.Rate != old.Rate:
		return Rerate
	case one.Count > old.Count:
		return Late
	case one.Count < old.Count:
		return Less
	}
	return Class
}

func (w *work) cameIn(key Key) []hub.Day {
	all, _ := w.Came(key.Child, key.Site, key.Month, 0)
	return all
}

// elsewhere says whether one of some keys is of the same child and month at another station.
func elsewhere(key Key, keys iter.Seq[Key]) bool {
	for k := range keys {
		if k.Child == key.Child && k.Month == key.Month && k.Site != key.Site && !k.Cap {
			return !key.Child.IsZero()
		}
	}
	return false
}

// numbered puts the lines in their order, and numbers those of a station from 1.
func (w *work) numbered() []Line {
	hub.Sort(w.out, func(x, y Line) int {
		return cmp.Or(cmp.Compare(w.Lane(x.Site), w.Lane(y.Site)), bytes.Compare(x.Site[:], y.Site[:]), number(x.Corrects)-number(y.Corrects),
			number(x.Cap)-number(y.Cap), bytes.Compare(x.Child[:], y.Child[:]), cmp.Compare(x.Month, y.Month))
	})
	no := 0
	for i := range w.out {
		if i == 0 || w.out[i].Site != w.out[i-1].Site {
			no = 0
		}
		no++
		w.out[i].No, w.out[i].Personal = no, !w.out[i].Child.IsZero()
	}
	return w.out
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
