package bundle_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/mesh/bundle"
	"yizhan/mesh/sync"
)

// drawer is a hub's files beside the log: whole ones, and what came in of others.
type drawer struct {
	whole map[hub.Hash][]byte
	order []hub.Hash
	came  map[hub.Hash][]byte
}

func (d *drawer) put(bytes int) {
	body := make([]byte, bytes)
	rand.Read(body)
	hash := hub.Hash(sha256.Sum256(body))
	d.whole[hash], d.order = body, append(d.order, hash)
}

func (d *drawer) Wanted(context.Context, [32]byte, int) ([]sync.FileFrom, error) { return nil, nil }
func (d *drawer) Quiet() bool                                                    { return false }
func (d *drawer) Look(context.Context) error                                     { return nil }

func (d *drawer) Held(context.Context, hub.Lane, int64) (all []hub.Hash, bytes int64, err error) {
	for _, body := range d.whole {
		bytes += int64(len(body))
	}
	return d.order, bytes, nil
}

func (d *drawer) Piece(_ context.Context, _ [32]byte, file sync.FileFrom, most int) (piece []byte, total int64, err error) {
	body := d.whole[file.Hash]
	rest := body[file.From:]
	return rest[:min(most, len(rest))], int64(len(body)), nil
}

func (d *drawer) Take(_ context.Context, _ [32]byte, file sync.FileFrom, total int64, piece []byte) (bool, error) {
	d.came[file.Hash] = append(d.came[file.Hash][:file.From], piece...)
	return int64(len(d.came[file.Hash])) == total, nil
}

// The stick is pulled while photos are written, before, within and after its steps: whoever pulled it is
// told, the records that were written count, no half of a photo comes in anywhere, and the
// next write brings all of them.
func TestPulledWhileFilesAreWritten(t *testing.T) {
	w := newWorld(t)
	county, a := w.hub("壶关县", ""), w.hub("柳沟站", "140427103")
	a.writeLong(township, 20, fat)
	photos := &drawer{whole: map[hub.Hash][]byte{}, came: map[hub.Hash][]byte{}}
	for range 3 {
		photos.put(90 << 10)
	}
	with := func(d *drawer) func(*bundle.Config) { return func(c *bundle.Config) { c.Files = d } }
	take := func(dir string) (hub.StickReport, *drawer, error) {
		reader := &drawer{came: map[hub.Hash][]byte{}}
		rep, err := bundle.Import(t.Context(), county.fresh().config(with(reader)), dir)
		return rep, reader, err
	}

	// An uncut write, for the steps at which the photos' file is open.
	first, last, step := 0, 0, 0
	if _, err := a.export(t.TempDir(), with(photos), func(c *bundle.Config) {
		creates := 0
		c.CutAt(func(op string) error {
			step++
			if op == "create" {
				creates++
			}
			if creates == 3 { // the records, their manifest, and now the photos
				last = step
				if first == 0 {
					first = step
				}
			}
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	if last-first < 15 {
		t.Fatalf("the photos take steps %d to %d", first, last)
	}
	stride := 3
	if testing.Short() {
		stride = 9
	}
	for at := first; at <= last; at += stride {
		dir, n := t.TempDir(), 0
		_, err := a.export(dir, with(photos), func(c *bundle.Config) {
			c.CutAt(func(string) error {
				if n++; n >= at {
					return errPulled
				}
				return nil
			})
		})
		if key(err) != "bundle.gone" {
			t.Fatalf("pulled at step %d it says %v", at, err)
		}
		rep, reader, err := take(dir)
		if err != nil || rep.New() != 20 || len(reader.came) != 0 {
			t.Fatalf("pulled at step %d: %d records and %d photos came in: %v", at, rep.New(), len(reader.came), err)
		}
		if out, err := a.export(dir, with(photos)); err != nil || out.Written != 0 || out.Held != 20 {
			t.Fatalf("the next write after step %d: %+v, %v", at, out, err)
		}
		rep, reader, err = take(dir)
		if err != nil || rep.New() != 20 || len(reader.came) != 3 {
			t.Fatalf("after step %d and a second write %d records and %d photos came in: %v", at, rep.New(), len(reader.came), err)
		}
		for hash, body := range reader.came {
			if hub.Hash(sha256.Sum256(body)) != hash {
				t.Fatalf("after step %d a photo is not itself", at)
			}
		}
		if parts, _ := filepath.Glob(filepath.Join(a.folder(dir), "*.part")); len(parts) > 0 {
			t.Fatalf("after step %d %q is left", at, parts)
		}
	}
}
