// Package pgtest gives tests a PostgreSQL server of their own: Debian's, in a temporary
// folder, reached by a socket in it, gone with the process that runs the tests.
package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"database/sql"

	_ "github.com/lib/pq"
)

// server is started once in a process.
var server struct {
	once sync.Once
	dir  string
	err  error
	life *os.File // the server stops when nobody holds its other end any more
	next atomic.Int64
}

// errMissing says that the machine has no server to start.
var errMissing = errors.New("pgtest: PostgreSQL is not installed (apt-get install postgresql)")

// Database makes an empty place for one log and answers its address.
func Database(t testing.TB) string {
	t.Helper()
	server.once.Do(func() { server.err = start() })
	if errors.Is(server.err, errMissing) {
		t.Skip(server.err)
	}
	if server.err != nil {
		t.Fatal(server.err)
	}
	schema := fmt.Sprint("s", server.next.Add(1))
	db, err := sql.Open("postgres", Address(""))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), `CREATE SCHEMA `+schema); err != nil {
		t.Fatal(err)
	}
	return Address(schema)
}

// Address is where a schema of the started server is.
func Address(schema string) string {
	q := url.Values{"host": {server.dir}, "user": {"yizhan"}, "sslmode": {"disable"}}
	if schema != "" {
		q.Set("search_path", schema)
	}
	return "postgres:///postgres?" + q.Encode()
}

// start makes a cluster and starts it. A shell stands between: it waits for the end of
// this process, however that comes, and cleans up.
func start() (err error) {
	bin, err := binaries()
	if err != nil {
		return err
	}
	if server.dir, err = os.MkdirTemp("", "yizhan-pg-"); err != nil {
		return err
	}
	who, err := unprivileged(server.dir)
	if err != nil {
		return err
	}
	data := filepath.Join(server.dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "yizhan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = who, server.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("pgtest: initdb: %w: %s", err, out)
	}
	ready, life, err := os.Pipe()
	if err != nil {
		return err
	}
	defer ready.Close()
	server.life = life
	const script = `"$0/pg_ctl" -D "$1/data" -w -l "$1/log" -o "$2" start >"$1/started" 2>&1 && echo ok; exec >/dev/null 2>&1
		trap '' HUP INT TERM; cat; "$0/pg_ctl" -D "$1/data" -m immediate stop; cd /; rm -rf "$1"`
	options := "-k " + server.dir + " -c listen_addresses= -c max_connections=200 -c shared_buffers=64MB"
	keeper := exec.Command("/bin/sh", "-c", script, bin, server.dir, options)
	keeper.SysProcAttr, keeper.Dir, keeper.Stdin = who, server.dir, ready
	keeper.SysProcAttr.Setpgid = true
	out, err := keeper.StdoutPipe()
	if err != nil {
		return err
	}
	if err := keeper.Start(); err != nil {
		return err
	}
	said := make([]byte, 3)
	if _, err := out.Read(said); err != nil || !bytes.HasPrefix(said, []byte("ok")) {
		why, _ := os.ReadFile(filepath.Join(server.dir, "log"))
		return fmt.Errorf("pgtest: the server did not start: %s", why)
	}
	return nil
}

// binaries is where Debian puts the server's programs.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errMissing
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// unprivileged is whom the server runs as: it refuses root.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(who.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(who.Gid)
	if err != nil {
		return nil, err
	}
	credential := &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return &syscall.SysProcAttr{Credential: credential}, os.Chown(dir, uid, gid)
}
