package hub

// Entry is one line of the history: who changed what, from what to what, on
// which box, and when as far as its clock can be believed.
type Entry struct {
	Commit  ID
	Lane    Lane
	Origin  Origin
	Key     [32]byte // station key of the box that wrote it
	Own     bool     // written on this box
	Author  ID       // zero: the box itself, or the command line
	Batch   ID
	At      Reading
	Waiting bool // some of it waits for consent and is only here
	Changes []Changed
}

// Changed is one field of one record in an Entry.
type Changed struct {
	Kind    Kind
	Record  ID
	Subject ID
	Period  string
	No      uint32
	From    []any // the values it replaced; none for a first value, several after a conflict
	To      any
	Hidden  bool // sealed, and this hub has no key
}

// Was is the value before; nil if there was none.
func (c Changed) Was() any {
	if len(c.From) == 0 {
		return nil
	}
	return c.From[0]
}
