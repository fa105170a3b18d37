package sticks

import (
	"bytes"
	"os"
	"testing"
)

// A file that is saved is there as it was given, and no file is written over.
func TestSaveOnStick(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for i, want := range []string{"花名册.xlsx", "花名册-2.xlsx", "花名册-3.xlsx"} {
		body := []byte{byte(i), 1, 2}
		got, err := saveIn(root, "花名册.xlsx", body)
		if err != nil || got != want {
			t.Fatalf("saved as %q, want %q: %v", got, want, err)
		}
		if back, err := root.ReadFile(want); err != nil || !bytes.Equal(back, body) {
			t.Errorf("%s holds %v: %v", want, back, err)
		}
	}
	if _, err := saveIn(root, "../out.xlsx", []byte("x")); err == nil {
		t.Error("a name that leads elsewhere is followed")
	}
	if name := (&Sticks{}).Writable(); name != "" {
		t.Errorf("without a stick a file would go to %q", name)
	}
}
