package backup

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup that somebody wrote who has a box's key: names that lead out of the folder,
// or to what no backup holds. Nothing of it is written. The control is a name that a
// backup has.
func TestHostileBackup(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	h, raw := Header{Key: [32]byte(public)}, []byte("header")
	try := func(name string) (left []string, err error) {
		var file bytes.Buffer
		p := newPacker(&file, raw)
		if err := p.add(name, 4, strings.NewReader("evil")); err != nil {
			t.Fatal(err)
		}
		if err := p.close(private); err != nil {
			t.Fatal(err)
		}
		top := t.TempDir()
		dir := filepath.Join(top, "in", "dir")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		err = unpack(&file, h, raw, dir)
		for _, pattern := range []string{"*", "in/*", "in/dir/*", "in/dir/*/*"} {
			found, globErr := filepath.Glob(filepath.Join(top, pattern))
			if globErr != nil {
				t.Fatal(globErr)
			}
			for _, f := range found {
				if info, statErr := os.Stat(f); statErr == nil && !info.IsDir() {
					left = append(left, f)
				}
			}
		}
		return left, err
	}
	if left, err := try("log.db"); err != nil || len(left) != 1 {
		t.Fatalf("the control: %q, %v", left, err)
	}
	for _, name := range []string{
		"../evil", "../../evil", "/tmp/evil", "keys/../../evil", "trust/./list.cbor", "./log.db", "lock", "log.db-wal",
		"control.sock", "keys/authority.cbor.", "keys/x/y.cbor", "places/../1234.csv", `..\evil`, "log.db\x00.txt", "trust",
	} {
		if left, err := try(name); err == nil || len(left) > 0 {
			t.Errorf("%q: %v, and %q was written", name, err, left)
		}
	}
}
