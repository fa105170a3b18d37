package pack

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Path is below what hubs ask each other for packs.
const Path = "/packs"

// Told is what a hub tells another of one of its packs.
type Told struct {
	_       struct{} `cbor:",toarray"`
	ID      hub.Hash
	Key     string
	Version uint32
}

const (
	mostTold = 500
	maxTold  = 64 << 10
)

// ErrBusy is that the other hub holds a class, or gives packs to others already.
var ErrBusy = errors.New("pack: the other hub is busy")

// ServeHTTP answers other hubs at Path. Who may ask has been settled before. While a class
// is held here nothing is given: its sound needs the network.
func (s *Shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	if s.live() {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, Path), "/")
	if rest == "" {
		s.serveList(w)
		return
	}
	hexID, name, _ := strings.Cut(rest, "/")
	id, ok := isID(hexID)
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if !s.turn(r.Context()) {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	defer func() { <-s.gives }()
	f, err := s.Open(id, name)
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	defer f.Close()
	w.Header().Set("Content-Type", "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, f) // with Range
}

// How many pieces go out at once, whoever asks, and how long one waits for its turn: a
// whole township wants the county's new lesson in the same hour, and records go the same
// way.
const (
	mostGiven = 2
	turnFor   = 10 * time.Second
)

func (s *Shelf) turn(ctx context.Context) bool {
	late := time.NewTimer(turnFor)
	defer late.Stop()
	select {
	case s.gives <- struct{}{}:
		return true
	case <-late.C:
	case <-ctx.Done():
	}
	return false
}

// serveList tells what stands here: of a pack without certificate nobody could say whose
// it is.
func (s *Shelf) serveList(w http.ResponseWriter) {
	told := []Told{}
	for _, p := range s.Packs() {
		if len(p.Cert) > 0 && len(told) < mostTold {
			told = append(told, Told{ID: p.ID, Key: p.Key, Version: p.Version})
		}
	}
	body, err := codec.Marshal(told)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(body) // who went away asks again
}

// Peer is a hub that gives packs: the client reaches it and nobody else.
type Peer struct {
	Client *http.Client
	Rate   int         // bytes a second at most; 0: as fast as it goes
	Halt   func() bool // asked again and again while bytes come: a class begins; nil never
}

// List asks what a hub has.
func (p Peer) List(ctx context.Context) ([]Told, error) {
	body, err := p.get(ctx, Path, 0, maxTold, http.StatusOK)
	if err != nil {
		return nil, err
	}
	var told []Told
	if err := codec.Unmarshal(body, &told); err != nil {
		return nil, err
	}
	return told[:min(len(told), mostTold)], nil
}

// Manifest asks for what a pack says of itself: the very one that was told.
func (p Peer) Manifest(ctx context.Context, id hub.Hash) ([]byte, error) {
	raw, err := p.get(ctx, pathOf(id, ManifestFile), 0, maxManifest, http.StatusOK)
	if err == nil && IDOf(raw) != id {
		err = hub.E(hub.CodeUntrusted, "pack.tampered").Because(errSpoiled)
	}
	return raw, err
}

// Fetch brings the pieces that an arrival lacks, one after the other, and puts the pack on
// the shelf. Whatever ends it, the pieces that came are kept.
// Errors: ErrBusy, those of Put and Finish, what the network says.
func (p Peer) Fetch(ctx context.Context, a *Arrival) (*Pack, error) {
	missing, err := a.Missing()
	if err != nil {
		return nil, err
	}
	for _, c := range missing {
		body, err := p.get(ctx, pathOf(a.ID, c.File), c.at(), int64(c.Size), http.StatusPartialContent)
		if err != nil {
			return nil, err
		}
		if err := a.Put(c, body); err != nil {
			return nil, err
		}
	}
	return a.Finish()
}

func pathOf(id hub.Hash, name string) string {
	return Path + "/" + hex.EncodeToString(id[:]) + "/" + name
}

// get reads a part of what a hub answers: size bytes from a place on where a part is
// wanted, at most so many otherwise.
func (p Peer) get(ctx context.Context, path string, from, size int64, want int) ([]byte, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://hub"+path, nil)
	if err != nil {
		return nil, err
	}
	if want == http.StatusPartialContent {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", from, from+size-1))
	}
	resp, err := p.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case want:
	case http.StatusServiceUnavailable:
		return nil, ErrBusy
	case http.StatusNotFound:
		return nil, hub.E(hub.CodeNotFound, "pack.none")
	default:
		return nil, fmt.Errorf("pack: the other hub answers %s", resp.Status)
	}
	stuck := time.AfterFunc(stalled, cancel)
	defer stuck.Stop()
	body, err := io.ReadAll(io.LimitReader(&paced{ctx, resp.Body, p, func() { stuck.Reset(stalled) }}, size+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(body)) > size:
		return nil, hub.E(hub.CodeUntrusted, "pack.tampered").Because(errSpoiled)
	}
	return body, nil
}

// stalled is how long a hub may send nothing before it is given up.
const stalled = 30 * time.Second

// paced reads no faster than a rate, and tells that something came.
type paced struct {
	ctx  context.Context
	r    io.Reader
	peer Peer
	came func()
}

// paceStep is read at once: small enough that a slow line stays even.
const paceStep = 16 << 10

func (p *paced) Read(b []byte) (int, error) {
	if p.peer.Halt != nil && p.peer.Halt() {
		return 0, hub.E(hub.CodeQuestion, "pack.live")
	}
	n, err := p.r.Read(b[:min(len(b), paceStep)])
	if n > 0 {
		p.came()
	}
	if p.peer.Rate > 0 && n > 0 && err == nil {
		t := time.NewTimer(time.Duration(n) * time.Second / time.Duration(p.peer.Rate))
		defer t.Stop()
		select {
		case <-t.C:
		case <-p.ctx.Done():
			return n, p.ctx.Err()
		}
	}
	return n, err
}
