// Prune makes a release smaller: prune FOLDER.
//
// The linker leaves methods out that nobody calls, but as soon as one place looks a
// method up by a name that is not written there, it keeps every exported method of every
// type (2.0 MB). Two places do that: text/template, which asks for what stands in a
// template, and kong, which asks for its hooks and for Run. FOLDER, below the working
// directory, gets both anew, the same but for the lookups, where each name that can come
// is written out: the methods of package page that templates name (a test of it says that
// there are no others), and kong's hooks; Run is not among them, as kong runs no command
// of ours. exec.go and overlay.json are text/template's, kong and go.mod are kong's.
package main

import (
	"encoding/json"
	"fmt"
	"go/build"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if err := prune(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "prune:", err)
		os.Exit(1)
	}
}

func prune(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	asked, err := names(`\.([A-Z]\w*)`, "kiosk/page/html/*.html")
	if err != nil {
		return err
	}
	pages, err := names(`(?m)^func \([^)]+\) ([A-Z]\w*)\(`, "kiosk/page/*.go")
	if err != nil {
		return err
	}
	pages = slices.DeleteFunc(pages, func(n string) bool { return !slices.Contains(asked, n) })
	exec := filepath.Join(build.Default.GOROOT, "src/text/template/exec.go")
	spelled := filepath.Join(folder, "exec.go")
	if err := spell(exec, spelled, pages); err != nil {
		return err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{exec: spelled}})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "overlay.json"), overlay, 0o644); err != nil {
		return err
	}
	return kong(folder)
}

// kong copies the module, and go.mod with the copy in place of the module.
func kong(folder string) error {
	const module = "github.com/alecthomas/kong"
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		return err
	}
	from, to := strings.TrimSpace(string(dir)), filepath.Join(folder, "kong")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	hooks, err := names(`"((?:Before|After)[A-Z]\w*)"`, filepath.Join(from, "*.go"))
	if err != nil {
		return err
	}
	calls := filepath.Join(to, "callbacks.go")
	if err := os.Remove(calls); err != nil {
		return err
	}
	if err := spell(filepath.Join(from, "callbacks.go"), calls, hooks); err != nil {
		return err
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if name == "go.mod" {
			b = fmt.Appendf(b, "\nreplace %s => ./%s\n", module, filepath.ToSlash(to))
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// spell copies a file of Go and puts a choice among names in place of its lookups.
func spell(from, to string, names []string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	s := ofType.ReplaceAllString(string(b), " methodOfType(t, $1)")
	s = ofValue.ReplaceAllString(s, "methodOf($1, $2)")
	if s == string(b) || strings.Contains(s, ".MethodByName(") {
		return fmt.Errorf("%s looks methods up in another way than this knows", from)
	}
	var value, typ strings.Builder
	for _, n := range names {
		fmt.Fprintf(&value, "case %q:\n\t\treturn v.MethodByName(%[1]q)\n\t", n)
		fmt.Fprintf(&typ, "case %q:\n\t\treturn t.MethodByName(%[1]q)\n\t", n)
	}
	return os.WriteFile(to, fmt.Appendf(nil, choices, s, value.String(), typ.String()), 0o644)
}

var (
	ofType  = regexp.MustCompile(` t\.MethodByName\((\w+)\)`)
	ofValue = regexp.MustCompile(`([\w.()]+)\.MethodByName\((\w+)\)`)
)

const choices = `%s
func methodOf(v reflect.Value, name string) reflect.Value {
	switch name {
	%s}
	return reflect.Value{}
}

func methodOfType(t reflect.Type, name string) (reflect.Method, bool) {
	switch name {
	%s}
	return reflect.Method{}, false
}
`

// names is what a pattern finds in files, each once.
func names(pattern, files string) ([]string, error) {
	paths, err := filepath.Glob(files)
	if err != nil {
		return nil, err
	}
	find, found := regexp.MustCompile(pattern), map[string]bool{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for _, m := range find.FindAllSubmatch(b, -1) {
			found[string(m[1])] = true
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no names in %s", files)
	}
	return slices.Sorted(maps.Keys(found)), nil
}
