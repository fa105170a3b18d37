package desk_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

func rolled(n byte, site byte, lane hub.Lane, registered, birth hub.Day) care.Child {
	c := care.Child{Site: hub.ID{site}, Category: "home", Registered: registered, Birth: birth}
	c.ID, c.Lane = hub.ID{n}, lane
	return c
}

// A roll lists who was registered last first, and of one day the youngest; a child
// that moves or does not count any more is counted where it is, and once.
func TestRoll(t *testing.T) {
	r := desk.NewRoll()
	r.Put(rolled(1, 1, "township/1", "2026-11-01", "2025-01-01"))
	r.Put(rolled(2, 1, "township/1", "2026-11-02", "2025-01-01"))
	r.Put(rolled(3, 2, "township/2", "2026-11-02", "2025-06-01"))
	if ids, _, total := r.Page(desk.ChildFilter{}); total != 3 || !slices.Equal(ids, []hub.ID{{3}, {2}, {1}}) {
		t.Errorf("%v of %d", ids, total)
	}
	sees := func(l hub.Lane) bool { return l == "township/2" }
	for name, c := range map[string]struct {
		f    desk.ChildFilter
		want []hub.ID
	}{
		"a lane that she sees":  {desk.ChildFilter{Sees: sees}, []hub.ID{{3}}},
		"a lane":                {desk.ChildFilter{Lane: "township/1"}, []hub.ID{{2}, {1}}},
		"one that she does not": {desk.ChildFilter{Sees: sees, Lane: "township/1"}, nil},
		"a site":                {desk.ChildFilter{Site: hub.ID{2}}, []hub.ID{{3}}},
		"a category":            {desk.ChildFilter{Category: "care"}, nil},
		"as found":              {desk.ChildFilter{Among: []hub.ID{{1}, {9}, {3}}}, []hub.ID{{1}, {3}}},
		"found nobody":          {desk.ChildFilter{Among: []hub.ID{}}, nil},
		"behind the end":        {desk.ChildFilter{Offset: 70, Limit: 2}, []hub.ID{{1}}},
	} {
		if ids, _, _ := r.Page(c.f); !slices.Equal(ids, c.want) {
			t.Errorf("%s: %v, want %v", name, ids, c.want)
		}
	}
	r.Put(rolled(1, 2, "township/2", "2026-11-03", "2025-01-01"))
	r.Put(rolled(1, 2, "township/2", "2026-11-03", "2025-01-01"))
	gone := rolled(2, 1, "township/1", "2026-11-02", "2025-01-01")
	gone.Withdrawn = "moved"
	r.Put(gone)
	if ids, _, _ := r.Page(desk.ChildFilter{}); !slices.Equal(ids, []hub.ID{{1}, {3}}) {
		t.Errorf("after changes it lists %v", ids)
	}
	if got := r.BySite(); got[hub.ID{1}] != 0 || got[hub.ID{2}] != 2 {
		t.Errorf("counted %v", got)
	}
}

// The pages of a list, one after another, hold every child once.
func TestRollPagesHoldEverybody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, limit := rapid.IntRange(0, 60).Draw(t, "children"), rapid.IntRange(1, 20).Draw(t, "a page")
		r := desk.NewRoll()
		for i := range n {
			r.Put(rolled(byte(i), 0, "township/1", hub.Day("2026-11-01").Add(i%3), ""))
		}
		r.Page(desk.ChildFilter{}) // from here the order is kept, not made
		for range rapid.IntRange(0, 30).Draw(t, "changes") {
			i := rapid.IntRange(0, max(0, n-1)).Draw(t, "whose")
			if n > 0 {
				r.Put(rolled(byte(i), 0, "township/1", hub.Day("2026-11-01").Add(rapid.IntRange(0, 3).Draw(t, "day")), ""))
			}
		}
		seen := map[hub.ID]bool{}
		for at := 0; at < max(n, 1); at += limit {
			ids, from, total := r.Page(desk.ChildFilter{Offset: at, Limit: limit})
			if from != at || total != n {
				t.Fatalf("page at %d begins at %d of %d", at, from, total)
			}
			for _, id := range ids {
				if seen[id] {
					t.Fatalf("%v stands on two pages", id)
				}
				seen[id] = true
			}
		}
		if len(seen) != n {
			t.Fatalf("%d of %d children are listed", len(seen), n)
		}
	})
}

func BenchmarkRoll(b *testing.B) {
	r := desk.NewRoll()
	child := rolled(0, 0, "township/140404101", "2026-11-02", "2025-01-01")
	put := func(i int) {
		child.ID, child.Site = hub.ID{byte(i), byte(i >> 8), byte(i >> 16)}, hub.ID{byte(i % 60)}
		child.Birth = hub.Day("2024-01-01").Add(i % 1000)
		r.Put(child)
	}
	for i := range 50_000 {
		put(i)
	}
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			r.Page(desk.ChildFilter{Site: hub.ID{7}, Offset: 100, Limit: 50})
		}
	})
	b.Run("page after a change", func(b *testing.B) {
		days := []hub.Day{"2026-11-02", "2026-11-03"}
		for i := 0; b.Loop(); i++ {
			child.Registered = days[i%2]
			put(4711)
			r.Page(desk.ChildFilter{Limit: 50})
		}
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			r.BySite()
		}
	})
}

// A child that is known twice stands on the roll once, under the record that leads,
// and is found by either's name; the copy that a hand-over closed says nothing.
func TestRollHoldsAChildOnce(t *testing.T) {
	r, site := desk.NewRoll(), hub.NewID()
	put := func(id hub.ID, lane hub.Lane, withdrawn string) bool {
		return r.Put(care.Child{Ref: care.Ref{ID: id, Lane: lane}, Site: site, Registered: "2026-11-23", Withdrawn: withdrawn})
	}
	one, other, third := hub.NewID(), hub.NewID(), hub.NewID()
	for _, id := range []hub.ID{one, other, third} {
		put(id, liugou, "")
	}
	r.Page(desk.ChildFilter{}) // the order is kept from now on
	r.Under(map[hub.ID]hub.ID{other: one})
	put(other, liugou, "") // comes again
	if ids, _, total := r.Page(desk.ChildFilter{}); total != 2 || slices.Contains(ids, other) || r.BySite()[site] != 2 {
		t.Errorf("%d on the roll, %d at the site", total, r.BySite()[site])
	}
	if ids, _, _ := r.Page(desk.ChildFilter{Among: []hub.ID{other, one, third}}); !slices.Equal(ids, []hub.ID{one, third}) {
		t.Errorf("found %v", ids)
	}
	r.Under(nil)
	if _, _, total := r.Page(desk.ChildFilter{}); total != 3 || r.BySite()[site] != 3 {
		t.Errorf("taken apart: %d", total)
	}
	put(third, shipo, "")
	if !put(third, liugou, "moved") {
		t.Error("the closed copy took the child off the roll")
	}
	if _, _, total := r.Page(desk.ChildFilter{Lane: shipo}); total != 1 {
		t.Errorf("%d in the new township", total)
	}
	if put(third, shipo, "mistake") {
		t.Error("a withdrawn child counts")
	}
}
