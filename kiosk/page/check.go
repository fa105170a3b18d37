package page

// CheckStep is one of several short questions about a child whose answers are kept on the
// page alone until the last: what was felt, seen, said and found; what a family says on the
// telephone. What stands in Said is not for a log or an address.
//
// Posted: pick=CODE (a Many page toggles it), a Stepper's fields, said, go=next|back.
type CheckStep struct {
	Frame
	Steps    []Step
	Action   string
	Question string
	Quiet    string
	Tiles    []Choice
	Many     bool // several may be on, then Next
	Few      bool // large tiles
	Stepper  *Stepper
	Said     string
	Prev     string // address; "" go=back
	Next     string // label of go=next; "" a tile is the answer
	Ways     []Link // to what belongs to it
}

func (CheckStep) Page() string { return "check-step" }
