package report

import (
	"bytes"
	"cmp"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
)

// childKinds are those that say something of a child.
var childKinds = []hub.Kind{"child", "enrolment", "transfer", "pair", "growth", "health-check", "visit", "health-file",
	"development-check", "eye-mouth", "warning-signs", "home-visit", "guidance", "newborn-visit", "pregnancy-visit",
	"pregnancy", "replay", "screening", "insurance", "difficulty", "family-doctor"}

// childhood is what the facts of a child are made from.
type childhood struct {
	*Measurer
	*counting
	file
	at       stays // wherever the child has been, from ever to forever
	known    spans // registered, and not taken off the list
	small    spans // of these, until it is three
	enrolled stays // in care, at one station at a time
}

// Ages at which something ends, in months.
const (
	ageOfCare  = 36
	ageOfSmall = 24
	ageOfBabe  = 12
)

func (m *Measurer) child(t *counting, subject hub.ID, month string, recs []hub.Record) {
	moves := m.movesOf(recs)
	home, ok := m.homeOf(recs, moves)
	if !ok || home.Withdrawn == "mistake" || home.Withdrawn == "import" || home.Category == "" {
		return
	}
	c := childhood{Measurer: m, counting: t, file: fileOf(recs, home.Lane)}
	if m.under(c.file["pair"], subject) {
		return // it counts under another record
	}
	c.at = whereabouts(home, moves)
	from, until := c.listed(home)
	c.known.add(from, until, shown{"child", home.ID})
	c.small = c.known.and(c.until(home.Birth, ageOfCare))
	c.enrolled = c.places()
	if month != "" {
		c.attendance(month)
		return
	}
	c.levels(home)
	c.archive()
	c.expecting(home)
	c.happened(home, from)
}

// move is a transfer, with the township that it came from.
type move struct {
	care.Transfer
	left hub.Lane // "" it is not known here
}

