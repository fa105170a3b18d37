package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
)

func (h *house) examined(e desk.Examined) hub.Outcome {
	h.t.Helper()
	e.Request, e.Day = hub.NewID(), monday
	return must[hub.Outcome](h.t)(h.Examine(h.t.Context(), h.head, e))
}

// One commit notes figures, check-up and visit; what was due is due no more; noted again
// it is the same; taken back everything is due again.
func TestExamine(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421")) // born 2025-03-12
	if h.listed(child, "visit-18") != due.Late {
		t.Fatal("eighteen months were full in September")
	}
	out := h.examined(desk.Examined{Child: child, Weight: 10900, Eye: "fine", Result: "fine"})
	if h.listed(child, "visit-18") != due.Later || h.listed(child, "half-year") != due.Later {
		t.Error("what the doctor did is still asked for")
	}
	round := func() desk.RoundChild {
		all := must[[]desk.RoundChild](t)(h.Round(t.Context(), h.head, h.site, h.site, monday))
		if len(all) != 1 {
			t.Fatalf("%d children", len(all))
		}
		return all[0]
	}
	if c := round(); c.Seen.Result != "fine" || c.Seen.Teeth != "" || len(c.Items) > 0 {
		t.Errorf("the list: %+v", c)
	}
	again := h.examined(desk.Examined{Child: child, Weight: 11000, Eye: "fine", Teeth: "refer", Odd: []string{"skin"}, Result: "again", Next: monday.Add(14)})
	if c := round(); c.Seen.Result != "again" || c.Seen.Next != monday.Add(14) || len(c.Seen.Odd) != 1 {
		t.Errorf("the list: %+v", c)
	}
	if n := len(must[desk.File](t)(h.File(t.Context(), h.head, child)).Growth); n != 1 {
		t.Errorf("%d measurings of one day", n)
	}
	for day, want := range map[hub.Day]due.State{monday.Add(10): due.Later, monday.Add(11): due.Soon, monday.Add(14): due.Due, monday.Add(21): due.Due, monday.Add(22): due.Late} {
		h.clock.set(day, 9, 0)
		if got := h.listed(child, "recheck"); got != want {
			t.Errorf("the recheck on %s: %v, want %v", day, got, want)
		}
	}
	h.did(child, "recheck", monday.Add(22))
	if h.listed(child, "recheck") != due.Later {
		t.Error("the recheck was done")
	}
	h.clock.set(monday, 9, 0)
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), again.Commit))
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if c := round(); c.Seen.Result != "" || h.listed(child, "visit-18") != due.Late {
		t.Errorf("taken back: %+v", c)
	}
}

func TestExamineRefuses(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421"))
	doctor, town, open := h.head, h.head, h.wall
	doctor.Role, town.Role = hub.RoleHealth, hub.RoleTownship
	fine := desk.Examined{Child: child, Day: monday, Result: "fine"}
	for _, tt := range []struct {
		name  string
		actor hub.Actor
		e     desk.Examined
		want  hub.Code
	}{
		{"the doctor, without a figure", doctor, fine, ""},
		{"not the town", town, fine, hub.CodeForbidden},
		{"nobody at the open wall", open, fine, hub.CodeSignedOut},
		{"no result", doctor, desk.Examined{Child: child, Day: monday}, hub.CodeInvalid},
		{"tomorrow", doctor, desk.Examined{Child: child, Day: monday.Add(1), Result: "fine"}, hub.CodeInvalid},
		{"a recheck without its day", doctor, desk.Examined{Child: child, Day: monday, Result: "again"}, hub.CodeInvalid},
		{"a recheck today", doctor, desk.Examined{Child: child, Day: monday, Result: "again", Next: monday}, hub.CodeInvalid},
		{"nobody", doctor, desk.Examined{Child: hub.NewID(), Day: monday, Result: "fine"}, hub.CodeNotFound},
		{"a weight of no child", doctor, desk.Examined{Child: child, Day: monday, Result: "fine", Weight: 90000}, hub.CodeInvalid},
	} {
		tt.e.Request = hub.NewID()
		_, err := h.Examine(t.Context(), tt.actor, tt.e)
		if err == nil != (tt.want == "") || err != nil && hub.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := h.Round(t.Context(), town, h.site, h.site, monday); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the town lists the children: %v", err)
	}
}
