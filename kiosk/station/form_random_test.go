package station_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// randomForm is a form that nobody wrote, with what is answered to it. What is asked and
// computed is said twice: in its text, and in Go.
type randomForm struct {
	text  strings.Builder
	asks  []*randomAsk
	batch []string
	whom  world
}

type randomAsk struct {
	name, typ string
	value     any                                // as a record holds it; nil: left open
	shown     func(map[string]any) bool          // whether it is asked
	worked    func(map[string]any) (any, string) // what it is, of one that is computed
}

// world is who can be answered.
type world struct {
	kids, staff []hub.ID
	people      map[hub.ID][]hub.ID
}

var randomTypes = []string{"text", "count", "warmth", "weight", "money", "bool", "choice", "choices", "day", "time", "datetime",
	"staff", "child", "person", "photo", "drawing", "group"}

func drawForm(t *rapid.T, w world, no int) *randomForm {
	r := &randomForm{whom: w}
	fmt.Fprintf(&r.text, "kind: x-140427-r%d\nversion: 1\ntitle: 随便\ngroup: 照护\nsubject: child\nretention: care\nwrite: [head]\nfields:\n", no)
	n := rapid.IntRange(2, 7).Draw(t, "questions")
	together := rapid.IntRange(0, 3).Draw(t, "table") // how many stand in a table of many
	for i := range n {
		a := &randomAsk{name: fmt.Sprintf("q%d", i), typ: rapid.SampledFrom(randomTypes).Draw(t, "type")}
		fmt.Fprintf(&r.text, "  - {no: %d, name: %s, label: 题%d, privacy: %s", i+1, a.name, i, rapid.SampledFrom([]string{"internal", "sensitive"}).Draw(t, "privacy"))
		r.body(t, a)
		r.condition(t, a)
		inTable := len(r.batch) < together && !slices.Contains([]string{"photo", "drawing", "group"}, a.typ)
		if inTable {
			r.batch = append(r.batch, a.name)
		}
		switch {
		case rapid.IntRange(0, 2).Draw(t, "open") == 0:
			a.value = nil
		case a.value != nil && (together == 0 || inTable) && rapid.Bool().Draw(t, "required"):
			r.text.WriteString(", required: true")
		}
		r.text.WriteString("}\n")
		r.asks = append(r.asks, a)
	}
	r.compute(n)
	r.steps(t)
	if len(r.batch) > 0 {
		fmt.Fprintf(&r.text, "batch: [%s]\n", strings.Join(r.batch, ", "))
	}
	return r
}

// body is what a type has beside its name, and an answer.
func (r *randomForm) body(t *rapid.T, a *randomAsk) {
	number := func(unit string, scale, low, high, step int) {
		fmt.Fprintf(&r.text, ", type: int, unit: %s, scale: %d, min: %d, max: %d, step: %d", unit, scale, low, high, step)
		a.value = int64(rapid.IntRange(low, high).Draw(t, "number"))
		if low > 0 { // it may stand beside others, where it is only stepped
			a.value = int64(low + step*rapid.IntRange(0, 2).Draw(t, "steps"))
		}
	}
	text := ", type: " + a.typ
	switch a.typ {
	case "text":
		text += ", max: 30"
		a.value = rapid.SampledFrom([]string{"好", "两只 猫", "a,b；c、d", "=1+1", "<b>“引”&#39;", "-3", "2026-11-23"}).Draw(t, "words")
	case "count":
		number("个", 1, 0, 60, 1)
		return
	case "warmth":
		number("度", 10, -300, 400, 1)
		return
	case "weight":
		number("公斤", 1000, 500, 40000, 100)
		return
	case "money":
		number("元", 100, 0, 90_000_000, 1)
		return
	case "bool":
		a.value = rapid.Bool().Draw(t, "yes")
	case "choice", "choices":
		codes := []string{"a", "b", "c", "d", "e", "f"}[:rapid.IntRange(2, 6).Draw(t, "choices")]
		text += ", choices: ["
		for _, c := range codes {
			text += "{code: " + c + ", label: 选" + c + "},"
		}
		text += "]"
		a.value = rapid.SampledFrom(codes).Draw(t, "choice")
		if a.typ == "choices" {
			on := []any{}
			for _, c := range codes {
				if rapid.Bool().Draw(t, "on") {
					on = append(on, c)
				}
			}
			if a.value = any(on); len(on) == 0 {
				a.value = nil
			}
		}
	case "day", "datetime":
		day := hub.Day("2026-11-23").Add(rapid.SampledFrom([]int{0, -1, -2, 1, 40, -700, -20000, 9000}).Draw(t, "day"))
		if a.value = string(day); a.typ == "datetime" {
			a.value = fmt.Sprintf("%sT%02d:%02d", day, rapid.IntRange(0, 23).Draw(t, "hour"), 5*rapid.IntRange(0, 11).Draw(t, "minute"))
		}
	case "time":
		a.value = int64(5 * rapid.IntRange(0, 287).Draw(t, "time"))
	case "staff":
		text = ", type: ref, kind: staff"
		a.value = rapid.SampledFrom(r.whom.staff).Draw(t, "staff")
	case "child":
		a.value = rapid.SampledFrom(r.whom.kids).Draw(t, "child")
	case "person":
		a.value = rapid.IntRange(0, 2).Draw(t, "person")
	case "photo":
		a.value = fmt.Sprint("照片", a.name)
	case "drawing":
		drawn, _ := care.ReadSignature(scrawled())
		a.value = drawn.Bytes()
	case "group":
		text += ", max: 3, fields: [{no: 1, name: dish, label: 菜, type: text, max: 9}, {no: 2, name: grams, label: 多少, type: int, unit: 克, min: 0, max: 900}, {no: 3, name: eaten, label: 吃完了, type: bool}]"
		var rows []any
		for i := range rapid.IntRange(0, 3).Draw(t, "rows") {
			rows = append(rows, []any{int64(1), fmt.Sprint("菜", i), int64(2), int64(rapid.IntRange(0, 900).Draw(t, "grams")), int64(3), rapid.Bool().Draw(t, "eaten")})
		}
		if a.value = any(rows); len(rows) == 0 {
			a.value = nil
		}
	}
	r.text.WriteString(text)
}

