package station_test

import (
	"regexp"
	"strings"
	"testing"

	"yizhan/hub/form"
)

// No page shows a whole number, of a telephone or of a person, unless somebody asked
// for just that one: also the history, and the cards of what two wrote differently.
func TestNumbersAreMaskedOnEveryPage(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "1", "2024-05-06", "13812345678")
	carer := b.kin(child, "paternal-grandmother")
	b.correct("child", child, form.Values{"id_no": idNumber("14040420240506001")})
	b.correct("person", carer.ID, form.Values{"phone": "13987654321"})
	whole := []string{"13812345678", "13987654321", idNumber("14040420240506001")}
	digits := regexp.MustCompile(`(\d) (\d)`)
	looked := 0
	for _, route := range routes(t) {
		method, path, _ := strings.Cut(route, " ")
		if method != "GET" || strings.Contains(path, "/import/") || path == "/live" || path == "/out" || path == "/cover" {
			continue
		}
		for _, field := range []string{"name", "phone", "id_no", "village"} {
			at := strings.NewReplacer("{$}", "", "{child}", child.String(), "{person}", carer.ID.String(), "{field}", field, "{record}", child.String(),
				"{what}", "height", "{id}", child.String(), "{no}", "1", "{step}", "name", "{key}", "pin").Replace(path)
			b.screen.get(at)
			looked++
			said := digits.ReplaceAllString(digits.ReplaceAllString(b.screen.text(), "$1$2"), "$1$2")
			for _, n := range whole {
				if strings.Contains(said, n) || strings.Contains(b.screen.page, n) {
					t.Errorf("%s (%d) shows a whole number", at, b.screen.code)
				}
			}
			if !strings.Contains(path, "{field}") {
				break
			}
		}
	}
	if looked < 50 {
		t.Errorf("only %d pages looked at", looked)
	}
	if len(b.doors.looks) == 0 {
		t.Error("no look was noted")
	}
	if b.screen.get("/child/" + child.String()); !strings.Contains(b.screen.text(), "4321") {
		t.Errorf("her page does not even show the tail: %s", b.screen.text())
	}
}
