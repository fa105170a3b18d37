package care

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
)

func TestCorrected(t *testing.T) {
	one, other := [8]byte{1}, [8]byte{2}
	at := func(day, hour int, q hub.ClockQuality) hub.Reading {
		return hub.Reading{Wall: time.Date(2026, 11, day, hour, 0, 0, 0, hub.China), Quality: q, Boot: one}
	}
	day := int(24 * time.Hour / time.Millisecond)
	peer := ClockFix{Boot: one[:], Offset: 3 * day, Quality: 2}
	county := ClockFix{Boot: one[:], Offset: -day / 24, Quality: 4}
	for name, tt := range map[string]struct {
		at, want hub.Reading
		fixes    []ClockFix
	}{
		"no fix":                        {at(3, 8, 1), at(3, 8, 1), nil},
		"of another boot":               {at(3, 8, 1), at(3, 8, 1), []ClockFix{{Boot: other[:], Offset: day, Quality: 4}}},
		"the peers knew better":         {at(3, 8, 1), at(6, 8, 2), []ClockFix{peer}},
		"then the county, of both":      {at(3, 8, 1), at(6, 7, 4), []ClockFix{peer, county}},
		"read after the peers had said": {at(6, 8, 2), at(6, 7, 4), []ClockFix{county, peer}},
		"read after the county":         {at(6, 8, 4), at(6, 8, 4), []ClockFix{county, peer}},
	} {
		if got := Corrected(tt.at, tt.fixes); got != tt.want {
			t.Errorf("%s: %v of quality %d, want %v of %d", name, got.Wall, got.Quality, tt.want.Wall, tt.want.Quality)
		}
	}
}

// Fixes come in any order, before or after what they correct.
func TestCorrectedInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		boot := func() []byte { return []byte{byte(rapid.IntRange(1, 2).Draw(t, "boot")), 0, 0, 0, 0, 0, 0, 0} }
		fixes := rapid.SliceOfN(rapid.Custom(func(*rapid.T) ClockFix {
			return ClockFix{Boot: boot(), Offset: rapid.IntRange(-1e9, 1e9).Draw(t, "offset"), Quality: rapid.IntRange(2, 4).Draw(t, "quality")}
		}), 0, 6).Draw(t, "fixes")
		at := hub.Reading{Wall: time.UnixMilli(1.8e12), Quality: hub.ClockQuality(rapid.IntRange(0, 4).Draw(t, "of")), Boot: [8]byte(boot())}
		if got, again := Corrected(at, fixes), Corrected(at, rapid.Permutation(fixes).Draw(t, "otherwise")); got != again {
			t.Fatalf("%v, in another order %v", got, again)
		}
	})
}
