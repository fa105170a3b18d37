package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
)

// Cell is how many children there are of one township, year of age and sex.
type Cell struct {
	Lane     hub.Lane
	Years    int    // full ones: 0, 1, 2
	Sex      string // 1, 2; "" nobody has said
	Children int
	Withheld bool // fewer than k, or it would tell such a cell: Children is 0
}

// CountChildren counts the children under three of each township, by year of age and sex,
// on a day, and withholds what fewer than k share. A township's total can be known (figures
// have it), so what is withheld of it adds up to k at least: where one small cell would be
// told by subtraction, the next larger is withheld with it.
func CountChildren(ctx context.Context, forms *form.Registry, records Records, day hub.Day, k int) ([]Cell, error) {
	counted := map[Cell]int{}
	lanes := map[hub.Lane]bool{}
	err := records.Each(ctx, "child", func(rec hub.Record) error {
		var c struct {
			Sex       string  `form:"sex"`
			Birth     hub.Day `form:"birth"`
			Category  string  `form:"category"`
			Withdrawn string  `form:"withdrawn"`
		}
		forms.Decode(rec, &c)
		age, ok := calendar.AgeOn(c.Birth, day)
		if !ok || age.Months >= 36 || c.Withdrawn != "" || c.Category == "expecting" {
			return nil
		}
		if c.Sex != "1" && c.Sex != "2" {
			c.Sex = ""
		}
		counted[Cell{Lane: rec.Lane, Years: age.Months / 12, Sex: c.Sex}]++
		lanes[rec.Lane] = true
		return nil
	})
	var out []Cell
	for lane := range lanes {
		for years := range 3 {
			for _, sex := range []string{"1", "2", ""} {
				c := Cell{Lane: lane, Years: years, Sex: sex}
				c.Children = counted[c]
				out = append(out, c)
			}
		}
	}
	hub.Sort(out, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Lane, b.Lane), cmp.Compare(a.Years, b.Years), cmp.Compare(a.Sex, b.Sex))
	})
	const perTown = 9
	for i := 0; i < len(out); i += perTown {
		withhold(out[i:i+perTown], k)
	}
	return out, err
}

// withhold hides the small cells of one township and what would tell them. An empty cell
// counts as small: that there is nobody is told of nobody.
func withhold(cells []Cell, k int) {
	parts, small := make([][]float64, len(cells)), make([]bool, len(cells))
	for i, c := range cells {
		parts[i], small[i] = []float64{float64(c.Children)}, c.Children < k
	}
	for i, hidden := range withheld(parts, small, k) {
		if hidden {
			cells[i].Children, cells[i].Withheld = 0, true
		}
	}
}

// withheld are the parts of a sum that are not told: the small ones and, while they could be
// reckoned from the sum and the others, the least of those. Each part is some counts of people,
// and the sum of each of them over all parts is known. What is hidden of one count is nobody, or
// k at least, unless all is hidden.
func withheld(parts [][]float64, small []bool, k int) []bool {
	out := slices.Clone(small)
	for tells(parts, out, k) {
		least := -1
		for i, p := range parts {
			if !out[i] && slices.Max(p) > 0 && (least < 0 || slices.Max(p) < slices.Max(parts[least])) {
				least = i
			}
		}
		if least < 0 {
			break
		}
		out[least] = true
	}
	return out
}

// tells says whether what is hidden of a count is somebody, and fewer than k.
func tells(parts [][]float64, hidden []bool, k int) bool {
	if !slices.Contains(hidden, true) {
		return false
	}
	for at := range parts[0] {
		sum := 0.0
		for i, p := range parts {
			if hidden[i] {
				sum += p[at]
			}
		}
		if few(sum, k) {
			return true
		}
	}
	return false
}

func few(n float64, k int) bool { return n > 0 && n < float64(k) }

// ofPeople are the measures that count children, or what was done for them.
var ofPeople = []string{"child.", "enrolled", "day.", "month.attended", "enrolment", "home-visit", "guidance", "growth", "health-check", "development-check", "sma.", "pregnancy", "quiz.", "class.here"}

// TooFew says whether a figure counts people and tells of fewer than k of them: above the
// line, below it, or of those who are missing above it.
func TooFew(f *Figure, k int) bool {
	return f.ofPeople() && slices.ContainsFunc(f.Point.people(), func(n float64) bool { return few(n, k) })
}

// Withheld says whether a figure of the whole county, with its townships, is not told of one
// of them: where it is TooFew there, and where one that is TooFew could else be reckoned from
// the county's.
func (f *Figure) Withheld(lane hub.Lane, k int) bool {
	if !f.ofPeople() {
		return false
	}
	parts, small, here := [][]float64{}, []bool{}, -1
	for _, town := range f.Lanes {
		people := town.people()
		if people == nil {
			continue
		}
		if town.Area == string(lane) {
			here = len(parts)
		}
		parts = append(parts, people)
		small = append(small, slices.ContainsFunc(people, func(n float64) bool { return few(n, k) }))
	}
	return here >= 0 && withheld(parts, small, k)[here]
}

// ofPeople says whether it counts children, or what was done for them.
func (f *Figure) ofPeople() bool {
	for _, p := range Proofs(f.Definition, Ask{Day: f.Day}) {
		for _, prefix := range ofPeople {
			if strings.HasPrefix(p.Measure, prefix) {
				return true
			}
		}
	}
	return false
}

// people are the counts that a point tells: above the line, below it, and the difference; nil
// where it tells nothing.
func (p Point) people() []float64 {
	switch {
	case p.Numerator == nil:
		return nil
	case p.Denominator == nil:
		return []float64{*p.Numerator, 0, 0}
	}
	return []float64{*p.Numerator, *p.Denominator, *p.Denominator - *p.Numerator}
}
