package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// zipped is a zip of files by name.
func zipped(t *testing.T, files map[string]string) *bytes.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range files {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, body)
		must(t, err)
	}
	must(t, z.Close())
	return bytes.NewReader(b.Bytes())
}

func unzip(t *testing.T, dir string, z *bytes.Reader) error {
	t.Helper()
	in, err := NewInbox(dir)
	must(t, err)
	err = in.Unzip(z, z.Size())
	return errors.Join(err, in.Close())
}

// What somebody sends lies as on a stick: a folder with a lesson, or a pack; what was sent
// before is gone.
func TestInbox(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sent")
	plain := map[string]string{}
	must(t, fs.WalkDir(written(1), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, rerr := fs.ReadFile(written(1), name)
			plain["我的课/"+name], err = string(b), rerr
		}
		return err
	}))
	plain["__MACOSX/我的课/._lesson.md"], plain["我的课/草稿/旧的.md"] = "x", "x"
	must(t, unzip(t, dir, zipped(t, plain)))
	if found := Folders(dir); len(found) != 1 {
		t.Fatalf("folders %q", found)
	}
	src, err := ReadFolder(dir, uploaded)
	must(t, err)
	if _, faults := src.Check(); len(faults) != 0 {
		t.Errorf("%v", faults)
	}
	src.Close()

	packed := map[string]string{}
	stick := made(t, 2, 1)
	must(t, filepath.WalkDir(folderIn(stick), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, rerr := os.ReadFile(name)
			packed[filepath.Base(name)], err = string(b), rerr
		}
		return err
	}))
	must(t, unzip(t, dir, zipped(t, packed)))
	found := newBox(t).Look(dir)
	if len(found) != 1 || found[0].Err != nil || found[0].Manifest.Version != 2 || len(Folders(dir)) != 0 {
		t.Errorf("a pack: %+v and folders %q", found, Folders(dir))
	}
}

// A zip writes nowhere else, and no more than a lesson may be, whatever it says of itself.
func TestInboxRefuses(t *testing.T) {
	home := t.TempDir()
	dir := filepath.Join(home, "sent")
	must(t, unzip(t, dir, zipped(t, map[string]string{"../../out.md": "x", "/etc/out.md": "x", `..\out.svg`: "x", "lesson.md": "x", ".hidden": "x"})))
	names, _ := all(t, home)
	for _, name := range names {
		if !strings.HasPrefix(name, "sent/"+uploaded+"/") || strings.Contains(name, "hidden") {
			t.Errorf("it wrote %s", name)
		}
	}
	in, err := NewInbox(dir)
	must(t, err)
	in.left = 1000 // as if so much had come before
	z := zipped(t, map[string]string{"lesson.md": "x", "page-1.wav": strings.Repeat("\x00", 1<<20)})
	if err := in.Unzip(z, z.Size()); said(err) != "pack.big" {
		t.Errorf("a bomb: %v", err)
	}
	must(t, in.Close())
	if _, bytes := all(t, dir); bytes > 2000 {
		t.Errorf("of a bomb %d bytes were written", bytes)
	}
	many := map[string]string{"lesson.md": "x"}
	for i := range maxFiles + 5 {
		many[strings.Repeat("a", i+1)+".svg"] = "x"
	}
	if err := unzip(t, dir, zipped(t, many)); said(err) != "pack.many" {
		t.Errorf("files without end: %v", err)
	}
	for what, b := range map[string][]byte{"no zip": []byte("hello"), "nothing": nil, "a torn one": torn(t)} {
		if err := unzip(t, dir, bytes.NewReader(b)); said(err) != "pack.zip" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// torn is a zip of which a byte was changed.
func torn(t *testing.T) []byte {
	z := zipped(t, map[string]string{"lesson.md": strings.Repeat("abcdefgh", 50)})
	b := make([]byte, z.Size())
	_, err := z.ReadAt(b, 0)
	must(t, err)
	b[45] ^= 0xff
	return b
}
