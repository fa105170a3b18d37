package sync

import (
	"bytes"
	"context"
	"crypto/sha256"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// memFiles is a hub's files in memory, and what it wants.
type memFiles struct {
	mu     sync.Mutex
	here   map[hub.Hash][]byte
	begun  map[hub.Hash][]byte
	wanted map[hub.Hash]bool
	quiet  bool
	pieces int // sent
	again  int // pieces that were here already
}

func (m *memFiles) put(body []byte) hub.Hash {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := hub.Hash(sha256.Sum256(body))
	m.here[h] = body
	return h
}

func (m *memFiles) want(h hub.Hash) { m.mu.Lock(); m.wanted[h] = true; m.mu.Unlock() }

func (m *memFiles) has(h hub.Hash) bool { m.mu.Lock(); defer m.mu.Unlock(); return m.here[h] != nil }

func (m *memFiles) Quiet() bool { m.mu.Lock(); defer m.mu.Unlock(); return m.quiet }

func (m *memFiles) Wanted(context.Context, [32]byte, int) (out []FileFrom, _ error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for h := range m.wanted {
		if m.here[h] == nil {
			out = append(out, FileFrom{Hash: h, From: uint64(len(m.begun[h]))})
		}
	}
	return out, nil
}

func (m *memFiles) Piece(_ context.Context, _ [32]byte, f FileFrom, most int) ([]byte, int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body := m.here[f.Hash]
	if body == nil {
		return nil, 0, hub.E(hub.CodeNotFound, "blob.absent")
	}
	m.pieces++
	from := min(int(f.From), len(body))
	return bytes.Clone(body[from:min(len(body), from+most)]), int64(len(body)), nil
}

func (m *memFiles) Take(_ context.Context, _ [32]byte, f FileFrom, total int64, piece []byte) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.wanted[f.Hash] {
		return false, hub.E(hub.CodeNotFound, "blob.absent")
	}
	if int(f.From) != len(m.begun[f.Hash]) {
		m.again++
		return false, nil
	}
	m.begun[f.Hash] = append(m.begun[f.Hash], piece...)
	body := m.begun[f.Hash]
	if int64(len(body)) < total {
		return false, nil
	}
	delete(m.begun, f.Hash)
	if sha256.Sum256(body) != f.Hash {
		return false, ErrSpoiled
	}
	m.here[f.Hash] = body
	return true, nil
}

// withFiles gives every hub of a world files, but for those left out.
func withFiles(files []*memFiles) func(i int, c *Config) {
	return func(i int, c *Config) {
		if files[i] != nil {
			c.Files = files[i]
		}
	}
}

func newFiles(n int) (out []*memFiles) {
	for range n {
		out = append(out, &memFiles{here: map[hub.Hash][]byte{}, begun: map[hub.Hash][]byte{}, wanted: map[hub.Hash]bool{}})
	}
	return out
}

func body(size int, seed byte) []byte {
	out := make([]byte, size)
	for i := range out {
		out[i] = byte(i*7) + byte(i>>8) + seed
	}
	return out
}

// Files that are wanted come, in pieces, after the records; those wanted later too.
func TestFilesComeAfterRecords(t *testing.T) {
	files := newFiles(2)
	w := newWorld(t, 2, withFiles(files))
	a, b := w.hubs[0], w.hubs[1]
	a.log.append(township, 600, arrivals)
	var first []hub.Hash
	for i := range 11 { // more than are asked for at a time
		first = append(first, files[0].put(body(5*filePiece+i, byte(i))))
		files[1].want(first[i])
	}
	go a.Dial(t.Context(), b.url)
	w.until("the files", func() bool {
		for _, h := range first {
			if !files[1].has(h) {
				return false
			}
		}
		return true
	})
	if !complete(b, a, township) && b.peer(a).Received < 600 {
		t.Error("files came before records")
	}
	later := files[0].put(body(100, 9))
	files[1].want(later)
	b.WantFiles()
	w.until("one more", func() bool { return files[1].has(later) })
	if files[1].again > 0 || files[0].pieces != 5+10*6+1 {
		t.Errorf("%d pieces were sent, %d twice", files[0].pieces, files[1].again)
	}
}

