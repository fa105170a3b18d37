package page

// CountyOutsides is the systems outside that the county copies into.
//
// Posted: name, about, system, request: a new one.
type CountyOutsides struct {
	CountyFrame
	Systems  []OutsideRow
	Outlines []OutlineRow
	MayMake  bool
	Abouts   []Choice
	Kinds    []Choice // where it is reported to
	Name     string   // as typed
	Fault    string
}

func (CountyOutsides) Page() string { return "county-outsides" }

// OutsideRow is one system.
type OutsideRow struct {
	Name  string
	About string
	State string // 还在做, 在用
	Todo  string // 要抄 12 个
	Look  bool
	Href  string
	Edit  string // "" she may not
}

// OutlineRow is a system that policy names and the county has not described.
type OutlineRow struct {
	Name   string
	Source string
	Href   string
}

// CountyOutsideEdit is what a system asks, and what of ours answers each.
//
// Posted: name, about, format, and for each column I: from-I, fixed-I, day-I, must-I;
// do=save|ready|draft|gone. /heads posts upload (multipart).
type CountyOutsideEdit struct {
	CountyFrame
	Name    string
	Made    bool // 样例
	State   string
	Ready   bool
	Lead    string // 12 栏，3 栏还空着
	Columns []OutsideColumn
	Groups  []SourceGroup
	Formats []Choice
	Action  string
	Upload  string
	Prev    string
	Fault   string
}

func (CountyOutsideEdit) Page() string { return "county-outside-edit" }

// OutsideColumn is one thing that the system asks.
type OutsideColumn struct {
	N        int
	No       string // 3
	Title    string
	From     string
	Fixed    string
	IsFixed  bool
	Days     []Choice // how a day is written; none: it is no day
	Must     bool
	Codes    string // page of its codes; "" it has none
	CodeWord string // 对上 3 个，还差 1 个
	Look     bool
}

// SourceGroup is sources of one record.
type SourceGroup struct {
	Name    string
	Sources []Choice
}

// CountyOutsideCodes is how our values are called over there.
//
// Posted: theirs-I for each of ours, or lines; /list posts upload (multipart).
type CountyOutsideCodes struct {
	CountyFrame
	Head   string
	Rows   []CodeRow
	Free   bool   // ours are texts: lines are written
	Lines  string // 柳沟村 = 140427103201
	List   []Choice
	Listed string // 那边的代码表：1,204 行
	Action string
	One    string // POST of a list of one column
	Two    string // … of two: code, name
	Prev   string
	Fault  string
}

func (CountyOutsideCodes) Page() string { return "county-outside-codes" }

// CodeRow is one of our choices.
type CodeRow struct {
	N      int
	Label  string
	Theirs string
}

// CountyOutside is whom a system keeps: new, changed, to be taken out, done.
//
// Posted: do=batch, do=report; site, request.
type CountyOutside struct {
	CountyFrame
	Name    string
	Made    bool
	Lead    string
	Shows   []Choice // by what is to be done
	Sites   []Choice
	Site    string
	Rows    []OutsidePerson
	Batches []Link
	Files   bool // something can be put into a file
	Report  bool // all of the site is done: it can be reported
	Edit    string
	Action  string
	Prev    string
	Older   string
	Newer   string
}

func (CountyOutside) Page() string { return "county-outside" }

// OutsidePerson is one line of the list.
type OutsidePerson struct {
	Stamp   string // 新, 变, 退, 等, 已
	Class   string
	Name    string
	Apart   string // from another of this name: 2024年3月生
	Station string
	What    string // what has changed, what is lacking, why it was refused
	Number  string
	Day     string
	Href    string
	Way     string
	Look    bool
}

// CountyOutsideCopy is a line to be copied at the county's desk.
type CountyOutsideCopy struct {
	CountyFrame
	CopySheet
}

func (CountyOutsideCopy) Page() string { return "county-outside-copy" }

// CountyOutsideBatch is a file whose answer is awaited.
//
// Posted: do=all|drop, request; /answer posts upload (multipart).
type CountyOutsideBatch struct {
	CountyFrame
	Head   string
	Rows   []OutsidePerson
	File   string // address of the file
	Upload string
	Action string
	Prev   string
}

func (CountyOutsideBatch) Page() string { return "county-outside-batch" }

// CountyOutsideAnswer is the system's answer before it is noted.
//
// Posted: head, key, second, number, why (columns), do=look|keep.
type CountyOutsideAnswer struct {
	CountyFrame
	Head    string
	Asks    []AnswerAsk
	Taken   string // 12 个收下了
	Refused []Fact
	Lost    []Fact
	May     bool // somebody was found
	Columns []string
	Sample  [][]string
	Action  string
	Prev    string
	Fault   string
}

func (CountyOutsideAnswer) Page() string { return "county-outside-answer" }

// AnswerAsk is a column that is chosen.
type AnswerAsk struct {
	Name    string
	Text    string
	Choices []Choice
}