// condition hangs a question on the answer to an earlier one, or on none.
func (r *randomForm) condition(t *rapid.T, a *randomAsk) {
	a.shown = func(map[string]any) bool { return true }
	if len(r.asks) == 0 || rapid.IntRange(0, 2).Draw(t, "hangs") > 0 {
		return
	}
	on := rapid.SampledFrom(r.asks).Draw(t, "on")
	formula := "has(" + on.name + ")"
	a.shown = func(v map[string]any) bool { return v[on.name] != nil }
	switch on.typ {
	case "bool":
		formula = "not " + on.name
		a.shown = func(v map[string]any) bool { return v[on.name] == false }
	case "count", "warmth":
		formula = on.name + " > 5"
		scale := map[string]int64{"count": 1, "warmth": 10}[on.typ]
		a.shown = func(v map[string]any) bool { n, ok := v[on.name].(int64); return ok && n > 5*scale }
	case "choice":
		formula = on.name + ` in ["a", "b"]`
		a.shown = func(v map[string]any) bool { return v[on.name] == "a" || v[on.name] == "b" }
	case "choices":
		formula = `"b" in ` + on.name
		a.shown = func(v map[string]any) bool { list, _ := v[on.name].([]any); return slices.Contains(list, any("b")) }
	}
	fmt.Fprintf(&r.text, ", show: '%s'", formula)
}

// compute adds what nobody is asked: a number more than each count.
func (r *randomForm) compute(n int) {
	for _, a := range slices.Clone(r.asks) {
		if a.typ != "count" {
			continue
		}
		n++
		worked := &randomAsk{name: "more_" + a.name, typ: "count", worked: func(v map[string]any) (any, string) {
			if n, ok := v[a.name].(int64); ok {
				return n + 7, ""
			}
			return nil, ""
		}}
		fmt.Fprintf(&r.text, "  - {no: %d, name: %s, label: 加七%d, type: int, unit: 个, compute: %s + 7, privacy: internal}\n", n, worked.name, n, a.name)
		r.asks = append(r.asks, worked)
	}
}

// steps are those of the program, or some of the form's own.
func (r *randomForm) steps(t *rapid.T) {
	if rapid.Bool().Draw(t, "steps of the program") {
		return
	}
	r.text.WriteString("steps:\n")
	var names []string
	for _, a := range r.asks {
		if a.worked == nil {
			names = append(names, a.name)
		}
	}
	for len(names) > 0 {
		n := min(rapid.IntRange(1, 3).Draw(t, "a step"), len(names))
		fmt.Fprintf(&r.text, "  - {title: 一步, fields: [%s]}\n", strings.Join(names[:n], ", "))
		names = names[n:]
	}
}

// holds is what a record of a child has to hold after some questions were answered.
func (r *randomForm) holds(child hub.ID, answered func(string) bool) map[string]any {
	v := map[string]any{}
	for _, a := range r.asks {
		switch {
		case a.worked != nil:
			v[a.name], _ = a.worked(v)
		case !answered(a.name) || a.value == nil || !a.shown(v):
		case a.typ == "person":
			v[a.name] = r.whom.people[child][a.value.(int)]
		case a.typ == "photo":
			p, _ := newPhotos().Keep(context.Background(), []byte(a.value.(string)))
			v[a.name] = p.Value()
		default:
			v[a.name] = a.value
		}
	}
	maps.DeleteFunc(v, func(_ string, value any) bool { return value == nil })
	return v
}

