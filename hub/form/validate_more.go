package form

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// formulaTypes is what formulas see of a field's values.
var formulaTypes = map[Type]formula.Type{
	Text: formula.Text, Int: formula.Number, Bool: formula.Bool, Choice: formula.Text, Choices: formula.Texts,
	Day: formula.Day, Time: formula.Number, DateTime: formula.Text, Group: formula.Rows,
}

// named is a field as formulas see it.
func (f *Field) named() formula.Named {
	t, ok := formulaTypes[f.Type]
	if !ok {
		t = formula.Thing
	}
	n := formula.Named{Type: t}
	for _, o := range f.Choices {
		n.Codes = append(n.Codes, o.Code)
	}
	if f.Type == Group {
		n.Columns = make(map[string]formula.Named, len(f.Fields))
		for i := range f.Fields {
			n.Columns[f.Fields[i].Name] = f.Fields[i].named()
		}
	}
	return n
}

func (d *Definition) scope(name string) (formula.Named, bool) {
	f, ok := d.byName[name]
	if !ok {
		return formula.Named{}, false
	}
	return f.named(), true
}

// formula reads a formula; an empty one is none.
func (c *checker) formula(path, text string, want formula.Type) *formula.Formula {
	if text == "" {
		return nil
	}
	f, err := formula.Parse(text, c.def.scope, want)
	if err != nil {
		c.faults = append(c.faults, Fault{Path: path, Key: err.Key, English: err.English, Args: err.Args, within: err.Column})
		return nil
	}
	return f
}

func (c *checker) formulas() {
	for i := range c.def.Fields {
		f := &c.def.Fields[i]
		path := fmt.Sprintf("$.fields[%d]", i)
		f.shown = c.formula(path+".show", f.ShownIf, formula.Bool)
		f.valid = c.formula(path+".check", f.Check, formula.Bool)
		f.begin = c.formula(path+".start", f.Start, f.named().Type)
		f.worked = c.formula(path+".compute", f.Compute, f.named().Type)
		c.before(path+".show", i, f.shown)
		c.before(path+".compute", i, f.worked)
		if t := f.named().Type; (f.worked != nil || f.begin != nil) && (t == formula.Texts || t == formula.Rows || t == formula.Thing) {
			c.fault(path+".type", "fault.computed-type", "a %s is not computed", f.Type)
		}
	}
	for i := range c.def.Rules {
		r := &c.def.Rules[i]
		path := fmt.Sprintf("$.rules[%d]", i)
		if r.check = c.formula(path+".check", r.Check, formula.Bool); r.Check == "" || r.Say == "" {
			c.fault(path+".check", "fault.say", "check and say go together")
		}
		if c.sentence(path+".say", r.Say); r.Field != "" {
			c.known(path+".field", r.Field)
		}
	}
}

// before keeps fields from depending on each other in a circle: they are settled in
// their order.
func (c *checker) before(path string, at int, f *formula.Formula) {
	if f == nil {
		return
	}
	for _, name := range f.Names() {
		if slices.IndexFunc(c.def.Fields, func(o Field) bool { return o.Name == name }) >= at {
			c.fault(path, "fault.later", "%s stands after it, or is itself", name)
		}
	}
}

// states makes the workflow's states the choices of its field.
func (c *checker) states() {
	w := c.def.Workflow
	if w == nil {
		return
	}
	if len(w.States) < 2 {
		c.fault("$.workflow.states", "fault.few-states", "a workflow has two states at least")
	}
	f := c.known("$.workflow.field", w.Field)
	if f == nil {
		return
	}
	if f.Type != Choice || f.Sealed() || f.Compute != "" || f.Required {
		c.fault("$.workflow.field", "fault.state-field", "%s has to be a choice, not sensitive, required or computed", w.Field)
	}
	codes := map[string]bool{}
	for i, s := range w.States {
		path := fmt.Sprintf("$.workflow.states[%d]", i)
		switch {
		case !codeName.MatchString(s.Code):
			c.fault(path+".code", "fault.code", "not a code: %q", s.Code)
		case codes[s.Code]:
			c.fault(path+".code", "fault.code-taken", "code %s is taken", s.Code)
		case s.Deadline < 0 || s.Deadline > 250 || s.Deadline == 0 && s.Until == "" && s.Escalate != "":
			c.fault(path+".deadline", "fault.deadline", "a deadline is 1 to 250 working days, and goes with escalate")
		}
		codes[s.Code] = true
		c.title(path+".label", s.Label, true)
		if s.Escalate != "" {
			oneOf(c, path+".escalate", "fault.role", s.Escalate, roles)
		}
		for j, r := range s.Wait {
			oneOf(c, fmt.Sprintf("%s.wait[%d]", path, j), "fault.role", r, roles)
		}
		if day, ok := c.def.byName[s.Until]; s.Until != "" && (!ok || day.Type != Day || day.Sealed()) {
			c.fault(path+".until", "fault.field", "no field %s", s.Until)
		}
		f.Choices = append(f.Choices, Option{Code: s.Code, Label: s.Label, Retired: s.Retired})
	}
}

