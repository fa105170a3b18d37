package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Who does not come is asked after by half past nine, until somebody is reached; after
// three days without a word it is the 站长's.
func TestAbsentees(t *testing.T) {
	h := newHouse(t)
	lost := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	sick := h.enrolled("陈雨桐", hub.ID{}, granny("赵玉梅", "13812340422"))
	here := h.enrolled("马浩然", hub.ID{}, granny("孙桂花", "13812340423"))
	list := func() []desk.Absentee { return must[[]desk.Absentee](t)(h.Absentees(t.Context(), h.head, h.site)) }
	call := func(child hub.ID, said string, signs ...string) {
		must[hub.Outcome](t)(h.NoteCall(t.Context(), h.head, desk.Called{Request: hub.NewID(), Child: child,
			Whom: h.person(child, "paternal-grandmother"), About: "absent", Said: said, Signs: signs}))
	}
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(here)))
	must[hub.Outcome](t)(h.Absent(t.Context(), h.wall, h.tap(sick), "sick"))
	h.clock.set(monday, 9, 29)
	if all := list(); len(all) != 0 {
		t.Errorf("at 9:29: %+v", all)
	}
	h.clock.set(monday, 9, 30)
	all := list()
	if len(all) != 2 || all[0].Child.ID != lost || all[0].Silent != 1 || all[0].Sick || !all[1].Sick {
		t.Fatalf("at 9:30: %+v", all)
	}
	if _, err := h.Absentees(t.Context(), h.wall, h.site); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("on the open wall: %v", err)
	}
	call(sick, "sick", "fever")
	call(lost, "nobody")
	if all = list(); len(all) != 1 || len(all[0].Calls) != 1 {
		t.Fatalf("nobody answered: %+v", all)
	}
	h.clock.set(monday.Add(1), 9, 40)
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(here)))
	if all = list(); len(all) != 1 || all[0].Silent != 2 || all[0].ToHead || len(all[0].Calls) != 0 {
		t.Fatalf("the second day: %+v", all)
	}
	h.clock.set(monday.Add(2), 9, 40)
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(here)))
	if all = list(); len(all) != 1 || all[0].Silent != 3 || !all[0].ToHead {
		t.Fatalf("the third day: %+v", all)
	}
	if n := must[desk.Board](t)(h.Board(t.Context(), h.wall, h.site)).Silent; n != 1 {
		t.Errorf("on the first page: %d", n)
	}
	call(lost, "visit")
	if all = list(); len(all) != 0 || h.tile(lost).Day.Absent != "visit" {
		t.Errorf("reached: %+v, %+v", all, h.tile(lost).Day)
	}
	h.clock.set(monday.Add(5), 10, 0)
	if all = list(); len(all) != 0 {
		t.Errorf("on a Saturday on which nobody came: %+v", all)
	}
}
