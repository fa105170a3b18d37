package due

import (
	"yizhan/hub"
	"yizhan/hub/form"
)

// ByRecord, as the code of a kind, is each record for itself: a thing that runs out.
const ByRecord = "record"

// What a rule counts from.
const (
	FromBirth      = "birth"      // the child's birthday
	FromRegistered = "registered" // the day the child was written down
	FromEnrolled   = "enrolled"   // the first day of the present time in care; shorter breaks are bridged
	FromReturned   = "returned"   // the same, where the child had been in care before and was away for long
	FromUntil      = "until"      // the last day that the newest closing record names: a paper runs out, the next visit
	FromRecord     = "record"     // a day that another record names: of a form's cadence alone
	FromNothing    = ""           // no day: at once, then every …
)

// For whom a rule is.
const (
	ForAll       = ""          // every child that is born, every worker, the site
	ForCare      = "care"      // a child with a place today; a site that has such children
	ForComing    = "coming"    // a child with a place, today or later
	ForExpecting = "expecting" // a family that expects a child
)

// Who does it.
const (
	ByStation = "station"
	ByHealth  = "health" // the township health centre, the clinic
	ByFamily  = "family"
)

// Group is rules that are one thing to people: 打针, 体检.
type Group struct {
	Code string `yaml:"code"`
	Name string `yaml:"name"`
	Icon string `yaml:"icon"`
	Soon string `yaml:"soon"` // sentences; {act} is the rule's
	Due  string `yaml:"due"`
	Late string `yaml:"late"`
	Done string `yaml:"done"` // label of what was done
	Ends string `yaml:"ends"` // what is always said with it
	Put  int    `yaml:"put"`  // days that one can be put off, unless the clinic says so
}

// Closing is the record that ends an item: of a kind, and where Is is set, one of
// these codes.
type Closing struct {
	Kind hub.Kind `yaml:"kind"`
	Is   []string `yaml:"is"`
	As   string   `yaml:"as"` // the code that is written, where it is not the first of Is
}

// Written is the code that a new record of the kind has.
func (c Closing) Written() string {
	if c.As == "" && len(c.Is) > 0 {
		return c.Is[0]
	}
	return c.As
}

// Gap is a dose that has to be given before, and so long before.
type Gap struct {
	Rule string
	Gap  Span
}

// Rule is one thing that has to be done. Its words are those of a form's cadence.
//
//	due    = Of + From, not before its gaps; from then it is due
//	soon   = Remind before
//	late   = Within after it was due, and after the age Before
//	over   = Of + Until: nobody asks any more
//	again  = Every after the last time
type Rule struct {
	Code      string   `yaml:"code"`
	Title     string   `yaml:"title"` // a thing: 三个月体检
	Act       string   `yaml:"act"`   // what to do, in plain words: 做三个月体检
	Group     string   `yaml:"group"`
	Subject   hub.Kind `yaml:"subject"`
	For       string   `yaml:"for"`
	Of        string   `yaml:"of"`
	From      Span     `yaml:"from"`
	Before    Span     `yaml:"before"`
	Within    *Span    `yaml:"within"`
	Until     Span     `yaml:"until"`
	Every     Span     `yaml:"every"`
	Remind    Span     `yaml:"remind"`
	Closes    Closing  `yaml:"closes"`
	Also      hub.Kind `yaml:"also"`    // a record of this kind ends it too: the sheet of the same visit
	Each      bool     `yaml:"each"`    // one item for each code of the closing records
	Missing   bool     `yaml:"missing"` // of until: due at once where there is no record
	Who       string   `yaml:"who"`
	With      []string `yaml:"with"` // what else is done on the occasion, in words
	Note      string   `yaml:"note"` // a hint in words
	Page      string   `yaml:"page"` // where it is done, {id} is the subject; "" the page that notes it
	Say       string   `yaml:"say"`  // instead of the group's sentence when due
	Source    string   `yaml:"source"`
	Certainty string   `yaml:"certainty"`

	cadence *form.Cadence // of a form's rule
	since   since         // of record: which

	after  []Gap
	live   bool // injected live vaccine
	either string
	pick   string
	group  *Group
	fresh  bool // only a record of its own time ends it, not one of before
}

// Heading is the rule's group.
func (r *Rule) Heading() Group { return *r.group }

// Figures says that a record of figures ends the rule: it is noted where they are taken.
func (r *Rule) Figures() bool { return r.Closes.Kind == "growth" }

// usualWithin is how long after it was due something is late where a rule says nothing.
var usualWithin = Span{Months: 1}

func (r *Rule) within() Span {
	if r.Within != nil {
		return *r.Within
	}
	return usualWithin
}
