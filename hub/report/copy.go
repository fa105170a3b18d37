package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Names says what a record that another refers to is called; "" where that is not known.
type Names func(ctx context.Context, kind hub.Kind, id hub.ID) (string, error)

// Copy is everything that is kept about one child, in the words of the forms: the
// family's own copy. It is made from the definitions alone: whatever kind or field a
// form gets is in it. Fields that are somebody else's, and keys, say only that they
// are written.
type Copy struct {
	Child    string        `json:"child"`
	Site     string        `json:"site"`
	Made     hub.Day       `json:"made"`
	Sections []CopySection `json:"sections"`
}

// CopySection is the records of one kind.
type CopySection struct {
	Kind    hub.Kind     `json:"kind"`
	Title   string       `json:"title"`
	Records []CopyRecord `json:"records"`
}

// CopyRecord is one record: whom or which day it is about, and who wrote it last.
type CopyRecord struct {
	ID     string      `json:"id"`
	Head   string      `json:"head,omitempty"`
	Period string      `json:"period,omitempty"`
	Fields []CopyField `json:"fields,omitempty"`
	When   string      `json:"when,omitempty"`
	Who    string      `json:"who,omitempty"`
	Sealed bool        `json:"sealed,omitempty"` // some of it cannot be opened on this box
}

// CopyField is one thing that is written.
type CopyField struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Text  string `json:"text"`
	Value any    `json:"value,omitempty"` // for a program; nil where the field is aside
}

// CopyOf puts what is kept about a child in words. Records, history newest first,
// exports: of the child and nobody else.
func CopyOf(ctx context.Context, forms *form.Registry, names Names, records []hub.Record, history []hub.Entry, exports []hub.Record) (Copy, error) {
	c := copier{ctx: ctx, forms: forms, names: names, known: map[hub.ID]string{}, wrote: map[hub.ID]hub.Entry{}}
	for _, e := range history {
		for _, ch := range e.Changes {
			if _, ok := c.wrote[ch.Record]; !ok {
				c.wrote[ch.Record] = e
			}
		}
	}
	var out Copy
	for _, kind := range kindsIn(records) {
		s := CopySection{Kind: kind, Title: c.title(kind)}
		for _, rec := range records {
			if rec.Kind == kind {
				s.Records = append(s.Records, c.record(rec))
			}
		}
		hub.SortStable(s.Records, func(a, b CopyRecord) int { return cmp.Compare(b.Head, a.Head) })
		out.Sections = append(out.Sections, s)
	}
	if len(exports) > 0 {
		s := CopySection{Kind: "export", Title: "跟着名册存走的"}
		for _, rec := range exports {
			s.Records = append(s.Records, c.record(rec))
		}
		out.Sections = append(out.Sections, s)
	}
	out.Sections = append(out.Sections, c.history(history))
	return out, c.err
}

// firstKinds are those that a family asks for first; the others follow by name, and
// the trail comes last.
var firstKinds = []hub.Kind{"child", "person", "consent", "enrolment", "growth", "day", "handover", "transfer"}

