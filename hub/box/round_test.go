package box

import (
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// healthCentre is the box of a township's health centre.
func (r *region) healthCentre() (b *Box, doctor hub.Actor) {
	r.t.Helper()
	b = r.open(Config{Data: filepath.Join(r.t.TempDir(), "苏店卫生院"), Clock: r.clock})
	file, err := r.county.office.Issue(r.ctx, county.Issue{Grant: trust.Grant{Name: "苏店卫生院", Township: sudian, Role: trust.RoleHealth}, TownshipName: "苏店镇"})
	r.must(err)
	_, err = b.Enroll(r.ctx, file)
	r.must(err)
	cert, _ := b.trust.Certificate()
	for _, s := range r.stations {
		_, err = s.trust.Members().Learn(cert.Raw)
		r.must(err)
	}
	doctor = r.head(b)
	doctor.Role = hub.RoleHealth
	return b, doctor
}

// 体检日 at the health centre's own box: the doctor sees the children of every station of
// her township, village by village or all at once, and no other township's; what she notes
// is at the child's own station, where nothing is asked for any more, and the neighbour who
// keeps it cannot read it. A station sees its own alone.
func TestRoundAtTheHealthCentre(t *testing.T) {
	r := newRegion(t)
	centre, doctor := r.healthCentre()
	home, next, far := r.stations[0], r.stations[1], r.stations[2]
	wang, zhao, li := r.register(home, "王梓涵", "13812340421"), r.register(next, "赵浩然", "13812340422"), r.register(far, "李欣怡", "13812340423")
	r.meet(home, next, far, centre, home, next)
	today := centre.desk.Today()
	names := func(b *Box, who hub.Actor, of hub.ID) map[hub.ID]desk.RoundChild {
		t.Helper()
		all, err := b.desk.Round(r.ctx, who, who.Site, of, today)
		r.must(err)
		out := map[hub.ID]desk.RoundChild{}
		for _, c := range all {
			out[c.Child.ID] = c
		}
		return out
	}
	places, err := centre.desk.RoundPlaces(r.ctx, doctor, doctor.Site, today)
	r.must(err)
	if len(places) != 2 || places[0].Children != 1 || places[0].Due != 1 {
		t.Fatalf("the villages: %+v", places)
	}
	all := names(centre, doctor, hub.ID{})
	if len(all) != 2 || all[wang].Child.Name != "王梓涵" || len(all[zhao].Items) == 0 || all[li].Child.Name != "" {
		t.Fatalf("all of the township: %+v", all)
	}
	if one := names(centre, doctor, r.head(home).Site); len(one) != 1 || one[wang].Child.Name != "王梓涵" {
		t.Errorf("one village: %+v", one)
	}
	if own := names(next, r.head(next), hub.ID{}); len(own) != 1 || own[zhao].Child.Name != "赵浩然" {
		t.Errorf("a station sees %+v", own)
	}
	for _, c := range []struct {
		b   *Box
		who hub.Actor
		of  *Box
	}{{next, r.head(next), home}, {centre, doctor, far}} {
		if _, err := c.b.desk.Round(r.ctx, c.who, c.who.Site, r.head(c.of).Site, today); hub.CodeOf(err) != hub.CodeForbidden {
			t.Errorf("%s sees the children of %s: %v", c.b.cfg.Data, c.of.cfg.Data, err)
		}
	}

	out, err := centre.desk.Examine(r.ctx, doctor, desk.Examined{
		Request: hub.NewID(), Child: wang, Day: today, Weight: 10900, Length: 823, Eye: "fine", Result: "again", Next: today.Add(14),
	})
	r.must(err)
	r.meet(centre, home, next)
	seen := names(home, r.head(home), hub.ID{})[wang]
	file, err := home.desk.File(r.ctx, r.head(home), wang)
	r.must(err)
	if seen.Seen.Result != "again" || seen.Seen.Next != today.Add(14) || len(file.Growth) != 1 || file.Growth[0].Weight != 10900 {
		t.Errorf("at the child's own station: %+v %+v", seen.Seen, file.Growth)
	}
	for _, item := range seen.Items {
		if item.Rule.Group == "visit" {
			t.Errorf("its station still asks for %s", item.Rule.Code)
		}
	}
	recs, err := next.store.Of(r.ctx, wang, "growth")
	r.must(err)
	if len(recs) != 1 || !recs[0].Sealed {
		t.Errorf("the neighbour keeps %d figures, or can read them", len(recs))
	}
	if _, err = home.desk.Undo(r.ctx, r.head(home), hub.NewID(), out.Commit); err != nil {
		t.Error("its station cannot put right what was noted:", err)
	}
}
