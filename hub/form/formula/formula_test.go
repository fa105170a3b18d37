package formula_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/form/formula"
)

// sheet answers formulas of a made-up form.
type sheet map[string]formula.Value

func (s sheet) Value(name string) formula.Value    { return s[name] }
func (s sheet) Previous(name string) formula.Value { return s["last_"+name] }
func (sheet) Birth() hub.Day                       { return "2025-03-31" }
func (sheet) Day() hub.Day                         { return "2026-04-30" }
func (sheet) Box() int                             { return 37 }
func (sheet) Today() hub.Day                       { return "2026-11-23" }

var names = map[string]formula.Named{
	"weight": {Type: formula.Number}, "height": {Type: formula.Number}, "note": {Type: formula.Text},
	"state": {Type: formula.Text, Codes: []string{"open", "done"}}, "signs": {Type: formula.Texts, Codes: []string{"fever", "rash"}},
	"well": {Type: formula.Bool}, "due": {Type: formula.Day}, "photo": {Type: formula.Thing},
	"dishes": {Type: formula.Rows, Columns: map[string]formula.Named{"grams": {Type: formula.Number}, "name": {Type: formula.Text}}},
}

func scope(name string) (formula.Named, bool) { n, ok := names[name]; return n, ok }

func kilos(millis int64) formula.Value { return formula.Shown(millis, 1000) }

var answers = sheet{
	"weight": kilos(8200), "last_weight": kilos(7900), "height": formula.Num(70 * formula.One),
	"state": formula.TextOf("open"), "signs": {Type: formula.Texts, List: []string{"fever"}}, "well": formula.BoolOf(true),
	"due": formula.DayOf("2026-12-01"),
	"dishes": {Type: formula.Rows, Rows: []map[string]formula.Value{
		{"grams": formula.Num(50 * formula.One)}, {"name": formula.TextOf("粥")}, {"grams": formula.Num(30 * formula.One)},
	}},
}

func TestFormulas(t *testing.T) {
	num := func(n float64) formula.Value { return formula.Num(int64(math.Round(n * formula.One))) }
	yes, no, unknown := formula.BoolOf(true), formula.BoolOf(false), formula.Value{}
	for _, c := range []struct {
		text string
		want formula.Value
	}{
		{"1 + 2 * 3", num(7)}, {"(1 + 2) * 3", num(9)}, {"-2 - -3", num(1)}, {"10 / 4", num(2.5)}, {"1 / 3", num(0.333333)},
		{"2 / 3", num(0.666667)}, {"-2 / 3", num(-0.666667)}, {"1 / 0", unknown}, {"9000000000000 * 2", unknown},
		{"weight > 8", yes}, {"weight == 8.2", yes}, {"weight - previous(weight)", num(0.3)}, {"round(weight)", num(8)},
		{"number(previous(weight))", num(10037)}, {"number(nothing)", num(10037)}, {"number(412)", num(10037)}, {"number(9999)", num(10037)},
		{"number(10037)", num(10137)}, {"number(10112)", num(10237)}, {"number(12399)", num(12437)},
		{"round(weight / (height / 100) / (height / 100), 1)", num(16.7)}, {"round(-2.5)", num(-3)}, {"abs(-2)", num(2)},
		{"min(3, 1, 2)", num(1)}, {"max(3, weight)", num(8.2)}, {"max(due, today())", formula.DayOf("2026-12-01")},
		{"8:30", num(510)}, {"8:30 < 9:00 and not false", yes}, {"not well or weight < 3", no}, {"not weight < 3", yes},
		{`"fever" in signs`, yes}, {`"rash" in signs`, no}, {`state in ["open", "done"]`, yes}, {`state != "done"`, yes}, {`note == ""`, unknown},
		{"has(note)", no}, {"has(weight)", yes}, {"has(photo)", no}, {"has(previous(weight))", yes}, {"has(previous(height))", no},
		{"height + previous(height)", unknown}, {"false and has(note)", no}, {"note == \"a\" and false", no}, {"note == \"a\" or true", yes},
		{"note == \"a\" and true", unknown}, {"not (note == \"a\")", unknown},
		{"if(well, 1, 2)", num(1)}, {"if(note == \"a\", 1, 2)", unknown}, {"if(weight < 3, nothing, 1)", num(1)}, {"if(weight > 3, nothing, 1)", unknown},
		{"birth() + 42", formula.DayOf("2025-05-12")}, {"due - 1 == \"2026-11-30\"", yes}, {"due - today()", num(8)}, {"days_between(today(), due)", num(8)},
		{"due > \"2026-11-30\"", yes}, {"\"2026-11-30\" > due", no}, {"day()", formula.DayOf("2026-04-30")},
		{"age_days()", num(395)}, {"age_months()", num(13)}, {"age_months(\"2026-04-29\")", num(12)}, {"age_months(\"2025-01-01\")", unknown},
		{"count(dishes)", num(3)}, {"sum(dishes.grams)", num(80)}, {"count(signs)", num(1)}, {"due + 99999999", unknown},
	} {
		f, err := formula.Parse(c.text, scope, formula.Unknown)
		if err != nil {
			t.Errorf("%s: column %d: %v", c.text, err.Column, err)
			continue
		}
		got := f.Eval(answers)
		if got.Type != c.want.Type || got.Num != c.want.Num || got.Text != c.want.Text || got.Yes != c.want.Yes && got.Type == formula.Bool {
			t.Errorf("%s is %+v, want %+v", c.text, got, c.want)
		}
	}
}

