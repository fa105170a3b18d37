package form

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"yizhan/hub/form/formula"
)

// Most of what a definition may have.
const (
	mostFields  = 120
	mostChoices = 200
	mostRows    = 50 // of a group
	maxTitle    = 40 // characters of what stands on a button or above a page
	maxSentence = 200
)

var (
	kindName  = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
	fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,29}$`)
	codeName  = regexp.MustCompile(`^[\p{Han}A-Za-z0-9][\p{Han}A-Za-z0-9_.+-]{0,29}$`)
)

// checker gathers what is wrong with one definition and, where nothing is, makes it
// ready for use.
type checker struct {
	def    *Definition
	faults Faults
}

func (c *checker) fault(path, key, english string, args ...any) {
	c.faults = append(c.faults, Fault{Path: path, Key: key, English: english, Args: args})
}

func (c *checker) title(path, s string, required bool) {
	switch {
	case s == "" && required:
		c.fault(path, "fault.missing", "%s is missing", path[strings.LastIndex(path, ".")+1:])
	case !clean(s) || len([]rune(s)) > maxTitle || strings.Contains(s, "\n"):
		c.fault(path, "fault.title", "longer than %d characters, or not plain text", maxTitle)
	}
}

func (c *checker) sentence(path, s string) {
	if !clean(s) || len([]rune(s)) > maxSentence {
		c.fault(path, "fault.sentence", "longer than %d characters, or not plain text", maxSentence)
	}
}

// oneOf complains of a word that is not in a list; key is of a sentence that takes the
// word, and the list where it does not have it itself.
func oneOf[T ~string](c *checker, path, key string, word T, list []T) bool {
	if slices.Contains(list, word) {
		return true
	}
	if word == "" {
		c.fault(path, "fault.missing", "%s is missing", path[strings.LastIndex(path, ".")+1:])
		return false
	}
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = string(w)
	}
	c.fault(path, key, "%q is none of: %s", string(word), strings.Join(all, ", "))
	return false
}

func (c *checker) definition() {
	d := c.def
	if d.Version == 0 {
		d.Version = 1
	}
	if !kindName.MatchString(string(d.Kind)) {
		c.fault("$.kind", "fault.kind", "not a kind's name: %q", string(d.Kind))
	}
	if d.Version < 1 || d.Version > 100_000 {
		c.fault("$.version", "fault.version", "version %d", d.Version)
	}
	c.title("$.title", d.Title, true)
	c.sentence("$.help", d.Help)
	if !kindName.MatchString(string(d.Subject)) {
		c.fault("$.subject", "fault.subject", "not a kind's name: %q", string(d.Subject))
	}
	c.sheet()
	c.fields()
	if len(c.faults) > 0 {
		return // what refers to fields would only repeat it
	}
	d.addStandard()
	d.addFiles()
	d.index()
	c.states()
	c.formulas()
	c.names()
	c.cadences()
	c.moves()
	c.cases()
}

// index prepares the look-ups.
func (d *Definition) index() {
	d.byName, d.byNo = make(map[string]*Field, len(d.Fields)), make(map[uint32]*Field, len(d.Fields))
	for i := range d.Fields {
		f := &d.Fields[i]
		d.byName[f.Name], d.byNo[f.No] = f, f
	}
}

// sheet checks what only sheets have.
func (c *checker) sheet() {
	d := c.def
	for i, r := range d.Write {
		oneOf(c, fmt.Sprintf("$.write[%d]", i), "fault.role", r, roles)
	}
	for i, r := range d.Read {
		oneOf(c, fmt.Sprintf("$.read[%d]", i), "fault.role", r, roles)
	}
	if d.Group != "" || d.Sheet() {
		oneOf(c, "$.group", "fault.word", d.Group, Groups)
	}
	if d.Sheet() && d.Retention == "" {
		c.fault("$.retention", "fault.missing", "%s is missing", "retention")
	}
	if !d.Sheet() {
		for path, has := range map[string]bool{"$.workflow": d.Workflow != nil, "$.case": d.Case != nil, "$.cadence": len(d.Cadence) > 0, "$.read": len(d.Read) > 0} {
			if has {
				c.fault(path, "fault.no-sheet", "only what is filled in as a sheet has it: name who may write")
			}
		}
	}
}

func (c *checker) fields() {
	d := c.def
	if len(d.Fields) == 0 {
		c.fault("$.fields", "fault.missing", "%s is missing", "fields")
	}
	if len(d.Fields) > mostFields {
		c.fault("$.fields", "fault.many", "more than %d", mostFields)
	}
	names, numbers := map[string]bool{}, map[uint32]bool{}
	for i := range d.Fields {
		f := &d.Fields[i]
		path := fmt.Sprintf("$.fields[%d]", i)
		c.unique(path, f, names, numbers)
		c.field(path, f)
	}
}

func (c *checker) unique(path string, f *Field, names map[string]bool, numbers map[uint32]bool) {
	switch {
	case f.No == 0 || f.No >= standard:
		c.fault(path+".no", "fault.number", "a number from 1 to %d is needed", standard-1)
	case numbers[f.No]:
		c.fault(path+".no", "fault.number-taken", "number %d is taken", f.No)
	}
	switch {
	case f.Name == "":
		c.fault(path+".name", "fault.missing", "%s is missing", "name")
	case !fieldName.MatchString(f.Name):
		c.fault(path+".name", "fault.name", "not a field's name: %q", f.Name)
	case names[f.Name]:
		c.fault(path+".name", "fault.name-taken", "name %s is taken", f.Name)
	case formula.Reserved(f.Name) && c.def.Sheet():
		c.fault(path+".name", "fault.name-reserved", "%s is a word of formulas", f.Name)
	}
	names[f.Name], numbers[f.No] = true, true
}

// names checks what refers to fields by name: periods, steps, lists, export.
func (c *checker) names() {
	d := c.def
	if period, isField := d.byName[d.OncePer]; d.Sheet() && !slices.Contains(periods, d.OncePer) &&
		(!isField || !slices.Contains([]Type{Text, Int, Choice, Day}, period.Type)) {
		c.fault("$.once-per", "fault.period", "%q is neither day, month, year, once nor a field that says it", d.OncePer)
	}
	asked := map[string]string{}
	for i, s := range d.Steps {
		path := fmt.Sprintf("$.steps[%d]", i)
		c.title(path+".title", s.Title, true)
		c.sentence(path+".help", s.Help)
		for j, name := range s.Fields {
			path := fmt.Sprintf("%s.fields[%d]", path, j)
			f := c.known(path, name)
			switch {
			case f == nil:
			case !f.Asked():
				c.fault(path, "fault.not-asked", "%s is not asked", name)
			case asked[name] != "":
				c.fault(path, "fault.asked-twice", "%s is asked twice", name)
			}
			asked[name] = path
		}
	}
	for i := range d.Fields {
		if f := &d.Fields[i]; len(d.Steps) > 0 && f.Asked() && asked[f.Name] == "" && !d.state(f) {
			c.fault("$.steps", "fault.no-step", "%s is in no step", f.Name)
		}
	}
	c.batch()
	for i, name := range d.List {
		c.known(fmt.Sprintf("$.list[%d]", i), name)
	}
	if d.Order != "" {
		c.known("$.order", strings.TrimPrefix(d.Order, "-"))
	}
	for i, col := range d.Export {
		c.known(fmt.Sprintf("$.export[%d].field", i), col.Field)
		c.title(fmt.Sprintf("$.export[%d].title", i), col.Title, false)
	}
}

// periods are those that the engine knows how to name.
var periods = []string{"", "day", "month", "year", "once"}

func (c *checker) known(path, name string) *Field {
	f := c.def.byName[name]
	if f == nil {
		c.fault(path, "fault.field", "no field %s", name)
	}
	return f
}

// state says whether a field is moved by the workflow and never asked.
func (d *Definition) state(f *Field) bool { return d.Workflow != nil && f.Name == d.Workflow.Field }
