package backup_test

import (
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/backup"
)

// twin is a station whose card was copied: both go on as one origin.
func (b *box) twin() *box {
	b.t.Helper()
	b.close()
	dir := filepath.Join(b.t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(b.dir)); err != nil {
		b.t.Fatal(err)
	}
	b.open()
	twin := &box{t: b.t, dir: dir}
	twin.open()
	b.t.Cleanup(twin.close)
	return twin
}

// heard takes the last commits that another hub has and the box has not, as a bell or
// a torn stick brings them, without what stands before them.
func (b *box) heard(from *box, last int) {
	b.t.Helper()
	mine, err := b.log.Vector(b.t.Context(), lane)
	if err != nil {
		b.t.Fatal(err)
	}
	batch, more, err := from.log.Since(b.t.Context(), lane, mine, 5000, 1<<24)
	if err != nil || more || len(batch) <= last {
		b.t.Fatal(len(batch), err)
	}
	proofs, err := from.log.Proofs(b.t.Context(), lane)
	if err != nil {
		b.t.Fatal(err)
	}
	got, err := b.log.Accept(b.t.Context(), batch[len(batch)-last:], proofs)
	if err != nil || len(got.Refused) > 0 {
		b.t.Fatalf("%+v, %v", got, err)
	}
}

// Of a copied card's two branches a box has one, and of the other its end alone. Its
// disk is damaged: all of that is carried over, though the line of such an origin ends
// where the branches part.
func TestForkThatIsNotWholeIsCarried(t *testing.T) {
	for _, common := range []int{2, 600} {
		c := county(t)
		a, b := newBox(t, c, "柳沟驿站"), newBox(t, c, "石坡驿站")
		ids := a.write(common)
		twin := a.twin()
		first, second := a.write(4), twin.write(4)
		b.pull(a)
		b.heard(twin, 2)
		held := append(append(ids, first...), second[2:]...)
		if !b.hasAll(held) || b.has(second[0]) {
			t.Fatal("the fork is whole, or less than half")
		}
		before := b.digest()
		if before == (hub.Digest{}) {
			t.Fatal("no digest to compare")
		}
		b.stop()
		note, err := b.restore(backup.Restore{Damaged: []backup.Piece{backup.Log}, Cause: "store.damaged"})
		if err != nil {
			t.Fatal(err)
		}
		b.folder.Close()
		b.open()
		if !b.hasAll(held) || b.digest() != before {
			t.Errorf("%d in common: something was left behind, torn %d", common, note.Torn)
		}
		b.pull(twin)
		twin.pull(b)
		if !b.hasAll(second) || b.digest() != twin.digest() {
			t.Errorf("%d in common: the fork does not become whole", common)
		}
	}
}
