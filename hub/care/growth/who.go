package growth

import "math"

// Score is a z-score in hundredths. Flag: so far out that the measuring is doubtful
// rather than the child.
type Score struct {
	Known bool
	Flag  bool
	Z     int
}

// Scores is a measuring by the WHO Child Growth Standards. Doubtful posture: a child
// under nine months was written down as standing, which was not believed.
type Scores struct {
	Length          Score
	Weight          Score
	WeightForLength Score
	BMI             Score
	Head            Score
	DoubtfulPosture bool
}

// lastDay is the last one under 60 months of 30.4375 days.
const lastDay = 1826

// ZScores computes as WHO's own software does: length for age is plain LMS; the
// others are carried on beyond ±3 SD by the distance between the second and the third;
// weight for length interpolates L, M and S between rows of 0.1 cm; with oedema nothing
// is said by weight. Nothing is known from 60 months on, without sex, or outside a
// table.
func ZScores(m Measure) Scores {
	out := Scores{DoubtfulPosture: m.doubtfulPosture()}
	if m.Age.Days < 0 || m.Age.Days > lastDay {
		return out
	}
	stands := m.Age.Days >= standsFrom
	length, weight := m.length(stands), m.weight()
	centimetres, kilos := float64(length)/10_000, float64(weight)/1e6
	if c, ok := byAge(lengthForAge, m); ok && length > 0 {
		out.Length = score(c.plain(centimetres), -6, 6)
	}
	if c, ok := byAge(weightForAge, m); ok && weight > 0 {
		out.Weight = score(c.restricted(kilos), -6, 5)
	}
	if c, ok := byAge(bmiForAge, m); ok && weight > 0 && length > 0 {
		out.BMI = score(c.restricted(kilos/(centimetres*centimetres/10_000)), -5, 5)
	}
	if c, ok := byAge(headForAge, m); ok && m.Head > 0 && m.Head <= longest {
		out.Head = score(c.restricted(float64(m.Head)/10_000), -5, 5)
	}
	of := weightForLength
	if stands {
		of = weightForHeight
	}
	if c, ok := byLength(of, m.Sex, length); ok && weight > 0 && length > 0 {
		out.WeightForLength = score(c.restricted(kilos), -5, 5)
	}
	return out
}

// score rounds to hundredths; what was rounded is flagged below low and above high.
func score(z float64, low, high int) Score {
	n := int(math.Round(z * 100))
	return Score{Known: true, Z: n, Flag: n < low*100 || n > high*100}
}

// curve is one row: the median M, the coefficient of variation S and the power L that
// makes the distribution normal.
type curve struct{ l, m, s float64 }

func byAge(of indicator, m Measure) (curve, bool) {
	return find("who", of, m.Sex).curve(m.Age.Days, 0, 1)
}

func byLength(of indicator, sex Sex, length Size) (curve, bool) {
	return find("who", of, sex).curve(int(length/Millimetre), int(length%Millimetre), int(Millimetre))
}

func (t *table) curve(key, part, of int) (curve, bool) {
	s, ok := t.at(key, part, of)
	if !ok {
		return curve{}, false
	}
	way := float64(s.part) / float64(s.whole)
	between := func(i int, scale float64) float64 {
		low := float64(s.low[i]) / scale
		return low + (float64(s.high[i])/scale-low)*way
	}
	return curve{between(0, 1e4), between(1, 1e4), between(2, 1e5)}, true
}

// plain is the z-score of y by LMS.
func (c curve) plain(y float64) float64 {
	if c.l == 0 {
		return math.Log(y/c.m) / c.s
	}
	return (math.Pow(y/c.m, c.l) - 1) / (c.l * c.s)
}

// value is the y whose z-score is z.
func (c curve) value(z float64) float64 {
	if c.l == 0 {
		return c.m * math.Exp(c.s*z)
	}
	return c.m * math.Pow(1+c.l*c.s*z, 1/c.l)
}

// restricted is plain, beyond ±3 SD counted in distances between the second and the
// third, because the tails of weights are heavier than LMS can say.
func (c curve) restricted(y float64) float64 {
	z := c.plain(y)
	switch {
	case z > 3:
		third := c.value(3)
		return 3 + (y-third)/(third-c.value(2))
	case z < -3:
		third := c.value(-3)
		return -3 + (y-third)/(c.value(-2)-third)
	}
	return z
}