func kindsIn(records []hub.Record) (kinds []hub.Kind) {
	for _, rec := range records {
		if !slices.Contains(kinds, rec.Kind) {
			kinds = append(kinds, rec.Kind)
		}
	}
	rank := func(k hub.Kind) int {
		i := slices.Index(firstKinds, k)
		switch {
		case i >= 0:
			return i
		case k == "look":
			return len(firstKinds) + 1
		}
		return len(firstKinds)
	}
	hub.Sort(kinds, func(a, b hub.Kind) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
	return kinds
}

type copier struct {
	ctx   context.Context
	forms *form.Registry
	names Names
	known map[hub.ID]string
	wrote map[hub.ID]hub.Entry // the newest act on each record
	err   error                // the first; pages are made from all or nothing
}

func (c *copier) title(kind hub.Kind) string {
	if def, ok := c.forms.Get(kind); ok {
		return def.Title
	}
	return "新的一类（" + string(kind) + "）"
}

// record is one record, its fields in the order of the form, what the form does not
// know after them.
func (c *copier) record(rec hub.Record) CopyRecord {
	out := CopyRecord{ID: rec.ID.String(), Sealed: rec.Sealed}
	if rec.Kind == "day" || rec.Kind == "growth" { // others' periods name workers and other children
		out.Period = rec.Period
	}
	if e, ok := c.wrote[rec.ID]; ok && rec.Kind != "look" { // the box notes looks itself
		out.When, out.Who = moment(e), c.author(e)
	}
	def, ok := c.forms.Get(rec.Kind)
	if !ok {
		def = &form.Definition{}
	}
	out.Head = c.head(def, rec)
	for i := range def.Fields {
		if f := &def.Fields[i]; rec.Fields[f.No] != nil && !def.NamesFile(f) {
			out.Fields = append(out.Fields, c.field(f, rec.Fields[f.No]))
		}
	}
	for _, no := range slices.Sorted(maps.Keys(rec.Fields)) {
		if _, ok := def.FieldNo(no); !ok && rec.Fields[no] != nil {
			out.Fields = append(out.Fields, c.field(unknown(no), rec.Fields[no]))
		}
	}
	return out
}

// unknown is a field of a newer release.
func unknown(no uint32) *form.Field {
	return &form.Field{No: no, Name: fmt.Sprintf("field-%03d", no), Label: fmt.Sprintf("第 %d 项", no)}
}

// head is whom, which day or which purpose a record is about.
func (c *copier) head(def *form.Definition, rec hub.Record) string {
	switch def.OncePer {
	case "":
	case "purpose":
		for _, p := range c.forms.Purposes() {
			if rec.ID == hub.DeriveID(rec.Kind, rec.Subject, string(p.Code)) {
				return p.Title
			}
		}
	case "pair": // the period is the other child's
		return ""
	case "class", "class and who": // of numbers; the day says which
	case "minute":
		day, _, _ := strings.Cut(rec.Period, "/")
		return strings.Replace(day, "T", " ", 1)
	default:
		return rec.Period
	}
	var words []string
	for _, name := range []string{"kinship", "name", "day", "from"} {
		if f, ok := def.Field(name); ok && rec.Kind != "child" && f.Type != form.Ref {
			if s, _ := rec.Fields[f.No].(string); s != "" {
				words = append(words, f.Show(s))
			}
		}
	}
	return strings.Join(words[:min(len(words), 2)], " ")
}

// history is who changed what, from what to what: what was written before is kept too.
func (c *copier) history(entries []hub.Entry) CopySection {
	s := CopySection{Kind: "history", Title: "谁改过"}
	for _, e := range entries {
		rec := CopyRecord{ID: e.Commit.String(), When: moment(e), Who: c.author(e)}
		rec.Head = rec.When
		for _, ch := range e.Changes {
			if ch.Kind == "look" || ch.Kind == "wrap" { // they have a section of their own
				continue
			}
			rec.Fields = append(rec.Fields, c.changed(ch))
		}
		if len(rec.Fields) > 0 {
			s.Records = append(s.Records, rec)
		}
	}
	return s
}

func (c *copier) changed(ch hub.Changed) CopyField {
	f := unknown(ch.No)
	if def, ok := c.forms.Get(ch.Kind); ok {
		if known, ok := def.FieldNo(ch.No); ok {
			f = known
		}
	}
	if ch.Hidden {
		return CopyField{Name: f.Name, Label: f.Label, Text: "这台机器打不开"}
	}
	out := c.field(f, ch.To)
	out.Label = c.title(ch.Kind) + " " + f.Label
	if was := ch.Was(); was != nil && !f.Aside {
		out.Text = c.text(f, was) + " → " + out.Text
	}
	return out
}
