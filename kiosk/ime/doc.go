// Package ime is how Chinese is entered by finger: tiles of surnames, and pinyin
// with one character a syllable, which is how names are written here. All of it
// is functions of what was typed; nothing is stored, learnt or logged.
//
// Candidates is the one door for every way of typing: later modes (phrases,
// handwriting) become further Modes, and a page asks in the same way.
package ime
