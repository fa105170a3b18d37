package store_test

import (
	"os/exec"
	"sync/atomic"
	"testing"

	"yizhan/hub/store"
)

// A folder that was let go can be taken again at once, whatever this process starts
// meanwhile: a child between fork and exec holds copies of all its parent's files.
func TestAFolderIsFreeAtOnceBesideChildrenThatStart(t *testing.T) {
	t.Parallel()
	echo, err := exec.LookPath("true")
	if err != nil {
		t.Skip("no `true` on this machine")
	}
	var over atomic.Bool
	started := make(chan int)
	go func() {
		n := 0
		for ; !over.Load(); n++ {
			if err := exec.Command(echo).Run(); err != nil {
				break
			}
		}
		started <- n
	}()
	dir := t.TempDir()
	for round := range 3000 {
		f, err := store.OpenFolder(dir)
		if err != nil {
			t.Errorf("round %d: %v", round, err)
			break
		}
		f.Close()
	}
	over.Store(true)
	if n := <-started; n == 0 {
		t.Error("no child was started beside it")
	}
}
