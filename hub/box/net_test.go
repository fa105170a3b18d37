package box_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
)

// valley is a county and three stations as processes in namespaces of their own: real
// Serf, real TCP, and a network between them that is as bad as it is told to be.
type valley struct {
	*township
	yard     *yard
	hubs     []*process // the county first
	children []string   // everybody whom a station has confirmed
}

func newValley(t *testing.T) *valley {
	t.Helper()
	v := &valley{yard: newYard(t, 4)}
	dir := t.TempDir()
	v.township = &township{t: t, dir: dir}
	for i, name := range []string{"the county", "station A", "station B", "station C"} {
		at := v.yard.address(i)
		p := newProcess(t, name, filepath.Join(dir, fmt.Sprint("hub", i)), "serve", "--mesh", at+":7101", "--sync", at+":7102")
		p.listen = "127.0.0.1:8080" // of its own namespace
		if i == 0 {
			p.args, p.listen = []string{"county"}, at+":8090"
			v.county = p
		}
		if i > 1 {
			p.args = append(p.args, "--join", v.yard.address(1)+":7101")
		}
		v.hubs = append(v.hubs, p)
	}
	for i, p := range v.hubs[1:] {
		v.enrol(p, fmt.Sprintf("第%d驿站", i+1))
	}
	for i := range v.hubs {
		v.start(i)
	}
	return v
}

// start serves in a namespace, and waits until the hub answers over its socket.
func (v *valley) start(i int) {
	v.t.Helper()
	p := v.hubs[i]
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		v.t.Fatal(err)
	}
	defer log.Close()
	inner := program(v.t.Context(), slices.Concat(p.args[:1], []string{"--data", p.dir, "--listen", p.listen}, p.args[1:])...)
	p.cmd = exec.Command("ip", slices.Concat([]string{"netns", "exec", v.yard.space(i)}, inner.Args)...)
	p.cmd.Env, p.cmd.Stderr = inner.Env, log
	if err := p.cmd.Start(); err != nil {
		v.t.Fatal(err)
	}
	eventually(v.t, p.name+" opens", func() bool {
		code, ok, err := box.Call(v.t.Context(), p.dir, []string{"status", "--json"}, box.Stdio{Out: io.Discard, Err: io.Discard})
		return code == 0 && ok && err == nil
	})
}

// writes registers some children at every station.
func (v *valley) writes(each int) {
	v.t.Helper()
	for _, p := range v.hubs[1:] {
		var some []child
		for range each {
			c := nthChild(len(v.children))
			some = append(some, c)
			v.children = append(v.children, c.name)
		}
		p.run(0, "import", "--yes", v.roster(some...))
	}
}

// everywhere waits until all hold the same, and wants every child at the county.
func (v *valley) everywhere() {
	v.t.Helper()
	v.agree(v.hubs...)
	got, want := v.county.children(), slices.Clone(v.children)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		v.t.Errorf("the county has %d children, the stations have registered %d", len(got), len(want))
	}
}

// Whatever the network does, all that was registered is everywhere in the end, once.
// The bad weathers come one after the other, over the same hubs. All of it takes about
// a minute.
func TestBadWeather(t *testing.T) {
	t.Parallel() // it waits most of the time: beside the simulation
	v := newValley(t)
	v.writes(2)
	v.everywhere()
	v.yard.weather(0, nil)
	for _, w := range []struct {
		name string
		rate int // bits a second
		rule func(packet) (time.Duration, bool)
		each int
	}{
		{"a quarter of all packets is lost", 0, losing(25), 5},
		{"no UDP, and nobody reaches the county but A", 0, func(p packet) (time.Duration, bool) {
			return 0, !p.udp() && (p.from > 0 && p.to > 0 || p.from+p.to == 1)
		}, 5},
		{"nobody hears A but the county", 0, func(p packet) (time.Duration, bool) { return 0, p.from != 1 || p.to == 0 }, 5},
		{"64 kbit/s", 64_000, nil, 10},
		{"300 ms each way", 0, func(packet) (time.Duration, bool) { return 300 * time.Millisecond, true }, 5},
		{"behind a carrier's NAT: the county alone, called from here", 0, func(p packet) (time.Duration, bool) {
			return 0, (p.from == 0 || p.to == 0) && !(p.from == 0 && p.opens()) && !p.udp()
		}, 5},
	} {
		began := time.Now()
		v.yard.weather(w.rate, w.rule)
		v.writes(w.each)
		v.everywhere()
		carried, dropped := v.yard.weather(0, nil)
		t.Logf("%s: %d packets carried, %d not, %v", w.name, carried, dropped, time.Since(began).Round(100*time.Millisecond))
		if w.rule != nil && dropped == 0 && w.name != "300 ms each way" || carried == 0 {
			t.Errorf("%s: %d packets carried, %d dropped: nothing was tried", w.name, carried, dropped)
		}
	}
	v.twoCalls()
	for _, p := range v.hubs {
		for reason, n := range p.status().Refused {
			t.Errorf("%s has refused %d: %s", p.name, n, reason)
		}
	}
}

// The control: where nothing passes, nothing arrives, and the comparison sees it.
func TestNoNetworkIsSeen(t *testing.T) {
	v := newValley(t)
	v.writes(1)
	v.everywhere()
	v.yard.weather(0, func(packet) (time.Duration, bool) { return 0, false })
	v.writes(1)
	time.Sleep(2 * time.Second)
	digests := map[string]bool{}
	for _, p := range v.hubs {
		digests[p.digest()] = true
	}
	if len(digests) != len(v.hubs) {
		t.Errorf("without any network %d hubs show %d states", len(v.hubs), len(digests))
	}
	if n := len(v.county.children()); n != 3 {
		t.Errorf("without any network the county has %d children, want the first 3", n)
	}
	if got := v.hubs[1].status().Lanes[hub.TownshipLane(town)].Records; got == 0 {
		t.Error("a station without a network shows nothing")
	}
}
