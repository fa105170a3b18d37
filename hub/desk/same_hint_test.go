package desk_test

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Two stations that cannot read each other's records registered one child: the
// county finds it and tells each, of two townships too. The answer of either is seen
// by both and the county, and what a station must not know stays sealed for it.
func TestFoundAcrossStations(t *testing.T) {
	for _, lane := range []hub.Lane{liugou, shipo} {
		t.Run(string(lane), func(t *testing.T) {
			n := newTown(t)
			county := n.county(liugou, shipo)
			a, b := n.station("柳沟", liugou), n.station("石坡", lane)
			mine := a.register("王梓涵", "13803550421")
			theirs := b.register("王紫涵", "13803550777")
			b.register("郭浩然", "13803550888", func(r *desk.Registration) { r.Birth = "2024-01-05" })
			n.meet(a, b, county)
			owner := hub.Actor{Role: hub.RoleBox, Lane: hub.LaneCounty}
			for range 2 { // the second night has nothing to add
				must[int](t)(county.FindAcross(t.Context(), owner))
				n.meet(a, b, county)
			}
			if again := must[int](t)(county.FindAcross(t.Context(), owner)); again != 0 {
				t.Errorf("the third night wrote %d", again)
			}
			for at, station := range map[*node]string{a: "石坡", b: "柳沟"} {
				hints := must[[]desk.Hint](t)(at.Hints(t.Context(), at.actor, at.actor.Site))
				if len(hints) != 1 || !slices.Equal(hints[0].Why, []string{"sound", "birth"}) || !contains(hints[0].Station, station) {
					t.Fatalf("%s is told %+v", at.name, hints)
				}
			}
			if rec, err := a.log.Record(t.Context(), "child", theirs); err == nil && !rec.Sealed {
				t.Error("the hint opened the other's record")
			}

			// 柳沟 says it is the same, and that 石坡 leads.
			a.unite(mine, theirs, theirs)
			n.meet(a, b, county)
			must[int](t)(county.FindAcross(t.Context(), owner))
			n.meet(a, b, county)
			if leads, err := county.Leads(t.Context()); err != nil || leads[mine] != theirs {
				t.Errorf("at the county %v leads", leads)
			}
			// The county puts both together; who sees one township sees that one's record.
			doctor := county.actor
			doctor.Role = hub.RoleHealth
			f := must[desk.File](t)(county.File(t.Context(), doctor, mine))
			if together := len(f.Same) == 1; len(county.file(mine).Same) != 1 || together != (lane == liugou) || lane != liugou && f.Child.ID != mine {
				t.Errorf("the county sees %d more records, an officer of one township %d", len(county.file(mine).Same), len(f.Same))
			}
			across := must[[]desk.Across](t)(county.AllAcross(t.Context(), county.actor))
			if len(across) != 1 || across[0].Said+across[0].OtherSaid != "same" {
				t.Errorf("the county sees %+v", across)
			}
			if lane == liugou {
				if n := len(a.listed()) + len(b.listed()); n != 2 { // 石坡 keeps the child and its other one
					t.Errorf("%d counted in the township", n)
				}
				return
			}
			hints := must[[]desk.Hint](t)(b.Hints(t.Context(), b.actor, b.actor.Site))
			if len(hints) != 1 || hints[0].Answer != "same" {
				t.Errorf("石坡 is not told the answer: %+v", hints)
			}
		})
	}
}

func contains(text, part string) bool {
	return len(text) >= len(part) && text[len(text)-len(part):] == part
}

// One ID number is found whatever the names are.
func TestFoundByIDNumber(t *testing.T) {
	n := newTown(t)
	county := n.county(liugou)
	a, b := n.station("柳沟", liugou), n.station("石坡", liugou)
	number := func(r *desk.Registration) { r.IDNo = "140404202503120025" }
	a.register("王梓涵", "13803550421", number)
	b.register("李雨桐", "13803550777", number, func(r *desk.Registration) { r.Nick = "桐桐" })
	b.register("郭浩然", "13803550888", func(r *desk.Registration) { r.IDNo = "140404202503120041" })
	n.meet(a, b, county)
	must[int](t)(county.FindAcross(t.Context(), hub.Actor{Role: hub.RoleBox}))
	across := must[[]desk.Across](t)(county.AllAcross(t.Context(), county.actor))
	if len(across) != 1 || !slices.Contains(across[0].Why, "id") {
		t.Errorf("%+v", across)
	}
	carer := a.actor
	carer.Role = hub.RoleTownship
	if _, err := a.FindAcross(t.Context(), carer); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("%v", err)
	}
}
