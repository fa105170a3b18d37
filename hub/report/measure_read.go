package report

import (
	"bytes"
	"cmp"
	"slices"

	"yizhan/hub"
)

// value is a field of a record; nil where it is empty or the kind has no such field.
func (m *Measurer) value(rec hub.Record, field string) any {
	def, ok := m.forms.Get(rec.Kind)
	if !ok {
		return nil
	}
	f, ok := def.Field(field)
	if !ok {
		return nil
	}
	return rec.Fields[f.No]
}

func (m *Measurer) text(rec hub.Record, field string) string {
	s, _ := m.value(rec, field).(string)
	return s
}

func (m *Measurer) day(rec hub.Record, field string) hub.Day { return hub.Day(m.text(rec, field)) }

func (m *Measurer) number(rec hub.Record, field string) int64 {
	n, _ := m.value(rec, field).(int64)
	return n
}

func (m *Measurer) yes(rec hub.Record, field string) bool {
	b, _ := m.value(rec, field).(bool)
	return b
}

func (m *Measurer) ref(rec hub.Record, field string) hub.ID {
	switch v := m.value(rec, field).(type) {
	case hub.ID:
		return v
	case []byte:
		if len(v) == len(hub.ID{}) {
			return hub.ID(v)
		}
	}
	return hub.ID{}
}

func (m *Measurer) chosen(rec hub.Record, field, code string) bool {
	list, _ := m.value(rec, field).([]any)
	return slices.Contains(list, any(code))
}

// gone says whether somebody took a record back, whichever way its kind says so.
func (m *Measurer) gone(rec hub.Record) bool {
	if m.yes(rec, "withdrawn") || m.yes(rec, "gone") {
		return true
	}
	return m.text(rec, "withdrawn") != ""
}

// file is the records of a subject by kind, each once: of one that was carried to another
// township the copy that lives.
type file map[hub.Kind][]hub.Record

func fileOf(recs []hub.Record, home hub.Lane) file {
	recs = slices.Clone(recs)
	hub.Sort(recs, func(a, b hub.Record) int {
		away := func(r hub.Record) int {
			if r.Lane == home {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), bytes.Compare(a.ID[:], b.ID[:]), away(a)-away(b), cmp.Compare(b.Lane, a.Lane))
	})
	f := file{}
	for i, rec := range recs {
		if i > 0 && rec.Kind == recs[i-1].Kind && rec.ID == recs[i-1].ID {
			continue
		}
		f[rec.Kind] = append(f[rec.Kind], rec)
	}
	return f
}

// living are the records of a kind that nobody took back.
func (m *Measurer) living(f file, kind hub.Kind) []hub.Record {
	return slices.DeleteFunc(slices.Clone(f[kind]), m.gone)
}
