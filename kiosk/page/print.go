package page

import "html/template"

// PrintJob is something on its way to paper: how it looks, how far it is, and what can
// be done if there is no printer, or it does not print.
type PrintJob struct {
	Frame
	Image template.URL // address of the picture; "" nothing of it is kept any more
	Look  string       // where it is shown large, to copy it by hand
	Icon  string
	Kind  string // of the head: "", calm, good
	Head  string
	Lines []string
	Post  []Post // the last is the main action where there is no way on
	Way   *Link  // the main action
}

func (PrintJob) Page() string { return "print-job" }

// Parts are drawn anew as paper moves.
func (PrintJob) Parts() []string { return []string{"print-body", "print-foot"} }

// PrintLook is what would be printed, large enough to copy it by hand.
type PrintLook struct {
	Frame
	Image template.URL
	Label string
	Pages []Choice // Value is the address
	Prev  string
}

func (PrintLook) Page() string { return "print-look" }

// Printers is which printer takes which paper, and how it stands.
type Printers struct {
	Frame
	Papers []PaperStand
	Prev   string
}

func (Printers) Page() string { return "printers" }

// Parts are drawn anew when a printer has answered.
func (Printers) Parts() []string { return []string{"printers-list"} }

// PaperStand is one kind of paper.
type PaperStand struct {
	Paper string // value of the buttons: slip, sheet
	Title string // 小票
	Small string // what it is for
	Now   string // which printer
	Word  string // 好着, 没有纸
	Care  bool   // somebody should look
	Test  bool   // there is one to try
}
