package station

import (
	"testing"
	"time"

	"yizhan/hub"
)

func TestWheelsTurnWithinTheMonth(t *testing.T) {
	at := func(text string) time.Time {
		got, err := time.ParseInLocation("2006-01-02T15:04", text, hub.China)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for _, tt := range []struct {
		from, wheel string
		by          int
		want        string
	}{
		{"2027-01-31T08:00", "month", 1, "2027-02-28T08:00"},
		{"2028-01-31T08:00", "month", 1, "2028-02-29T08:00"},
		{"2028-02-29T08:00", "year", 1, "2029-02-28T08:00"},
		{"2026-12-31T08:00", "day", 1, "2027-01-01T08:00"},
		{"2026-12-31T23:59", "minute", 1, "2027-01-01T00:00"},
		{"2026-12-31T08:07", "minute", -1, "2026-12-31T08:00"},
		{"2026-01-15T08:00", "month", -1, "2025-12-15T08:00"},
		{"2026-11-23T08:00", "nothing", 1, "2026-11-23T08:00"},
	} {
		if got := turned(at(tt.from), tt.wheel, tt.by); !got.Equal(at(tt.want)) {
			t.Errorf("%s, %s by %d: %v, want %s", tt.from, tt.wheel, tt.by, got, tt.want)
		}
	}
}
