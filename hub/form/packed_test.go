package form

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"

	"yizhan/hub"
)

// mostPacked is what the packed kinds may cost in the program.
const mostPacked = 64 << 10

// given is a value of JSON without what was not written; a range may begin at zero.
func given(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, e := range v {
			e = given(e)
			v[key] = e
			number := key == "Min" || key == "Max"
			if list, ok := e.([]any); e == nil || e == "" || e == false || e == 0.0 && !number || ok && len(list) == 0 {
				delete(v, key)
			}
		}
	case []any:
		for i := range v {
			v[i] = given(v[i])
		}
	}
	return v
}

// packedText is the folders builtin and sheets, a definition a line.
func packedText(t *testing.T) (out []byte, defs []*Definition) {
	t.Helper()
	files, _ := filepath.Glob("builtin/*.yaml")
	sheets, err := filepath.Glob("sheets/*.yaml")
	if err != nil || len(files) == 0 || len(sheets) == 0 {
		t.Fatal("no forms:", err)
	}
	for _, name := range append(files, sheets...) {
		if base := filepath.Base(name); base == "purposes.yaml" || base == "retention.yaml" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var d Definition
		if err := yaml.UnmarshalWithOptions(text, &d, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		b, err := json.Marshal(&d)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatal(err)
		}
		if b, err = json.Marshal(given(v)); err != nil {
			t.Fatal(err)
		}
		out = append(append(out, b...), '\n')
		checked, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		defs = append(defs, checked)
	}
	return out, defs
}

// The program carries the kinds as they stand in the folders, and reads of them what
// their YAML says.
func TestPacked(t *testing.T) {
	text, defs := packedText(t)
	if flag.Lookup("update").Value.String() == "true" {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		z.Write(text)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("forms.gz", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		packedForms = b.Bytes()
	}
	z, err := gzip.NewReader(bytes.NewReader(packedForms))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, text) {
		t.Fatal("forms.gz is not the folders builtin and sheets: go test ./hub/form -run TestPacked -update", err)
	}
	if len(packedForms) > mostPacked {
		t.Errorf("the kinds cost %d bytes", len(packedForms))
	}
	reg := Registry{shipped: map[hub.Kind]*Definition{}}
	if err := reg.loadPacked(packedForms); err != nil || len(reg.shipped) != len(defs) {
		t.Fatalf("%d kinds of %d: %v", len(reg.shipped), len(defs), err)
	}
	for _, want := range defs {
		a, _ := json.Marshal(reg.shipped[want.Kind])
		b, _ := json.Marshal(want)
		if !bytes.Equal(a, b) {
			t.Errorf("%s is packed as another form", want.Kind)
		}
	}
}
