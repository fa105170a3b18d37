package bundle_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"yizhan/hub"
	"yizhan/mesh/bundle"
	"yizhan/mesh/sync"
)

// pair is a station with its commits on a stick of several files, and a county
// that has nothing yet.
func pair(t testing.TB, commits int) (a, county *member, stick string) {
	w := newWorld(t)
	county, a = w.hub("壶关县", ""), w.hub("柳沟站", "140427103")
	a.writeLong(township, commits, fat)
	stick = t.TempDir()
	if _, err := a.export(stick, small); err != nil {
		t.Fatal(err)
	}
	return a, county, stick
}

// copyOf is a stick with the same files.
func copyOf(t testing.TB, stick string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(stick)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// What can happen to a stick, by accident or on purpose: what is said, and how much
// is taken.
func TestFaults(t *testing.T) {
	a, county, stick := pair(t, 100)
	frames, _ := a.files(stick)
	first, last := filepath.Base(frames[0]), filepath.Base(frames[len(frames)-1])
	whole, _ := a.sum(township)
	reader := county.fresh()
	for _, c := range []struct {
		name string
		do   func(dir string) error // what happens in A's folder
		want string                 // key of the error
		code hub.Code
		all  bool // nothing is missing
		none bool // nothing is taken
	}{
		{"nothing happens: the control", func(string) error { return nil }, "", "", true, false},
		{"a file is missing", func(dir string) error { return os.Remove(filepath.Join(dir, first)) }, "bundle.torn", hub.CodeQuestion, false, false},
		{"a file is short", func(dir string) error { return os.Truncate(filepath.Join(dir, first), 100) }, "bundle.torn", hub.CodeQuestion, false, false},
		{"the words are missing", func(dir string) error { return os.Remove(filepath.Join(dir, last)) }, "bundle.torn", hub.CodeQuestion, true, false},
		{"a byte differs", func(dir string) error { return flip(filepath.Join(dir, first), -50) }, "bundle.tampered", hub.CodeUntrusted, false, true},
		{"a file is longer", func(dir string) error { return extend(filepath.Join(dir, first)) }, "bundle.tampered", hub.CodeUntrusted, false, true},
		{"zeros in place of a file", func(dir string) error { return zeros(filepath.Join(dir, first)) }, "bundle.tampered", hub.CodeUntrusted, false, true},
		{"a link in place of a file", func(dir string) error { return link(filepath.Join(dir, first)) }, "bundle.tampered", hub.CodeUntrusted, false, true},
		{"a pipe in place of a file", func(dir string) error { return pipe(filepath.Join(dir, first)) }, "bundle.tampered", hub.CodeUntrusted, false, true},
		{"a link in place of the folder", func(dir string) error { return link(dir) }, "bundle.tampered", hub.CodeUntrusted, false, true},
		{"the manifest is short", inManifest(func(name string) error { return os.Truncate(name, 30) }), "bundle.torn", hub.CodeQuestion, false, true},
		{"the manifest is empty", inManifest(func(name string) error { return os.Truncate(name, 0) }), "bundle.torn", hub.CodeQuestion, false, true},
		{"the manifest is missing", inManifest(os.Remove), "bundle.torn", hub.CodeQuestion, false, true},
		{"the manifest differs", inManifest(func(name string) error { return flip(name, -70) }), "bundle.tampered", hub.CodeUntrusted, false, true},
		{"the manifest is a link", inManifest(link), "bundle.tampered", hub.CodeUntrusted, false, true},
		{"the manifest is of a later format", inManifest(func(name string) error { return setByte(name, 13, 2) }), "bundle.newer", hub.CodeQuestion, false, true},
		{"an unfinished file is left", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "0000009999.yz.part"), []byte("half"), 0o644)
		}, "", "", true, false},
		{"somebody else's file is left", func(dir string) error { return os.WriteFile(filepath.Join(dir, "照片.jpg"), []byte("x"), 0o644) }, "", "", true, false},
	} {
		dir := copyOf(t, stick)
		if err := c.do(a.folder(dir)); err != nil {
			t.Fatal(c.name, err)
		}
		if n, _ := reader.sum(township); n > 0 {
			reader = county.fresh()
		}
		rep, err := reader.take(dir)
		if key(err) != c.want || err != nil && hub.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		n, _ := reader.sum(township)
		switch {
		case c.all && n != whole, c.none && n != 0, !c.all && !c.none && (n == 0 || n >= whole):
			t.Errorf("%s: %d of %d commits were taken", c.name, n, whole)
		}
		if n != rep.New() {
			t.Errorf("%s: the report says %d, the log %d", c.name, rep.New(), n)
		}
	}
}

