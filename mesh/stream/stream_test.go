package stream_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/mesh/link"
	"yizhan/mesh/stream"
)

// stage is a class whose sound is numbered frames.
type stage struct {
	t    *testing.T
	room *class.Room
	near atomic.Bool

	mu   sync.Mutex
	ears []chan []byte
	over bool
	said []stream.Said
}

const frame = 8

func newStage(t *testing.T) *stage {
	s := &stage{t: t}
	s.near.Store(true)
	s.room = class.New(desk{}, sound{s}, clock{})
	return s
}

func (s *stage) open() {
	if _, err := s.room.Open(s.t.Context(), hub.Actor{}, hub.NewID(), hub.NewID()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) Now() (class.Now, <-chan struct{}, bool) {
	n, changed := s.room.Now()
	return n, changed, n.State != class.None && s.near.Load()
}
func (s *stage) Sound() class.Sound { return s.room.Sound() }
func (s *stage) Picture(_ *http.Request, slide class.Slide) ([]byte, string, error) {
	if slide.Picture.IsZero() {
		return nil, "", errors.New("no picture")
	}
	return []byte(slide.Picture.String()), "image/jpeg", nil
}
func (s *stage) Recording(_ *http.Request, of hub.ID) (stream.About, stream.Frames, error) {
	if of != recorded {
		return stream.About{}, nil, errors.New("not given out")
	}
	return stream.About{Title: "喂辅食", Day: "2026-11-20", MS: 3600, To: 3000, MIME: "audio/mpeg", Bytes: frame, Lasts: 36 * time.Millisecond}, tape{bytes.NewReader(taped)}, nil
}

var (
	recorded = hub.ID{7}
	taped    = bytes.Repeat([]byte("01234567"), 20_000)
)

type tape struct{ *bytes.Reader }

func (tape) Close() error { return nil }

func (s *stage) Said(_ [32]byte, said stream.Said) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, said)
}

// publish says frames from one number on.
func (s *stage) publish(from, to int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n := from; n < to; n++ {
		for _, ear := range s.ears {
			ear <- fmt.Appendf(nil, "%08d", n)
		}
	}
}

// ear is a listener that never loses anything.
type ear chan []byte

func (e ear) Next(ctx context.Context) ([]byte, int, error) {
	select {
	case f, ok := <-e:
		if !ok {
			return nil, 0, io.EOF
		}
		return f, 0, nil
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
}

func (ear) Close() {}

type clock struct{}

func (clock) Now() hub.Reading { return hub.Reading{Wall: time.Now()} }

type desk struct{}

var picture = hub.DeriveID("class-photo", hub.ID{1}, "")

func (desk) OpenClass(_ context.Context, _ hub.Actor, _, of hub.ID) (class.Plan, hub.Outcome, error) {
	return class.Plan{Class: of, Site: hub.ID{2}, Title: "喂辅食", Near: true,
		Slides: []class.Slide{{Title: "一", Lesson: "feed-6", Page: 1}, {Title: "二", Text: "**慢慢来**"}, {Title: "三", Picture: picture}}}, hub.Outcome{}, nil
}
func (desk) CloseClass(context.Context, hub.Actor, hub.ID, class.Held) (hub.Outcome, error) {
	return hub.Outcome{}, nil
}

type sound struct{ s *stage }

func (sound) Try() error         { return nil }
func (sound) TryEnd()            {}
func (sound) Replay() error      { return nil }
func (sound) Begin(hub.ID) error { return nil }
func (sound) Pause()             {}
func (sound) Resume() error      { return nil }
func (s sound) End() {
	s.s.mu.Lock()
	defer s.s.mu.Unlock()
	for _, e := range s.s.ears {
		close(e)
	}
	s.s.ears, s.s.over = nil, true
}
func (sound) State() class.SoundState {
	return class.SoundState{Format: class.Format{MIME: "audio/mpeg", Bytes: frame, Lasts: 36 * time.Millisecond}}
}
func (s sound) Listen() (class.Listener, error) {
	s.s.mu.Lock()
	defer s.s.mu.Unlock()
	if len(s.s.ears) == 4 {
		return nil, hub.E(hub.CodeFull, "class.full")
	}
	e := make(ear, 4096)
	s.s.ears = append(s.s.ears, e)
	return e, nil
}

// near opens a hub that gives the stage, and clients of it, each another hub.
func near(t *testing.T, s *stage) func() *stream.Far {
	t.Helper()
	judge := func(cs tls.ConnectionState) (key [32]byte, err error) {
		copy(key[:], cs.PeerCertificates[0].PublicKey.(ed25519.PublicKey))
		return key, nil
	}
	newLink := func(pages http.Handler) (*link.Link, [32]byte) {
		pub, priv, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
		der, err := x509.CreateCertificate(rand.Reader, template, template, pub, priv)
		if err != nil {
			t.Fatal(err)
		}
		cfg := &tls.Config{MinVersion: tls.VersionTLS13, InsecureSkipVerify: true, ClientAuth: tls.RequireAnyClientCert,
			Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: priv}}}
		l := link.New(link.Config{Self: [32]byte(pub), Server: cfg, Client: cfg, Peer: judge, Logger: slog.New(slog.DiscardHandler)}, pages)
		t.Cleanup(func() { l.Close() })
		return l, [32]byte(pub)
	}
	giver, key := newLink(stream.NewGiver(s))
	mux := http.NewServeMux()
	mux.Handle(link.Path, giver)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return func() *stream.Far {
		l, _ := newLink(http.NotFoundHandler())
		return stream.NewFar(l.Client(server.URL, key))
	}
}

