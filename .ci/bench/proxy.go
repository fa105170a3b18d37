package main

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// proxy is the wire between two systems: it carries TCP to one address and counts
// what goes each way, the bytes inside TCP. It can hold new connections back, so that
// a measurement begins when both sides stand ready, and it can cut.
type proxy struct {
	l      net.Listener
	target string
	there  atomic.Int64 // bytes from who calls to who is called
	back   atomic.Int64
	last   atomic.Int64 // when a byte passed, Unix nanoseconds
	calls  atomic.Int64 // connections taken

	mu   sync.Mutex
	gate chan struct{} // closed: connections pass
	live map[net.Conn]bool
}

// newProxy listens on loopback for calls to target; its gate is shut.
func newProxy(target string) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{l: l, target: target, gate: make(chan struct{}), live: map[net.Conn]bool{}}
	go p.serve()
	return p, nil
}

func (p *proxy) address() string { return p.l.Addr().String() }

// open lets connections pass, those too that wait. It is called once.
func (p *proxy) open() { close(p.gate) }

// cut ends all connections; new ones pass.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.live {
		c.Close()
	}
}

func (p *proxy) close() {
	p.l.Close()
	p.cut()
}

// carried is the bytes of both ways together.
func (p *proxy) carried() int64 { return p.there.Load() + p.back.Load() }

// quiet says whether a connection was made and no byte has passed for d.
func (p *proxy) quiet(d time.Duration) bool {
	return p.last.Load() > 0 && time.Since(p.latest()) > d
}

// latest is when a byte passed last.
func (p *proxy) latest() time.Time { return time.Unix(0, p.last.Load()) }

func (p *proxy) serve() {
	for {
		c, err := p.l.Accept()
		if err != nil {
			return
		}
		p.calls.Add(1)
		go p.carry(c)
	}
}

func (p *proxy) carry(near net.Conn) {
	defer near.Close()
	<-p.gate
	far, err := net.Dial("tcp", p.target)
	if err != nil {
		return
	}
	defer far.Close()
	p.mu.Lock()
	p.live[near], p.live[far] = true, true
	p.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { p.copy(far, near, &p.there) })
	both.Go(func() { p.copy(near, far, &p.back) })
	both.Wait()
	p.mu.Lock()
	delete(p.live, near)
	delete(p.live, far)
	p.mu.Unlock()
}

// copy carries one way until it ends, and then tells the other side so.
func (p *proxy) copy(to, from net.Conn, count *atomic.Int64) {
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			count.Add(int64(n))
			p.last.Store(time.Now().UnixNano())
			if _, failed := to.Write(buf[:n]); failed != nil {
				break
			}
		}
		if err != nil {
			if err != io.EOF { // cut: the other way ends as well
				from.Close()
			}
			break
		}
	}
	_ = to.(*net.TCPConn).CloseWrite() // it may be closed already
}
