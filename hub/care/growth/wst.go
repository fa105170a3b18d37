package growth

import "slices"

// Level is one of the five of WS/T 423-2022, tables 1 and 2. 0: not judged.
type Level int

// From the lowest to the highest.
const (
	LevelUnknown Level = iota
	LevelLow
	LevelLowMiddle
	LevelMiddle
	LevelHighMiddle
	LevelHigh
)

var levelNames = [...]string{"", "下", "中下", "中", "中上", "上"}

// String is the standard's word.
func (l Level) String() string { return levelNames[l] }

// Nutrition is a judgement of table 3 of WS/T 423-2022, in the standard's words; "" for
// what is fine, and for what it does not judge.
type Nutrition string

// The words.
const (
	NutritionFine       Nutrition = ""
	Underweight         Nutrition = "低体重"
	SeverelyUnderweight Nutrition = "重度低体重"
	Stunted             Nutrition = "生长迟缓"
	SeverelyStunted     Nutrition = "重度生长迟缓"
	Wasted              Nutrition = "消瘦"
	SeverelyWasted      Nutrition = "重度消瘦"
	Overweight          Nutrition = "超重"
	Obese               Nutrition = "肥胖"
	SeverelyObese       Nutrition = "重度肥胖"
)

// Verdict is what the standard says of one figure: its level by standard deviations
// and by percentiles, and how the child is nourished.
type Verdict struct {
	BySD         Level
	ByPercentile Level
	Nutrition    Nutrition
}

// Known says whether the standard has a table for it.
func (v Verdict) Known() bool { return v.BySD != LevelUnknown }

// Judgement is a measuring by WS/T 423-2022.
type Judgement struct {
	Weight          Verdict
	Length          Verdict
	WeightForLength Verdict
	BMI             Verdict
	Head            Verdict
}

// The standard is for children under seven; the head's table ends with 36 months.
const (
	underMonths = 84
	headMonths  = 36
	standsAt    = 24 // months: from here the tables are of standing children
)

// Judge places a measuring among the standard's figures. They are published to 0.1,
// monthly up to 24 months and then every three, without L, M and S: between two rows
// the limits are interpolated, and a figure that lies on a limit has reached it.
func Judge(m Measure) Judgement {
	var out Judgement
	age := m.Age
	if age.Days < 0 || age.Months >= underMonths {
		return out
	}
	stands := age.Months >= standsAt
	length, weight := int64(m.length(stands)), int64(m.weight())
	if weight > 0 {
		out.Weight = verdict(weightForAge, limitsByAge(weightForAge, m.Sex, age), weight, tenthOfKilo)
	}
	if length > 0 {
		out.Length = verdict(lengthForAge, limitsByAge(lengthForAge, m.Sex, age), length, tenthOfCentimetre)
	}
	if weight > 0 && length > 0 {
		// kg/m² in tenths is mg × 10⁷ / µm².
		out.BMI = verdict(bmiForAge, limitsByAge(bmiForAge, m.Sex, age), weight*10_000_000, length*length)
		of := weightForLength
		if stands {
			of = weightForHeight
		}
		out.WeightForLength = verdict(of, limitsByLength(of, m.Sex, Size(length)), weight, tenthOfKilo)
	}
	if m.Head > 0 && m.Head <= longest && age.Months <= headMonths {
		out.Head = verdict(headForAge, limitsByAge(headForAge, m.Sex, age), int64(m.Head), tenthOfCentimetre)
	}
	return out
}

// What one step of the standard's figures is in ours.
const (
	tenthOfKilo       = int64(100 * Gram)
	tenthOfCentimetre = int64(Millimetre)
)

// Places of a row's limits.
const (
	sdRow         = 0 // −3 … +3 SD
	percentileRow = 7 // P3, P10, P25, P50, P75, P90, P97
	limitCount    = 14
)

// limits is a row, interpolated: each a fraction, the whole of which is the same.
type limits struct {
	of    int64 // 0: the standard has none
	parts [limitCount]int64
}

func limitsByAge(of indicator, sex Sex, age Age) limits {
	t := find("wst", of, sex)
	if t == nil {
		return limits{}
	}
	last := int(t.keys[len(t.keys)-1])
	if age.Months >= last { // the last row stands until the table's age is over
		age = Age{Months: last}
	}
	s, ok := t.at(age.Months, age.Part, age.Of)
	if !ok {
		return limits{}
	}
	bend := int32(0)
	if of == lengthForAge && age.Months == standsAt-1 {
		bend = int32(lyingMore / Millimetre) // from a row of lying children to one of standing ones
	}
	return s.limits(bend)
}

func limitsByLength(of indicator, sex Sex, length Size) limits {
	const centimetre = 10 * Millimetre
	s, ok := find("wst", of, sex).at(int(length/centimetre), int(length%centimetre), int(centimetre))
	if !ok {
		return limits{}
	}
	return s.limits(0)
}

// limits interpolates; bend is added to the higher row.
func (s span) limits(bend int32) limits {
	out := limits{of: s.whole}
	for i := range out.parts {
		low, high := int64(s.low[i]), int64(s.high[i]+bend)
		out.parts[i] = low*s.whole + (high-low)*s.part
	}
	return out
}

// reached counts the limits of a row that value/unit has reached. A limit is
// parts/of, so that unit × parts is compared with value × of: no rounding.
func (l limits) reached(from, to int, value, unit int64) int {
	n, _ := slices.BinarySearchFunc(l.parts[from:to], value*l.of, func(part, want int64) int {
		if unit*part <= want {
			return -1
		}
		return 1
	})
	return n
}

func verdict(of indicator, l limits, value, unit int64) Verdict {
	if l.of == 0 {
		return Verdict{}
	}
	sd := l.reached(sdRow, percentileRow, value, unit)
	percentile := l.reached(percentileRow, limitCount, value, unit)
	return Verdict{
		BySD:         [...]Level{1, 1, 2, 3, 3, 4, 5, 5}[sd],         // −3, −2, −1, 0, +1, +2, +3
		ByPercentile: [...]Level{1, 2, 2, 3, 3, 4, 4, 5}[percentile], // 3, 10, 25, 50, 75, 90, 97
		Nutrition:    nutrition(of, sd),
	}
}

// nutrition is table 3, by how many of −3 … +3 SD were reached.
func nutrition(of indicator, sd int) Nutrition {
	switch of {
	case weightForAge:
		return [...]Nutrition{0: SeverelyUnderweight, 1: Underweight, 7: ""}[sd]
	case lengthForAge:
		return [...]Nutrition{0: SeverelyStunted, 1: Stunted, 7: ""}[sd]
	case weightForLength, weightForHeight, bmiForAge:
		return [...]Nutrition{0: SeverelyWasted, 1: Wasted, 5: Overweight, 6: Obese, 7: SeverelyObese}[sd]
	}
	return NutritionFine
}
