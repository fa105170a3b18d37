package box_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/cli"
)

// asProgram makes the test binary be the program: the processes below are real ones,
// started with a command line, and killed like a box whose plug is pulled.
const asProgram = "YIZHAN_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	if len(os.Args) > 2 && os.Args[1] == "sound" { // asked by a box in this process
		os.Exit(sound(os.Args[2]))
	}
	os.Exit(m.Run())
}

// asInstalled is the program that benchmarks start instead: without tests in it, its
// memory is its own.
var asInstalled string

func installed(b *testing.B) {
	b.Helper()
	asInstalled = filepath.Join(b.TempDir(), "yizhan")
	b.Cleanup(func() { asInstalled = "" })
	cmd := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", asInstalled, "yizhan")
	if said, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, said)
	}
}

// process is a hub in a process of its own. Its addresses stay the same through
// restarts.
type process struct {
	t      testing.TB
	name   string
	dir    string
	listen string
	args   []string // of the server, besides --data and --listen
	log    string   // file of its standard error, of all its runs
	cmd    *exec.Cmd
}

// newProcess prepares a hub; county says which of the two servers it is.
func newProcess(t testing.TB, name, dir string, args ...string) *process {
	p := &process{t: t, name: name, dir: dir, listen: freeAddress(t), args: args, log: dir + ".log"}
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			p.showLog()
		}
	})
	return p
}

// freeAddress is one that nobody listens on.
func freeAddress(t testing.TB) string {
	t.Helper()
	return freeAddressOf(t, "127.0.0.1")
}

