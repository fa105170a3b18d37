package naive

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
)

// Child is everything that is soon, due or late of a child on a day.
func (o Oracle) Child(f *due.Facts, day hub.Day) map[string]due.State {
	today, out := at(day), map[string]due.State{}
	if f.Expecting {
		if len(of(f, "screening", "sma")) == 0 {
			out["screen-sma"] = stands(at(f.Registered), later(at(f.Registered), 1), today, 0)
		}
		return out
	}
	born := at(f.Born)
	in := stays(f, today)
	if in.here {
		put(out, "grown", stands(later(born, 36), later(born, 36), today, 60))
	}
	if !today.Before(later(born, 42)) {
		return out
	}
	for code, state := range o.Growing(f, day) {
		out[code] = state
	}
	o.coming(out, f, in, today)
	if in.here {
		o.inCare(out, f, in, today)
		o.measured(out, f, born, today)
	}
	o.agreed(out, f, today)
	if today.Before(later(born, 6)) && len(of(f, "screening", "hearing")) == 0 {
		put(out, "screen-hearing", stands(born.AddDate(0, 0, 2), born.AddDate(0, 0, 42), today, 0))
	}
	if today.Before(later(born, 3)) && len(of(f, "screening", "metabolic")) == 0 {
		put(out, "screen-metabolic", stands(born.AddDate(0, 0, 3), born.AddDate(0, 0, 20), today, 0))
	}
	return out
}

// Old is what of a child was late already on the day on which it was written down: its
// records and the calendar of that day say so. What a paper says is not among it.
func (o Oracle) Old(f *due.Facts) map[string]bool {
	out := map[string]bool{}
	for code, state := range o.Child(f, f.Registered) {
		switch code {
		case "grown", "insurance", "recheck", "home-visit", "measure-again", "newborn-again", "development-again":
		default:
			out[code] = state == due.Late
		}
	}
	return out
}

// coming is what belongs before the first day, and before the first after a long while.
func (o Oracle) coming(out map[string]due.State, f *due.Facts, in stay, today time.Time) {
	if in.from.IsZero() {
		return
	}
	before := in.from.AddDate(0, 0, -14)
	checks := of(f, "health-check", "entry", "return")
	if len(checks) == 0 {
		put(out, "entry-check", stands(before, in.from, today, 16))
	}
	if len(of(f, "vaccine-book")) == 0 {
		put(out, "entry-book", stands(before, in.from, today, 16))
	}
	if !in.away.IsZero() && (len(checks) == 0 || !at(checks[len(checks)-1].Day).After(in.away)) {
		put(out, "return-check", stands(before, in.from, today, 16))
	}
}

// inCare is what a child with a place needs.
func (o Oracle) inCare(out map[string]due.State, f *due.Facts, in stay, today time.Time) {
	next := later(in.from, 6)
	if done := of(f, "health-check", "half-year", "entry", "return", "day"); len(done) > 0 {
		if again := later(at(done[len(done)-1].Day), 6); again.After(in.from) {
			next = again
		}
	}
	put(out, "half-year", stands(next, later(next, 1), today, 14))
	ends := today // no insurance at all
	if papers := of(f, "insurance"); len(papers) > 0 && papers[len(papers)-1].Until != "" {
		ends = at(papers[len(papers)-1].Until)
	}
	put(out, "insurance", stands(ends, ends, today, 30))
}

// measured is when a child with a place is put on the scale.
func (o Oracle) measured(out map[string]due.State, f *due.Facts, born, today time.Time) {
	ages := []int{1, 3, 6, 8, 12, 18, 24, 30, 36}
	for i, m := range ages {
		from, next, done := later(born, m), time.Time{}, time.Time{}
		if i+1 < len(ages) {
			next = later(born, ages[i+1])
		}
		for _, g := range of(f, "growth") {
			if day := at(g.Day); !day.Before(from.AddDate(0, 0, -14)) {
				done = day
			}
		}
		o.once(out, fmt.Sprint("measure-", m), done, from, next, later(from, 1), today, 14)
	}
}

