package form

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Fault is one thing that is wrong with a definition's text. Key is that of a sentence
// in hub/words, English the same for logs; both take Args.
type Fault struct {
	Line, Column int    // from 1; 0 where the text has no such place
	Path         string // $.fields[2].show
	Key          string
	English      string
	Args         []any

	within int // characters into the value: of a formula
}

func (f Fault) Error() string {
	return fmt.Sprintf("line %d, column %d, %s: %s", f.Line, f.Column, f.Path, fmt.Sprintf(f.English, f.Args...))
}

// Faults is all that is wrong with a definition.
type Faults []Fault

func (fs Faults) Error() string {
	all := make([]string, len(fs))
	for i, f := range fs {
		all[i] = f.Error()
	}
	return "form: " + strings.Join(all, "; ")
}

// Guide is how a form is written, for the county's officers: FORMS.md in their words
// (hub/markdown).
//
//go:embed guide.md
var Guide string

// MaxText is the most bytes of a definition's text.
const MaxText = 64 << 10

// Parse reads a definition and refuses it whole if anything is wrong with it; the
// error is Faults. What a definition says of other kinds and of retention is checked
// where it is taken in (Registry.Check).
func Parse(text []byte) (*Definition, error) {
	if len(text) > MaxText {
		return nil, Faults{{Path: "$", Key: "fault.size", English: "longer than %d KB", Args: []any{MaxText >> 10}}}
	}
	file, faults := parseYAML(text)
	if faults != nil {
		return nil, faults
	}
	var d Definition
	body := file.Docs[0].Body
	if t := body.Type(); t != ast.MappingType && t != ast.MappingValueType {
		return nil, Faults{{Line: 1, Column: 1, Path: "$", Key: "fault.line", English: "no keys and values"}}
	}
	if err := yaml.NodeToValue(body, &d, yaml.Strict()); err != nil {
		return nil, Faults{yamlFault(err)}
	}
	if f := broken(body); f != nil {
		return nil, Faults{*f}
	}
	c := checker{def: &d}
	if c.definition(); len(c.faults) > 0 {
		for i := range c.faults {
			c.faults[i].locate(body)
		}
		return nil, c.faults
	}
	return &d, nil
}

// locate finds the place of a fault: that of what its path names, or of what is
// around it where that is missing.
func (f *Fault) locate(body ast.Node) {
	node, within := follow(body, f.Path)
	if node == nil || node.GetToken() == nil {
		return
	}
	t := node.GetToken()
	f.Line, f.Column = t.Position.Line, t.Position.Column
	if s, ok := node.(*ast.StringNode); ok && within && f.within > 0 {
		f.Column += f.within - 1
		if strings.HasPrefix(s.Token.Origin, `"`) || strings.HasPrefix(strings.TrimSpace(s.Token.Origin), "'") {
			f.Column++
		}
	}
}

// follow walks $.fields[2].show as far as it goes; whole says that it came to the end.
func follow(node ast.Node, path string) (found ast.Node, whole bool) {
	for step := range strings.FieldsFuncSeq(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		if step == "$" {
			continue
		}
		next := child(node, step)
		if next == nil {
			return node, false
		}
		node = next
	}
	return node, true
}

func child(node ast.Node, step string) ast.Node {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if v.Key.GetToken().Value == step {
				return v.Value
			}
		}
	case *ast.MappingValueNode:
		if n.Key.GetToken().Value == step {
			return n.Value
		}
	case *ast.SequenceNode:
		var i int
		if _, err := fmt.Sscan(step, &i); err == nil && i < len(n.Values) {
			return n.Values[i]
		}
	}
	return nil
}

func (fs Faults) orNil() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// Locate finds the lines of faults in the text that they are about.
func (fs Faults) Locate(text []byte) {
	file, faults := parseYAML(text)
	if faults != nil {
		return
	}
	for i := range fs {
		fs[i].locate(file.Docs[0].Body)
	}
}
