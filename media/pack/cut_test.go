package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// line is a hub that gives packs over a line on which things happen: it counts the pieces
// that went through whole.
type line struct {
	mu sync.Mutex // what was cut is asked for again by net/http itself
	http.Handler
	whole map[string]int // by file and range
	cut   int            // the answer after so many bytes; -1 never
	spoil bool           // the last byte of the answer
}

func (l *line) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rec := httptest.NewRecorder()
	l.Handler.ServeHTTP(rec, r)
	body := rec.Body.Bytes()
	if l.spoil && len(body) > 0 {
		body[len(body)-1] ^= 1
	}
	for name, v := range rec.Header() {
		w.Header()[name] = v
	}
	w.WriteHeader(rec.Code)
	if l.cut >= 0 && len(body) > l.cut {
		_, _ = w.Write(body[:l.cut])
		panic(http.ErrAbortHandler)
	}
	l.whole[r.URL.Path+" "+r.Header.Get("Range")]++
	_, _ = w.Write(body)
}

// set changes what happens on the line.
func (l *line) set(change func(*line)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(l)
}

// between is a hub with a pack and another that fetches.
func between(t *testing.T) (from *box, l *line, peer Peer) {
	from = newBox(t)
	_, err := from.take(made(t, 1, 2))
	must(t, err)
	l = &line{Handler: from.Shelf, whole: map[string]int{}, cut: -1}
	srv := httptest.NewUnstartedServer(l)
	srv.Config.ErrorLog = nil
	srv.Start()
	t.Cleanup(srv.Close)
	return from, l, Peer{Client: &http.Client{Transport: to(srv.URL)}}
}

// to sends every request to one server, as a link does.
type to string

func (u to) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Host = strings.TrimPrefix(string(u), "http://")
	return http.DefaultTransport.RoundTrip(r)
}

// begin asks for what there is and lets it come.
func begin(t testing.TB, b *box, peer Peer) *Arrival {
	t.Helper()
	told, err := peer.List(t.Context())
	must(t, err)
	if len(told) != 1 || told[0].Key != "wash" {
		t.Fatalf("told of %+v", told)
	}
	raw, err := peer.Manifest(t.Context(), told[0].ID)
	must(t, err)
	a, err := b.Begin(raw)
	must(t, err)
	return a
}

// However often the line is cut, the power goes and the disk loses what it had last: the
// pack is the same in the end, and nothing that was kept comes twice.
func TestCutAnywhere(t *testing.T) {
	from, l, peer := between(t)
	source := from.all["wash"]
	rapid.Check(t, func(rt *rapid.T) {
		b := &box{t: t, free: 1 << 40}
		dir, err := os.MkdirTemp(t.TempDir(), "box")
		must(t, err)
		b.reopen(filepath.Join(dir, "lessons"))
		l.set(func(l *line) { clear(l.whole); l.cut = -1 })
		a, excused := begin(t, b, peer), 0
		for range rapid.IntRange(0, 4).Draw(rt, "cuts") {
			after := rapid.IntRange(0, ChunkSize-1).Draw(rt, "cut after")
			l.set(func(l *line) { l.cut = after })
			if p, err := peer.Fetch(t.Context(), a); err == nil {
				if p.ID != source.ID {
					rt.Fatal("another pack")
				}
				break
			}
			if rapid.Bool().Draw(rt, "the power goes") {
				if rapid.Bool().Draw(rt, "and the disk forgets") {
					excused += spoilOne(t, a)
				}
				b.reopen(b.cfg.Dir)
				if come := b.Arrivals(); len(come) != 1 || come[0].ID != a.ID {
					rt.Fatalf("%d on their way after a start", len(come))
				}
				a = b.Arrivals()[0]
			}
		}
		l.set(func(l *line) { l.cut = -1 })
		if _, on := b.Get("wash"); !on {
			_, err := peer.Fetch(t.Context(), a)
			must(t, err)
		}
		twice := 0
		l.set(func(l *line) {
			for what, n := range l.whole {
				if strings.Contains(what, "bytes=") {
					twice += n - 1
				}
			}
		})
		if twice > excused {
			rt.Fatalf("%d pieces came twice, %d had reason to: %v", twice, excused, l.whole)
		}
		for _, f := range source.Files {
			if !bytes.Equal(bodyOf(t, b, f.Name), bodyOf(t, from, f.Name)) {
				rt.Fatalf("%s is another one", f.Name)
			}
		}
		must(t, os.RemoveAll(dir))
	})
}

