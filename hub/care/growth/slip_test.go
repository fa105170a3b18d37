package growth

import (
	"testing"

	"pgregory.net/rapid"
)

// 王梓涵, a girl of 20 months who was 10.4 kg, 80.4 cm, 46.5 cm two months ago.
func gone(change func(*Measure)) Measure {
	m := Measure{Sex: Girl, Age: AgeAfter(548), Weight: 10_400 * Gram, Length: 804 * Millimetre, Head: 465 * Millimetre, Posture: Lying}
	change(&m)
	return m
}

func TestSlipsOfTheFinger(t *testing.T) {
	last := gone(func(*Measure) {})
	newborn := Measure{Sex: Boy, Age: AgeAfter(0)}
	school := Measure{Sex: Girl, Age: AgeAfter(2000), Weight: 18_000 * Gram, Length: 1_080 * Millimetre}
	for _, c := range []struct {
		name  string
		of    Figure
		last  Measure
		value int64
		now   Measure // whose figure it is; zero: two months after last
		want  Question
		asked bool
	}{
		{"as it should be", WeightFigure, last, int64(10_900 * Gram), Measure{}, Question{}, false},
		{"not measured", WeightFigure, last, 0, Measure{}, Question{}, false},
		{"斤 for 公斤", WeightFigure, last, int64(21_800 * Gram), Measure{}, Question{WeightFigure, ReasonJump, SlipJin, int64(10_900 * Gram)}, true},
		{"without its point", WeightFigure, last, int64(109_000 * Gram), Measure{}, Question{WeightFigure, ReasonJump, SlipPoint, int64(10_900 * Gram)}, true},
		{"halved twice", WeightFigure, last, int64(5_450 * Gram), Measure{}, Question{WeightFigure, ReasonJump, "", 0}, true},
		{"lost a little", WeightFigure, last, int64(10_000 * Gram), Measure{}, Question{}, false},
		{"metres", LengthFigure, last, int64(8_230), Measure{}, Question{LengthFigure, ReasonShrunk, SlipMetre, int64(823 * Millimetre)}, true},
		{"millimetres", LengthFigure, last, int64(8_230 * Millimetre), Measure{}, Question{}, true},
		{"shorter", LengthFigure, last, int64(780 * Millimetre), Measure{}, Question{LengthFigure, ReasonShrunk, "", 0}, true},
		{"shorter by posture", LengthFigure, last, int64(797 * Millimetre), Measure{}, Question{}, false},
		{"the head's point", HeadFigure, last, int64(4_680 * Millimetre), Measure{}, Question{HeadFigure, ReasonJump, SlipMillimetre, int64(468 * Millimetre)}, true},
		{"grams of a newborn", WeightFigure, Measure{}, int64(3_250_000 * Gram), newborn, Question{WeightFigure, ReasonRare, SlipGram, int64(3_250 * Gram)}, true},
		{"斤 of a newborn", WeightFigure, Measure{}, int64(6_500 * Gram), newborn, Question{WeightFigure, ReasonRare, SlipJin, int64(3_250 * Gram)}, true},
		{"a newborn", WeightFigure, Measure{}, int64(3_250 * Gram), newborn, Question{}, false},
		{"over five years, by the last", WeightFigure, school, int64(38_000 * Gram), school.older(), Question{WeightFigure, ReasonJump, SlipJin, int64(19_000 * Gram)}, true},
		{"over five years, nothing known", LengthFigure, Measure{}, int64(11_000), school, Question{LengthFigure, ReasonRare, SlipMetre, int64(1_100 * Millimetre)}, true},
	} {
		now := c.now
		if now == (Measure{}) {
			now = gone(func(m *Measure) { m.Age = AgeAfter(610) })
		}
		got, asked := Ask(c.of, now.with(c.of, c.value), c.last)
		if asked != c.asked || c.want != (Question{}) && got != c.want {
			t.Errorf("%s: %+v, %v; want %+v, %v", c.name, got, asked, c.want, c.asked)
		}
	}
}

func (m Measure) older() Measure {
	m.Age = AgeAfter(m.Age.Days + 90)
	return m
}

// Every slip of the table is found for every child near the middle, and brings the
// right figure back.
func TestEverySlipIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Measure{Sex: Sex(rapid.IntRange(1, 2).Draw(t, "sex")), Age: AgeAfter(rapid.IntRange(30, 1700).Draw(t, "days"))}
		of := Figure(rapid.IntRange(0, 2).Draw(t, "figure"))
		table := [...]indicator{weightForAge, lengthForAge, headForAge}[of]
		row, _ := byAge(table, m)
		scale := [...]float64{1e6, 1e4, 1e4}[of]
		z := float64(rapid.IntRange(-150, 150).Draw(t, "z")) / 100
		value := int64(row.value(z)*scale) / 1000 * 1000
		last := m.with(of, value)
		m = m.older()
		row, _ = byAge(table, m)
		value = int64(row.value(z)*scale) / 1000 * 1000
		if q, asked := Ask(of, m.with(of, value), last); asked {
			t.Fatalf("a child on its line is asked about: %+v", q)
		}
		s := rapid.SampledFrom(slips[of]).Draw(t, "slip")
		q, asked := Ask(of, m.with(of, value*s.parts/s.times), last)
		if !asked || q.Slip != s.slip || q.Meant < value-100 || q.Meant > value+100 {
			t.Errorf("%v of %d: %+v, %v", s.slip, value, q, asked)
		}
	})
}

func TestFlattened(t *testing.T) {
	before := gone(func(*Measure) {})
	for grams, want := range map[Mass]bool{10_900: false, 10_400: false, 9_700: true} {
		if got := Flattened(gone(func(m *Measure) { m.Age, m.Weight = AgeAfter(610), grams*Gram }), before, 67); got != want {
			t.Errorf("%d g: %v", grams, got)
		}
	}
}

func TestCharts(t *testing.T) {
	b := BandsOf(WeightChart, Girl, 0, 36, false)
	if len(b.WHO[0]) != 37 || len(b.WST[2]) != 37 || b.WST[0][12] != (Point{12, 7.7}) || b.WHO[1][12].Value < 7.0 || b.WHO[1][12].Value >= 7.1 {
		t.Errorf("%+v", b)
	}
	for c, want := range map[Chart]Point{WeightChart: {18, 10.4}, LengthChart: {18, 80.4}, HeadChart: {18, 46.5}, WeightForLengthChart: {80.4, 10.4}} {
		if got, ok := gone(func(*Measure) {}).On(c); !ok || got != want {
			t.Errorf("chart %d: %v, %v", c, got, ok)
		}
	}
	if _, ok := (Measure{Length: 804 * Millimetre}).On(WeightForLengthChart); ok {
		t.Error("a child without weight is on a chart of weight")
	}
	over := BandsOf(WeightForLengthChart, Boy, 70, 80, true)
	if len(over.WHO[3]) != 11 || len(over.WST[1]) != 6 { // the Chinese table of heights begins with 75 cm
		t.Errorf("%d, %d", len(over.WHO[3]), len(over.WST[1]))
	}
	if empty := BandsOf(WeightChart, SexUnknown, 0, 36, false); len(empty.WHO[0]) != 0 || len(empty.WST[0]) != 0 {
		t.Error("a child of unknown sex has lines")
	}
}
