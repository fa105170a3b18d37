package page

// GiveDose is one dose of a family's request, looked at by two before it is given.
//
// Posted: second=staff or self, then went=given|spat|refused; second stands in a hidden
// field behind the buttons.
type GiveDose struct {
	Frame
	Action  string
	Child   Person
	Harm    string // 青霉素: what it must not be given
	Facts   []Fact // what stands on the request
	Refused string // why it is not given now: nothing can be pressed then
	Early   bool   // that is only because its time has not come
	Seconds []Choice
	Second  string
	Went    []Choice // the first is the main action
	Prev    string
}

func (GiveDose) Page() string { return "give-dose" }