// spoilOne has a file lose the end of what was kept of it; it answers how many pieces that
// may be.
func spoilOne(t testing.TB, a *Arrival) int {
	name := filepath.Join(a.dir(), "page-2.wav")
	info, err := os.Stat(name)
	if err != nil || info.Size() < 10 {
		return 0
	}
	must(t, os.Truncate(name, info.Size()-10))
	return 1
}

func bodyOf(t testing.TB, b *box, name string) []byte {
	t.Helper()
	p, _ := b.Get("wash")
	f, err := b.Open(p.ID, name)
	must(t, err)
	defer f.Close()
	body, err := io.ReadAll(f)
	must(t, err)
	return body
}

// What another hub spoils, or gives in a pack's place, is not taken; another one that gives
// it right is fetched from afterwards, the missing pieces alone.
func TestASpoiledLine(t *testing.T) {
	from, l, peer := between(t)
	b := newBox(t)
	a := begin(t, b, peer)
	l.spoil = true
	if _, err := peer.Fetch(t.Context(), a); said(err) != "pack.tampered" {
		t.Errorf("a spoiled piece: %v", err)
	}
	if _, err := peer.Manifest(t.Context(), a.ID); said(err) != "pack.tampered" {
		t.Errorf("another manifest: %v", err)
	}
	if _, on := b.Get("wash"); on || a.Held() != 0 {
		t.Errorf("%d spoiled bytes are kept", a.Held())
	}
	l.spoil = false
	l.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // the whole file, whatever is asked for
		r.Header.Del("Range")
		from.ServeHTTP(w, r)
	})
	if _, err := peer.Fetch(t.Context(), a); err == nil {
		t.Error("a whole file is taken for a piece")
	}
	l.Handler = from.Shelf
	from.live = true
	if _, err := peer.Fetch(t.Context(), a); err != ErrBusy {
		t.Errorf("it holds a class, and gives: %v", err)
	}
	from.live = false
	b.live = true
	if _, err := (Peer{Client: peer.Client, Halt: func() bool { return b.live }}).Fetch(t.Context(), a); said(err) != "pack.live" {
		t.Errorf("a class is held here: %v", err)
	}
	b.live = false
	if _, err := peer.Fetch(t.Context(), a); err != nil {
		t.Error("the control: ", err)
	}
	for _, path := range []string{"/packs/zz", "/packs/" + strings.Repeat("0", 64) + "/lesson.md", pathOf(a.ID, "../x"), pathOf(a.ID, "none.md")} {
		req := httptest.NewRequest("GET", "http://hub/", nil)
		req.URL.Path = path
		rec := httptest.NewRecorder()
		if from.ServeHTTP(rec, req); rec.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
}

// Bytes come no faster than they may.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		r := &paced{t.Context(), bytes.NewReader(make([]byte, ChunkSize)), Peer{Rate: 256 << 10}, func() {}}
		n, err := io.Copy(io.Discard, r)
		if took := time.Since(began); n != ChunkSize || err != nil || took != 4*time.Second {
			t.Errorf("%d bytes in %v: %v", n, took, err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if _, err := io.ReadAll(&paced{ctx, bytes.NewReader(make([]byte, ChunkSize)), Peer{Rate: 1}, func() {}}); err != context.Canceled {
			t.Errorf("it does not stop: %v", err)
		}
	})
}

