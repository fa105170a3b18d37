package claim

import (
	"cmp"
	"slices"

	"yizhan/hub"
)

// Rule says what a subsidy is paid for. The codes are those of the sheet 补贴申请 (subsidy.what).
type Rule string

const (
	PerMonth   Rule = "month"      // a child under three and a month in which it came
	Difficulty Rule = "difficulty" // the same, of a child in 困境
	PerPlace   Rule = "place"      // a place and a month
	Build      Rule = "build"      // a place, once
	Rent       Rule = "rent"       // a share of a month's rent
	Award      Rule = "award"      // a station that has reached something
)

// OfChildren says whether its lines are of a child each.
func (r Rule) OfChildren() bool { return r == PerMonth || r == Difficulty }

// Trigger is what a station has to have reached for an award (长治市示范项目 项目5).
type Trigger string

const (
	ByUse   Trigger = "use"   // so many per cent of its places are in use
	BySites Trigger = "sites" // its owner runs so many stations
	ByModel Trigger = "model" // it is a demonstration station
	BySize  Trigger = "size"  // so many children are in care there
	ByRank  Trigger = "rank"  // it is one of the first so many of the county
)

// Figures by which stations are ranked.
const (
	RankUse      = "use"      // places in use
	RankEnrolled = "enrolled" // children in care
	RankPleased  = "pleased"  // families who are pleased
)

// Which stations count.
const (
	OnlyInclusive  = "inclusive"  // that say of themselves that they are 普惠
	OnlyRecognised = "recognised" // that the county recognised as such, and whose paper has not run out
)

// Rate is what a programme pays from a day on. It is never changed: a later one for the same
// day takes its place.
type Rate struct {
	ID, Programme hub.ID
	Title         string
	Rule          Rule
	From          hub.Day
	Gone          bool  // from that day on nothing is paid
	Amount        int64 // 分: a child's month, a place's month, a place, a station
	Share         int64 // of rent: per cent
	Days          int   // days in a month that make it a whole one; 0: one
	Half          int   // days that make it half a one; 0: there are no halves
	Age           int   // months before which a day counts: 36 or 24; 0: any
	Modes         []string
	HalfMode      bool   // half-day care is paid half
	Filed         bool   // the station has to be on file (备案)
	Only          string // OnlyInclusive, OnlyRecognised; "" every station
	Cap           int64  // 分 a station and month at most; 0: none
	PerPlace      int64  // of rent: square metres a place that are counted; 0: all
	Trigger       Trigger
	Threshold     int64
	Figure        string // of ByRank
	Source        string
	Certainty     string // A a law or order says so, B a plan, C a report, M the county itself
	Said          hub.Day
	Second        int
	By            hub.ID
}

// Care modes as rates tell them apart.
const (
	ModeFull   = "full" // 全日, 延时
	ModeHalf   = "half"
	ModeHourly = "hourly" // 计时, 临时
)

// RateOn is the rate that is in force on a day: the one that began last, and of those of one
// day the one said last. ok is false where none is.
func RateOn(rates []Rate, day hub.Day) (r Rate, ok bool) {
	for _, one := range rates {
		if one.From <= day && (!ok || compareRates(one, r) > 0) {
			r, ok = one, true
		}
	}
	return r, ok && !r.Gone
}

func compareRates(a, b Rate) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Said, b.Said), cmp.Compare(a.Second, b.Second), slices.Compare(a.ID[:], b.ID[:]))
}

// MonthOf is 2026-09 of 2026-09-30.
func MonthOf(day hub.Day) string { return string(day)[:min(len(day), len("2026-09"))] }

// IsMonth says whether a text is one.
func IsMonth(text string) bool {
	_, ok := (hub.Day(text + "-01")).Time()
	return ok && len(text) == len("2026-09")
}

// MonthName is a month as people write it: 2026年9月.
func MonthName(month string) string {
	t, ok := hub.Day(month + "-01").Time()
	if !ok {
		return month
	}
	return t.Format("2006年1月")
}

// LastDay is the last day of a month.
func LastDay(month string) hub.Day {
	return hub.Day(NextMonth(month) + "-01").Add(-1)
}

// NextMonth is the month after another.
func NextMonth(month string) string {
	t, _ := hub.Day(month + "-01").Time()
	return t.AddDate(0, 1, 0).Format("2006-01")
}

// Months lists those from one to another, both included; none where there are more than ten
// years of them.
func Months(from, to string) (out []string) {
	const most = 120
	if !IsMonth(from) || !IsMonth(to) {
		return nil
	}
	for m := from; m <= to; m = NextMonth(m) {
		if out = append(out, m); len(out) > most {
			return nil
		}
	}
	return out
}
