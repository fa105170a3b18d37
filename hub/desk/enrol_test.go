package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A child has one place at a time, whichever of two was given first.
func TestPlacesDoNotOverlap(t *testing.T) {
	h := newHouse(t)
	child := h.known("王梓涵", "2025-03-12")
	enrol := func(from, to hub.Day) error {
		_, err := h.Enrol(t.Context(), h.head, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: from, To: to})
		return err
	}
	if err := enrol(monday.Add(10), monday.Add(20)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		from, to hub.Day
		taken    bool
	}{
		{"for good, from before", monday, "", true},
		{"until the first day", monday, monday.Add(10), true},
		{"within", monday.Add(12), monday.Add(13), true},
		{"from the last day", monday.Add(20), "", true},
		{"the days before", monday, monday.Add(9), false},
		{"from the day after", monday.Add(21), "", false},
	} {
		if err := enrol(c.from, c.to); (err != nil) != c.taken {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	// The same request again is no second place.
	again := desk.Enrolling{Request: hub.NewID(), Child: h.known("李沐阳", "2025-04-01"), Mode: "half", From: monday}
	for range 2 {
		if _, err := h.Enrol(t.Context(), h.head, again); err != nil {
			t.Error(err)
		}
	}
}
