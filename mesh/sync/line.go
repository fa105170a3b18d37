package sync

import (
	"bufio"
	"context"
	"net"
	"sync/atomic"
	"time"
)

const (
	stillAfter  = 25 * time.Second // proxies drop what is silent for 60 s
	silentAfter = 80 * time.Second // three Stills lost
	writeStep   = 16 << 10
)

// line is a connection with frames on it: deadlines that move with progress, caps
// on speed, and counters.
type line struct {
	conn       net.Conn
	r          *bufio.Reader
	out, in    *limiter
	sent, read atomic.Int64 // bytes of frames, before TLS
	taken      int          // of read, in whole frames
	buf        []byte
	reading    context.Context // of the receive that is under way
}

func newLine(conn net.Conn) *line {
	l := &line{conn: conn, reading: context.Background()}
	l.r = bufio.NewReaderSize(progress{l}, 16<<10)
	return l
}

// progress gives each Read its own deadline: a slow link may take minutes for a
// frame, a dead one may not.
type progress struct{ l *line }

func (p progress) Read(b []byte) (int, error) {
	if err := p.l.conn.SetReadDeadline(time.Now().Add(silentAfter)); err != nil {
		return 0, err
	}
	n, err := p.l.conn.Read(b[:min(len(b), p.l.in.step())])
	p.l.read.Add(int64(n))
	if err == nil {
		err = p.l.in.wait(p.l.reading, n) // the sender feels it: nobody reads
	}
	return n, err
}

// receive is called by one goroutine only.
func (l *line) receive(ctx context.Context) (Frame, error) {
	l.reading = ctx
	f, err := ReadFrame(l.r)
	l.taken = int(l.read.Load()) - l.r.Buffered()
	return f, err
}

// send is called by one goroutine only.
func (l *line) send(ctx context.Context, f Frame) error {
	b, err := AppendFrame(l.buf[:0], f)
	if err != nil {
		return err
	}
	l.buf = b[:0]
	if cap(l.buf) > 64<<10 {
		l.buf = nil
	}
	for len(b) > 0 {
		step := b[:min(len(b), l.out.step())]
		if err := l.out.wait(ctx, len(step)); err != nil {
			return err
		}
		if err := l.conn.SetWriteDeadline(time.Now().Add(silentAfter)); err != nil {
			return err
		}
		n, err := l.conn.Write(step)
		l.sent.Add(int64(n))
		if err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}
