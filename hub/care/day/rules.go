package day

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// Rules are the figures of a day in care. They do not change once they are read.
type Rules struct {
	Check     CheckRules   `yaml:"check"`
	Fever     FeverRules   `yaml:"fever"`
	Absence   AbsenceRules `yaml:"absence"`
	Illnesses []Illness    `yaml:"illnesses"`
	Alike     []Alike      `yaml:"alike"`
	Clusters  []Cluster    `yaml:"clusters"`
	ToldHolds int          `yaml:"told_holds"` // days
}

// CheckRules are those of 晨午检, in minutes of the day.
type CheckRules struct {
	NoonFrom      int `yaml:"noon_from"`
	MissingAt     int `yaml:"missing_at"`
	NoonMissingAt int `yaml:"noon_missing_at"`
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

// dayMinutes are those of a whole day.
const dayMinutes = 24 * 60

// ReadRules reads rules as a county publishes them: YAML of the built-in form, whole,
// without unknown names.
func ReadRules(raw []byte) (*Rules, error) {
	var r Rules
	if err := yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(&r); err != nil {
		return nil, fmt.Errorf("day: rules: %w", err)
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("day: rules: %w", err)
	}
	return &r, nil
}

func (r *Rules) check() error {
	for _, minute := range []int{r.Check.NoonFrom, r.Check.MissingAt, r.Check.NoonMissingAt, r.Absence.AskFrom, r.Absence.AskBy} {
		if minute <= 0 || minute >= dayMinutes {
			return fmt.Errorf("%d is no minute of the day", minute)
		}
	}
	if f := r.Fever; f.Start <= 0 || f.From <= f.Start || f.AtOnce <= f.From || f.Again <= 0 {
		return errors.New("fever is not whole, or not in order")
	}
	if r.Absence.HeadAfter <= 0 || r.ToldHolds <= 0 {
		return errors.New("days are missing")
	}
	return errors.Join(r.checkIllnesses(), r.checkClusters())
}

func (r *Rules) checkIllnesses() error {
	for i, s := range r.Illnesses {
		again := slices.IndexFunc(r.Illnesses, func(o Illness) bool { return o.Code == s.Code })
		if s.Code == "" || s.Name == "" || s.End == "" || s.Days < 0 || s.Contacts < 0 || again != i {
			return fmt.Errorf("illness %d (%s) is not whole", i+1, s.Code)
		}
		for _, like := range s.Like {
			if !r.hasAlike(like) {
				return fmt.Errorf("illness %s is like %q, which is nothing", s.Code, like)
			}
		}
	}
	return nil
}

func (r *Rules) hasAlike(code string) bool {
	return slices.ContainsFunc(r.Alike, func(a Alike) bool { return a.Code == code })
}

func (r *Rules) checkClusters() error {
	for i, c := range r.Clusters {
		_, known := r.Illness(c.Of)
		where := c.Where == InClass || c.Where == InHouse || c.Where == InClasses && c.Classes > 1
		if c.Code == "" || !known && c.Of != anyAlike || c.Cases < 2 || c.Within < 1 || !where {
			return fmt.Errorf("cluster %d (%s) is not whole", i+1, c.Code)
		}
	}
	return nil
}
