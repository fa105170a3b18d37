package growth

// Figure is one of the things that are measured.
type Figure int

// In the order in which they are asked for.
const (
	WeightFigure Figure = iota
	LengthFigure
	HeadFigure
)

// Slip is a likely mistake with a unit.
type Slip string

// What a figure may have been meant as.
const (
	SlipNone       Slip = ""
	SlipJin        Slip = "jin"        // 斤, half a kilogram, for 公斤
	SlipGram       Slip = "gram"       // grams
	SlipPoint      Slip = "point"      // the point was forgotten
	SlipMetre      Slip = "metre"      // metres for centimetres
	SlipMillimetre Slip = "millimetre" // millimetres
)

// Reason is why a figure is asked about.
type Reason string

// The reasons.
const (
	ReasonRare   Reason = "rare"   // of a thousand children of that age not one
	ReasonJump   Reason = "jump"   // far from the child's own line
	ReasonShrunk Reason = "shrunk" // shorter than last time
)

// Question is a figure to be asked about before it is kept. Meant is what it would be
// after the slip, in the unit that it was given in; 0 where no slip explains it.
type Question struct {
	Figure Figure
	Reason Reason
	Slip   Slip
	Meant  int64
}

// The borders of what is asked about. They decide nothing: whoever measured says
// what holds. M.
const (
	rareZ     = 400             // |z| × 100
	jumpZ     = 200             // between two measurings of one child
	shrinks   = 15 * Millimetre // lying one day, standing the other, makes 7
	roughPart = 4               // without a standard, a change by a quarter of the last figure
	soonest   = 1               // days between two measurings that are compared
)

// slips are what a figure may have been meant as: the value × times / parts.
var slips = map[Figure][]struct {
	slip         Slip
	times, parts int64
}{
	WeightFigure: {{SlipJin, 1, 2}, {SlipPoint, 1, 10}, {SlipGram, 1, 1000}},
	LengthFigure: {{SlipMetre, 100, 1}, {SlipMillimetre, 1, 10}},
	HeadFigure:   {{SlipMetre, 100, 1}, {SlipMillimetre, 1, 10}},
}

// Ask looks at a figure of a measuring as it was entered, beside the child's last
// measuring (the zero Measure if there is none) and the standard. ok: it is asked
// about. Nothing is changed by itself.
func Ask(of Figure, now, last Measure) (q Question, ok bool) {
	if now.get(of) == 0 {
		return q, false
	}
	reason, odd := doubt(of, now, last)
	if !odd {
		return q, false
	}
	q = Question{Figure: of, Reason: reason}
	best := -1
	for _, s := range slips[of] {
		meant := now.with(of, now.get(of)*s.times/s.parts)
		if _, still := doubt(of, meant, last); still {
			continue
		}
		if off := strangeness(of, meant, last); best < 0 || off < best {
			best, q.Slip, q.Meant = off, s.slip, meant.get(of)
		}
	}
	return q, true
}

func (m Measure) get(of Figure) int64 {
	return [...]int64{int64(m.Weight), int64(m.Length), int64(m.Head)}[of]
}

func (m Measure) with(of Figure, value int64) Measure {
	switch of {
	case WeightFigure:
		m.Weight = Mass(value)
	case LengthFigure:
		m.Length = Size(value)
	case HeadFigure:
		m.Head = Size(value)
	}
	return m
}

// scoreOf is a figure's z-score.
func scoreOf(of Figure, m Measure) Score {
	s := ZScores(m)
	return [...]Score{s.Weight, s.Length, s.Head}[of]
}

// doubt says why a figure is odd.
func doubt(of Figure, now, last Measure) (Reason, bool) {
	z, before := scoreOf(of, now), scoreOf(of, last)
	value, was := now.get(of), last.get(of)
	apart := last.get(of) > 0 && now.Age.Days-last.Age.Days >= soonest
	switch {
	case apart && of != WeightFigure && was-value > int64(shrinks):
		return ReasonShrunk, true
	case apart && z.Known && before.Known && distance(z.Z, before.Z) > jumpZ:
		return ReasonJump, true
	case apart && !(z.Known && before.Known) && max(value-was, was-value) > was/roughPart:
		return ReasonJump, true
	case z.Known && max(z.Z, -z.Z) > rareZ && !(before.Known && distance(z.Z, before.Z) <= jumpZ):
		return ReasonRare, true // unless the child was so before
	case !z.Known && !apart && beyond(of, value):
		return ReasonRare, true
	}
	return "", false
}

// Between no child under seven and every child, where neither the standard nor an
// earlier figure says anything.
func beyond(of Figure, value int64) bool {
	low, high := [...]int64{int64(1_000 * Gram), int64(350 * Millimetre), int64(250 * Millimetre)}[of],
		[...]int64{int64(40_000 * Gram), int64(1_350 * Millimetre), int64(600 * Millimetre)}[of]
	return value < low || value > high
}

// strangeness is how far a figure is from what one would think, in z × 100.
func strangeness(of Figure, now, last Measure) int {
	z, before := scoreOf(of, now), scoreOf(of, last)
	switch {
	case z.Known && before.Known:
		return distance(z.Z, before.Z)
	case z.Known:
		return max(z.Z, -z.Z)
	}
	return 0
}

func distance(a, b int) int { return max(a-b, b-a) }

// Flattened says whether a child's weight for age has fallen by more than that many
// hundredths of a z-score since the measuring before: its line crosses those of others.
func Flattened(now, before Measure, hundredths int) bool {
	a, b := scoreOf(WeightFigure, now), scoreOf(WeightFigure, before)
	return a.Known && b.Known && b.Z-a.Z > hundredths
}
