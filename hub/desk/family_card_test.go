package desk_test

import (
	"errors"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A card's file is made of the card's own records: nobody else's, for nobody who works
// here, and not of a record that is out of use.
func TestCardFile(t *testing.T) {
	h := newHouse(t)
	grandma := desk.Person{Name: "李秀英", Kinship: "paternal-grandmother", Carer: true, Pickup: true, Adult: true}
	kid, other := h.enrolled("王梓涵", hub.ID{}, grandma), h.known("陈浩然", "2025-03-12")
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(kid)))
	read := func(ids ...hub.ID) (all []hub.Record) {
		for _, id := range ids {
			all = append(all, must[[]hub.Record](t)(h.log.Of(t.Context(), id))...)
		}
		return all
	}
	family := hub.Actor{Role: hub.RoleFamily}
	f, err := h.CardFile(t.Context(), family, kid, read(other, kid))
	if err != nil || f.Child.Name != "王梓涵" || !f.Place || f.Site.ID != h.site || f.Day.In < 0 || f.Brought.Name != "李秀英" || len(f.Fetchers) != 1 || f.Several {
		t.Errorf("%+v, %v", f, err)
	}
	for _, role := range []hub.Role{hub.RoleHead, hub.RoleCounty, hub.RoleBox} {
		if _, err := h.CardFile(t.Context(), hub.Actor{Role: role}, kid, read(kid)); hub.CodeOf(err) != hub.CodeForbidden {
			t.Errorf("%s reads as a family: %v", role, err)
		}
	}
	if _, err := h.File(t.Context(), family, kid); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a family opens a child's whole page: %v", err)
	}
	if _, err := h.CardFile(t.Context(), family, kid, read(other)); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("another child's records: %v", err)
	}
	recs := read(kid)
	def, _ := h.Forms().Get("child")
	withdrawn, _ := def.Field("withdrawn")
	for i := range recs {
		if recs[i].Kind == "child" {
			recs[i].Fields[withdrawn.No] = "asked"
		}
	}
	_, err = h.CardFile(t.Context(), family, kid, recs)
	if e, is := errors.AsType[*hub.Error](err); !is || e.Key != "mycard.stopped" {
		t.Errorf("a record whose use was stopped: %v", err)
	}
}
