package page

// CheckWall is 晨午检: who is here and was not looked at yet, as raised tiles. One tap says
// that a child is well; it names nobody but the children.
type CheckWall struct {
	Wall
	Slots []Choice // 晨检, 午检: Value is the address; none where there is only one
	All   Choice   // 这 12 个都好: Value is what it posts; "" nobody is left
}

func (CheckWall) Page() string { return "check-wall" }

// Parts leave the strip out while a child is being picked, as on the wall.
func (c CheckWall) Parts() []string {
	if c.Picking {
		return []string{"wall-counts", "wall-tiles", "check-all"}
	}
	return []string{"wall-counts", "wall-tiles", "check-all", "strip"}
}

// Path is where its forms post.
func (CheckWall) Path() string { return "/check" }

// Pick says that something is not right with the child that is tapped.
func (CheckWall) Pick() string { return "odd" }

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
