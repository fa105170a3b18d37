package formula

import (
	"slices"

	"yizhan/hub"
)

// Type is what a formula, or a part of one, gives.
type Type uint8

const (
	Unknown Type = iota // not known; fits everywhere
	Bool
	Number // millionths
	Text
	Day
	Texts
	Rows
	Thing // a reference, a picture, a signature: there or not
)

var typeNames = [...]string{"nothing", "yes/no", "number", "text", "day", "list", "rows", "thing"}

func (t Type) String() string { return typeNames[t] }

var typeWords = [...]string{"formula.is-nothing", "formula.is-bool", "formula.is-number", "formula.is-text", "formula.is-day", "formula.is-list",
	"formula.is-rows", "formula.is-thing"}

// Word is the key of what people call it.
func (t Type) Word() string { return typeWords[t] }

// typed finds the type of a part whose own parts have theirs, or what does not fit.
func (p *parser) typed(n *node) (*node, *Error) {
	if p.parts++; p.parts > MaxParts {
		return nil, wrong(n.column, "formula.parts", "more than %d parts", MaxParts)
	}
	var err *Error
	switch n.op {
	case "value":
		n.typ = n.value.Type
	case "name", "column":
		n.typ = n.of.Type
		if n.op == "column" {
			n.typ = Rows
		}
	case "list":
		err = n.wants(Texts, Text)
	case "not", "and", "or":
		err = n.wants(Bool, Bool)
	case "minus", "*", "/":
		err = n.wants(Number, Number)
	case "+", "-":
		err = n.sum()
	case "==", "!=", "<", "<=", ">", ">=":
		err = n.comparison()
	case "in":
		err = n.membership()
	default:
		err = calls[n.op].typed(n)
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

// wants has all parts give one type.
func (n *node) wants(gives, each Type) *Error {
	n.typ = gives
	for i := range n.args {
		if err := n.arg(i, each); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) arg(i int, want Type) *Error {
	a, err := fit(n.args[i], want)
	n.args[i] = a
	return err
}

// fit is a part where a type is expected; a day may be written as text.
func fit(n *node, want Type) (*node, *Error) {
	switch {
	case n.typ == want || n.typ == Unknown || want == Unknown:
		if n.op == "column" && want != Unknown {
			break // rows.field stands in sum only
		}
		return n, nil
	case want == Day && n.typ == Text && n.op == "value":
		if _, ok := hub.Day(n.value.Text).Time(); ok {
			n.typ, n.value = Day, DayOf(hub.Day(n.value.Text))
			return n, nil
		}
	}
	return n, wrong(n.column, "formula.type", "%s where %s is needed", n.typ, want)
}

// sum: numbers, a day and a number of days, or the days between two days.
func (n *node) sum() *Error {
	a, b := n.args[0].typ, n.args[1].typ
	switch {
	case a == Day && b == Day && n.op == "-":
		n.typ = Number
		return nil
	case a == Day && (b == Number || b == Unknown):
		n.typ = Day
		return nil
	}
	return n.wants(Number, Number)
}

func (n *node) comparison() *Error {
	n.typ = Bool
	want := n.args[0].typ
	if want == Unknown || n.args[1].typ == Day {
		want = n.args[1].typ
	}
	equality := n.op == "==" || n.op == "!="
	switch {
	case want == Number || want == Day || want == Unknown, equality && (want == Bool || want == Text):
	case want == Text && n.args[0].of.Codes == nil && n.args[1].of.Codes == nil: // as in a dictionary: moments
	default:
		return wrong(n.column, "formula.compare", "%s cannot be compared with %s", want, n.op)
	}
	for i := range n.args {
		if err := n.arg(i, want); err != nil {
			return err
		}
	}
	return firstError(codes(n.args[0], n.args[1]), codes(n.args[1], n.args[0]))
}

func (n *node) membership() *Error {
	n.typ = Bool
	if err := firstError(n.arg(0, Text), n.arg(1, Texts)); err != nil {
		return err
	}
	if n.args[1].op != "list" {
		return codes(n.args[1], n.args[0])
	}
	for _, e := range n.args[1].args {
		if err := codes(n.args[0], e); err != nil {
			return err
		}
	}
	return nil
}

// codes says that a text is not among the choices of the field it is compared with.
func codes(field, text *node) *Error {
	if text.op == "value" && text.typ == Text && field.of.Codes != nil && !slices.Contains(field.of.Codes, text.value.Text) {
		return wrong(text.column, "formula.choice", "%q is no choice of %s", text.value.Text, field.name)
	}
	return nil
}

func firstError(errs ...*Error) *Error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
