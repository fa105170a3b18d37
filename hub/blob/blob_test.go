package blob

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
)

func newBlobs(t testing.TB, change func(*Limits)) *Blobs {
	t.Helper()
	dir := t.TempDir()
	l := Limits{Each: 1 << 10, Quota: 4 << 10, Floor: 1000, Free: func() (int64, error) { return 1 << 30, nil }}
	if change != nil {
		change(&l)
	}
	if err := os.Mkdir(filepath.Join(dir, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	return New(filepath.Join(dir, "blob"), filepath.Join(dir, "tmp"), l)
}

func (b *Blobs) put(t testing.TB, body []byte) (ref Ref) {
	t.Helper()
	if err := b.Put(body, func(r Ref) error { ref = r; return nil }); err != nil {
		t.Fatal(err)
	}
	return ref
}

func key(err error) string {
	if e, ok := errors.AsType[*hub.Error](err); ok {
		return e.Key
	}
	return ""
}

func TestWhatIsPutIsThere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBlobs(t, nil)
		body := rapid.SliceOfN(rapid.Byte(), 0, 1000).Draw(rt, "body")
		ref := b.put(t, body)
		got, err := b.Get(ref)
		if err != nil || !bytes.Equal(got, body) || !b.Has(ref.Hash) {
			rt.Fatalf("%d bytes came back as %d (%v)", len(body), len(got), err)
		}
	})
}

