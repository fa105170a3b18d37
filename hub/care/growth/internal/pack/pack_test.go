package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// The same sources give the files of the repository. GROWTH_STANDARDS names their
// folder; the sources are not in the repository.
func TestTablesAreWhatTheirSourcesGive(t *testing.T) {
	from := os.Getenv("GROWTH_STANDARDS")
	if from == "" {
		t.Skip("NOT TESTED that tables.bin is what its sources give: GROWTH_STANDARDS names no folder")
	}
	packed, sources, err := build(from)
	if err != nil {
		t.Fatal(err)
	}
	made := map[string][]byte{"tables.bin": packed, "SOURCES.csv": sources}
	for name, c := range caseFiles {
		if made["testdata/"+name], err = c.rewrite(from); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range made {
		want, err := os.ReadFile("../../" + name)
		if err != nil || len(data) == 0 || !bytes.Equal(want, data) {
			t.Errorf("%s has %d bytes and is not the one made again, of %d: %v", name, len(want), len(data), err)
		}
	}
}

func TestIntegers(t *testing.T) {
	for _, c := range []struct {
		text   string
		places int
		want   int64
		ok     bool
	}{{"1", 0, 1, true}, {"-0.3521", 4, -3521, true}, {"13.49", 4, 134900, true}, {"0.00001", 5, 1, true}, {"-0.5", 1, -5, true}, {"1.25", 1, 0, false}, {"x", 1, 0, false}, {"", 0, 0, false}} {
		if got, err := integer(c.text, c.places); got != c.want || (err == nil) != c.ok {
			t.Errorf("%q to %d places: %d, %v", c.text, c.places, got, err)
		}
	}
}

func TestRaggedSourcesAreRefused(t *testing.T) {
	s := source{"wst423/wfa_sd.csv", 0, []int{1, 1}}
	for _, raw := range []string{"", "sex,key,a,b\n", "sex,key,a,b\n1,2,3\n", "sex,key,a,b\n1,2,3,4.55\n"} {
		if rows, err := s.read([]byte(raw)); err == nil {
			t.Errorf("%q is read as %v", raw, rows)
		}
	}
	rows, err := s.read([]byte("sex,key,a,b\n1,2,3.1,4\n2,2,5,6\n"))
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	tables := map[string][][]int64{}
	order := s.add(nil, tables, rows)
	if strings.Join(order, " ") != "wst/wfa/1 wst/wfa/2" || tables["wst/wfa/1"][1][0] != 31 {
		t.Errorf("%v, %v", order, tables)
	}
	tables["wst/wfa/1"] = append(tables["wst/wfa/1"], []int64{1, 2})
	if _, err := pack(order, tables); err == nil {
		t.Error("columns of different length are packed")
	}
}
