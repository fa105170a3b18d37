package box_test

import (
	"encoding/binary"
	"net"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// ear hears every packet between hubs on this machine. The touchscreens' own pages
// are not the hubs' talk, and other programs' packets are nobody's here: it keeps
// those of given ports only.
type ear struct {
	fd    int
	ports map[uint16]bool
	probe string // one of the addresses, for the control
	done  sync.WaitGroup
	stop  chan struct{}

	mu     sync.Mutex
	heard  [][]byte
	bytes  int
	failed error
}

// listenIn begins to hear; nil where only root may.
func listenIn(t *testing.T, addresses ...string) *ear {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Log("NOT TESTED: packets between hubs; only root may listen")
		return nil
	}
	e := &ear{ports: map[uint16]bool{}, probe: addresses[0], stop: make(chan struct{})}
	for _, a := range addresses {
		_, port, err := net.SplitHostPort(a)
		n, err2 := strconv.ParseUint(port, 10, 16)
		if err != nil || err2 != nil {
			t.Fatalf("%s: %v %v", a, err, err2)
		}
		e.ports[uint16(n)] = true
	}
	lo, err := net.InterfaceByName("lo")
	if err != nil {
		t.Fatal(err)
	}
	const all = unix.ETH_P_ALL<<8&0xff00 | unix.ETH_P_ALL>>8 // in the network's order
	e.fd, err = unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM, all)
	if err == unix.EPERM {
		t.Log("NOT TESTED: packets between hubs; this machine gives no packet socket")
		return nil
	}
	if err == nil {
		err = unix.Bind(e.fd, &unix.SockaddrLinklayer{Protocol: all, Ifindex: lo.Index})
	}
	if err == nil {
		err = unix.SetsockoptTimeval(e.fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &unix.Timeval{Usec: 100_000})
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = unix.SetsockoptInt(e.fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, 64<<20) // what does not fit is counted below
	e.done.Go(e.listen)
	return e
}

func (e *ear) listen() {
	buf := make([]byte, 1<<17)
	for {
		select {
		case <-e.stop:
			return
		default:
		}
		n, _, err := unix.Recvfrom(e.fd, buf, 0)
		if err == unix.EAGAIN || err == unix.EINTR {
			continue
		}
		if err != nil {
			e.failed = err
			return
		}
		e.keep(buf[:n])
	}
}

// keep takes an IPv4 packet of TCP or UDP between the ports that are asked for.
func (e *ear) keep(p []byte) {
	if len(p) < 20 || p[0]>>4 != 4 || p[9] != unix.IPPROTO_TCP && p[9] != unix.IPPROTO_UDP {
		return
	}
	head := int(p[0]&15) * 4
	if len(p) < head+4 {
		return
	}
	from, to := binary.BigEndian.Uint16(p[head:]), binary.BigEndian.Uint16(p[head+2:])
	if !e.ports[from] && !e.ports[to] {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, append([]byte(nil), p[head:]...))
	e.bytes += len(p) - head
}

// close ends with the control: a packet that names somebody is heard. Nothing before
// it may have.
func (e *ear) close(t *testing.T, secret []string) {
	t.Helper()
	if e == nil {
		return
	}
	e.mu.Lock()
	talk, size := e.heard, e.bytes
	e.mu.Unlock()
	for _, p := range talk {
		if found := revealed(p, secret); len(found) > 0 {
			t.Errorf("a packet of %d bytes holds %q", len(p), found)
		}
	}
	if len(talk) < 50 || size < 20_000 {
		t.Errorf("only %d packets with %d bytes were heard", len(talk), size)
	}
	stats, err := unix.GetsockoptTpacketStats(e.fd, unix.SOL_PACKET, unix.PACKET_STATISTICS)
	if err != nil || stats.Drops > stats.Packets/100 { // other tests may make much noise on the same wire
		t.Errorf("%d of %d packets were missed, %v", stats.Drops, stats.Packets, err)
	}
	conn, err := net.Dial("udp", e.probe)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	heard := func() bool {
		_, _ = conn.Write([]byte("open: " + secret[0])) // nobody has to answer it
		e.mu.Lock()
		defer e.mu.Unlock()
		for _, p := range e.heard[len(talk):] {
			if len(revealed(p, secret[:1])) > 0 {
				return true
			}
		}
		return false
	}
	eventually(t, "a packet that names somebody is heard", heard)
	close(e.stop)
	e.done.Wait()
	if e.failed != nil {
		t.Error(e.failed)
	}
	_ = unix.Close(e.fd) // nothing was written to it
	t.Logf("%d packets, %d bytes between hubs at %s", len(talk), size, time.Now().Format(time.TimeOnly))
}
