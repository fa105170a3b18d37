package report

import (
	"cmp"
	"context"
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

// withhold hides the small cells of one township, then the smallest others, until what is
// hidden adds up to k and is two cells at least. An empty cell counts as small: that there
// is nobody is told of nobody.
func withhold(cells []Cell, k int) {
	hidden, n := 0, 0
	hide := func(c *Cell) {
		hidden, n = hidden+c.Children, n+1
		c.Withheld = true
	}
	for i := range cells {
		if cells[i].Children < k {
			hide(&cells[i])
		}
	}
	for n > 0 && n < len(cells) && hidden > 0 && (hidden < k || n < 2) {
		least := -1
		for i, c := range cells {
			if !c.Withheld && (least < 0 || c.Children < cells[least].Children) {
				least = i
			}
		}
		hide(&cells[least])
	}
	for i := range cells {
		if cells[i].Withheld {
			cells[i].Children = 0
		}
	}
}

// ofPeople are the measures that count children, or what was done for them.
var ofPeople = []string{"child.", "enrolled", "day.", "month.attended", "enrolment", "home-visit", "guidance", "growth", "health-check", "development-check", "sma.", "pregnancy", "quiz.", "class.here"}

// TooFew says whether a figure counts people and tells of fewer than k of them: above the
// line, below it, or of those who are missing above it.
func TooFew(f *Figure, k int) bool {
	people := false
	for _, p := range Proofs(f.Definition, Ask{Day: f.Day}) {
		for _, prefix := range ofPeople {
			people = people || strings.HasPrefix(p.Measure, prefix)
		}
	}
	if !people || f.Numerator == nil {
		return false
	}
	few := func(n float64) bool { return n > 0 && n < float64(k) }
	return few(*f.Numerator) || f.Denominator != nil && (few(*f.Denominator) || few(*f.Denominator-*f.Numerator))
}
