package box

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/big"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/kiosk/station"
)

// A family's card bears a number of seven figures, which finds and opens nothing, and
// a picture of 48: the number, the secret that opens, and two that check the rest. The
// number is the child's id in short, so that every hub that keeps the child can find it,
// also one that cannot open it; where two children share one, the secret tells.
const (
	cardNumber = 7
	cardSecret = 39 // figures of 128 bits
	cardAll    = cardNumber + cardSecret + 2
)

// cards is the family's card as the screens see it.
type cards struct{ b *Box }

// Cards is families' cards, as this box prints and reads them.
func (b *Box) Cards() station.Cards { return cards{b} }

// Card is what stands on a child's card; ok is false where this box has none to print.
func (c cards) Card(ctx context.Context, actor hub.Actor, child hub.ID) (number, figures string, ok bool, err error) {
	if !actor.May(hub.ActRegister) {
		return "", "", false, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	secret, ok, err := c.b.store.Card(ctx, child)
	if err != nil || !ok {
		return "", "", false, err
	}
	number = numberOf(child)
	return number, cardFigures(number, secret), true, nil
}

// Open reads a card. With its picture the record of its child is opened here, for good;
// with the number alone the child is found where it can be opened already.
// Errors: CodeInvalid.
func (c cards) Open(ctx context.Context, actor hub.Actor, figures string) (hub.ID, error) {
	if !actor.May(hub.ActLook) {
		return hub.ID{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	number, secret, whole, err := readCard(figures)
	if err != nil {
		return hub.ID{}, err
	}
	var found []hub.Record
	err = c.b.store.Each(ctx, "child", func(rec hub.Record) error {
		if numberOf(rec.Subject) == number {
			found = append(found, rec)
		}
		return nil
	})
	if err != nil {
		return hub.ID{}, err
	}
	for _, rec := range found {
		if !whole && !rec.Sealed {
			return rec.Subject, nil
		}
		if !whole {
			continue
		}
		ok, err := c.b.store.OpenWithCard(ctx, rec.Subject, secret)
		if err != nil {
			return hub.ID{}, err
		}
		if ok {
			return rec.Subject, c.b.loadNames(ctx)
		}
	}
	switch {
	case len(found) == 0:
		return hub.ID{}, hub.E(hub.CodeInvalid, "card.nobody").In("card")
	case whole:
		return hub.ID{}, hub.E(hub.CodeInvalid, "card.other").In("card")
	}
	return hub.ID{}, hub.E(hub.CodeInvalid, "card.scan").In("card")
}

// Renew gives a child another card for one that was lost; the commit that carries it
// is the trail. Errors: CodeForbidden.
func (c cards) Renew(ctx context.Context, actor hub.Actor, child hub.ID) error {
	if actor.Open || !actor.May(hub.ActRegister) {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	if _, err := c.b.store.NewCard(ctx, actor.Lane, actor.Staff, child); err != nil {
		return err
	}
	return c.b.desk.RenewWebCard(ctx, actor, hub.NewID(), child)
}

// numberOf is the number on a child's card.
func numberOf(child hub.ID) string {
	id := hub.DeriveID("card", child, "number")
	return fmt.Sprintf("%0*d", cardNumber, binary.BigEndian.Uint64(id[:])%10_000_000)
}

func cardFigures(number string, secret codec.CardSecret) string {
	text := number + fmt.Sprintf("%0*s", cardSecret, new(big.Int).SetBytes(secret[:]).String())
	return text + checkOfCard(text)
}

// readCard takes what a scanner typed, or a person.
func readCard(figures string) (number string, secret codec.CardSecret, whole bool, err error) {
	for _, r := range figures {
		if r < '0' || r > '9' {
			return "", secret, false, hub.E(hub.CodeInvalid, "card.figures").In("card")
		}
	}
	switch len(figures) {
	case cardNumber:
		return figures, secret, false, nil
	case cardAll:
	default:
		return "", secret, false, hub.E(hub.CodeInvalid, "card.figures").In("card")
	}
	text := figures[:cardNumber+cardSecret]
	n, ok := new(big.Int).SetString(text[cardNumber:], 10)
	if !ok || n.BitLen() > 8*len(secret) || checkOfCard(text) != figures[len(text):] {
		return "", secret, false, hub.E(hub.CodeInvalid, "card.figures").In("card")
	}
	n.FillBytes(secret[:])
	return figures[:cardNumber], secret, true, nil
}

// checkOfCard is ISO 7064 MOD 97-10: it notices every wrong figure and swap.
func checkOfCard(text string) string {
	n, _ := new(big.Int).SetString(text+"00", 10)
	return fmt.Sprintf("%02d", 98-new(big.Int).Mod(n, big.NewInt(97)).Int64())
}
