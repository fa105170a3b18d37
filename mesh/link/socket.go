package link

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const maxMessage = 64 << 10 // of one WebSocket message; TLS writes records of 16 KiB

// Patience is how long a handshake may take, from the TCP connection to both TLS Finished.
const Patience = 20 * time.Second

// errText is the error of a WebSocket that no hub would send.
var errText = errors.New("link: not a hub's message")

// socket makes a net.Conn of a WebSocket's binary messages: TLS runs inside, so
// that a proxy that ends the outer TLS sees nothing.
type socket struct {
	ws    *websocket.Conn
	r     io.Reader                 // of the message being read
	write atomic.Pointer[time.Time] // deadline of the next Write
}

func newSocket(ws *websocket.Conn) *socket {
	ws.SetReadLimit(maxMessage)
	return &socket{ws: ws}
}

func (s *socket) Read(b []byte) (int, error) {
	for {
		if s.r == nil {
			kind, r, err := s.ws.NextReader()
			if err != nil {
				return 0, closedAs(err)
			}
			if kind != websocket.BinaryMessage {
				return 0, errText
			}
			s.r = r
		}
		n, err := s.r.Read(b)
		if err == io.EOF {
			s.r, err = nil, nil
			if n == 0 {
				continue
			}
		}
		return n, err
	}
}

// closedAs tells an ordinary end from a broken one: TLS marks the ordinary end
// itself, so what the WebSocket says is only ever EOF.
func closedAs(err error) error {
	if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway, websocket.CloseAbnormalClosure) {
		return io.EOF
	}
	return err
}

func (s *socket) Write(b []byte) (int, error) {
	if t := s.write.Load(); t != nil {
		if err := s.ws.SetWriteDeadline(*t); err != nil {
			return 0, err
		}
	}
	if err := s.ws.WriteMessage(websocket.BinaryMessage, b); err != nil {
		return 0, err
	}
	return len(b), nil
}

func (s *socket) Close() error                      { return s.ws.Close() }
func (s *socket) LocalAddr() net.Addr               { return s.ws.LocalAddr() }
func (s *socket) RemoteAddr() net.Addr              { return s.ws.RemoteAddr() }
func (s *socket) SetReadDeadline(t time.Time) error { return s.ws.SetReadDeadline(t) }

// SetWriteDeadline may be called while another goroutine writes, as TLS does when
// it closes; the WebSocket's own may not. It holds from the next Write on.
func (s *socket) SetWriteDeadline(t time.Time) error {
	s.write.Store(&t)
	return nil
}

func (s *socket) SetDeadline(t time.Time) error {
	s.write.Store(&t)
	return s.ws.SetReadDeadline(t)
}

// Hubs only: a browser always says where it comes from, a hub never does.
var upgrader = websocket.Upgrader{
	HandshakeTimeout: Patience,
	ReadBufferSize:   4 << 10,
	WriteBufferSize:  4 << 10,
	WriteBufferPool:  &sync.Pool{},
	CheckOrigin:      func(r *http.Request) bool { return r.Header.Get("Origin") == "" },
	Error: func(w http.ResponseWriter, _ *http.Request, status int, _ error) {
		w.WriteHeader(status)
	},
}

// Upgrade makes a request of a hub the raw connection to it; whoever calls has to prove
// itself in it. On an error the answer is given.
func Upgrade(w http.ResponseWriter, r *http.Request) (net.Conn, error) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil, err
	}
	return newSocket(ws), nil
}

// Dialer makes a TCP connection; nil is the usual one.
type Dialer func(ctx context.Context, network, addr string) (net.Conn, error)

// Dial opens a raw connection to a hub's URL, http(s)://host or ws(s)://host, at that path
// where the URL has none of its own. Nothing is proven yet.
func Dial(ctx context.Context, dial Dialer, addr, path string) (net.Conn, error) {
	u, err := url.Parse(addr)
	if err != nil {
		return nil, err
	}
	u.Scheme = strings.Replace(u.Scheme, "http", "ws", 1)
	if u.Path == "" || u.Path == "/" {
		u.Path = path
	}
	dialer := websocket.Dialer{
		NetDialContext:   dial,
		HandshakeTimeout: Patience,
		ReadBufferSize:   4 << 10,
		WriteBufferSize:  4 << 10,
		WriteBufferPool:  upgrader.WriteBufferPool,
		// The outer TLS is the proxy's and proves nothing to us; the inner one does.
		// Boxes whose clock is wrong must still get through, so it is not checked.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}
	ws, resp, err := dialer.DialContext(ctx, u.String(), nil)
	if resp != nil && resp.Body != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	return newSocket(ws), nil
}
