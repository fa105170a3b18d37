// Package ime is how Chinese is entered by finger: tiles of surnames, and pinyin
// read as words, as names with one character a syllable, or as first letters; what
// may follow; and, through package hand, strokes. All of it is functions of what was
// typed; nothing is stored, learnt or logged.
//
// Ask is the door for letters, Next for what follows, Writing for a page without
// script and Handler for one with it.
package ime
