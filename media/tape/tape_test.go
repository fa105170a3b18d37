package tape

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// numbered are frames of 36 ms that say which they are: a mark, their number, and what
// can be reckoned of it. Like a true format it looks at a frame's ends, not at its middle.
var numbered = Format{Bytes: 289, Lasts: 36 * time.Millisecond, Seal: lock("a key"), Whole: func(f []byte) bool {
	end := len(f) - 1
	return f[0] == 0xff && f[1] == f[6] && f[end] == 0xfe && bytes.Equal(f[end-15:end], bytes.Repeat(f[6:7], 15))
}}

func lock(word string) cipher.Block {
	key := sha256.Sum256([]byte(word))
	b, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err)
	}
	return b
}

func frame(no int) []byte {
	f := bytes.Repeat([]byte{byte(no)}, numbered.Bytes)
	binary.LittleEndian.PutUint32(f[1:], uint32(no))
	f[0], f[len(f)-1] = 0xff, 0xfe
	return f
}

// played is how many frames a recording gives from one on; they have to be the right ones.
func played(t interface{ Fatalf(string, ...any) }, folder string, from int) int {
	r, err := Open(folder, numbered)
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer r.Close()
	at := int64(from * numbered.Bytes)
	all, err := io.ReadAll(io.NewSectionReader(r, at, max(r.Size()-at, 0)))
	if err != nil {
		t.Fatalf("%v", err)
	}
	if l, err := Measure(folder, numbered); err != nil || int64(l.Frames*numbered.Bytes) != r.Size() {
		t.Fatalf("%d frames are %d bytes: %v", l.Frames, r.Size(), err)
	}
	n := len(all) / numbered.Bytes
	for i := range n {
		if !bytes.Equal(all[i*numbered.Bytes:][:numbered.Bytes], frame(from+i)) {
			t.Fatalf("frame %d is another one", from+i)
		}
	}
	if n*numbered.Bytes != len(all) {
		t.Fatalf("%d bytes are no whole frames", len(all))
	}
	return n
}

// The plug is pulled at any moment: of what was not flushed any part is on the disk, or
// zeros stand in its place. What is left is the beginning of what was recorded, at most
// five seconds short, and recording goes on behind it.
func TestPlugPulled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "tape")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		kept := 0
		for range rapid.IntRange(1, 3).Draw(t, "plugs") {
			r, err := Record(dir, numbered)
			if err != nil {
				t.Fatal(err)
			}
			wrote := rapid.IntRange(0, 700).Draw(t, "frames")
			for i := range wrote {
				if _, err := r.Write(frame(kept + i)); err != nil {
					t.Fatal(err)
				}
			}
			safe := kept + wrote - r.unsaved
			if lost := r.lasts(r.unsaved); lost >= 5*time.Second {
				t.Fatalf("%v may be lost", lost)
			}
			if wrote > 0 {
				safe := (r.frames - r.unsaved) * numbered.Bytes
				if safe > 0 {
					safe += nonceBytes
				}
				tear(t, filepath.Join(dir, name(r.no)), safe)
			}
			l, err := Mend(dir, numbered)
			if err != nil || l.Frames < safe || l.Frames > kept+wrote {
				t.Fatalf("%d frames of %d are left, %d were on the disk: %v", l.Frames, kept+wrote, safe, err)
			}
			kept = l.Frames
			if n := played(t, dir, 0); n != kept {
				t.Fatalf("%d frames are played of %d", n, kept)
			}
			if again, err := Mend(dir, numbered); err != nil || again != l {
				t.Fatalf("mended again it is %+v, it was %+v: %v", again, l, err)
			}
		}
		if from := rapid.IntRange(0, kept+9).Draw(t, "from"); played(t, dir, from) != max(kept-from, 0) {
			t.Fatalf("from %d on it is not %d frames", from, kept-from)
		}
	})
}

// tear does to a file behind what is safe what a power cut may do.
func tear(t *rapid.T, path string, safe int) {
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := rapid.IntRange(safe, len(body)).Draw(t, "cut")
	if rapid.Bool().Draw(t, "zeros") {
		clear(body[cut:])
	} else {
		body = body[:cut]
	}
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
}

const killedFolder = "TAPE_KILLED_FOLDER"

// TestMain: the test binary is the recorder that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killedFolder); dir != "" {
		r, err := Record(dir, numbered)
		if err != nil {
			os.Exit(1)
		}
		for no := 0; ; no++ {
			if _, err := r.Write(frame(no)); err != nil {
				os.Exit(1)
			}
			fmt.Println(no + 1)
		}
	}
	os.Exit(m.Run())
}