// A class that is followed: its slides in step, its sound without a gap, its pictures, its
// end; and nobody's name in what goes over.
func TestAClassIsFollowed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	far := near(t, s)()
	if _, _, err := far.Now(t.Context(), 0); !errors.Is(err, stream.ErrOver) {
		t.Fatalf("no class: %v", err)
	}
	s.open()
	s.room.Raise(class.Guest{ID: "1", Name: "王梓涵的奶奶"}, true)
	now, ok, err := far.Now(t.Context(), 0)
	if err != nil || !ok || now.Title != "喂辅食" || now.Slide != 1 || len(now.Slides) != 3 || now.Slides[1].Text != "**慢慢来**" {
		t.Fatalf("%+v, %v, %v", now, ok, err)
	}
	for slide := 2; slide <= 3; slide++ {
		turned := make(chan stream.Shown)
		go func(rev uint64) {
			n, _, _ := far.Now(t.Context(), rev)
			turned <- n
		}(now.Rev)
		if err := s.room.Turn(slide); err != nil {
			t.Fatal(err)
		}
		if now = <-turned; now.Slide != slide {
			t.Fatalf("slide %d shows %d", slide, now.Slide)
		}
	}
	if body, mime, err := far.Picture(t.Context(), 3); err != nil || string(body) != picture.String() || mime != "image/jpeg" {
		t.Errorf("its picture: %q %s %v", body, mime, err)
	}
	for _, n := range []int{0, 1, 4} {
		if _, _, err := far.Picture(t.Context(), n); err == nil {
			t.Errorf("slide %d has a picture", n)
		}
	}
	heard, err := far.Sound(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if heard.Format.Bytes != frame || heard.Format.Lasts != 36*time.Millisecond || heard.Class != now.Class {
		t.Fatalf("%+v", heard)
	}
	go func() {
		s.publish(0, 1000)
		s.room.End(t.Context(), hub.Actor{}, hub.NewID())
	}()
	for n := range 1000 {
		if f, err := heard.Next(); err != nil || string(f) != fmt.Sprintf("%08d", n) {
			t.Fatalf("frame %d is %q: %v", n, f, err)
		}
	}
	if _, err := heard.Next(); err == nil {
		t.Error("there is sound behind the end")
	}
	if _, _, err := far.Now(t.Context(), now.Rev); !errors.Is(err, stream.ErrOver) {
		t.Errorf("after the end: %v", err)
	}
}

