package box

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/trust"
	"yizhan/mesh/bundle"
	"yizhan/mesh/sync"
)

// fetch brings one box the files that it wants of another, as the exchange would; spoil,
// where given, changes a piece on its way. It answers how many pieces were sent.
func (r *region) fetch(to, from *Box, spoil func([]byte)) (pieces int) {
	r.t.Helper()
	keyTo, keyFrom := to.trust.Identity().Key(), from.trust.Identity().Key()
	wanted, err := (peerFiles{to.files}).Wanted(r.ctx, keyFrom, 100)
	r.must(err)
	for _, f := range wanted {
		for whole := false; !whole; {
			piece, total, err := (peerFiles{from.files}).Piece(r.ctx, keyTo, f, 16<<10)
			if hub.CodeOf(err) == hub.CodeNotFound {
				break
			}
			r.must(err)
			if spoil != nil {
				spoil(piece)
			}
			pieces++
			whole, err = (peerFiles{to.files}).Take(r.ctx, keyFrom, f, total, piece)
			if errors.Is(err, sync.ErrSpoiled) || hub.CodeOf(err) == hub.CodeNotFound {
				break
			}
			r.must(err)
			f.From += uint64(len(piece))
		}
	}
	return pieces
}

// look has boxes find what they want.
func (r *region) look(boxes ...*Box) {
	r.t.Helper()
	for _, b := range boxes {
		r.must(b.files.look(r.ctx, nil, true))
	}
}

// snap takes a child's photo at its station.
func (r *region) snap(b *Box, child hub.ID) form.Picture {
	r.t.Helper()
	var file bytes.Buffer
	r.must(jpeg.Encode(&file, image.NewGray(image.Rect(0, 0, 900, 900)), nil))
	r.must(os.MkdirAll(b.folder.Temp(), 0o700))
	p, err := b.photos.Keep(r.ctx, file.Bytes())
	r.must(err)
	_, err = b.desk.Photograph(r.ctx, r.head(b), hub.NewID(), child, p)
	r.must(err)
	return p
}

func (r *region) agrees(b *Box, child hub.ID, refused ...hub.Purpose) {
	r.t.Helper()
	_, err := b.desk.Consent(r.ctx, r.head(b), desk.ConsentSheet{Request: hub.NewID(), Child: child, Refused: refused, Way: "paper", ByName: "李秀英", Day: "2026-11-23"})
	r.must(err)
}

// third is one more station of a township.
func (r *region) third(name string) *Box {
	r.t.Helper()
	b := r.open(Config{Data: filepath.Join(r.t.TempDir(), name), Clock: r.clock})
	file, err := r.county.office.Issue(r.ctx, county.Issue{Grant: trust.Grant{Name: name, Township: sudian}, TownshipName: "苏店镇", URL: "http://zhaoyu.example:8090"})
	r.must(err)
	_, err = b.Enroll(r.ctx, file)
	r.must(err)
	r.stations = append(r.stations, b)
	return b
}

// learnAll makes every hub known to every other, as meeting does.
func (r *region) learnAll() {
	for _, a := range r.stations {
		cert, _ := a.trust.Certificate()
		for _, b := range append(r.stations, r.county) {
			if a != b {
				_, err := b.trust.Members().Learn(cert.Raw)
				r.must(err)
			}
		}
	}
}

