package cli_test

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"yizhan/hub/cli"
	"yizhan/hub/store/postgres/pgtest"
	_ "yizhan/hub/store/sqlite" // the driver, for what sql and hold do to a database
)

// TestMain lets the test binary be the programs that the scripts run.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"yizhan":  func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
		"sql":     func() { helper(runSQL) },
		"hold":    func() { helper(holdDatabase) },
		"fields":  func() { helper(printFields) },
		"digests": func() { helper(printDigests) },
	})
}

// TestCommands runs testdata/*.txtar: the command line as people and programs see
// it. Besides testscript's own commands there are those below.
func TestCommands(t *testing.T) {
	runScripts(t, "testdata", func(*testscript.Env) error { return nil })
}

// TestCommandsOnPostgres runs those of a county whose log lies in a database.
func TestCommandsOnPostgres(t *testing.T) {
	one, other := pgtest.Database(t), pgtest.Database(t)
	runScripts(t, "testdata/postgres", func(env *testscript.Env) error {
		env.Setenv("DATABASE", one)
		env.Setenv("OTHER", other)
		return nil
	})
}

func runScripts(t *testing.T, dir string, setup func(env *testscript.Env) error) {
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ROSTER", absolute("../roster/testdata/roster-sample.xlsx"))
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("LONG", filepath.Join(env.WorkDir, strings.Repeat("驿", 50), "data"))
			return setup(env)
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %s", cond)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exit": exitWith, "port": freePort, "taken": takenPort, "await": awaitCode, "await-file": awaitFile,
			"tmpfs": mountSmall, "readonly": makeReadOnly, "long": makeLong, "cut": cutFile, "flip": flipByte, "damage": damageStick,
		},
	})
}

func absolute(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		panic(err)
	}
	return abs
}

// exit CODE PROGRAM ARGS… runs a program that has to end with that code, and never
// with a stack trace.
func exitWith(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	said := ts.ReadFile("stderr")
	if strings.Contains(said, "goroutine ") || strings.Contains(said, "panic:") {
		ts.Fatalf("a stack trace instead of a sentence")
	}
	if want != 0 && !han.MatchString(said) {
		ts.Fatalf("it fails without a sentence in Chinese")
	}
}

var han = regexp.MustCompile(`\p{Han}{4}`)

// port NAME puts a free address of this machine into $NAME.
func freePort(ts *testscript.TestScript, neg bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Check(l.Close())
}

// taken NAME puts an address into $NAME on which somebody listens.
func takenPort(ts *testscript.TestScript, neg bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// await CODE URL asks until the answer has that status; an answer that has neither
// it nor 503 fails.
func awaitCode(ts *testscript.TestScript, neg bool, args []string) {
	client := &http.Client{Timeout: 5 * time.Second}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		res, err := client.Get(args[1])
		if err != nil {
			continue // it does not listen yet
		}
		res.Body.Close()
		switch code := strconv.Itoa(res.StatusCode); {
		case code == args[0]:
			return
		case res.StatusCode != http.StatusServiceUnavailable:
			ts.Fatalf("%s answers %s", args[1], code)
		}
	}
	ts.Fatalf("%s never answers %s", args[1], args[0])
}

// await-file FILE waits until there is one.
func awaitFile(ts *testscript.TestScript, neg bool, args []string) {
	name := ts.MkAbs(args[0])
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(name); err == nil {
			return
		}
	}
	ts.Fatalf("%s never comes", args[0])
}

// tmpfs DIR SIZE mounts a small disk. Only root can.
func mountSmall(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o700))
	ts.Check(syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+args[1]))
	ts.Defer(func() { ts.Check(syscall.Unmount(dir, syscall.MNT_DETACH)) })
}

// readonly DIR makes a folder that cannot be written, for root a read-only disk.
func makeReadOnly(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o700))
	if os.Geteuid() != 0 {
		ts.Check(os.Chmod(dir, 0o500))
		return
	}
	ts.Check(syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_RDONLY, "size=64k"))
	ts.Defer(func() { ts.Check(syscall.Unmount(dir, syscall.MNT_DETACH)) })
}

