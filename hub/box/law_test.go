package box_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// law says who may import whom: a line a package, then what it may import of ours,
// then what of others, "-" for nothing. Everybody may import hub and the standard
// library. The README shows the same table. kiosk, mesh and media never import each
// other or hub/store: who uses a thing declares a small interface, and hub/box plugs
// the part in.
const law = `
package         of ours                                      of others

hub             -                                            -
hub/blob        -                                            -
hub/calendar    -                                            -
hub/claim       -                                            -
hub/class       -                                            -
hub/codec       -                                            cbor compress
hub/form        hub/form/formula                             go-yaml
hub/form/formula calendar                                    -
hub/names       -                                            x/text
hub/paper       -                                            -
hub/place       -                                            x/text
hub/sheet       -                                            x/text
hub/words       -                                            -
hub/access      -                                            x/crypto
hub/trust       codec                                        x/crypto
hub/care/growth calendar                                     -
hub/care/day    -                                            go-yaml
hub/care/due    form                                         go-yaml
hub/care/due/naive form hub/care/due                         -
hub/care        calendar hub/care/growth form                go-yaml x/text
hub/store       codec form                                   -
hub/store/sqlite store                                       go-sqlite3
hub/store/postgres store                                     pq
hub/store/postgres/pgtest -                                  pq
hub/backup      codec trust store sqlite                     x/sys
hub/desk        calendar care hub/care/day hub/care/due claim class form names lesson paper outside             -
hub/demo        care class hub/care/growth desk form outside                               -
hub/demo/world care codec form lesson                        -
hub/markdown    -                                            -
hub/handbook    names markdown                               -
hub/lesson      markdown                                     -
hub/outside     calendar form sheet                          -
hub/roster      care desk form names sheet                   x/text
hub/report      calendar care hub/care/growth claim form sheet                     go-yaml

mesh/link       -                                            gorilla
mesh/sync       codec mesh/link                              compress gorilla
mesh/stream     class mesh/link                              -
mesh/bundle     codec mesh/sync                              age x/sys
mesh            mesh/sync                                    serf memberlist mdns

media/device    -                                            malgo
media           class adpcm media/device mp3 ring tape        -
media/adpcm     -                                            -
media/clip      -                                            -
media/mp3       -                                            -
media/ring      -                                            -
media/tape      -                                            -
media/photo     -                                            -
media/pack      codec lesson markdown media/clip media/photo  x/sys

kiosk/asset     -                                            -
kiosk/page      asset care hub/care/growth form markdown names outside calendar words         qr
kiosk/web       access asset page words                      gorilla
kiosk/ime       names words hand                             x/text
kiosk/print     -                                            qr x/image x/sys
kiosk/brought   words                                        -
kiosk/station   class desk report roster sheet page web kiosk/brought ime print asset care hub/care/day hub/care/due hub/care/growth form handbook lesson markdown names outside calendar place words  -
kiosk/county    claim desk report roster sheet page web kiosk/brought care form markdown names outside calendar paper place words  -
kiosk/api       desk report page web words                   -
kiosk/public    class desk page web care form lesson markdown calendar words       gorilla
kiosk/portal    desk form page web lesson markdown paper calendar words    -
kiosk/family    desk form page web care hub/care/due lesson calendar words    -
kiosk/practice  page web                                     -
kiosk/touch     -                                            chromedp
kiosk           access demo asset page web                   -

hub/box/fleet   desk store trust                             -
hub/box/county  fleet access care codec desk form names place report sheet store trust kiosk/county web  -
hub/box/sticks  desk trust kiosk/station mesh/bundle         x/sys
hub/box/clock   care desk store trust                        x/sys
hub/box/backups backup form store sqlite trust sticks kiosk/station  -
hub/box/tasks   box hub/box/county sticks desk demo sheet trust  x/sys
hub/box         everything                                   suture x/sys
hub/cli         box hub/care/growth hub/box/county hub/box/sticks report roster sheet trust place demo words ime kiosk/ime/hand device media/pack  kong
.               cli                                          -

hub/care/growth/internal/pack  -                             -
hub/place/internal/pack  -                                   -
kiosk/ime/internal/measure  ime                             -
kiosk/ime/internal/pack  -                                   x/text

kiosk/ime/hand  kiosk/ime/hand/internal/ink                  -
kiosk/ime/hand/internal/ink  -                               -
kiosk/ime/hand/internal/pack  kiosk/ime/hand/internal/ink    x/text
`

