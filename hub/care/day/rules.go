package day

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"
)

// Rules are the figures of a day in care.
type Rules struct {
	Check CheckRules `yaml:"check"`
}

// CheckRules are those of 晨午检, in minutes of the day.
type CheckRules struct {
	NoonFrom  int `yaml:"noon_from"`
	MissingAt int `yaml:"missing_at"`
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
	if c := r.Check; c.NoonFrom <= 0 || c.MissingAt <= 0 || c.NoonFrom >= dayMinutes || c.MissingAt >= dayMinutes {
		return nil, fmt.Errorf("day: rules: check is not whole")
	}
	return &r, nil
}
