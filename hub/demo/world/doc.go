// Package world makes up a whole county of which everything is known, for tests and
// figures only: a Plan, drawn from a seed, says who was born, came, was ill, was taught
// and was written down late; Write turns it into the commits that the stations of such a
// county would have signed and brings them to a county in the order in which they would
// have arrived; and Truth counts in the plan itself, without a record, what the county's
// figures then have to be.
//
// Days are counted from the plan's first one, which is 0; births lie before it.
package world
