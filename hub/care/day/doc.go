// Package day has the rules of a day in care as functions of plain values: when a child
// has to be looked at, what a temperature means for the next step, how long an illness
// keeps a child at home, when several of them are worth a telephone call, who asks after
// a child that does not come. It names nobody, reads no record and gives no diagnosis.
package day