// After a fault the writer mends its own folder: what is whole stays.
func TestMendsItsOwn(t *testing.T) {
	a, county, stick := pair(t, 100)
	frames, _ := a.files(stick)
	if err := flip(frames[1], -50); err != nil {
		t.Fatal(err)
	}
	rep, err := a.export(stick, small)
	if err != nil || rep.Written == 0 || rep.Written >= 100 || rep.Held != 100 {
		t.Fatalf("wrote %d, holds %d: %v", rep.Written, rep.Held, err)
	}
	if in, err := county.take(stick); err != nil || in.New() != 100 {
		t.Errorf("the county took %d: %v", in.New(), err)
	}
}

func TestForeignCounty(t *testing.T) {
	a, _, stick := pair(t, 3)
	elsewhere := newWorld(t)
	elsewhere.hub("别的县", "")
	b := elsewhere.hub("别处的站", "500111103")
	if _, err := b.take(stick); key(err) != "bundle.foreign" || hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("another county's stick: %v", err)
	}
	// Somebody who is nobody's hub, and calls our county its own.
	nobody := a.w.hub("冒充的", "140427103")
	nobody.write(township, 2)
	delete(a.w.hubs, nobody.self.Key)
	forged := t.TempDir()
	nobody.export(forged)
	if _, err := a.take(forged); key(err) != "bundle.stranger" {
		t.Errorf("a stranger's stick: %v", err)
	}
}

