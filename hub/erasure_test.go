package hub_test

import (
	"testing"

	"yizhan/hub"
)

func TestErasureCovers(t *testing.T) {
	child, lane := hub.ID{1}, hub.TownshipLane("140427103")
	part := func(kinds ...hub.Kind) *hub.Part {
		p := &hub.Part{}
		for _, k := range kinds {
			p.Changes = append(p.Changes, hub.Change{Kind: k})
		}
		return p
	}
	whole := hub.Erasure{Subject: child}
	for _, tt := range []struct {
		name  string
		order hub.Erasure
		lane  hub.Lane
		gate  hub.Purpose
		lam   uint64
		part  *hub.Part
		want  bool
	}{
		{"the whole child", whole, lane, "", 7, part("child"), true},
		{"its keys too", whole, lane, "", 7, part("wrap"), true},
		{"what is not here", whole, lane, "", 7, nil, true},
		{"on the box alone", whole, hub.LaneLocal, "", 7, part("child"), true},
		{"nothing public", whole, hub.LanePublic, "", 7, part("erasure"), false},
		{"another child", hub.Erasure{Subject: hub.ID{2}}, lane, "", 7, part("child"), false},
		{"in its lane", hub.Erasure{Subject: child, Lane: lane}, lane, "", 7, part("wrap"), true},
		{"in another lane", hub.Erasure{Subject: child, Lane: "local"}, lane, "", 7, part("child"), false},
		{"its gate", hub.Erasure{Subject: child, Gate: "photo"}, lane, "photo", 7, part("child"), true},
		{"its gate, not here", hub.Erasure{Subject: child, Gate: "photo"}, lane, "photo", 7, nil, true},
		{"no gate", hub.Erasure{Subject: child, Gate: "photo"}, lane, "", 7, part("child"), false},
		{"its kinds", hub.Erasure{Subject: child, Kinds: []hub.Kind{"day", "duty"}}, lane, "", 7, part("day", "duty"), true},
		{"with the key they brought", hub.Erasure{Subject: child, Kinds: []hub.Kind{"day"}}, lane, "", 7, part("wrap", "day"), true},
		{"another kind beside", hub.Erasure{Subject: child, Kinds: []hub.Kind{"day"}}, lane, "", 7, part("day", "child"), false},
		{"kinds of what is not here", hub.Erasure{Subject: child, Kinds: []hub.Kind{"day"}}, lane, "", 7, nil, false},
		{"keys alone stay", hub.Erasure{Subject: child, Kinds: []hub.Kind{"wrap"}}, lane, "", 7, part("wrap"), false},
		{"up to a time", hub.Erasure{Subject: child, Upto: 7}, lane, "", 7, part("child"), true},
		{"after it", hub.Erasure{Subject: child, Upto: 7}, lane, "", 8, part("child"), false},
		{"keys of before it", hub.Erasure{Subject: child, Upto: 7}, lane, "", 7, part("wrap"), false},
		{"where lam has ended", hub.Erasure{Subject: child, Upto: hub.MaxLam}, lane, "", hub.MaxLam, part("child"), false},
		{"where lam has ended, for ever", whole, lane, "", 1<<64 - 1, part("child"), true},
	} {
		if got := tt.order.Covers(tt.lane, hub.PartHead{Subject: child, Gate: tt.gate}, tt.lam, tt.part); got != tt.want {
			t.Errorf("%s: covered %v", tt.name, got)
		}
	}
}

// The id says all that an order covers but its end; kinds are a set.
func TestErasureID(t *testing.T) {
	e := hub.Erasure{Subject: hub.ID{1}, Lane: "local", Gate: "photo", Kinds: []hub.Kind{"duty", "day", "day"}}
	if want := hub.DeriveID("erasure", hub.ID{1}, "local|photo|day,duty"); e.ID() != want {
		t.Errorf("id %v, want %v", e.ID(), want)
	}
	same := e
	same.Upto, same.Kinds = 9, []hub.Kind{"day", "duty"}
	if same.ID() != e.ID() {
		t.Error("another end or order of kinds makes another order")
	}
	for _, other := range []hub.Erasure{{}, {Subject: hub.ID{1}}, {Subject: hub.ID{1}, Lane: "local"}, {Subject: hub.ID{1}, Gate: "local"}} {
		if other.ID() == e.ID() {
			t.Errorf("%+v has the same id", other)
		}
	}
	if (hub.Erasure{Subject: hub.ID{1}, Lane: "local"}).Whole() != true || e.Whole() || same.Whole() {
		t.Error("whole is nothing but a subject, in a lane or all")
	}
}
