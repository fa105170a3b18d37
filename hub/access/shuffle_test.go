package access

import (
	"testing"

	"pgregory.net/rapid"
)

// shuffle is a permutation: what one side draws the other finds again.
func TestShuffle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"))
		n := rapid.Uint32Range(0, resetSpace-1).Draw(t, "n")
		got := shuffle(key, n)
		if got >= resetSpace || unshuffle(key, got) != n {
			t.Fatalf("%d became %d, and back %d", n, got, unshuffle(key, got))
		}
	})
}
