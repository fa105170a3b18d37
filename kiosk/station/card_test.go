package station_test

import (
	"context"
	"strings"
	"testing"

	"yizhan/hub"
)

// oneCard is a card that can be renewed; its figures say how often it was.
type oneCard struct {
	familyCards
	renewed int
}

func (c *oneCard) Card(context.Context, hub.Actor, hub.ID) (number, figures string, ok bool, err error) {
	return "4829137", strings.Repeat(string(rune('1'+c.renewed)), 48), true, nil
}

func (c *oneCard) Renew(context.Context, hub.Actor, hub.ID) error { c.renewed++; return nil }

// A lost card: what the old one still opens is said before anything is done; the new
// one is shown to be printed, and it is said that it is the new one.
func TestALostCard(t *testing.T) {
	b := newBox(t)
	card := &oneCard{}
	b.station.Cards = card
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String() + "/card"
	s := b.screen.get(at).shows("482 9137", "打印")
	old := s.page
	if s.has("新卡") {
		t.Error("nothing was renewed yet")
	}
	s.link(at+"/lost").shows("丢的那张停用", "连上以前")
	if card.renewed != 0 {
		t.Fatal("looking renewed the card")
	}
	s.tap(at+"/lost", "do", "new").on(at).shows("新卡换好了", "剪掉", "打印")
	if card.renewed != 1 || s.page == old {
		t.Errorf("renewed %d times", card.renewed)
	}
	if s.get(at); card.renewed != 1 || s.has("换好了") {
		t.Error("to print it again renewed it, or says so")
	}
}
