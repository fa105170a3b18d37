package station_test

import (
	"testing"

	"yizhan/hub/form"
	"yizhan/hub/handbook"
)

// Beside every shipped sheet stands a page of the handbook.
func TestEverySheetHasItsPage(t *testing.T) {
	book := handbook.Open()
	for _, def := range form.Builtin().Sheets() {
		_, keyed := book.Page(def.Handbook)
		if _, beside := book.ForForm(string(def.Kind)); !beside && !keyed {
			t.Errorf("%s (%s) has no page of the handbook (%q)", def.Kind, def.Title, def.Handbook)
		}
		if def.Handbook != "" && !keyed {
			t.Errorf("%s names %q, which is no page", def.Kind, def.Handbook)
		}
	}
}
