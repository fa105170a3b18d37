package form_test

import (
	"testing"

	"yizhan/hub/form"
)

// Whoever adds a kind says how long its records are kept, and by what.
func TestEveryKindHasAClass(t *testing.T) {
	reg := form.Builtin()
	classes := map[string]form.Class{}
	for _, c := range reg.Classes() {
		classes[c.Code] = c
		if c.Title == "" || c.After == "" || c.Source == "" || c.Certainty != "H" && c.Certainty != "M" {
			t.Errorf("class %q lacks what people have to be told: %+v", c.Code, c)
		}
		if c.Years < c.Least {
			t.Errorf("class %q is kept for less than its own least", c.Code)
		}
	}
	used := map[string]bool{"guest": true} // of class-here those who have no child here
	for _, kind := range reg.Kinds() {
		code := reg.ClassOf(kind)
		if _, ok := classes[code]; !ok {
			t.Errorf("%s has no class (%q)", kind, code)
		}
		used[code] = true
	}
	for code := range classes {
		if !used[code] {
			t.Errorf("class %q has no kind", code)
		}
	}
	if a := reg.Answering(); a.Days != 15 || a.Source == "" || a.Certainty == "" {
		t.Errorf("answers: %+v", a)
	}
}
