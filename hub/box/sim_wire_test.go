package box

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// simNet is the lines between the hubs of a simulation: streams in memory, in virtual
// time. A line that is cut holds what was written until it is whole again, as TCP does;
// a hub that dies takes its streams with it, half the time without a word to the peer.
type simNet struct {
	mu     sync.Mutex
	random *rand.Rand
	down   map[[2]int]bool // from, to
	doors  map[int]*simDoor
	ends   map[*simEnd]int // every open end, and whose it is
	breaks float64         // how likely a new stream breaks somewhere on its way
	loss   float64         // of messages that are no stream
	sent   int64           // bytes, all streams
	cuts   int64           // streams that broke on their way
}

func newSimNet(seed uint64) *simNet {
	return &simNet{
		random: rand.New(rand.NewPCG(seed, 1)), down: map[[2]int]bool{}, doors: map[int]*simDoor{}, ends: map[*simEnd]int{},
	}
}

// chance is true so often.
func (n *simNet) chance(p float64) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.random.Float64() < p
}

// loses says whether a message that is no stream is lost.
func (n *simNet) loses() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.random.Float64() < n.loss
}

// upTo is a time between nothing and d.
func (n *simNet) upTo(d time.Duration) time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	return time.Duration(n.random.Int64N(int64(d)))
}

// set opens or cuts one direction.
func (n *simNet) set(from, to int, open bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.down[[2]int{from, to}] = !open
	n.pokeAll()
}

// heal mends everything.
func (n *simNet) heal() {
	n.mu.Lock()
	defer n.mu.Unlock()
	clear(n.down)
	n.breaks, n.loss = 0, 0
	n.pokeAll()
}

// pokeAll has every reader look again.
func (n *simNet) pokeAll() {
	for e := range n.ends {
		e.in.poke()
	}
}

func (n *simNet) passes(from, to int) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return !n.down[[2]int{from, to}]
}

// simAddress is where a hub answers.
func simAddress(hub int) string { return "hub-" + strconv.Itoa(hub) + ":80" }

var errNobody = errors.New("nobody answers")

// dialer is the network as one hub sees it.
func (n *simNet) dialer(from int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, _, addr string) (net.Conn, error) {
		host, _, _ := strings.Cut(addr, ":")
		to, err := strconv.Atoi(strings.TrimPrefix(host, "hub-"))
		if err != nil {
			return nil, err
		}
		if !n.passes(from, to) || !n.passes(to, from) {
			<-ctx.Done() // a call into the void
			return nil, ctx.Err()
		}
		n.mu.Lock()
		d := n.doors[to]
		near, far := n.stream(from, to)
		n.mu.Unlock()
		if d == nil {
			near.Close()
			return nil, errNobody
		}
		select {
		case d.calls <- far:
			return near, nil
		case <-d.closed:
			near.Close()
			return nil, errNobody
		case <-ctx.Done():
			near.Close()
			return nil, ctx.Err()
		}
	}
}

// stream makes both ends of a connection.
func (n *simNet) stream(a, b int) (near, far *simEnd) {
	delay := time.Duration(n.random.Int64N(int64(300 * time.Millisecond)))
	there, back := newSimPipe(n, a, b, delay), newSimPipe(n, b, a, delay)
	if n.random.Float64() < n.breaks {
		there.left = 1 + n.random.IntN(60_000)
	}
	near, far = &simEnd{net: n, in: back, out: there}, &simEnd{net: n, in: there, out: back}
	n.ends[near], n.ends[far] = a, b
	return near, far
}

// kill ends every stream of a hub as a power cut does.
func (n *simNet) kill(hub int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.doors, hub)
	for e, whose := range n.ends {
		if whose != hub {
			continue
		}
		delete(n.ends, e)
		silent := n.random.Float64() < 0.5
		e.in.finish(net.ErrClosed)
		e.out.die()
		if !silent {
			e.out.finish(io.ErrUnexpectedEOF)
		}
	}
}

// simDoor is a listener.
type simDoor struct {
	calls  chan net.Conn
	closed chan struct{}
	once   sync.Once
	hub    int
}

func (n *simNet) listen(hub int) *simDoor {
	n.mu.Lock()
	defer n.mu.Unlock()
	d := &simDoor{calls: make(chan net.Conn), closed: make(chan struct{}), hub: hub}
	n.doors[hub] = d
	return d
}

func (d *simDoor) Accept() (net.Conn, error) {
	select {
	case c := <-d.calls:
		return c, nil
	case <-d.closed:
		return nil, net.ErrClosed
	}
}

func (d *simDoor) Close() error   { d.once.Do(func() { close(d.closed) }); return nil }
func (d *simDoor) Addr() net.Addr { return simAddr(d.hub) }

