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
