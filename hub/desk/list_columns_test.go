package desk_test

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

func TestColumnsAreTheCountys(t *testing.T) {
	h := newTown(t).county(liugou)
	county := h.actor
	have := []string{"name", "town", "due"}
	is := func(want ...desk.ListColumn) {
		t.Helper()
		got, own, err := h.Columns(t.Context(), "cases", have)
		if err != nil || !slices.Equal(got, want) || own != (len(want) > 3 || want[0].Name != "name") {
			t.Errorf("%v own %v, %v; want %v", got, own, err, want)
		}
	}
	set := func(actor hub.Actor, code hub.Code, columns ...desk.ListColumn) {
		t.Helper()
		_, err := h.SetColumns(t.Context(), actor, hub.NewID(), "cases", columns)
		if err != nil && hub.CodeOf(err) != code || (err == nil) != (code == "") {
			t.Errorf("%v: %v", columns, err)
		}
	}
	is(desk.ListColumn{"name", false}, desk.ListColumn{"town", false}, desk.ListColumn{"due", false})
	set(hub.Actor{Role: hub.RoleTownship}, hub.CodeForbidden, desk.ListColumn{"name", false})
	set(county, hub.CodeInvalid, desk.ListColumn{"name", true}, desk.ListColumn{"town", true})
	set(county, "", desk.ListColumn{"due", false}, desk.ListColumn{"gone", false}, desk.ListColumn{"name", true})
	is(desk.ListColumn{"due", false}, desk.ListColumn{"name", true}, desk.ListColumn{"town", false}) // town is newer than the order
	set(county, "")                                                                                  // as they were shipped
	is(desk.ListColumn{"name", false}, desk.ListColumn{"town", false}, desk.ListColumn{"due", false})
}
