package store

// For tests that look at how SQLite would go about a query, and at what is held.
var (
	FirstAloneSQL = firstAloneSQL
	ConflictedSQL = conflictedSQL
	PickSQL       = pickSQL
	HouseholdsSQL = householdsSQL
	OfAllSQL      = ofAllSQL
)

const (
	MostHeld   = mostHeld
	MostSought = mostSought
)
