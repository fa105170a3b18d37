package form

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	versionLine = regexp.MustCompile(`(?m)^version:.*$`)
	retiredLine = regexp.MustCompile(`(?m)^retired:.*\n?`)
)

// Reissue is a form's text as its next version begins: the number is one more, and it
// is offered or not. Comments and order stay as they were written. A text whose keys do
// not stand on lines of their own comes back with its number as it was, and is refused
// as no newer than the old one.
func Reissue(text string, version int, retired bool) string {
	text = versionLine.ReplaceAllString(text, "version: "+strconv.Itoa(version+1))
	text = retiredLine.ReplaceAllString(text, "")
	if retired {
		text = strings.TrimRight(text, "\n") + "\nretired: true\n"
	}
	return text
}
