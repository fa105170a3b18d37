package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// ReadWithCard is a family reading its own record, not giving it to this box: what is
// here of the subject, opened by the card for this one reading. No key and no value is
// kept, so that whoever works here can read afterwards what they could before;
// OpenWithCard is for the family that shows its card at the desk. ok is false if the
// card opens nothing here.
// Errors: CodeInvalid card.out as in OpenWithCard.
func (s *Store) ReadWithCard(ctx context.Context, subject hub.ID, secret codec.CardSecret) (recs []hub.Record, ok bool, err error) {
	err = s.view(ctx, func(v session) error {
		stored, err := v.partsOf(subject)
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
				name, value := wrapOf(change)
				if key, opens := codec.UnwrapCard(value, subject, name, secret); opens && change.Kind == wrapKind {
					v.keys[keyRef{subject, name}] = heldKey{key, true} // of this session, which ends with the reading
				}
			}
		}
		recs, err = v.opened(subject, stored)
		ok = err == nil
		return err
	})
	return recs, ok, err
}

// opened reads a subject's records with the keys of this session, those too whose rows
// were written before there was one.
func (s session) opened(subject hub.ID, stored []storedPart) ([]hub.Record, error) {
	rows, err := s.query(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
		WHERE r.subject = $1 AND r.kind <> $2 ORDER BY r.kind, r.n`, subject[:], string(wrapKind))
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, s.scanRecord)
	if err != nil {
		return nil, err
	}
	states := map[recordKey]hub.State{}
	for _, r := range found {
		states[r.recordKey] = r.state
	}
	for _, p := range stored {
		key, held, err := s.heldKey(subject, p.part.Key)
		if err != nil {
			return nil, err
		}
		if !held || codec.OpenPart(p.part, p.at(), key) != nil {
			continue // nothing in it is sealed, or the card does not open it
		}
		for _, change := range p.part.Changes {
			fillIn(states[recordKey{p.lane, change.Kind, change.Record}], p.id, change.Fields)
		}
	}
	var out []hub.Record
	for _, r := range found {
		if r.flags&flagPast != 0 {
			continue
		}
		rec, err := s.readRow(r)
		if err != nil {
			return nil, err
		}
		out = append(out, rec)
	}
	return out, nil
}

// IDs lists the records of a kind, each id once, in the order of their ids; nothing of
// them is read.
func (s *Store) IDs(ctx context.Context, kind hub.Kind) (ids []hub.ID, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT DISTINCT id FROM records WHERE kind = $1 ORDER BY id`, string(kind))
		if err != nil {
			return err
		}
		ids, err = collect(rows, func(rows *sql.Rows) (hub.ID, error) {
			var id []byte
			err := rows.Scan(&id)
			return hub.ID(id), err
		})
		return err
	})
	return ids, err
}