// A recorder that is killed has lost nothing that it had written.
func TestRecorderKilled(t *testing.T) {
	for range 8 {
		dir := t.TempDir()
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killedFolder+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		told, lines := 0, bufio.NewScanner(out)
		for upTo := 1 + rand.IntN(900); told < upTo && lines.Scan(); {
			if _, err := fmt.Sscan(lines.Text(), &told); err != nil {
				t.Fatal(err)
			}
		}
		_ = cmd.Process.Kill()
		for lines.Scan() {
			_, _ = fmt.Sscan(lines.Text(), &told) // the last line may be torn, and says less
		}
		_ = cmd.Wait()
		if l, err := Mend(dir, numbered); err != nil || l.Frames < told || played(t, dir, 0) != l.Frames {
			t.Errorf("%d frames of %d: %v", l.Frames, told, err)
		}
	}
}

// narrow is a segment on a card that has room for so many bytes.
type narrow struct {
	file
	room int
}

func (n *narrow) Write(p []byte) (int, error) {
	fits := min(len(p), n.room)
	n.room -= fits
	wrote, err := n.file.Write(p[:fits])
	if err == nil && fits < len(p) {
		err = syscall.ENOSPC
	}
	return wrote, err
}

// A full card leaves whole frames, and where there is room again, recording goes on.
func TestFullCard(t *testing.T) {
	dir := t.TempDir()
	r, err := Record(dir, numbered)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Write(frame(0)); err != nil {
		t.Fatal(err)
	}
	card := &narrow{r.file, 2*numbered.Bytes + 100}
	r.file = card
	n, err := r.Write(bytes.Join([][]byte{frame(1), frame(2), frame(3)}, nil))
	if !errors.Is(err, syscall.ENOSPC) || n != 2*numbered.Bytes || played(t, dir, 0) != 3 {
		t.Errorf("full: %v, %d frames", err, played(t, dir, 0))
	}
	card.room = 1 << 20
	if _, err := r.Write(frame(3)); err != nil || r.Close() != nil || played(t, dir, 0) != 4 {
		t.Errorf("room again: %v, %d frames", err, played(t, dir, 0))
	}
	if _, err := r.Write(frame(4)[1:]); err == nil {
		t.Error("a torn frame was taken")
	}
	if l, err := Mend(dir, numbered); err != nil || l != (Length{1, 4}) {
		t.Errorf("%+v, %v", l, err)
	}
}

// Segments are ten seconds, so that little is read again of one that was torn.
func TestSegments(t *testing.T) {
	dir := t.TempDir()
	r, err := Record(dir, numbered)
	if err != nil {
		t.Fatal(err)
	}
	for no := range 1000 { // 36 seconds
		if _, err := r.Write(frame(no)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(r.Close(), r.Close()); err != nil {
		t.Fatal(err)
	}
	if l, err := Mend(dir, numbered); err != nil || l != (Length{4, 1000}) {
		t.Errorf("%+v, %v", l, err)
	}
}

// On the disk a sealed recording is noise: without its key nothing of it is a frame. One
// that is not sealed is its frames and nothing else. Read from anywhere, both are the same.
func TestSealed(t *testing.T) {
	plain := numbered
	plain.Seal = nil
	var all []byte
	for no := range 600 {
		all = append(all, frame(no)...)
	}
	for name, f := range map[string]Format{"sealed": numbered, "plain": plain} {
		dir := t.TempDir()
		r, err := Record(dir, f)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := r.Write(all); n != len(all) || err != nil || r.Close() != nil {
			t.Fatal(n, err)
		}
		disk, err := os.ReadFile(filepath.Join(dir, "000001"))
		if err != nil {
			t.Fatal(err)
		}
		if open := bytes.HasPrefix(all, disk); open != (f.Seal == nil) || bytes.Contains(disk, frame(3)) != open {
			t.Errorf("%s: on the disk it can be read: %v", name, open)
		}
		back, err := Open(dir, f)
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			from := rand.IntN(len(all) + 1)
			p := make([]byte, rand.IntN(len(all)-from+2))
			n, err := back.ReadAt(p, int64(from))
			if whole := n == len(p); !bytes.Equal(p[:n], all[from:][:n]) || whole != (err == nil) || !whole && err != io.EOF {
				t.Fatalf("%s: %d bytes of %d from %d on: %v", name, n, len(p), from, err)
			}
		}
		if err := errors.Join(back.Close(), back.Close()); err != nil {
			t.Error(err)
		}
	}
	dir := t.TempDir()
	r, err := Record(dir, numbered)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Write(all); err != nil || r.Close() != nil {
		t.Fatal(err)
	}
	stranger := numbered
	stranger.Seal = lock("another")
	if l, err := Mend(dir, stranger); err != nil || l.Frames != 0 {
		t.Errorf("with another key it is %+v, %v", l, err)
	}
}
