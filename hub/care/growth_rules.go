package care

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// GrowthRules say when children are measured, and when a line asks for another look.
type GrowthRules struct {
	At    []int `yaml:"at_months"`         // ages, in full months
	Early int   `yaml:"early_days"`        // a measuring so long before an age counts for it
	Again int   `yaml:"again_days"`        // after a figure that wants attention
	Doubt int   `yaml:"doubt_days"`        // after a figure that was asked about and noted all the same
	Flat  int   `yaml:"flat_z_hundredths"` // weight for age fallen by more than that
}

func (g GrowthRules) check() error {
	if len(g.At) == 0 || !slices.IsSorted(g.At) || g.At[0] < 0 || g.Early < 0 || g.Again <= 0 || g.Doubt <= 0 || g.Flat <= 0 {
		return fmt.Errorf("care: rules: growth is not whole: %+v", g)
	}
	return nil
}

// NextMeasure is the day around which a child born on birth is measured next, after it
// was measured last; again: what was found wants another look soon. "" once it has
// outgrown them all.
func (g GrowthRules) NextMeasure(birth, last hub.Day, again bool) hub.Day {
	if again {
		return last.Add(g.Again)
	}
	for _, months := range g.At {
		if day := calendar.AddMonths(birth, months); day > last.Add(g.Early) {
			return day
		}
	}
	return ""
}
