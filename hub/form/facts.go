package form

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// Given is what formulas of a sheet are asked with.
type Given struct {
	Values map[uint32]any // the answers so far
	Last   map[uint32]any // of the last record of this kind and subject
	Birth  hub.Day        // of the subject; "" where it is not known
	Day    hub.Day        // that the sheet is about
	Today  hub.Day
	Box    int // two figures of this box
}

// Facts is a sheet with its formulas worked out: what is asked, what is computed. It
// does not change; other answers make other facts.
type Facts struct {
	def    *Definition
	given  Given
	values map[uint32]any
	hidden map[uint32]bool
}

// Facts works a sheet out, field by field in the definition's order: what is not asked
// counts as not answered.
func (d *Definition) Facts(g Given) *Facts {
	x := &Facts{def: d, given: g, values: make(map[uint32]any, len(g.Values)), hidden: map[uint32]bool{}}
	for no, v := range g.Values {
		if v != nil {
			x.values[no] = v
		}
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		switch {
		case f.worked != nil && !f.Retired:
			if v := f.fromFormula(f.worked.Eval(x)); v != nil {
				x.values[f.No] = v
			} else {
				delete(x.values, f.No)
			}
		case f.shown != nil && !f.shown.True(x):
			x.hidden[f.No] = true
			delete(x.values, f.No)
			delete(x.values, fileOf+f.No)
		}
	}
	return x
}

// Shown says whether a field is asked, the answers being what they are.
func (x *Facts) Shown(f *Field) bool { return f.Asked() && !x.hidden[f.No] && !x.def.state(f) }

// Get is the value of a field: an answer, or what was computed; nil where there is none.
func (x *Facts) Get(f *Field) any { return x.values[f.No] }

// Start is what stands there before anybody has answered; nil: nothing.
func (x *Facts) Start(f *Field) any {
	if f.begin == nil {
		return nil
	}
	v := f.fromFormula(f.begin.Eval(x))
	if n, ok := v.(int64); ok && f.Min != nil {
		return min(max(n, *f.Min), *f.Max)
	}
	return v
}

// Changes is what has to be written of a record that holds something: new answers,
// what is not asked any more, what was computed. Fields that nobody here knows stay.
func (x *Facts) Changes(holds map[uint32]any) map[uint32]any {
	set := map[uint32]any{}
	for i := range x.def.Fields {
		f := &x.def.Fields[i]
		if v := x.values[f.No]; !Equal(v, holds[f.No]) {
			set[f.No] = v
		}
	}
	return set
}

// Errors is what keeps the sheet from being stored: what is asked and required, and
// what formulas say. asks are those that a person may overrule: only about what changes,
// for what stands there somebody was sure of; nil changes are all.
func (x *Facts) Errors(changes map[uint32]any) (errs, asks hub.Errors) {
	touched := func(names ...string) bool {
		return changes == nil || slices.ContainsFunc(names, func(name string) bool {
			_, ok := changes[x.def.byName[name].No]
			return ok
		})
	}
	say := func(ask bool, name, sentence string) {
		if ask {
			asks = append(asks, hub.E(hub.CodeQuestion, "form.say", sentence).In(name))
		} else {
			errs = append(errs, hub.E(hub.CodeInvalid, "form.say", sentence).In(name))
		}
	}
	for i := range x.def.Fields {
		f := &x.def.Fields[i]
		if f.Required && x.Shown(f) && empty(x.values[f.No]) {
			errs = append(errs, hub.E(hub.CodeInvalid, "form.required", f.Label).In(f.Name))
		}
		if f.valid != nil && x.Shown(f) && f.valid.Broken(x) && (!f.Ask || touched(f.Name)) {
			say(f.Ask, f.Name, f.Say)
		}
	}
	for i := range x.def.Rules {
		if r := &x.def.Rules[i]; r.check.Broken(x) && (!r.Ask || touched(r.check.Names()...)) {
			say(r.Ask, r.Field, r.Say)
		}
	}
	return errs, asks
}

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	return false
}

// Value is a field as formulas see it; with Previous and the days it makes Facts what
// a formula.Env is.
func (x *Facts) Value(name string) formula.Value { return x.of(name, x.values) }

// Previous is Value of the last record.
func (x *Facts) Previous(name string) formula.Value { return x.of(name, x.given.Last) }

// Birth is the subject's birth day.
func (x *Facts) Birth() hub.Day { return x.given.Birth }

// Day is the day that the sheet is about.
func (x *Facts) Day() hub.Day { return x.given.Day }

// Today is the day on which somebody asks.
func (x *Facts) Today() hub.Day { return x.given.Today }

// Box is two figures of this box.
func (x *Facts) Box() int { return x.given.Box }

func (x *Facts) of(name string, values map[uint32]any) formula.Value {
	f, ok := x.def.byName[name]
	if !ok {
		return formula.Value{}
	}
	return f.toFormula(values[f.No])
}

// toFormula is a stored value as formulas see it.
func (f *Field) toFormula(v any) formula.Value {
	switch v := v.(type) {
	case nil:
	case bool:
		return formula.BoolOf(v)
	case int64:
		return formula.Shown(v, f.Scale)
	case string:
		if f.Type == Day {
			return formula.DayOf(hub.Day(v))
		}
		if v != "" {
			return formula.TextOf(v)
		}
	case []any:
		return f.listToFormula(v)
	default:
		return formula.Value{Type: formula.Thing}
	}
	return formula.Value{}
}

func (f *Field) listToFormula(list []any) formula.Value {
	switch f.Type {
	case Choices:
		v := formula.Value{Type: formula.Texts}
		for _, e := range list {
			if s, ok := e.(string); ok {
				v.List = append(v.List, s)
			}
		}
		return v
	case Group:
		v := formula.Value{Type: formula.Rows}
		for _, row := range f.Rows(list) {
			cells := make(map[string]formula.Value, len(row))
			for name, cell := range row {
				column, _ := f.Column(name)
				cells[name] = column.toFormula(cell)
			}
			v.Rows = append(v.Rows, cells)
		}
		return v
	}
	return formula.Value{Type: formula.Thing}
}

// fromFormula is what a formula gave, as it is stored: a whole number of the field's
// smallest unit. What the field cannot hold is not known.
func (f *Field) fromFormula(v formula.Value) any {
	var out any
	switch v.Type {
	case formula.Bool:
		out = v.Yes
	case formula.Number:
		n, ok := v.Stored(f.Scale)
		if !ok {
			return nil
		}
		out = n
	case formula.Text, formula.Day:
		out = v.Text
	default:
		return nil
	}
	if f.Type == Int && f.Min != nil && f.begin != nil {
		return out // Start brings it into the range
	}
	if f.check(out) != nil {
		return nil
	}
	return out
}

// States is the workflow's states that are still used.
func (d *Definition) States() []State {
	if d.Workflow == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(d.Workflow.States), func(s State) bool { return s.Retired })
}
