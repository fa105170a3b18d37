package formula

import (
	"cmp"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// Value is what a formula gives; of type Unknown where that is not known.
type Value struct {
	Type Type
	Yes  bool
	Num  int64 // millionths
	Text string
	List []string
	Rows []map[string]Value
}

func BoolOf(v bool) Value        { return Value{Type: Bool, Yes: v} }
func Num(millionths int64) Value { return Value{Type: Number, Num: millionths} }
func TextOf(s string) Value      { return Value{Type: Text, Text: s} }

// DayOf is a day, or not known where it is none.
func DayOf(d hub.Day) Value {
	if _, ok := d.Time(); !ok {
		return Value{}
	}
	return Value{Type: Day, Text: string(d)}
}

// Env answers a formula.
type Env interface {
	Value(field string) Value
	Previous(field string) Value // of the last record of this kind and subject
	Birth() hub.Day              // of the subject; "" where not known
	Day() hub.Day                // of the record
	Today() hub.Day
	Box() int // two figures of this box: the end of running numbers
}

type evaluation struct{ env Env }

// Eval gives the formula's value.
func (f *Formula) Eval(env Env) Value {
	e := evaluation{env}
	return e.eval(f.root)
}

// True says whether a condition is known to hold.
func (f *Formula) True(env Env) bool { v := f.Eval(env); return v.Type == Bool && v.Yes }

// Broken says whether a rule is known not to hold.
func (f *Formula) Broken(env Env) bool { v := f.Eval(env); return v.Type == Bool && !v.Yes }

func (e *evaluation) eval(n *node) Value {
	switch n.op {
	case "value":
		return n.value
	case "name":
		return e.env.Value(n.name)
	case "column":
		return e.env.Value(n.name)
	case "list":
		return e.list(n)
	case "and", "or":
		return e.both(n)
	case "not":
		v := e.eval(n.args[0])
		v.Yes = !v.Yes
		return v
	case "minus":
		return number(times(e.eval(n.args[0]).Num, -1, 1)).ifKnown(e.eval(n.args[0]))
	case "in":
		text, list := e.eval(n.args[0]), e.eval(n.args[1])
		return BoolOf(slices.Contains(list.List, text.Text)).ifKnown(text, list)
	case "+", "-", "*", "/":
		return arithmetic(n.op, e.eval(n.args[0]), e.eval(n.args[1]))
	case "==", "!=", "<", "<=", ">", ">=":
		return compare(n.op, e.eval(n.args[0]), e.eval(n.args[1]))
	}
	return calls[n.op].eval(e, n)
}

// ifKnown is v where all that it was made of is known.
func (v Value) ifKnown(of ...Value) Value {
	for _, o := range of {
		if o.Type == Unknown {
			return Value{}
		}
	}
	return v
}

func number(n int64, ok bool) Value {
	if !ok {
		return Value{}
	}
	return Num(n)
}

func (e *evaluation) list(n *node) Value {
	out := Value{Type: Texts}
	for _, a := range n.args {
		v := e.eval(a)
		if v.Type == Unknown {
			return v
		}
		out.List = append(out.List, v.Text)
	}
	return out
}

// both is and, or: one part may settle it though the other is not known.
func (e *evaluation) both(n *node) Value {
	settles := n.op == "or"
	a := e.eval(n.args[0])
	if a.Type == Bool && a.Yes == settles {
		return a
	}
	b := e.eval(n.args[1])
	if b.Type == Bool && b.Yes == settles {
		return b
	}
	return b.ifKnown(a, b)
}

func arithmetic(op string, a, b Value) Value {
	switch {
	case a.Type == Day && b.Type == Day:
		return number(between(b.Text, a.Text))
	case a.Type == Day && b.Type == Number:
		if op == "-" {
			b.Num = -b.Num
		}
		return later(a.Text, b.Num)
	case a.Type != Number || b.Type != Number:
		return Value{}
	}
	switch op {
	case "+":
		return number(plus(a.Num, b.Num))
	case "-":
		return number(plus(a.Num, -b.Num))
	case "*":
		return number(times(a.Num, b.Num, One))
	}
	return number(times(a.Num, One, b.Num))
}

// mostDays keeps days within what has four digits of a year, whatever is added.
const mostDays = 400 * 366

func later(day string, n int64) Value {
	days, _ := times(n, 1, One)
	if days > mostDays || days < -mostDays {
		return Value{}
	}
	return DayOf(hub.Day(day).Add(int(days)))
}

func between(from, to string) (int64, bool) {
	a, ok := hub.Day(from).Time()
	b, ok2 := hub.Day(to).Time()
	return int64(b.Sub(a)/(24*time.Hour)) * One, ok && ok2
}

func compare(op string, a, b Value) Value {
	if a.Type == Unknown || b.Type == Unknown || a.Type != b.Type {
		return Value{}
	}
	c := cmp.Or(cmp.Compare(a.Num, b.Num), cmp.Compare(a.Text, b.Text))
	if a.Yes != b.Yes {
		c = 1
	}
	switch op {
	case "==":
		return BoolOf(c == 0)
	case "!=":
		return BoolOf(c != 0)
	case "<":
		return BoolOf(c < 0)
	case "<=":
		return BoolOf(c <= 0)
	case ">":
		return BoolOf(c > 0)
	}
	return BoolOf(c >= 0)
}

func has(e *evaluation, n *node) Value {
	v := e.eval(n.args[0])
	return BoolOf(v.Type != Unknown && (v.Type != Texts || len(v.List) > 0) && (v.Type != Rows || len(v.Rows) > 0))
}

func previous(e *evaluation, n *node) Value { return e.env.Previous(n.name) }

func choose(e *evaluation, n *node) Value {
	switch c := e.eval(n.args[0]); {
	case c.Type == Unknown:
		return c
	case c.Yes:
		return e.eval(n.args[1])
	}
	return e.eval(n.args[2])
}

func least(e *evaluation, n *node) Value { return e.extreme(n, "<") }
func most(e *evaluation, n *node) Value  { return e.extreme(n, ">") }

func (e *evaluation) extreme(n *node, sign string) Value {
	best := e.eval(n.args[0])
	for _, a := range n.args[1:] {
		switch v := e.eval(a); {
		case v.Type == Unknown || best.Type == Unknown:
			return Value{}
		case compare(sign, v, best).Yes:
			best = v
		}
	}
	return best
}

func round(e *evaluation, n *node) Value {
	v, step := e.eval(n.args[0]), int64(One)
	if len(n.args) == 2 {
		places := e.eval(n.args[1])
		if places.Type != Number || places.Num < 0 || places.Num > digits*One {
			return Value{}
		}
		for range places.Num / One {
			step /= 10
		}
	}
	if v.Type != Number {
		return Value{}
	}
	whole, _ := times(v.Num, 1, step)
	return number(times(whole, step, 1))
}

// running is the number after another, as one box counts: a count from 100 on, and the
// two figures of the box, so that boxes that cannot talk give different ones. A number
// of before, from when there were no such figures, is below them all.
func running(e *evaluation, n *node) Value {
	const boxes, first = 100, 100
	count := int64(first)
	if v := e.eval(n.args[0]); v.Type == Number && v.Num/One/boxes >= first {
		count = v.Num/One/boxes + 1
	}
	return number(times(count*boxes+int64(e.env.Box()%boxes), One, 1))
}

func abs(e *evaluation, n *node) Value {
	v := e.eval(n.args[0])
	if v.Num < 0 {
		return number(times(v.Num, -1, 1))
	}
	return v
}

func count(e *evaluation, n *node) Value {
	v := e.eval(n.args[0])
	return number(int64(len(v.List)+len(v.Rows))*One, true).ifKnown(v)
}

// total adds up what is there of a column.
func total(e *evaluation, n *node) Value {
	rows := e.eval(n.args[0])
	sum, ok := int64(0), true
	for _, r := range rows.Rows {
		if v := r[n.args[0].args[0].name]; v.Type == Number && ok {
			sum, ok = plus(sum, v.Num)
		}
	}
	return number(sum, ok).ifKnown(rows)
}

func (e *evaluation) age(n *node) (calendar.Age, bool) {
	on := e.env.Day()
	if len(n.args) == 1 {
		on = hub.Day(e.eval(n.args[0]).Text)
	}
	return calendar.AgeOn(e.env.Birth(), on)
}

func ageDays(e *evaluation, n *node) Value {
	a, ok := e.age(n)
	return number(int64(a.Days)*One, ok)
}

func ageMonths(e *evaluation, n *node) Value {
	a, ok := e.age(n)
	return number(int64(a.Months)*One, ok)
}

func daysBetween(e *evaluation, n *node) Value {
	a, b := e.eval(n.args[0]), e.eval(n.args[1])
	return number(between(a.Text, b.Text)).ifKnown(a, b)
}
