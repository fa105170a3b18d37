package box

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// What is printed is read back as it was; one wrong figure, or two that changed places,
// never passes.
func TestCardFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		child := hub.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "child"))
		secret := codec.CardSecret(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "secret"))
		figures := cardFigures(numberOf(child), secret)
		number, back, whole, err := readCard(figures)
		if err != nil || !whole || number != numberOf(child) || back != secret || len(figures) != cardAll {
			t.Fatalf("%s: %v", figures, err)
		}
		at := rapid.IntRange(0, len(figures)-2).Draw(t, "at")
		wrong := []byte(figures)
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, _, _, err := readCard(string(wrong)); err == nil {
			t.Fatalf("%s passes for %s", wrong, figures)
		}
		swapped := []byte(figures)
		swapped[at], swapped[at+1] = swapped[at+1], swapped[at]
		if _, _, _, err := readCard(string(swapped)); err == nil && string(swapped) != figures {
			t.Fatalf("%s passes for %s", swapped, figures)
		}
	})
}

func FuzzReadCard(f *testing.F) {
	f.Add("")
	f.Add("4829137")
	f.Add(cardFigures("4829137", codec.CardSecret{1, 2, 3}))
	f.Add(strings.Repeat("9", cardAll))
	f.Fuzz(func(t *testing.T, figures string) {
		number, secret, whole, err := readCard(figures)
		if err == nil && (len(number) != cardNumber || whole && cardFigures(number, secret) != figures) {
			t.Errorf("%q is read as %s", figures, number)
		}
	})
}

// A family goes to the neighbour's station: its card opens the record there, without
// any network; the number alone does not, nor another family's card.
func TestFamilyCardOpensNextDoor(t *testing.T) {
	r := newRegion(t)
	home, next := r.stations[0], r.stations[1]
	child, other := r.register(home, "王梓涵", "13812340421"), r.register(home, "陈浩然", "13812340422")
	r.meet(home, next)
	card := func(child hub.ID) (number, figures string) {
		number, figures, ok, err := cards{home}.Card(r.ctx, r.head(home), child)
		if err != nil || !ok {
			t.Fatal("no card", err)
		}
		return number, figures
	}
	number, figures := card(child)
	_, otherFigures := card(other)
	at := func(b *Box, figures string) hub.ID {
		got, err := cards{b}.Open(r.ctx, r.head(b), figures)
		if err != nil && hub.CodeOf(err) != hub.CodeInvalid {
			t.Fatal(err)
		}
		return got
	}
	if got := at(home, number); got != child {
		t.Errorf("at home the number finds %v", got)
	}
	if got := at(next, number); !got.IsZero() || r.opens(next, child) {
		t.Errorf("next door the number alone finds %v", got)
	}
	forged := number + otherFigures[cardNumber:cardNumber+cardSecret]
	if got := at(next, forged+checkOfCard(forged)); !got.IsZero() || r.opens(next, child) {
		t.Error("another family's secret opens")
	}
	if got := at(next, figures); got != child || !r.opens(next, child) || r.opens(next, other) {
		t.Errorf("the card finds %v, or opens too little or too much", got)
	}
	if _, err := (cards{next}).Open(r.ctx, hub.Actor{}, figures); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("nobody in particular opens: %v", err)
	}
	if _, _, ok, err := (cards{next}).Card(r.ctx, r.head(next), child); ok || err != nil {
		t.Errorf("the neighbour prints the family's card: %v", err)
	}

	if err := (cards{home}).Renew(r.ctx, hub.Actor{}, child); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a stranger renews a card: %v", err)
	}
	if err := (cards{home}).Renew(r.ctx, r.head(home), child); err != nil {
		t.Fatal(err)
	}
	_, renewed := card(child)
	if renewed == figures {
		t.Error("the card for the lost one is the lost one")
	}
	r.meet(home, next)
	for name, b := range map[string]*Box{"at home": home, "next door": next} {
		_, err := cards{b}.Open(r.ctx, r.head(b), figures)
		if e, is := errors.AsType[*hub.Error](err); !is || e.Key != "card.out" {
			t.Errorf("the lost card %s: %v", name, err)
		}
		if got := at(b, renewed); got != child {
			t.Errorf("the new card %s finds %v", name, got)
		}
	}
}
