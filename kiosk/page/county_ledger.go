package page

import "html/template"

// CountyLedger is the ledger (工作台账) as it hangs on the wall: projects with unit, deadline
// and how far they are, and the cases that are worked on.
type CountyLedger struct {
	CountyFrame
	Lead     string
	Projects []LedgerRow
	Cases    []LedgerCases
	New      string // address of a new project
	Prev     string
}

// LedgerRow is one project.
type LedgerRow struct {
	Look                          bool // it is late, or stuck
	Href, Name, Plan, Unit, State string
	Until, Left                   string
	Figures                       string // 41 / 67 件
	Share                         int    // per cent
	Hard                          string
}

// LedgerCases is how many cases of a kind are open and late.
type LedgerCases struct {
	Href, Title string
	Open, Late  int
	Look        bool
}

func (CountyLedger) Page() string { return "county-ledger" }

// CountyDraw is the 双随机: what was drawn before, a new one, or the protocol of one.
//
// Posted: seed, thrown, witnesses, officers (a line each), places, each, town, out (the id of
// each that is left out), why; on the page of one do=open.
type CountyDraw struct {
	CountyFrame
	Held  []LedgerCases // drawn before: Title says of what, Open how many
	Towns []Choice      // Value is an address
	Town  string
	List  []Choice // who may be drawn, On those that are left out
	Typed DrawTyped
	Pool  int        // how many may be drawn
	Shown *DrawShown // the protocol; nil: a new one is asked for
	Prev  string
}

// DrawTyped is what was typed.
type DrawTyped struct{ Seed, Thrown, Witnesses, Officers, Places, Each, Why string }

// DrawShown is the protocol of a draw.
type DrawShown struct {
	Day, Seed, Thrown, Witnesses string
	Pool                         []DrawRank // in the order in which they were drawn
	Out                          string     // who was left out, and why
	Officers                     string
	Method                       string // what is hashed for a place, as somebody can read it
	Result                       []Fact // place and who looks at it
	Same                         bool   // drawn again, it comes out the same
	Action                       string // POST do=open; "" they were begun
	Opened                       string
}

// DrawRank is a place of the list with what makes its turn.
type DrawRank struct {
	Name, Code, Rank string
	Drawn            bool
}

func (CountyDraw) Page() string { return "county-draw" }

// CountyCircle is who has a station within a quarter of an hour: by points, without a map.
//
// Posted: site or name, lat, lon, children, source; do=gone with id.
type CountyCircle struct {
	CountyFrame
	Lead     string
	Rule     string
	Ways     []Choice // walk or ride
	Drawing  template.HTML
	Rows     []CircleRow
	Stations []CircleStation
	Sites    []Choice
	Typed    CircleTyped
	Prev     string
}

// Degrees is said where a place is typed.
func (CountyCircle) Degrees() string { return degrees }

// CircleTyped is what was typed.
type CircleTyped struct{ Name, At, Children, Source string }

// CircleRow is a village, the farthest first.
type CircleRow struct {
	ID, Name, Children, Station, Metres, Minutes, Place string
	Look                                                bool // nothing is in reach
}

// CircleStation is a station with its place, or without.
type CircleStation struct {
	Name, Town, Place string
	Look              bool // nobody has typed where it is
}

func (CountyCircle) Page() string { return "county-circle" }
