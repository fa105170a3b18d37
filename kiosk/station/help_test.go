package station_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub/words"
)

var helpLink = regexp.MustCompile(`href="/help/([a-z-]+)`)

// Every page of the station offers help of its own: the home page's is the home page's
// alone. A help page is a headline and at most six short steps.
func TestEveryPageHasItsHelp(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2024-05-06", "13812345678")
	looked, keys := 0, map[string]bool{}
	for _, route := range routes(t) {
		method, path := b.fill(route, child)
		if method != http.MethodGet || strings.HasPrefix(path, "/help/") || path == "/live" {
			continue
		}
		s := b.screen.get(path)
		m := helpLink.FindStringSubmatch(s.page)
		if s.code != http.StatusOK || m == nil {
			continue
		}
		looked++
		keys[m[1]] = true
		if m[1] == "home" && s.path != "/" {
			t.Errorf("%s offers the help of the home page", s.path)
		}
	}
	if looked < 40 || len(keys) < 20 {
		t.Errorf("only %d pages with %d kinds of help were seen", looked, len(keys))
	}
	for key := range keys {
		lines := strings.Split(words.Say("help."+key), "\n")
		if !words.Has("help."+key) || len(lines) < 2 || len(lines) > 7 {
			t.Errorf("help %s has %d lines", key, len(lines))
		}
		b.screen.get("/help/" + key).shows(lines[0])
		if !strings.Contains(b.screen.page, `class="help-draw"`) {
			t.Errorf("help %s has no drawing", key)
		}
	}
}
