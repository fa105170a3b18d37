package page

// CountyForms is the forms that stations fill in: the county's own, with a way to each,
// and those that every station has.
type CountyForms struct {
	CountyFrame
	Lead    string
	New     string // address of an empty one; "" the county has no code yet
	Own     []CountyFormRow
	Shipped []CountyFormRow
}

func (CountyForms) Page() string { return "county-forms" }

// CountyFormRow is one of them.
type CountyFormRow struct {
	Href    string // "" of a form that comes with the program
	Title   string
	Kind    string
	Group   string
	Who     string // 站长、保育师
	Version string // 第 2 版
	Day     string
	State   string // 停用了, 这一版用不了; "" in use
	Look    bool   // the line wants attention
	Export  string // address of its sheets as a table; "" she may not take them
}

// CountyForm is the text of a form, and beside it what is the matter with it or how it
// will look. The right half is asked for again while somebody writes.
//
// Posted: text, request; POST /forms/look shows, POST /forms publishes.
type CountyForm struct {
	CountyFrame
	YAML   string
	Kind   string // "" a new one
	State  string // 第 2 版，11月23日发的
	Faults []FormFault
	Roles  string // who fills it in and who reads it
	Steps  []FormLook
	Blank  []FormLine
	More   string // 后面还有 4 步
	Retire string // label of the button that ends it, or takes it up again; "" it is not published
	Prev   string
}

func (CountyForm) Page() string { return "county-form" }

// CountyGuide is how a form is written, in two columns.
type CountyGuide struct {
	CountyFrame
	Columns [2][]GuidePiece
	Prev    string
}

func (CountyGuide) Page() string { return "county-guide" }

// FormFault is one thing that is wrong with the text.
type FormFault struct {
	Line int    // from 1; 0 where there is no such place
	Text string // of that line
	Why  string
}

// FormLook is a step as it will be asked.
type FormLook struct {
	Title, Help string
	Asks        []FormAsk // Text is how it is answered, where nothing can be chosen
}
