package markdown

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	got, err := Parse("## 马上打 120\n抽了。\n\n1. **侧躺**，看[喘](breath)。\n2. 记几点。\n- 一\n> 注\n> 接着\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n")
	if err != nil || len(got) != 1 || !got[0].Urgent || len(got[0].Blocks) != 5 {
		t.Fatalf("%+v %v", got, err)
	}
	blocks := got[0].Blocks
	if s := blocks[1]; s.Kind != Steps || len(s.Items) != 2 || !s.Items[0][0].Bold || s.Items[0][2].Link != "breath" || s.Items[0].String() != "侧躺，看喘。" {
		t.Errorf("steps are %+v", s)
	}
	if n := blocks[3]; n.Kind != Note || len(n.Items) != 1 || n.Items[0].String() != "注接着" {
		t.Errorf("the note is %+v", n)
	}
	if r := blocks[4]; r.Kind != Table || len(r.Rows) != 2 || r.Rows[1][1].String() != "丁" {
		t.Errorf("the table is %+v", r)
	}
	if lines := got[0].Lines(); lines[len(lines)-1] != "丙，丁" {
		t.Errorf("lines are %q", lines)
	}
}

// Whatever is written, parsing neither falls over nor makes words up.
func FuzzParse(f *testing.F) {
	f.Add("## 头\n1. 一\n- 二\n| a | b |\n|---|---|\n| c | d |\n> 注 **粗** [链](key)")
	f.Add("**[a](b**c)**")
	f.Fuzz(func(t *testing.T, text string) {
		sections, err := Parse(text)
		if err != nil {
			return
		}
		for _, s := range sections {
			for span := range s.Spans() {
				if span.Text == "" || !strings.Contains(text, span.Text) {
					t.Errorf("%q is not in the text", span.Text)
				}
				if span.Link != "" && !IsKey(span.Link) {
					t.Errorf("leads to %q", span.Link)
				}
			}
		}
	})
}
