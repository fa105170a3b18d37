// Package tasks is tests only: whole tasks of a station, from the first tap to the
// last, with an emulated finger in a real browser on real boxes. The finger knows no
// addresses and no fields; it finds what it taps by the words on the screen.
//
// tasks.md says how many taps and screens each task takes. It may only get better.
package tasks
