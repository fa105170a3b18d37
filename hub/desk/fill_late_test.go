package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A sheet that stands too long is on the list from the working day after its deadline,
// for who may go on with it and for whom it goes to then; not once it has moved, was
// taken back, or is another station's.
func TestLateSheets(t *testing.T) {
	h := newHouse(t)
	h.Told(hub.News{})
	id := hub.NewID()
	write := func(site hub.ID, values form.Values) {
		t.Helper()
		edit := form.Builtin().Edit("incident", id, site, values)
		must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Author: h.head.Staff, Edits: []hub.Edit{edit}}))
		h.Told(hub.News{Commit: hub.NewID(), Kinds: []hub.Kind{"incident"}, Subjects: []hub.ID{site}})
	}
	late := func(actor hub.Actor, site hub.ID) []desk.LateSheet {
		t.Helper()
		return must[[]desk.LateSheet](t)(h.LateSheets(t.Context(), actor, site))
	}
	write(h.site, form.Values{"state": "open", "since": monday, "site": h.site, "day": monday}) // three working days: until Thursday
	for day, want := range map[hub.Day]int{monday: 0, monday.Add(3): 0, monday.Add(4): 1, monday.Add(30): 1} {
		h.clock.set(day, 9, 0)
		if got := late(h.head, h.site); len(got) != want || want == 1 && (got[0].Due != monday.Add(3) || got[0].Record != id) {
			t.Errorf("on %s: %+v, want %d", day, got, want)
		}
	}
	h.clock.set(monday.Add(4), 9, 0)
	carer, town := h.head, h.head
	carer.Role, town.Role = hub.RoleCarer, hub.RoleTownship
	if len(late(carer, h.site)) != 1 || len(late(town, h.site)) != 0 || len(late(h.head, hub.NewID())) != 0 {
		t.Error("it is on somebody else's list, or not on hers")
	}
	county := h.head
	county.Role, county.Site = hub.RoleCounty, hub.ID{}
	if got := late(county, hub.ID{}); len(got) != 1 || got[0].Site != h.site || got[0].Lane != hub.LaneLocal {
		t.Errorf("who oversees stations reads what goes to a head now: %+v", got)
	}
	if _, err := h.LateSheets(t.Context(), h.wall, h.site); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("the open wall lists it: %v", err)
	}
	write(h.site, form.Values{"state": "closed", "since": monday.Add(4)})
	if len(late(h.head, h.site)) != 0 {
		t.Error("it was closed")
	}
	write(h.site, form.Values{"state": "open", "since": monday})
	if len(late(h.head, h.site)) != 1 {
		t.Error("it stands open again")
	}
	write(h.site, form.Values{"withdrawn": "mistake"})
	if len(late(h.head, h.site)) != 0 {
		t.Error("it was taken back")
	}
}
