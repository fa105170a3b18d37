package page

import (
	"regexp"
	"strings"
	"testing"
)

var (
	// What another machine wants stands in output.theirs as that one writes it.
	shownTag   = regexp.MustCompile(`(?s)<(script|style)[^>]*>.*?</(script|style)>|<output class="theirs"[^>]*>[^<]*</output>|<[^>]*>`)
	rawFigures = regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b|\b1\d{10}\b`)
)

// rawIn is the first day or telephone number of a page's text that is written as machines
// write it; what stands in attributes nobody reads.
func rawIn(html string) string { return rawFigures.FindString(shownTag.ReplaceAllString(html, " ")) }

// People read 2026年11月20日 and 138 0355 0421.
func TestNoRawFigures(t *testing.T) {
	for _, s := range Stories() {
		var b strings.Builder
		if err := Render(&b, s.View); err != nil {
			t.Fatal(err)
		}
		if raw := rawIn(b.String()); raw != "" {
			t.Errorf("%s shows %s", s.Key, raw)
		}
	}
	for _, page := range []string{"<p>到 2026-11-20</p>", "<b>13803550421</b>"} { // the control
		if rawIn(page) == "" {
			t.Errorf("%s is not seen", page)
		}
	}
	if raw := rawIn(`<a href="/wall/child/1.2026-11-20">20日</a>`); raw != "" {
		t.Errorf("an address is taken for text: %s", raw)
	}
}
