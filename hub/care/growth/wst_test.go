package growth

import (
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// The 96 border cases of the standard.
func TestLevelsAreThoseOfTheStandard(t *testing.T) {
	all := cases(t, "wst.txt", 7)
	if len(all) != 96 {
		t.Fatalf("%d cases, not 96", len(all))
	}
	for _, c := range all {
		of, sex, key := indicator(c[0]), Sex(figure(t, c[1])), figure(t, c[2])
		var l limits
		if of == weightForLength || of == weightForHeight {
			l = limitsByLength(of, sex, Size(key)*10*Millimetre)
		} else {
			l = limitsByAge(of, sex, Age{Months: key})
		}
		got := verdict(of, l, int64(figure(t, c[3])), 1)
		if got.BySD.String() != c[4] || got.ByPercentile.String() != c[5] || string(got.Nutrition) != c[6] {
			t.Errorf("%v: %s, %s, %q", c, got.BySD, got.ByPercentile, got.Nutrition)
		}
	}
}

// The same cases through the front door: by the calendar and by days alone.
func TestJudgeByTheCalendarAndByDays(t *testing.T) {
	birth := hub.Day("2024-01-31")
	for _, c := range cases(t, "wst.txt", 7) {
		months, value := figure(t, c[2]), figure(t, c[3])
		m := Measure{Sex: Sex(figure(t, c[1]))}
		pick := func(j Judgement) Verdict { return j.Weight }
		switch c[0] {
		case "wfa":
			m.Weight = Mass(value) * 100 * Gram
		case "lhfa":
			m.Length, pick = Size(value)*Millimetre, func(j Judgement) Verdict { return j.Length }
		case "hcfa":
			m.Head, pick = Size(value)*Millimetre, func(j Judgement) Verdict { return j.Head }
		default:
			continue
		}
		days := fullMonths(months)
		byDays := m
		byDays.Age = AgeAfter(days)
		full, ok := AgeOn(birth, birth.Add(days))
		if !ok || full.Months > months || full.Months < months-1 {
			t.Fatalf("%d days are %+v", days, full)
		}
		m.Age = Age{Months: months, Part: 0, Of: 30, Days: days}
		if a, b := pick(Judge(m)), pick(Judge(byDays)); a != b || a.BySD.String() != c[4] {
			t.Errorf("%v: %+v by months, %+v by days", c, a, b)
		}
	}
}

// band is one step of the standard's tables: from the limit of that place on.
type band struct {
	sd, percentile              Level
	weight, length, proportions Nutrition
}

// steps is tables 1 to 3 by how many of a row's seven limits a figure has reached.
var steps = [8]band{
	{LevelLow, LevelLow, "重度低体重", "重度生长迟缓", "重度消瘦"},
	{LevelLow, LevelLowMiddle, "低体重", "生长迟缓", "消瘦"},
	{LevelLowMiddle, LevelLowMiddle, "", "", ""},
	{LevelMiddle, LevelMiddle, "", "", ""},
	{LevelMiddle, LevelMiddle, "", "", ""},
	{LevelHighMiddle, LevelHighMiddle, "", "", "超重"},
	{LevelHigh, LevelHighMiddle, "", "", "肥胖"},
	{LevelHigh, LevelHigh, "", "", "重度肥胖"},
}

// On every limit of every row of every table the upper band begins, and ends one
// milligram or micrometre below the next.
func TestBordersOfEveryBand(t *testing.T) {
	seen := 0
	for _, of := range []indicator{weightForAge, lengthForAge, bmiForAge, headForAge, weightForLength, weightForHeight} {
		for _, sex := range []Sex{Boy, Girl} {
			table := find("wst", of, sex)
			for i, key := range table.keys {
				row := table.rows[i]
				l := limitsByAge(of, sex, Age{Months: int(key)})
				if of == weightForLength || of == weightForHeight {
					l = limitsByLength(of, sex, Size(key)*10*Millimetre)
				}
				for n := range 7 {
					const unit = tenthOfKilo
					sd, p := int64(row[n])*unit, int64(row[percentileRow+n])*unit
					if got, want := verdict(of, l, sd, unit), steps[n+1]; got.BySD != want.sd || got.Nutrition != want.nutrition(of) {
						t.Errorf("%s %d %d on limit %d: %+v", of, sex, key, n, got)
					}
					if got, want := verdict(of, l, sd-1, unit), steps[n]; got.BySD != want.sd || got.Nutrition != want.nutrition(of) {
						t.Errorf("%s %d %d below limit %d: %+v", of, sex, key, n, got)
					}
					if verdict(of, l, p, unit).ByPercentile != steps[n+1].percentile || verdict(of, l, p-1, unit).ByPercentile != steps[n].percentile {
						t.Errorf("%s %d %d at percentile %d: %+v", of, sex, key, n, verdict(of, l, p, unit))
					}
					seen++
				}
			}
		}
	}
	if seen != 7*(2*(44*3+29)+112*2) {
		t.Errorf("%d limits were looked at", seen)
	}
}

func (b band) nutrition(of indicator) Nutrition {
	switch of {
	case weightForAge:
		return b.weight
	case lengthForAge:
		return b.length
	case headForAge:
		return ""
	}
	return b.proportions
}

// Where the two standards disagree, as the documents say: a girl of 12 months at −2 SD.
func TestTheStandardsDisagree(t *testing.T) {
	m := Measure{Sex: Girl, Age: AgeAfter(365), Weight: 7_600 * Gram}
	if got := Judge(m).Weight; got.Nutrition != Underweight {
		t.Errorf("7.6 kg is %+v here, where the limit is 7.7", got)
	}
	if z := ZScores(m).Weight.Z; z < -160 || z > -120 {
		t.Errorf("7.6 kg is %d there, where −2 SD is 7.0", z)
	}
	m.Weight = 7_700 * Gram
	if got := Judge(m).Weight; got.Nutrition != NutritionFine || got.BySD != LevelLowMiddle {
		t.Errorf("7.7 kg is %+v", got)
	}
}

func TestAgesOfTheStandard(t *testing.T) {
	m := Measure{Sex: Boy, Weight: 20_000 * Gram, Length: 1_100 * Millimetre, Head: 500 * Millimetre}
	for months, want := range map[int][2]bool{0: {true, true}, 36: {true, true}, 37: {true, false}, 83: {true, false}, 84: {false, false}} {
		m.Age = Age{Months: months, Part: 20, Of: 30, Days: months * 30}
		got := Judge(m)
		if got.Weight.Known() != want[0] || got.Head.Known() != want[1] {
			t.Errorf("%d months: weight %v, head %v, want %v", months, got.Weight.Known(), got.Head.Known(), want)
		}
	}
	m.Age = Age{Months: 30, Of: 30}
	m.Oedema = true
	if got := Judge(m); got.Weight.Known() || got.BMI.Known() || got.WeightForLength.Known() || !got.Length.Known() {
		t.Errorf("with oedema nothing is said by weight: %+v", got)
	}
}

// Between the row of 23 months, lying, and that of 24, standing, a length is compared
// with what lies between two lengths.
func TestTheMonthBeforeStanding(t *testing.T) {
	m := Measure{Sex: Boy, Age: Age{Months: 23, Part: 30, Of: 31, Days: 729}, Length: 820*Millimetre + lyingMore - 1*Millimetre, Posture: Lying}
	if got := Judge(m).Length; got.Nutrition != Stunted {
		t.Errorf("81.9 + 0.7 cm lying, a day before 24 months: %+v", got)
	}
	m.Length += 1 * Millimetre
	if got := Judge(m).Length; got.Nutrition != NutritionFine {
		t.Errorf("82.0 + 0.7 cm lying, a day before 24 months: %+v", got)
	}
}

// More is never judged lower; what lies between two rows is judged between them; what
// is known at all has both levels.
func TestLevelsRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMeasure(t)
		more := m
		more.Weight += Mass(rapid.Int64Range(0, 5e6).Draw(t, "more mg"))
		more.Head += Size(rapid.Int64Range(0, 5e4).Draw(t, "more µm"))
		a, b := Judge(m), Judge(more)
		for _, p := range [][2]Verdict{{a.Weight, b.Weight}, {a.Head, b.Head}, {a.BMI, b.BMI}, {a.WeightForLength, b.WeightForLength}} {
			if p[0].Known() && p[1].Known() && (p[0].BySD > p[1].BySD || p[0].ByPercentile > p[1].ByPercentile) {
				t.Errorf("more is judged lower: %+v, %+v", p[0], p[1])
			}
			if p[0].Known() != (p[0].ByPercentile != LevelUnknown) {
				t.Errorf("half known: %+v", p[0])
			}
		}
	})
}
