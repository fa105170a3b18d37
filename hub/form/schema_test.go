package form_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
	"yizhan/hub/form"
)

var update = flag.Bool("update", false, "write schema.json")

// words of a type that has few.
var few = map[reflect.Type][]string{
	reflect.TypeFor[form.Type]():    {"text", "int", "bool", "choice", "choices", "day", "time", "datetime", "ref", "person", "child", "bytes", "drawing", "photo", "group", "list"},
	reflect.TypeFor[form.Privacy](): {"public", "internal", "sensitive"},
	reflect.TypeFor[form.Merge]():   {"newest", "earliest", "latest", "union", "cautious"},
	reflect.TypeFor[hub.Role]():     {"head", "carer", "health", "township", "county"},
}

// schema.json is what editors know of a form: made of the Go types and their comments.
func TestSchema(t *testing.T) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	comments := commentsOf(t, "definition.go", "field.go", "cadence.go", "workflow.go", "case.go")
	s := schemaOf(reflect.TypeFor[form.Definition](), comments)
	s["$schema"], s["title"] = "https://json-schema.org/draft/2020-12/schema", "A form of Yizhan"
	s["required"] = []string{"kind", "title", "subject", "fields"}
	if err := enc.Encode(s); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("schema.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	there, err := os.ReadFile("schema.json")
	if err != nil || !bytes.Equal(there, b.Bytes()) {
		t.Errorf("schema.json is not what the types say (%v): go test ./hub/form -run TestSchema -update", err)
	}
}

// Every shipped form, and the one that has everything, is what the schema says; a key
// that it does not have is not.
func TestFormsFitTheSchema(t *testing.T) {
	b, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(b, &schema); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("builtin/*.yaml")
	sheets, err := filepath.Glob("sheets/*.yaml")
	if err != nil || len(files) == 0 || len(sheets) == 0 {
		t.Fatal("no forms:", err)
	}
	texts := map[string]string{"whole": whole(t)}
	for _, f := range append(files, sheets...) {
		if name := filepath.Base(f); name == "purposes.yaml" || name == "retention.yaml" {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[f] = string(b)
	}
	for name, text := range texts {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if at := misfit(schema, v, "$"); at != "" {
			t.Errorf("%s: %s", name, at)
		}
	}
	if misfit(schema, map[string]any{"kind": "x", "halp": "y"}, "$") == "" {
		t.Error("a key that no form has fits")
	}
}

func schemaOf(t reflect.Type, comments map[string]string) map[string]any {
	if words, ok := few[t]; ok {
		return map[string]any{"enum": words}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), comments)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), comments)}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Uint32:
		return map[string]any{"type": "integer"}
	case reflect.String:
		return map[string]any{"type": []string{"string", "number", "boolean"}}
	case reflect.Interface:
		return map[string]any{}
	}
	if t == reflect.TypeFor[form.Span]() {
		return map[string]any{"type": "string", "pattern": "^[0-9]+ (day|workday|week|month|year)s?$"}
	}
	if t == reflect.TypeFor[form.Field]() && comments["in a field"] != "" {
		return map[string]any{"$ref": "#/properties/fields/items"}
	}
	properties := map[string]any{}
	for i := range t.NumField() {
		key := t.Field(i).Tag.Get("yaml")
		if key == "" {
			continue
		}
		inner := comments
		if t == reflect.TypeFor[form.Field]() {
			inner = map[string]string{"in a field": "yes"}
		}
		p := schemaOf(t.Field(i).Type, inner)
		if says := comments[t.Name()+"."+t.Field(i).Name]; says != "" {
			p["description"] = says
		}
		properties[key] = p
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

// commentsOf reads what the types' comments say of their fields.
func commentsOf(t *testing.T, files ...string) map[string]string {
	out := map[string]string{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			body, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range body.Fields.List {
				for _, n := range field.Names {
					out[spec.Name.Name+"."+n.Name] = strings.TrimSpace(strings.ReplaceAll(field.Doc.Text()+field.Comment.Text(), "\n", " "))
				}
			}
			return true
		})
	}
	return out
}

// misfit is where a value is not what a schema says; "" nowhere. It knows the few words
// that schema.json uses.
func misfit(schema map[string]any, v any, at string) string {
	if _, ref := schema["$ref"]; ref {
		return ""
	}
	if words, ok := schema["enum"].([]any); ok && !slices.Contains(words, v) {
		return at + " is none of the words"
	}
	switch v := v.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for key, e := range v {
			p, ok := properties[key].(map[string]any)
			if !ok {
				return at + "." + key + " is no key"
			}
			if why := misfit(p, e, at+"."+key); why != "" {
				return why
			}
		}
	case []any:
		items, _ := schema["items"].(map[string]any)
		for _, e := range v {
			if why := misfit(items, e, at+"[]"); why != "" {
				return why
			}
		}
	}
	return ""
}