// A photo is at its own station, at the county, at exactly one other station of the
// township, and nowhere else; a box that lacks it asks, others do not; what was spoiled on
// the way is thrown away and comes again.
func TestWhoKeepsAPhoto(t *testing.T) {
	r := newRegion(t)
	third := r.third("东沟驿站")
	for _, b := range r.stations {
		r.setUp(b)
	}
	home, next, far := r.stations[0], r.stations[1], r.stations[2]
	child := r.register(home, "王梓涵", "13812340421")
	r.agrees(home, child)
	p := r.snap(home, child)
	r.around()
	r.learnAll()
	r.around()
	r.must(give(r.ctx, home, next))
	r.must(give(r.ctx, home, third))
	r.look(append(r.stations, r.county)...)

	// Spoiled on its way: nothing of it stays, and it is wanted still.
	if r.fetch(r.county, home, func(b []byte) { b[len(b)-1] ^= 1 }) == 0 || r.county.blobs.Has(p.Hash) || r.county.blobs.Begun(p.Hash) > 0 {
		t.Fatal("a spoiled photo is kept, or none was asked for")
	}
	if r.fetch(r.county, home, nil) == 0 || !r.county.blobs.Has(p.Hash) {
		t.Fatal("the county has no photo")
	}
	if n := r.fetch(r.county, home, nil); n != 0 {
		t.Errorf("the county asks again: %d pieces", n)
	}
	for _, b := range []*Box{next, third, far} {
		r.fetch(b, home, nil)
	}
	if next.blobs.Has(p.Hash) == third.blobs.Has(p.Hash) || far.blobs.Has(p.Hash) {
		t.Errorf("kept next door %v, at the third %v, far away %v: want one of the first two", next.blobs.Has(p.Hash), third.blobs.Has(p.Hash), far.blobs.Has(p.Hash))
	}
	spare := next
	if third.blobs.Has(p.Hash) {
		spare = third
	}
	// Who may not hold the record is given nothing, even by hash.
	if _, _, err := (peerFiles{home.files}).Piece(r.ctx, far.trust.Identity().Key(), sync.FileFrom{Hash: p.Hash}, 100); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("another township is given it: %v", err)
	}
	// The night changes nothing of that; a bit that flips on the spare's disk is noticed.
	for _, b := range append(r.stations, r.county) {
		before := b.blobs.Has(p.Hash)
		r.must(b.files.sweep(r.ctx))
		if b.blobs.Has(p.Hash) != before {
			t.Error("the night's sweep took a photo that is to be kept")
		}
	}
	damage(t, spare, p.Hash)
	r.must(spare.files.sweep(r.ctx))
	r.look(spare)
	if spare.blobs.Has(p.Hash) || r.fetch(spare, r.county, nil) == 0 || !spare.blobs.Has(p.Hash) {
		t.Error("a damaged photo did not come again")
	}
	// Its own station's disk is gone: it comes back from whoever has it.
	r.must(os.RemoveAll(home.folder.Path("blob")))
	r.look(home)
	if r.fetch(home, spare, nil) == 0 {
		t.Error("the spare gave nothing back")
	}
	if body, err := home.photos.Whole(p); err != nil || len(body) == 0 {
		t.Errorf("%d bytes (%v)", len(body), err)
	}
	if _, err := spare.photos.Whole(p); err != nil {
		t.Errorf("the control: with its key it opens: %v", err)
	}
	rec, err := spare.store.Record(r.ctx, "child", child)
	r.must(err)
	def, _ := spare.forms.Get("child")
	photo, _ := def.Field("photo")
	if rec.Fields[photo.No] != nil {
		t.Error("who keeps the spare can open it")
	}
}

