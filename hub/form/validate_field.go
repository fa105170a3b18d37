package form

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// field checks one field by itself, and brings short forms to the long ones.
func (c *checker) field(path string, f *Field) {
	f.settle()
	c.title(path+".label", f.Label, true)
	c.sentence(path+".help", f.Help)
	c.sentence(path+".say", f.Say)
	if !oneOf(c, path+".type", "fault.type", f.Type, types) {
		return
	}
	oneOf(c, path+".privacy", "fault.privacy", f.Privacy, privacies)
	oneOf(c, path+".merge", "fault.word", f.Merge, merges)
	for i, r := range f.By {
		oneOf(c, fmt.Sprintf("%s.by[%d]", path, i), "fault.role", r, roles)
	}
	c.numbers(path, f)
	c.choices(path, f)
	c.belongs(path, f)
	c.protection(path, f)
	if f.Type == Group {
		c.columns(path, f)
	}
}

// settle brings what a definition may leave out or say shortly to what code expects.
func (f *Field) settle() {
	if f.Type == personType || f.Type == childType {
		f.Kind, f.Type = hub.Kind(f.Type), Ref
	}
	if f.Privacy == "" {
		f.Privacy = Sensitive
	}
	for i, v := range f.Order { // YAML's numbers
		if n, ok := v.(uint64); ok {
			f.Order[i] = int64(n)
		}
	}
}

func (c *checker) numbers(path string, f *Field) {
	number := f.Type == Int || f.Type == Time
	switch {
	case number && (f.Min == nil) != (f.Max == nil):
		c.fault(path, "fault.range", "a range has two ends: min and max")
	case number && f.Min != nil && *f.Min > *f.Max:
		c.fault(path+".min", "fault.range-order", "min %d is above max %d", *f.Min, *f.Max)
	case !number && f.Min != nil:
		c.fault(path+".min", "fault.unfit", "a %s has no %s", f.Type, "min")
	case f.Max != nil && !number && f.Type != Text && f.Type != Group:
		c.fault(path+".max", "fault.unfit", "a %s has no %s", f.Type, "max")
	case f.Max != nil && !number && *f.Max < 1:
		c.fault(path+".max", "fault.most", "max has to be 1 at least")
	}
	if f.Scale < 0 || f.Scale > 1 && (f.Type != Int || formula.One%f.Scale != 0) {
		c.fault(path+".scale", "fault.scale", "scale %d does not divide a million, or the field is no int", f.Scale)
	}
	if f.Step < 0 || f.Step > 0 && !number {
		c.fault(path+".step", "fault.step", "step is for numbers, and above zero")
	}
	if f.Type == Group && (f.Max == nil || *f.Max > mostRows) {
		c.fault(path+".max", "fault.rows", "a group says its most rows: max, up to %d", mostRows)
	}
}

func (c *checker) choices(path string, f *Field) {
	choice := f.Type == Choice || f.Type == Choices
	switch {
	case choice && len(f.Choices) == 0 && !c.def.state(f):
		c.fault(path+".choices", "fault.missing", "%s is missing", "choices")
	case f.Type == Bool && len(f.Choices) > 0:
		if len(f.Choices) != 2 || f.Choices[0].Code != yesCode || f.Choices[1].Code != noCode {
			c.fault(path+".choices", "fault.yes-no", "the choices of a bool are its words for %q and %q", yesCode, noCode)
		}
	case !choice && len(f.Choices) > 0:
		c.fault(path+".choices", "fault.unfit", "a %s has no %s", f.Type, "choices")
	case len(f.Choices) > mostChoices:
		c.fault(path+".choices", "fault.many", "more than %d", mostChoices)
	case len(f.Choices) > 0 && c.def.state(f):
		c.fault(path+".choices", "fault.states", "the workflow's states are its choices")
	}
	codes := map[string]bool{}
	for i, o := range f.Choices {
		at := fmt.Sprintf("%s.choices[%d]", path, i)
		switch {
		case !codeName.MatchString(o.Code):
			c.fault(at+".code", "fault.code", "not a code: %q", o.Code)
		case codes[o.Code]:
			c.fault(at+".code", "fault.code-taken", "code %s is taken", o.Code)
		}
		codes[o.Code] = true
		c.title(at+".label", o.Label, true)
	}
	if f.Unit != "" && f.Type != Int {
		c.fault(path+".unit", "fault.unfit", "a %s has no %s", f.Type, "unit")
	}
	if len(f.Suggest) > 0 && f.Type != Text {
		c.fault(path+".suggest", "fault.unfit", "a %s has no %s", f.Type, "suggest")
	}
	for i, s := range f.Suggest {
		c.title(fmt.Sprintf("%s.suggest[%d]", path, i), s, true)
	}
}

