package main

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// target is a figure of a benchmark and what it should reach.
type target struct {
	what      string
	benchmark string // without the number of processors
	unit      string
	most      float64 // at most so much; 0: at least
	least     float64
}

var targets = []target{
	{"neighbour has a tap, 5 hubs, median", "BenchmarkNeighbourLatency/hubs=5", "p50-s", 0.5, 0},
	{"neighbour has a tap, 5 hubs, p95", "BenchmarkNeighbourLatency/hubs=5", "p95-s", 1, 0},
	{"neighbour has a tap, 32 hubs, median", "BenchmarkNeighbourLatency/hubs=32", "p50-s", 0.5, 0},
	{"neighbour has a tap, 32 hubs, p95", "BenchmarkNeighbourLatency/hubs=32", "p95-s", 1, 0},
	{"1000 a second for 5 s into 32 hubs, all everywhere after", "BenchmarkBurst", "s-after-burst", 20, 0},
	{"10,000 a side after a partition, all everywhere after", "BenchmarkHeal", "s-heal", 60, 0},
	{"10,000 open records, a second", "BenchmarkBulk/open", "records/s", 0, 25000},
	{"10,000 sealed records, a second", "BenchmarkBulk/sealed", "records/s", 0, 20000},
	{"an open record on the wire", "BenchmarkBulk/open", "B/record", 180, 0},
	{"a sealed record on the wire", "BenchmarkBulk/sealed", "B/record", 340, 0},
	{"a tap on the wire", "BenchmarkBulk/tap", "B/record", 80, 0},
	{"nothing new, on an open connection", "BenchmarkNoOp", "ns/op", 5e6, 0},
	{"nothing new, on an open connection", "BenchmarkNoOp", "wire-B/op", 1024, 0},
	{"a replacement box of 100,000 records from the county, at work", "BenchmarkRefill/county", "s-usable", 60, 0},
	{"the same, complete", "BenchmarkRefill/county", "s-complete", 600, 0},
	{"the same, most memory of the new box", "BenchmarkRefill/county", "MiB-fresh", 96, 0},
	{"a replacement box of 100,000 records from the stick, at work", "BenchmarkRefill/stick", "s-usable", 60, 0},
	{"the same, complete", "BenchmarkRefill/stick", "s-complete", 600, 0},
	{"the same, most memory of the new box", "BenchmarkRefill/stick", "MiB-fresh", 96, 0},
	{"a replacement box of 100,000 records from the neighbour, at work", "BenchmarkRefill/neighbour", "s-usable", 60, 0},
	{"the same, complete", "BenchmarkRefill/neighbour", "s-complete", 600, 0},
	{"the same, most memory of the new box", "BenchmarkRefill/neighbour", "MiB-fresh", 96, 0},
	{"100,000 records of 40 forms: first page of a list", "BenchmarkFortyForms/list/first", "p95-ms", 50, 0},
	{"the same, page 300", "BenchmarkFortyForms/list/page_300", "p95-ms", 50, 0},
	{"the same, of one state", "BenchmarkFortyForms/list/state", "p95-ms", 50, 0},
	{"the same, ordered otherwise", "BenchmarkFortyForms/list/by_another_order", "p95-ms", 50, 0},
	{"what is due today there, a write before each look", "BenchmarkFortyForms/due/today", "p95-ms", 50, 0},
	{"what is late there", "BenchmarkFortyForms/due/late", "p95-ms", 50, 0},
	{"what is due of a child there", "BenchmarkFortyForms/due/of_a_child", "p95-ms", 50, 0},
	{"a search there", "BenchmarkFortyForms/find/lxx", "p95-ms", 50, 0},
	{"a form's page there, empty", "BenchmarkFortyForms/form/empty", "p95-ms", 30, 0},
	{"a form's page there, filled in", "BenchmarkFortyForms/form/filled", "p95-ms", 30, 0},
	{"a table of many there", "BenchmarkFortyForms/form/table_of_many", "p95-ms", 30, 0},
	{"a character written by finger", "BenchmarkRecognise", "ns/op", 30e6, 0},
	{"home on a processor six times slower, ready", "BenchmarkSlowScreen/home", "p95-ready-ms", 1000, 0},
	{"the wall with 32 children there, ready", "BenchmarkSlowScreen/wall_of_32", "p95-ready-ms", 1000, 0},
	{"the same, from a tap until it shows", "BenchmarkSlowScreen/wall_of_32", "p95-tap-ms", 200, 0},
	{"a step of registration there, ready", "BenchmarkSlowScreen/registration_step", "p95-ready-ms", 1000, 0},
	{"figures there, from a tap until it shows", "BenchmarkSlowScreen/figures", "p95-tap-ms", 200, 0},
	{"finding a child there, ready", "BenchmarkSlowScreen/find", "p95-ready-ms", 1000, 0},
}

var processors = regexp.MustCompile(`-\d+$`)

// judge copies in to out and then prints each target beside what was measured.
func judge(in io.Reader, out io.Writer) error {
	measured := map[string]map[string]float64{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Fprintln(out, lines.Text())
		if name, figures, ok := readFigures(lines.Text()); ok {
			measured[name] = figures
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n| what | measured | target | |\n|---|---|---|---|\n")
	for _, t := range targets {
		fmt.Fprintln(out, t.line(measured[t.benchmark]))
	}
	return nil
}

// readFigures reads a line like "BenchmarkBulk/open-2  1  3 ns/op  170.1 B/record".
func readFigures(line string) (name string, figures map[string]float64, ok bool) {
	words := strings.Fields(line)
	if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
		return "", nil, false
	}
	figures = map[string]float64{}
	for i := 2; i+1 < len(words); i += 2 {
		v, err := strconv.ParseFloat(words[i], 64)
		if err != nil {
			return "", nil, false
		}
		figures[words[i+1]] = v
	}
	return processors.ReplaceAllString(words[0], ""), figures, true
}

func (t target) line(figures map[string]float64) string {
	sign, limit := "≤", t.most
	if limit == 0 {
		sign, limit = "≥", t.least
	}
	got, ok := figures[t.unit]
	verdict := "reached"
	switch {
	case !ok:
		return fmt.Sprintf("| %s | not measured | %s %g %s | |", t.what, sign, limit, t.unit)
	case t.most > 0 && got > t.most, t.least > 0 && got < t.least:
		verdict = "MISSED"
	}
	return fmt.Sprintf("| %s | %g %s | %s %g | %s |", t.what, got, t.unit, sign, limit, verdict)
}
