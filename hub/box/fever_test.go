package box

import (
	"fmt"
	"strings"
	"testing"

	"yizhan/hub/care/day"
	"yizhan/hub/handbook"
	"yizhan/hub/lesson"
	"yizhan/hub/markdown"
)

// From when on a child has a fever is said alike by the check, the handbook and the lesson,
// and where it is measured: 37.3 at the check and 37.5 in the lesson would be two rules to
// whoever reads both.
func TestOneFever(t *testing.T) {
	from := day.Builtin().Fever.From
	said := fmt.Sprintf("腋下 %d.%d℃ 起", from/10, from%10)
	page, ok := handbook.Open().Page("fever")
	if !ok {
		t.Fatal("the handbook has no page about fever")
	}
	told, ok := lesson.Shipped().Get("fever-1")
	if !ok {
		t.Fatal("no lesson is about fever")
	}
	var lines []string
	for _, s := range page.Sections {
		lines = append(lines, s.Lines()...)
	}
	var pages []string
	for _, p := range told.Pages {
		pages = append(pages, markdown.Section{Blocks: p.Blocks}.Lines()...)
	}
	for where, all := range map[string][]string{"the handbook": lines, "the lesson": pages} {
		plain := strings.NewReplacer("**", "", "：", " ", "  ", " ").Replace(strings.Join(all, "\n"))
		if !strings.Contains(plain, said) {
			t.Errorf("%s does not say %q:\n%s", where, said, plain)
		}
	}
}
