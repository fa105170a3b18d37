package care

import (
	"time"

	"yizhan/hub"
)

// CheckBirth looks at a child's birth date: a day that exists, not after today, of
// a child under three (不得超范围, R36). Between three and the end of the years in
// which a child is known here it asks, because siblings and late books happen;
// beyond, it refuses. nil: fine.
func (r *Rules) CheckBirth(birth, today hub.Day) *hub.Error {
	b, ok := birth.Time()
	if !ok {
		return hub.E(hub.CodeInvalid, "birth.none").In("birth")
	}
	now, ok := today.Time()
	if !ok {
		return hub.E(hub.CodeInvalid, "birth.today").In("birth")
	}
	switch {
	case b.After(now):
		return hub.E(hub.CodeInvalid, "birth.future", longDate(b)).In("birth")
	case !b.AddDate(0, r.KnownToMonths, 0).After(now):
		return hub.E(hub.CodeInvalid, "birth.old", longDate(b)).In("birth")
	case !b.AddDate(0, r.CareToMonths, 0).After(now):
		return hub.E(hub.CodeQuestion, "birth.grown", longDate(b)).In("birth")
	}
	return nil
}

// Grown says whether a child has outgrown this care: 36 months are full.
func (r *Rules) Grown(birth, today hub.Day) bool {
	b, ok1 := birth.Time()
	now, ok2 := today.Time()
	return ok1 && ok2 && !b.AddDate(0, r.CareToMonths, 0).After(now)
}

func longDate(t time.Time) string { return t.Format("2006年1月2日") }
