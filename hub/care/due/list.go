package due

import (
	"cmp"
	"slices"
	"strings"

	"yizhan/hub"
)

// State is how an item stands on a day.
type State int

const (
	Later   State = iota // not yet
	Waiting              // for the dose before it
	Soon
	Due
	Late
	Over  // nobody begins it any more
	Given // done
)

// Item is one thing of one subject.
type Item struct {
	Rule    *Rule
	Subject hub.ID
	Code    string // the rule's, with what it is about where there are several: certificate/health
	What    string // code of the closing records, for rules with an item each
	Name    string // what such a record is about, in words; "" its code says so
	State   State
	Day     hub.Day // when it is due, was done (Given); "" nobody can say
	By      hub.Day // from the day after it is late
	Fresh   bool    // nobody ever noted it: it is due at once
	Off     bool    // Given: the clinic said that it need not be
	Old     bool    // Late: it was so before the child's archive began, when nobody here could note it
	Until   hub.Day // put off to this day; "" it is not
	Reason  string
}

// Open says whether somebody has to do something about it now or soon.
func (i Item) Open() bool { return i.State == Soon || i.State == Due || i.State == Late }

// Today says whether it is today's to do: not to come, not put off, not late.
func (i Item) Today() bool { return i.Until == "" && i.State != Soon && i.State != Late }

// List is what is soon, due or late of one subject on a day, pressing first: what was
// put off stands last. The order of the facts does not matter.
func (r *Rules) List(f *Facts, today hub.Day) []Item {
	v := r.view(f, dateOf(today))
	if v.today == unknown {
		return nil
	}
	var out []Item
	for _, rule := range r.of[f.Kind] {
		if v.old && rule.Group != "grown" || !v.concerns(rule) {
			continue
		}
		if !rule.Each {
			if item, due, by := v.item(rule, ""); item.Open() {
				item.Old = item.State == Late && v.before(rule)
				out = append(out, v.dated(item, due, by))
			}
			continue
		}
		for _, item := range v.items(rule) {
			if item.Open() {
				out = append(out, item)
			}
		}
	}
	hub.SortStable(out, Compare)
	return out
}

// Table is every item of a group, in the rules' order: what was given and what is later
// too.
func (r *Rules) Table(f *Facts, today hub.Day, group string) []Item {
	v := r.view(f, dateOf(today))
	var out []Item
	for _, rule := range r.of[f.Kind] {
		if rule.Group == group && v.concerns(rule) {
			out = append(out, v.items(rule)...)
		}
	}
	return out
}

// Earliest is the first day on which what a rule says could be done, as far as its age
// and what was done before the day on say; "" nobody can say.
func (r *Rules) Earliest(f *Facts, rule *Rule, on hub.Day) hub.Day {
	without := *f
	without.Done = slices.DeleteFunc(slices.Clone(f.Done), func(d Done) bool { return rule.closes(&d) })
	v := r.view(&without, dateOf(on))
	due, _, _ := v.dates(rule, "", &Item{})
	return due.day()
}

// Compare orders items as a person does them: late, due, soon; the earlier day first.
func Compare(a, b Item) int {
	put := func(i Item) int { return min(len(i.Until), 1) }
	return cmp.Or(put(a)-put(b), int(b.State)-int(a.State), compareText(string(a.Day), string(b.Day)), compareText(a.Code, b.Code))
}

func compareText(a, b string) int { return strings.Compare(a, b) }

// items are those of one rule: one, or one for each code that its records have.
func (v *view) items(r *Rule) (out []Item) {
	codes := []string{""}
	if r.Each {
		codes = nil
		for i := range v.Done {
			if d := &v.Done[i]; r.closes(d) && !slices.Contains(codes, d.Code) {
				codes = append(codes, d.Code)
			}
		}
		slices.Sort(codes)
	}
	for _, code := range codes {
		item, due, by := v.item(r, code)
		out = append(out, v.dated(item, due, by))
	}
	return out
}