// belongs checks what belongs to some types only.
func (c *checker) belongs(path string, f *Field) {
	if f.Kind != "" && f.Type != Ref {
		c.fault(path+".kind", "fault.unfit", "a %s has no %s", f.Type, "kind")
	}
	if f.Merge == Cautious && len(f.Order) == 0 {
		c.fault(path+".order", "fault.missing", "%s is missing", "order")
	}
	if f.Merge == Union && f.Type != Choices && f.Type != List {
		c.fault(path+".merge", "fault.unfit", "a %s has no %s", f.Type, "union")
	}
	if len(f.Fields) > 0 && f.Type != Group {
		c.fault(path+".fields", "fault.unfit", "a %s has no %s", f.Type, "fields")
	}
	if (f.Check == "") != (f.Say == "") || f.Ask && f.Check == "" {
		c.fault(path+".check", "fault.say", "check and say go together")
	}
	if f.Compute != "" && (f.Required || f.Start != "" || f.ShownIf != "" || f.Check != "" || f.Step != 0 || len(f.Suggest) > 0) {
		c.fault(path+".compute", "fault.computed", "what is computed is not asked: no required, start, show, check, step, suggest")
	}
}

// protection: what is sensitive is in no index, and what waits for consent never
// holds up a sheet.
func (c *checker) protection(path string, f *Field) {
	if f.Index && f.Sealed() {
		c.fault(path+".index", "fault.index", "sensitive values are in no index")
	}
	if f.Index && (slices.Contains([]Type{Photo, Drawing, Group}, f.Type) || f.Type == List && !f.File) {
		c.fault(path+".index", "fault.unfit", "a %s has no %s", f.Type, "index")
	}
	if f.File && (f.Type != Bytes && f.Type != List || !f.Index) {
		c.fault(path+".file", "fault.unfit", "a %s has no %s", f.Type, "file")
	}
	if f.Gate != "" && f.Required {
		c.fault(path+".gate", "fault.gate", "what waits for consent cannot be required")
	}
}

// columnTypes may stand in a group's rows.
var columnTypes = []Type{Text, Int, Bool, Choice, Choices, Day, Time, Ref}

func (c *checker) columns(path string, f *Field) {
	if len(f.Fields) == 0 {
		c.fault(path+".fields", "fault.missing", "%s is missing", "fields")
	}
	names, numbers := map[string]bool{}, map[uint32]bool{}
	for i := range f.Fields {
		sub := &f.Fields[i]
		at := fmt.Sprintf("%s.fields[%d]", path, i)
		if sub.Privacy == "" {
			sub.Privacy = f.Privacy
		}
		c.unique(at, sub, names, numbers)
		c.field(at, sub)
		if !slices.Contains(columnTypes, sub.Type) {
			c.fault(at+".type", "fault.column", "no %s within a group", sub.Type)
		}
		if sub.Privacy != f.Privacy || sub.Gate != "" || sub.Merge != "" || sub.Index || sub.ShownIf != "" || sub.Check != "" || sub.Compute != "" || sub.Start != "" {
			c.fault(at, "fault.row", "a row is one value: privacy, gate, merge, index and formulas are the group's")
		}
	}
}
