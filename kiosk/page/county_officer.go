package page

import "html/template"

// CountyOfficers is who may log in at the desk, and what is asked of them.
type CountyOfficers struct {
	CountyFrame
	Lead      string
	Rows      []OfficerRow
	Name      string // as typed
	Roles     []Choice
	Townships []Choice
	Admin     bool     // as ticked
	Codes     []Choice // roles that have to log in with a code
	Alone     string   // people in a table that one takes by herself
}

func (CountyOfficers) Page() string { return "county-officers" }

// OfficerRow is one who may log in.
type OfficerRow struct {
	Href  string
	Name  string
	Role  string
	Area  string
	Last  string
	From  string
	Code  string // 动态码 on or off
	State string // 锁着，还有 3 分钟
	Look  bool
}

// CountyOfficer is one of them: to be changed, helped or put out.
type CountyOfficer struct {
	CountyFrame
	ID        string
	Facts     []Fact
	Self      bool // nobody does it to herself
	Locked    bool
	Coded     bool
	Roles     []Choice
	Townships []Choice
	Admin     bool
}

func (CountyOfficer) Page() string { return "county-officer" }

// CountyPaper is something secret that is shown once, to be printed or written down: a
// first password, recovery codes.
type CountyPaper struct {
	CountyFrame
	Head  string
	Lines []string
	Big   []string // each on a line of its own
	Ways  []Link
}

func (CountyPaper) Page() string { return "county-paper" }

// CountyMe is an officer's own way in.
type CountyMe struct {
	CountyFrame
	Facts    []Fact
	Must     bool // her password was given to her by somebody else
	Coded    bool
	Sessions []OwnSession
	Other    bool // she is logged in elsewhere too
}

func (CountyMe) Page() string { return "county-me" }

// OwnSession is one place where she is logged in.
type OwnSession struct {
	Key  string
	From string
	When string
	Idle string
	This bool
}

// CountyMyCode binds her login to her telephone.
type CountyMyCode struct {
	CountyFrame
	Must    bool // her role has to
	Coded   bool // she has one, and gets another
	QR      template.HTML
	Spelled []string // in groups of four
	Clock   string   // what the county's machine thinks the time is
}

func (CountyMyCode) Page() string { return "county-my-code" }

// CountyMyLooks is what an officer looked at, and from where she logged in.
type CountyMyLooks struct {
	CountyFrame
	Lead    string
	Rows    []OwnLookRow
	Entries []EntryRow
}

func (CountyMyLooks) Page() string { return "county-my-looks" }

// OwnLookRow is one line of her own trail.
type OwnLookRow struct {
	When, What string
	Href, Name string // of the child; "" of none
	Times      int
}

// CountyAccess is who came in at the desk, or tried to.
type CountyAccess struct {
	CountyFrame
	Lead       string
	From, To   string
	Whose      []Choice
	Failed     bool
	Rows       []EntryRow
	File       string
	Report     string // the report of the year; "" not hers
	Prev, Next string
}

func (CountyAccess) Page() string { return "county-access" }

// EntryRow is one line of it.
type EntryRow struct {
	When, Who, What, From, By string
	Times                     int
	Look                      bool
}