// item is a rule on this day, with when it is due and until when in good time: figures,
// for most items are not open and nobody reads their days.
func (v *view) item(r *Rule, what string) (item Item, due, by date) {
	item = Item{Rule: r, Subject: v.Subject, Code: r.Code, What: what}
	if what != "" {
		item.Code += "/" + what
	}
	due, over, done := v.dates(r, what, &item)
	if done || due == unknown {
		return item, due, unknown
	}
	due = v.opens(r, due)
	by = v.opens(r, v.after(r.within(), due))
	if !r.Before.IsZero() {
		by = max(by, v.after(r.Before, v.born)-1)
	}
	switch {
	case over != unknown && v.today >= over:
		item.State = Over
	case item.State == Waiting:
	case v.today > by:
		item.State = Late
	case v.today >= due:
		item.State = Due
	case v.back(r.Remind, v.today, due):
		item.State = Soon
	}
	return item, due, by
}

// before says whether what is late was late already on the day on which the child was
// written down here: whether it was done stands in a certificate, a booklet or in the
// family's memory, and to have it stand red among what a station let slip would hide
// that. What a paper itself says (until), and what is done here and now and noted nowhere,
// is no such thing.
func (v *view) before(r *Rule) bool {
	if v.Kind != "child" || r.Of == FromUntil || r.Closes.Kind == "" || v.registered == unknown || v.registered > v.today {
		return false
	}
	if v.begun == nil {
		v.begun = v.rules.view(v.Facts, v.registered)
	}
	item, _, _ := v.begun.item(r, "")
	return item.State == Late && v.begun.concerns(r)
}

// mostShut is for how many days a station may be shut and what it has to do waits for it.
const mostShut = 100

// opens is the day itself, or the next one on which the station is open: what a station
// does in its house (not when a paper runs out) falls due on no day on which nobody is
// there, and nobody is late on one (民法典 第二百零三条, of the last day of a term).
func (v *view) opens(r *Rule, d date) date {
	if v.Shut == nil || r.Of == FromUntil {
		return d
	}
	for n := range date(mostShut) {
		if !v.Shut((d + n).day()) {
			return d + n
		}
	}
	return d
}

// dated is an item with its days in words of people, and whether it was put off.
func (v *view) dated(item Item, due, by date) Item {
	item.Day, item.By = due.day(), by.day()
	if item.State != Given {
		v.putOff(&item)
	}
	return item
}

// after moves a date by a span: its working days are those that follow, the day itself is
// none of them.
func (v *view) after(s Span, d date) date {
	d = s.after(d)
	for n := s.Workdays; n > 0 && d != unknown; {
		if d++; v.works(d) {
			n--
		}
	}
	return d
}

// back says whether today is within the span before a date.
func (v *view) back(s Span, today, of date) bool {
	from := Span{Months: -s.Months, Days: -s.Days}.after(of)
	for n := s.Workdays; n > 0 && today < from; {
		if from--; v.works(from) {
			n--
		}
	}
	return !s.IsZero() && today >= from
}

// works says whether a day is a working day: where nobody knows of holidays, all but
// Saturdays and Sundays.
func (v *view) works(d date) bool {
	if v.Works != nil {
		return v.Works(d.day())
	}
	const thursday = 4 // 1 January 1970
	of := (int(d)+thursday)%7 + 7
	return of%7 != 0 && of%7 != 6
}

// putOff finds whether somebody put the item off to a day that has not come.
func (v *view) putOff(item *Item) {
	for _, p := range v.Put {
		if p.Item == item.Code && dateOf(p.Until) >= v.today && p.Until > item.Until {
			item.Until, item.Reason = p.Until, p.Reason
		}
	}
}