// What lies on a stick and is not what its maker signed: nothing of it is shown as a
// lesson. What is short is kept as far as it goes, and another stick brings the rest.
func TestSticksThatAreNotWhole(t *testing.T) {
	whole, other := made(t, 1, 2), made(t, 2, 2)
	for _, tt := range []struct {
		name string
		do   func(dir string) error
		want string
		held bool // what was read before is kept
	}{
		{"a piece is spoiled", func(dir string) error { return flip(filepath.Join(dir, "page-2.wav"), ChunkSize+5) }, "pack.tampered", true},
		{"the text is spoiled", func(dir string) error { return flip(filepath.Join(dir, "lesson.md"), 300) }, "pack.tampered", true},
		{"the manifest is spoiled", func(dir string) error { return flip(filepath.Join(dir, ManifestFile), 200) }, "pack.tampered", false},
		{"another version's manifest", func(dir string) error {
			raw, err := os.ReadFile(filepath.Join(folderIn(other), ManifestFile))
			must(t, err)
			return os.WriteFile(filepath.Join(dir, ManifestFile), raw, 0o644)
		}, "pack.tampered", true},
		{"a piece, and its hash in the manifest", func(dir string) error {
			name := filepath.Join(dir, "page-1.wav")
			old, err := os.ReadFile(name)
			must(t, err)
			must(t, flip(name, 60000))
			now, err := os.ReadFile(name)
			must(t, err)
			raw, err := os.ReadFile(filepath.Join(dir, ManifestFile))
			must(t, err)
			was, is := sha256.Sum256(old), sha256.Sum256(now)
			return os.WriteFile(filepath.Join(dir, ManifestFile), bytes.Replace(raw, was[:], is[:], 1), 0o644)
		}, "pack.tampered", false},
		{"a later format", func(dir string) error { return setByte(filepath.Join(dir, ManifestFile), len(magic), 2) }, "pack.newer", false},
		{"a file is short", func(dir string) error { return os.Truncate(filepath.Join(dir, "page-2.wav"), ChunkSize+9) }, "pack.torn", true},
		{"a file is missing", func(dir string) error { return os.Remove(filepath.Join(dir, "page-2.wav")) }, "pack.torn", true},
		{"no manifest", func(dir string) error { return os.Remove(filepath.Join(dir, ManifestFile)) }, "pack.gone", false},
		{"a link for a file", func(dir string) error {
			must(t, os.Remove(filepath.Join(dir, "hands.svg")))
			return os.Symlink("/etc/passwd", filepath.Join(dir, "hands.svg"))
		}, "pack.tampered", false},
		{"a huge manifest", func(dir string) error { return os.Truncate(filepath.Join(dir, ManifestFile), maxManifest+1) }, "pack.gone", false},
	} {
		stick := t.TempDir()
		must(t, os.CopyFS(stick, os.DirFS(whole)))
		must(t, tt.do(folderIn(stick)))
		b := newBox(t)
		if _, err := b.take(stick); said(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
		held := int64(0)
		for _, a := range b.Arrivals() {
			held += a.Held()
		}
		if _, on := b.Get("wash"); on || held > 0 != tt.held {
			t.Errorf("%s: on the shelf %v, %d bytes held", tt.name, on, held)
		}
		if p, err := b.take(whole); err != nil || p.Version != 1 {
			t.Errorf("%s: the whole one afterwards: %v", tt.name, err)
		}
		if names, _ := all(t, filepath.Join(b.cfg.Dir, arriving)); tt.want == "pack.torn" && len(names) > 0 {
			t.Errorf("%s: left over: %v", tt.name, names)
		}
	}
}

func flip(name string, at int) error {
	b, err := os.ReadFile(name)
	if err == nil {
		b[at] ^= 1
		err = os.WriteFile(name, b, 0o644)
	}
	return err
}

func setByte(name string, at int, to byte) error {
	b, err := os.ReadFile(name)
	if err == nil {
		b[at] = to
		err = os.WriteFile(name, b, 0o644)
	}
	return err
}

// The stick is pulled out while it is read: what came is kept. While it is written: it
// holds what it held before, or nothing, and never half a lesson under its name.
func TestStickPulledOut(t *testing.T) {
	stick := made(t, 1, 2)
	for pulled := 1; pulled < 6; pulled++ {
		b, gone, steps := newBox(t), t.TempDir(), 0
		must(t, os.CopyFS(gone, os.DirFS(stick)))
		_, err := b.Take(folderIn(gone), func(int64, int64) {
			if steps++; steps == pulled {
				must(t, os.RemoveAll(gone))
			}
		})
		if err == nil || steps != pulled {
			t.Fatalf("pulled at %d: %v after %d", pulled, err, steps)
		}
		if _, err := b.Take(folderIn(stick), func(int64, int64) { steps++ }); err != nil || steps != 6 {
			t.Errorf("pulled at %d: %d pieces in all: %v", pulled, steps, err)
		}
	}
	b, to := newBox(t), made(t, 1, 2)
	_, err := b.take(made(t, 2, 2))
	must(t, err)
	for pulled := 1; pulled < 6; pulled++ {
		steps := 0
		err := b.Give("wash", to, func(int64, int64) {
			if steps++; steps == pulled {
				must(t, os.RemoveAll(filepath.Join(to, Home, "wash"+unfinished)))
			}
		})
		if found := newBox(t).Look(to); err == nil || len(found) != 1 || found[0].Manifest.Version != 1 || found[0].Err != nil {
			t.Errorf("pulled at %d: %v, and on it %+v", pulled, err, found)
		}
	}
	if err := b.Give("wash", to, nil); err != nil {
		t.Fatal(err)
	}
	if found := newBox(t).Look(to); len(found) != 1 || found[0].Manifest.Version != 2 {
		t.Errorf("on it %+v", found)
	}
	if err := b.Give("wash", filepath.Join(to, "none"), nil); said(err) != "pack.stick" {
		t.Errorf("no stick: %v", err)
	}
}

// A pack whose bytes the disk has changed goes off the shelf at night, and only what is
// damaged comes again.
func TestTheNightLooks(t *testing.T) {
	_, l, peer := between(t)
	b := newBox(t)
	_, err := peer.Fetch(t.Context(), begin(t, b, peer))
	must(t, err)
	if n, err := b.Check(); n != 0 || err != nil {
		t.Errorf("the control: %d damaged: %v", n, err)
	}
	must(t, flip(filepath.Join(b.cfg.Dir, b.all["wash"].folder, "page-2.wav"), ChunkSize+5))
	if n, err := b.Check(); n != 1 || err != nil || len(b.Packs()) > 0 || len(b.Arrivals()) != 1 {
		t.Fatalf("%d damaged, %d on the shelf: %v", n, len(b.Packs()), err)
	}
	clear(l.whole)
	if _, err := peer.Fetch(t.Context(), b.Arrivals()[0]); err != nil || len(l.whole) != 1 {
		t.Errorf("%d pieces came again: %v", len(l.whole), err)
	}
}

// A manifest that is taken says what its maker signed, whatever its bytes.
func FuzzDecode(f *testing.F) {
	raw, err := os.ReadFile(filepath.Join(folderIn(made(f, 1, 2)), ManifestFile))
	must(f, err)
	f.Add(raw)
	f.Add([]byte(magic))
	f.Add(append([]byte(magic), 2))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Decode(raw)
		if err != nil {
			return
		}
		if err := m.check(); err != nil || m.Bytes() > MaxBytes {
			t.Errorf("%+v: %v", m, err)
		}
		sum := int64(0)
		for _, c := range m.chunks() {
			sum += int64(c.Size)
		}
		if sum != m.Bytes() || IDOf(raw) != hub.Hash(sha256.Sum256(raw)) {
			t.Errorf("its pieces are %d bytes of %d", sum, m.Bytes())
		}
	})
}

// Two pieces go out at once; who comes third and does not want to wait is told to come
// again.
func TestFewPiecesGoOutAtOnce(t *testing.T) {
	from, _, _ := between(t)
	ask := func() int {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		rec := httptest.NewRecorder()
		from.ServeHTTP(rec, httptest.NewRequest("GET", "http://hub"+pathOf(from.all["wash"].ID, "lesson.md"), nil).WithContext(ctx))
		return rec.Code
	}
	for range mostGiven {
		from.gives <- struct{}{}
	}
	if code := ask(); code != http.StatusServiceUnavailable {
		t.Errorf("a third piece: %d", code)
	}
	<-from.gives
	<-from.gives
	if !from.turn(t.Context()) {
		t.Error("the control: nobody is served afterwards")
	}
}
