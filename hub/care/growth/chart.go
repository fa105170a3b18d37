package growth

import "math"

// Chart is a figure over age, or weight over length.
type Chart int

// The charts.
const (
	WeightChart Chart = iota
	LengthChart
	HeadChart
	WeightForLengthChart
)

// Point is a place on a chart: full months or centimetres, and kilograms or
// centimetres. It is for drawing only.
type Point struct{ At, Value float64 }

// Bands are the limits of a chart from one place to another: WHO's −3 … +3 SD, and
// P3, P50, P97 of WS/T 423-2022. Where a standard has no table its lines are empty.
type Bands struct {
	WHO [7][]Point
	WST [3][]Point
}

// indicators of a chart; stands chooses weight for height.
func (c Chart) indicator(stands bool) indicator {
	switch c {
	case WeightChart:
		return weightForAge
	case LengthChart:
		return lengthForAge
	case HeadChart:
		return headForAge
	}
	if stands {
		return weightForHeight
	}
	return weightForLength
}

// BandsOf draws a chart from one place to another, in full months or centimetres;
// stands: the weight is over a height, not over a length.
func BandsOf(c Chart, sex Sex, from, to int, stands bool) (out Bands) {
	of := c.indicator(stands)
	who, wst := find("who", of, sex), find("wst", of, sex)
	for at := from; at <= to; at++ {
		key := fullMonths(at)
		if c == WeightForLengthChart {
			key = at * 10
		}
		if row, ok := who.curve(key, 0, 1); ok {
			for i := range out.WHO {
				value := math.Round(row.value(float64(i-3))*100) / 100
				out.WHO[i] = append(out.WHO[i], Point{float64(at), value})
			}
		}
		if s, ok := wst.at(at, 0, 1); ok {
			l := s.limits(0)
			for i, place := range [3]int{percentileRow, percentileRow + 3, percentileRow + 6} {
				out.WST[i] = append(out.WST[i], Point{float64(at), float64(l.parts[place]) / float64(l.of) / 10})
			}
		}
	}
	return out
}

// On is a measuring's place on a chart; false where it has none.
func (m Measure) On(c Chart) (Point, bool) {
	age := float64(m.Age.Months) + float64(m.Age.Part)/float64(max(m.Age.Of, 1))
	length := m.length(m.Age.Months >= standsAt)
	kilos, centimetres := float64(m.weight())/1e6, float64(length)/10_000
	p := [...]Point{{age, kilos}, {age, centimetres}, {age, float64(m.Head) / 10_000}, {centimetres, kilos}}[c]
	return p, p.Value > 0 && (c != WeightForLengthChart || length > 0)
}
