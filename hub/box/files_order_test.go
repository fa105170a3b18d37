package box

import (
	"testing"

	"yizhan/hub"
)

// A family says no, and later yes again: the order of then, brought once more by an old
// stick or a neighbour, erases nothing of what was taken since.
func TestAnOldOrderErasesNothingNew(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	home := r.stations[0]
	child := r.register(home, "王梓涵", "13812340421")
	r.agrees(home, child)
	old := r.snap(home, child)
	r.look(home)
	r.around()
	r.agrees(home, child, "photo")
	r.around()
	r.around()
	if home.blobs.Has(old.Hash) {
		t.Fatal("the order was not carried out")
	}
	r.agrees(home, child)
	anew := r.snap(home, child)
	r.look(home)
	r.around()
	lanes, err := r.county.store.Lanes(r.ctx)
	r.must(err)
	for _, l := range lanes { // all over again, the order too
		commits, _, err := r.county.store.Since(r.ctx, l.Lane, nil, 1000, 1<<20)
		r.must(err)
		proofs, err := r.county.store.Proofs(r.ctx, l.Lane)
		r.must(err)
		if _, err := home.store.Accept(r.ctx, commits, proofs); err != nil && l.Lane != hub.LaneCounty {
			r.must(err)
		}
	}
	r.must(home.noticed(r.ctx, hub.News{}))
	r.must(home.files.sweep(r.ctx))
	if body, err := home.photos.Whole(anew); err != nil || len(body) == 0 || home.blobs.Has(old.Hash) {
		t.Errorf("the new photo: %d bytes, %v; the old one is back: %t", len(body), err, home.blobs.Has(old.Hash))
	}
}
