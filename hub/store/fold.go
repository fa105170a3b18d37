package store

import (
	"yizhan/hub"
	"yizhan/hub/codec"
)

// partState says what a part's row holds.
type partState int64

const (
	partHere     partState = iota // folded
	partAbsent                    // withheld elsewhere, erased, or not here yet
	partWithheld                  // ours, waiting for consent: read here, not folded, not sent
	partPoisoned                  // kept and forwarded, but it cannot be folded: see quarantine
	partDamaged                   // the disk lost it: see Scrub; folded before, and to be had from peers
)

// foldPart folds a part that is here: keys that it brings first, then its box is
// opened if this hub can, then its changes are applied.
func (t *txn) foldPart(p storedPart) error {
	for _, change := range p.part.Changes {
		if change.Kind != wrapKind {
			continue
		}
		if err := t.learn(p, change); err != nil {
			return err
		}
	}
	if err := t.open(p); err != nil {
		return err
	}
	return t.applyPart(p)
}

// applyPart applies the changes of a part whose values are opened as far as this
// hub can.
func (t *txn) applyPart(p storedPart) error {
	l, err := t.lane(p.lane)
	if err != nil {
		return err
	}
	for _, change := range p.part.Changes {
		e, err := t.record(recordKey{p.lane, change.Kind, change.Record}, p.subject())
		if err != nil {
			return err
		}
		if len(e.state) == 0 {
			l.records++
		}
		for _, touch := range e.state.Apply(p.ref(), change.Fields) {
			l.digest.Toggle(e.kind, e.id, touch)
		}
		t.touch(e, p.subject(), change.Period)
		if change.Kind == consentKind {
			t.consents = append(t.consents, e)
		}
	}
	return nil
}

// withhold lays a part over its records: read here, in no digest.
func (t *txn) withhold(p storedPart) error {
	for _, change := range p.part.Changes {
		e, err := t.record(recordKey{p.lane, change.Kind, change.Record}, p.subject())
		if err != nil {
			return err
		}
		e.over = append(e.over, overlay{p.ref(), p.place, change.Fields})
		t.touch(e, p.subject(), change.Period)
	}
	return nil
}

// flushRecords writes back every record that was touched, with its rows.
func (t *txn) flushRecords() error {
	if err := t.release(); err != nil {
		return err
	}
	for _, e := range t.touched {
		if err := t.putRecord(e); err != nil {
			return err
		}
	}
	t.touched = nil
	return nil
}

func (t *txn) putRecord(e *entry) error {
	open, plain, err := codec.EncodeState(e.state)
	if err != nil {
		return err
	}
	var secret []byte
	if plain != nil {
		secret = t.vault.seal(plain, e.where())
	}
	e.flags &^= flagWithheld
	if len(e.over) > 0 {
		e.flags |= flagWithheld
	}
	if err := t.settlePast(e); err != nil {
		return err
	}
	if e.n == 0 {
		if e.n, err = t.next("records"); err != nil {
			return err
		}
		err = t.exec(`INSERT INTO records (n, lane, kind, id, subject, period, flags, state, secret)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			e.n, t.lanes[e.lane].n, string(e.kind), e.id[:], e.subject[:], e.period, int64(e.flags), open, secret)
	} else {
		err = t.exec(`UPDATE records SET subject = $1, period = $2, flags = $3, state = $4, secret = $5 WHERE n = $6`,
			e.subject[:], e.period, int64(e.flags), open, secret, e.n)
	}
	e.dirty = false
	if err != nil {
		return err
	}
	return t.putRows(e)
}

// settlePast keeps what nothing finds any more out of the rows: a record of the
// local lane that has been written again in another.
func (t *txn) settlePast(e *entry) error {
	if e.lane == hub.LaneLocal {
		found, err := t.get(`SELECT n FROM records WHERE kind = $1 AND id = $2 AND lane <> $3`,
			[]any{string(e.kind), e.id[:], t.lanes[e.lane].n}, new(int64))
		if found {
			e.flags |= flagPast
		}
		return err
	}
	if e.n != 0 || !t.hasLocal() {
		return nil
	}
	past, err := t.record(recordKey{hub.LaneLocal, e.kind, e.id}, e.subject)
	if err != nil || past.n == 0 || past.flags&flagPast != 0 {
		return err
	}
	past.flags |= flagPast
	return t.putRecord(past)
}

// hasLocal says whether this box ever wrote the local lane: the county never did.
func (t *txn) hasLocal() bool {
	l, err := t.lane(hub.LaneLocal)
	return err == nil && l.commits > 0
}
