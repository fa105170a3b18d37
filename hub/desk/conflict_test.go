package desk_test

import (
	"fmt"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// neighbours are two stations of one township that open each other's records, with a
// child that both know.
func neighbours(t *testing.T) (here, there *node, child hub.ID) {
	t.Helper()
	n := newTown(t)
	here, there = n.station("柳沟", liugou), n.station("石坡", liugou)
	n.lanes[liugou] = append(n.lanes[liugou], here.keys.recipient(), there.keys.recipient())
	child = here.register("李沐阳", "13803550421")
	n.meet(here, there)
	return here, there, child
}

// Every merge rule, on two stores that did not meet while both wrote: both end with
// the same, and only where the rule is to ask there is a card.
func TestMergeRulesOfTwoStores(t *testing.T) {
	day := func(child hub.ID, values form.Values) hub.Edit {
		return form.Builtin().EditOnce("day", child, string(monday), values)
	}
	for _, c := range []struct {
		name        string
		kind        hub.Kind
		field       string
		here, there any
		want        any // nil: a card
	}{
		{"earliest", "day", "in", int64(490), int64(482), int64(482)},
		{"latest", "day", "out", int64(1010), int64(1025), int64(1025)},
		{"newest", "child", "category", "temporary", "care", "care"},
		{"union", "site", "kinds", []any{"village", "family"}, []any{"village", "public"}, []any{"family", "public", "village"}},
		{"cautious", "person", "pickup", false, true, false},
		{"ask", "child", "birth", "2025-03-13", "2025-03-21", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			here, there, child := neighbours(t)
			record, subject := child, child
			switch c.kind {
			case "day":
				record = hub.DeriveID("day", child, string(monday))
			case "person":
				record = here.file(child).People[0].ID
				here.correct("person", record, form.Values{"pickup": nil}) // said by nobody yet
				here.town.meet(here, there)
			case "site":
				record, subject = here.actor.Site, here.actor.Site
			}
			for i, at := range []struct {
				*node
				value any
			}{{here, c.here}, {there, c.there}} {
				edit := form.Builtin().Edit(c.kind, record, subject, form.Values{c.field: at.value})
				if c.kind == "day" {
					edit = day(child, form.Values{c.field: at.value})
				}
				for range i + 1 { // the later one is also the newest by lam
					must[hub.Outcome](t)(at.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: liugou, Edits: []hub.Edit{
						form.Builtin().Edit("child", child, child, form.Values{"note": hub.NewID().String()})}}))
				}
				must[hub.Outcome](t)(at.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: liugou, Edits: []hub.Edit{edit}}))
			}
			here.town.meet(here, there)
			def, _ := form.Builtin().Get(c.kind)
			f, _ := def.Field(c.field)
			for _, b := range []*node{here, there} {
				rec := must[hub.Record](t)(b.log.Record(t.Context(), c.kind, record))
				asked := false
				for _, k := range rec.Conflict {
					asked = asked || k.No == f.No
				}
				if asked != (c.want == nil) || c.want != nil && !form.Equal(rec.Fields[f.No], c.want) {
					t.Errorf("%s: %v, asked %v, want %v", b.name, rec.Fields[f.No], asked, c.want)
				}
			}
			if a, z := here.fields(c.kind, record)[f.No], there.fields(c.kind, record)[f.No]; !form.Equal(a, z) {
				t.Errorf("they show %v and %v", a, z)
			}
		})
	}
}

// What was chosen can be taken back: the question stands again, on both sides, with
// who said what; a third answer too; and a second press of 撤回 changes nothing.
func TestChoiceIsTakenBack(t *testing.T) {
	for _, third := range []bool{false, true} {
		t.Run(fmt.Sprint("third answer ", third), func(t *testing.T) {
			here, there, child := neighbours(t)
			here.correct("child", child, form.Values{"birth": hub.Day("2025-03-13")})
			there.correct("child", child, form.Values{"birth": hub.Day("2025-03-21")})
			here.town.meet(here, there)
			card := here.cards()[0]
			said := writers(card)

			var settled hub.Outcome
			if third {
				settled = must[hub.Outcome](t)(here.Anew(t.Context(), here.actor, hub.NewID(), card, hub.Day("2025-03-15")))
			} else {
				settled = must[hub.Outcome](t)(here.Settle(t.Context(), here.actor, hub.NewID(), "child", child, card.Field.No, card.Versions[0].Commit))
			}
			here.town.meet(here, there)
			if len(here.cards())+len(there.cards()) != 0 {
				t.Fatal("the card is still there")
			}
			for range 2 {
				must[hub.Outcome](t)(there.Undo(t.Context(), there.actor, hub.NewID(), settled.Commit))
				here.town.meet(here, there)
				for _, b := range []*node{here, there} {
					cards := b.cards()
					if len(cards) != 1 || fmt.Sprint(writers(cards[0])) != fmt.Sprint(said) {
						t.Fatalf("%s: %d cards, %v, want %v", b.name, len(cards), cards, said)
					}
				}
			}
		})
	}
}