func freeAddressOf(t testing.TB, host string) string {
	t.Helper()
	l, err := net.Listen("tcp", host+":0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// program is a command line of the program, not yet started.
func program(ctx context.Context, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.CommandContext(ctx, cmp.Or(asInstalled, self), args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// start serves the folder, and waits until it is open.
func (p *process) start(more ...string) *process {
	p.t.Helper()
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	args := slices.Concat(p.args[:1], []string{"--data", p.dir, "--listen", p.listen}, p.args[1:], more)
	p.cmd = program(context.Background(), args...)
	p.cmd.Stderr = log
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	eventually(p.t, p.name+" opens", func() bool {
		res, err := http.Get("http://" + p.listen + "/healthz")
		if err != nil {
			return false
		}
		res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
	return p
}

// kill pulls the plug. It may be called again.
func (p *process) kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill() // it may have died before
	_ = p.cmd.Wait()         // likewise
	p.cmd = nil
}

// end asks it to stop, as a shut-down does, and wants a clean exit.
func (p *process) end() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("%s does not end well: %v", p.name, err)
	}
	p.cmd = nil
}

func (p *process) showLog() {
	body, err := os.ReadFile(p.log)
	if err == nil {
		p.t.Logf("the log of %s ends with:\n%s", p.name, body[max(0, len(body)-4000):])
	}
}

// run is a command on its folder, with the server or without; it has to exit with code.
func (p *process) run(code int, args ...string) string {
	p.t.Helper()
	var out, errw bytes.Buffer
	cmd := program(p.t.Context(), append(args, "--data", p.dir)...)
	cmd.Stdout, cmd.Stderr = &out, &errw
	_ = cmd.Run() // its exit code is looked at
	if got := cmd.ProcessState.ExitCode(); got != code {
		p.t.Fatalf("%s: %q exits with %d, want %d: %s", p.name, args, got, code, errw.String())
	}
	return out.String()
}

// status asks the running server; one that has just begun answers after a moment.
func (p *process) status() hub.Status {
	p.t.Helper()
	var out bytes.Buffer
	var st hub.Status
	eventually(p.t, p.name+" answers for its status", func() bool {
		out.Reset()
		code, ok, err := box.Call(p.t.Context(), p.dir, []string{"status", "--json"}, box.Stdio{Out: &out, Err: p.t.Output()})
		return ok && err == nil && code == 0
	})
	if err := json.Unmarshal(out.Bytes(), &st); err != nil {
		p.t.Fatal(err)
	}
	return st
}

// digest is what a hub holds of the township.
func (p *process) digest() string {
	p.t.Helper()
	lane := p.status().Lanes[hub.TownshipLane(town)]
	return fmt.Sprintf("%d records %s", lane.Records, lane.Digest)
}

// children is the names that the hub's own export gives, sorted.
func (p *process) children() []string {
	p.t.Helper()
	var all []string
	for line := range strings.Lines(p.run(0, "export", "--kind", "child", "--personal")) {
		var record struct {
			Fields struct {
				Name string `json:"name"`
			} `json:"fields"`
		}
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			p.t.Fatal(err)
		}
		if record.Fields.Name != "" { // it can open it
			all = append(all, record.Fields.Name)
		}
	}
	slices.Sort(all)
	return all
}

// clerk is somebody at the screen of this hub.
func (p *process) clerk() *clerk {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return &clerk{finger: &finger{t: p.t, http: &http.Client{Jar: jar, Timeout: 20 * time.Second}, url: "http://" + p.listen}}
}

// eventually waits for what the network does in its own time. The limit is there to
// end a broken test; no test is about it. Behind a NAT a call that nobody answers takes
// 45 s alone.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// township is a county and two stations that it has let in by invitation.
type township struct {
	t            testing.TB
	dir          string
	county, a, b *process
}

// newTownship lets both stations in; nothing runs yet.
func newTownship(t testing.TB) *township {
	t.Helper()
	w := emptyTownship(t)
	w.enrol(w.a, "柳沟驿站")
	w.enrol(w.b, "石坡驿站")
	return w
}

// emptyTownship is three folders, or rather their names.
func emptyTownship(t testing.TB) *township {
	t.Helper()
	dir := t.TempDir()
	w := &township{t: t, dir: dir}
	meshA, meshB := freeAddress(t), freeAddress(t)
	w.county = newProcess(t, "the county", filepath.Join(dir, "county"), "county")
	w.a = newProcess(t, "station A", filepath.Join(dir, "a"), "serve", "--mesh", meshA)
	w.b = newProcess(t, "station B", filepath.Join(dir, "b"), "serve", "--mesh", meshB, "--join", meshA)
	return w
}

// invite writes an invitation.
func (w *township) invite(name, file string) {
	w.t.Helper()
	w.county.run(0, "enroll", "issue", "--township", town, "--station", name, "--county", "长治市上党区",
		"--url", "http://"+w.county.listen, "--out", file)
}

// enrol lets a hub in by invitation.
func (w *township) enrol(p *process, name string) {
	w.t.Helper()
	file := p.dir + ".invitation"
	w.invite(name, file)
	p.run(0, "enroll", "accept", file)
}

// agree waits until hubs hold the same of the township, with at least some records.
func (w *township) agree(hubs ...*process) {
	w.t.Helper()
	var last []string
	defer func() {
		if w.t.Failed() {
			w.t.Logf("they hold %q", last)
		}
	}()
	eventually(w.t, "the hubs hold the same", func() bool {
		last = nil
		for _, p := range hubs {
			last = append(last, p.digest())
		}
		return len(slices.Compact(slices.Clone(last))) == 1
	})
}

// roster writes a CSV with some children and gives its name.
func (w *township) roster(children ...child) string {
	w.t.Helper()
	var text strings.Builder
	text.WriteString("姓名,性别,出生日期,家长姓名,与幼儿关系,联系电话,村\n")
	for _, c := range children {
		fmt.Fprintf(&text, "%s,女,%s,李秀英,奶奶,%s,韩店村\n", c.name, c.birth.Format("2006-01-02"), c.phone)
	}
	name := filepath.Join(w.t.TempDir(), "roster.csv")
	if err := os.WriteFile(name, []byte(text.String()), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return name
}

// child is one of a made-up crowd: no two sound alike, are born on the same day, or
// have the same telephone.
type child struct {
	name  string
	birth time.Time
	phone string
}

func nthChild(n int) child {
	surnames, given := []rune("王李赵孙周吴郑冯陈韩杨朱"), []rune("浩雨辰轩涵悦心怡博铭佑诗凤秀安宁静远山川")
	first, second := given[n%len(given)], given[n/len(given)%len(given)]
	return child{
		name:  string([]rune{surnames[n/len(given)/len(given)%len(surnames)], first, second}),
		birth: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%800),
		phone: fmt.Sprintf("139%08d", 10000000+n),
	}
}
