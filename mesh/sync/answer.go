package sync

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"yizhan/hub"
	"yizhan/mesh/link"
)

// Handler answers at Path. Whoever calls must show a station key that Trust
// knows; it must be served without a write time-out.
func (e *Engine) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.admit(r.Context()) {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		conn, err := link.Upgrade(w, r)
		if err != nil {
			<-e.doors
			return
		}
		// The request's context ends with a hijacked connection's handler; the
		// session has the engine's.
		e.answer(conn)
	})
}

// Handshakes that may be under way at once, and who may wait for one. A county that comes
// back is called by all its stations: whoever is sent away only calls again.
const (
	doors = 32
	porch = 2048
)

// admit waits for a place among the handshakes, as long as leaves time for one.
func (e *Engine) admit(ctx context.Context) bool {
	defer e.porch.Add(-1)
	if e.porch.Add(1) > porch {
		return false
	}
	patience := time.NewTimer(link.Patience / 2)
	defer patience.Stop()
	select {
	case e.doors <- struct{}{}:
		return true
	case <-ctx.Done():
	case <-e.life.Done():
	case <-patience.C:
	}
	return false
}

// Serve runs one session on a connection that somebody made to us, until it ends.
func (e *Engine) Serve(conn net.Conn) {
	e.doors <- struct{}{}
	e.answer(conn)
}

func (e *Engine) answer(conn net.Conn) {
	defer conn.Close()
	tc := tls.Server(conn, e.cfg.Server)
	peer, err := e.handshake(e.life, tc)
	<-e.doors
	if err != nil {
		e.log.Info("sync: handshake refused", "err", err)
		return
	}
	if err := e.run(e.life, tc, peer, how{}); err != nil {
		e.log.Info("sync: session ended", "peer", short(peer.Key), "err", err)
	}
}

func (e *Engine) handshake(ctx context.Context, conn *tls.Conn) (Peer, error) {
	ctx, cancel := context.WithTimeout(ctx, link.Patience)
	defer cancel()
	peer, err := Peer{}, conn.HandshakeContext(ctx)
	if err == nil {
		peer, err = e.judge(conn)
	}
	if err == nil && peer.Key == e.cfg.Self {
		err = errors.New("called itself")
	}
	if err != nil {
		e.mu.Lock()
		e.refusals++
		e.mu.Unlock()
		return peer, hub.E(hub.CodeUntrusted, "sync.untrusted").Because(err)
	}
	return peer, conn.SetDeadline(time.Time{})
}

// judge asks whether the hub at the other end is trusted now.
func (e *Engine) judge(conn *tls.Conn) (peer Peer, err error) {
	err = survive(func() (err error) {
		peer, err = e.cfg.Trust.Peer(conn.ConnectionState())
		return err
	})
	return peer, err
}