func damage(t *testing.T, b *Box, hash hub.Hash) {
	t.Helper()
	name := filepath.Join(b.folder.Path("blob"), hash.String())
	body, err := os.ReadFile(name)
	if err == nil {
		body[7] ^= 1
		err = os.WriteFile(name, body, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A family takes its yes back: the bytes go from every hub that has them before it says
// so, what is on its way then is not taken, and no hub that comes late brings them back.
// The control is a hub whose disk will not let go: it does not say that it has.
func TestErasedMeansThatTheBytesAreGone(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	home, next := r.stations[0], r.stations[1]
	child, other := r.register(home, "王梓涵", "13812340421"), r.register(home, "马浩然", "13812340422")
	r.agrees(home, child)
	r.agrees(home, other)
	p, stays := r.snap(home, child), r.snap(home, other)
	r.around()
	r.learnAll()
	r.must(give(r.ctx, home, next))
	r.look(home, next, r.county)
	r.fetch(next, home, nil)
	key := home.trust.Identity().Key()
	half := sync.FileFrom{Hash: p.Hash}
	piece, total, err := (peerFiles{home.files}).Piece(r.ctx, r.county.trust.Identity().Key(), half, 100)
	r.must(err)
	if _, err := (peerFiles{r.county.files}).Take(r.ctx, key, half, total, piece); err != nil { // the county is still fetching it
		t.Fatal(err)
	}
	if !next.blobs.Has(p.Hash) || r.county.blobs.Begun(p.Hash) != 100 {
		t.Fatal("there is nothing to erase")
	}
	// The spare's disk will not let go of it.
	stuck := filepath.Join(next.folder.Path("blob"), p.Hash.String())
	r.must(os.Rename(stuck, stuck+".away"))
	r.must(os.MkdirAll(filepath.Join(stuck, "in the way"), 0o700))

	r.agrees(home, child, "photo")
	for range 2 { // around, but for the neighbour, whose news fail
		r.meet(home)
		r.must(home.noticed(r.ctx, hub.News{}))
	}
	r.must(give(r.ctx, r.county, next))
	if err := next.noticed(r.ctx, hub.News{}); err == nil {
		t.Error("a disk that does not let go says nothing")
	}
	r.meet(home)
	for _, b := range []*Box{home, r.county} {
		if b.blobs.Has(p.Hash) || b.blobs.Begun(p.Hash) > 0 {
			t.Error("bytes are left")
		}
		if b == home && !b.blobs.Has(stays.Hash) {
			t.Error("another child's photo is gone")
		}
	}
	asks, err := home.desk.EraseAsks(r.ctx, r.head(home))
	r.must(err)
	r.agree(asks[0], 2) // not the neighbour
	r.must(os.RemoveAll(stuck))
	r.must(os.Rename(stuck+".away", stuck)) // as an old disk that is put back
	r.around()
	r.must(give(r.ctx, next, r.county))
	r.agree(asks[0], 3)
	if next.blobs.Has(p.Hash) {
		t.Error("said to be gone, and is there")
	}
	// What is still on its way is not taken any more, and nobody wants it.
	half.From = 100
	if _, err := (peerFiles{r.county.files}).Take(r.ctx, key, half, total, piece); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a piece that came late was taken: %v", err)
	}
	r.look(r.county, next)
	for _, b := range []*Box{r.county, next} {
		wanted, err := (peerFiles{b.files}).Wanted(r.ctx, key, 100)
		r.must(err)
		if slices.ContainsFunc(wanted, func(f sync.FileFrom) bool { return f.Hash == p.Hash }) {
			t.Error("what was erased is wanted")
		}
	}
}

// A hub that only passes a photo on fetches it for the county, and lets it go after a day.
func TestAHubPassesAPhotoOn(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	third := r.third("东沟驿站")
	home, next := r.stations[0], r.stations[1]
	child := r.register(home, "王梓涵", "13812340421")
	r.agrees(home, child)
	p := r.snap(home, child)
	r.around()
	r.learnAll()
	r.must(give(r.ctx, home, next))
	r.must(give(r.ctx, home, third))
	r.look(next, third, r.county)
	relay := next // whoever is not the spare
	if relay.files.wanting() > 0 {
		relay = third
	}
	if relay.files.wanting() != 0 || r.county.files.wanting() != 1 {
		t.Fatalf("the one in between wants %d, the county %d", relay.files.wanting(), r.county.files.wanting())
	}
	r.fetch(r.county, relay, nil) // asks in vain
	if r.fetch(relay, home, nil) == 0 || r.fetch(r.county, relay, nil) == 0 || !r.county.blobs.Has(p.Hash) {
		t.Error("it did not go through")
	}
	for hash, passing := range relay.files.passing {
		passing.at = passing.at.Add(-passFor - time.Minute)
		relay.files.passing[hash] = passing
	}
	r.must(relay.files.sweep(context.Background()))
	if relay.blobs.Has(p.Hash) {
		t.Error("who only passed it on keeps it")
	}
}

// A photo goes on a stick where no network does: whoever should have it takes it, others
// leave it there. What was erased is named by nobody, and an old stick does not bring it
// back.
func TestAPhotoOnAStick(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	home := r.stations[0]
	child := r.register(home, "王梓涵", "13812340421")
	r.agrees(home, child)
	p := r.snap(home, child)
	r.look(home)
	r.learnAll()
	cert, _ := r.county.trust.Certificate()
	_, err := home.trust.Members().Learn(cert.Raw)
	r.must(err)
	stick := t.TempDir()
	write := func() (files int) {
		t.Helper()
		_, err := bundle.Export(r.ctx, carrier{home}.Bundle(), stick, bundle.Options{})
		r.must(err)
		all, _ := filepath.Glob(filepath.Join(stick, "yizhan", "*", "0*.yz"))
		return len(all)
	}
	first := write()
	old := t.TempDir()
	r.must(os.CopyFS(old, os.DirFS(stick)))
	if again := write(); again != first {
		t.Errorf("%d files on the stick, written again %d", first, again)
	}
	_, err = bundle.Import(r.ctx, carrier{r.county}.Bundle(), stick)
	r.must(err)
	if !r.county.blobs.Has(p.Hash) {
		t.Fatal("the photo did not come by stick")
	}
	if body, err := r.county.photos.Whole(p); err != nil || len(body) == 0 {
		t.Errorf("%d bytes (%v)", len(body), err)
	}
	r.must(r.county.noticed(r.ctx, hub.News{}))
	r.agrees(home, child, "photo")
	r.around()
	for _, b := range []*Box{home, r.county} {
		_, err = bundle.Import(r.ctx, carrier{b}.Bundle(), old)
		if b.blobs.Has(p.Hash) || b.blobs.Begun(p.Hash) > 0 {
			t.Errorf("an old stick brings back what was erased (%v)", err)
		}
	}
	write()
	raw := 0
	r.must(filepath.WalkDir(stick, func(path string, d fs.DirEntry, err error) error {
		if info, ierr := d.Info(); err == nil && ierr == nil && info.Mode().IsRegular() {
			raw += int(info.Size())
		}
		return err
	}))
	before := 0
	r.must(filepath.WalkDir(old, func(path string, d fs.DirEntry, err error) error {
		if info, ierr := d.Info(); err == nil && ierr == nil && info.Mode().IsRegular() {
			before += int(info.Size())
		}
		return err
	}))
	if raw > before-2000 {
		t.Errorf("%d bytes on the stick before, %d after: the photo is still on it", before, raw)
	}
}