// long FILE N writes a CSV roster with N children.
func makeLong(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "姓名,性别,出生日期,家长姓名,与幼儿关系,联系电话,村")
	given := []rune("浩雨辰轩涵悦心怡博铭佑诗凤秀国安宁静远山川河海云天")
	for i := range n {
		name := "王" + string(given[i%len(given)]) + string(given[i/len(given)%len(given)])
		day := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%700)
		fmt.Fprintf(w, "%s,女,%s,李秀英,奶奶,139%08d,河西村\n", name, day.Format("2006-01-02"), i)
	}
	ts.Check(errors.Join(w.Flush(), f.Close()))
}

// cut FILE N keeps the first N percent of a file.
func cutFile(ts *testscript.TestScript, neg bool, args []string) {
	percent, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	name := ts.MkAbs(args[0])
	info, err := os.Stat(name)
	ts.Check(err)
	ts.Check(os.Truncate(name, info.Size()*percent/100))
}

// flip FILE changes one letter in the middle of a file.
func flipByte(ts *testscript.TestScript, neg bool, args []string) {
	name := ts.MkAbs(args[0])
	b, err := os.ReadFile(name)
	ts.Check(err)
	at := len(b) / 2
	if b[at] == 'A' {
		b[at] = 'B'
	} else {
		b[at] = 'A'
	}
	ts.Check(os.WriteFile(name, b, 0o600))
}

// damage DIR cut|flip does it to the first file of frames on a stick.
func damageStick(ts *testscript.TestScript, neg bool, args []string) {
	all, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "yizhan", "*", "0*.yz"))
	ts.Check(err)
	if len(all) == 0 {
		ts.Fatalf("nothing lies on %s", args[0])
	}
	if args[1] == "cut" {
		cutFile(ts, neg, []string{all[0], "50"})
		return
	}
	flipByte(ts, neg, all[:1])
}

func helper(run func() error) {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// sql FILE STATEMENT does to a database what a later release might.
func runSQL() error {
	db, err := sql.Open("sqlite3", os.Args[1])
	if err != nil {
		return err
	}
	_, err = db.Exec(os.Args[2])
	return errors.Join(err, db.Close())
}

// hold FILE FLAG keeps a database from whoever would write, and makes FLAG when it
// does so, until it is ended.
func holdDatabase() error {
	db, err := sql.Open("sqlite3", "file:"+os.Args[1]+"?_txlock=immediate")
	if err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := os.WriteFile(os.Args[2], nil, 0o600); err != nil {
		return err
	}
	time.Sleep(time.Minute)
	return errors.New("hold: nobody ended it")
}

// fields reads JSON and prints the path of each value with what kind it is, for
// keys that are random too.
func printFields() error {
	var v any
	if err := json.NewDecoder(os.Stdin).Decode(&v); err != nil {
		return err
	}
	lines := map[string]bool{}
	walkFields("", v, lines)
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		fmt.Println(line)
	}
	return nil
}

func walkFields(at string, v any, lines map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if hexKey.MatchString(key) {
				key = fmt.Sprintf("<%d hex>", len(key))
			}
			walkFields(strings.TrimPrefix(at+"."+key, "."), inner, lines)
		}
		if len(v) == 0 {
			lines[at+" {}"] = true
		}
	case []any:
		for _, inner := range v {
			walkFields(at+"[]", inner, lines)
		}
		if len(v) == 0 {
			lines[at+" []"] = true
		}
	case string:
		if hexKey.MatchString(v) {
			lines[fmt.Sprintf("%s %d hex", at, len(v))] = true
			return
		}
		lines[at+" string"] = true
	case float64:
		lines[at+" number"] = true
	case bool:
		lines[at+" bool"] = true
	}
}

var hexKey = regexp.MustCompile(`^[0-9a-f]{32,64}$`)

// digests prints of a status only what has to be the same on hubs that hold the
// same, and before and after what must change nothing.
func printDigests() error {
	var st struct {
		Lanes map[string]struct {
			Records int64
			Digest  string
		}
	}
	body, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, &st); err != nil {
		return err
	}
	for _, lane := range slices.Sorted(maps.Keys(st.Lanes)) {
		fmt.Println(lane, st.Lanes[lane].Records, st.Lanes[lane].Digest)
	}
	return nil
}
