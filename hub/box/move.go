package box

import (
	"context"
	"encoding/hex"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// transfers does a hub's part for children who go to another station: whoever can
// open them gives their keys to the station that receives them, and the county tells
// the old township what became of them. Every step waits for nothing: what cannot be
// done yet, because a certificate has not come, is done with the next news, or at
// night.
func (b *Box) transfers(ctx context.Context) error {
	return b.inTurn(ctx, "transfers", func() error { return b.carryTransfers(ctx) })
}

func (b *Box) carryTransfers(ctx context.Context) error {
	site, err := b.site(ctx)
	if err != nil {
		return err
	}
	owner := hub.Actor{Role: hub.RoleBox, Site: site.ID, Lane: b.Lane()}
	ways, err := b.desk.AllOnTheWay(ctx, owner)
	if err != nil {
		return err
	}
	for _, w := range ways {
		if w.From != site.ID && !b.isCounty() || len(w.Hub) != len([32]byte{}) {
			continue
		}
		if err := b.giveKeys(ctx, w.ID, w.Lane, w.Records, [32]byte(w.Hub)); err != nil {
			return err
		}
	}
	if b.isCounty() {
		_, err = b.desk.CarryTransfers(ctx, owner)
	}
	return err
}

// giveKeys closes the keys of a child for one more hub, once a transfer.
func (b *Box) giveKeys(ctx context.Context, transfer hub.ID, lane hub.Lane, records []hub.ID, to [32]byte) error {
	cert, known := b.trust.Members().Get(to)
	if !known || to == b.trust.Identity().Key() {
		return nil
	}
	done, err := b.given(ctx, transfer)
	if err != nil || done == hex.EncodeToString(to[:]) {
		return err
	}
	if _, err := b.store.Share(ctx, lane, hub.ID{}, records, []codec.Recipient{codec.RecipientOf(cert.X25519)}); err != nil {
		return err
	}
	if b.book != nil {
		return b.book.PutNote(ctx, noteGiven, transfer.String(), []byte(hex.EncodeToString(to[:])))
	}
	return b.local.PutSetting(ctx, givenTo(transfer), hex.EncodeToString(to[:]))
}

// noteGiven is where processes of a county tell each other whose keys were given.
const noteGiven = "transfer"

// given is to whom the keys of a transfer were given last, by any process; "": to nobody.
func (b *Box) given(ctx context.Context, transfer hub.ID) (string, error) {
	if b.book != nil {
		to, _, err := b.book.Note(ctx, noteGiven, transfer.String())
		return string(to), err
	}
	return b.local.Setting(ctx, givenTo(transfer))
}

func givenTo(transfer hub.ID) string { return "transfer/" + transfer.String() }

// movesOn says whether news may let a transfer go on: one was written, or the record
// of a site that one goes to has come.
func movesOn(n hub.News) bool {
	return slices.Contains(n.Kinds, "transfer") || slices.Contains(n.Kinds, "site")
}
