package sqlite

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// A release's SQLite lacks what .ci/c.h names; here it is whole, so a statement that needs
// what is left out would pass every test and fail in a station.
func TestStatementsNeedNothingLeftOut(t *testing.T) {
	left := regexp.MustCompile(`(?i)\bjsonb?(_\w+)?\(|->>|\bUSING\s+(fts|rtree)|cache=shared|encoding\s*=\s*.?UTF-?16`)
	var files []string
	for _, pattern := range []string{"*.go", "../*.go"} {
		some, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	if len(files) < 50 {
		t.Fatalf("only %d files", len(files))
	}
	for _, statement := range []string{"SELECT json_extract(a, '$.b')", "CREATE VIRTUAL TABLE t USING fts4"} { // the control
		if !left.MatchString(statement) {
			t.Errorf("%s was not found", statement)
		}
	}
	for _, path := range files {
		if path == "left_out_test.go" {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if found := left.Find(b); found != nil {
			t.Errorf("%s has %s", path, found)
		}
	}
}
