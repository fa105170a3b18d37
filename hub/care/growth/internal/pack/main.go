// Command pack makes tables.bin and SOURCES.csv from the figures of the two growth
// standards, and the tests' cases from the reference cases beside them:
//
//	go run ./hub/care/growth/internal/pack --from DIR --to hub/care/growth
//
// DIR/who holds wfa, lhfa, bfa, hcfa, wfl and wfh.csv (sex, key, L, M, S), DIR/wst423
// the _sd and _pct.csv of the same (sex, key, seven columns). The format is described
// in growth/tables.go.
package main

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	from := flag.String("from", "", "folder of the standards' figures")
	to := flag.String("to", ".", "folder to write to")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	packed, sources, err := build(from)
	if err != nil {
		return err
	}
	files := map[string][]byte{"tables.bin": packed, "SOURCES.csv": sources}
	for name, c := range caseFiles {
		if files["testdata/"+name], err = c.rewrite(from); err != nil {
			return err
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// source is one file and how its columns are scaled to integers: powers of ten.
type source struct {
	file   string
	key    int
	scales []int
}

// A WHO row is L, M, S; a Chinese one −3 … +3 SD, or P3 … P97, to 0.1.
func sources() (out []source) {
	keys := map[string]int{"wfl": 1, "wfh": 1} // 0.1 cm; the others are whole days
	names := []string{"wfa", "lhfa", "bfa", "hcfa", "wfl", "wfh"}
	for _, name := range names {
		out = append(out, source{"who/" + name + ".csv", keys[name], []int{4, 4, 5}})
	}
	for _, name := range names {
		for _, half := range []string{"_sd", "_pct"} {
			out = append(out, source{"wst423/" + name + half + ".csv", 0, []int{1, 1, 1, 1, 1, 1, 1}})
		}
	}
	return out
}

const (
	whoSource = "WHO Child Growth Standards, L M S as published with WHO's package anthro (2026-01-30)"
	wstSource = "WS/T 423-2022 7岁以下儿童生长标准, the official document"
)

// build is the packed tables and the list of what they were made from.
func build(from string) (packed, list []byte, err error) {
	var order []string
	tables := map[string][][]int64{} // columns, the first the key
	var manifest bytes.Buffer
	w := csv.NewWriter(&manifest)
	lines := [][]string{{"file", "rows", "sha256", "certainty", "source"}}
	for _, s := range sources() {
		raw, err := os.ReadFile(filepath.Join(from, s.file))
		if err != nil {
			return nil, nil, err
		}
		rows, err := s.read(raw)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", s.file, err)
		}
		order = s.add(order, tables, rows)
		origin := whoSource
		if strings.HasPrefix(s.file, "wst") {
			origin = wstSource
		}
		lines = append(lines, []string{s.file, strconv.Itoa(len(rows)), fmt.Sprintf("%x", sha256.Sum256(raw)), "A", origin})
	}
	if err := w.WriteAll(lines); err != nil {
		return nil, nil, err
	}
	packed, err = pack(order, tables)
	return packed, manifest.Bytes(), err
}

// read is a file's rows as integers: sex, key, columns.
func (s source) read(raw []byte) ([][]int64, error) {
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || len(lines) < 2 {
		return nil, fmt.Errorf("%d lines: %w", len(lines), err)
	}
	var rows [][]int64
	for n, line := range lines[1:] {
		if len(line) < 2+len(s.scales) {
			return nil, fmt.Errorf("line %d has %d columns", n+2, len(line))
		}
		row := make([]int64, 2+len(s.scales))
		for i := range row {
			places := 0
			if i == 1 {
				places = s.key
			} else if i > 1 {
				places = s.scales[i-2]
			}
			if row[i], err = integer(line[i], places); err != nil {
				return nil, fmt.Errorf("line %d: %w", n+2, err)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// integer reads a decimal as that many places of it, and refuses to round.
func integer(text string, places int) (int64, error) {
	whole, part, _ := strings.Cut(text, ".")
	if len(part) > places {
		return 0, fmt.Errorf("%q has more than %d places", text, places)
	}
	return strconv.ParseInt(whole+part+strings.Repeat("0", places-len(part)), 10, 64)
}

// add puts rows to the table of their indicator and sex; the percentiles of an
// indicator go beside its standard deviations.
func (s source) add(order []string, tables map[string][][]int64, rows [][]int64) []string {
	dir, base := filepath.Split(strings.TrimSuffix(s.file, ".csv"))
	base, _, _ = strings.Cut(base, "_")
	standard := strings.TrimSuffix(strings.TrimSuffix(dir, "/"), "423")
	for sex := int64(1); sex <= 2; sex++ {
		columns := make([][]int64, 1+len(s.scales))
		for _, row := range rows {
			if row[0] != sex {
				continue
			}
			for i, cell := range row[1:] {
				columns[i] = append(columns[i], cell)
			}
		}
		name := fmt.Sprintf("%s/%s/%d", standard, base, sex)
		if known := tables[name]; known != nil {
			tables[name] = append(known, columns[1:]...)
			continue
		}
		tables[name] = columns
		order = append(order, name)
	}
	return order
}

func pack(order []string, tables map[string][][]int64) ([]byte, error) {
	raw := binary.AppendUvarint(nil, uint64(len(order)))
	for _, name := range order {
		columns := tables[name]
		raw = append(binary.AppendUvarint(raw, uint64(len(name))), name...)
		raw = binary.AppendUvarint(raw, uint64(len(columns)))
		raw = binary.AppendUvarint(raw, uint64(len(columns[0])))
		for _, column := range columns {
			if len(column) != len(columns[0]) {
				return nil, fmt.Errorf("%s: columns of %d and %d rows", name, len(column), len(columns[0]))
			}
			var value, step int64
			for _, v := range column {
				raw = binary.AppendVarint(raw, v-value-step)
				step, value = v-value, v
			}
		}
	}
	var out bytes.Buffer
	z, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}
