package page

import (
	"html/template"
	"slices"
)

// CountyCases is what the county has to bring to an end: the latest first, with the reason.
// Nobody's name stands in it.
type CountyCases struct {
	CountyFrame
	Lead     string
	Tabs     []Choice // Value is an address
	Show     string   // of the tabs: turn, late, done; "" all that are open
	Kinds    []Choice
	Stations []Choice
	Number   string // as typed, where nothing was found
	Rows     []CountyCaseRow
	Pages    []Link
	Ways     []Link
}

// CountyCaseRow is one of them.
type CountyCaseRow struct {
	Look                 bool // it is late
	Href                 string
	Number, Title, State string
	Town, Station        string
	Due, Left            string // 11月30日, 还有 5 个工作日 or 晚了 2 个工作日
	To                   string // whose turn it is
	Holder               string // the officer who works on it; "" nobody in particular
	About                string // 灭火器过期: what tells it from others of its kind; "" nothing
}

func (CountyCases) Page() string { return "county-cases" }

// CountyCase is one case: where it stands, until when, and what is next as one button.
//
// Posted: do=STATE, from, f-FIELD of what the step needs; to Hand: to; to Away: why, words,
// or back.
type CountyCase struct {
	CountyFrame
	Number   string // 备案2026-00012; "" none yet
	Code     string // the four figures beside it
	Whose    string // 柳沟村照护驿站
	State    string
	Done     bool
	Deadline string // 11月30日以前，还有 5 个工作日
	Late     bool
	Turn     string // 等县里
	Papers   []Choice
	Facts    []Fact
	Pictures []CasePicture
	Links    []Link // where it came from, what it began
	History  []Row
	Clause   string
	Unkept   []Fact // what she typed for a step that somebody else took meanwhile
	Main     *CaseMove
	Moves    []CaseMove // besides
	Action   string
	From     string // the state that it stands in
	Edit     string // address; "" she may not
	Holder   string // the officer who works on it; "" nobody in particular
	Hand     string // address to hand it on; "" she may not
	Hands    []Choice
	Gone     string // why it was taken back; "" it was not
	Away     string // address to take it back, or to have it count again; "" she may not
	Whys     []Choice
	Receipt  string // address; "" it has no number
	Paper    string // address of the whole, to print
	Prev     string
}

// CasePicture is a photo of a case, or the place of one.
type CasePicture struct {
	Label string
	Href  string       // of the whole one; "" there is none yet
	Thumb template.URL // "" there is none yet
	Post  string       // POST there upload (multipart); "" she may not
}

// CaseMove is a step that the officer may take, with what it still needs.
type CaseMove struct {
	To, Label string
	Asks      []CaseAsk
	Wait      string // from when on it may be taken; "" now
}

// Faulty says whether something of it has to be written again.
func (m CaseMove) Faulty() bool {
	return slices.ContainsFunc(m.Asks, func(a CaseAsk) bool { return a.Fault != "" })
}

// caseStep is a step as its template shows it.
type caseStep struct {
	Page CountyCase
	Move CaseMove
	Main bool
}

// CaseAsk is a question at the county's desk, with mouse and keys. Its name is f-FIELD; of
// rows f-FIELD-ROW-COLUMN.
type CaseAsk struct {
	Name, Label, Help string
	Type              string // line, text, number, day, time, choice, choices, yes, rows
	Value, Unit       string
	Most              int // characters
	Must              bool
	Options           []Choice
	Heads             []string
	Rows              [][]CaseAsk
	Fault             string
}

func (CountyCase) Page() string { return "county-case" }

// CountyCaseNew is which case is begun, and of which station.
//
// Asked: GET /cases/new/{kind}?station=.
type CountyCaseNew struct {
	CountyFrame
	Kinds    []CaseKind
	Stations []Choice // one of them is Value of the select station
	Prev     string
}

// CaseKind is a type of case that she may begin.
type CaseKind struct {
	Href, Title, Help, Clause string
	Alone                     bool // it is about no station
}

func (CountyCaseNew) Page() string { return "county-case-new" }

// CountyCaseForm is the questions of a case on one page.
//
// Posted: station, day, seen, f-FIELD, sure.
type CountyCaseForm struct {
	CountyFrame
	Whose   string
	Help    string
	Clause  string
	Asks    []CaseAsk
	Day     string // on which it was; "" it is not asked
	Least   string // the first day that it may be
	Most    string
	Station string // id; "" of none
	Seen    string // commit that was shown; "" a new one
	Sure    bool   // she is asked whether what may be wrong is right
	Button  string
	Action  string
	Blank   string // address of the empty sheet, to print; "" none
	Prev    string
}

func (CountyCaseForm) Page() string { return "county-case-form" }

// CountyCasePaper is a case, its receipt or an empty sheet on A4.
type CountyCasePaper struct {
	CountyFrame
	Head    string // of the paper
	Number  string
	Code    string
	Whose   string
	Lines   []string // sentences of a receipt
	Facts   []Fact
	Blank   []BlankLine
	History []Row
	Clause  string
	Sign    []string // whose names and seals stand below
	Prev    string
}

// BlankLine is a question with room to write by hand.
type BlankLine struct {
	Label, Help string
	Options     []string
	Lines       int // of room
}

func (CountyCasePaper) Page() string { return "county-case-paper" }