// modules are the foreign ones by the short names of the table.
var modules = map[string]string{
	"cbor": "github.com/fxamacker/cbor/v2", "compress": "github.com/klauspost/compress",
	"go-yaml": "github.com/goccy/go-yaml", "x/text": "golang.org/x/text", "x/crypto": "golang.org/x/crypto",
	"x/sys": "golang.org/x/sys", "x/image": "golang.org/x/image", "age": "filippo.io/age", "go-sqlite3": "github.com/mattn/go-sqlite3", "pq": "github.com/lib/pq",
	"gorilla": "github.com/gorilla/websocket", "serf": "github.com/hashicorp/serf",
	"memberlist": "github.com/hashicorp/memberlist", "mdns": "github.com/hashicorp/mdns",
	"malgo": "github.com/gen2brain/malgo", "qr": "rsc.io/qr", "suture": "github.com/thejerf/suture/v4",
	"kong": "github.com/alecthomas/kong", "chromedp": "github.com/chromedp",
}

// onlyTests are for tests, in no program: not even who may import everything imports them.
var onlyTests = []string{"yizhan/kiosk/touch", "yizhan/hub/care/due/naive", "yizhan/hub/demo/world", "yizhan/hub/store/postgres/pgtest"}

// Tests obey too, except that they may use these; external test packages may besides
// open a real store and have it filled, and listen to a page as a browser does.
var (
	forTests = append([]string{
		"pgregory.net/rapid", "github.com/chromedp/", "github.com/rogpeppe/go-internal/",
		"github.com/mozillazg/go-pinyin", "github.com/xuri/excelize/", "golang.org/x/text/encoding/", "yizhan/hub/words",
	}, onlyTests...)
	forExternalTests = []string{
		"yizhan/hub/store", "yizhan/hub/store/sqlite", "yizhan/hub/store/postgres", "yizhan/hub/codec", "yizhan/hub/form", "yizhan/hub/demo",
		"yizhan/hub/markdown", "yizhan/hub/names", "github.com/gorilla/websocket",
	}
)

// listed is a package as `go list -json` shows it.
type listed struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
	Error                              *struct{ Err string }
}

func TestImportLaw(t *testing.T) {
	rows, err := readLaw(law)
	if err != nil {
		t.Fatal(err)
	}
	packages := listPackages(t)
	for _, breach := range breaches(rows, packages) {
		t.Error(breach)
	}
	exists := map[string]bool{}
	for _, p := range packages {
		exists[p.ImportPath] = true
	}
	for name := range rows {
		if !exists[name] {
			t.Errorf("the law has a line for %s, which is no package", name)
		}
	}
}

// The control: each of these is a breach, and says whose.
func TestImportLawCatches(t *testing.T) {
	rows, err := readLaw(law)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []listed{
		{ImportPath: "yizhan/hub", Imports: []string{"yizhan/hub/codec"}},
		{ImportPath: "yizhan/hub", TestImports: []string{"golang.org/x/text/width"}},
		{ImportPath: "yizhan/kiosk/station", Imports: []string{"yizhan/hub/store"}},
		{ImportPath: "yizhan/kiosk/station", TestImports: []string{"yizhan/hub/store/sqlite"}},
		{ImportPath: "yizhan/kiosk/station", XTestImports: []string{"yizhan/mesh"}},
		{ImportPath: "yizhan/mesh", Imports: []string{"yizhan/kiosk/page"}},
		{ImportPath: "yizhan/media", Imports: []string{"yizhan/mesh/sync"}},
		{ImportPath: "yizhan/hub/store", Imports: []string{"github.com/mattn/go-sqlite3"}},
		{ImportPath: "yizhan/hub/desk", Imports: []string{"github.com/somebody/else"}},
		{ImportPath: "yizhan/kiosk/page", Imports: []string{"pgregory.net/rapid"}},
		{ImportPath: "yizhan/hub/box/fleet", Imports: []string{"yizhan/kiosk/county"}},
		{ImportPath: "yizhan/hub/box/county", Imports: []string{"yizhan/mesh/sync"}},
		{ImportPath: "yizhan/hub/box", Imports: []string{"yizhan/kiosk/touch"}},
		{ImportPath: "yizhan/hub/new", Imports: nil},
	} {
		got := breaches(rows, []listed{bad})
		if len(got) != 1 || !strings.HasPrefix(got[0], bad.ImportPath) {
			t.Errorf("%+v: breaches are %q, want one", bad, got)
		}
	}
	good := listed{
		ImportPath: "yizhan/mesh", Imports: []string{"context", "yizhan/hub", "yizhan/mesh/sync", "github.com/hashicorp/serf/serf"},
		TestImports: []string{"pgregory.net/rapid"}, XTestImports: []string{"yizhan/mesh", "yizhan/hub/store/sqlite"},
	}
	if got := breaches(rows, []listed{good}); len(got) != 0 {
		t.Errorf("what is allowed is refused: %q", got)
	}
}

