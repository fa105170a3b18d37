package tasks

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const tablePath = "tasks.md"

var update = flag.Bool("update", false, "write tasks.md anew where a task has got shorter")

// cost is what a task asks of a finger.
type cost struct{ taps, screens int }

// rowOf is a line of the table: | task | taps | screens | what is counted |
var rowOf = regexp.MustCompile(`(?m)^\| ([^|]+?) \| (\d+) \| (\d+) \|`)

// readTable is the costs by task.
func readTable(text string) (map[string]cost, error) {
	table := map[string]cost{}
	for _, m := range rowOf.FindAllStringSubmatch(text, -1) {
		if _, twice := table[m[1]]; twice {
			return nil, fmt.Errorf("%s stands there twice", m[1])
		}
		taps, _ := strconv.Atoi(m[2])
		screens, _ := strconv.Atoi(m[3])
		table[m[1]] = cost{taps, screens}
	}
	return table, nil
}

// judge says what is wrong with a new cost: "" if it is the old one.
func judge(task string, table map[string]cost, now cost) string {
	was, ok := table[task]
	switch {
	case !ok:
		return fmt.Sprintf("%s: %d taps, %d screens; it has no line in %s", task, now.taps, now.screens, tablePath)
	case now.taps > was.taps || now.screens > was.screens:
		return fmt.Sprintf("%s takes %d taps and %d screens; it took %d and %d", task, now.taps, now.screens, was.taps, was.screens)
	case now != was:
		return fmt.Sprintf("%s has got shorter: %d taps, %d screens instead of %d, %d. Run go test ./hub/box/tasks -update, and commit %s", task, now.taps, now.screens, was.taps, was.screens, tablePath)
	}
	return ""
}

// better writes the line of a task that has got shorter.
func better(text, task string, now cost) string {
	line := regexp.MustCompile(`(?m)^(\| ` + regexp.QuoteMeta(task) + ` \|) \d+ \| \d+ \|`)
	return line.ReplaceAllString(text, fmt.Sprintf("$1 %d | %d |", now.taps, now.screens))
}

// compare holds what the tasks took against the table; each task of the table has to
// have been done, unless this machine cannot.
func compare(t *testing.T, done map[string]cost, skipped map[string]bool) {
	t.Helper()
	body, err := os.ReadFile(tablePath)
	if err != nil {
		t.Fatal(err)
	}
	text := string(body)
	table, err := readTable(text)
	if err != nil {
		t.Fatal(err)
	}
	for task, now := range done {
		was, known := table[task]
		if *update && known && now.taps <= was.taps && now.screens <= was.screens {
			text = better(text, task, now)
			continue
		}
		if wrong := judge(task, table, now); wrong != "" {
			t.Error(wrong)
		}
	}
	for task := range table {
		if _, ok := done[task]; !ok && !skipped[task] {
			t.Errorf("nobody has done %s", task)
		}
	}
	if text != string(body) {
		if err := os.WriteFile(tablePath, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The control: longer is wrong, shorter is told, a task without a line is wrong.
func TestTable(t *testing.T) {
	const text = "| 做什么 | 点几下 | 几屏 | 数的是 |\n|---|---|---|---|\n| 找人 | 3 | 2 | 从首页 |\n| 接走 | 9 | 4 | 从首页 |\n"
	table, err := readTable(text)
	if err != nil || len(table) != 2 {
		t.Fatalf("read %v: %v", table, err)
	}
	for _, tt := range []struct {
		task string
		now  cost
		says string
	}{
		{"找人", cost{3, 2}, ""},
		{"找人", cost{4, 2}, "takes 4 taps"},
		{"找人", cost{3, 3}, "takes 3 taps and 3 screens"},
		{"找人", cost{2, 3}, "takes 2 taps and 3 screens"},
		{"找人", cost{2, 2}, "has got shorter"},
		{"接走", cost{9, 3}, "has got shorter"},
		{"登记", cost{1, 1}, "no line"},
	} {
		if got := judge(tt.task, table, tt.now); (got == "") != (tt.says == "") || !strings.Contains(got, tt.says) {
			t.Errorf("%s %v: %q, want %q", tt.task, tt.now, got, tt.says)
		}
	}
	if got, _ := readTable(better(text, "找人", cost{2, 2})); got["找人"] != (cost{2, 2}) || got["接走"] != table["接走"] {
		t.Errorf("written anew it is %v", got)
	}
	if _, err := readTable(text + "| 找人 | 1 | 1 | 再来 |\n"); err == nil {
		t.Error("a task that stands there twice is read")
	}
}
