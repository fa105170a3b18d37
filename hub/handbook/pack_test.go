package handbook

import (
	"bytes"
	"compress/gzip"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "make pages.gz of the folder pages")

// mostPacked is what the whole handbook may cost in the program.
const mostPacked = 120 << 10

// source is the folder pages as one text, file after file.
func source(t testing.TB) string {
	t.Helper()
	files, err := filepath.Glob("pages/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages:", err)
	}
	var all strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// The program carries the pages as they stand in the folder.
func TestPacked(t *testing.T) {
	text := source(t)
	if *update {
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		z.Write([]byte(text))
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("pages.gz", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		packed = b.Bytes()
	}
	got, err := unpack(packed)
	if err != nil || got != text {
		t.Error("pages.gz is not the folder pages: go test ./hub/handbook -run TestPacked -update", err)
	}
	if len(packed) > mostPacked {
		t.Errorf("the handbook costs %d bytes", len(packed))
	}
}