// Whatever a form asks, what is answered by touch is what the record holds, what its page
// says, and what comes back when it is opened again; the table of many and the columns of
// a spreadsheet say the same.
func TestAnyForm(t *testing.T) {
	fewer(t, 14)
	b := newBox(t)
	w := world{people: map[hub.ID][]hub.ID{}, staff: []hub.ID{b.worker}}
	for _, name := range []string{"王涵", "李轩"} {
		kid := b.enrolled(name, hub.ID{}, hub.ID{})
		w.kids = append(w.kids, kid)
		for _, p := range b.file(kid).People {
			w.people[kid] = append(w.people[kid], p.ID)
		}
	}
	no := 0
	rapid.Check(t, func(t *rapid.T) {
		no++
		r := drawForm(t, w, no)
		def, err := form.Parse([]byte(r.text.String()))
		if err != nil {
			t.Fatalf("%v:\n%s", err, r.text.String())
		}
		b.learns([]byte(r.text.String()))
		f := finger{t, b.screen, r, def, w.kids[0]}
		want := r.holds(f.child, func(string) bool { return true })
		if len(want) == 0 {
			return // an empty sheet is none
		}
		f.fills()
		rec := f.record(w.kids[0], want)
		f.reads(rec, want)
		f.again(rec)
		f.record(w.kids[0], want)
		rows := map[hub.ID]map[string]any{w.kids[0]: want}
		if many := r.holds(w.kids[1], func(name string) bool { return slices.Contains(r.batch, name) }); f.table(w.kids[1], many) {
			f.record(w.kids[1], many)
			rows[w.kids[1]] = many
		}
		f.spreadsheet(rows)
	})
}

// fewer has rapid look at fewer cases: each of these is a day at a screen.
func fewer(t *testing.T, n int) {
	was := flag.Lookup("rapid.checks").Value.String()
	if was != "100" { // somebody asked for more
		return
	}
	flag.Set("rapid.checks", fmt.Sprint(n))
	t.Cleanup(func() { flag.Set("rapid.checks", was) })
}

// record is the only sheet of a child, which has to hold what is wanted, and nothing else
// that was asked.
func (f finger) record(child hub.ID, want map[string]any) hub.Record {
	table, err := f.s.b.desk.Sheets(f.s.b.ctx, f.s.b.actor(), f.def.Kind, desk.SheetFilter{Subject: child})
	if err != nil || len(table.Rows) != 1 {
		f.t.Fatalf("%d sheets, %v\n%s\n%s", len(table.Rows), err, f.s.text(), f.form.text.String())
	}
	rec := table.Rows[0].Record
	for _, a := range f.form.asks {
		field, _ := f.def.Field(a.name)
		if !form.Equal(rec.Fields[field.No], want[a.name]) {
			f.t.Fatalf("%s is %v, want %v\n%s", a.name, rec.Fields[field.No], want[a.name], f.form.text.String())
		}
	}
	return rec
}

// spreadsheet is what leaves: a line each, every column as the record has it.
func (f finger) spreadsheet(want map[hub.ID]map[string]any) {
	at := "/forms/" + string(f.def.Kind) + "/save"
	f.s.get(at)
	f.s.tap(at, "what", "personal")
	f.s.tap(at, "what", "personal/report")
	tables, err := sheet.Read(bytes.NewReader([]byte(f.s.page)), int64(len(f.s.page)))
	if err != nil || len(tables) != 1 || len(tables[0].Rows) != len(want)+1 {
		f.t.Fatalf("the table has %v, %v", tables, err)
	}
	titles := tables[0].Rows[0]
	column := func(title string) int {
		return slices.IndexFunc(titles.Cells, func(c sheet.Cell) bool { return c.Text == title })
	}
	for _, row := range tables[0].Rows[1:] {
		child := f.form.whom.kids[0]
		if row.At(column("孩子")).Text == "李轩" {
			child = f.form.whom.kids[1]
		}
		f.child = child
		for _, a := range f.form.asks {
			field, _ := f.def.Field(a.name)
			title := field.Label
			if field.Unit != "" {
				title += "（" + field.Unit + "）"
			}
			i := column(title)
			if a.typ == "photo" || a.typ == "drawing" {
				if i >= 0 {
					f.t.Fatalf("%s leaves", a.typ)
				}
				continue
			}
			if got, has := row.At(i), f.cell(field, want[child][a.name]); i < 0 || got.Text != has {
				f.t.Fatalf("%s (%s) leaves as %q, want %q\n%s", a.name, title, got.Text, has, f.form.text.String())
			}
		}
	}
}
