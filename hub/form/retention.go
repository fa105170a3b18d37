package form

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
)

// Class is a class of data that is kept for equally long (builtin/retention.yaml).
type Class struct {
	Code      string `yaml:"code"`
	Title     string `yaml:"title"`
	Years     int    `yaml:"years"`     // 0: nothing of it runs out by itself
	Least     int    `yaml:"least"`     // a county cannot set fewer
	After     string `yaml:"after"`     // from when the years count, in words
	Duty      bool   `yaml:"duty"`      // 法定职责: it stays though the family asks to erase
	Source    string `yaml:"source"`    // of the figure
	Certainty string `yaml:"certainty"` // H, M
}

// Answering is how long a family may wait for an answer to what it asks.
type Answering struct {
	Days      int    `yaml:"days"` // working days
	Source    string `yaml:"source"`
	Certainty string `yaml:"certainty"`
}

// Drafting is how long a box keeps what somebody has begun and not finished. It is in
// no record and goes nowhere else.
type Drafting struct {
	Days   int    `yaml:"days"`  // since the last press
	Aside  int    `yaml:"aside"` // days since she said that she does not want it
	Source string `yaml:"source"`
}

// Sparing is when another box keeps a silent one's share of the spare files.
type Sparing struct {
	Days   int    `yaml:"days"` // that it has not confirmed what was written before them
	Source string `yaml:"source"`
}

type retention struct {
	Answer  Answering `yaml:"answer"`
	Drafts  Drafting  `yaml:"drafts"`
	Files   Sparing   `yaml:"files"`
	Classes []Class   `yaml:"classes"`
}

func (r *Registry) loadRetention(b []byte) error {
	if err := yaml.UnmarshalWithOptions(b, &r.retention, yaml.Strict()); err != nil {
		return fmt.Errorf("form: retention.yaml: %w", err)
	}
	return nil
}

// Classes lists the classes of data, as releases ship them.
func (r *Registry) Classes() []Class { return slices.Clone(r.retention.Classes) }

// Answering is within how many working days a family is answered.
func (r *Registry) Answering() Answering { return r.retention.Answer }

// Drafting is how long drafts are kept.
func (r *Registry) Drafting() Drafting { return r.retention.Drafts }

// Sparing is when a silent box's share of the spare files moves.
func (r *Registry) Sparing() Sparing { return r.retention.Files }

// ClassOf is the class of a kind; "" for a kind that is not known here.
func (r *Registry) ClassOf(kind hub.Kind) string {
	if d, ok := r.all()[kind]; ok {
		return d.Retention
	}
	return ""
}