// The bytes are on disk before their record is written, and nothing of them can be read
// there.
func TestSealedOnDiskBeforeTheRecord(t *testing.T) {
	b := newBlobs(t, nil)
	body := bytes.Repeat([]byte("下面有几件事要问你"), 10)
	err := b.Put(body, func(r Ref) error {
		raw, err := os.ReadFile(b.path(r.Hash))
		if err != nil {
			return err
		}
		if len(raw) != len(body)+Overhead || bytes.Contains(raw, body[:9]) {
			t.Errorf("%d bytes on disk of %d, readable: %v", len(raw), len(body), bytes.Contains(raw, body[:9]))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(b.temp); len(left) != 0 {
		t.Errorf("%d unfinished files are left", len(left))
	}
}

// One flipped bit, a cut, or another key: the record asks for another copy instead of
// playing what is not its own.
func TestWhatIsNotItsOwnIsAbsent(t *testing.T) {
	for name, spoil := range map[string]func(b *Blobs, ref *Ref, raw []byte) []byte{
		"a bit":       func(_ *Blobs, _ *Ref, raw []byte) []byte { raw[3] ^= 1; return raw },
		"cut":         func(_ *Blobs, _ *Ref, raw []byte) []byte { return raw[:10] },
		"another key": func(_ *Blobs, ref *Ref, raw []byte) []byte { ref.Key[0] ^= 1; return raw },
		"gone":        func(*Blobs, *Ref, []byte) []byte { return nil },
		"whole":       func(_ *Blobs, _ *Ref, raw []byte) []byte { return raw }, // the control
	} {
		b := newBlobs(t, nil)
		ref := b.put(t, []byte("说一句"))
		raw, _ := os.ReadFile(b.path(ref.Hash))
		if raw = spoil(b, &ref, raw); raw == nil {
			os.Remove(b.path(ref.Hash))
		} else if err := os.WriteFile(b.path(ref.Hash), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := b.Get(ref)
		if want := map[bool]string{true: "", false: "blob.absent"}[name == "whole"]; key(err) != want {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		change func(*Limits)
		size   int
		key    string
	}{
		{nil, 1 << 9, ""},
		{nil, 1 << 10, "blob.large"},
		{func(l *Limits) { l.Quota = 1500 }, 900, "blob.quota"},
		{func(l *Limits) { l.Free = func() (int64, error) { return 1800, nil } }, 900, "blob.floor"},
		{func(l *Limits) { l.Free = func() (int64, error) { return 0, errors.New("no answer") } }, 900, "store.folder"},
	} {
		b := newBlobs(t, tt.change)
		recorded := 0
		record := func(Ref) error { recorded++; return nil }
		if tt.key == "blob.quota" {
			b.put(t, make([]byte, 900))
		}
		err := b.Put(make([]byte, tt.size), record)
		if key(err) != tt.key || (recorded == 1) != (err == nil) {
			t.Errorf("%d bytes: %v and %d records, want %q", tt.size, err, recorded, tt.key)
		}
	}
}

func TestSweepErasesWhatNobodyNames(t *testing.T) {
	b := newBlobs(t, nil)
	kept, lost := b.put(t, []byte("留")), b.put(t, []byte("去"))
	stranger := filepath.Join(b.dir, "notes.txt")
	os.WriteFile(stranger, nil, 0o600)
	n, err := b.Sweep(func() (map[[32]byte]bool, error) { return map[[32]byte]bool{kept.Hash: true}, nil })
	if err != nil || n != 1 || !b.Has(kept.Hash) || b.Has(lost.Hash) {
		t.Errorf("%d erased (%v); kept %v, lost still there %v", n, err, b.Has(kept.Hash), b.Has(lost.Hash))
	}
	if _, err := os.Stat(stranger); err != nil {
		t.Error("a file that is no blob was erased")
	}
	failed := errors.New("the log cannot be read")
	if _, err := b.Sweep(func() (map[[32]byte]bool, error) { return nil, failed }); !errors.Is(err, failed) || !b.Has(kept.Hash) {
		t.Error("without names everything was erased")
	}
}

// A sweep never comes between the bytes and their record: each that is recorded is there.
func TestSweepWaitsForTheRecord(t *testing.T) {
	b := newBlobs(t, func(l *Limits) { l.Quota = 1 << 20 })
	var mu sync.Mutex
	named := map[[32]byte]bool{}
	var busy sync.WaitGroup
	for range 4 {
		busy.Go(func() {
			for range 20 {
				err := b.Put([]byte("一句"), func(r Ref) error { mu.Lock(); defer mu.Unlock(); named[r.Hash] = true; return nil })
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 20 {
		if _, err := b.Sweep(func() (map[[32]byte]bool, error) { mu.Lock(); defer mu.Unlock(); return named, nil }); err != nil {
			t.Error(err)
		}
	}
	busy.Wait()
	for hash := range named {
		if !b.Has(hash) {
			t.Error("a recorded sound was swept")
		}
	}
	if len(named) != 80 {
		t.Errorf("%d are recorded, want 80", len(named))
	}
}

// A file comes in pieces of any size, over several starts of the box; what comes twice or
// out of turn is passed over, what is not its own leaves nothing, and what no record names
// is not taken.
func TestPiecesBecomeTheWhole(t *testing.T) {
	yes := func() (bool, error) { return true, nil }
	rapid.Check(t, func(rt *rapid.T) {
		from, to := newBlobs(t, nil), newBlobs(t, nil)
		ref := from.put(t, rapid.SliceOfN(rapid.Byte(), 1, 900).Draw(rt, "body"))
		spoiled := rapid.IntRange(-40, 20).Draw(rt, "spoiled piece")
		for n := 0; !to.Has(ref.Hash); n++ {
			at := to.Begun(ref.Hash)
			piece, total, err := from.Piece(ref.Hash, at, rapid.IntRange(1, 300).Draw(rt, "most"))
			if err != nil || len(piece) == 0 {
				rt.Fatalf("%d bytes at %d of %d: %v", len(piece), at, total, err)
			}
			if whole, err := to.Take(ref.Hash, total, at+1, piece, yes); whole || err != nil || to.Begun(ref.Hash) != at {
				rt.Fatalf("a piece out of turn: %v, %v", whole, err)
			}
			if n == spoiled {
				piece[0] ^= 1
			}
			to = New(to.dir, to.temp, to.limits) // the box was started again
			whole, err := to.Take(ref.Hash, total, at, piece, yes)
			last := at+int64(len(piece)) == total
			if n < spoiled || spoiled < 0 || !last {
				if err != nil || whole != last {
					rt.Fatalf("piece %d: %v, %v", n, whole, err)
				}
				continue
			}
			if !errors.Is(err, ErrSpoiled) || to.Begun(ref.Hash) != 0 || to.Has(ref.Hash) {
				rt.Fatalf("a spoiled file: %v, %d bytes are left", err, to.Begun(ref.Hash))
			}
			spoiled = -1 // it comes again
		}
		if a, err := to.Get(ref); err != nil {
			rt.Fatal(err)
		} else if b, _ := from.Get(ref); !bytes.Equal(a, b) {
			rt.Fatal("other bytes came than went")
		}
	})
}

func TestWhatIsNotTaken(t *testing.T) {
	from := newBlobs(t, nil)
	ref := from.put(t, make([]byte, 500))
	piece, total, err := from.Piece(ref.Hash, 0, 200)
	if err != nil {
		t.Fatal(err)
	}
	yes := func() (bool, error) { return true, nil }
	for name, tt := range map[string]struct {
		change func(*Limits)
		total  int64
		named  func() (bool, error)
		key    string
	}{
		"wanted":        {nil, total, yes, ""},
		"named by none": {nil, total, func() (bool, error) { return false, nil }, "blob.absent"},
		"too large":     {nil, 2 << 10, yes, "blob.large"},
		"no room":       {func(l *Limits) { l.Quota = 400 }, total, yes, "blob.quota"},
		"no disk":       {func(l *Limits) { l.Free = func() (int64, error) { return 1200, nil } }, total, yes, "blob.floor"},
	} {
		to := newBlobs(t, tt.change)
		_, err := to.Take(ref.Hash, tt.total, 0, piece, tt.named)
		if key(err) != tt.key || (to.Begun(ref.Hash) == 200) != (tt.key == "") {
			t.Errorf("%s: %v, %d bytes are here", name, err, to.Begun(ref.Hash))
		}
	}
	to := newBlobs(t, nil)
	if _, err := to.Take(ref.Hash, total, 0, piece, yes); err != nil {
		t.Fatal(err)
	}
	if _, err := to.Sweep(func() (map[[32]byte]bool, error) { return nil, nil }); err != nil || to.Begun(ref.Hash) > 0 {
		t.Errorf("a beginning that nobody names is left: %v", err)
	}
	if _, _, err := to.Piece(ref.Hash, 0, 10); key(err) != "blob.absent" {
		t.Errorf("a piece of nothing: %v", err)
	}
}

// Whoever sends more than was said, or says more once it has begun, leaves nothing behind:
// no file grows beyond what was looked at before it was let in.
func TestMoreThanWasSaid(t *testing.T) {
	yes := func() (bool, error) { return true, nil }
	for name, tt := range map[string]struct {
		first, then int64 // bytes that are said to be the whole
		size        int
	}{
		"more bytes than said": {300, 300, 200},
		"more said later":      {300, 1 << 20, 200},
	} {
		b := newBlobs(t, nil)
		hash := [32]byte{7}
		if _, err := b.Take(hash, tt.first, 0, make([]byte, 200), yes); err != nil || b.Begun(hash) != 200 {
			t.Fatalf("%s: the control: %v", name, err)
		}
		if _, err := b.Take(hash, tt.then, 200, make([]byte, tt.size), yes); !errors.Is(err, ErrSpoiled) || b.Begun(hash) != 0 {
			t.Errorf("%s: %v, %d bytes are left", name, err, b.Begun(hash))
		}
	}
}

// A bit that flips on the disk is found, and the file is thrown away; others stay.
func TestScrub(t *testing.T) {
	b := newBlobs(t, nil)
	good, bad := b.put(t, []byte("好")), b.put(t, []byte("坏"))
	raw, _ := os.ReadFile(b.path(bad.Hash))
	raw[2] ^= 1
	os.WriteFile(b.path(bad.Hash), raw, 0o600)
	if n, err := b.Scrub(); n != 1 || err != nil || b.Has(bad.Hash) || !b.Has(good.Hash) {
		t.Errorf("%d thrown away (%v), the bad one is there: %v, the good one: %v", n, err, b.Has(bad.Hash), b.Has(good.Hash))
	}
	if n, err := b.Scrub(); n != 0 || err != nil {
		t.Errorf("%d more (%v)", n, err)
	}
}
