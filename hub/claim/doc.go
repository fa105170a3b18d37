// Package claim works out what a subsidy comes to: for each child and month, each place, or
// each station, by rates that are dated data of the county, from facts that were counted as
// of a closing. It is a pure function of them: whoever has the same facts, rates and earlier
// runs gets the same lines, to the byte.
//
// Money is a whole number of 分 everywhere. What is divided is rounded down to one 分.
//
//	programme  one subsidy of the county: its rates, one after another, and its runs
//	rate       what is paid from a day on, what for, and what has to be so
//	run        what a programme comes to for some months, as known at a closing
//	line       one child and month, or one station and month, of a run
//	correction a line of a later run: what is known now less what was locked then
package claim
