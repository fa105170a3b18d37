package station

import (
	"strings"
	"testing"

	"yizhan/hub/care/growth"
)

// Figures are pressed as on a till: the point stands before the last one, unless it was
// pressed itself; and what can only be complete lets the next figure begin.
func TestFiguresWithoutTheirPoint(t *testing.T) {
	const w, l, h = growth.WeightFigure, growth.LengthFigure, growth.HeadFigure
	for _, tt := range []struct {
		of    growth.Figure
		usual int
		keys  string // one a letter; < is del, c clear
		text  string
		whole bool
	}{
		{w, 0, "1", "0.1", false},
		{w, 0, "10", "1.0", false},
		{w, 0, "109", "10.9", true},
		{w, 0, "98", "9.8", true},
		{w, 0, "3", "0.3", false},
		{w, 0, "31", "3.1", true},
		{w, 3300, "28", "2.8", true},
		{w, 6999, "28", "2.8", true},
		{w, 7001, "28", "2.8", false},
		{w, 11999, "218", "21.8", false},
		{w, 12000, "21", "2.1", false},
		{w, 12000, "218", "21.8", true},
		{w, 0, "28", "2.8", false},
		{w, 0, "10.9", "10.9", false},
		{w, 0, "10.85", "10.85", false},
		{w, 0, "10.", "10", false},
		{w, 0, "1..0", "1.0", false},
		{w, 0, ".09", "0.9", false},
		{w, 0, "109<", "1.0", false},
		{w, 0, "109c", "", false},
		{w, 0, "<", "", false},
		{l, 0, "82", "8.2", false},
		{l, 0, "823", "82.3", true},
		{l, 0, "102", "10.2", false},
		{l, 0, "1025", "102.5", true},
		{l, 0, "495", "49.5", true},
		{h, 0, "46", "4.6", false},
		{h, 0, "468", "46.8", true},
		{h, 0, "x468", "46.8", true},
		{w, 0, "10.900000", "10.900", false},
	} {
		raw := ""
		for _, k := range tt.keys {
			raw = keyed(raw, map[string]string{"<": "del", "c": "clear"}[string(k)]+strings.Trim(string(k), "<c"))
		}
		if got := tenths(raw); got != tt.text || whole(tt.of, raw, tt.usual) != tt.whole {
			t.Errorf("%s of %d, usual %d: %q whole %v, want %q %v", tt.keys, tt.of, tt.usual, got, whole(tt.of, raw, tt.usual), tt.text, tt.whole)
		}
	}
}
