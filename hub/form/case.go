package form

import (
	"fmt"
	"slices"

	"yizhan/hub"
)

// Case is what makes a sheet with a workflow a case: something that an office takes in,
// gives a number, and brings to an end.
type Case struct {
	Series string    `yaml:"series"` // what its numbers begin with: 备案 makes 备案2026-0001; none: it has none
	Number []string  `yaml:"number"` // states on whose entering the county gives the number
	Clause string    `yaml:"clause"` // what it rests on, as it stands on the receipt
	Papers string    `yaml:"papers"` // choices: the list of materials
	Tell   string    `yaml:"tell"`   // a text that whoever holds the receipt may read; none: the state alone
	Hidden bool      `yaml:"hidden"` // whoever holds the receipt learns nothing but that it was taken in
	Keep   bool      `yaml:"keep"`   // what the county begins stays at the county: the station does not get it
	Blind  bool      `yaml:"blind"`  // who writes it reads none for that, be it her own: those read it who are named under read
	Own    bool      `yaml:"own"`    // pages of its own take its steps: the general ones only show it
	Public bool      `yaml:"public"` // begun at the county's public pages, never at a desk
	Opens  []Opening `yaml:"opens"`
}

// Opening is a case that another one begins, and waits for.
type Opening struct {
	At   string   `yaml:"at"`   // on entering this state
	Kind hub.Kind `yaml:"kind"` // what is begun, about the same site
	With []Passed `yaml:"with"`
	Back []Return `yaml:"back"` // where this one goes when that one ends
}

// Passed is an answer that the new case takes over.
type Passed struct {
	From string `yaml:"from"` // a field of this form
	To   string `yaml:"to"`   // the field of the other that it fills
}

// Return is a step that is taken because the case that was begun has ended.
type Return struct {
	On string `yaml:"on"` // the state in which that one ends
	To string `yaml:"to"` // the state to which this one goes
}

// Names of the fields that every case has. A definition that has a field of such a name
// itself keeps its own.
const (
	FieldNumber     = "number"      // of its receipt
	FieldNumbered   = "numbered_on" // the day on which that was given
	FieldSourceKind = "source_kind" // the case that began this one
	FieldSource     = "source"
	FieldOpened     = "opened" // the case that this one began last
	FieldHolder     = "holder" // the officer who works on it; none: whoever comes first
)

// caseFields stand behind what every sheet has.
func caseFields() []Field {
	return []Field{
		{No: standard + 5, Name: FieldNumber, Label: "编号", Type: Text, Max: new(int64(40)), Privacy: Internal, Merge: Earliest, Index: true},
		{No: standard + 6, Name: FieldNumbered, Label: "哪天给的编号", Type: Day, Privacy: Internal, Merge: Earliest},
		{No: standard + 7, Name: FieldSourceKind, Label: "从哪类事来", Type: Text, Max: new(int64(40)), Privacy: Internal, Merge: Newest},
		{No: standard + 8, Name: FieldSource, Label: "从哪件事来", Type: Ref, Privacy: Internal, Merge: Newest},
		{No: standard + 9, Name: FieldOpened, Label: "开出的事", Type: Ref, Privacy: Internal, Merge: Newest},
		{No: standard + 10, Name: FieldHolder, Label: "经办人", Type: Ref, Privacy: Internal, Merge: Newest},
	}
}

// Numbers says whether the county gives the number when a case comes to a state.
func (c *Case) Numbers(state string) bool {
	return c != nil && c.Series != "" && slices.Contains(c.Number, state)
}

// OpensAt is what a case begins when it comes to a state.
func (c *Case) OpensAt(state string) (Opening, bool) {
	if c != nil {
		for _, o := range c.Opens {
			if o.At == state {
				return o, true
			}
		}
	}
	return Opening{}, false
}

// ReturnOn is where a case goes because the one that it began has come to a state.
func (o Opening) ReturnOn(state string) (to string, ok bool) {
	for _, r := range o.Back {
		if r.On == state {
			return r.To, true
		}
	}
	return "", false
}

// Cases lists the kinds that are cases and not retired, in the order of the menu.
func (r *Registry) Cases() []*Definition {
	return slices.DeleteFunc(r.Sheets(), func(d *Definition) bool { return d.Case == nil })
}

// cases checks what a case says of its states and fields.
func (c *checker) cases() {
	k, w := c.def.Case, c.def.Workflow
	if k == nil {
		return
	}
	if w == nil {
		c.fault("$.case", "fault.missing", "%s is missing", "workflow")
		return
	}
	c.title("$.case.series", k.Series, false)
	c.sentence("$.case.clause", k.Clause)
	state := func(path, code string) {
		if _, ok := w.State(code); !ok {
			c.fault(path, "fault.state", "no state %s", code)
		}
	}
	for i, code := range k.Number {
		state(fmt.Sprintf("$.case.number[%d]", i), code)
	}
	if k.Papers != "" {
		if f := c.known("$.case.papers", k.Papers); f != nil && f.Type != Choices {
			c.fault("$.case.papers", "fault.unfit", "a %s has no %s", f.Type, "papers")
		}
	}
	if k.Tell != "" {
		if f := c.known("$.case.tell", k.Tell); f != nil && f.Type != Text {
			c.fault("$.case.tell", "fault.unfit", "a %s has no %s", f.Type, "tell")
		}
	}
	for i, o := range k.Opens {
		path := fmt.Sprintf("$.case.opens[%d]", i)
		state(path+".at", o.At)
		if !kindName.MatchString(string(o.Kind)) {
			c.fault(path+".kind", "fault.kind", "not a kind's name: %q", string(o.Kind))
		}
		for j, p := range o.With {
			c.known(fmt.Sprintf("%s.with[%d].from", path, j), p.From)
		}
		for j, b := range o.Back {
			if _, ok := w.Move(o.At, b.To); !ok && len(c.faults) == 0 {
				c.fault(fmt.Sprintf("%s.back[%d].to", path, j), "fault.state", "no state %s", o.At+" → "+b.To)
			}
		}
	}
}

// opens checks what a case begins against the kinds that are known.
func (r *Registry) opens(c *checker, d *Definition) {
	if d.Case == nil {
		return
	}
	for i, o := range d.Case.Opens {
		path := fmt.Sprintf("$.case.opens[%d]", i)
		other := r.kindOr(d, o.Kind)
		if other == nil || other.Case == nil {
			c.fault(path+".kind", "fault.field", "no field %s", string(o.Kind))
			continue
		}
		for j, p := range o.With {
			if _, ok := other.Field(p.To); !ok {
				c.fault(fmt.Sprintf("%s.with[%d].to", path, j), "fault.field", "no field %s", p.To)
			}
		}
		for j, b := range o.Back {
			if s, ok := other.Workflow.State(b.On); !ok || !s.Done {
				c.fault(fmt.Sprintf("%s.back[%d].on", path, j), "fault.state", "no state %s", b.On)
			}
		}
	}
}