func (c *checker) moves() {
	w := c.def.Workflow
	if w == nil {
		return
	}
	taken := map[[2]string]bool{}
	for i := range w.Moves {
		m := &w.Moves[i]
		path := fmt.Sprintf("$.workflow.moves[%d]", i)
		for key, code := range map[string]string{"from": m.From, "to": m.To} {
			if _, ok := w.State(code); !ok {
				c.fault(path+"."+key, "fault.state", "no state %s", code)
			}
		}
		if taken[[2]string{m.From, m.To}] || m.From == m.To {
			c.fault(path, "fault.move-twice", "from %s to %s is there twice, or leads nowhere", m.From, m.To)
		}
		taken[[2]string{m.From, m.To}] = true
		c.title(path+".label", m.Label, true)
		for j, r := range m.By {
			oneOf(c, fmt.Sprintf("%s.by[%d]", path, j), "fault.role", r, roles)
		}
		for j, name := range m.Needs {
			c.known(fmt.Sprintf("%s.needs[%d]", path, j), name)
		}
		m.condition = c.formula(path+".if", m.If, formula.Bool)
	}
}

func (c *checker) cadences() {
	codes := map[string]bool{}
	for i := range c.def.Cadence {
		r := &c.def.Cadence[i]
		path := fmt.Sprintf("$.cadence[%d]", i)
		if !codeName.MatchString(r.Code) || codes[r.Code] {
			c.fault(path+".code", "fault.code", "not a code: %q", r.Code)
		}
		codes[r.Code] = true
		c.title(path+".title", r.Title, true)
		for key, s := range map[string]Span{"every": r.Every, "after": r.After, "from": r.From, "until": r.Until, "within": r.Within, "remind": r.Remind} {
			c.span(path+"."+key, s)
		}
		for j, s := range r.At {
			c.span(fmt.Sprintf("%s.at[%d]", path, j), s)
		}
		if !r.Every.written() && !r.After.written() && len(r.At) == 0 {
			c.fault(path, "fault.when", "it does not say when: every, at or after")
		}
		if r.After.Given() != (r.Of != "") || r.After.Given() && len(r.At) > 0 {
			c.fault(path+".after", "fault.after", "after goes with of, and without at")
		}
		c.of(path+".of", r.Of)
		oneOf(c, path+".for", "fault.word", r.For, whom)
		for j, role := range r.Who {
			oneOf(c, fmt.Sprintf("%s.who[%d]", path, j), "fault.role", role, roles)
		}
		r.condition = c.formula(path+".if", r.If, formula.Bool)
	}
}

func (c *checker) span(path string, s Span) {
	if !s.Given() && s.text != "" || s.Given() && s.N == 0 && strings.HasSuffix(path, "every") {
		c.fault(path, "fault.span", "not a length of time: %q; write 3 months", s.String())
	}
}

// of: birth, a day of this kind, or kind.field, which Registry.Check looks up.
func (c *checker) of(path, of string) {
	if of == "" || of == "birth" {
		return
	}
	kind, field, other := strings.Cut(of, ".")
	if other {
		if !kindName.MatchString(kind) || !fieldName.MatchString(field) {
			c.fault(path, "fault.field", "no field %s", of)
		}
		return
	}
	if f := c.known(path, of); f != nil && f.Type != Day {
		c.fault(path, "fault.unfit", "a %s has no %s", f.Type, "day")
	}
}

// refers lists the fields of other kinds that rules count from, with their paths.
func (d *Definition) refers() map[string]fieldOf {
	out := map[string]fieldOf{}
	for i, r := range d.Cadence {
		if kind, field, ok := strings.Cut(r.Of, "."); ok {
			out[fmt.Sprintf("$.cadence[%d].of", i)] = fieldOf{hub.Kind(kind), field}
		}
	}
	return out
}

type fieldOf struct {
	kind hub.Kind
	name string
}
