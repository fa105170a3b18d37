package formula

import "unicode/utf8"

// Limits of one formula. Parts × rows is the most steps that it takes.
const (
	MaxLength = 500 // characters
	MaxDepth  = 16  // brackets and calls within each other
	MaxParts  = 120
)

// Named is what a name stands for.
type Named struct {
	Type    Type
	Codes   []string         // of a Text or Texts that is one of these
	Columns map[string]Named // of Rows
}

// Scope finds what a formula may name.
type Scope func(name string) (Named, bool)

// Formula is one that was read and found right. It does not change.
type Formula struct {
	root  *node
	names []string
}

// Names lists the fields that it reads of the record itself, each once.
func (f *Formula) Names() []string { return f.names }

// Type is what it gives.
func (f *Formula) Type() Type { return f.root.typ }

type node struct {
	op     string // sign, function, "name", "value", "list"
	column int
	typ    Type
	value  Value  // of a "value"
	name   string // of a "name", of a column of rows
	of     Named
	args   []*node
}

type parser struct {
	lexer
	token token
	scope Scope
	depth int
	parts int
	names []string
}

// Parse reads a formula that has to give a type.
func Parse(text string, scope Scope, want Type) (*Formula, *Error) {
	if n := utf8.RuneCountInString(text); n > MaxLength {
		return nil, wrong(1, "formula.long", "longer than %d characters", MaxLength)
	}
	p := &parser{lexer: lexer{rest: text, column: 1}, scope: scope}
	if err := p.advance(); err != nil {
		return nil, err
	}
	root, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if p.token.kind != endToken {
		return nil, p.unexpected()
	}
	if root, err = fit(root, want); err != nil {
		return nil, err
	}
	return &Formula{root, p.names}, nil
}

func (p *parser) advance() (err *Error) {
	p.token, err = p.next()
	return err
}

func (p *parser) unexpected() *Error {
	if p.token.kind == endToken {
		return wrong(p.token.column, "formula.end", "it ends too early")
	}
	return wrong(p.token.column, "formula.unexpected", "unexpected %s", p.token.text)
}

// expect takes a sign.
func (p *parser) expect(sign string) *Error {
	if !p.at(sign) {
		return p.unexpected()
	}
	return p.advance()
}

func (p *parser) at(sign string) bool {
	return p.token.text == sign && (p.token.kind == signToken || p.token.kind == nameToken)
}

// binding is how strongly a sign binds; 0 for what is none between two parts.
func (p *parser) binding() int {
	if p.token.kind != signToken && p.token.kind != nameToken {
		return 0
	}
	switch p.token.text {
	case "or":
		return 1
	case "and":
		return 2
	case "==", "!=", "<", "<=", ">", ">=", "in":
		return 4
	case "+", "-":
		return 5
	case "*", "/":
		return 6
	}
	return 0
}

// notBinding: not a == b is not (a == b).
const notBinding, minusBinding = 3, 7

// expression reads all that binds more strongly than above.
func (p *parser) expression(above int) (*node, *Error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, wrong(p.token.column, "formula.deep", "nested deeper than %d", MaxDepth)
	}
	defer func() { p.depth-- }()
	left, err := p.operand()
	for err == nil {
		b := p.binding()
		if b <= above {
			return left, nil
		}
		sign := p.token
		if err = p.advance(); err != nil {
			break
		}
		var right *node
		if right, err = p.expression(b); err != nil {
			break
		}
		if b == 4 && p.binding() == 4 {
			return nil, wrong(p.token.column, "formula.chain", "comparisons in a row: join them with and")
		}
		left, err = p.typed(&node{op: sign.text, column: sign.column, args: []*node{left, right}})
	}
	return nil, err
}

func (p *parser) operand() (*node, *Error) {
	t := p.token
	if err := p.advance(); err != nil {
		return nil, err
	}
	n := &node{op: "value", column: t.column}
	switch {
	case t.kind == numberToken:
		n.value = Num(t.num)
		return p.typed(n)
	case t.kind == textToken:
		n.value = TextOf(t.text)
		return p.typed(n)
	case t.kind == nameToken:
		return p.word(t)
	case t.text == "(" && t.kind == signToken:
		inner, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		return inner, p.expect(")")
	case t.text == "[" && t.kind == signToken:
		return p.list(t)
	case t.text == "-" && t.kind == signToken:
		return p.prefix("minus", t.column, minusBinding)
	}
	p.token = t
	return nil, p.unexpected()
}

func (p *parser) prefix(op string, column, binding int) (*node, *Error) {
	inner, err := p.expression(binding - 1)
	if err != nil {
		return nil, err
	}
	return p.typed(&node{op: op, column: column, args: []*node{inner}})
}

// word is a name, a call, or one of the words of the language.
func (p *parser) word(t token) (*node, *Error) {
	n := &node{op: "value", column: t.column}
	switch t.text {
	case "true", "false":
		n.value = BoolOf(t.text == "true")
		return p.typed(n)
	case "nothing":
		return p.typed(n)
	case "not":
		return p.prefix("not", t.column, notBinding)
	case "and", "or", "in":
		p.token = t
		return nil, p.unexpected()
	}
	if p.at("(") {
		return p.call(t)
	}
	return p.named(t)
}

// named is a field, or a column of a group's rows.
func (p *parser) named(t token) (*node, *Error) {
	of, ok := p.scope(t.text)
	if !ok {
		return nil, wrong(t.column, "formula.name", "no field %s", t.text)
	}
	n := &node{op: "name", column: t.column, name: t.text, of: of}
	p.reads(t.text)
	if !p.at(".") {
		return p.typed(n)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	column := p.token
	if n.of, ok = of.Columns[column.text]; !ok || column.kind != nameToken {
		return nil, wrong(column.column, "formula.name", "no field %s", t.text+"."+column.text)
	}
	n.op, n.args = "column", []*node{{op: "name", name: column.text}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return p.typed(n)
}

func (p *parser) reads(name string) {
	for _, n := range p.names {
		if n == name {
			return
		}
	}
	p.names = append(p.names, name)
}

func (p *parser) list(t token) (*node, *Error) {
	n := &node{op: "list", column: t.column}
	for !p.at("]") {
		e, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		if n.args = append(n.args, e); p.at("]") {
			break
		}
		if err := p.expect(","); err != nil {
			return nil, err
		}
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return p.typed(n)
}

func (p *parser) call(t token) (*node, *Error) {
	n := &node{op: t.text, column: t.column}
	if _, known := calls[t.text]; !known {
		return nil, wrong(t.column, "formula.call", "no function %s", t.text)
	}
	if err := p.expect("("); err != nil {
		return nil, err
	}
	before := len(p.names)
	for !p.at(")") {
		e, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		if n.args = append(n.args, e); p.at(")") {
			break
		}
		if err := p.expect(","); err != nil {
			return nil, err
		}
	}
	if t.text == "previous" {
		p.names = p.names[:before] // it reads another record
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return p.typed(n)
}

// Reserved says whether a word cannot be a field's name.
func Reserved(name string) bool {
	switch name {
	case "true", "false", "nothing", "not", "and", "or", "in":
		return true
	}
	return false
}
