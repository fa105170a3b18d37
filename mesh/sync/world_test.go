package sync

import (
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"net"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
)

const township = hub.Lane("township/140427103")

var quick = Timing{
	Gather: 10 * time.Millisecond, Relay: 40 * time.Millisecond, Resync: 50 * time.Millisecond,
	First: 10 * time.Millisecond, Idle: time.Minute,
}

// station is one hub of a test: log, trust, engine, and a server on loopback.
type station struct {
	*Engine
	log   *memLog
	trust *testTrust
	key   [32]byte
	url   string
}

// world is hubs that know each other; the first is the county.
type world struct {
	t    testing.TB
	hubs []*station
	keys map[[32]byte]string
	mu   sync.Mutex
}

func newWorld(t testing.TB, n int, change ...func(i int, c *Config)) *world {
	w := newUnserved(t, n, change...)
	for _, s := range w.hubs {
		web := httptest.NewServer(s.Handler())
		s.url = web.URL
		t.Cleanup(func() { s.Close(); web.Close() })
	}
	return w
}

// newUnserved is a world without a network: hubs are joined by pipes.
func newUnserved(t testing.TB, n int, change ...func(i int, c *Config)) *world {
	w := &world{t: t, keys: map[[32]byte]string{}}
	for i := range n {
		_, key, err := ed25519.GenerateKey(nil)
		if err != nil {
			t.Fatal(err)
		}
		w.add(key, func(c *Config) {
			for _, f := range change {
				f(i, c)
			}
		})
	}
	for _, s := range w.hubs {
		s.trust.county = w.hubs[0].key
	}
	return w
}

// add makes a hub with that key and runs it.
func (w *world) add(key ed25519.PrivateKey, change func(*Config)) *station {
	s := &station{log: newMemLog(key), key: [32]byte(key.Public().(ed25519.PublicKey))}
	w.keys[s.key] = string(rune('A' + len(w.hubs)))
	s.trust = &testTrust{
		mu: &w.mu, self: key, keys: w.keys, revoked: map[[32]byte]bool{},
		lists: map[string]uint64{}, signed: map[string][]byte{},
	}
	server, client := testTLS(key)
	cfg := Config{Self: s.key, Name: w.keys[s.key], Log: s.log, Trust: s.trust, Server: server, Client: client, Timing: quick}
	change(&cfg)
	s.Engine = New(cfg)
	w.hubs = append(w.hubs, s)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); s.Run(ctx) }()
	w.t.Cleanup(func() { stop(); <-done })
	return s
}

// pipe joins two hubs in memory, so that virtual time can pass.
func (w *world) pipe(a, b *station) {
	here, there := net.Pipe()
	go b.Serve(there)
	go func() {
		conn := tls.Client(here, a.cfg.Client)
		defer conn.Close()
		if peer, err := a.handshake(a.life, conn); err == nil {
			a.run(a.life, conn, peer, how{dialled: true})
		}
	}()
}

// until waits for something to come true; tests count, they do not time.
func (w *world) until(what string, ok func() bool) {
	w.t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			for _, s := range w.hubs {
				w.t.Logf("%s: %s %+v", w.keys[s.key], s.log.sum(township), s.Status())
			}
			w.t.Fatalf("never: %s", what)
		}
	}
}

func (w *world) equal(lane hub.Lane, hubs ...*station) bool {
	for _, s := range hubs[1:] {
		if s.log.sum(lane) != hubs[0].log.sum(lane) {
			return false
		}
	}
	return true
}

// complete says whether a holds the lane to be complete with b.
func complete(a, b *station, lane hub.Lane) bool {
	for _, p := range a.Status().Peers {
		if p.Key == b.key {
			for _, l := range p.Lanes {
				if l.Lane == lane {
					return l.Complete
				}
			}
		}
	}
	return false
}

func (s *station) peer(other *station) PeerStatus {
	for _, p := range s.Status().Peers {
		if p.Key == other.key {
			return p
		}
	}
	return PeerStatus{}
}

// arrivals are attendance taps of 30 children: a once-per record, one field.
func arrivals(i int) (hub.ID, hub.Part) {
	subject := hub.ID{9, byte(i % 30)}
	return subject, hub.Part{Salt: randomSalt(), Changes: []hub.Change{{
		Kind: "day", Period: dayOf(i / 30), Fields: []hub.FieldChange{
			{No: 1, Opened: true, Value: int64(1)},
			{No: 2, Opened: true, Value: int64(28800 + i%3600)},
			{No: 5, Opened: true, Value: hub.ID{4, byte(i % 30)}},
		},
	}}}
}

func dayOf(i int) string {
	return string(hub.DayOf(time.Date(2026, 9, 1, 0, 0, 0, 0, hub.China)).Add(i))
}

// cutter is a network whose connections can be cut and counted.
type cutter struct {
	mu    sync.Mutex
	after int64 // bytes that still pass in all, -1: no end
	conns []net.Conn
	dials int
}

func (c *cutter) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dials++
	c.conns = append(c.conns, conn)
	return &cutConn{Conn: conn, c: c}, nil
}

func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		conn.Close()
	}
	c.conns = nil
}

type cutConn struct {
	net.Conn
	c *cutter
}

func (c *cutConn) Write(b []byte) (int, error) {
	c.c.mu.Lock()
	left := c.c.after
	if left >= 0 {
		c.c.after = max(0, left-int64(len(b)))
	}
	c.c.mu.Unlock()
	if left < 0 || int64(len(b)) <= left {
		return c.Conn.Write(b)
	}
	n, _ := c.Conn.Write(b[:left])
	c.Conn.Close()
	return n, net.ErrClosed
}