// A certified hub that means ill: names that lead away, sizes beyond all bounds, the
// same file twice, frames of another lane, a bomb. Nothing of it is followed.
func TestHostileWriter(t *testing.T) {
	a, county, stick := pair(t, 3)
	good := a.manifest(stick)
	secret := filepath.Join(t.TempDir(), "secret")
	put(t, secret, "secret")
	for name, change := range map[string]func(m *bundle.Manifest){
		"a name that leads up":     func(m *bundle.Manifest) { m.Files[0].Name = "../../../secret" },
		"an absolute name":         func(m *bundle.Manifest) { m.Files[0].Name = secret },
		"a name with a zero":       func(m *bundle.Manifest) { m.Files[0].Name = "0000000001.yz\x00" },
		"a file of many terabytes": func(m *bundle.Manifest) { m.Files[0].Size = 1 << 60 },
		"a file of nothing":        func(m *bundle.Manifest) { m.Files[0].Size = 0 },
		"a file twice":             func(m *bundle.Manifest) { m.Files = append(m.Files, m.Files[0]) },
		"a lane that is none":      func(m *bundle.Manifest) { m.Files[0].Lane = "../local" },
		"the lane of one box":      func(m *bundle.Manifest) { m.Files[0].Lane = hub.LaneLocal },
		"a vector that cannot be":  func(m *bundle.Manifest) { m.Held[0].Lines[0].Beyond = []uint64{9, 3} },
		"an origin twice": func(m *bundle.Manifest) {
			m.Held[0].Lines = append(m.Held[0].Lines, m.Held[0].Lines[0])
		},
	} {
		bad := *good
		bad.Files, bad.Held = append(bad.Files[:0:0], good.Files...), append(bad.Held[:0:0], good.Held...)
		bad.Held[0].Lines = append(bad.Held[0].Lines[:0:0], good.Held[0].Lines...)
		change(&bad)
		dir := copyOf(t, stick)
		_, old := a.files(dir)
		if err := os.WriteFile(old, bad.Signed(a.sign), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := county.take(dir); key(err) != "bundle.tampered" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, plain := range map[string][]byte{
		"noise":                   []byte("no frame at all, and long enough for one"),
		"an endless list":         append([]byte{0, 12, 0, 0, 0x82, 2}, make([]byte, 9)...),
		"a hello":                 frame(t, 1, &sync.Hello{Min: 1, Max: 1}),
		"a batch that is none":    frame(t, 7, &sync.Batch{Number: 1, Lane: township, Packed: []byte{1, 0, 1, 1, 0}}),
		"a batch of another lane": frame(t, 7, &sync.Batch{Number: 1, Lane: other, Packed: a.packed(township)}),
		"batches out of order":    frame(t, 7, &sync.Batch{Number: 2, Lane: township}),
	} {
		dir := a.forge(stick, plain)
		rep, err := county.take(dir)
		if key(err) != "bundle.tampered" {
			t.Errorf("%s: %v %+v", name, err, rep.Sources)
		}
	}
	if n, _ := county.sum(township); n != 0 {
		t.Errorf("%d commits were taken", n)
	}
	if b, _ := os.ReadFile(secret); string(b) != "secret" {
		t.Error("a file outside the stick was touched")
	}
}

// packed is what a hub holds of a lane, as a batch carries it.
func (m *member) packed(lane hub.Lane) []byte {
	m.w.t.Helper()
	commits, _, err := m.Since(context.Background(), lane, nil, 100, 1<<20)
	if err != nil {
		m.w.t.Fatal(err)
	}
	raw, err := sync.Pack(commits)
	if err != nil {
		m.w.t.Fatal(err)
	}
	return raw
}

// forge puts plain bytes, well sealed and signed, in place of the first file.
func (m *member) forge(stick string, plain []byte) string {
	m.w.t.Helper()
	dir := copyOf(m.w.t, stick)
	var b bytes.Buffer
	var to [][32]byte
	for _, h := range m.w.hubs {
		to = append(to, h.X25519)
	}
	w, err := bundle.SealTo(&b, to...)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		m.w.t.Fatal(err)
	}
	man := m.manifest(stick)
	e := &man.Files[0]
	e.Size, e.Hash = uint64(b.Len()), sha256.Sum256(b.Bytes())
	_, name := m.files(dir)
	put(m.w.t, name, string(man.Signed(m.sign)))
	put(m.w.t, filepath.Join(m.folder(dir), e.Name), b.String())
	return dir
}

func frame(t testing.TB, kind uint8, body any) []byte {
	b, err := sync.AppendFrame(nil, sync.Frame{Type: kind, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A commit that is not what its header says is refused by the log, alone; and what a
// hub may not read is not sealed to it in the first place.
func TestNobodyElseOpensIt(t *testing.T) {
	a, _, stick := pair(t, 3)
	frames, _ := a.files(stick)
	var nobody [32]byte
	rand.Read(nobody[:])
	for _, name := range frames {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := bundle.Unseal(f, nobody); err == nil {
			t.Errorf("%s opens with any key", name)
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if _, err := bundle.Unseal(f, a.x25519); err != nil {
			t.Errorf("%s does not open with the key of who wrote it: %v", name, err)
		}
		f.Close()
		raw, _ := os.ReadFile(name)
		if bytes.Contains(raw, []byte("王小满")) {
			t.Error("a name lies open on the stick")
		}
	}
}

// A stick that is full: what fits is whole and counts, and the rest goes on the next.
func TestFull(t *testing.T) {
	w := newWorld(t)
	county, a := w.hub("壶关县", ""), w.hub("柳沟站", "140427103")
	a.writeLong(township, 100, fat)
	stick := t.TempDir()
	left := int64(4 << 20)
	nearly := func(c *bundle.Config) {
		small(c)
		c.RoomOf(func() (int64, error) { left -= 1 << 20; return left, nil })
	}
	rep, err := a.export(stick, nearly)
	if hub.CodeOf(err) != hub.CodeFull || rep.Written == 0 || rep.Left == 0 || rep.Written+rep.Left != 100 {
		t.Fatalf("wrote %d, left %d: %v", rep.Written, rep.Left, err)
	}
	if in, err := county.take(stick); err != nil || in.New() != rep.Written || !in.Sources[0].More {
		t.Errorf("the county took %d of %d: %v", in.New(), rep.Written, err)
	}
	county.export(stick)
	if _, err := a.export(stick); err != nil {
		t.Fatal(err)
	}
	county.plug(stick)
	w.equal(township, a, county)
}

var errPulled = errors.New("pulled")

// The stick is pulled out before, within and after every step of a write: what was
// finished is whole, nothing is ever taken for tampered, and the next write goes on.
func TestPulledAtEveryStep(t *testing.T) {
	w := newWorld(t)
	county, a := w.hub("壶关县", ""), w.hub("柳沟站", "140427103")
	a.writeLong(township, 60, fat)
	base := t.TempDir()
	if _, err := a.export(base, small); err != nil { // an older write, of which words are replaced
		t.Fatal(err)
	}
	a.writeLong(township, 60, fat)
	steps, last := 0, ""
	if _, err := a.export(copyOf(t, base), small, func(c *bundle.Config) {
		c.CutAt(func(op string) error {
			if op == "rename" && last != "flush" {
				t.Errorf("after %q a file gets its name: it may be lost and look whole", last)
			}
			steps, last = steps+1, op
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	if steps < 30 {
		t.Fatalf("a write of %d steps", steps)
	}
	stride := 3
	if testing.Short() {
		stride = 11
	}
	seen := map[string]bool{}
	for at := 1; at <= steps; at += stride {
		dir, n := copyOf(t, base), 0
		_, err := a.export(dir, small, func(c *bundle.Config) {
			c.CutAt(func(op string) error {
				if n++; n >= at {
					seen[op] = true
					return errPulled
				}
				return nil
			})
		})
		if err == nil && at < steps-1 {
			t.Fatalf("cut at step %d of %d: no error", at, steps)
		}
		// What a reader finds now is whole, as far as it goes.
		rep, err := bundle.Look(t.Context(), county.config(), dir, bundle.Options{})
		if err != nil || rep.Worst() != hub.StickWhole || rep.New() < 60 {
			t.Fatalf("cut at step %d: %s with %d, %v", at, rep.Worst(), rep.New(), err)
		}
		written := rep.New()
		out, err := a.export(dir, small)
		if err != nil || out.Held != 120 || out.Written != 120-written {
			t.Fatalf("after a cut at step %d with %d on the stick, %d were written: %v", at, written, out.Written, err)
		}
		if at%21 == 1 {
			if in, err := county.fresh().take(dir); err != nil || in.New() != 120 {
				t.Fatalf("after a cut at step %d the county took %d: %v", at, in.New(), err)
			}
		}
		all, _ := filepath.Glob(filepath.Join(a.folder(dir), "*.part"))
		if len(all) > 0 {
			t.Fatalf("after a cut at step %d %q is left", at, all)
		}
	}
	for _, op := range []string{"create", "write", "flush", "rename", "read back", "remove"} {
		if !seen[op] && !testing.Short() {
			t.Errorf("no cut at %q", op)
		}
	}
}

// A reader that is cut off in the middle keeps what it has, and goes on later.
func TestReaderCut(t *testing.T) {
	_, county, stick := pair(t, 100)
	ctx, cancel := context.WithCancel(t.Context())
	c := county.config()
	c.Step = func(p bundle.Progress) {
		if p.Done > 0 {
			cancel()
		}
	}
	rep, err := bundle.Import(ctx, c, stick)
	if err == nil || rep.New() == 0 || rep.New() == 100 {
		t.Fatalf("cut off it took %d: %v", rep.New(), err)
	}
	again, err := county.take(stick)
	if err != nil || again.New()+rep.New() != 100 {
		t.Errorf("%d and %d: %v", rep.New(), again.New(), err)
	}
}

func inManifest(do func(name string) error) func(dir string) error {
	return func(dir string) error {
		all, err := filepath.Glob(filepath.Join(dir, "manifest-*"))
		if err != nil || len(all) != 1 {
			return fmt.Errorf("%d manifests: %w", len(all), err)
		}
		return do(all[0])
	}
}

func flip(name string, at int) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if at < 0 {
		at += len(b)
	}
	b[at] ^= 1
	return os.WriteFile(name, b, 0o644)
}

func setByte(name string, at int, to byte) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	b[at] = to
	return os.WriteFile(name, b, 0o644)
}

func extend(name string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("more")
	return errors.Join(err, f.Close())
}

func zeros(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, make([]byte, info.Size()), 0o644)
}

// link puts a link to the same thing, moved aside, in its place.
func link(name string) error {
	aside := filepath.Join(filepath.Dir(filepath.Dir(filepath.Dir(name))), "aside")
	if err := os.Rename(name, aside); err != nil {
		return err
	}
	return os.Symlink(aside, name)
}

func pipe(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return syscall.Mkfifo(name, 0o644)
}