// agreed is what was agreed at the last visit, check or measuring.
func (o Oracle) agreed(out map[string]due.State, f *due.Facts, today time.Time) {
	for _, a := range []struct {
		code               string
		kind               hub.Kind
		days, remind, over int // late after, shown before; nobody asks any more after so many months
	}{{"recheck", "health-check", 7, 3, 3}, {"home-visit", "home-visit", 14, 7, 3}, {"measure-again", "growth", 7, 3, 3}, {"newborn-again", "newborn-visit", 3, 1, 1}, {"development-again", "development-check", 14, 7, 3}} {
		of := of(f, a.kind)
		if len(of) == 0 || of[len(of)-1].Until == "" {
			continue
		}
		next := at(of[len(of)-1].Until)
		if today.Before(later(next, a.over)) {
			put(out, a.code, stands(next, next.AddDate(0, 0, a.days), today, a.remind))
		}
	}
}

// Staff is what is open of a worker, House of a site whose children in care are so many.
func (o Oracle) Staff(f *due.Facts, day hub.Day) map[string]due.State {
	today, out := at(day), map[string]due.State{}
	next := today
	if done := of(f, "staff-check"); len(done) > 0 {
		next = later(at(done[len(done)-1].Day), 12)
	}
	put(out, "staff-check", stands(next, next, today, 30))
	papers(out, f, "certificate", "certificate/", "certificate", today, 60)
	return out
}

func (o Oracle) House(f *due.Facts, day hub.Day) map[string]due.State {
	today, out := at(day), map[string]due.State{}
	for _, what := range []string{"filing", "health-report", "fire-proof", "food"} {
		papers(out, f, "contract", "site-certificate/", what, today, 60)
	}
	papers(out, f, "institution", "lease", "", today, 60)
	papers(out, f, "guard", "guard/", "guard", today, 30)
	papers(out, f, "equipment", "equipment/", "equipment", today, 30)
	papers(out, f, "contract", "contract", "service", today, 30)
	papers(out, f, "contract", "site-insurance", "liability", today, 30)
	if f.InCare == 0 {
		return out
	}
	for kind, months := range map[string]int{"mothers": 1, "pregnancy": 1, "staff": 6} {
		next, remind := today, 5
		if done := of(f, "class", kind); len(done) > 0 {
			next = later(at(done[len(done)-1].Day), months)
		}
		next = open(f, next)
		last := next.AddDate(0, 0, 10)
		if months == 6 {
			last, remind = later(next, 1), 14
		}
		put(out, "class-"+kind, stands(next, open(f, last), today, remind))
	}
	for code, months := range map[hub.Kind]int{"fire-check": 1, "camera-check": 1, "alarm-test": 1, "drill": 6, "extinguisher": 12} {
		next := today
		if done := of(f, code); len(done) > 0 {
			next = later(at(done[len(done)-1].Day), months)
		}
		next = open(f, next)
		last, remind := next.AddDate(0, 0, 7), 3
		switch code {
		case "drill":
			last, remind = later(next, 1), 14
		case "extinguisher":
			last, remind = next.AddDate(0, 0, 30), 30
		}
		put(out, string(code), stands(next, open(f, last), today, remind))
	}
	return out
}

