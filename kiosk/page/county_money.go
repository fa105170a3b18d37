package page

// CountyMoney is the county's subsidies: what each pays now, how far its last run is, the
// figures of the papers that it may adopt, and what is left of the funds.
type CountyMoney struct {
	CountyFrame
	Programmes []MoneyRow
	Examples   []MoneyExample // none where she may not adopt any
	Funds      []FundLine
	Book       string // address of the funds' book; "" it is not hers to see
}

func (CountyMoney) Page() string { return "county-money" }

// MoneyRow is one subsidy.
type MoneyRow struct {
	Href, Name, Rule, Standard, From string
	Last, State, Sum                 string // of the last run; "" there is none
	Look                             bool   // it waits for somebody
}

// MoneyExample is a figure of a paper.
type MoneyExample struct{ Href, Name, Rule, Figure, Note, Source string }

// FundLine is what a fund got in a year, what went out of it and what is left.
type FundLine struct {
	Name, In, Out, Left string
	Look                bool // more went out than came in
}

// CountyRate is a rate that is typed.
//
// Posted: programme, rule, title, from, amount, share, days, half, age, modes, half_mode, filed,
// only, cap, per_place, trigger, threshold, figure, source, certainty; do=stop ends it.
type CountyRate struct {
	CountyFrame
	Programme string // id; "" a new one
	Rule      string // code
	RuleWord  string
	Open      string // what the paper leaves open
	Asks      []CaseAsk
	Stop      bool // it may be ended
	Before    []MoneyRate
	Prev      string
}

func (CountyRate) Page() string { return "county-rate" }

// MoneyRate is a rate as it was set.
type MoneyRate struct{ From, What, Source, Certainty, Said string }

// CountyProgramme is one subsidy: its rates, its runs, and who has reached an award.
//
// Posted: from, to (months), known (a closing).
type CountyProgramme struct {
	CountyFrame
	Rule      string
	Rates     []MoneyRate
	Change    string // address where another rate is typed; "" she may not
	Runs      []RunRow
	New       *RunNew // nil: she may not, or one is open
	Lead      string  // what Standings are
	Standings []Standing
	Prev      string
}

func (CountyProgramme) Page() string { return "county-programme" }

// RunRow is one run in a list.
type RunRow struct {
	Href, Name, Months, State, Own, Corrected, Sum string
	Look                                           bool
}

// RunNew is where a run is asked for.
type RunNew struct {
	Action, From, To string
	Known            []Choice
	Wait             string // why the month that is next cannot be worked out yet
}

// Standing is how far a station is from an award.
type Standing struct {
	Rank, Name, Town, Figure, Href string
	Reached                        bool
}

// CountyRun is one run: by township and station, with what is to be done next.
//
// Posted: do=lock, drop; do=pay with day, fund, year, voucher; do=paid or struck with doubt and
// found.
type CountyRun struct {
	CountyFrame
	State    string
	Good     bool // it is locked
	Lead     string
	Facts    []Fact
	Digest   string
	Whole    bool   // the digest fits what is kept
	Again    string // what came of working it out once more; "" nobody asked
	AgainOf  string // address that asks
	Towns    []RunTown
	Total    RunStation
	People   bool // what is counted are children
	Former   string
	Doubts   []RunDoubt
	Action   string
	Lock     bool
	LockWhy  string // why she cannot
	Drop     bool
	Pay      bool
	PayDay   string
	PayPaper string
	Funds    []Choice // of which it can be paid
	Table    string   // addresses
	Names    string
	Paper    string
	Prev     string
}

func (CountyRun) Page() string { return "county-run" }

// RunTown is a township of a run.
type RunTown struct {
	Name     string
	Stations []RunStation
	Sum      string
}

// RunStation is a station of a run.
type RunStation struct {
	Href, Name, Standard        string
	Children, Months            int
	Own, Corrected, Sum, Former string
	Struck                      string
	Doubts                      int
	Arrived                     string // what the station said: when it came
}

// RunDoubt is a doubt about a line.
type RunDoubt struct {
	ID, Href, Where, Reason, By string
	Answer                      string // "" it is open
	Ask                         bool   // she may answer
}

// CountyRunSite is a station's lines.
type CountyRunSite struct {
	CountyFrame
	Name  string
	Lead  string
	Heads []string
	Lines []RunLine
	Prev  string
}

func (CountyRunSite) Page() string { return "county-run-site" }

// RunLine is one line.
type RunLine struct {
	Href, No, Name, Month, What, Standard, Amount, Note string
	Look                                                bool
}

// CountyRunLine is what stands behind one line.
//
// Posted: reason.
type CountyRunLine struct {
	CountyFrame
	Name    string
	Amount  string
	Facts   []Fact
	Days    []RunDay // of the month; none for a line of a station
	Records []Link
	Doubts  []RunDoubt
	Action  string // POST of a doubt; "" the run is locked, or she may not
	Prev    string
}

func (CountyRunLine) Page() string { return "county-run-line" }

// RunDay is a day on which the child came.
type RunDay struct {
	Text  string
	Young bool // it was under the age that counts
}

// CountyRunPaper is a run on A4, to be signed and sealed.
type CountyRunPaper struct {
	CountyFrame
	Head  string
	Towns []RunTown
	Total RunStation
	Count string // over the column of what is counted
	Notes []string
	Sign  []string
	Prev  string
}

func (CountyRunPaper) Page() string { return "county-run-paper" }

// CountyFund is the book of the funds.
//
// Posted: fund, year, amount, day, paper, note; corrects puts an earlier line right.
type CountyFund struct {
	CountyFrame
	Books []FundBook
	Asks  []CaseAsk // none: she only reads
	Prev  string
}

func (CountyFund) Page() string { return "county-fund" }

// FundBook is one fund in one year.
type FundBook struct {
	Name  string
	Table string // address of the table
	Rows  []FundRow
	Total FundRow
}

// FundRow is a line of it.
type FundRow struct {
	Day, What, Paper, In, Out, Left string
	Site, Arrived, Used, Note       string
	Look                            bool
}

// doubtOf is a doubt as its template shows it.
type doubtOf struct {
	Page  CountyRun
	Doubt RunDoubt
}
