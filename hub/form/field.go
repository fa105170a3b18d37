package form

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// Type is the type of a field's value.
type Type string

const (
	Text     Type = "text"     // string
	Int      Type = "int"      // int64 in the field's smallest unit: grams, millimetres, minutes
	Bool     Type = "bool"     // bool
	Choice   Type = "choice"   // string, one of Choices
	Choices  Type = "choices"  // []any of string, each one of Choices
	Day      Type = "day"      // string YYYY-MM-DD: a business day
	Time     Type = "time"     // int64 minutes of the day
	DateTime Type = "datetime" // string YYYY-MM-DDTHH:MM, as clocks in China say it
	Ref      Type = "ref"      // hub.ID of another record
	Bytes    Type = "bytes"    // []byte: a key name
	Drawing  Type = "drawing"  // []byte: the strokes of a signature or sketch
	Photo    Type = "photo"    // []any, see Picture: the file's hash and key, and a thumbnail
	Group    Type = "group"    // []any of rows, see Rows
	List     Type = "list"     // []any, opaque to people
)

// A definition may also say person or child: a reference to one.
const (
	personType Type = "person"
	childType  Type = "child"
)

var types = []Type{Text, Int, Bool, Choice, Choices, Day, Time, DateTime, Ref, Bytes, Drawing, Photo, Group, List}

// Privacy is the class of a field (公开, 内部, 敏感). Sensitive values are sealed:
// all that names a child or its people. A field that does not say is sensitive.
type Privacy string

const (
	Public    Privacy = "public"
	Internal  Privacy = "internal"
	Sensitive Privacy = "sensitive"
)

var privacies = []Privacy{Public, Internal, Sensitive}

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

var merges = []Merge{Ask, Newest, Earliest, Latest, Union, Cautious}

// CodeNone is the option of choices that says that none of the others is so: whoever
// presses it puts them out, and the other way round.
const CodeNone = "none"

// Option is one choice of a field.
type Option struct {
	Code    string `yaml:"code"`
	Label   string `yaml:"label"`
	Retired bool   `yaml:"retired"` // not offered any more, still readable
}

// Field is one numbered field of a kind.
type Field struct {
	No       uint32      `yaml:"no"`    // for good; 1 to 999
	Name     string      `yaml:"name"`  // in code and formulas
	Label    string      `yaml:"label"` // on screen
	Help     string      `yaml:"help"`  // one sentence under the label
	Type     Type        `yaml:"type"`
	Kind     hub.Kind    `yaml:"kind"`  // of a ref
	Unit     string      `yaml:"unit"`  // shown after the value
	Scale    int         `yaml:"scale"` // stored units per shown unit: 1000 for grams shown as 公斤
	Min      *int64      `yaml:"min"`   // of an int or time, in stored units
	Max      *int64      `yaml:"max"`   // likewise; of a text the most characters, of a group the most rows
	Step     int64       `yaml:"step"`  // of − and +, in stored units
	Start    string      `yaml:"start"` // formula: what stands there before anybody has answered
	Choices  []Option    `yaml:"choices"`
	Suggest  []string    `yaml:"suggest"` // likely answers to a text, as tiles
	Required bool        `yaml:"required"`
	ShownIf  string      `yaml:"show"`    // formula over fields before it: whether it is asked
	Check    string      `yaml:"check"`   // formula: what has to be true of it
	Say      string      `yaml:"say"`     // where that is broken
	Ask      bool        `yaml:"ask"`     // broken may be right: a person says so and goes on
	Compute  string      `yaml:"compute"` // formula over fields before it: nobody is asked; stored with the sheet
	Privacy  Privacy     `yaml:"privacy"`
	Gate     hub.Purpose `yaml:"gate"`
	Merge    Merge       `yaml:"merge"`
	Order    []any       `yaml:"order"` // of cautious, most protective first
	Index    bool        `yaml:"index"`
	Element  string      `yaml:"element"` // health data element number (WS 363)
	File     bool        `yaml:"file"`    // of bytes, or a list of them: hashes of files beside the log
	Aside    bool        `yaml:"aside"`   // somebody else's, or a key: a family's copy says that it is written, not what
	Retired  bool        `yaml:"retired"` // not asked any more, still readable
	By       []hub.Role  `yaml:"by"`      // who writes it; none: whoever writes the sheet
	Fields   []Field     `yaml:"fields"`  // of a group's rows

	shown, valid, begin, worked *formula.Formula
}

// Sealed says whether the field's values travel in the part's box.
func (f *Field) Sealed() bool { return f.Privacy == Sensitive }

// NamesChild says whether the field is where a record of another subject says which
// child it is about; a reference to no kind in particular may be to one.
func (f *Field) NamesChild() bool {
	return f.Type == Ref && f.Index && !f.Aside && (f.Kind == "child" || f.Kind == "")
}

// Asked says whether a person answers it: not computed, not retired, not stamped by
// the program.
func (f *Field) Asked() bool {
	return f.Compute == "" && !f.Retired && f.No < standard && !slices.Contains(stamped, f.Name)
}

// MayWrite says whether a role that writes the sheet answers this question.
func (f *Field) MayWrite(r hub.Role) bool { return len(f.By) == 0 || slices.Contains(f.By, r) }

// Codes of the two words of a bool.
const (
	yesCode = "true"
	noCode  = "false"
)

// Offered are the choices that are still offered.
func (f *Field) Offered() []Option {
	if f.Type == Bool && len(f.Choices) == 0 {
		return []Option{{Code: yesCode, Label: "是"}, {Code: noCode, Label: "不是"}}
	}
	return slices.DeleteFunc(slices.Clone(f.Choices), func(o Option) bool { return o.Retired })
}

// Column finds a field of a group's rows.
func (f *Field) Column(name string) (*Field, bool) {
	for i := range f.Fields {
		if f.Fields[i].Name == name {
			return &f.Fields[i], true
		}
	}
	return nil, false
}

func (f *Field) columnNo(no uint32) *Field {
	for i := range f.Fields {
		if f.Fields[i].No == no {
			return &f.Fields[i]
		}
	}
	return nil
}
