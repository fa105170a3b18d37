package box

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	stdsync "sync"
	"sync/atomic"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/store/postgres/pgtest"
	"yizhan/hub/trust"
	"yizhan/mesh/sync"
)

// A whole county comes back at once: a thousand stations, each with a day that it wrote
// alone, call one county process by the real protocol over TLS. Everything arrives and is
// signed for; nobody hammers at the door: who is turned away waits, longer each time.
// Half of the machine is the stations' own work.
//
// YIZHAN_LOAD is how many stations (1,000); YIZHAN_LOAD_ON one database alone.
func TestLoad(t *testing.T) {
	if os.Getenv("YIZHAN_LONG") == "" {
		t.Skip("a thousand stations at once take minutes: .ci/long")
	}
	stations := 1000
	if n, err := strconv.Atoi(os.Getenv("YIZHAN_LOAD")); err == nil {
		stations = n
	}
	for _, on := range []string{"sqlite", "postgres"} {
		t.Run(on, func(t *testing.T) {
			if only := os.Getenv("YIZHAN_LOAD_ON"); only != "" && only != on {
				t.Skip(only)
			}
			runLoad(t, on, stations)
		})
	}
}

const (
	loadDay  = 60 // commits that a station writes in a day
	loadTown = 4  // stations of a township: each is brought what its neighbours wrote
)

// fleetUnderLoad is the stations of the test.
type fleetUnderLoad struct {
	t     *testing.T
	logs  []*dayLog
	dials atomic.Int64
	took  []time.Duration // until the county signed for all, by station
	mu    stdsync.Mutex
}

func runLoad(t *testing.T, on string, stations int) {
	dir := filepath.Join(t.TempDir(), "county")
	args := []string{"county", "--listen", "127.0.0.1:0"}
	f := &fleetUnderLoad{t: t, took: make([]time.Duration, stations)}
	engines := f.enrol(dir, stations)
	program := filepath.Join(t.TempDir(), "yizhan")
	if said, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "yizhan").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if on == "postgres" { // the folder in which the stations were let in has records already
		url := pgtest.Database(t)
		if said, err := exec.CommandContext(t.Context(), program, "county", "move", "--data", dir, "--to", url).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		args = append(args, "--database", url)
	}
	c := startCounty(t, program, append(args, "--data", dir)...)
	began, cpu := time.Now(), c.cpu()
	ctx, stop := context.WithCancel(t.Context())
	var work stdsync.WaitGroup
	defer func() { stop(); work.Wait() }()
	for i, e := range engines {
		work.Go(func() { _ = e.Run(ctx) })
		work.Go(func() { _ = e.Upstream(ctx, func() []string { return []string{c.url} }) })
		work.Go(func() {
			select {
			case <-ctx.Done():
			case <-f.logs[i].done:
				f.mu.Lock()
				f.took[i] = time.Since(began)
				f.mu.Unlock()
			}
		})
	}
	for end := time.Now().Add(5 * time.Minute); f.finished() < stations; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d of %d stations were signed for, after %d calls", f.finished(), stations, f.dials.Load())
		}
	}
	took := time.Since(began)
	if most := int64(6 * stations); f.dials.Load() > most {
		t.Errorf("%d stations called %d times: a storm", stations, f.dials.Load())
	}
	commits := c.commits(dir)
	if commits != int64(stations*loadDay) {
		t.Errorf("the county holds %d commits, %d were written", commits, stations*loadDay)
	}
	slices.Sort(f.took)
	_, most := c.mebibytes()
	t.Logf("%s: %d stations with %d commits each: all there after %v, %.0f commits/s; a station's own p50 %v, p95 %v; %d calls; the county's process took %.1f s of a core, at most %.0f MiB",
		on, stations, loadDay, took.Round(100*time.Millisecond), float64(commits)/took.Seconds(), f.took[stations/2].Round(100*time.Millisecond),
		f.took[stations*95/100].Round(100*time.Millisecond), f.dials.Load(), c.cpu()-cpu, most)
}