func TestWrongFormulas(t *testing.T) {
	for _, c := range []struct {
		text   string
		want   formula.Type
		column int
		key    string
	}{
		{"wieght > 2", formula.Bool, 1, "formula.name"},
		{"weight > ", formula.Bool, 10, "formula.end"},
		{"weight >> 2", formula.Bool, 9, "formula.unexpected"},
		{"weight", formula.Bool, 1, "formula.type"},
		{"weight + well", formula.Number, 10, "formula.type"},
		{"weight and well", formula.Bool, 1, "formula.type"},
		{`state == "opn"`, formula.Bool, 10, "formula.choice"},
		{`"opn" == state`, formula.Bool, 1, "formula.choice"},
		{`"cough" in signs`, formula.Bool, 1, "formula.choice"},
		{`state in ["open", "x"]`, formula.Bool, 19, "formula.choice"},
		{`state < "open"`, formula.Bool, 7, "formula.compare"},
		{"1 < weight < 3", formula.Bool, 12, "formula.chain"},
		{`due > "2026-02-30"`, formula.Bool, 7, "formula.type"},
		{"weight >= 2，5", formula.Bool, 12, "formula.sign"},
		{"round(1, 2, 3)", formula.Number, 1, "formula.parts-of"},
		{"sqrt(2)", formula.Number, 1, "formula.call"},
		{"previous(1)", formula.Number, 1, "formula.previous"},
		{"sum(dishes)", formula.Number, 5, "formula.type"},
		{"sum(dishes.name)", formula.Number, 5, "formula.type"},
		{"dishes.grams > 1", formula.Bool, 14, "formula.compare"},
		{"dishes.salt > 1", formula.Bool, 8, "formula.name"},
		{`"open`, formula.Text, 1, "formula.open-text"},
		{"1.2345678", formula.Number, 1, "formula.number"},
		{"25:00", formula.Number, 1, "formula.number"},
		{"((((((((((((((((((1))))))))))))))))))", formula.Number, 17, "formula.deep"},
		{"1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1", formula.Number, 120, "formula.parts"},
	} {
		_, err := formula.Parse(c.text, scope, c.want)
		if err == nil || err.Key != c.key || err.Column != c.column {
			t.Errorf("%s: %+v, want %s in column %d", c.text, err, c.key, c.column)
		}
	}
}

// What a formula gives has the type that it was read for, or is not known, whatever
// the answers are and however they lie about their own type.
func TestFormulasKeepTheirType(t *testing.T) {
	value := rapid.OneOf(
		rapid.Just(formula.Value{}),
		rapid.Map(rapid.Int64(), formula.Num),
		rapid.Map(rapid.Bool(), formula.BoolOf),
		rapid.Map(rapid.SampledFrom([]string{"open", "done", "", "2026-01-01"}), formula.TextOf),
		rapid.Map(rapid.SampledFrom([]hub.Day{"2026-01-01", "9999-12-31", "0001-01-01"}), formula.DayOf),
		rapid.Just(answers["dishes"]), rapid.Just(answers["signs"]),
	)
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.SampledFrom([]formula.Type{formula.Number, formula.Bool, formula.Day}).Draw(rt, "want")
		text := expression(rt, want, 3)
		f, err := formula.Parse(text, scope, want)
		if err != nil && err.Key != "formula.long" && err.Key != "formula.parts" {
			rt.Fatalf("%s: %v", text, err)
		}
		if err != nil {
			return
		}
		s := sheet{}
		for name := range names {
			v := value.Draw(rt, name)
			if v.Type == names[name].Type {
				s[name] = v
			}
		}
		if got := f.Eval(s); got.Type != formula.Unknown && got.Type != want {
			rt.Errorf("%s gives %v, read as %v", text, got.Type, want)
		}
		f.Eval(lying{value, rt})
	})
}

