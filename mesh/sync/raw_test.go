package sync

import (
	"context"
	"crypto/tls"
	"net"
	"testing"

	"yizhan/hub"
)

// raw is a peer that sends what the test wants.
type raw struct {
	t    *testing.T
	conn *tls.Conn
	line *line
}

// rawCall is a trusted key that calls a hub: everything after the handshake is
// the test's.
func (w *world) rawCall(t *testing.T, as, to *station) *raw {
	here, there := net.Pipe()
	go to.Serve(there)
	conn := tls.Client(here, as.cfg.Client)
	if err := conn.HandshakeContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &raw{t: t, conn: conn, line: newLine(conn)}
}

// send says whether the frame was taken off the wire.
func (r *raw) send(kind uint8, body any) bool {
	return r.line.send(r.t.Context(), Frame{kind, body}) == nil
}

// frames reads until the other side ends it.
func (r *raw) frames() <-chan Frame {
	out := make(chan Frame, 10_000)
	go func() {
		defer close(out)
		for {
			f, err := r.line.receive(r.t.Context())
			if err != nil {
				return
			}
			out <- f
		}
	}()
	return out
}

func (r *raw) hello(lanes ...LaneState) bool {
	return r.send(typeHello, &Hello{Min: 1, Max: 1, Name: "raw", Lanes: lanes})
}

func emptyState() LaneState { return LaneState{Lane: township, Vector: HashVector(nil)} }

func lastBye(frames <-chan Frame) (reason string) {
	for f := range frames {
		if b, ok := f.Body.(*Bye); ok {
			reason = b.Reason
		}
	}
	return reason
}

// commitsOf packs all of a log's township.
func commitsOf(l *memLog) []hub.Commit {
	out, _, _ := l.Since(context.Background(), township, nil, MaxBatchCommits, MaxBatchBytes)
	return out
}
