package page

// Unlock is all that a box shows that waits to be opened (有人值守). It names nobody:
// pictures and roles only.
type Unlock struct {
	Frame
	People []Person // by picture; their Name is the role
	Chosen *Person  // whose PIN is asked; nil: first the picture
	Pad    Pad
	Locked string // how long to wait; the keys are gone until then
	Away   bool   // the key file lies on a stick
}

func (Unlock) Page() string { return "unlock" }
