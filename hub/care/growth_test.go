package care_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/growth"
)

func TestNextMeasure(t *testing.T) {
	rules := care.Builtin().Growth
	for _, c := range []struct {
		birth, last hub.Day
		again       bool
		want        hub.Day
	}{
		{"2025-03-12", "2026-09-12", false, "2027-03-12"}, // 18 months: 24 come next
		{"2025-03-12", "2026-09-01", false, "2027-03-12"}, // eleven days early counts for 18
		{"2025-03-12", "2026-08-20", false, "2026-09-12"}, // three weeks do not
		{"2025-03-12", "2026-09-12", true, "2026-10-12"},
		{"2025-03-12", "2025-03-12", false, "2025-04-12"},
		{"2025-03-31", "2025-04-10", false, "2025-04-30"},
		{"2018-03-12", "2024-03-12", false, ""},
	} {
		if got := rules.NextMeasure(c.birth, c.last, c.again); got != c.want {
			t.Errorf("born %s, measured %s: %s, want %s", c.birth, c.last, got, c.want)
		}
	}
}

func TestMeasureOfARecord(t *testing.T) {
	g := care.Growth{Ref: care.Ref{Period: "2026-11-23"}, Weight: 10900, Length: 823, Head: 468, Posture: "standing"}
	got := g.Measure(care.Child{Sex: "2", Birth: "2025-03-12"})
	want := growth.Measure{Sex: growth.Girl, Age: growth.Age{Days: 621, Months: 20, Part: 11, Of: 30}, Weight: 10_900 * growth.Gram,
		Length: 823 * growth.Millimetre, Head: 468 * growth.Millimetre, Posture: growth.Standing}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	unborn := g.Measure(care.Child{Sex: "2"})
	before := care.Growth{Ref: care.Ref{Period: "2026-10-23"}, Weight: 10400}.Measure(care.Child{Sex: "2"})
	if growth.ZScores(unborn) != (growth.Scores{}) || growth.Judge(unborn) != (growth.Judgement{}) || unborn.Age.Days-before.Age.Days != 31 {
		t.Errorf("without a birth: %+v, %+v", unborn, before)
	}
}