// writers is who wrote each value.
func writers(c desk.Card) map[any]hub.ID {
	out := map[any]hub.ID{}
	for _, w := range c.Versions {
		out[w.Value] = w.Entry.Author
	}
	return out
}

// Somebody has changed the field since: nothing is taken back.
func TestChoiceIsNotTakenBackOverALaterOne(t *testing.T) {
	here, there, child := neighbours(t)
	here.correct("child", child, form.Values{"birth": hub.Day("2025-03-13")})
	there.correct("child", child, form.Values{"birth": hub.Day("2025-03-21")})
	here.town.meet(here, there)
	card := here.cards()[0]
	settled := must[hub.Outcome](t)(here.Settle(t.Context(), here.actor, hub.NewID(), "child", child, card.Field.No, card.Versions[0].Commit))
	here.correct("child", child, form.Values{"birth": hub.Day("2025-04-01")})
	if _, err := here.Undo(t.Context(), here.actor, hub.NewID(), settled.Commit); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("%v", err)
	}
}

// A card is for those who may read the record: a station that keeps a neighbour's
// child for custody is not asked, nor about the neighbour's own site.
func TestCardsGoToThoseWhoMayRead(t *testing.T) {
	n := newTown(t)
	county := n.county(liugou)
	a, b, third := n.station("柳沟", liugou), n.station("石坡", liugou), n.station("东坡", liugou)
	child := a.register("李沐阳", "13803550421")
	n.meet(a, b, third, county)
	write := func(at *node, kind hub.Kind, id hub.ID, values form.Values) {
		must[hub.Outcome](t)(at.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: liugou, Author: at.actor.Staff,
			Edits: []hub.Edit{form.Builtin().Edit(kind, id, id, values)}}))
	}
	write(a, "child", child, form.Values{"village_name": "柳沟村东"})
	write(county, "child", child, form.Values{"village_name": "柳沟村西"}) // 卫生院, say
	write(a, "site", a.actor.Site, form.Values{"phone": "0355-1"})
	write(county, "site", a.actor.Site, form.Values{"phone": "0355-2"})
	n.meet(a, b, third, county)
	for _, c := range []struct {
		at   *node
		want int
	}{{a, 2}, {b, 0}, {third, 0}, {county, 2}} {
		if got := len(c.at.cards()); got != c.want {
			t.Errorf("%s is asked %d things, want %d", c.at.name, got, c.want)
		}
	}
	board := must[desk.Board](t)(a.Board(t.Context(), a.actor, a.actor.Site))
	if board.Conflicts != 2 {
		t.Errorf("the home page counts %d", board.Conflicts)
	}
	if _, err := b.Conflict(t.Context(), b.actor, child); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("%v", err)
	}
}

// A village's name and code are one question, and one answer settles both.
func TestVillageIsOneQuestion(t *testing.T) {
	here, there, child := neighbours(t)
	here.correct("child", child, form.Values{"village_name": "南董村", "village": "140427103201"})
	there.correct("child", child, form.Values{"village_name": "北董村", "village": "140427103202"})
	here.town.meet(here, there)
	card := here.cards()[0]
	if card.Field.Name != "village_name" || card.More != 0 {
		t.Fatalf("asked: %s, %d more", card.Field.Name, card.More)
	}
	for _, w := range card.Versions {
		if w.Value == "南董村" {
			must[hub.Outcome](t)(there.Settle(t.Context(), there.actor, hub.NewID(), "child", child, card.Field.No, w.Commit))
		}
	}
	if c := there.file(child).Child; c.VillageName != "南董村" || c.Village != "140427103201" || len(there.cards()) != 0 {
		t.Errorf("%s %s, %d cards", c.VillageName, c.Village, len(there.cards()))
	}
}
