package station_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// From a child's page to the neighbour's list: three taps there, one here; what is on
// its way is said on both sides, and can be taken back until it is received.
func TestChildMovesToTheNeighbour(t *testing.T) {
	here, there, child := neighboursApart(t)
	s := here.screen.get("/child/" + child.String())
	at := "/child/" + child.String() + "/move"
	s.link(at).shows("以后哪个站照护", "别的乡镇")
	s.tap(at, "to", there.site.String()).shows("家里谁同意档案一起转过去", "登记、家里人", "不同意")
	before := s.taps
	s.tap(at, "agreed", "to-"+there.site.String()+"-"+here.kin(child, "paternal-grandmother").ID.String()).on(at)
	s.shows("等那边接收", "照常在本站", "不转了")
	s.get("/child/" + child.String()).shows("转站中")
	if s.taps-before != 1 {
		t.Errorf("%d taps", s.taps-before)
	}
	here.give(there)
	far := there.screen.get("/").shows("个孩子转来，等你接收")
	far.link("/arrivals").shows("钥匙还在路上")
	if far.has("李沐阳") {
		t.Error("named before it can be opened")
	}
	_, err := here.store.Share(here.ctx, here.lane, hub.ID{}, []hub.ID{child}, []codec.Recipient{there.keys.recipient()})
	here.must(err)
	here.give(there)
	far.get("/todo").shows("转来 1 个孩子").link("/arrivals").shows("李沐阳", "接收")
	far.tap("/arrivals", "do", "take-"+child.String()).on("/child/"+child.String()).shows("李沐阳", "转来")
	there.give(here)
	s.get("/child/" + child.String()).get(at).shows("那边接收了")
	s.get("/arrivals").shows("没有等着接收的孩子")
}

// neighboursApart are two stations of a township, each with its own children only.
func neighboursApart(t *testing.T) (here, there *box, child hub.ID) {
	t.Helper()
	lane := hub.TownshipLane(township)
	here, there = newBoxIn(t, lane, newKeys()), newBoxIn(t, lane, newKeys())
	here.neighbour, there.neighbour = there.site, here.site
	child = here.register("李沐阳", "1", "2026-04-12", "13803550421")
	here.give(there)
	there.give(here)
	return here, there, child
}

func TestMoveIsTakenBack(t *testing.T) {
	here, there, child := neighboursApart(t)
	at := "/child/" + child.String() + "/move"
	s := here.screen.get(at).tap(at, "to", there.site.String())
	s.tap(at, "agreed", "to-"+there.site.String()+"-"+here.kin(child, "paternal-grandmother").ID.String())
	s.tap(at+"/back", "do", "back").on("/child/" + child.String())
	if s.has("转站中") {
		t.Error("it is on its way still")
	}
	here.give(there)
	there.screen.get("/arrivals").shows("没有等着接收的孩子")
}

// A household moves: after the first child its brothers and sisters are one tap each.
func TestBrothersAndSistersComeAlong(t *testing.T) {
	here, there, child := neighboursApart(t)
	small := here.register("李小阳", "2", "2026-01-12", "13803550422")
	_, err := here.desk.Join(here.ctx, here.actor(), hub.NewID(), child, small, false)
	here.must(err)
	at := "/child/" + child.String() + "/move"
	s := here.screen.get(at).tap(at, "to", there.site.String())
	s.tap(at, "agreed", "to-"+there.site.String()+"-"+here.kin(child, "paternal-grandmother").ID.String()).shows("李小阳也一起转")
	s.tap("/child/"+small.String()+"/move", "agreed", s.choice("agreed", "李小阳")).shows("等那边接收")
	if s.has("也一起转") {
		t.Error("who goes already is offered again")
	}
	here.give(there)
	there.screen.get("/").shows("个孩子转来，等你接收")
	coming, err := there.desk.Arrivals(there.ctx, there.actor(), there.site)
	there.must(err)
	if len(coming) != 2 {
		t.Errorf("%d are coming", len(coming))
	}
}

// To another township: the townships of the county in pages, and the file stays where
// the family does not want it to go.
func TestMoveOutOfTheTownship(t *testing.T) {
	b := newBox(t)
	child := b.register("李沐阳", "1", "2026-04-12", "13803550421")
	at := "/child/" + child.String() + "/move"
	s := b.screen.get(at).tap(at, "to", "far").on(at).shows("搬到哪个乡镇")
	s.tap(at+"?far=1", "go", "more").shows("搬到哪个乡镇")
	s.get(at + "?far=1")
	town := s.button("town")
	s.tap(at+"?far=1", "town", town).shows("不同意")
	s.tap(at, "agreed", "town-"+town+"-none").on(at).shows("档案留在本站")
	if c := b.file(child).Child; c.Withdrawn != "moved" {
		t.Errorf("withdrawn: %q", c.Withdrawn)
	}
}
