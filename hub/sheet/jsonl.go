package sheet

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
)

// Object is one line of JSON Lines: a record with its fields by name. Values are
// text, numbers (json.Number when read), true and false.
type Object struct {
	Kind   string         `json:"kind"`
	ID     string         `json:"id,omitempty"`
	Sealed bool           `json:"sealed,omitempty"` // this box cannot open it; there are no fields
	Fields map[string]any `json:"fields,omitempty"`
}

// readJSONL makes a table of objects: Line 0 holds the names.
func readJSONL(r io.Reader) (Table, error) {
	names := []string{"kind", "id", "sealed"}
	column := map[string]int{"kind": 0, "id": 1, "sealed": 2}
	t := Table{Format: JSONL, Rows: []Row{{}}}
	err := eachLine(r, func(line int, o Object) error {
		row := Row{Line: line, Cells: []Cell{Text(o.Kind), Text(o.ID), {}}}
		if o.Sealed {
			row.Cells[2] = Text("true")
		}
		for _, name := range slices.Sorted(maps.Keys(o.Fields)) {
			c, ok := cellOf(o.Fields[name])
			if !ok {
				return hub.E(hub.CodeInvalid, "sheet.value", line, name)
			}
			i, known := column[name]
			switch {
			case known && i < 3:
				return hub.E(hub.CodeInvalid, "sheet.value", line, name)
			case !known && len(names) == MaxColumns:
				return hub.E(hub.CodeTooLarge, "sheet.columns", MaxColumns)
			case !known:
				i = len(names)
				column[name] = i
				names = append(names, name)
			}
			for len(row.Cells) <= i {
				row.Cells = append(row.Cells, Cell{})
			}
			row.Cells[i] = c
		}
		if len(t.Rows) > MaxRows {
			return tooManyRows()
		}
		t.Rows = append(t.Rows, row)
		return nil
	})
	if err != nil {
		return Table{}, err
	}
	for _, name := range names {
		t.Rows[0].Cells = append(t.Rows[0].Cells, Text(name))
	}
	return t, nil
}

// eachLine calls do with every line that is not empty.
func eachLine(r io.Reader, do func(line int, o Object) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), MaxLine)
	n := 0
	for lines.Scan() {
		n++
		raw := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\uFEFF")))
		if len(raw) == 0 {
			continue
		}
		if !utf8.Valid(raw) {
			return hub.E(hub.CodeInvalid, "sheet.letters", n)
		}
		var o Object
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber()
		if err := d.Decode(&o); err != nil {
			return hub.E(hub.CodeInvalid, "sheet.json", n).Because(errors.New("sheet: a line is no JSON object"))
		}
		if _, err := d.Token(); err != io.EOF {
			return hub.E(hub.CodeInvalid, "sheet.json", n)
		}
		if err := do(n, o); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return hub.E(hub.CodeTooLarge, "sheet.line", n+1, MaxLine>>20)
	}
	if lines.Err() != nil {
		return damaged(lines.Err())
	}
	return nil
}

func cellOf(v any) (Cell, bool) {
	switch v := v.(type) {
	case nil:
		return Cell{}, true
	case string:
		return Text(clip(v)), true
	case bool:
		if v {
			return Text("true"), true
		}
		return Text("false"), true
	case json.Number:
		f, err := v.Float64()
		if err != nil {
			return Text(v.String()), true
		}
		return Cell{Text: v.String(), Number: f, IsNumber: true}, true
	}
	return Cell{}, false
}

// Lines writes JSON Lines.
type Lines struct{ enc *json.Encoder }

func NewLines(w io.Writer) *Lines {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &Lines{enc}
}

// Write writes one object on a line of its own.
func (l *Lines) Write(o Object) error {
	for name, v := range o.Fields {
		if s, ok := v.(string); ok {
			o.Fields[name] = strings.ToValidUTF8(s, "\uFFFD")
		}
	}
	return l.enc.Encode(o)
}
