package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// caseFile is a file of reference cases: which columns the tests want, and how many
// places of each make an integer; -1 leaves the text as it is.
type caseFile struct {
	from    string
	head    string
	columns []column
}

type column struct {
	name   string
	places int
}

// caseFiles are those of the tests: a line a case, columns parted by tabs, "-" where
// the case says nothing, figures in milligrams, micrometres and hundredths.
var caseFiles = map[string]caseFile{
	"who.txt": {"who_anthro_cases.csv", "Cases computed with WHO's package anthro (2026-01-30).", []column{
		{"id", -1}, {"sex", 0}, {"age_days", 0}, {"weight_kg", 6}, {"lenhei_cm", 4}, {"measure", -1}, {"headc_cm", 4}, {"oedema", -1},
		{"zlen", 2}, {"zwei", 2}, {"zwfl", 2}, {"zbmi", 2}, {"zhc", 2},
		{"flen", -1}, {"fwei", -1}, {"fwfl", -1}, {"fbmi", -1}, {"fhc", -1}, {"c9mo", -1}}},
	"wst.txt": {"nhc_cases.csv", "Borders of WS/T 423-2022; the key is full months or centimetres, the value in 0.1.", []column{
		{"indicator", -1}, {"sex", 0}, {"age_months_or_cm", 0}, {"value", 1},
		{"level_by_sd", -1}, {"level_by_percentile", -1}, {"nutrition", -1}}},
}

// rewrite brings the reference cases to the tests' form.
func (c caseFile) rewrite(from string) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Join(from, c.from))
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || len(lines) == 0 {
		return nil, fmt.Errorf("%s: %d lines: %w", c.from, len(lines), err)
	}
	at := map[string]int{}
	for i, name := range lines[0] {
		at[name] = i
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s\n#", c.head)
	for _, col := range c.columns {
		if _, ok := at[col.name]; !ok {
			return nil, fmt.Errorf("%s has no column %s", c.from, col.name)
		}
		fmt.Fprintf(&out, " %s", col.name)
	}
	for n, line := range lines[1:] {
		cells := make([]string, len(c.columns))
		for i, col := range c.columns {
			if cells[i], err = col.cell(line[at[col.name]]); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", c.from, n+2, err)
			}
		}
		fmt.Fprintf(&out, "\n%s", strings.Join(cells, "\t"))
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func (c column) cell(text string) (string, error) {
	if text == "" {
		return "-", nil
	}
	if c.places < 0 {
		return text, nil
	}
	n, err := integer(text, c.places)
	return fmt.Sprint(n), err
}
