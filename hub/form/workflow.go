package form

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// Workflow is the ways that a sheet goes. Its field is a choice without choices: the
// states are them, and the first is where it begins. Only moves change it.
type Workflow struct {
	Field  string  `yaml:"field"`
	States []State `yaml:"states"`
	Moves  []Move  `yaml:"moves"`
}

// State is where a sheet may stand.
type State struct {
	Code     string     `yaml:"code"`
	Label    string     `yaml:"label"`
	Deadline int        `yaml:"deadline"` // working days that it may stay so; 0: as long as it takes
	Until    string     `yaml:"until"`    // a day of the form that is the last one instead, where it is answered
	Escalate hub.Role   `yaml:"escalate"` // who learns of it after that
	Wait     []hub.Role `yaml:"wait"`     // whose turn it is: it stands on their lists
	Done     bool       `yaml:"done"`     // nothing more is to be done
	Retired  bool       `yaml:"retired"`
}

// Move is a step from one state to another.
type Move struct {
	From  string     `yaml:"from"`
	To    string     `yaml:"to"`
	Label string     `yaml:"label"` // on the button
	By    []hub.Role `yaml:"by"`    // none: who may write the sheet
	Needs []string   `yaml:"needs"` // fields that have to be answered by then
	If    string     `yaml:"if"`    // formula: whether it is offered
	After int        `yaml:"after"` // working days that it has to have stood in From: those of a 公示

	condition *formula.Formula
}

// State finds a state by its code.
func (w *Workflow) State(code string) (State, bool) {
	for _, s := range w.States {
		if s.Code == code {
			return s, true
		}
	}
	return State{}, false
}

// Move finds the step between two states.
func (w *Workflow) Move(from, to string) (*Move, bool) {
	for i := range w.Moves {
		if w.Moves[i].From == from && w.Moves[i].To == to {
			return &w.Moves[i], true
		}
	}
	return nil, false
}

// MovesOf lists what a role may do with a sheet that stands somewhere; "" is the first
// state. Of a case whose steps have pages of their own it lists none.
func (d *Definition) MovesOf(state string, role hub.Role, env formula.Env) (out []Move) {
	if d.Workflow == nil || d.Case != nil && d.Case.Own {
		return nil
	}
	for _, m := range d.Workflow.Moves {
		if m.From == d.StateOf(state).Code && d.mayMove(&m, role) && (m.Allows(env) || m.asks(env)) {
			out = append(out, m)
		}
	}
	return out
}

// StateOf is where a sheet stands by the value of its field; without one, at the start.
func (d *Definition) StateOf(value any) State {
	code, _ := value.(string)
	if s, ok := d.Workflow.State(code); ok || code != "" {
		return s
	}
	return d.Workflow.States[0]
}

// Works says whether a role takes some step of a sheet, be it not this one.
func (d *Definition) Works(role hub.Role) bool {
	return d.Workflow != nil && slices.ContainsFunc(d.Workflow.Moves, func(m Move) bool { return d.mayMove(&m, role) })
}

func (d *Definition) mayMove(m *Move, role hub.Role) bool {
	if len(m.By) == 0 {
		return d.MayWrite(role)
	}
	return slices.Contains(m.By, role)
}

// Step is the step between two states that a role takes, whatever its condition.
func (d *Definition) Step(from, to string, role hub.Role) (*Move, bool) {
	m, ok := d.Workflow.Move(d.StateOf(from).Code, to)
	return m, ok && d.mayMove(m, role) && (d.Case == nil || !d.Case.Own)
}

// Decides are the fields, answered with the step itself, on which its condition hangs.
func (m *Move) Decides() []string {
	if m.condition == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.condition.Names()), func(name string) bool { return !slices.Contains(m.Needs, name) })
}

// asks says whether a condition still waits for one of these: then the step is offered, and
// refused where it is answered otherwise.
func (m *Move) asks(env formula.Env) bool {
	return m.condition != nil && !m.condition.Broken(env) && slices.ContainsFunc(m.Decides(), func(name string) bool {
		return env.Value(name).Type == formula.Unknown
	})
}

// Allows says whether a step may be taken by a role, the record being as it is.
func (m *Move) Allows(env formula.Env) bool { return m.condition == nil || m.condition.True(env) }
