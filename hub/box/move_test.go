package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// news tells a box what the others brought, as its follower would.
func (r *region) news(boxes ...*Box) {
	r.t.Helper()
	for _, b := range boxes {
		r.must(b.noticed(r.ctx, hub.News{Commit: hub.NewID(), Kinds: []hub.Kind{"transfer"}}))
	}
}

// A child goes to the neighbour: the sending box closes its key for the neighbour's
// as soon as it knows its certificate; nobody else can open it before.
func TestKeysFollowATransfer(t *testing.T) {
	r := newRegion(t)
	nandong, kansi, henghe := r.stations[0], r.stations[1], r.stations[2]
	for _, b := range r.stations {
		r.setUp(b)
	}
	child := r.register(nandong, "王梓涵", "13812340421")
	for range 2 {
		r.meet(r.stations...)
		r.must(give(r.ctx, nandong, kansi))
	}
	open := func(b *Box) bool {
		rec, err := b.store.Record(r.ctx, "child", child)
		return err == nil && !rec.Sealed
	}
	if !open(nandong) || open(kansi) || open(henghe) {
		t.Fatal("before the transfer others can open the child, or its own station cannot")
	}
	to := r.head(kansi)
	_, err := nandong.desk.AskTransfer(r.ctx, r.head(nandong), desk.Leaving{Request: hub.NewID(), Child: child, To: to.Site, ToName: "看寺驿站", AgreedBy: hub.NewID()})
	r.must(err)
	r.news(nandong, nandong)
	r.must(give(r.ctx, nandong, kansi))
	if !open(kansi) {
		t.Fatal("the receiving station has no key")
	}
	if n := r.wraps(nandong, child); n != 2 { // the first, and one for the neighbour
		t.Errorf("%d wraps", n)
	}
	_, err = kansi.desk.ReceiveTransfer(r.ctx, to, hub.NewID(), child)
	r.must(err)
	r.meet(kansi)
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.get("/children?station=" + to.Site.String()).says("王梓涵")

	// On to another township, over the county, which gives the key there.
	far := r.head(henghe)
	_, err = kansi.desk.AskTransfer(r.ctx, to, desk.Leaving{Request: hub.NewID(), Child: child, Township: yincheng, ToName: "荫城镇", AgreedBy: hub.NewID()})
	r.must(err)
	r.meet(kansi)
	county := hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}
	pending, err := r.county.desk.PendingTransfers(r.ctx, county)
	r.must(err)
	_, err = r.county.desk.HandOver(r.ctx, county, hub.NewID(), pending[0].Transfer.ID, far.Site)
	r.must(err)
	r.news(r.county)
	r.meet(henghe, kansi)
	if !open(henghe) {
		t.Fatal("the station of the other township has no key")
	}
	_, err = henghe.desk.ReceiveTransfer(r.ctx, far, hub.NewID(), child)
	r.must(err)
	r.meet(henghe)
	r.news(r.county)
	r.meet(kansi)
	gone, err := kansi.desk.Transfer(r.ctx, to, child)
	r.must(err)
	if gone.State != "received" {
		t.Errorf("看寺 hears %q", gone.State)
	}
	zhao.get("/children?station="+far.Site.String()).says("王梓涵", "1 个孩子")
	zhao.get("/children").says("1 个孩子")
}

// setUp gives a box a site with a worker.
func (r *region) setUp(b *Box) {
	r.t.Helper()
	if sites, err := b.Sites(r.ctx); err == nil && len(sites) > 0 {
		return
	}
	key := b.trust.Identity().Key()
	_, err := b.desk.SetUp(r.ctx, hub.Actor{Role: hub.RoleHead, Lane: b.Lane()}, desk.Setup{
		Request: hub.NewID(), Worker: desk.Worker{Name: "张桂兰", Role: hub.RoleHead}, SiteFacts: desk.SiteFacts{Name: "驿站", Role: "station", Hub: key[:]},
	})
	r.must(err)
}

// wraps is how many wraps of a child's keys a box holds.
func (r *region) wraps(b *Box, child hub.ID) (n int) {
	r.t.Helper()
	r.must(b.store.Each(r.ctx, "wrap", func(rec hub.Record) error {
		if rec.Subject == child {
			n++
		}
		return nil
	}))
	return n
}

// The county finds at night whom two stations registered, and tells them.
func TestSameChildIsFoundAtNight(t *testing.T) {
	r := newRegion(t)
	nandong, henghe := r.stations[0], r.stations[2]
	for _, b := range r.stations {
		r.setUp(b)
	}
	r.register(nandong, "王梓涵", "13812340421")
	r.register(henghe, "王梓涵", "13812340421")
	r.meet(r.stations...)
	r.must(r.county.findSame(r.ctx))
	r.must(nandong.findSame(r.ctx)) // a station looks at nobody else's
	r.meet(r.stations...)
	for _, b := range []*Box{nandong, henghe} {
		hints, err := b.desk.Hints(r.ctx, r.head(b), r.head(b).Site)
		r.must(err)
		if len(hints) != 1 {
			t.Errorf("%d hints", len(hints))
		}
	}
}
