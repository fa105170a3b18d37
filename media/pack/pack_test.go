package pack

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"yizhan/hub"
)

const text = `=== wash 洗手
version: %d
class: mothers
from: 0
to: 36
source: 《……》（2022）
licence: CC BY 4.0

== 怎么洗
drawing: hands.svg
say: 打肥皂，搓一搓，冲干净。
- **打肥皂**，搓一搓。

== 什么时候洗
drawing: hands.svg
say: 饭前便后要洗手。
- 饭前洗。

?? 不打肥皂，行不行？
right: no
why: 肥皂才去油。
see: 1

?? 饭前洗，行不行？
right: yes
why: 手上的东西会吃进去。
see: 2

?? 便后洗，行不行？
right: yes
why: 手上的东西会吃进去。
see: 2
`

const square = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><title>方</title><path d="M0 0h4v4z" fill="#fff"/></svg>`

// wav is a sound of so many bytes; seed makes it another one.
func wav(size int, seed byte) []byte {
	data := size - 44
	b := append([]byte("RIFF"), le32(36+data)...)
	b = append(append(b, "WAVEfmt "...), le32(16)...)
	b = binary.LittleEndian.AppendUint16(b, 1)
	b = binary.LittleEndian.AppendUint16(b, 1)
	b = append(append(b, le32(16000)...), le32(32000)...)
	b = binary.LittleEndian.AppendUint16(b, 2)
	b = binary.LittleEndian.AppendUint16(b, 16)
	b = append(append(b, "data"...), le32(data)...)
	for len(b) < size {
		seed = seed*5 + 13
		b = append(b, seed, byte(len(b)>>8))
	}
	return b[:size]
}

func le32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

const soundSize = 2*ChunkSize + 1000

// written is a folder as somebody writes it: a lesson with a sound of three pieces.
func written(version int) fstest.MapFS {
	file := func(b []byte) *fstest.MapFile { return &fstest.MapFile{Data: b} }
	return fstest.MapFS{
		"Lesson.md": file([]byte(fmt.Sprintf(text, version))), "hands.svg": file([]byte(square)),
		"PAGE-2.WAV": file(wav(soundSize, byte(version))), "page-1.wav": file(wav(64044, 9)), "Thumbs.db": file([]byte("x")),
	}
}

// key is that of a maker by her number: 0 the county, 1 this box, others are neighbours.
func key(n byte) ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, 32)) }

func public(n byte) [32]byte { return [32]byte(key(n).Public().(ed25519.PublicKey)) }

// judge knows makers 0 to 3.
func judge(k [32]byte, cert []byte) (Signer, error) {
	for n, s := range []Signer{{"县里", County}, {"本站", Own}, {"邻站", Near}, {"又一站", Near}} {
		if k == public(byte(n)) {
			return s, nil
		}
	}
	return Signer{}, hub.E(hub.CodeUntrusted, "pack.signer")
}

// box is a shelf with what it says of its surroundings.
type box struct {
	*Shelf
	t       testing.TB
	free    int64
	live    bool
	shipped int
	told    int
	rename  func(old, new string) error
}

func newBox(t testing.TB) *box {
	b := &box{t: t, free: 1 << 40}
	b.reopen(t.TempDir())
	return b
}

func (b *box) reopen(dir string) {
	b.t.Helper()
	s, err := Open(Config{
		Dir: dir, Judge: judge, Floor: 1 << 20, Free: func() (int64, error) { return b.free, nil },
		Live: func() bool { return b.live }, Shipped: func(string) int { return b.shipped },
		Changed: func([]*Pack) { b.told++ },
		Rename: func(old, new string) error {
			if b.rename != nil {
				return b.rename(old, new)
			}
			return os.Rename(old, new)
		},
	})
	must(b.t, err)
	b.Shelf = s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// made is a pack in a folder of a stick: of a version, by a maker. It answers the stick.
func made(t testing.TB, version int, by byte) (stick string) {
	t.Helper()
	stick = t.TempDir()
	dir := filepath.Join(stick, Home, "wash")
	must(t, os.MkdirAll(dir, 0o755))
	makeIn(t, dir, written(version), by)
	return stick
}

func makeIn(t testing.TB, dir string, from fs.FS, by byte) *Manifest {
	t.Helper()
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer root.Close()
	src, err := Read(from)
	must(t, err)
	m, err := src.Make(root, Maker{Sign: key(by), Cert: []byte("certificate"), Day: "2026-11-23"})
	must(t, err)
	return m
}

func folderIn(stick string) string { return filepath.Join(stick, Home, "wash") }

// take puts the first pack of a stick on a shelf.
func (b *box) take(stick string) (*Pack, error) { return b.Take(folderIn(stick), nil) }

func said(err error) string {
	if e, ok := errors.AsType[*hub.Error](err); ok {
		return e.Key
	}
	return fmt.Sprint(err)
}

// all is what lies below a folder: names and sizes.
func all(t testing.TB, dir string) (names []string, bytes int64) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		names, bytes = append(names, strings.TrimPrefix(name, dir+"/")), bytes+info.Size()
		return err
	}))
	return names, bytes
}

// A lesson goes from a folder to a shelf, to a stick, and to another shelf, and is the
// same there; an empty box that is opened again has it still.
func TestRound(t *testing.T) {
	a, b, stick := newBox(t), newBox(t), t.TempDir()
	src, err := Read(written(1))
	must(t, err)
	p, err := a.Own(src, Maker{Sign: key(2), Cert: []byte("c"), Machine: true, Day: "2026-11-23"}, t.TempDir())
	must(t, err)
	if name, mime := p.Sound(2); name != "page-2.wav" || mime != "audio/wav" || p.Photo(1) != "" || !p.Machine || p.Lesson.Title != "洗手" || p.Signer.Name != "邻站" {
		t.Errorf("made: %q %q %+v", name, mime, p.Manifest)
	}
	for range 2 { // the second time it is there already
		must(t, a.Give("wash", stick, nil))
	}
	found := b.Look(stick)
	if len(found) != 1 || found[0].Err != nil || found[0].Manifest.Title != "洗手" {
		t.Fatalf("on the stick: %+v", found)
	}
	told := b.told
	if _, err := b.Take(found[0].Dir, nil); err != nil || b.told != told+1 {
		t.Fatal(err)
	}
	if found := b.Look(stick); said(found[0].Err) != "pack.here" {
		t.Errorf("once more: %v", found[0].Err)
	}
	b.reopen(b.cfg.Dir)
	got, ok := b.Get("wash")
	if !ok || got.ID != p.ID || len(b.Arrivals()) > 0 {
		t.Fatal("it is not there after a start")
	}
	f, err := b.Open(got.ID, "page-2.wav")
	must(t, err)
	defer f.Close()
	body := make([]byte, soundSize)
	if n, _ := f.ReadAt(body, 0); n != soundSize || !bytes.Equal(body, wav(soundSize, 1)) {
		t.Errorf("%d bytes that are others", n)
	}
	if _, err := b.Open(got.ID, "../wash"); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("another file is opened: %v", err)
	}
	// It is taken away, and back, and away for good when the night comes.
	must(t, b.Remove("wash"))
	if out, ok := b.Removed(); !ok || out.ID != p.ID || len(b.Packs()) > 0 {
		t.Error("it is not taken away, or for good")
	}
	must(t, b.PutBack())
	if _, ok := b.Removed(); ok || len(b.Packs()) != 1 || said(b.PutBack()) != "pack.none" {
		t.Error("it is not back, or twice")
	}
	must(t, b.Remove("wash"))
	if _, err := b.Check(); err != nil || said(b.PutBack()) != "pack.none" {
		t.Errorf("after the night: %v", err)
	}
	if names, _ := all(t, b.cfg.Dir); len(names) > 0 {
		t.Errorf("left over: %v", names)
	}
	_, err = b.Take(found[0].Dir, nil)
	must(t, err)
	must(t, b.Remove("wash"))
	_, err = b.Take(found[0].Dir, nil) // the same came from elsewhere
	must(t, err)
	if key := said(b.PutBack()); key != "pack.here" {
		t.Errorf("put back where it stands: %s", key)
	}
}

// Whose pack takes the place of whose.
func TestWhoseWordCounts(t *testing.T) {
	sticks := map[string]string{}
	stick := func(version int, by byte) string {
		name := fmt.Sprint(version, by)
		if sticks[name] == "" {
			sticks[name] = made(t, version, by)
		}
		return sticks[name]
	}
	for _, tt := range []struct {
		name          string
		shipped       int
		first, second [2]int // version, maker; version 0: none
		want          string
	}{
		{"newer than the program's", 1, [2]int{}, [2]int{2, 2}, ""},
		{"as old as the program's", 2, [2]int{}, [2]int{2, 2}, "pack.older"},
		{"a newer one of the same", 0, [2]int{1, 2}, [2]int{2, 2}, ""},
		{"an older one of the same", 0, [2]int{2, 2}, [2]int{1, 2}, "pack.older"},
		{"a newer one of another station", 0, [2]int{1, 2}, [2]int{2, 3}, "pack.other"},
		{"this box's own over a neighbour's", 0, [2]int{1, 2}, [2]int{2, 1}, "pack.other"},
		{"the county's over a station's", 0, [2]int{2, 2}, [2]int{1, 0}, ""},
		{"a station's over the county's", 0, [2]int{1, 0}, [2]int{2, 2}, "pack.other"},
		{"an older one of the county", 0, [2]int{2, 0}, [2]int{1, 0}, "pack.older"},
		{"nobody's", 0, [2]int{}, [2]int{1, 7}, "pack.signer"},
	} {
		b := newBox(t)
		b.shipped = tt.shipped
		if tt.first[0] > 0 {
			_, err := b.take(stick(tt.first[0], byte(tt.first[1])))
			must(t, err)
		}
		before, size := all(t, b.cfg.Dir)
		p, err := b.take(stick(tt.second[0], byte(tt.second[1])))
		if tt.want == "" && err != nil || tt.want != "" && said(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
			continue
		}
		after, now := all(t, b.cfg.Dir)
		if tt.want == "" && (int(p.Version) != tt.second[0] || len(after) != 5) || tt.want != "" && (len(after) != len(before) || now != size) {
			t.Errorf("%s: %v lie there", tt.name, after) // bytes of what was replaced, or of what was refused
		}
	}
	// The same version with another content: somebody forgot to count on.
	b := newBox(t)
	_, err := b.take(stick(1, 2))
	must(t, err)
	other, dir := written(1), t.TempDir()
	other["page-1.wav"] = &fstest.MapFile{Data: wav(64044, 77)}
	makeIn(t, dir, other, 2)
	if _, err := b.Take(dir, nil); said(err) != "pack.same" {
		t.Errorf("the same version once more: %v", err)
	}
}

// Nothing is put in while a class is held, nor where the disk would fall below its floor;
// what had come is kept, and goes on afterwards.
func TestLiveAndFloor(t *testing.T) {
	b, stick := newBox(t), made(t, 1, 2)
	b.live = true
	if _, err := b.take(stick); said(err) != "pack.live" {
		t.Errorf("in a class: %v", err)
	}
	b.live, b.free = false, soundSize+100<<10 // it would fit, and leave less than the floor
	if _, err := b.take(stick); said(err) != "pack.full" {
		t.Errorf("on a full disk: %v", err)
	}
	if names, _ := all(t, b.cfg.Dir); len(names) > 0 {
		t.Errorf("left over: %v", names)
	}
	b.free = 1 << 40
	steps := 0
	_, err := b.Take(folderIn(stick), func(int64, int64) {
		if steps++; steps == 3 {
			b.live = true
		}
	})
	if said(err) != "pack.live" || steps != 3 {
		t.Errorf("a class begins: %v after %d", err, steps)
	}
	b.live = false
	_, err = b.Take(folderIn(stick), func(_, _ int64) { steps++ })
	if want := 6; err != nil || steps != want { // text, drawing, page 1, three pieces of page 2
		t.Errorf("after the class: %v, %d pieces in all, want %d", err, steps, want)
	}
}

// The power goes between the rename and the removal of what was replaced: the newer one
// stands there, once. One that breaks before it leaves the older one as it was.
func TestPowerGoesAtTheSwap(t *testing.T) {
	b := newBox(t)
	_, err := b.take(made(t, 1, 2))
	must(t, err)
	old := filepath.Join(b.cfg.Dir, b.all["wash"].folder)
	keep := t.TempDir()
	must(t, os.CopyFS(keep, os.DirFS(old)))
	b.rename = func(string, string) error { return errors.New("power") }
	if _, err := b.take(made(t, 2, 2)); err == nil || b.all["wash"].Version != 1 {
		t.Errorf("a swap that broke: %v", err)
	}
	b.rename = nil
	b.reopen(b.cfg.Dir)
	if come := b.Arrivals(); len(come) != 1 || b.all["wash"].Version != 1 {
		t.Fatalf("%d on their way", len(come))
	}
	_, err = b.Arrivals()[0].Finish() // every piece is here
	must(t, err)
	must(t, os.CopyFS(old, os.DirFS(keep))) // as if the removal had not come about
	b.reopen(b.cfg.Dir)
	if names, _ := all(t, b.cfg.Dir); b.all["wash"].Version != 2 || len(names) != 5 {
		t.Errorf("version %d, %v", b.all["wash"].Version, names)
	}
}
