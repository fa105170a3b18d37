package link_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/mesh/link"
)

// world is hubs that trust each other until one is put out.
type world struct {
	t   *testing.T
	out atomic.Pointer[[32]byte]
}

type end struct {
	*link.Link
	key  [32]byte
	addr string
}

var errOut = errors.New("put out")

func (w *world) judge(cs tls.ConnectionState) (key [32]byte, err error) {
	if len(cs.PeerCertificates) != 1 {
		return key, errors.New("no certificate")
	}
	copy(key[:], cs.PeerCertificates[0].PublicKey.(ed25519.PublicKey))
	if out := w.out.Load(); out != nil && *out == key {
		return key, errOut
	}
	return key, nil
}

// hub opens one whose pages are these.
func (w *world) hub(pages http.Handler) *end {
	w.t.Helper()
	pub, priv, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, pub, priv)
	if err != nil {
		w.t.Fatal(err)
	}
	cfg := &tls.Config{
		MinVersion: tls.VersionTLS13, InsecureSkipVerify: true, ClientAuth: tls.RequireAnyClientCert,
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: priv}},
	}
	e := &end{key: [32]byte(pub)}
	e.Link = link.New(link.Config{Self: e.key, Server: cfg, Client: cfg, Peer: w.judge, Logger: slog.New(slog.DiscardHandler)}, pages)
	w.t.Cleanup(func() { e.Close() })
	mux := http.NewServeMux()
	mux.Handle(link.Path, e.Link)
	server := httptest.NewServer(mux)
	w.t.Cleanup(server.Close)
	e.addr = server.URL
	return e
}

// get asks one hub for a page of another.
func (e *end) get(t *testing.T, of *end, header string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", "http://hub/pack", nil)
	if err != nil {
		t.Fatal(err)
	}
	if header != "" {
		r.Header.Set("Range", header)
	}
	return e.Client(of.addr, of.key).Do(r)
}

// A hub's request arrives with its key, and its answer whole and in parts.
func TestAHubAsksAnother(t *testing.T) {
	t.Parallel()
	w := &world{t: t}
	body := bytes.Repeat([]byte("yizhan"), 60_000)
	var asked atomic.Pointer[[32]byte]
	b := w.hub(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if key, ok := link.PeerOf(r.Context()); ok {
			asked.Store(&key)
		}
		http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(body))
	}))
	a := w.hub(http.NotFoundHandler())
	for header, want := range map[string][]byte{"": body, "bytes=100000-100005": body[100000:100006]} {
		resp, err := a.get(t, b, header)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q: %d bytes of %d, %v", header, len(got), len(want), err)
		}
	}
	if key := asked.Load(); key == nil || *key != a.key {
		t.Errorf("it was asked by %x", key)
	}
}

// What is said now is heard now: a stream comes piece by piece, and ends at both ends when
// whoever listens goes.
func TestAStreamComesPieceByPiece(t *testing.T) {
	t.Parallel()
	w := &world{t: t}
	said, gone := make(chan string), make(chan struct{})
	b := w.hub(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		defer close(gone)
		for {
			select {
			case s := <-said:
				io.WriteString(rw, s)
				rw.(http.Flusher).Flush()
			case <-r.Context().Done():
				return
			}
		}
	}))
	a := w.hub(http.NotFoundHandler())
	go func() { said <- "one" }() // the answer's head comes with it
	resp, err := a.get(t, b, "")
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 3)
	for _, want := range []string{"one", "two"} {
		if want == "two" {
			said <- want
		}
		if _, err := io.ReadFull(resp.Body, buf); err != nil || string(buf) != want {
			t.Fatalf("%s came as %q: %v", want, buf, err)
		}
	}
	resp.Body.Close()
	<-gone
}

// Who proves nothing, or is not the hub that was meant, gets nothing; who is put out gets
// nothing more, on a connection that was open before too.
func TestOnlyProvenHubsAreAnswered(t *testing.T) {
	t.Parallel()
	w := &world{t: t}
	var answered atomic.Int32
	b := w.hub(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { answered.Add(1) }))
	a, other := w.hub(http.NotFoundHandler()), w.hub(http.NotFoundHandler())

	if resp, err := http.Get(b.addr + link.Path); err != nil || resp.StatusCode != http.StatusBadRequest {
		t.Errorf("a browser: %v, %v", resp, err)
	}
	wrong := &end{key: other.key, addr: b.addr}
	if _, err := a.get(t, wrong, ""); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("another hub at the address: %v", err)
	}
	if _, err := b.get(t, b, ""); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("itself: %v", err)
	}
	away := &end{key: other.key, addr: "http://127.0.0.1:1"}
	if _, err := a.get(t, away, ""); hub.CodeOf(err) != hub.CodeUnknown {
		t.Errorf("nobody there: %v", err)
	}
	if answered.Load() != 0 {
		t.Fatal("somebody was answered")
	}
	ask := func() int {
		resp, err := a.get(t, b, "")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if got := ask(); got != http.StatusOK || answered.Load() != 1 {
		t.Fatalf("a hub that is known: %d", got)
	}
	w.out.Store(&a.key)
	if got := ask(); got != http.StatusForbidden || answered.Load() != 1 {
		t.Errorf("a hub that was put out meanwhile: %d", got)
	}
	if _, err := a.get(t, b, ""); err == nil {
		t.Error("a hub that was put out shook hands anew")
	}
}

// A Link that is closed answers nothing more and its streams end.
func TestAClosedLinkEndsItsStreams(t *testing.T) {
	t.Parallel()
	w := &world{t: t}
	b := w.hub(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	a := w.hub(http.NotFoundHandler())
	resp, err := a.get(t, b, "")
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if _, err := io.ReadAll(resp.Body); err == nil {
		t.Error("the stream ended as if it were whole")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	r, _ := http.NewRequestWithContext(ctx, "GET", "http://hub/", nil)
	if _, err := a.Client(b.addr, b.key).Do(r); err == nil {
		t.Error("a closed link answered")
	}
}
