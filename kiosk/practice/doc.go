// Package practice is the five minutes in which somebody tries the station out: the
// pages of a made-up box with a ribbon on each, a short list of what to try, and ticks
// that come from what was really pressed. It knows no box and keeps nothing; whoever
// plugs it in makes the box and throws it away.
package practice
