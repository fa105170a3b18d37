package page

import (
	"regexp"
	"strings"
	"testing"
)

var textInput = regexp.MustCompile(`<(?:input|textarea)\b[^>]*>`)

// unfilled lists what a finger could not fill on a page of the touchscreen: a text
// without keys of its own, or one that waits for a keyboard of the system.
func unfilled(html string) (found []string) {
	for _, input := range textInput.FindAllString(html, -1) {
		attr := func(name string) string {
			if m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(input); m != nil {
				return m[1]
			}
			return ""
		}
		switch attr("type") {
		case "hidden", "radio", "checkbox", "file", "submit":
			continue
		}
		name := attr("name")
		keys := strings.Contains(html, `data-pad="`+name+`"`) || strings.Contains(html, `name="key" value="0"`) ||
			name == "text" && strings.Contains(html, `name="write"`)
		scanned := strings.Contains(input, `class="scan"`) // a scanner types into it
		if attr("inputmode") != "none" || !keys && !scanned {
			found = append(found, input)
		}
	}
	return found
}

func TestEveryFieldIsFilledByFinger(t *testing.T) {
	fields := 0
	for key, html := range rendered(t) {
		if !strings.Contains(html, `<body class="kiosk"`) {
			continue
		}
		fields += strings.Count(html, `inputmode="none"`)
		for _, input := range unfilled(html) {
			t.Errorf("%s: %s", key, input)
		}
	}
	if fields < 20 {
		t.Fatalf("only %d fields looked at", fields)
	}
	for _, bad := range []string{`<input name="a" inputmode="none">`, `<input name="a"><i data-pad="a">`, `<textarea name="b">`, `<input type="date" name="c">`} {
		if len(unfilled(bad)) != 1 {
			t.Errorf("%s was let pass", bad)
		}
	}
}

func TestFiguresStandInGroups(t *testing.T) {
	for pad, want := range map[Pad]string{{Length: 11}: "3 4 4", {Length: 18}: "6 8 4", {Length: 4}: "", {Length: 6, Secret: true}: ""} {
		if got := pad.Groups(); got != want {
			t.Errorf("%+v stands as %q, want %q", pad, got, want)
		}
	}
}
