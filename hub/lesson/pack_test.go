package lesson

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "make shipped.gz of the folder shipped")

// mostPacked is what the lessons of the program may cost.
const mostPacked = 90 << 10

// pack is the folder as one text without times, so that the same makes the same. What is
// alike stands together: the drawings of one class, of the other, then the texts.
func pack(t *testing.T, all map[string]folder) []byte {
	t.Helper()
	type entry struct{ key, name, order string }
	var entries []entry
	for key, files := range all {
		class := "b"
		if strings.Contains(files["lesson.md"], "\nclass: "+string(Mothers)+"\n") {
			class = "a"
		}
		for name := range files {
			kind := "drawing"
			if name == "lesson.md" {
				kind = "text"
			}
			entries = append(entries, entry{key, name, kind + " " + class + " " + key + " " + name})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.order, b.order) })
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text := all[e.key][e.name]
		if _, err := fmt.Fprintf(z, "%s %s %d\n%s", e.key, e.name, len(text), text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// written are the lessons as they stand in the folder shipped.
func written(t *testing.T) map[string]folder {
	t.Helper()
	names, err := filepath.Glob("shipped/*/*")
	if err != nil || len(names) == 0 {
		t.Fatal("no lessons:", err)
	}
	all := map[string]folder{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		key := filepath.Base(filepath.Dir(name))
		if all[key] == nil {
			all[key] = folder{}
		}
		all[key][filepath.Base(name)] = string(raw)
	}
	return all
}

// The program carries the lessons as they stand in the folder, and each file is used.
func TestPacked(t *testing.T) {
	want := written(t)
	if *update {
		packed = pack(t, want)
		if err := os.WriteFile("shipped.gz", packed, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for key, of := range want {
		files += len(of)
		for name, text := range of {
			if got[key][name] != text {
				t.Errorf("shipped.gz has another %s of %s: go test ./hub/lesson -run TestPacked -update", name, key)
			}
		}
		if len(got[key]) != len(of) {
			t.Errorf("shipped.gz has %d files of %s, the folder %d", len(got[key]), key, len(of))
		}
	}
	if len(got) != len(want) {
		t.Errorf("shipped.gz has %d lessons, the folder %d", len(got), len(want))
	}
	if len(packed) > mostPacked {
		t.Errorf("the lessons cost %d bytes", len(packed))
	}
	used := len(Shipped().All()) // their texts
	for _, l := range Shipped().All() {
		used += len(l.drawings())
	}
	if used != files {
		t.Errorf("%d files are used of %d", used, files)
	}
}
