package box

import (
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/form"
	"yizhan/hub/trust"
)

// share is the county's word that a township's stations may open each other's records,
// and that these have heard it.
func (r *region) share(town string, on bool, heard ...*Box) {
	r.t.Helper()
	_, err := r.county.desk.SetSharing(r.ctx, hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}, hub.NewID(), town, on)
	r.must(err)
	for _, b := range append(heard, r.county) {
		if b != r.county {
			r.must(give(r.ctx, r.county, b))
		}
		r.must(b.noticed(r.ctx, hub.News{Commit: hub.NewID(), Kinds: []hub.Kind{"sharing"}}))
	}
}

// opens says whether a box can read a child.
func (r *region) opens(b *Box, child hub.ID) bool {
	r.t.Helper()
	rec, err := b.store.Record(r.ctx, "child", child)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return false
	}
	r.must(err)
	return !rec.Sealed
}

// who checks in one line who can open a child.
func (r *region) who(child hub.ID, when string, can, cannot []*Box) {
	r.t.Helper()
	for _, b := range can {
		if !r.opens(b, child) {
			r.t.Errorf("%s: %s cannot open the child", when, b.cfg.Data)
		}
	}
	for _, b := range cannot {
		if r.opens(b, child) {
			r.t.Errorf("%s: %s opens the child", when, b.cfg.Data)
		}
	}
}

// Replicas are custody, not access: a neighbour keeps what it cannot open; the health
// centre and the county can, and so can the family's card. Another township is not
// even given it. Once erased, nobody can, and no key is left.
func TestWhoOpensAChild(t *testing.T) {
	r := newRegion(t)
	home, next, far := r.stations[0], r.stations[1], r.stations[2]
	health := r.open(Config{Data: filepath.Join(t.TempDir(), "苏店卫生院"), Clock: r.clock})
	file, err := r.county.office.Issue(r.ctx, county.Issue{Grant: trust.Grant{Name: "苏店卫生院", Township: sudian, Role: trust.RoleHealth}, TownshipName: "苏店镇"})
	r.must(err)
	_, err = health.Enroll(r.ctx, file)
	r.must(err)
	cert, _ := health.trust.Certificate()
	_, err = home.trust.Members().Learn(cert.Raw)
	r.must(err)

	child := r.register(home, "王梓涵", "13812340421")
	r.meet(home)
	r.meet(next, health, far)
	r.who(child, "at first", []*Box{home, health, r.county}, []*Box{next, far})
	if !r.knows(next, child) || r.knows(far, child) {
		t.Error("the neighbour does not keep it, or another township does")
	}

	card, ok, err := home.store.Card(r.ctx, child)
	if err != nil || !ok {
		t.Fatal("no card", err)
	}
	wrong := card
	wrong[0] ^= 1
	if ok, err := next.store.OpenWithCard(r.ctx, child, wrong); ok || err != nil {
		t.Errorf("another card opens it: %v", err)
	}
	if ok, err := next.store.OpenWithCard(r.ctx, child, card); !ok || err != nil {
		t.Errorf("the family's card does not open it: %v", err)
	}
	r.who(child, "with the card", []*Box{next}, []*Box{far})

	order := hub.Erasure{Subject: child}
	_, err = r.county.store.Append(r.ctx, hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{
		form.Builtin().Edit(hub.KindErasure, order.ID(), order.ID(), form.Values{"subject": child, "reason": "request"}),
	}})
	r.must(err)
	r.meet(home, next, health, far)
	all := []*Box{home, next, health, far, r.county}
	r.who(child, "once erased", nil, all)
	for _, b := range all {
		if n := r.wraps(b, child); n != 0 {
			t.Errorf("%s keeps %d wraps", b.cfg.Data, n)
		}
		if _, ok, err := b.store.Card(r.ctx, child); ok || err != nil {
			t.Errorf("%s keeps the card's secret, %v", b.cfg.Data, err)
		}
		if ok, err := b.store.OpenWithCard(r.ctx, child, card); ok || err != nil {
			t.Errorf("%s: the card still opens something, %v", b.cfg.Data, err)
		}
	}
}

// The county decides whether a township's stations may open each other's records: what
// is there already is closed for them by the county, what comes later by who writes it.
// Taking the word back keeps new children to their own station; what was opened stays.
func TestATownshipShares(t *testing.T) {
	r := newRegion(t)
	home, next, far := r.stations[0], r.stations[1], r.stations[2]
	old := r.register(home, "王梓涵", "13812340421")
	r.meet(home, next, home, far) // they know each other by now
	r.who(old, "before", []*Box{home}, []*Box{next, far})

	r.share(sudian, true, home, next, far)
	r.must(r.county.heirs.look(r.ctx))
	r.meet(home, next, far)
	r.who(old, "what was there", []*Box{home, next}, []*Box{far})

	cert, _ := next.trust.Certificate()
	_, err := home.trust.Members().Learn(cert.Raw)
	r.must(err)
	later := r.register(home, "陈浩然", "13812340422")
	r.must(give(r.ctx, home, next))
	r.who(later, "what came later", []*Box{home, next}, []*Box{far})

	r.share(sudian, false, home, next)
	r.must(r.county.heirs.look(r.ctx))
	last := r.register(home, "李欣怡", "13812340423")
	r.meet(home, next)
	r.who(last, "taken back", []*Box{home, r.county}, []*Box{next})
	if home.shares(home.Lane()) || r.county.shares(home.Lane()) {
		t.Error("a hub did not hear that the word was taken back")
	}

	for _, role := range []hub.Role{hub.RoleHead, hub.RoleHealth, hub.RoleTownship} {
		if _, err := r.county.desk.SetSharing(r.ctx, hub.Actor{Role: role, Lane: hub.LaneCounty}, hub.NewID(), sudian, true); hub.CodeOf(err) != hub.CodeForbidden {
			t.Errorf("%s decides: %v", role, err)
		}
	}
}
