package growth

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// Every z-score of the 200 cases computed with WHO's own package, to the hundredth,
// every flag, and every value that is not due.
func TestScoresAreThoseOfWHO(t *testing.T) {
	all := cases(t, "who.txt", 19)
	if len(all) != 200 {
		t.Fatalf("%d cases, not 200", len(all))
	}
	for _, c := range all {
		m := Measure{
			Sex: Sex(figure(t, c[1])), Age: AgeAfter(figure(t, c[2])), Weight: Mass(figure(t, c[3])), Length: Size(figure(t, c[4])),
			Posture: map[string]Posture{"L": Lying, "H": Standing}[c[5]], Head: Size(figure(t, c[6])), Oedema: c[7] == "y",
		}
		got := ZScores(m)
		for i, s := range []Score{got.Length, got.Weight, got.WeightForLength, got.BMI, got.Head} {
			z, flag := c[8+i], c[13+i]
			switch {
			case s.Known != (z != ""):
				t.Errorf("case %s, score %d: known is %v, WHO says %q", c[0], i, s.Known, z)
			case s.Known && s.Z != figure(t, z):
				t.Errorf("case %s, score %d is %d, WHO says %s", c[0], i, s.Z, z)
			case s.Known && s.Flag != (flag == "1"):
				t.Errorf("case %s, score %d (%d): flag is %v, WHO says %s", c[0], i, s.Z, s.Flag, flag)
			}
		}
		if got.DoubtfulPosture != (c[18] == "1") {
			t.Errorf("case %s: doubtful posture is %v, WHO says %s", c[0], got.DoubtfulPosture, c[18])
		}
	}
}

func TestBordersOfWHO(t *testing.T) {
	girl := Measure{Sex: Girl, Age: AgeAfter(731), Weight: 11_500 * Gram, Length: 864 * Millimetre, Head: 472 * Millimetre}
	at := func(change func(*Measure)) Scores {
		m := girl
		change(&m)
		return ZScores(m)
	}
	plain := ZScores(girl)
	lying := at(func(m *Measure) { m.Posture = Lying })
	longer := at(func(m *Measure) { m.Length += lyingMore; m.Posture = Lying })
	if lying.Length.Z >= plain.Length.Z || longer != plain {
		t.Errorf("from day 731 lying counts 0.7 cm less: %v, %v, plain %v", lying.Length, longer.Length, plain.Length)
	}
	day := at(func(m *Measure) { m.Age = AgeAfter(730); m.Posture = Standing })
	before := at(func(m *Measure) { m.Age = AgeAfter(730); m.Length += lyingMore })
	if day.Length != before.Length || day.WeightForLength != before.WeightForLength {
		t.Errorf("up to day 730 standing counts 0.7 cm more: %+v, %+v", day, before)
	}
	for days, want := range map[int]bool{0: true, 1826: true, 1827: false} {
		if got := at(func(m *Measure) { m.Age = AgeAfter(days) }); got.Weight.Known != want {
			t.Errorf("day %d: known is %v", days, got.Weight.Known)
		}
	}
	for days, want := range map[int]bool{273: true, 274: false} {
		if got := at(func(m *Measure) { m.Age, m.Posture = AgeAfter(days), Standing }); got.DoubtfulPosture != want {
			t.Errorf("standing on day %d: doubtful is %v", days, got.DoubtfulPosture)
		}
	}
	swollen := at(func(m *Measure) { m.Oedema = true })
	if swollen.Weight.Known || swollen.BMI.Known || swollen.WeightForLength.Known || swollen.Length != plain.Length || swollen.Head != plain.Head {
		t.Errorf("with oedema nothing is said by weight: %+v", swollen)
	}
	if got := at(func(m *Measure) { m.Sex = SexUnknown }); got != (Scores{}) {
		t.Errorf("without sex nothing is known: %+v", got)
	}
	for length, want := range map[Size]bool{649: false, 650: true, 1200: true, 1201: false} {
		if got := at(func(m *Measure) { m.Length = length * Millimetre }); got.WeightForLength.Known != want {
			t.Errorf("weight for a height of %d mm: known is %v", length, got.WeightForLength.Known)
		}
	}
}

// A flag stands beyond the border, not on it, and on what was rounded.
func TestFlags(t *testing.T) {
	for _, c := range []struct {
		z    float64
		low  int
		want bool
	}{{5.0049, -5, false}, {5.0051, -5, true}, {-5.004, -5, false}, {-5.006, -5, true}, {-5.5, -6, false}, {-6.01, -6, true}} {
		if got := score(c.z, c.low, 5); got.Flag != c.want {
			t.Errorf("%v: flag is %v", c.z, got.Flag)
		}
	}
}

// More is never scored lower, and no measuring is too odd to be answered.
func TestScoresRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMeasure(t)
		more := m
		more.Weight += Mass(rapid.Int64Range(0, 5e6).Draw(t, "more mg"))
		more.Head += Size(rapid.Int64Range(0, 5e4).Draw(t, "more µm"))
		a, b := ZScores(m), ZScores(more)
		pairs := map[string][2]Score{"weight": {a.Weight, b.Weight}, "bmi": {a.BMI, b.BMI}, "weight for length": {a.WeightForLength, b.WeightForLength}, "head": {a.Head, b.Head}}
		more = m
		more.Length += Size(rapid.Int64Range(0, 5e4).Draw(t, "longer µm"))
		pairs["length"] = [2]Score{a.Length, ZScores(more).Length}
		for name, p := range pairs {
			if p[0].Known && p[1].Known && p[0].Z > p[1].Z {
				t.Errorf("%s: more is scored lower: %+v, %+v", name, p[0], p[1])
			}
			if p[0].Known && p[0].Flag && p[0].Z > -500 && p[0].Z < 500 {
				t.Errorf("%s: %s is flagged", name, strconv.Itoa(p[0].Z))
			}
		}
	})
}

func anyMeasure(t *rapid.T) Measure {
	return Measure{
		Sex: Sex(rapid.IntRange(0, 2).Draw(t, "sex")), Age: AgeAfter(rapid.IntRange(0, 3000).Draw(t, "days")),
		Weight: Mass(rapid.Int64Range(0, 6e8).Draw(t, "mg")), Length: Size(rapid.Int64Range(0, 4e6).Draw(t, "µm")),
		Head: Size(rapid.Int64Range(0, 4e6).Draw(t, "head")), Posture: Posture(rapid.IntRange(0, 2).Draw(t, "posture")),
		Oedema: rapid.Bool().Draw(t, "oedema"),
	}
}

// A row's value and its score are each other's inverse within ±3, and the parts beyond
// join there.
func TestCurveTurnsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SampledFrom([]indicator{weightForAge, bmiForAge, headForAge}).Draw(t, "of")
		c, ok := byAge(of, Measure{Sex: Sex(rapid.IntRange(1, 2).Draw(t, "sex")), Age: AgeAfter(rapid.IntRange(0, lastDay).Draw(t, "days"))})
		if !ok {
			t.Fatal("no row")
		}
		z := float64(rapid.IntRange(-500, 500).Draw(t, "z")) / 100
		y := c.value(max(-3, min(3, z)))
		if z > 3 {
			y += (z - 3) * (c.value(3) - c.value(2))
		} else if z < -3 {
			y += (z + 3) * (c.value(-2) - c.value(-3))
		}
		if got := c.restricted(y); got < z-1e-6 || got > z+1e-6 {
			t.Errorf("%v turned back is %v", z, got)
		}
	})
}
