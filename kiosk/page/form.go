package page

import "html/template"

// FormStep asks several short questions of a sheet on one screen; a long one has a
// button to a screen of its own. What was pressed is kept with every press.
//
// Posted: pick=FIELD:CODE, a Stepper's fields under the field's name, go=next.
type FormStep struct {
	Frame
	Action string // POST there
	Lead   string
	Asks   []FormAsk
	Prev   string
	Next   string // label of the main action
}

func (FormStep) Page() string { return "form-step" }

// FormAsk is one of its questions: choices to press, a number, or a way to its screen.
type FormAsk struct {
	Field   string
	Label   string
	Help    string
	Text    string // what was answered, where it has a screen of its own
	Choices []Choice
	Stepper *Stepper
	Href    string
}

// FormSheet is a whole sheet in words: before it is noted, and as a record.
//
// Posted: go=next notes it, go=sure where something was asked; do=CODE takes a step of
// its workflow.
type FormSheet struct {
	Frame
	Action string // POST there
	Lead   string // who wrote it, and when
	Trail  string // address of who changed it; "" there is no more to tell
	State  string // of its workflow; "" it has none
	Since  string // 3 个工作日内要办
	Late   bool   // that is over
	Lines  []FormLine
	Pages  []Choice // Value is the address
	Prev   string
	Ways   []Link
	Moves  []Choice // field do
	Paper  string   // POST there prints it; "" nothing does
	Next   string   // label of the main action; "" none
	Sure   string   // label of go=sure instead, where something may be wrong; "" none
}

func (FormSheet) Page() string { return "form-sheet" }

// FormLine is one answer in words.
type FormLine struct {
	Field   string
	Label   string
	Text    string
	Href    string       // where it is mended; "" nowhere
	Strokes []string     // of what was drawn
	Photo   template.URL // the small picture; "" none
	Gap     bool         // nothing there yet
}

// FormList is the filled-in sheets of one form, the newest first.
type FormList struct {
	Frame
	Ways  []Choice // of looking: all, what is still to be done; Value is the address
	Rows  []FormRow
	Empty string
	Pages []Choice // Value is the address
	Prev  string
	Paper string // POST there prints an empty one; "" nothing does
	Save  string // address where they are taken away as a table; "" she may not
	Many  string // address of one table for many; "" the form has none
	New   *Link  // the main action; nil for those who only read
}

func (FormList) Page() string { return "form-list" }

// FormRow is one sheet in a list.
type FormRow struct {
	Bold, Text string
	Tag        string
	Care       bool // the tag wants attention
	Struck     bool // taken back
	Href       string
}

// FormMany is one table of many children: a line each, with one to three answers.
//
// Posted: go=next notes all of them.
type FormMany struct {
	Frame
	Action string   // POST there
	Ways   []Choice // whom it shows; Value is the address
	Rows   []FormManyRow
	Wide   bool // a line takes the whole width
	Empty  string
	Pages  []Choice // Value is the address
	Prev   string
	Next   string // label of the main action; "" nothing is answered yet
}

func (FormMany) Page() string { return "form-many" }

// FormManyRow is one child of it.
type FormManyRow struct {
	Name  string
	Cells []FormCell
	Bad   bool // something is the matter with it
}

// FormCell is an answer, and where it is given.
type FormCell struct {
	Label string // read out, and shown where there is no answer
	Text  string
	Href  string
	Noted bool // stored already
}
