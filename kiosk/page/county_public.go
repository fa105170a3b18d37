package page

import "html/template"

// CountyPublic is what the county shows to everybody: which pages, whom to call, papers of
// policy, slips for ratings, and the picture of the address.
//
// Posted to /public: pages, phone, url, note, rates.
type CountyPublic struct {
	CountyFrame
	State    string   // 开着 4 页
	Pages    []Choice // of the form portal
	Rates    bool
	Phone    string
	URL      string // as it is typed
	Host     string // as it is read
	Words    string // on the first page
	Fault    string
	QR       template.HTML // "" no address is known
	Look     []Link        // pages as people see them
	Stations []Choice
	SlipsBad string // what was wrong with slips that were asked for
	Slips    string // how many, as typed
	Papers   []CountyPaperRow
	Letters  []Link // what came in
	Filed    string // 备过案的 12 个站 …
	Family   string // how families' own page stands: 关着
}

// CountyPaperRow is a paper of policy; Href is "" for one that the program carries.
type CountyPaperRow struct{ Href, Title, Issuer, Day, State string }

// CountyFamily is the switch of the page on which families look at their own child.
//
// Posted to /public/family: on=yes or no.
type CountyFamily struct {
	CountyFrame
	Open  bool
	State string // 11月23日开的
	Lines []string
	URL   string // where families open it, as they type it; "" it is shut
	Sent  string // how messages went since the start; "" none were sent
	Lacks string // why it cannot be opened; "" it can
	Fault string
	Back  string // "" the page of the public pages is not hers
}

func (CountyFamily) Page() string { return "county-family" }

func (CountyPublic) Page() string { return "county-public" }

// CountyPaperEdit is a paper of policy as it is written.
//
// Posted: title, number, issuer, day, until, tags, text, source; do=take takes it off.
type CountyPaperEdit struct {
	CountyFrame
	Action string
	Fresh  bool // it is new
	Head   string
	Number string
	Issuer string
	Day    string
	Until  string
	Tags   string
	Body   string
	Source string
}

func (CountyPaperEdit) Page() string { return "county-paper-edit" }

// CountySlips are slips for ratings, to be printed and cut. They are shown once.
type CountySlips struct {
	CountyFrame
	Station string
	Until   string
	Where   string // they are used; "" nobody has said
	Codes   []string
}

func (CountySlips) Page() string { return "county-slips" }
