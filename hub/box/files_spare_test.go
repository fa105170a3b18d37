package box

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// town is stations as the rule for spares sees them: who has been silent for how long, and
// which files lie where.
type town struct {
	stations [][32]byte
	silent   map[[32]byte]int // days; those that are off
	home     map[hub.Hash][32]byte
	has      map[hub.Hash]keySet
	moved    map[hub.Hash]int // times that it was fetched
}

func size(b *Box, hash hub.Hash) int64 {
	_, n, _ := b.blobs.Piece(hash, 0, 0)
	return n
}

func lastByte(b *Box, hash hub.Hash) byte {
	piece, _, _ := b.blobs.Piece(hash, size(b, hash)-1, 1)
	return piece[0]
}

const silentFor = 21

// day passes: each box that is on drops what is not its to keep and fetches what is; the
// county has everything.
func (w *town) day() {
	away := keySet{}
	for key := range w.silent {
		w.silent[key]++
		away[key] = w.silent[key] > silentFor
	}
	for hash, home := range w.home {
		for _, key := range w.stations {
			if _, off := w.silent[key]; off {
				continue
			}
			should := key == home || key == spareOf(hash, home, w.stations, away)
			if should && !w.has[hash][key] {
				w.moved[hash]++
			}
			if w.has[hash][key] = should; !should {
				delete(w.has[hash], key)
			}
		}
	}
}

// spares are the boxes that are on, not its own, and have a file.
func (w *town) spares(hash hub.Hash) (n int) {
	for key := range w.has[hash] {
		if _, off := w.silent[key]; !off && key != w.home[hash] {
			n++
		}
	}
	return n
}

// Whatever boxes break, and come back or not: three weeks later each file is at exactly
// one living neighbour, and nowhere twice; what came back brings no file on the move that
// it still had, and on quiet days none moves.
func TestSparesFollowTheLiving(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &town{silent: map[[32]byte]int{}, home: map[hub.Hash][32]byte{}, has: map[hub.Hash]keySet{}, moved: map[hub.Hash]int{}}
		for i := range rapid.IntRange(2, 7).Draw(rt, "stations") {
			w.stations = append(w.stations, [32]byte{byte(i + 1)})
		}
		for i := range 12 {
			hash := hub.Hash{byte(i), 9}
			w.home[hash], w.has[hash] = rapid.SampledFrom(w.stations).Draw(rt, fmt.Sprint("home", i)), keySet{}
		}
		w.day()
		turns := 0
		for range rapid.IntRange(1, 6).Draw(rt, "events") {
			key := rapid.SampledFrom(w.stations).Draw(rt, "whose box")
			before := fmt.Sprint(w.moved)
			_, off := w.silent[key]
			if off {
				delete(w.silent, key)
			} else {
				w.silent[key] = 0
			}
			turns++
			w.day()
			if !off && fmt.Sprint(w.moved) != before {
				rt.Fatal("a box was off for a night, and files moved")
			}
			for range silentFor + 1 {
				w.day()
			}
			still := fmt.Sprint(w.moved)
			w.day()
			if fmt.Sprint(w.moved) != still {
				rt.Fatal("files move on a quiet day")
			}
			for hash, home := range w.home {
				living := slices.ContainsFunc(w.stations, func(key [32]byte) bool { _, off := w.silent[key]; return key != home && !off })
				if n := w.spares(hash); n != map[bool]int{true: 1}[living] {
					rt.Fatalf("%d boxes off: a file has %d living spares", len(w.silent), n)
				}
				if w.moved[hash] > 2+turns {
					rt.Fatalf("a file moved %d times in %d events", w.moved[hash], turns)
				}
			}
		}
	})
}

// The box that keeps a photo's spare is silent for three weeks: another takes it over, and
// gives it back when it has spoken again. Its own station knows all the while what lies
// where.
func TestASpareMovesWithTheLiving(t *testing.T) {
	r := newRegion(t)
	r.third("东沟驿站")
	for _, b := range r.stations {
		r.setUp(b)
	}
	home, one, other := r.stations[0], r.stations[1], r.stations[3]
	child := r.register(home, "王梓涵", "13812340421")
	r.agrees(home, child)
	p := r.snap(home, child)
	r.around()
	r.learnAll()
	r.around()
	r.look(home, one, other, r.county)
	if one.files.wanting() == 0 {
		one, other = other, one
	}
	meet := func(boxes ...*Box) { // and hear of all receipts, as an exchange passes them on
		t.Helper()
		for range 2 {
			r.meet(boxes...)
			all, err := r.county.store.Receipts(r.ctx)
			r.must(err)
			for _, b := range boxes {
				_, err = b.store.PutReceipts(r.ctx, all)
				r.must(err)
			}
		}
	}
	stands := func(when string, county, spare int) {
		t.Helper()
		r.fetch(home, r.county, nil) // asks, for its own to say
		r.fetch(home, one, nil)
		r.fetch(home, other, nil)
		st, err := home.photos.Stand(r.ctx)
		r.must(err)
		if st.Own != 1 || st.NotCounty != county || st.NoSpare != spare || st.OwnBytes == 0 {
			t.Errorf("%s: %+v", when, st)
		}
	}
	keeps := func(when string, atOne, atOther bool) {
		t.Helper()
		r.must(one.files.sweep(r.ctx))
		r.must(other.files.sweep(r.ctx))
		r.must(home.files.sweep(r.ctx))
		r.look(one, other, home)
		r.fetch(one, r.county, nil)
		r.fetch(other, r.county, nil)
		if one.blobs.Has(p.Hash) != atOne || other.blobs.Has(p.Hash) != atOther {
			t.Errorf("%s: at the one %t, at the other %t", when, one.blobs.Has(p.Hash), other.blobs.Has(p.Hash))
		}
	}
	stands("just taken", 1, 1)
	last := sync.FileFrom{Hash: p.Hash, From: uint64(size(home, p.Hash) - 1)} // who has not got it guesses
	if _, err := (peerFiles{home.files}).Take(r.ctx, one.trust.Identity().Key(), last, int64(last.From)+1, []byte{^lastByte(home, p.Hash)}); err != nil {
		t.Error(err)
	}
	stands("one says that it has it", 1, 1)
	r.fetch(r.county, home, nil)
	keeps("taken", true, false)
	stands("the county and the one have it", 0, 0)

	r.register(home, "马浩然", "13812340422")
	meet(home, other)
	r.clock.at = r.clock.at.Add(20 * 24 * time.Hour)
	meet(home, other)
	keeps("the one is silent for twenty days", true, false)
	r.clock.at = r.clock.at.Add(2 * 24 * time.Hour)
	for _, b := range []*Box{home, other} { // the one itself knows nothing of it
		r.must(b.files.sweep(r.ctx))
	}
	r.look(home, other)
	r.fetch(other, r.county, nil)
	if !other.blobs.Has(p.Hash) {
		t.Error("nobody took over")
	}
	stands("the other took over", 0, 0)

	meet(one, home, other)
	before := r.fetch(one, r.county, nil)
	keeps("the one is back", true, false)
	if before != 0 {
		t.Errorf("%d pieces moved to a box that had them", before)
	}
	stands("the one is back", 0, 0)
}