// movesOf are the transfers, as the township that the child went to has them.
func (m *Measurer) movesOf(recs []hub.Record) (out []move) {
	known := map[hub.ID]int{}
	for _, rec := range recs {
		if rec.Kind != "transfer" {
			continue
		}
		t := care.As[care.Transfer](m.forms, rec)
		i, again := known[t.ID]
		if !again {
			i = len(out)
			known[t.ID], out = i, append(out, move{Transfer: t})
		}
		switch to := hub.TownshipLane(t.Township); {
		case t.Township == "":
			out[i].left = t.Lane
		case t.Lane == to:
			out[i].Transfer = t
		default:
			out[i].left = t.Lane
		}
	}
	hub.Sort(out, func(a, b move) int {
		return cmp.Or(cmp.Compare(a.Received, b.Received), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out
}

// homeOf is the child's record where it lives now; closed copies stay behind in the
// townships that it left.
func (m *Measurer) homeOf(recs []hub.Record, moves []move) (home care.Child, ok bool) {
	arrived := map[hub.Lane]hub.Day{}
	for _, t := range moves {
		if lane := hub.TownshipLane(t.Township); t.Township != "" && t.Lane == lane {
			arrived[lane] = max(arrived[lane], cmp.Or(t.Received, t.Day))
		}
	}
	var copies []care.Child
	for _, rec := range recs {
		if rec.Kind == "child" {
			copies = append(copies, care.As[care.Child](m.forms, rec))
		}
	}
	closed := func(c care.Child) int {
		if c.Withdrawn == "moved" {
			return 1
		}
		return 0
	}
	hub.Sort(copies, func(a, b care.Child) int {
		return cmp.Or(closed(a)-closed(b), cmp.Compare(arrived[b.Lane], arrived[a.Lane]), cmp.Compare(a.Lane, b.Lane), bytes.Compare(a.ID[:], b.ID[:]))
	})
	if len(copies) == 0 {
		return home, false
	}
	return copies[0], true
}

// under says whether people said that this record is the same child as another, and that
// the other one goes on. Where nobody said which one does, both count until they do: a
// record of its own cannot know what the other holds.
func (m *Measurer) under(pairs []hub.Record, subject hub.ID) bool {
	for _, p := range care.All[care.Pair](m.forms, "pair", pairs) {
		if p.Verdict == "same" && !p.Lead.IsZero() && p.Lead != subject {
			return true
		}
	}
	return false
}

// whereabouts is where the child stood on every day, by the transfers that were received.
// What was before it came from a township that this hub does not know is not said.
func whereabouts(home care.Child, moves []move) (out stays) {
	at := place{home.Lane, home.Site}
	for _, t := range moves {
		if t.State == "handed" && home.Lane == hub.TownshipLane(t.Township) && t.left != "" {
			at.lane = t.left // until the station has received it, it stands where it was
		}
	}
	until := forever
	for _, t := range slices.Backward(moves) {
		if t.State != "received" || !isDay(t.Received) || t.Received >= until {
			continue
		}
		out = append(out, stay{span{t.Received, until, shown{}}, at})
		until = t.Received
		at = place{t.left, t.From}
	}
	if at.lane != "" {
		out = append(out, stay{span{ever, until, shown{}}, at})
	}
	slices.Reverse(out)
	return out
}

// listed is since when and until when the child is on the list.
func (c *childhood) listed(home care.Child) (from, until hub.Day) {
	from = home.Registered
	if from == "" {
		for _, e := range c.enrolments() {
			if from == "" || e.From < from {
				from = e.From
			}
		}
	}
	if home.Category != "expecting" {
		from = max(cmp.Or(from, home.Birth), home.Birth)
	}
	if home.Withdrawn == "" {
		return from, ""
	}
	if until = home.WithdrawnOn; until != "" {
		return from, until
	}
	// Older releases did not write down when: the last thing that is known of it says.
	for _, e := range c.enrolments() {
		until = max(until, after(e.To))
	}
	for _, rec := range c.file["transfer"] {
		until = max(until, c.day(rec, "day"))
	}
	return from, cmp.Or(until, from, ever)
}

func (c *childhood) enrolments() []care.Enrolment {
	return slices.DeleteFunc(care.All[care.Enrolment](c.forms, "enrolment", c.file["enrolment"]), func(e care.Enrolment) bool {
		return e.Withdrawn || !isDay(e.From)
	})
}

// places is where the child is in care: of two places on one day the one taken later.
func (c *childhood) places() (out stays) {
	all := c.enrolments()
	hub.Sort(all, func(a, b care.Enrolment) int {
		return cmp.Or(cmp.Compare(a.From, b.From), bytes.Compare(a.ID[:], b.ID[:]))
	})
	until := forever
	for _, known := range c.known {
		until = known.until
	}
	for i, e := range all {
		left := spans{}
		left.add(e.From, min(cmp.Or(after(e.To), forever), until), shown{"enrolment", e.ID})
		for _, later := range all[i+1:] {
			left = left.without(later.From, cmp.Or(after(later.To), forever))
		}
		for _, one := range left {
			at, _ := c.at.on(one.from)
			if lane, ok := c.at.laneOf(e.Site); ok {
				at.lane = lane
			} else if at.site != e.Site {
				at.lane = cmp.Or(at.lane, e.Lane)
			}
			out = append(out, stay{one, place{at.lane, cmp.Or(e.Site, at.site)}})
		}
	}
	return out
}

// mode is how the child is in care on the days of a place.
func (c *childhood) modes() map[string]spans {
	how := map[hub.ID]string{}
	for _, e := range c.enrolments() {
		how[e.ID] = e.Mode
	}
	out := map[string]spans{}
	for _, s := range c.enrolled {
		switch mode := how[s.by.id]; mode {
		case "full", "extended":
			out["enrolled.full"] = append(out["enrolled.full"], s.span)
		case "half":
			out["enrolled.half"] = append(out["enrolled.half"], s.span)
		case "hourly", "occasional":
			out["enrolled.hourly"] = append(out["enrolled.hourly"], s.span)
		}
	}
	return out
}

// levels is how many children there are, and of which kind.
func (c *childhood) levels(home care.Child) {
	if home.Category != "expecting" {
		c.level("child.known.36m", 1, c.at, c.small)
	}
	c.inCare("enrolled", always)
	c.inCare("enrolled.36m", c.until(home.Birth, ageOfCare))
	c.inCare("enrolled.24m", c.until(home.Birth, ageOfSmall))
	if birth := home.Birth; isDay(birth) { // who has none is in no year of life
		c.inCare("enrolled.0-12m", c.until(birth, ageOfBabe))
		c.inCare("enrolled.12-24m", c.until(birth, ageOfSmall).without(ever, calendar.AddMonths(birth, ageOfBabe)))
		c.inCare("enrolled.24-36m", c.until(birth, ageOfCare).without(ever, calendar.AddMonths(birth, ageOfSmall)))
	}
	for measure, when := range c.modes() {
		c.inCare(measure, when)
	}
	c.level("child.guided.12m", 1, c.at, c.guided().and(c.small))
	c.level("child.insured.36m", 1, c.at, c.papers("insurance").and(c.small))
	c.level("child.doctor.36m", 1, c.at, c.papers("family-doctor").and(c.small))
	var hard spans
	for _, rec := range c.living(c.file, "difficulty") {
		if c.text(rec, "state") == "yes" {
			hard.add(c.day(rec, "from"), after(c.day(rec, "to")), by(rec))
		}
	}
	c.inCare("enrolled.difficulty", hard)
}

// always is every day.
var always = spans{{from: ever, until: forever}}

// inCare counts the child at its station on the days on which it is in care and which are
// in when as well. The place shows it.
func (c *childhood) inCare(measure string, when spans) {
	for _, s := range c.enrolled {
		days := when.and(spans{s.span})
		for i := range days {
			days[i].by = s.by
		}
		c.level(measure, 1, stays{s}, days)
	}
}

// until is the days before a child reaches an age; of a child whose birthday nobody knows
// all of them.
func (c *childhood) until(birth hub.Day, months int) (out spans) {
	if out = (spans{}); isDay(birth) {
		out.add(ever, calendar.AddMonths(birth, months), shown{})
		return out
	}
	out.add(ever, forever, shown{})
	return out
}

// papers is when the child has one of what holds from a day to a day.
func (c *childhood) papers(kind hub.Kind) (out spans) {
	for _, rec := range c.living(c.file, kind) {
		out.add(c.day(rec, "from"), after(c.day(rec, "to")), by(rec))
	}
	return out
}
