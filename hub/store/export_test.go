package store

// For tests that look at how SQLite would go about a query.
var (
	FirstAloneSQL = firstAloneSQL
	HouseholdsSQL = householdsSQL
)
