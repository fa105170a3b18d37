package store

import (
	"cmp"
	"encoding/hex"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Rows that every kind may have; no field's name begins like them.
const (
	rowPeriod   = "@period"   // value: the day, month, dose or purpose of a once-per record
	rowConflict = "@conflict" // versions disagree, and a person has to decide
)

// rows is what a record is found by: its indexed fields, and what projections
// say. Only what this hub can read, and never a sealed value, is in an index.
func (t *txn) rows(e *entry) []Row {
	if e.flags&flagPast != 0 || len(e.state) == 0 && len(e.over) == 0 {
		return nil
	}
	forms := t.finding.Load()
	rec := forms.Read(hub.Record{Lane: e.lane, Kind: e.kind, ID: e.id, Subject: e.subject, Period: e.period}, e.shown())
	var rows []Row
	if e.period != "" {
		rows = append(rows, Row{rowPeriod, e.period})
	}
	if len(rec.Conflict) > 0 {
		rows = append(rows, Row{rowConflict, ""})
	}
	if def, ok := forms.Get(e.kind); ok {
		rows = append(rows, indexRows(def, rec)...)
	}
	for _, p := range t.projections[e.kind] {
		rows = append(rows, p.Project(rec)...)
	}
	hub.Sort(rows, compareRows)
	return slices.Compact(rows)
}

func indexRows(def *form.Definition, rec hub.Record) (rows []Row) {
	for i := range def.Fields {
		f := &def.Fields[i]
		if !f.Index || f.Sealed() {
			continue
		}
		if list, ok := rec.Fields[f.No].([]any); ok {
			for _, v := range list {
				rows = appendRow(rows, f.Name, v)
			}
			continue
		}
		rows = appendRow(rows, f.Name, rec.Fields[f.No])
	}
	if def.Sheet() {
		for _, text := range def.Leaves(rec) {
			rows = append(rows, Row{form.LeafRow, text})
		}
	}
	return rows
}

func appendRow(rows []Row, name string, v any) []Row {
	if text, ok := indexText(v); ok {
		rows = append(rows, Row{name, text})
	}
	return rows
}

// indexText is a value as an index holds it: text that sorts as the values do.
// nil is in no index.
func indexText(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case hub.Day:
		return string(v), true
	case int:
		return indexText(int64(v))
	case int64:
		u := uint64(v) ^ 1<<63 // negative numbers before positive ones
		s := strconv.FormatUint(u, 16)
		return "0000000000000000"[len(s):] + s, true
	case bool:
		return strconv.FormatBool(v), true
	case []byte:
		return hex.EncodeToString(v), true
	case hub.ID:
		return v.String(), true
	}
	return "", false
}

func compareRows(a, b Row) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
}

// putRows writes the difference between the rows as stored and as they should be.
func (t *txn) putRows(e *entry) error {
	after := t.rows(e)
	for _, r := range e.before {
		if _, ok := slices.BinarySearchFunc(after, r, compareRows); ok {
			continue
		}
		if err := t.exec(`DELETE FROM finds WHERE kind = $1 AND name = $2 AND value = $3 AND record = $4`,
			string(e.kind), r.Name, r.Value, e.n); err != nil {
			return err
		}
	}
	for _, r := range after {
		if _, ok := slices.BinarySearchFunc(e.before, r, compareRows); ok {
			continue
		}
		if err := t.insert(intoFinds, t.lanes[e.lane].n, string(e.kind), r.Name, r.Value, e.n); err != nil {
			return err
		}
	}
	e.before = after
	return nil
}
