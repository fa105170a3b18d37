package store

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Card is the secret of a subject's family card, for its QR; ok is false where
// this box has none to print.
func (s *Store) Card(ctx context.Context, subject hub.ID) (secret codec.CardSecret, ok bool, err error) {
	err = s.view(ctx, func(v session) error {
		secret, ok, err = v.card(subject)
		return err
	})
	return secret, ok, err
}

func (s session) card(subject hub.ID) (secret codec.CardSecret, ok bool, err error) {
	var sealed []byte
	found, err := s.get(`SELECT secret FROM cards WHERE subject = $1`, []any{subject[:]}, &sealed)
	if err != nil || !found {
		return secret, false, err
	}
	plain, err := s.vault.open(sealed, cardPlace(subject))
	if err != nil {
		return secret, false, err
	}
	return codec.CardSecret(plain), true, nil
}

// cardFor is the secret that a new key is closed for besides: the card's that the
// family has, or of a subject that is due one a new one.
func (t *txn) cardFor(subject hub.ID, carded bool) (*codec.CardSecret, error) {
	if carded {
		return t.drawCard(subject)
	}
	secret, ok, err := t.card(subject)
	if err != nil || !ok {
		return nil, err
	}
	return &secret, nil
}

func (t *txn) drawCard(subject hub.ID) (*codec.CardSecret, error) {
	secret, ok, err := t.card(subject)
	if err != nil || ok {
		return &secret, err
	}
	secret = codec.NewCardSecret()
	return &secret, t.exec(`INSERT INTO cards (subject, secret) VALUES ($1, $2)`,
		subject[:], t.vault.seal(secret[:], cardPlace(subject)))
}

// NewCard gives a subject another card for one that was lost. The new one opens all
// that this box can open; what is written from now on has a key of its own, which the
// old one does not open; a hub that has heard of the new one refuses the old one
// (OpenWithCard). What a hub that has not heard opens with it cannot be taken back.
// Errors: CodeForbidden where this box has no key of the subject.
func (s *Store) NewCard(ctx context.Context, lane hub.Lane, author, subject hub.ID) (secret codec.CardSecret, err error) {
	err = s.write(ctx, func(t *txn) error {
		secret = codec.NewCardSecret()
		o, err := t.own(lane)
		if err != nil {
			return err
		}
		part, ok, err := t.sharePart(lane, subject, []codec.Recipient{t.self.Recipient()}, &secret)
		if err != nil {
			return err
		}
		if !ok {
			return hub.E(hub.CodeForbidden, "card.none")
		}
		err = t.exec(`INSERT INTO cards (subject, secret) VALUES ($1, $2) ON CONFLICT (subject) DO UPDATE SET secret = excluded.secret`,
			subject[:], t.vault.seal(secret[:], cardPlace(subject)))
		if err != nil {
			return err
		}
		carry, err := t.drawKey(sealFor{lane, subject}, &secret)
		if err != nil {
			return err
		}
		part.part.Changes = append(part.part.Changes, carry)
		_, err = t.commit(o, hub.Draft{Lane: lane, Author: author}, []draftPart{part}, hub.Outcome{})
		return err
	})
	return secret, err
}

func cardPlace(subject hub.ID) string { return "card/" + string(subject[:]) }

// OpenWithCard is the family showing its card: the keys of its subject that the
// card opens are kept here, and what this box has of the subject is opened. ok is
// false if the card opens nothing here.
// Errors: CodeInvalid card.out for a card that another one has taken the place of, as
// soon as that is known here. It would still open what was written before: it is not
// let.
func (s *Store) OpenWithCard(ctx context.Context, subject hub.ID, secret codec.CardSecret) (ok bool, err error) {
	err = s.write(ctx, func(t *txn) error {
		ok = false
		stored, err := t.partsOf(subject)
		if err != nil {
			return err
		}
		fits, valid := cardFits(stored, subject, secret)
		if !fits {
			return nil
		}
		if !valid {
			return hub.E(hub.CodeInvalid, "card.out").In("card")
		}
		for _, p := range stored {
			for _, change := range p.part.Changes {
				if change.Kind != wrapKind {
					continue
				}
				opened, err := t.openWithCard(p.lane, subject, change, secret)
				if err != nil {
					return err
				}
				ok = ok || opened
			}
		}
		return nil
	})
	return ok, err
}

// cardFits says whether a card opens anything of its subject, and whether it is the one
// that counts: in some lane the newest wraps for a card are for this one. A new card
// wraps every key anew, so that whoever has heard of it knows that the old one is out.
func cardFits(stored []storedPart, subject hub.ID, secret codec.CardSecret) (fits, valid bool) {
	type newest struct {
		at    hub.Version
		opens bool
	}
	lanes := map[hub.Lane]newest{}
	for _, p := range stored {
		at := hub.Version{Lam: p.header.Lam, Origin: p.header.Origin, Commit: p.id}
		for _, change := range p.part.Changes {
			name, value := wrapOf(change)
			if _, carded, ok := codec.Wrapped(value); change.Kind != wrapKind || !ok || !carded {
				continue
			}
			_, opens := codec.UnwrapCard(value, subject, name, secret)
			fits = fits || opens
			best, any := lanes[p.lane]
			if order := hub.CompareVersions(at, best.at); !any || order > 0 || order == 0 && opens {
				lanes[p.lane] = newest{at, opens}
			}
		}
	}
	for _, n := range lanes {
		valid = valid || n.opens
	}
	return fits, valid
}

func (t *txn) openWithCard(lane hub.Lane, subject hub.ID, change hub.Change, secret codec.CardSecret) (bool, error) {
	name, value := wrapOf(change)
	key, ok := codec.UnwrapCard(value, subject, name, secret)
	if !ok {
		return false, nil
	}
	if _, held, err := t.heldKey(subject, name); err != nil || held {
		return true, err
	}
	if err := t.hold(lane, subject, key); err != nil {
		return false, err
	}
	return true, t.reread(lane, subject, name)
}
