package page

import "html/template"

// FamilyCard is what a family carries: a picture that opens its child's record at any
// hub of the township, and a number that finds it.
type FamilyCard struct {
	Frame
	Child  string
	Site   string
	Number string        // 482 9137
	Web    string        // what is typed at home: 482 9137 205; "" the family has not agreed
	URL    string        // where it is typed, as it is read
	Online string        // where the family is asked about that; "" the county has not opened it
	QR     template.HTML // of the figures
	Prev   string
	Lost   string // where another card is made for a lost one
	Print  string // POST there prints; "": the browser does
}

func (FamilyCard) Page() string { return "family-card" }
