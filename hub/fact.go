package hub

// Fact says that a measure at a site changed by Value on a day. A measure is either a
// level (children registered: +1 on the day one comes, −1 on the day after the last one)
// or a flow (children present: 1 on each such day). What a level was on a day is the sum
// of its facts up to that day; what flowed in some days is the sum of those days.
type Fact struct {
	Measure string
	Lane    Lane // the township's, at the time
	Site    ID   // zero: the lane's own, no station's
	Day     Day
	Value   int64
	Kind    Kind // what shows it; both are empty where no single record does
	Record  ID
}

// Measurer turns the records of one subject into facts. It is a pure function of what
// this hub can read of them.
type Measurer interface {
	// Measures lists every measure that it makes, and whether it is a level. A measure
	// whose rule changes gets a new name: facts once written are not made anew.
	Measures() map[string]bool
	// Kinds are those of which it reads every record of the subject.
	Kinds() []Kind
	// Monthly are kinds that are once per day. They are read a month at a time, so that
	// a tap does not read a child's years; no kind is in both lists.
	Monthly() []Kind
	// Facts of a subject. month is "": those that Kinds say; "2026-11": those that the
	// records of Monthly in that month say (Kinds are given too).
	Facts(subject ID, month string, recs []Record) []Fact
}

// Scope says how finely sums are told apart.
type Scope int

const (
	ScopeAll  Scope = iota // the whole county
	ScopeLane              // each township
	ScopeSite              // each station
)

// SumQuery asks for sums of measures.
type SumQuery struct {
	Measures []string
	From     Day   // "": since ever, which is what a level asks
	To       Day   // included
	Known    int64 // as known at the end of this closing; 0: now
	Scope    Scope
	Area     string // only this lane (ScopeLane) or site (ScopeSite: ID in hex); "": all of them
}

// Sum is one answer: Area is "", a lane, or a site's ID in hex.
type Sum struct {
	Measure string
	Area    string
	Value   int64
}

// Evidence is one record or subject behind a sum. Of an erased subject only the value is left.
type Evidence struct {
	Subject ID // zero: erased
	Fact
}

// Counted is a measure as a store counts it.
type Counted struct {
	Measure string
	Level   bool
	Born    int64 // the closing in which it was first counted; before, nobody can say
}

// Closing is what the county had counted at the end of a day: figures that were made public
// stay what they were, and what comes later is seen as coming later.
type Closing struct {
	Number  int64
	Day     Day    // that it closes
	At      int64  // Unix ms
	Commits int64  // held then
	Digest  Digest // of all lanes then, added up
}
