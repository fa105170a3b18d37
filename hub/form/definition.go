package form

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// Definition is one kind. FORMS.md explains every key.
type Definition struct {
	Kind    hub.Kind `yaml:"kind"`
	Version int      `yaml:"version"` // from 1; each publication one more
	Title   string   `yaml:"title"`
	Group   string   `yaml:"group"`   // of the menu; one of Groups
	Help    string   `yaml:"help"`    // one sentence above the first question
	Subject hub.Kind `yaml:"subject"` // whose record it is; "self" for subjects
	// OncePer is what the period is: day, month, year, once, or the name of the field
	// that holds it; of built-in kinds also other things. "" for free records.
	OncePer   string     `yaml:"once-per"`
	Retention string     `yaml:"retention"` // code of its Class
	Write     []hub.Role `yaml:"write"`     // who fills it in as a sheet; nobody: it has use cases of its own
	Read      []hub.Role `yaml:"read"`      // who reads it besides
	Retired   bool       `yaml:"retired"`   // not offered any more, still readable
	Handbook  string     `yaml:"handbook"`  // key of its page
	Fields    []Field    `yaml:"fields"`
	Steps     []Step     `yaml:"steps"` // of touch; none: see Pages
	Rules     []Rule     `yaml:"rules"`
	List      []string   `yaml:"list"`  // fields that are columns of a list
	Batch     []string   `yaml:"batch"` // one to three fields that are asked of many children, or workers, in one table
	Order     string     `yaml:"order"` // field by which a list is sorted; "-day": newest first
	Cadence   []Cadence  `yaml:"cadence"`
	Workflow  *Workflow  `yaml:"workflow"`
	Case      *Case      `yaml:"case"`   // of a workflow: an office takes it in, numbers it, closes it
	Export    []Column   `yaml:"export"` // none: every field under its label

	byName map[string]*Field
	byNo   map[uint32]*Field
}

// Groups are the parts of the menu, in its order.
var Groups = []string{"照护", "健康", "安全", "机构", "员工", "家庭", "孕期", "班级", "评价", "其他"}

// Step is one page of touch.
type Step struct {
	Title  string   `yaml:"title"`
	Help   string   `yaml:"help"`
	Fields []string `yaml:"fields"`
}

// Rule is what has to be true of a record as a whole.
type Rule struct {
	Check string `yaml:"check"` // a formula; broken only where it is known to be false
	Say   string `yaml:"say"`   // what is the matter and what to do
	Field string `yaml:"field"` // beside which it is shown
	Ask   bool   `yaml:"ask"`   // it may be right: a person says so and goes on

	check *formula.Formula
}

// Column is one of an export.
type Column struct {
	Field   string `yaml:"field"`
	Title   string `yaml:"title"`   // "": the field's label
	Element string `yaml:"element"` // health data element number; "": the field's
}

// Field finds a field by its name in code.
func (d *Definition) Field(name string) (*Field, bool) { f, ok := d.byName[name]; return f, ok }

// FieldNo finds a field by its number.
func (d *Definition) FieldNo(no uint32) (*Field, bool) { f, ok := d.byNo[no]; return f, ok }

// Sheet says whether the kind is filled in as a sheet, by anybody at all.
func (d *Definition) Sheet() bool { return len(d.Write) > 0 }

// MayWrite says whether a role fills in the sheet on the general pages.
func (d *Definition) MayWrite(r hub.Role) bool {
	return slices.Contains(d.Write, r) && (d.Case == nil || !d.Case.Own)
}

// MayBegin says whether a role fills in a new sheet: of those that have a question which
// must be answered, and not by her, she only answers her own.
func (d *Definition) MayBegin(r hub.Role) bool {
	return d.MayWrite(r) && !slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Required && !f.MayWrite(r) })
}

// MayRead says whether a role reads the filled-in sheets: who writes them reads them, where
// the form does not say otherwise, and the folder's owner.
func (d *Definition) MayRead(r hub.Role) bool {
	r = r.Reads()
	return d.Sheet() && (slices.Contains(d.Write, r) && !d.Blind() || slices.Contains(d.Read, r) || r == hub.RoleBox)
}

// Blind says whether who writes a sheet reads none for that, be it her own: at a station it
// may be about whoever reads the others.
func (d *Definition) Blind() bool { return d.Case != nil && d.Case.Blind }

// Sensitive says whether opening a record is a look that is noted.
func (d *Definition) Sensitive() bool {
	return slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Sealed() })
}

// Indexed says whether records are found by some field.
func (d *Definition) Indexed() bool {
	return slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Index })
}
