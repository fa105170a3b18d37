package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
)

// guiding are the records that show that somebody guided a family.
var guiding = []hub.Kind{"class-here", "replay", "guidance", "home-visit", "newborn-visit", "pregnancy-visit"}

// ClassReach is how many families of a site's are reached: in the twelve months up to a day
// somebody came to a class, heard half of a recording, or was visited or guided (R51
// 科学育儿知识普及率, attendance as its evidence). What they know is another figure: QuizRate.
func (d *Desk) ClassReach(ctx context.Context, site hub.ID, day hub.Day) (families, reached int, err error) {
	children, err := d.ChildrenOf(ctx, site)
	if err != nil {
		return 0, 0, err
	}
	recs, err := d.log.Households(ctx, "child", "site", site, guiding...)
	if err != nil {
		return 0, 0, err
	}
	since := calendar.AddMonths(day, -12)
	g, err := d.sameness(ctx)
	if err != nil {
		return 0, 0, err
	}
	guided := map[hub.ID]bool{}
	for _, rec := range recs {
		if on := d.guidedOn(rec); since < on && on <= day {
			guided[g.leading(rec.Subject)] = true
		}
	}
	known := map[hub.ID]bool{}
	for _, c := range children {
		if a, ok := calendar.AgeOn(c.Birth, day); ok && a.Months >= d.rules.CareToMonths && c.Category != "expecting" {
			continue // three and older: no class is meant for them
		}
		known[c.FamilyID()] = known[c.FamilyID()] || guided[c.ID]
	}
	for _, yes := range known {
		families++
		if yes {
			reached++
		}
	}
	return families, reached, nil
}

// guidedOn is the day on which a record shows that a family was guided; "" it does not.
func (d *Desk) guidedOn(rec hub.Record) hub.Day {
	switch rec.Kind {
	case "class-here":
		if h := care.As[care.ClassHere](d.forms, rec); !h.Gone && h.Role != "" {
			return h.Day
		}
		return ""
	case "replay":
		if r := care.As[care.Replay](d.forms, rec); r.Half() {
			return r.Day
		}
		return ""
	case "home-visit":
		if found := d.text(rec, "found"); found != "" && found != "home" {
			return "" // nobody was there
		}
	}
	def, ok := d.forms.Get(rec.Kind)
	if !ok || isWithdrawn(def, rec) {
		return ""
	}
	return hub.Day(d.text(rec, "day"))
}

// QuizRate is how many sheets of questions were answered at a site in some days, and on how
// many two of three were right.
func (d *Desk) QuizRate(ctx context.Context, site hub.ID, from, to hub.Day) (q ClassQuiz, err error) {
	recs, err := d.log.Newest(ctx, "quiz", "day", string(from), string(to), 0, mostQuizzes)
	for _, one := range care.All[care.Quiz](d.forms, "quiz", recs) {
		if one.Site == site {
			q.add(one)
		}
	}
	return q, err
}

// ClassCount is how many classes of a kind there are.
type ClassCount struct {
	Planned, Held, Off int
	Heads              int // who came, by name or counted, whichever is more
	Ledgers            int // with a 台账
}

// ClassCounts counts the classes of a site in some days by their kind: a county's row
// (R40, R41, R48, R49).
func (d *Desk) ClassCounts(ctx context.Context, site hub.ID, from, to hub.Day) (map[string]ClassCount, error) {
	all, err := d.classesOf(ctx, site, from, to)
	out := map[string]ClassCount{}
	for _, c := range all {
		n := out[c.Kind]
		switch {
		case c.Held():
			n.Held++
			n.Heads += max(tallyOf(&c).heads.Sum(), c.Heads)
		case c.Off():
			n.Off++
		default:
			n.Planned++
		}
		if c.Ledger != "" {
			n.Ledgers++
		}
		out[c.Kind] = n
	}
	return out, err
}