// open moves a day on until the station is open.
func open(f *due.Facts, day time.Time) time.Time {
	for f.Shut != nil && f.Shut(hub.DayOf(day)) {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// Sheets is which forms' own rhythm asks for a sheet of a subject; here: with a place,
// or a site that has children. Only the plain rhythm is known here: every so long.
func (o Oracle) Sheets(forms *form.Registry, f *due.Facts, here bool, day hub.Day) (out map[string]due.State, unknown map[string]bool) {
	today := at(day)
	out, unknown = map[string]due.State{}, map[string]bool{}
	for _, kind := range forms.Kinds() {
		def, _ := forms.Get(kind)
		for i := range def.Cadence {
			c := &def.Cadence[i]
			code := string(kind) + "." + c.Code
			switch {
			case def.Subject != f.Kind:
			case !c.Every.Given() || c.From.Given() || c.Until.Given() || c.If != "" || f.Kind == "child":
				unknown[code] = true
			case c.For == "care" && !here:
			default:
				next := today
				if done := of(f, kind); len(done) > 0 {
					next = after(f, at(done[len(done)-1].Day), c.Every)
				}
				next = open(f, next)
				last := later(next, 1)
				if c.Within.Given() {
					last = after(f, next, c.Within)
				}
				last = open(f, last)
				remind := 0
				if c.Remind.Unit == form.Workdays {
					for n, on := 0, next; n < c.Remind.N; remind++ {
						if on = on.AddDate(0, 0, -1); works(f, on) {
							n++
						}
					}
				} else if c.Remind.Given() {
					remind = int(after(f, today, c.Remind).Sub(today).Hours()+1) / 24
				}
				put(out, code, stands(next, last, today, remind))
			}
		}
	}
	return out, unknown
}

func after(f *due.Facts, from time.Time, s form.Span) time.Time {
	switch s.Unit {
	case form.Workdays:
		for n := 0; n < s.N; {
			from = from.AddDate(0, 0, 1)
			if works(f, from) {
				n++
			}
		}
		return from
	case form.Weeks:
		return from.AddDate(0, 0, 7*s.N)
	case form.Months:
		return later(from, s.N)
	case form.Years:
		return later(from, 12*s.N)
	}
	return from.AddDate(0, 0, s.N)
}

// works asks the calendar that a test gives; without one, Saturday and Sunday are off.
func works(f *due.Facts, day time.Time) bool {
	if f.Works != nil {
		return f.Works(hub.DayOf(day))
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// papers is one paper of a code, or each of those there are.
func papers(out map[string]due.State, f *due.Facts, kind hub.Kind, item, what string, today time.Time, remind int) {
	newest := map[string]string{}
	for _, d := range of(f, kind) {
		newest[d.Code] = string(d.Until)
		if d.Off { // taken down
			newest[d.Code] = ""
		}
	}
	for code, until := range newest {
		name := item
		if item[len(item)-1] == '/' {
			name += code
		}
		if until != "" && (what == code || what == string(kind)) {
			put(out, name, stands(at(hub.Day(until)), at(hub.Day(until)), today, remind))
		}
	}
}

// of are the records of a kind with one of these codes, the newest last.
func of(f *due.Facts, kind hub.Kind, codes ...string) (out []due.Done) {
	for _, d := range f.Done {
		if d.Kind == kind && (len(codes) == 0 || slices.Contains(codes, d.Code)) {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b due.Done) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Until, b.Until))
	})
	return out
}

// stands is how something stands that is due from a day and late after another.
func stands(from, last, today time.Time, remind int) due.State {
	switch {
	case today.After(last):
		return due.Late
	case !today.Before(from):
		return due.Due
	case !today.Before(from.AddDate(0, 0, -remind)):
		return due.Soon
	}
	return due.Later
}

func put(out map[string]due.State, code string, s due.State) {
	if s != due.Later {
		out[code] = s
	}
}

// stay is the time in care that runs, or the next one: from which day, the last day
// before it where the child was away for three months or more, and whether it has a
// place today.
type stay struct {
	from, away time.Time
	here       bool
}

// stays walks day by day from the first day of all to beyond today.
func stays(f *due.Facts, today time.Time) (in stay) {
	var first, last time.Time
	for _, s := range f.Stays {
		if from := at(s.From); first.IsZero() || from.Before(first) {
			first = from
		}
		for _, d := range []hub.Day{s.From, s.To} {
			if d != "" && at(d).After(last) {
				last = at(d)
			}
		}
	}
	if first.IsZero() {
		return in
	}
	has := func(day time.Time) bool {
		return slices.ContainsFunc(f.Stays, func(s due.Stay) bool {
			return !day.Before(at(s.From)) && (s.To == "" || !day.After(at(s.To)))
		})
	}
	if today.After(last) {
		last = today
	}
	var from, seen, away time.Time // of the stay that is walked through; its last day with a place
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		if !has(day) {
			continue
		}
		if !seen.IsZero() && !day.Before(later(seen, 3)) {
			if !seen.Before(today) {
				break // the stay that is asked about is over, and another begins later
			}
			from, away = day, seen
		} else if from.IsZero() {
			from = day
		}
		seen = day
	}
	if seen.Before(today) {
		return stay{}
	}
	return stay{from, away, has(today)}
}
