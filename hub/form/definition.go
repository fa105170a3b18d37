// Package form owns what a record can hold: kinds as data. A definition numbers
// its fields (numbers are for good), says how each is typed, labelled, checked,
// merged and protected, and is the only place where that is said: the store asks
// it what to seal, screens ask it for labels, exports for columns.
package form

import (
	"fmt"
	"slices"

	"yizhan/hub"
)

// Type is the type of a field's value.
type Type string

const (
	Text    Type = "text"    // string
	Int     Type = "int"     // int64 in the field's smallest unit: grams, millimetres, minutes
	Bool    Type = "bool"    // bool
	Choice  Type = "choice"  // string, one of Choices
	Choices Type = "choices" // []any of string, each one of Choices
	Day     Type = "day"     // string YYYY-MM-DD: a business day
	Time    Type = "time"    // int64 minutes of the day
	Ref     Type = "ref"     // hub.ID of another record
	Bytes   Type = "bytes"   // []byte: a signature's strokes, a key name
	List    Type = "list"    // []any, opaque to people
)

// Privacy is the class of a field (公开, 内部, 敏感). Sensitive values are sealed:
// all that names a child or its people.
type Privacy string

const (
	Public    Privacy = "public"
	Internal  Privacy = "internal"
	Sensitive Privacy = "sensitive"
)

// Merge says how versions that grew on two sides become one value.
type Merge string

const (
	Ask      Merge = ""         // people decide: a conflict card
	Newest   Merge = "newest"   // highest (lam, origin): where nobody cares
	Earliest Merge = "earliest" // smallest value
	Latest   Merge = "latest"   // largest value
	Union    Merge = "union"    // all elements, sorted
	Cautious Merge = "cautious" // the most protective: first of the field's order
)

// Option is one choice of a field.
type Option struct {
	Code  string `yaml:"code"`
	Label string `yaml:"label"`
}

// Field is one numbered field of a kind.
type Field struct {
	No       uint32      `yaml:"no"`
	Name     string      `yaml:"name"`  // in code
	Label    string      `yaml:"label"` // on screen
	Type     Type        `yaml:"type"`
	Kind     hub.Kind    `yaml:"kind"`  // of a Ref
	Unit     string      `yaml:"unit"`  // shown after the value
	Scale    int         `yaml:"scale"` // stored units per shown unit: 1000 for grams shown as 公斤
	Min      *int64      `yaml:"min"`
	Max      *int64      `yaml:"max"` // of an Int or Time; for Text, the most runes
	Choices  []Option    `yaml:"choices"`
	Required bool        `yaml:"required"`
	Privacy  Privacy     `yaml:"privacy"`
	Gate     hub.Purpose `yaml:"gate"`
	Merge    Merge       `yaml:"merge"`
	Order    []any       `yaml:"order"` // of Cautious, most protective first
	Index    bool        `yaml:"index"`
	Element  string      `yaml:"element"` // health data element number (WS 363)
	Aside    bool        `yaml:"aside"`   // somebody else's, or a key: a family's copy says that it is written, not what
}

// Sealed says whether the field's values travel in the part's box.
func (f *Field) Sealed() bool { return f.Privacy == Sensitive }

// NamesChild says whether the field is where a record of another subject says which
// child it is about; a reference to no kind in particular may be to one.
func (f *Field) NamesChild() bool {
	return f.Type == Ref && f.Index && !f.Aside && (f.Kind == "child" || f.Kind == "")
}

// Definition is one kind.
type Definition struct {
	Kind      hub.Kind `yaml:"kind"`
	Title     string   `yaml:"title"`
	Subject   hub.Kind `yaml:"subject"`   // whose record it is; "self" for subjects
	OncePer   string   `yaml:"once-per"`  // what the period is: day, purpose, …; "" for free records
	Retention string   `yaml:"retention"` // code of its Class
	Fields    []Field  `yaml:"fields"`

	byName map[string]*Field
	byNo   map[uint32]*Field
}

// Field finds a field by its name in code.
func (d *Definition) Field(name string) (*Field, bool) { f, ok := d.byName[name]; return f, ok }

// FieldNo finds a field by its number.
func (d *Definition) FieldNo(no uint32) (*Field, bool) { f, ok := d.byNo[no]; return f, ok }

// index prepares the look-ups and refuses a definition that contradicts itself.
func (d *Definition) index() error {
	if d.Kind == "" || d.Title == "" || d.Subject == "" {
		return fmt.Errorf("form: a definition needs kind, title and subject (kind %q)", d.Kind)
	}
	d.byName, d.byNo = map[string]*Field{}, map[uint32]*Field{}
	for i := range d.Fields {
		f := &d.Fields[i]
		if err := d.checkField(f); err != nil {
			return fmt.Errorf("form: kind %s, field %d %s: %w", d.Kind, f.No, f.Name, err)
		}
		d.byName[f.Name], d.byNo[f.No] = f, f
	}
	return nil
}

func (d *Definition) checkField(f *Field) error {
	switch {
	case f.No == 0 || f.Name == "" || f.Label == "":
		return fmt.Errorf("needs no, name and label")
	case d.byNo[f.No] != nil:
		return fmt.Errorf("number taken by %s", d.byNo[f.No].Name)
	case d.byName[f.Name] != nil:
		return fmt.Errorf("name taken by %d", d.byName[f.Name].No)
	case !slices.Contains([]Privacy{Public, Internal, Sensitive}, f.Privacy):
		return fmt.Errorf("privacy %q", f.Privacy)
	case !slices.Contains([]Type{Text, Int, Bool, Choice, Choices, Day, Time, Ref, Bytes, List}, f.Type):
		return fmt.Errorf("type %q", f.Type)
	case !slices.Contains([]Merge{Ask, Newest, Earliest, Latest, Union, Cautious}, f.Merge):
		return fmt.Errorf("merge %q", f.Merge)
	case (f.Type == Choice || f.Type == Choices) && len(f.Choices) == 0:
		return fmt.Errorf("needs choices")
	case f.Index && f.Sealed():
		return fmt.Errorf("sensitive values are in no index")
	case f.Merge == Cautious && len(f.Order) == 0:
		return fmt.Errorf("cautious needs an order")
	case (f.Type == Int || f.Type == Time) && (f.Min == nil) != (f.Max == nil):
		return fmt.Errorf("a range has two ends")
	case f.Merge == Union && f.Type != Choices && f.Type != List:
		return fmt.Errorf("union needs a list")
	}
	return nil
}
