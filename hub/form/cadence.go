package form

import (
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// Cadence is when a sheet is due, as data for the engine that makes the lists of what
// is due. One rule gives a first day and, with Every, the days after it.
//
// The first day: At each of some ages; After a time since Of; else From that age, or
// the day from which the subject is known. Every counts from the last record, or from
// the first day where there is none.
type Cadence struct {
	Code   string     `yaml:"code"`   // of the rule within its kind, for good
	Title  string     `yaml:"title"`  // what is to be done, as the list of dues says it
	Every  Span       `yaml:"every"`  // 3 months
	At     []Span     `yaml:"at"`     // ages: 3 months, 42 days
	After  Span       `yaml:"after"`  // 14 days …
	Of     string     `yaml:"of"`     // … after this: birth, a field that is a day, or kind.field of another kind
	From   Span       `yaml:"from"`   // not before this age
	Until  Span       `yaml:"until"`  // not from this age on
	Within Span       `yaml:"within"` // overdue after this time
	Remind Span       `yaml:"remind"` // shown so long before
	Who    []hub.Role `yaml:"who"`    // whose list it is on; none: who may write
	For    string     `yaml:"for"`    // care: only where children are in care, coming: also those who begin later, expecting: families that expect a child
	If     string     `yaml:"if"`     // formula over the last record: whether it is due at all

	condition *formula.Formula
}

// Due says whether the rule applies, given the last record of the kind.
func (c *Cadence) Due(env formula.Env) bool { return c.condition == nil || c.condition.True(env) }

// whom is what For may say; the list of dues knows the words.
var whom = []string{"", "care", "coming", "expecting"}

// Unit is what a Span counts.
type Unit string

const (
	Days     Unit = "days"
	Workdays Unit = "workdays"
	Weeks    Unit = "weeks"
	Months   Unit = "months"
	Years    Unit = "years"
)

var units = []Unit{Days, Workdays, Weeks, Months, Years}

// mostWorkdays is about a year of them: they are counted one by one.
const mostWorkdays = 250

// Span is a length of time by the calendar: 3 months. The zero Span is none.
type Span struct {
	N    int
	Unit Unit
	text string // as written, where it is no span
}

// UnmarshalText reads "3 months"; what is no span is found when the definition is
// checked, with its place.
func (s *Span) UnmarshalText(b []byte) error {
	text := string(b)
	*s = Span{text: text}
	number, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	for _, u := range units {
		if err == nil && n >= 0 && n <= 10_000 && (u != Workdays || n <= mostWorkdays) && (unit == string(u) || unit+"s" == string(u)) {
			*s = Span{N: n, Unit: u}
		}
	}
	return nil
}

// written says whether something stands there, though it may be no span.
func (s Span) written() bool { return s.Given() || s.text != "" }

// MarshalText writes what UnmarshalText reads.
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Given says whether the span was written.
func (s Span) Given() bool { return s.Unit != "" }

func (s Span) String() string {
	if !s.Given() {
		return s.text
	}
	return strconv.Itoa(s.N) + " " + string(s.Unit)
}
