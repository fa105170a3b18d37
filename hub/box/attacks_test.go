package box_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// attack is a row of ATTACKS.md: what somebody does, the test that says what comes of
// it, and the control, one line of the guard and what it says without the guard.
type attack struct {
	what           string
	pkg, test      string // hub/store, TestReplayIsKnown/part of it
	file, old, new string
}

func (a attack) String() string { return a.what }

// readAttacks reads the table.
func readAttacks(text string) (rows []attack, err error) {
	for n, line := range strings.Split(text, "\n") {
		line = strings.ReplaceAll(line, `\|`, "\x00")
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") || strings.TrimSpace(cells[0]) == "attack" {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "\x00", "|"))
		}
		if len(cells) != 3 {
			return rows, fmt.Errorf("line %d has %d cells", n+1, len(cells))
		}
		pkg, test, ok := strings.Cut(strings.Trim(cells[1], "`"), " ")
		parts := strings.Split(cells[2], "`")
		if !ok || len(parts) != 7 || parts[1] == "" || parts[3] == "" || parts[3] == parts[5] {
			return rows, fmt.Errorf("line %d: want `package TestName` and `file`: `guard` → `without`", n+1)
		}
		rows = append(rows, attack{cells[0], pkg, test, parts[1], parts[3], parts[5]})
	}
	return rows, nil
}

// wrong says what of a row is not as it says: a test that is gone, a guard that reads
// otherwise now.
func (a attack) wrong(root string) error {
	name, sub, _ := strings.Cut(a.test, "/")
	files, err := filepath.Glob(filepath.Join(root, a.pkg, "*_test.go"))
	if err != nil {
		return err
	}
	found, named := false, sub == ""
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, raw, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			found = found || ok && fn.Recv == nil && fn.Name.Name == name
		}
		named = named || bytes.Contains(raw, []byte(`"`+sub+`"`))
	}
	if !found || !named {
		return fmt.Errorf("no test %s %s", a.pkg, a.test)
	}
	if strings.HasSuffix(a.file, "_test.go") {
		return fmt.Errorf("%s is no guard", a.file)
	}
	raw, err := a.without(root)
	if err != nil {
		return err
	}
	_, err = parser.ParseFile(token.NewFileSet(), a.file, raw, parser.SkipObjectResolution)
	return err
}

// without is the guard's file with the guard taken out.
func (a attack) without(root string) ([]byte, error) {
	raw, err := os.ReadFile(filepath.Join(root, a.file))
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(raw, []byte(a.old)); n != 1 {
		return nil, fmt.Errorf("%s has %d times %q", a.file, n, a.old)
	}
	return bytes.Replace(raw, []byte(a.old), []byte(a.new), 1), nil
}

const attacksTable = "ATTACKS.md"

func allAttacks(t *testing.T) []attack {
	t.Helper()
	raw, err := os.ReadFile(attacksTable)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := readAttacks(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The table says what is there.
func TestAttacks(t *testing.T) {
	rows := allAttacks(t)
	if len(rows) < 30 {
		t.Errorf("%d attacks", len(rows))
	}
	seen := map[string]bool{}
	for _, a := range rows {
		if err := a.wrong("../.."); err != nil {
			t.Errorf("%s: %v", a, err)
		}
		if seen[a.what] || a.what == "" {
			t.Errorf("%q stands there twice", a)
		}
		seen[a.what] = true
	}
}

// The control of the table: rows that are not what they say.
func TestAttacksCatches(t *testing.T) {
	good := attack{"replay", "hub/store", "TestReplayIsKnown", "hub/store/accept.go", "if c.Header.Seq <= o.top {", "if false {"}
	if err := good.wrong("../.."); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*attack){
		"a test that is gone":      func(a *attack) { a.test = "TestReplayWas" },
		"a case that is gone":      func(a *attack) { a.test = "TestReplayIsKnown/was" },
		"another package's":        func(a *attack) { a.pkg = "mesh" },
		"a guard that is gone":     func(a *attack) { a.old = "if was(c) {" },
		"a guard of two places":    func(a *attack) { a.old = "return err" },
		"a guard that is a test":   func(a *attack) { a.file = "hub/store/accept_test.go" },
		"a control that is no Go":  func(a *attack) { a.new = "if {" },
		"a file that is elsewhere": func(a *attack) { a.file = "hub/store/was.go" },
	} {
		bad := good
		if change(&bad); bad.wrong("../..") == nil {
			t.Errorf("not seen: %s", name)
		}
	}
	for _, text := range []string{"| a | `b T` |", "| a | `T` | `f`: `x` → `y` |", "| a | `b T` | `f`: `x` → `x` |", "| a | `b T` | nothing |"} {
		if _, err := readAttacks(text); err == nil {
			t.Errorf("taken: %s", text)
		}
	}
}

// Every control: without its guard the test of an attack is red. The first row runs
// always, all of them in .ci/long; YIZHAN_ATTACK=word runs those that name it.
func TestAttacksWithoutTheirGuards(t *testing.T) {
	rows := allAttacks(t)
	switch word := os.Getenv("YIZHAN_ATTACK"); {
	case word != "":
		rows = slices.DeleteFunc(rows, func(a attack) bool { return !strings.Contains(a.what+a.pkg+" "+a.test, word) })
	case os.Getenv("YIZHAN_LONG") == "":
		rows = rows[:1]
	}
	for _, a := range rows {
		t.Run(a.what, func(t *testing.T) {
			out, err := a.run(t)
			name, _, _ := strings.Cut(a.test, "/")
			switch {
			case err == nil:
				t.Errorf("%s %s is green without its guard", a.pkg, a.test)
			case !strings.Contains(out, "--- FAIL: "+name) && !strings.Contains(out, "panic: "):
				t.Errorf("%s %s did not run: %s", a.pkg, a.test, out)
			}
		})
	}
}

// run runs the test of an attack without its guard; the tree stays as it is.
func (a attack) run(t *testing.T) (out string, err error) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := a.without(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	open, overlay := filepath.Join(dir, "open.go"), filepath.Join(dir, "overlay.json")
	list, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(root, a.file): open}})
	if err != nil {
		t.Fatal(err)
	}
	for path, b := range map[string][]byte{open: raw, overlay: list} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	name, sub, _ := strings.Cut(a.test, "/")
	pattern := "^" + name + "$"
	if sub != "" {
		pattern += "/^" + sub + "$"
	}
	cmd := exec.Command("go", "test", "-count=1", "-vet=off", "-timeout=2m", "-overlay", overlay, "-run", pattern, "./"+a.pkg)
	cmd.Dir = root
	b, err := cmd.CombinedOutput()
	return string(b), err
}
