package hub

// Entry is one line of the history: who changed what, from what to what, on
// which box, and when as far as its clock can be believed.
type Entry struct {
	Commit  ID
	Lane    Lane
	Origin  Origin
	Author  ID // zero: the box itself, or the command line
	Batch   ID
	At      Reading
	Changes []Changed
}

// Changed is one field of one record in an Entry. Sealed values that cannot be
// opened here are missing (Hidden).
type Changed struct {
	Kind     Kind
	Record   ID
	Subject  ID
	Period   string
	No       uint32
	From, To any
	Hidden   bool
}
