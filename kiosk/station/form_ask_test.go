package station

import (
	"slices"
	"testing"

	"yizhan/hub"
)

// The day with which a form begins stands first among those that are offered.
func TestLikelyDays(t *testing.T) {
	for start, want := range map[any][]hub.Day{
		nil:          {"2026-11-23", "2026-11-22", "2026-11-21"},
		"2026-11-23": {"2026-11-23", "2026-11-22", "2026-11-21"},
		"2026-11-21": {"2026-11-21", "2026-11-22", "2026-11-23"},
		"2027-11-22": {"2027-11-22", "2026-11-23", "2026-11-22"},
	} {
		if got := (posed{start: start}).likely("2026-11-23"); !slices.Equal(got, want) {
			t.Errorf("of %v: %v, want %v", start, got, want)
		}
	}
}
