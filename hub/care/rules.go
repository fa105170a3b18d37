package care

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// Rules are the figures of child care that a county may change. The built-in ones
// carry their source and certainty in rules.yaml.
type Rules struct {
	Classes          []ClassType   `yaml:"classes"`
	CareToMonths     int           `yaml:"care_to_months"`
	KnownToMonths    int           `yaml:"known_to_months"`
	PickupYears      int           `yaml:"pickup_years"`
	BirthCertificate string        `yaml:"birth_certificate"` // regular expression
	OutdoorMinutes   int           `yaml:"outdoor_minutes"`   // a child and day
	Medicine         MedicineRules `yaml:"medicine"`
	Growth           GrowthRules   `yaml:"growth"`
	YearClasses      []YearClass   `yaml:"year_classes"`

	certificate *regexp.Regexp
}

//go:embed rules.yaml
var builtinRules []byte

// Builtin is the rules that ship.
var Builtin = sync.OnceValue(func() *Rules {
	r, err := ReadRules(builtinRules)
	if err != nil {
		panic(err) // part of the program, proven by a test
	}
	return r
})

// ReadRules reads rules as a county publishes them: YAML of the built-in form,
// whole, without unknown names.
func ReadRules(raw []byte) (*Rules, error) {
	var r Rules
	if err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(&r); err != nil {
		return nil, fmt.Errorf("care: rules: %w", err)
	}
	var err error
	if r.certificate, err = regexp.Compile(r.BirthCertificate); err != nil || r.BirthCertificate == "" {
		return nil, fmt.Errorf("care: rules: birth_certificate: %q: %w", r.BirthCertificate, err)
	}
	if r.CareToMonths <= 0 || r.KnownToMonths < r.CareToMonths || r.PickupYears <= 0 || r.OutdoorMinutes <= 0 || r.Medicine.Early < 0 || r.Medicine.Late <= 0 || len(r.Classes) == 0 {
		return nil, fmt.Errorf("care: rules: a figure is missing or the months are out of order")
	}
	if err := r.Growth.check(); err != nil {
		return nil, err
	}
	for i, c := range r.YearClasses {
		if !c.whole() {
			return nil, fmt.Errorf("care: rules: class %d of the year (%s) is not whole", i+1, c.Kind)
		}
	}
	for i, c := range r.Classes {
		again := slices.IndexFunc(r.Classes, func(o ClassType) bool { return o.Code == c.Code })
		if c.Code == "" || c.Name == "" || c.From < 0 || c.To <= c.From || c.Most <= 0 || c.Ratio <= 0 || again != i {
			return nil, fmt.Errorf("care: rules: class %d (%s) is not whole", i+1, c.Code)
		}
	}
	return &r, nil
}
