package box

import (
	"path/filepath"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// moved is a station that has burned, and the box in its place.
type moved struct {
	*kin
	old, fresh *Box
	near       *Box // a neighbour, which alone has the last of the old one's records
	children   []hub.ID
	late       hub.ID
	site       hub.ID
}

// burn sets a station up, lets its records reach the county, destroys it, and lets a
// new box in under the name.
func burn(t *testing.T, n int, putOut bool) *moved {
	t.Helper()
	m := &moved{kin: newKin(t)}
	m.old = m.station(Config{Data: filepath.Join(m.dir, "old")}, "柳沟驿站")
	site, err := m.old.site(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m.site = site.ID
	_, err = m.old.desk.SetUp(t.Context(), hub.Actor{Role: hub.RoleBox, Lane: m.old.Lane()}, desk.Setup{
		Request: hub.NewID(), Site: m.site,
		SiteFacts: desk.SiteFacts{Name: site.Name, Role: "station", Kinds: []string{"village"}, Township: site.Township, TownshipName: site.TownshipName, Hub: site.Hub},
		Worker:    desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	})
	if err != nil {
		t.Fatal(err)
	}
	m.children = m.old.note(t, n)
	m.trade(m.old, m.county)
	m.near = m.station(Config{Data: filepath.Join(m.dir, "near")}, "石坡驿站")
	m.late = m.old.note(t, 1)[0]
	m.give(m.old, m.near)
	key := m.old.trust.Identity().Key()
	if err := m.old.Close(); err != nil {
		t.Fatal(err)
	}
	if putOut {
		if err := m.county.office.Revoke(t.Context(), hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}, key, ""); err != nil {
			t.Fatal(err)
		}
	}
	m.fresh = m.station(Config{Data: filepath.Join(m.dir, "fresh")}, "柳沟驿站")
	return m
}

// meet is an exchange between the new box and the county, with what both do then.
func (m *moved) meet() {
	m.t.Helper()
	if _, raw := m.county.trust.Members().Revocations(); raw != nil {
		if err := m.fresh.trust.TakeList(trust.ListRevoked, raw); err != nil {
			m.t.Fatal(err)
		}
	}
	m.trade(m.fresh, m.county)
	for _, b := range []*Box{m.fresh, m.county} {
		if err := b.heirs.look(m.t.Context()); err != nil {
			m.t.Fatal(err)
		}
	}
	m.trade(m.fresh, m.county)
}

// opens counts the children whose names the new box can read.
func (m *moved) opens() (n int) {
	m.t.Helper()
	for _, id := range m.children {
		rec, err := m.fresh.store.Record(m.t.Context(), "child", id)
		if err == nil && care.As[care.Child](m.fresh.forms, rec).Name != "" {
			n++
		}
	}
	return n
}

// A station's box burned. The county puts it out and lets another in under the name:
// that one has all the records, opens them, keeps the old one's site with its people,
// and the county lists one station.
func TestReplacementBox(t *testing.T) {
	m := burn(t, 250, true) // more than one commit of shared keys
	if m.opens() != 0 {
		t.Fatal("the control: it opens before it has met anybody")
	}
	m.meet()
	if n := m.opens(); n != len(m.children) {
		t.Errorf("it opens %d of %d", n, len(m.children))
	}
	sites, err := m.fresh.Sites(t.Context())
	if err != nil || len(sites) != 1 || sites[0].ID != m.site {
		t.Errorf("its sites are %+v, %v; want %v", sites, err, m.site)
	}
	staff, err := m.fresh.desk.Staff(t.Context(), m.site)
	if err != nil || len(staff) != 1 || staff[0].Name != "张桂兰" {
		t.Errorf("who works there: %+v, %v", staff, err)
	}
	if mine, theirs := m.fresh.digest(t, m.fresh.Lane()), m.county.digest(t, m.fresh.Lane()); mine != theirs {
		t.Errorf("%+v, the county %+v", mine, theirs)
	}
	listed, err := m.county.office.Screens(nil).Fleet.Stations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	for _, s := range listed {
		if s.Name == "柳沟驿站" {
			names++
		}
	}
	if names != 1 {
		t.Errorf("the county lists it %d times: %+v", names, listed)
	}

	before := m.county.digest(t, m.fresh.Lane()).Commits
	m.meet() // once more: nothing is left to be done
	if after := m.county.digest(t, m.fresh.Lane()).Commits; after != before {
		t.Errorf("another meeting wrote %d commits", after-before)
	}
}

// A box of the same name is no replacement while the county has put nobody out: two
// villages may have called their stations alike.
func TestSameNameIsNoReplacement(t *testing.T) {
	m := burn(t, 3, false)
	m.meet()
	if n := m.opens(); n != 0 {
		t.Errorf("it opens %d records of the other", n)
	}
	sites, err := m.fresh.Sites(t.Context())
	if err != nil || slices.ContainsFunc(sites, func(s care.Site) bool { return s.ID == m.site }) {
		t.Errorf("its sites are %+v, %v", sites, err)
	}
}

// What a former box wrote and a neighbour brings later is shared when it comes, and
// what is done is not looked through again.
func TestReplacementOfLateRecords(t *testing.T) {
	m := burn(t, 2, false)
	if err := m.county.trust.Members().Allowed(m.old.trust.Identity().Key()); err != nil {
		t.Fatal(err)
	}
	m.give(m.near, m.county) // before it is put out: all of it stands
	if err := m.county.office.Revoke(t.Context(), hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}, m.old.trust.Identity().Key(), ""); err != nil {
		t.Fatal(err)
	}
	m.children = append(m.children, m.late)
	m.meet()
	if n := m.opens(); n != len(m.children) {
		t.Errorf("it opens %d of %d", n, len(m.children))
	}
	r := m.county.heirs
	if err := r.look(t.Context()); err != nil || len(r.done) != 1 {
		t.Fatalf("%d pairs are known, %v", len(r.done), err)
	}
	for which, n := range r.done {
		if which.old != m.old.trust.Identity().Key() || which.now != m.fresh.trust.Identity().Key() || n < 4 {
			t.Errorf("%x is taken for %x, with %d commits", which.now[:4], which.old[:4], n)
		}
	}
}