// dates is when a rule's item is due and from when nobody asks any more; done says that
// nothing is to be done, and item then says why.
func (v *view) dates(r *Rule, what string, item *Item) (due, over date, done bool) {
	last, times := v.last(r, what)
	start := v.start(r)
	if v.not(r) {
		return unknown, unknown, true
	}
	if !r.Until.IsZero() {
		over = v.after(r.Until, start)
	}
	switch {
	case r.Of == FromUntil:
		if due, over, item.Name = v.runsOut(r, what); due != unknown || !r.Missing {
			return due, over, false
		}
		item.Fresh = true
		return v.today, unknown, false
	case r.Of == FromRecord:
		from, noted := v.newest(r.since)
		return v.after(r.From, from), unknown, times > 0 && last > noted || r.since.kind != r.Closes.Kind && times > 0 && last == noted
	case !r.Every.IsZero():
		if times > 0 {
			if due = v.after(r.Every, last); start == unknown || due > start {
				return due, over, false
			}
		}
		if r.Of == FromNothing {
			item.Fresh = true
			return v.today, over, false
		}
		return v.after(r.From, start), over, false
	case times > 0 && !(r.Of == FromReturned && last <= v.awayFrom) && !(r.fresh && !v.back(r.Remind, last, v.after(r.From, start)) && last < v.after(r.From, start)):
		item.State, item.Off = Given, v.off(r)
		return last, over, true
	}
	return v.wait(r, v.after(r.From, start), item), over, false
}

// last is the newest closing record, and how many there are.
func (v *view) last(r *Rule, what string) (last date, times int) {
	for i := range v.Done {
		if d := &v.Done[i]; r.closes(d) && (what == "" || d.Code == what) {
			last, times = max(last, v.days[i]), times+1
		}
	}
	return last, times
}

// newest is the day that the newest of some records names, and when it was written.
func (v *view) newest(s since) (from, noted date) {
	for i := range v.Done {
		d := &v.Done[i]
		if d.Kind != s.kind || v.days[i] < noted {
			continue
		}
		if noted, from = v.days[i], v.days[i]; s.until {
			from = dateOf(d.Until)
		}
	}
	return from, noted
}

// not says whether the newest record of a form says that its rule does not apply.
func (v *view) not(r *Rule) bool {
	if r.cadence == nil || r.cadence.If == "" {
		return false
	}
	var newest *Done
	for i := range v.Done {
		if d := &v.Done[i]; r.closes(d) && (newest == nil || d.Day >= newest.Day) {
			newest = d
		}
	}
	return newest == nil || slices.Contains(newest.Not, r.cadence.Code)
}

// runsOut is the last day that the newest of the closing records names, which is the
// one that was noted for the latest day, and what it is about. What is gone runs out no more.
func (v *view) runsOut(r *Rule, what string) (due, over date, name string) {
	var newest *Done
	for i := range v.Done {
		d := &v.Done[i]
		if !r.closes(d) || what != "" && d.Code != what {
			continue
		}
		if newest == nil || cmp.Or(compareText(string(d.Day), string(newest.Day)), compareText(string(d.Until), string(newest.Until))) > 0 {
			newest = d
		}
	}
	if newest == nil || newest.Off {
		return unknown, unknown, ""
	}
	if due = dateOf(newest.Until); due != unknown && !r.Until.IsZero() {
		over = v.after(r.Until, due)
	}
	return due, over, newest.Name
}

// off says whether every closing record says that nothing need be done.
func (v *view) off(r *Rule) bool {
	for i := range v.Done {
		if d := &v.Done[i]; r.closes(d) && !d.Off {
			return false
		}
	}
	return true
}

// wait moves a dose to after the one before it, and away from other live vaccines.
func (v *view) wait(r *Rule, due date, item *Item) date {
	if due == unknown {
		return due
	}
	for _, g := range r.after {
		before := v.rules.byCode[g.Rule]
		last, times := v.last(before, "")
		if times == 0 {
			item.State = Waiting
			continue
		}
		if !v.off(before) {
			due = max(due, v.after(g.Gap, last))
		}
	}
	if !r.live {
		return due
	}
	for i := range v.Done {
		d := &v.Done[i]
		other := v.rules.byCode[d.Code]
		if d.Kind != "dose" || d.Off || other == nil || !other.live {
			continue
		}
		if on := v.days[i]; on != unknown && on < v.today { // on one day they go together
			due = max(due, v.rules.liveApart.after(on))
		}
	}
	return due
}
