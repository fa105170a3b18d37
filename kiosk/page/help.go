package page

import (
	"strings"

	"yizhan/hub/words"
)

// HelpFor is the help page of a key. Its sentence in hub/words has the headline
// on the first line and one short step on each of the others. An unknown key
// answers with the help of the home page: a way on is better than a dead end.
func HelpFor(key string, f Frame, prev string) HelpPage {
	if !words.Has("help." + key) {
		key = "home"
	}
	lines := strings.Split(words.Say("help."+key), "\n")
	f.Help = ""
	return HelpPage{Frame: f, Head: lines[0], Lines: lines[1:], Prev: prev}
}
