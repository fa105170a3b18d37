package outside

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
)

// Lack is why a value cannot be written as the system wants it.
type Lack string

const (
	LackNothing Lack = ""
	LackMissing Lack = "missing" // the system wants it, and nobody has noted it
	LackCode    Lack = "code"    // it has no counterpart in the system's list
	LackSealed  Lack = "sealed"  // this machine cannot open it
)

// Value is what stands in one column of one line.
type Value struct {
	Key      string // of the column, see Template.Keys
	Text     string // as the system wants it
	Ours     string // as it stands here, where that differs
	From     string // 监护人 · 电话; "" nothing of ours
	Lack     Lack
	Volatile bool
}

// Renderer writes lines of one template.
type Renderer struct {
	t       Template
	keys    []string
	sources []*Source // of each column; nil: none
}

// NewRenderer wants a template that Check has passed.
func NewRenderer(t Template, forms *form.Registry) *Renderer {
	r := &Renderer{t: t, keys: t.Keys(), sources: make([]*Source, len(t.Columns))}
	all := SourcesOf(forms, t.About)
	for i, c := range t.Columns {
		if at := slices.IndexFunc(all, func(s Source) bool { return s.Key == c.From }); at >= 0 {
			r.sources[i] = &all[at]
		}
	}
	return r
}

// Line is what stands in all columns for one child, site or worker. Row is its number in a
// file, from 1; 0 where there is no file.
func (r *Renderer) Line(facts Facts, row int, today hub.Day) []Value {
	out := make([]Value, len(r.t.Columns))
	for i, c := range r.t.Columns {
		v := Value{Key: r.keys[i], Volatile: c.Volatile()}
		s := r.sources[i]
		switch {
		case s == nil:
		case s.Field != nil:
			v.From = s.Called()
			c.field(&v, s, facts[s.Relation])
		default:
			v.From = s.Label
			v.Text = c.plain(facts, row, today)
		}
		v.Text = oneLine(v.Text)
		if v.Text == "" && v.Lack == LackNothing && c.Must {
			v.Lack = LackMissing
		}
		out[i] = v
	}
	return out
}

// plain is the value of a source that is no field.
func (c Column) plain(facts Facts, row int, today hub.Day) string {
	switch {
	case c.From == FromFixed:
		return c.Fixed
	case c.From == FromRow && row > 0:
		return strconv.Itoa(row)
	case c.From == FromToday:
		return c.day(string(today))
	case c.From == FromAge:
		if age, ok := calendar.AgeOn(birthOf(facts), today); ok {
			return strconv.Itoa(age.Months)
		}
	}
	return ""
}

// birthNo is the number of the birthday in a child's form, for good.
const birthNo = 5

func birthOf(facts Facts) hub.Day {
	day, _ := facts[OfChild].Fields[birthNo].(string)
	return hub.Day(day)
}

// field renders a field of a record.
func (c Column) field(v *Value, s *Source, rec hub.Record) {
	value := rec.Fields[s.Field.No]
	if value == nil {
		if rec.Sealed && s.Field.Sealed() {
			v.Lack = LackSealed
		}
		return
	}
	switch value := value.(type) {
	case []any:
		c.several(v, s.Field, value)
	case bool:
		label, code := "否", "false"
		if value {
			label, code = "是", "true"
		}
		c.written(v, code, label)
	case string:
		if s.Field.Type == form.Day {
			v.Text = c.day(value)
			return
		}
		c.written(v, value, s.Field.LabelOf(value))
	case int64:
		text := number(s.Field, value)
		c.written(v, text, text)
	}
}

// several are choices of which more than one may be so.
func (c Column) several(v *Value, f *form.Field, list []any) {
	var theirs, ours []string
	for _, e := range list {
		code, _ := e.(string)
		one := Value{}
		c.written(&one, code, f.LabelOf(code))
		if one.Lack != LackNothing {
			v.Lack = one.Lack
		}
		theirs, ours = append(theirs, one.Text), append(ours, f.LabelOf(code))
	}
	v.Text, v.Ours = strings.Join(theirs, "、"), strings.Join(ours, "、")
	if v.Lack != LackNothing {
		v.Text = "" // half an answer is a wrong one
	}
	if v.Text == v.Ours {
		v.Ours = ""
	}
}

// written is a value in the system's words: by the pairs that the county has made, else by
// a name or code of the system's own list. Where there is either and it is in neither,
// nothing is written: what stands there is never guessed.
func (c Column) written(v *Value, code, label string) {
	text, ok := label, len(c.Codes) == 0 && len(c.List) == 0
	for _, p := range c.Codes {
		if p.Ours == code || p.Ours == label {
			text, ok = p.Theirs, true
			break
		}
	}
	for _, item := range c.List {
		if !ok && (item.Name == label || item.Code == label) {
			text, ok = item.Code, true
		}
	}
	if !ok {
		v.Ours, v.Lack = label, LackCode
		return
	}
	if v.Text = text; text != label {
		v.Ours = label
	}
}

func (c Column) day(s string) string {
	t, ok := hub.Day(s).Time()
	if !ok {
		return s
	}
	for _, l := range Layouts {
		if l.Code == c.Day {
			return t.Format(l.Go)
		}
	}
	return s
}

// number is an int in the unit that people say, without it.
func number(f *form.Field, n int64) string {
	switch {
	case f.Type == form.Time:
		return fmt.Sprintf("%02d:%02d", n/60, n%60)
	case f.Scale > 1:
		return strconv.FormatFloat(float64(n)/float64(f.Scale), 'f', -1, 64)
	}
	return strconv.FormatInt(n, 10)
}

// Lacking are the columns that keep a line from being written.
func Lacking(line []Value) (keys []string) {
	for _, v := range line {
		if v.Lack != LackNothing {
			keys = append(keys, v.Key)
		}
	}
	return keys
}