type simAddr int

func (simAddr) Network() string  { return "sim" }
func (a simAddr) String() string { return simAddress(int(a)) }

// simPipe is one direction of a stream.
type simPipe struct {
	net      *simNet
	from, to int
	delay    time.Duration
	news     chan struct{}

	mu       sync.Mutex
	queue    []simPacket
	err      error // what a reader gets once the queue is empty, or at once where hard
	hard     bool
	dead     bool // the writer's hub is gone: nothing that is written arrives
	left     int  // bytes until the stream breaks; 0: it does not
	deadline time.Time
}

type simPacket struct {
	due  time.Time
	body []byte
}

func newSimPipe(n *simNet, from, to int, delay time.Duration) *simPipe {
	return &simPipe{net: n, from: from, to: to, delay: delay, news: make(chan struct{}, 1)}
}

func (p *simPipe) poke() {
	select {
	case p.news <- struct{}{}:
	default:
	}
}

// finish ends the direction at once; whatever is on its way is gone.
func (p *simPipe) finish(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil || !p.hard {
		p.err, p.hard, p.queue = err, true, nil
	}
	p.poke()
}

// die is the writer's death: nothing that it still writes arrives.
func (p *simPipe) die() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dead = true
}

// end is an orderly end: what is on its way still arrives.
func (p *simPipe) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.err = io.EOF
	}
	p.poke()
}

func (p *simPipe) read(b []byte) (int, error) {
	for {
		n, wait, err := p.take(b)
		if n > 0 || err != nil {
			return n, err
		}
		if wait <= 0 {
			<-p.news
			continue
		}
		timer := time.NewTimer(wait)
		select {
		case <-p.news:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// take is what can be read now; else how long to wait, 0 for news only.
func (p *simPipe) take(b []byte) (n int, wait time.Duration, err error) {
	open := p.net.passes(p.from, p.to)
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	switch {
	case p.hard:
		return 0, 0, p.err
	case !p.deadline.IsZero() && !now.Before(p.deadline):
		return 0, 0, os.ErrDeadlineExceeded
	case open && len(p.queue) > 0 && !now.Before(p.queue[0].due):
		n = copy(b, p.queue[0].body)
		if p.queue[0].body = p.queue[0].body[n:]; len(p.queue[0].body) == 0 {
			p.queue = p.queue[1:]
		}
		return n, 0, nil
	case len(p.queue) == 0 && p.err != nil && open:
		return 0, 0, p.err
	}
	until := func(t time.Time) {
		if d := t.Sub(now); wait == 0 || d < wait {
			wait = d
		}
	}
	if !p.deadline.IsZero() {
		until(p.deadline)
	}
	if open && len(p.queue) > 0 {
		until(p.queue[0].due)
	}
	return 0, wait, nil
}

// write queues; broken says that the stream broke on these bytes.
func (p *simPipe) write(b []byte) (broken bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil {
		return false, net.ErrClosed
	}
	if p.dead {
		return false, nil
	}
	if p.left > 0 {
		if p.left -= len(b); p.left <= 0 {
			return true, net.ErrClosed
		}
	}
	p.queue = append(p.queue, simPacket{time.Now().Add(p.delay), append([]byte(nil), b...)})
	p.poke()
	return false, nil
}

// simEnd is one end of a stream.
type simEnd struct {
	net     *simNet
	in, out *simPipe
}

func (e *simEnd) Read(b []byte) (int, error) { return e.in.read(b) }

func (e *simEnd) Write(b []byte) (int, error) {
	broken, err := e.out.write(b)
	if broken {
		e.in.finish(net.ErrClosed)
		e.out.finish(io.ErrUnexpectedEOF)
	}
	e.net.mu.Lock()
	e.net.sent += int64(len(b))
	if broken {
		e.net.cuts++
	}
	e.net.mu.Unlock()
	if err != nil {
		return 0, err
	}
	return len(b), nil
}

func (e *simEnd) Close() error {
	e.net.mu.Lock()
	delete(e.net.ends, e)
	e.net.mu.Unlock()
	e.in.finish(net.ErrClosed)
	e.out.end()
	return nil
}

func (e *simEnd) LocalAddr() net.Addr  { return simAddr(e.out.from) }
func (e *simEnd) RemoteAddr() net.Addr { return simAddr(e.out.to) }

func (e *simEnd) SetDeadline(t time.Time) error      { return e.SetReadDeadline(t) }
func (e *simEnd) SetWriteDeadline(t time.Time) error { return nil } // a write never waits
func (e *simEnd) SetReadDeadline(t time.Time) error {
	e.in.mu.Lock()
	defer e.in.mu.Unlock()
	e.in.deadline = t
	e.in.poke()
	return nil
}