// However the table grows: screens, mesh and sound stay apart, and away from the SQL.
func TestLawKeepsWorldsApart(t *testing.T) {
	rows, err := readLaw(law)
	if err != nil {
		t.Fatal(err)
	}
	worlds := []string{"yizhan/kiosk", "yizhan/mesh", "yizhan/media"}
	for name, row := range rows {
		world := slices.IndexFunc(worlds, func(w string) bool { return within(w, name) })
		if world < 0 {
			continue
		}
		for _, other := range row.ours {
			alien := slices.IndexFunc(worlds, func(w string) bool { return within(w, other) })
			if alien >= 0 && alien != world || within("yizhan/hub/store", other) {
				t.Errorf("the law itself lets %s import %s", name, other)
			}
		}
	}
}

// row is one package's line of the law.
type row struct {
	all    bool     // may import everything of ours
	ours   []string // import paths
	others []string // module paths
}

// readLaw reads the table: columns are parted by two spaces or more, names in the
// second by one.
func readLaw(text string) (map[string]row, error) {
	short := map[string]string{} // a package by the last element of its path
	var lines [][]string
	for line := range strings.Lines(text) {
		columns := splitColumns(line)
		if len(columns) == 0 || columns[0] == "package" {
			continue
		}
		if len(columns) != 3 {
			return nil, fmt.Errorf("not three columns: %q", line)
		}
		short[path.Base(columns[0])] = ours(columns[0])
		lines = append(lines, columns)
	}
	rows := map[string]row{}
	for _, columns := range lines {
		var r row
		for _, name := range names(columns[1]) {
			full := short[name]
			if strings.Contains(name, "/") {
				full = ours(name)
			}
			switch {
			case name == "everything":
				r.all = true
			case full == "":
				return nil, fmt.Errorf("%s may import %s, which has no line", columns[0], name)
			default:
				r.ours = append(r.ours, full)
			}
		}
		for _, name := range names(columns[2]) {
			if modules[name] == "" {
				return nil, fmt.Errorf("%s may import %s, which is no known module", columns[0], name)
			}
			r.others = append(r.others, modules[name])
		}
		rows[ours(columns[0])] = r
	}
	return rows, nil
}

// splitColumns: a package whose name fills its column is followed by one space.
func splitColumns(line string) []string {
	name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if name == "" {
		return nil
	}
	columns := []string{name}
	for column := range strings.SplitSeq(rest, "  ") {
		if column = strings.TrimSpace(column); column != "" {
			columns = append(columns, column)
		}
	}
	return columns
}

func names(column string) []string {
	if column == "-" {
		return nil
	}
	return strings.Fields(column)
}

func ours(name string) string {
	if name == "." {
		return "yizhan"
	}
	return "yizhan/" + name
}

// within says whether an import path is a package or lies below it.
func within(root, name string) bool { return name == root || strings.HasPrefix(name, root+"/") }

// breaches are the imports that the law does not allow, one sentence each.
func breaches(rows map[string]row, packages []listed) []string {
	var out []string
	for _, p := range packages {
		r, ok := rows[p.ImportPath]
		if !ok {
			out = append(out, p.ImportPath+" has no line in the law")
			continue
		}
		check := func(where string, imports []string, more ...string) {
			for _, name := range imports {
				if !allowed(p.ImportPath, r, name, more) || slices.Contains(onlyTests, name) && where == "" {
					out = append(out, fmt.Sprintf("%s imports %s%s", p.ImportPath, name, where))
				}
			}
		}
		check("", p.Imports)
		check(" in its tests", p.TestImports, forTests...)
		check(" in its external tests", p.XTestImports, slices.Concat(forTests, forExternalTests)...)
	}
	return out
}

func allowed(self string, r row, name string, more []string) bool {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case within("yizhan", name):
		return r.all || name == "yizhan/hub" || name == self || slices.Contains(r.ours, name) || slices.Contains(more, name)
	case !strings.Contains(first, "."):
		return true // the standard library
	}
	for _, module := range r.others {
		if within(module, name) {
			return true
		}
	}
	return slices.ContainsFunc(more, func(m string) bool { return within(strings.TrimSuffix(m, "/"), name) })
}

// listPackages is every package of the module. It fails on an import cycle, one
// that runs through in-package tests included.
func listPackages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-test", "-e", "-json=ImportPath,Imports,TestImports,XTestImports,Error", "./...")
	cmd.Dir = "../.."
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("go list:", err)
	}
	packages := map[string]listed{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if p.Error != nil && strings.Contains(p.Error.Err, "import cycle") {
			t.Errorf("%s: %s", p.ImportPath, p.Error.Err)
		}
		if strings.ContainsAny(p.ImportPath, " ") || strings.HasSuffix(p.ImportPath, ".test") {
			continue // a package as its tests see it: the same files again
		}
		packages[p.ImportPath] = p
	}
	sorted := slices.Sorted(maps.Keys(packages))
	all := make([]listed, len(sorted))
	for i, name := range sorted {
		all[i] = packages[name]
	}
	return all
}
