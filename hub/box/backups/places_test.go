package backups

import (
	"path/filepath"
	"testing"
)

// A second path helps against a broken disk only where it lies on another; it may not be
// there yet.
func TestSameDisk(t *testing.T) {
	data := t.TempDir()
	for place, want := range map[string]bool{data: true, filepath.Join(data, "a", "b"): true, "/proc": false} {
		if sameDisk(data, place) != want {
			t.Errorf("%s: %t", place, !want)
		}
	}
}