// A hub of the release before, which has no files, is asked for none and sends none; the
// records go on.
func TestHubsWithoutFilesAreLeftAlone(t *testing.T) {
	files := newFiles(2)
	files[0] = nil
	w := newWorld(t, 2, withFiles(files))
	a, b := w.hubs[0], w.hubs[1]
	files[1].want(hub.Hash{1})
	asked := 0
	b.drop = func(out bool, f Frame) bool {
		if out && f.Type >= typeAsk {
			asked++
		}
		return false
	}
	a.log.append(township, 30, arrivals)
	go a.Dial(t.Context(), b.url)
	w.until("the records", func() bool { return complete(b, a, township) })
	if asked > 0 {
		t.Errorf("%d frames about files to a hub that does not know them", asked)
	}
}

// The line breaks at every so many bytes: each new connection goes on where the last one
// ended.
func TestFilesGoOnAfterACut(t *testing.T) {
	files, net := newFiles(2), &cutter{}
	w := newWorld(t, 2, withFiles(files), func(i int, c *Config) {
		if i == 0 {
			c.DialNet = net.dial
		}
	})
	a, b := w.hubs[0], w.hubs[1]
	h := files[0].put(body(40*filePiece, 1))
	files[1].want(h)
	cuts := 0
	for ; cuts < 200 && !files[1].has(h); cuts++ {
		net.mu.Lock()
		net.after = 60_000 + 1777*int64(cuts)
		net.mu.Unlock()
		ctx, hangUp := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); a.Dial(ctx, b.url) }()
		w.until("cut, or all across", func() bool {
			select {
			case <-ended:
				return true
			default:
				return files[1].has(h)
			}
		})
		hangUp()
		<-ended
		w.until("ended", func() bool { return !a.Connected(b.key) && !b.Connected(a.key) })
	}
	if cuts < 3 || files[1].again > 0 || files[0].pieces > 40+2*cuts+cuts*20 {
		t.Errorf("%d cuts, %d pieces sent, %d came twice", cuts, files[0].pieces, files[1].again)
	}
	if !files[1].has(h) {
		t.Error("it never came")
	}
}

// What is not what its name says is thrown away and comes from somebody else; a hub that
// has not got it says so, and says when it has it.
func TestSpoiledFilesComeFromElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := newFiles(3)
		w := newUnserved(t, 3, withFiles(files))
		a, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
		good := body(3*filePiece, 2)
		h := files[1].put(good)
		files[1].here[h] = append(bytes.Clone(good[:filePiece]), body(2*filePiece, 3)...) // B's disk went wrong
		files[0].want(h)
		w.pipe(a, b)
		time.Sleep(5 * time.Second)
		if files[0].has(h) || len(files[0].begun[h]) > 0 || files[1].pieces != 3 {
			t.Fatalf("a spoiled file is kept, or was asked for %d pieces", files[1].pieces)
		}
		w.pipe(a, c)
		time.Sleep(5 * time.Second)
		if files[0].has(h) {
			t.Fatal("from nowhere")
		}
		files[2].want(h)
		files[2].put(good)
		c.cameFile(h) // as when it came from a third hub
		time.Sleep(5 * time.Second)
		if !files[0].has(h) {
			t.Error("what came to C later did not come on")
		}
		for _, s := range w.hubs {
			s.Close()
		}
	})
}

// While a class is heard nothing of files goes, whoever asks.
func TestFilesWaitWhileAClassIsHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := newFiles(2)
		w := newUnserved(t, 2, withFiles(files))
		h := files[0].put(body(10, 1))
		files[1].want(h)
		files[0].quiet = true
		w.pipe(w.hubs[0], w.hubs[1])
		time.Sleep(30 * time.Second)
		if files[1].has(h) || !complete(w.hubs[0], w.hubs[1], township) && files[0].pieces > 0 {
			t.Error("a file went while a class was heard")
		}
		files[0].mu.Lock()
		files[0].quiet = false
		files[0].mu.Unlock()
		time.Sleep(5 * time.Second)
		if !files[1].has(h) {
			t.Error("it never came")
		}
		for _, s := range w.hubs {
			s.Close()
		}
	})
}

// A peer that sends pieces nobody asked for is charged for them like any flood.
func TestPiecesThatNobodyAskedForCost(t *testing.T) {
	files := newFiles(2)
	w := newUnserved(t, 2, withFiles(files), func(_ int, c *Config) { c.Quota.Bytes = 100 << 10 })
	a, b := w.hubs[0], w.hubs[1]
	r := w.rawCall(t, a, b)
	r.hello()
	frames := r.frames()
	p := &Piece{Total: 1 << 20, Bytes: make([]byte, 60<<10)}
	for r.send(typePiece, p) {
	}
	if reason := lastBye(frames); reason != byeQuota || len(files[1].begun) > 0 {
		t.Errorf("bye %q, %d begun", reason, len(files[1].begun))
	}
}