// enrol lets every station in, before the county's process starts.
func (f *fleetUnderLoad) enrol(dir string, stations int) (engines []*sync.Engine) {
	b, err := Open(f.t.Context(), Config{Data: dir, AtCounty: true})
	if err != nil {
		f.t.Fatal(err)
	}
	defer b.Close()
	for i := range stations {
		file, err := b.office.Issue(f.t.Context(), county.Issue{
			Grant:        trust.Grant{Name: fmt.Sprintf("第%d驿站", i+1), Township: fmt.Sprintf("140404%03d", 100+i/loadTown)},
			TownshipName: fmt.Sprintf("第%d镇", i/loadTown+1), CountyName: "上党区",
		})
		if err != nil {
			f.t.Fatal(err)
		}
		engines = append(engines, f.station(file, b.trust.Identity().Key()))
	}
	return engines
}

// station is one of them: real keys, certificate and protocol, and a log in memory.
func (f *fleetUnderLoad) station(file []byte, county [32]byte) *sync.Engine {
	folder, err := trust.Open(f.t.TempDir())
	if err != nil {
		f.t.Fatal(err)
	}
	cert, err := folder.Accept(file)
	if err != nil {
		f.t.Fatal(err)
	}
	server, client, err := trust.TLS(folder.Identity(), cert.Raw, folder.Members().Meet)
	if err != nil {
		f.t.Fatal(err)
	}
	log := newDayLog(folder.Identity(), cert, county, loadDay)
	f.logs = append(f.logs, log)
	return sync.New(sync.Config{
		Self: folder.Identity().Key(), Name: cert.Name, Log: log, Trust: syncTrust{folder}, Server: server, Client: client,
		DialNet: func(ctx context.Context, network, addr string) (net.Conn, error) {
			f.dials.Add(1)
			return new(net.Dialer).DialContext(ctx, network, addr)
		},
	})
}

func (f *fleetUnderLoad) finished() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, took := range f.took {
		if took > 0 {
			n++
		}
	}
	return n
}

// countyProcess is the county's program, in a process of its own.
type countyProcess struct {
	t   testing.TB
	cmd *exec.Cmd
	url string
}

func startCounty(t testing.TB, program string, args ...string) *countyProcess {
	t.Helper()
	c := &countyProcess{t: t, cmd: exec.Command(program, args...)}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	c.cmd.Stderr = &said
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.cmd.Process.Signal(os.Interrupt) // it may have died
		_ = c.cmd.Wait()                       // likewise
	})
	line := make([]byte, 256)
	n, err := out.Read(line)
	if err != nil {
		_ = c.cmd.Wait() // that it ended is what the test is ended for
		t.Fatalf("the county never opened: %v\n%s", err, said.String())
	}
	c.url = strings.TrimSpace(string(line[:n]))
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		res, err := http.Get(c.url + "/healthz")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return c
			}
		}
		if time.Now().After(end) {
			_ = c.cmd.Process.Kill() // it may have ended by itself
			_ = c.cmd.Wait()         // and does not say how
			t.Fatalf("the county never opened:\n%s", said.String())
		}
	}
}

// cpu is what it has taken of a core, in seconds.
func (c *countyProcess) cpu() float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.cmd.Process.Pid))
	if err != nil {
		c.t.Fatal(err)
	}
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		c.t.Fatal(err)
	}
	system, err := strconv.Atoi(fields[12])
	if err != nil {
		c.t.Fatal(err)
	}
	return float64(user+system) / 100 // USER_HZ
}

func (c *countyProcess) mebibytes() (now, most float64) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		c.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		_, _ = fmt.Sscanf(line, "VmRSS: %f kB", &now)  // any other line
		_, _ = fmt.Sscanf(line, "VmHWM: %f kB", &most) // likewise
	}
	return now / 1024, most / 1024
}

// commits is how many it holds of townships.
func (c *countyProcess) commits(dir string) (n int64) {
	var out bytes.Buffer
	code, ok, err := Call(c.t.Context(), dir, []string{"status", "--json"}, Stdio{Out: &out, Err: io.Discard})
	if err != nil || !ok || code != 0 {
		c.t.Fatal(code, ok, err)
	}
	var st hub.Status
	if err := json.Unmarshal(out.Bytes(), &st); err != nil {
		c.t.Fatal(err)
	}
	for lane, sum := range st.Lanes {
		if _, town := lane.Township(); town {
			n += sum.Commits
		}
	}
	return n
}