// A hub has one stream however often it asks: what hangs is left behind. And what a class
// says that is not for neighbours goes to none.
func TestAHubHasOneStream(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	hubs := near(t, s)
	s.open()
	a, b := hubs(), hubs()
	first, err := a.Sound(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other, err := b.Sound(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := a.Sound(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.Next(); err == nil {
		t.Error("the older stream goes on")
	}
	s.publish(0, 1)
	for name, l := range map[string]*stream.Sound{"the newer": second, "the other hub's": other} {
		if f, err := l.Next(); err != nil || !bytes.Equal(f, []byte("00000000")) {
			t.Errorf("%s: %q %v", name, f, err)
		}
	}
	s.near.Store(false)
	for _, err := range []error{
		func() error { _, _, err := b.Now(t.Context(), 0); return err }(),
		func() error { _, err := b.Sound(t.Context()); return err }(),
		func() error { _, _, err := b.Picture(t.Context(), 3); return err }(),
		b.Say(t.Context(), stream.Said{Heads: 3}),
	} {
		if !errors.Is(err, stream.ErrOver) {
			t.Errorf("a class that is not for neighbours: %v", err)
		}
	}
}

// A class that is full says so, and a neighbour's nonsense changes nothing.
func TestWhatANeighbourMaySay(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	hubs := near(t, s)
	s.open()
	for range 4 {
		l, err := hubs().Sound(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
	}
	far := hubs()
	if _, err := far.Sound(t.Context()); hub.CodeOf(err) != hub.CodeFull {
		t.Errorf("a full class: %v", err)
	}
	long := string(bytes.Repeat([]byte("问"), 151))
	for _, bad := range []stream.Said{{Heads: -1}, {Heads: 2001}, {Hands: -1}, {Thumbs: 1 << 40}, {Question: long}, {Question: string(bytes.Repeat([]byte("x"), 8<<10))}} {
		if err := far.Say(t.Context(), bad); err == nil {
			t.Errorf("%d heads, %d hands, %d letters were taken", bad.Heads, bad.Hands, len(bad.Question))
		}
	}
	good := stream.Said{Heads: 9, Hands: 1, Question: "能吃鸡蛋吗？"}
	if err := far.Say(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.said) != 1 || s.said[0] != good {
		t.Errorf("it was heard as %+v", s.said)
	}
}

// A recording comes at night, in pieces where the link breaks.
func TestARecordingFollows(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	far := near(t, s)() // no class is held
	if _, err := far.Recording(t.Context(), hub.NewID()); !errors.Is(err, stream.ErrOver) {
		t.Errorf("one that is not given out: %v", err)
	}
	about, err := far.Recording(t.Context(), recorded)
	if err != nil || about.Title != "喂辅食" || about.Format().Bytes != frame || about.To != 3000 {
		t.Fatalf("%+v, %v", about, err)
	}
	var got []byte
	for _, piece := range []int64{1, 100_000, 1 << 30, 1} {
		body, err := far.Frames(t.Context(), recorded, int64(len(got)))
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(io.LimitReader(body, piece))
		body.Close()
		if got = append(got, part...); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(got, taped) {
		t.Errorf("%d bytes of %d", len(got), len(taped))
	}
}

// Bytes of a neighbour that make no sense are an error and no class.
func FuzzShown(f *testing.F) {
	f.Add([]byte(`{"rev":1,"class":"00000000000000000000000000000001","slides":[{}],"slide":1}`), 200)
	f.Add([]byte(`{"slide":5}`), 200)
	f.Add([]byte(``), 204)
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		if status < 200 || status > 599 {
			return
		}
		far := stream.NewFar(&http.Client{Transport: answer{body, status}})
		s, ok, err := far.Now(t.Context(), 0)
		if err == nil && ok && (s.Class.IsZero() || s.Slide > len(s.Slides) || s.Slide < 0) {
			t.Fatalf("%+v was taken", s)
		}
	})
}

type answer struct {
	body   []byte
	status int
}

func (a answer) RoundTrip(*http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	w.WriteHeader(a.status)
	w.Write(a.body)
	return w.Result(), nil
}