type lying struct {
	value *rapid.Generator[formula.Value]
	rt    *rapid.T
}

func (l lying) Value(string) formula.Value    { return l.value.Draw(l.rt, "value") }
func (l lying) Previous(string) formula.Value { return l.value.Draw(l.rt, "previous") }
func (lying) Birth() hub.Day                  { return "" }
func (lying) Day() hub.Day                    { return "no day" }
func (lying) Box() int                        { return -1 << 62 }
func (lying) Today() hub.Day                  { return "9999-12-31" }

// expression makes a formula that gives a type.
func expression(rt *rapid.T, want formula.Type, depth int) string {
	leaves := map[formula.Type][]string{
		formula.Number: {"weight", "previous(height)", "1", "0.000001", "9000000000000", "8:30", "sum(dishes.grams)", "age_months()", "count(signs)"},
		formula.Bool:   {"well", "true", "(\"fever\" in signs)", "has(photo)", "(state in [\"open\"])"},
		formula.Day:    {"due", "today()", "birth()", "previous(due)"},
	}
	if depth == 0 || rapid.IntRange(0, 4).Draw(rt, "leaf") == 0 {
		return rapid.SampledFrom(append(leaves[want], "nothing")).Draw(rt, "which")
	}
	sub := func(t formula.Type) string { return expression(rt, t, depth-1) }
	of := func(signs ...string) string { return " " + rapid.SampledFrom(signs).Draw(rt, "sign") + " " }
	shape := rapid.IntRange(0, 2).Draw(rt, "shape")
	switch {
	case shape == 0:
		return "if(" + sub(formula.Bool) + ", " + sub(want) + ", " + sub(want) + ")"
	case want == formula.Bool && shape == 1:
		return "(" + sub(formula.Bool) + of("and", "or", "==", "!=") + sub(formula.Bool) + ")"
	case want == formula.Bool:
		t := rapid.SampledFrom([]formula.Type{formula.Number, formula.Day}).Draw(rt, "type")
		return "not (" + sub(t) + of("<", "<=", ">", ">=", "==", "!=") + sub(t) + ")"
	case want == formula.Day:
		return "max(" + sub(formula.Day) + ", due + " + sub(formula.Number) + ")"
	case shape == 1:
		return "(" + sub(formula.Number) + of("+", "-", "*", "/") + sub(formula.Number) + ")"
	}
	return "round(abs(-" + sub(formula.Number) + "), " + sub(formula.Number) + ") + days_between(" + sub(formula.Day) + ", " + sub(formula.Day) + ")"
}

// Arithmetic is that of numbers, where these fit.
func TestArithmetic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := rapid.Int64Range(-1e9, 1e9).Draw(rt, "a"), rapid.Int64Range(-1e9, 1e9).Draw(rt, "b")
		s := sheet{"weight": formula.Num(a * 1000), "height": formula.Num(b * 1000)}
		eval := func(text string) formula.Value {
			f, err := formula.Parse(text, scope, formula.Number)
			if err != nil {
				rt.Fatal(err)
			}
			return f.Eval(s)
		}
		if got := eval("weight + height - height"); got.Num != a*1000 {
			rt.Errorf("%d + %d - %d is %d", a, b, b, got.Num)
		}
		// Thousandths times thousandths are millionths: nothing is rounded.
		if got := eval("weight * height"); got.Type == formula.Number && got.Num != a*b {
			rt.Errorf("%d * %d is %d", a, b, got.Num)
		}
		if back, ok := formula.Shown(a, 1000).Stored(1000); !ok || back != a {
			rt.Errorf("%d grams come back as %d", a, back)
		}
	})
}

func FuzzFormula(f *testing.F) {
	for _, s := range []string{"weight > 2.5 and not well", `if("fever" in signs, sum(dishes.grams), round(1/3, 2))`, "((((", "previous(", "\"", "1:2:3", "a.b.c", "- - - 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, want := range []formula.Type{formula.Unknown, formula.Bool, formula.Number} {
			if got, err := formula.Parse(text, scope, want); err == nil {
				got.Eval(answers)
				got.Eval(sheet{})
			} else if err.Column < 1 || err.Key == "" {
				t.Errorf("%q: a mistake without place: %+v", text, err)
			}
		}
	})
}
