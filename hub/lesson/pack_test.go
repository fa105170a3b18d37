package lesson

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"flag"
	"io/fs"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "make shipped.zip.gz of the folder shipped")

// mostPacked is what the lessons of the program may cost.
const mostPacked = 110 << 10

// pack is the folder as a zip without times, so that the same makes the same.
func pack(t *testing.T, dir fs.FS) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write(raw)
		}
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	g, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = g.Write(b.Bytes())
	}
	if err == nil {
		err = g.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// files are all of a folder by name.
func files(t *testing.T, dir fs.FS) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(dir, name)
		out[name] = string(raw)
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatal("no lessons:", err)
	}
	return out
}

// The program carries the lessons as they stand in the folder, and each file is used.
func TestPacked(t *testing.T) {
	folder := os.DirFS("shipped")
	if *update {
		packed = pack(t, folder)
		if err := os.WriteFile("shipped.zip.gz", packed, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	z, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	want, got := files(t, folder), files(t, z)
	for name, text := range want {
		if got[name] != text {
			t.Errorf("shipped.zip.gz has another %s: go test ./hub/lesson -run TestPacked -update", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("shipped.zip.gz has %d files, the folder %d", len(got), len(want))
	}
	if len(packed) > mostPacked {
		t.Errorf("the lessons cost %d bytes", len(packed))
	}
	used := len(Shipped().All()) // their texts
	for _, l := range Shipped().All() {
		used += len(l.drawings())
	}
	if used != len(want) {
		t.Errorf("%d files are used of %d", used, len(want))
	}
}
