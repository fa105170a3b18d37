package form_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"yizhan/hub/form"
	"yizhan/hub/words"
)

// whole is the text of a form that has everything.
func whole(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func parsed(t testing.TB, text string) *form.Definition {
	t.Helper()
	def, err := form.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// Each row makes one mistake in a form that is right, and has to be told where.
func TestBadDefinitions(t *testing.T) {
	text := whole(t)
	parsed(t, text)
	for _, c := range []struct{ name, old, new, key, at string }{
		{"no kind", "kind: x-140427-whole", "kind: X!", "fault.kind", "kind: X!"},
		{"no title", "title: 样表", "title: ''", "fault.missing", "title: ''"},
		{"title of two lines", "title: 样表", `title: "一\n二"`, "fault.title", `title: "一`},
		{"version below one", "version: 2", "version: -1", "fault.version", "version: -1"},
		{"unknown key", "help: 一项", "halp: 一项", "fault.key", "halp"},
		{"key twice", "help: 一项一项填就行", "help: 一项\nhelp: 两项", "fault.twice", "help: 两项"},
		{"no YAML", "write: [head, carer]", "write: [head, carer", "fault.bracket", ""},
		{"text where a number is needed", "no: 1, name: temp", "no: one, name: temp", "fault.whole", "one, name: temp"},
		{"an anchor", "write: [head, carer]", "write: &w [head, carer]", "fault.anchor", "&w"},
		{"too deep", "suggest: [没吃", "suggest: [[[[[[[[[[[[[[没吃", "fault.deep", ""},
		{"unknown role", "[head, carer]\nread", "[head, cook]\nread", "fault.role", "cook"},
		{"unknown group", "group: 照护", "group: 厨房", "fault.word", "厨房"},
		{"no retention", "retention: health\n", "", "fault.missing", ""},
		{"number twice", "no: 2, name: fever", "no: 1, name: fever", "fault.number-taken", "1, name: fever"},
		{"number of the program", "no: 2, name: fever", "no: 1000, name: fever", "fault.number", "1000, name"},
		{"name twice", "name: fever,", "name: temp,", "fault.name-taken", "temp, label: 发烧"},
		{"no name", "name: fever,", "name: Fever,", "fault.name", "Fever,"},
		{"a word of formulas", "name: fever,", "name: not,", "fault.name-reserved", "not,"},
		{"unknown type", "type: drawing", "type: sound", "fault.type", "sound"},
		{"one end of a range", "min: 340, max: 430", "min: 340", "fault.range", ""},
		{"a range upside down", "min: 340, max: 430", "min: 440, max: 430", "fault.range-order", "440"},
		{"a scale that does not divide", "scale: 10,", "scale: 7,", "fault.scale", "7, min"},
		{"a choice without choices", "type: choice, privacy: internal, merge: newest}", "type: choices, privacy: internal}", "fault.state-field", ""},
		{"a code twice", "{code: cough, ", "{code: rash, ", "fault.code-taken", "rash, label: 咳嗽"},
		{"sensitive in an index", "index: false", "index: true", "fault.index", "true, privacy: sensitive"},
		{"required, though it waits", "gate: photo}", "gate: photo, required: true}", "fault.gate", "photo, required"},
		{"one word of a bool", "type: bool,", "type: bool, choices: [{code: \"true\", label: 供}],", "fault.yes-no", ""},
		{"union of a text", "type: text, max: 100,", "type: text, max: 100, merge: union,", "fault.unfit", "union,"},
		{"check without say", "check: back > day(), say: 回来的日子要在今天以后，请再看一眼。,", "check: back > day(),", "fault.say", "back > day()"},
		{"a computed field that is required", "compute: temp >= 37.3", "compute: temp >= 37.3, required: true", "fault.computed", "temp >= 37.3"},
		{"a group without end", "    max: 5\n", "", "fault.rows", ""},
		{"a photo in a row", "{no: 2, name: grams, label: 多少, type: int, unit: 克, min: 0, max: 1000}", "{no: 2, name: grams, label: 多少, type: photo}", "fault.column", "photo}"},
		{"a formula over an unknown field", "show: '\"rash\" in signs'", "show: '\"rash\" in sings'", "formula.name", "sings"},
		{"a formula over an unknown choice", "show: '\"rash\" in signs'", "show: '\"rush\" in signs'", "formula.choice", `"rush"`},
		{"a formula of another type", "compute: temp >= 37.3", "compute: temp + 1", "formula.type", "+ 1"},
		{"a formula that ends too early", "compute: temp >= 37.3", "compute: temp >=", "formula.end", ""},
		{"shown if something later", "suggest: [没吃, 布洛芬], show: fever", "suggest: [没吃, 布洛芬], show: has(sign)", "fault.later", "has(sign)"},
		{"a rule of another type", "check: not fever or has(called)", "check: temp or has(called)", "formula.type", "temp or"},
		{"a step that asks what is computed", "fields: [temp, at]", "fields: [temp, at, fever]", "fault.not-asked", "fever]"},
		{"a step that asks twice", "fields: [temp, at]", "fields: [temp, at, sign]", "fault.asked-twice", ""},
		{"a question without step", "fields: [temp, at]", "fields: [temp]", "fault.no-step", ""},
		{"a column of nothing", "list: [temp,", "list: [tmp,", "fault.field", "tmp,"},
		{"an order by nothing", "order: -day", "order: -date", "fault.field", "-date"},
		{"no length of time", "every: 1 day", "every: daily", "fault.span", "daily"},
		{"a table of what nobody answers", "batch: [temp, at]", "batch: [temp, fever]", "fault.not-asked", "fever]"},
		{"a table with a drawing", "batch: [temp, at]", "batch: [temp, sign]", "fault.unfit", "sign]"},
		{"a table of too much", "batch: [temp, at]", "batch: [temp, at, called, medicine]", "fault.many", ""},
		{"a table that leaves out what has to be there", "batch: [temp, at]", "batch: [at]", "fault.batch-rest", ""},
		{"due never", "every: 1 day, ", "", "fault.when", ""},
		{"after nothing", "after: 1 day, of: day", "after: 1 day", "fault.after", ""},
		{"after what is no day", "of: day, within", "of: temp, within", "fault.unfit", "temp, within"},
		{"no such state", "to: back, label", "to: gone, label", "fault.state", "gone, label"},
		{"a move that needs nothing known", "needs: [back]", "needs: [bank]", "fault.field", "bank"},
		{"a deadline of nobody's", "deadline: 3, until: back, ", "", "fault.deadline", ""},
		{"a workflow over a text", "  field: state\n", "  field: medicine\n", "fault.missing", ""},
		{"a workflow over nothing", "  field: state\n", "  field: stat\n", "fault.missing", ""},
		{"a period of nothing", "once-per: day", "once-per: week", "fault.period", "week"},
		{"an export of nothing", "{field: fever}", "{field: feber}", "fault.field", "feber"},
		{"two forms", "order: -day", "---\norder: -day", "fault.documents", ""},
	} {
		bad := strings.Replace(text, c.old, c.new, 1)
		if bad == text {
			t.Errorf("%s: the mistake was not made", c.name)
			continue
		}
		_, err := form.Parse([]byte(bad))
		faults, ok := errors.AsType[form.Faults](err)
		if !ok || len(faults) == 0 {
			t.Errorf("%s: taken, or %v", c.name, err)
			continue
		}
		f := faults[0]
		for _, other := range faults {
			if other.Key == c.key {
				f = other
			}
		}
		if f.Key != c.key || f.Line == 0 && c.at != "" {
			t.Errorf("%s: %v (%s), want %s", c.name, err, f.Key, c.key)
			continue
		}
		if c.at != "" && !strings.HasPrefix(from(bad, f.Line, f.Column), strings.TrimPrefix(strings.TrimPrefix(c.at, keyOf(c.at)), " ")) && !strings.HasPrefix(from(bad, f.Line, f.Column), c.at) {
			t.Errorf("%s: told at %q, want %q", c.name, from(bad, f.Line, f.Column), c.at)
		}
		if said := words.Say(f.Key, f.Args...); said == "" || strings.Contains(said, "%!") || strings.Contains(f.Error(), "%!") {
			t.Errorf("%s: %s; %s", c.name, said, f.Error())
		}
	}
	if _, err := form.Parse([]byte("# " + strings.Repeat("x", form.MaxText))); err == nil {
		t.Error("a text of 64 KB and more is taken")
	}
}

// keyOf is "title:" of "title: x", where a row says the line that it means.
func keyOf(at string) string {
	if i := strings.Index(at, ": "); i > 0 && !strings.ContainsAny(at[:i], " ,") {
		return at[:i+1]
	}
	return ""
}

// from is the text from a place on.
func from(text string, line, column int) string {
	lines := strings.Split(text, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	runes := []rune(lines[line-1])
	return string(runes[min(max(column-1, 0), len(runes)):])
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole(f)))
	f.Add([]byte("kind: x\ntitle: y\nsubject: self\nfields:\n  - {no: 1, name: a, label: b, type: text, show: '(((('}\n"))
	f.Add([]byte("a: [[[[[{"))
	f.Fuzz(func(t *testing.T, text []byte) {
		def, err := form.Parse(text)
		if err != nil {
			faults, ok := errors.AsType[form.Faults](err)
			if !ok || len(faults) == 0 {
				t.Fatalf("refused without reason: %v", err)
			}
			_ = faults.Error()
			return
		}
		def.Pages()
		def.Facts(form.Given{Today: "2026-11-23", Day: "2026-11-23"}).Errors(nil)
	})
}

// What a case says has to be there: its states, its fields, a step back.
func TestBadCases(t *testing.T) {
	for _, c := range []struct{ name, old, new, key, at string }{
		{"a number in no state", "number: [back]", "number: [gone]", "fault.state", "$.case.number[0]"},
		{"papers that are a text", "papers: signs", "papers: medicine", "fault.unfit", "$.case.papers"},
		{"tells what is no text", "tell: medicine", "tell: signs", "fault.unfit", "$.case.tell"},
		{"opens at no state", "at: back\n      kind: rectify", "at: gone\n      kind: rectify", "fault.state", "$.case.opens[0].at"},
		{"passes on no field", "{from: medicine, to: what}", "{from: nothing, to: what}", "fault.field", "$.case.opens[0].with[0].from"},
		{"no step leads back", "back: [{on: closed, to: home}]", "back: [{on: closed, to: back}]", "fault.state", "$.case.opens[0].back[0].to"},
		{"a last day that is none", "until: back", "until: medicine", "fault.field", "$.workflow.states[0].until"},
		{"nobody's turn", "wait: [head]", "wait: [mother]", "fault.role", "$.workflow.states[0].wait[0]"},
		{"opens what is no case", "kind: rectify", "kind: menu", "fault.field", "$.case.opens[0].kind"},
		{"fills what is not there", "to: what}", "to: whatever}", "fault.field", "$.case.opens[0].with[0].to"},
		{"waits for no end", "on: closed", "on: told", "fault.state", "$.case.opens[0].back[0].on"},
	} {
		def, err := form.Parse([]byte(edited(whole(t), c.old, c.new)))
		if err == nil {
			err = form.Builtin().Own().CheckNew(def)
		}
		faults, _ := err.(form.Faults)
		if len(faults) == 0 || faults[0].Key != c.key || faults[0].Path != c.at {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
