package box_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// yard is some namespaces of the network with one address each, and between them this
// process: it carries every packet, late, or not at all, as the rule says.
type yard struct {
	t     *testing.T
	name  string
	ports []*os.File // one TUN device a namespace

	mu      sync.Mutex
	rule    func(p packet) (delay time.Duration, pass bool)
	free    []time.Time // when a port's line is free again
	rate    int         // bits a second of each port; 0: no limit
	carried int64       // packets
	dropped int64
}

// packet is an IPv4 packet between two ports.
type packet struct {
	from, to int
	raw      []byte
}

func (p packet) udp() bool { return p.raw[9] == unix.IPPROTO_UDP }

// opens says whether it begins a TCP connection.
func (p packet) opens() bool {
	head := int(p.raw[0]&15) * 4
	return p.raw[9] == unix.IPPROTO_TCP && len(p.raw) > head+13 && p.raw[head+13]&0x12 == 0x02 // SYN without ACK
}

// newYard makes the namespaces; only root may.
func newYard(t *testing.T, ports int) *yard {
	t.Helper()
	if testing.Short() {
		t.Skip("not in -short: it makes networks")
	}
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: only root may make namespaces")
	}
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("NOT TESTED: there is no ip here (iproute2)")
	}
	if _, err := os.Stat("/dev/net/tun"); err != nil {
		t.Skip("NOT TESTED: there is no /dev/net/tun here")
	}
	y := &yard{t: t, name: fmt.Sprintf("yz%d", os.Getpid()), free: make([]time.Time, ports)}
	for i := range ports {
		if out, err := exec.Command("ip", "netns", "add", y.space(i)).CombinedOutput(); err != nil {
			t.Skipf("NOT TESTED: no namespace can be made: %v %s", err, out)
		}
		t.Cleanup(func() { y.ip("netns", "del", y.space(i)) })
		port, err := openPort(y.space(i))
		if err != nil {
			t.Skipf("NOT TESTED: no TUN device can be made: %v", err)
		}
		t.Cleanup(func() { port.Close() })
		y.ports = append(y.ports, port)
		y.ip("-n", y.space(i), "addr", "add", y.address(i)+"/24", "dev", "wire")
		y.ip("-n", y.space(i), "link", "set", "wire", "up")
		y.ip("-n", y.space(i), "link", "set", "lo", "up")
	}
	for i := range y.ports {
		go y.carry(i)
	}
	return y
}

func (y *yard) space(i int) string   { return fmt.Sprintf("%s-%d", y.name, i) }
func (y *yard) address(i int) string { return fmt.Sprintf("10.77.31.%d", 10+i) }

func (y *yard) ip(args ...string) {
	y.t.Helper()
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		y.t.Errorf("ip %q: %v %s", args, err, out)
	}
}

// openPort makes a TUN device in a namespace. The thread that has been there is never
// used again.
func openPort(space string) (*os.File, error) {
	type made struct {
		f   *os.File
		err error
	}
	done := make(chan made)
	go func() {
		runtime.LockOSThread()
		f, err := openPortHere(space)
		done <- made{f, err}
	}()
	m := <-done
	return m.f, m.err
}

func openPortHere(space string) (*os.File, error) {
	ns, err := os.Open("/var/run/netns/" + space)
	if err != nil {
		return nil, err
	}
	defer ns.Close()
	if err := unix.Setns(int(ns.Fd()), unix.CLONE_NEWNET); err != nil {
		return nil, err
	}
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	req, err := unix.NewIfreq("wire")
	if err != nil {
		return nil, err
	}
	req.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, req); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), "tun "+space), nil
}

// carry reads what one namespace sends, until its port is closed.
func (y *yard) carry(from int) {
	for {
		buf := make([]byte, 2048)
		n, err := y.ports[from].Read(buf)
		if err != nil {
			return
		}
		raw := buf[:n]
		if n < 20 || raw[0]>>4 != 4 || raw[16] != 10 { // IPv6 and multicast stay at home
			continue
		}
		to := int(raw[19]) - 10
		if to < 0 || to >= len(y.ports) || to == from {
			continue
		}
		delay, pass := y.judge(packet{from, to, raw})
		if !pass {
			continue
		}
		send := func() { y.ports[to].Write(raw) } // a port that is gone has no reader
		if delay <= 0 {
			send()
			continue
		}
		time.AfterFunc(delay, send)
	}
}

// judge asks the rule, and makes a packet wait for those before it on a slow line.
func (y *yard) judge(p packet) (delay time.Duration, pass bool) {
	y.mu.Lock()
	defer y.mu.Unlock()
	pass = true
	if y.rule != nil {
		delay, pass = y.rule(p)
	}
	if pass && y.rate > 0 {
		now := time.Now()
		if y.free[p.from].Before(now) {
			y.free[p.from] = now
		}
		y.free[p.from] = y.free[p.from].Add(time.Duration(len(p.raw)*8) * time.Second / time.Duration(y.rate))
		wait := y.free[p.from].Sub(now)
		delay, pass = delay+wait, wait < 2*time.Second // a router's queue is short
	}
	if pass {
		y.carried++
	} else {
		y.dropped++
	}
	return delay, pass
}

// weather changes what happens to packets, and says what did before: carried, dropped.
func (y *yard) weather(rate int, rule func(packet) (time.Duration, bool)) (carried, dropped int64) {
	y.mu.Lock()
	defer y.mu.Unlock()
	carried, dropped = y.carried, y.dropped
	y.rule, y.rate, y.carried, y.dropped = rule, rate, 0, 0
	return carried, dropped
}

// losing drops so many packets of a hundred.
func losing(percent int) func(packet) (time.Duration, bool) {
	return func(packet) (time.Duration, bool) { return 0, rand.IntN(100) >= percent }
}
