package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// around brings every station to what the county has, and back, as news does.
func (r *region) around() {
	r.t.Helper()
	for range 2 {
		r.meet(r.stations...)
		for _, s := range r.stations {
			r.must(s.noticed(r.ctx, hub.News{}))
		}
	}
}

// asks is the family of a child that asks its station.
func (r *region) asks(b *Box, child hub.ID, what string) care.EraseAsk {
	r.t.Helper()
	who := r.head(b)
	recs, err := b.store.Of(r.ctx, child, "person")
	r.must(err)
	id, _, err := b.desk.AskErase(r.ctx, who, desk.Wish{
		Request: hub.NewID(), Child: child, What: what, By: care.All[care.Person](b.forms, "person", recs)[0].ID, Proof: "id",
	})
	r.must(err)
	ask, err := b.desk.EraseAsk(r.ctx, who, id)
	r.must(err)
	return ask
}

// A family asks, the county orders, every hub carries it out and says so.
func TestAFamilysRequestReachesEveryHub(t *testing.T) {
	r := newRegion(t)
	for _, b := range r.stations {
		r.setUp(b)
	}
	nandong, kansi := r.stations[0], r.stations[1]
	child := r.register(nandong, "王梓涵", "13812340421")
	other := r.register(nandong, "马浩然", "13812340422")
	r.around()
	r.must(give(r.ctx, nandong, kansi))
	ask := r.asks(nandong, child, desk.EraseAll)
	if ask.Due != "2026-12-14" {
		t.Errorf("an answer is due on %s: fifteen working days after Monday 23 November are Monday 14 December", ask.Due)
	}
	r.around()
	if _, known := nandong.names.Get(child); known {
		t.Error("who is paused is still found by name")
	}
	county := r.countyActor()
	asked, err := r.county.desk.EraseAsks(r.ctx, county)
	r.must(err)
	if len(asked) != 1 || asked[0].ByName != "李秀英" || !asked[0].Open() {
		t.Fatalf("the county hears %+v", asked)
	}
	if _, err := r.county.desk.ApproveErase(r.ctx, county, desk.Verdict{Request: hub.NewID(), Ask: ask.ID}); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("ordered without making sure who asks: %v", err)
	}
	_, err = r.county.desk.ApproveErase(r.ctx, county, desk.Verdict{Request: hub.NewID(), Ask: ask.ID, Checked: "phone"})
	r.must(err)
	r.around()
	r.must(give(r.ctx, kansi, r.county))
	for _, b := range append(r.stations, r.county) {
		if r.knows(b, child) {
			t.Error("a hub knows the child still")
		}
		if recs, err := b.store.Of(r.ctx, child); err != nil || len(recs) > 0 {
			t.Errorf("%d records are left: %v %v", len(recs), recs, err)
		}
		if _, known := b.names.Get(child); known {
			t.Error("a hub names the child still")
		}
	}
	if !r.knows(nandong, other) {
		t.Fatal("somebody else was erased")
	}

	// The page at the county: three hubs hold the township, all have said so.
	ask, err = r.county.desk.EraseAsk(r.ctx, county, ask.ID)
	r.must(err)
	holders, err := r.county.Holders(r.ctx, ask.Lane)
	r.must(err)
	reach, err := r.county.desk.Reach(r.ctx, county, ask, holders)
	r.must(err)
	if len(reach.Hubs) != 3 || reach.Done != 3 {
		t.Errorf("done on %d of %d: %+v", reach.Done, len(reach.Hubs), reach.Hubs)
	}
	// The same at the station, which learns it with the county's lane.
	r.around()
	holders, err = nandong.Holders(r.ctx, ask.Lane)
	r.must(err)
	reach, err = nandong.desk.Reach(r.ctx, r.head(nandong), ask, holders)
	r.must(err)
	if reach.Done < 3 {
		t.Errorf("the station hears of %d: %+v", reach.Done, reach.Hubs)
	}
}
