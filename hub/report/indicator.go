package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
)

//go:embed indicators.yaml
var indicatorText []byte

// Indicator is a goal of a plan, or a quota, and the ways in which it can be counted.
type Indicator struct {
	ID          string       `yaml:"id"`
	Name        string       `yaml:"name"`
	Plan        string       `yaml:"plan"`
	Unit        string       `yaml:"unit"`
	Scale       float64      `yaml:"scale"`     // 100: per cent; 0 is 1
	Direction   string       `yaml:"direction"` // >=, >, <=, =, about
	Baseline    *float64     `yaml:"baseline"`
	Targets     []Target     `yaml:"targets"`
	Definitions []Definition `yaml:"definitions"`
	Source      string       `yaml:"source"`
	Note        string       `yaml:"note"`
}

// Target is what is wanted until a day; "" at any time.
type Target struct {
	By     hub.Day `yaml:"by"`
	Value  float64 `yaml:"value"`
	Number string  `yaml:"number"` // or a number that the county types
	Note   string  `yaml:"note"`
	Own    bool    `yaml:"-"` // the county set it itself
}

// Definition is one way to count an indicator. Whoever changes it gives it a new version.
type Definition struct {
	Code    string  `yaml:"code"`
	Version int     `yaml:"version"`
	Title   string  `yaml:"title"`
	Num     string  `yaml:"num"`
	Den     string  `yaml:"den"`   // "": it is no ratio
	Scale   float64 `yaml:"scale"` // in place of the indicator's

	num, den *formula
}

// NumberKey is a number that a county can type.
type NumberKey struct {
	Key   string `yaml:"key"`
	Title string `yaml:"title"`
	Unit  string `yaml:"unit"`
	Note  string `yaml:"note"`
}

// Indicators are those that this release knows, in the order of the plans.
var Indicators = sync.OnceValue(func() []Indicator { return catalogue().Indicators })

// NumberKeys are the numbers that a county can type.
var NumberKeys = sync.OnceValue(func() []NumberKey { return catalogue().Numbers })

// NumbersOf are the numbers that a definition needs.
func NumbersOf(d Definition) (out []NumberKey) {
	for _, side := range []*formula{d.num, d.den} {
		side.walk(func(f *formula) {
			for _, k := range NumberKeys() {
				if f.op == "typed" && f.args[0] == k.Key && !slices.Contains(out, k) {
					out = append(out, k)
				}
			}
		})
	}
	return out
}

// IndicatorOf finds one.
func IndicatorOf(id string) (Indicator, bool) {
	i := slices.IndexFunc(Indicators(), func(one Indicator) bool { return one.ID == id })
	if i < 0 {
		return Indicator{}, false
	}
	return Indicators()[i], true
}

func numberTitle(key string) string {
	for _, k := range NumberKeys() {
		if k.Key == key {
			return k.Title
		}
	}
	return key
}

type indicatorFile struct {
	Numbers    []NumberKey `yaml:"numbers"`
	Indicators []Indicator `yaml:"indicators"`
}

var catalogue = sync.OnceValue(func() indicatorFile {
	f, err := readIndicators(indicatorText)
	if err != nil {
		panic(err) // a release whose own indicators do not load must not start
	}
	return f
})

// readIndicators reads and checks a catalogue.
func readIndicators(b []byte) (f indicatorFile, err error) {
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&f); err != nil {
		return f, fmt.Errorf("report: indicators: %w", err)
	}
	keys := map[string]bool{}
	for _, n := range f.Numbers {
		keys[n.Key] = true
	}
	seen := map[string]bool{}
	for i := range f.Indicators {
		one := &f.Indicators[i]
		if one.ID == "" || one.Name == "" || seen[one.ID] || len(one.Definitions) == 0 {
			return f, fmt.Errorf("report: indicators: %q stands twice, or says too little", one.ID)
		}
		seen[one.ID] = true
		for _, t := range one.Targets {
			if t.Number != "" && !keys[t.Number] {
				return f, fmt.Errorf("report: indicator %s: no number %q", one.ID, t.Number)
			}
		}
		for j := range one.Definitions {
			d := &one.Definitions[j]
			if d.Scale == 0 {
				if d.Scale = one.Scale; d.Scale == 0 {
					d.Scale = 1
				}
			}
			if d.num, err = parseFormula(d.Num, keys); err == nil && d.Den != "" {
				d.den, err = parseFormula(d.Den, keys)
			}
			if err != nil {
				return f, fmt.Errorf("report: indicator %s, definition %s: %w", one.ID, d.Code, err)
			}
		}
	}
	return f, nil
}
