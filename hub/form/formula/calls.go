package formula

// call is a function of the language.
type call struct {
	least, most int // parts
	check       func(n *node) *Error
	eval        func(e *evaluation, n *node) Value
}

func (c call) typed(n *node) *Error {
	if len(n.args) < c.least || len(n.args) > c.most {
		return wrong(n.column, "formula.parts-of", "%s takes %d to %d values", n.op, c.least, c.most)
	}
	return c.check(n)
}

var calls map[string]call

func init() { // the table's functions look into the table
	gives := func(t Type, args ...Type) func(*node) *Error {
		return func(n *node) *Error {
			n.typ = t
			for i := range n.args {
				if err := n.arg(i, args[min(i, len(args)-1)]); err != nil {
					return err
				}
			}
			return nil
		}
	}
	calls = map[string]call{
		"has":          {1, 1, gives(Bool, Unknown), has},
		"previous":     {1, 1, previousOf, previous},
		"if":           {3, 3, choiceOf, choose},
		"min":          {1, 8, oneType, least},
		"max":          {1, 8, oneType, most},
		"number":       {1, 1, gives(Number, Number), running},
		"round":        {1, 2, gives(Number, Number, Number), round},
		"abs":          {1, 1, gives(Number, Number), abs},
		"count":        {1, 1, countable, count},
		"sum":          {1, 1, columnOnly, total},
		"today":        {0, 0, gives(Day), func(e *evaluation, _ *node) Value { return DayOf(e.env.Today()) }},
		"day":          {0, 0, gives(Day), func(e *evaluation, _ *node) Value { return DayOf(e.env.Day()) }},
		"birth":        {0, 0, gives(Day), func(e *evaluation, _ *node) Value { return DayOf(e.env.Birth()) }},
		"age_days":     {0, 1, gives(Number, Day), ageDays},
		"age_months":   {0, 1, gives(Number, Day), ageMonths},
		"days_between": {2, 2, gives(Number, Day, Day), daysBetween},
	}
}

// previousOf is a field of the last record.
func previousOf(n *node) *Error {
	if n.args[0].op != "name" {
		return wrong(n.column, "formula.previous", "previous takes the name of a field")
	}
	n.typ, n.of, n.name = n.args[0].typ, n.args[0].of, n.args[0].name
	return nil
}

func choiceOf(n *node) *Error {
	if err := n.arg(0, Bool); err != nil {
		return err
	}
	n.typ = n.args[1].typ
	if n.typ == Unknown || n.args[2].typ == Day {
		n.typ = n.args[2].typ
	}
	return firstError(n.arg(1, n.typ), n.arg(2, n.typ))
}

// oneType: numbers, or days.
func oneType(n *node) *Error {
	want := Number
	for _, a := range n.args {
		if a.typ == Day {
			want = Day
		}
	}
	return n.wants(want, want)
}

func countable(n *node) *Error {
	n.typ = Number
	if a := n.args[0]; a.typ != Texts && (a.typ != Rows || a.op == "column") {
		return wrong(a.column, "formula.type", "%s where %s is needed", a.typ, Texts)
	}
	return nil
}

func columnOnly(n *node) *Error {
	n.typ = Number
	if a := n.args[0]; a.op != "column" || a.of.Type != Number {
		return wrong(a.column, "formula.type", "%s where %s is needed", a.typ, Rows)
	}
	return nil
}
