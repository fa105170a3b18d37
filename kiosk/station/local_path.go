package station

import (
	"net/url"
	"strings"
)

// longestPath is more than any address of ours.
const longestPath = 200

// localPath is where to go next, if it is an address of this box that may be gone
// to; else the home page. Browsers read a backslash as a slash, leave out control
// characters, and take what begins with two slashes for another host.
func localPath(next string) string {
	odd := func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || len(next) > longestPath || strings.ContainsFunc(next, odd) {
		return "/"
	}
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return "/"
	}
	for _, round := range []string{"/pin", "/cover", "/out"} { // they lead here themselves
		if u.Path == round || strings.HasPrefix(u.Path, round+"/") && u.Path != "/pin/new" {
			return "/"
		}
	}
	return next
}
