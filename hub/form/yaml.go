package form

import (
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxNesting is how deep lists and maps of a text may lie within each other. Forms
// need six.
const maxNesting = 12

// parseYAML reads one document without what could make a small text large.
func parseYAML(text []byte) (*ast.File, Faults) {
	if f, deep := tooDeep(text); deep {
		return nil, Faults{f}
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, Faults{yamlFault(err)}
	}
	if len(file.Docs) == 1 && file.Docs[0].Body == nil {
		return nil, Faults{{Path: "$", Key: "fault.empty", English: "nothing is written"}}
	}
	if len(file.Docs) != 1 {
		return nil, Faults{{Path: "$", Key: "fault.documents", English: "%d documents where one form is needed", Args: []any{len(file.Docs)}}}
	}
	v := &anchors{}
	ast.Walk(v, file.Docs[0].Body)
	if v.found != nil {
		p := v.found.GetToken().Position
		return nil, Faults{{Line: p.Line, Column: p.Column, Path: "$", Key: "fault.anchor", English: "anchors, aliases and tags are not taken"}}
	}
	return file, nil
}

// tooDeep counts brackets, which the parser follows by calling itself. Those within
// quotes count too: no sentence needs so many.
func tooDeep(text []byte) (Fault, bool) {
	depth, line, column := 0, 1, 0
	for _, c := range text {
		column++
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '\n':
			line, column = line+1, 0
		}
		if depth > maxNesting {
			return Fault{Line: line, Column: column, Path: "$", Key: "fault.deep", English: "nested deeper than %d", Args: []any{maxNesting}}, true
		}
	}
	return Fault{}, false
}

type anchors struct{ found ast.Node }

func (a *anchors) Visit(n ast.Node) ast.Visitor {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		if a.found == nil {
			a.found = n
		}
	}
	return a
}
