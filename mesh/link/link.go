// Package link is the connection between two hubs: a WebSocket, so that it passes where
// web pages pass, and TLS with both station keys inside, so that whatever stands between
// sees and proves nothing. mesh/sync speaks its frames on it; everything else that hubs
// ask each other (the sound of a class, packs) is plain HTTP on a Link.
package link

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"yizhan/hub"
)

// Path is where hubs answer each other's requests.
const Path = "/hub"

// Config is what a Link needs.
type Config struct {
	Self           [32]byte
	Server, Client *tls.Config
	// Peer names the hub at the other end of a finished handshake, by what is known now;
	// its error ends what was begun with it.
	Peer    func(tls.ConnectionState) (key [32]byte, err error)
	DialNet Dialer // nil: the usual one
	Logger  *slog.Logger
}

const (
	mostShaking = 8  // handshakes of others at once
	mostOpen    = 64 // connections of others at once: a township's hubs, some twice
	idle        = time.Minute
	firstWord   = 15 * time.Second // for the head of an answer
)

// Link answers the requests of other hubs and makes requests to them. It is safe for
// concurrent use.
type Link struct {
	cfg     Config
	server  *http.Server
	door    door
	shaking chan struct{}

	mu      sync.Mutex
	clients map[target]*http.Client
}

type target struct {
	url string
	key [32]byte
}

// New makes a Link that answers with pages. Close ends it.
func New(cfg Config, pages http.Handler) *Link {
	l := &Link{cfg: cfg, shaking: make(chan struct{}, mostShaking), clients: map[target]*http.Client{},
		door: door{in: make(chan net.Conn), shut: make(chan struct{}), open: make(chan struct{}, mostOpen)}}
	l.server = &http.Server{
		Handler: l.judged(pages), ReadHeaderTimeout: firstWord, IdleTimeout: idle, MaxHeaderBytes: 8 << 10,
		ErrorLog:    slog.NewLogLogger(cfg.Logger.Handler(), slog.LevelInfo),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
	}
	go l.server.Serve(&l.door) // it ends with Close
	return l
}

type (
	connKey struct{}
	peerKey struct{}
)

// PeerOf is the hub whose request it is.
func PeerOf(ctx context.Context) (key [32]byte, ok bool) {
	key, ok = ctx.Value(peerKey{}).([32]byte)
	return key, ok
}

// judged asks anew with each request whether its hub is trusted: a connection may be
// older than the list that puts the hub out.
func (l *Link) judged(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, ok := r.Context().Value(connKey{}).(*held)
		if !ok {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		key, err := l.cfg.Peer(c.proof)
		if err != nil {
			w.Header().Set("Connection", "close")
			w.WriteHeader(http.StatusForbidden)
			return
		}
		pages.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), peerKey{}, key)))
	})
}

// ServeHTTP takes a hub's connection, at Path. It must be served without a write time-out.
func (l *Link) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case l.shaking <- struct{}{}:
		defer func() { <-l.shaking }()
	default:
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	raw, err := Upgrade(w, r)
	if err != nil {
		return // answered
	}
	conn := tls.Server(patient(raw), l.cfg.Server)
	ctx, done := context.WithTimeout(context.Background(), Patience) // the request's ends with this handler
	defer done()
	if _, err := l.prove(ctx, conn); err != nil {
		l.cfg.Logger.Info("link: handshake refused", "err", err)
		conn.Close()
		return
	}
	l.door.let(&held{Conn: conn, proof: conn.ConnectionState()})
}

// prove shakes hands and says with whom.
func (l *Link) prove(ctx context.Context, conn *tls.Conn) (key [32]byte, err error) {
	if err := conn.HandshakeContext(ctx); err != nil {
		return key, err
	}
	if key, err = l.cfg.Peer(conn.ConnectionState()); err != nil {
		return key, err
	}
	if key == l.cfg.Self {
		return key, errors.New("called itself")
	}
	return key, conn.SetDeadline(time.Time{})
}

// Client makes requests to the hub of that key at its URL, and to no other one, whoever
// has the address now. The host of a request's URL says nothing.
// Errors: CodeUnknown sync.unreachable, CodeUntrusted sync.untrusted.
func (l *Link) Client(url string, key [32]byte) *http.Client {
	l.mu.Lock()
	defer l.mu.Unlock()
	to := target{url, key}
	c := l.clients[to]
	if c == nil {
		c = &http.Client{
			Transport: &http.Transport{
				DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return l.dial(ctx, to) },
				// A page, a stream and a pack at once; what lies idle costs the other end a place.
				MaxConnsPerHost: 6, MaxIdleConnsPerHost: 1, IdleConnTimeout: idle,
				ResponseHeaderTimeout: firstWord, DisableCompression: true,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
		l.clients[to] = c
	}
	return c
}

func (l *Link) dial(ctx context.Context, to target) (net.Conn, error) {
	ctx, done := context.WithTimeout(ctx, Patience)
	defer done()
	raw, err := Dial(ctx, l.cfg.DialNet, to.url, Path)
	if err != nil {
		return nil, hub.E(hub.CodeUnknown, "sync.unreachable").Because(err)
	}
	conn := tls.Client(patient(raw), l.cfg.Client)
	key, err := l.prove(ctx, conn)
	if err == nil && key != to.key {
		err = errors.New("another hub has the address now")
	}
	if err != nil {
		conn.Close()
		return nil, hub.E(hub.CodeUntrusted, "sync.untrusted").Because(err)
	}
	return conn, nil
}

// Close ends every connection of either side.
func (l *Link) Close() error {
	l.mu.Lock()
	for _, c := range l.clients {
		c.CloseIdleConnections()
	}
	l.mu.Unlock()
	return l.server.Close()
}

// held is a proven connection of another hub. It hides that it is TLS from net/http, which
// would shake hands once more.
type held struct {
	net.Conn
	proof tls.ConnectionState
	leave func()
	once  sync.Once
}

func (h *held) Close() error {
	err := h.Conn.Close()
	h.once.Do(h.leave)
	return err
}

// door is a listener to which proven connections come.
type door struct {
	in   chan net.Conn
	open chan struct{} // connections that are in
	shut chan struct{}
	once sync.Once
}

func (d *door) let(c *held) {
	c.leave = func() {}
	select {
	case d.open <- struct{}{}:
		c.leave = func() { <-d.open }
	default:
		c.Close()
		return
	}
	select {
	case d.in <- c:
	case <-d.shut:
		c.Close()
	}
}

func (d *door) Accept() (net.Conn, error) {
	select {
	case c := <-d.in:
		return c, nil
	case <-d.shut:
		return nil, net.ErrClosed
	}
}

func (d *door) Close() error {
	d.once.Do(func() { close(d.shut) })
	return nil
}

func (d *door) Addr() net.Addr { return nowhere{} }

type nowhere struct{}

func (nowhere) Network() string { return "hub" }
func (nowhere) String() string  { return "hub" }

var _ io.Closer = (*Link)(nil)

// patient lets deadlines pass and be set anew, as net/http does at the end of each request:
// a WebSocket is never read again after one has passed.
func patient(raw net.Conn) net.Conn {
	near, far := net.Pipe()
	pump := func(to, from net.Conn) {
		io.Copy(to, from)
		near.Close()
		far.Close()
		raw.Close()
	}
	go pump(far, raw)
	go pump(raw, far)
	return near
}
