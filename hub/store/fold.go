package store

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// fate is what becomes of a part that is here, whether it was written here or
// brought, now or later. It depends on the set of commits held and on the county's
// list alone, in four steps, none of which looks at a later one: what stands (list),
// what is erased (orders in the public lane, which are out of their own reach), what
// consent says (ungated parts), what waits for it (gated parts, which decide nothing).
func (t *txn) fate(p storedPart) (partState, error) {
	if erased, err := t.erased(p); erased || err != nil {
		return partErased, err
	}
	switch gate := p.head().Gate; {
	case gate == "":
		return partHere, nil
	case slices.ContainsFunc(p.part.Changes, decides):
		return partPoisoned, nil
	default:
		answer, err := t.answer(p.lane, p.subject(), gate)
		return gated(answer, p.own), err
	}
}

// decides says whether a change decides which other parts count; one that waited
// for consent could give the answer itself.
func decides(c hub.Change) bool { return c.Kind == consentKind || c.Kind == hub.KindErasure }

// keep stores a part of a commit that was just put, and folds it if it counts.
// p.state says what is wrong with a part that cannot be read.
func (t *txn) keep(p storedPart, raw []byte) (partState, error) {
	if p.part != nil {
		var err error
		if p.state, err = t.fate(p); err != nil {
			return 0, err
		}
	}
	if p.state == partErased {
		raw = nil
	}
	head := p.head()
	lane := int64(0)
	if t.waiting.lanes {
		l, err := t.lane(p.lane)
		if err != nil {
			return 0, err
		}
		lane = l.n
	}
	err := t.insert(intoParts, lane, p.n, p.place, head.Subject[:], string(head.Gate), int64(p.state), raw)
	if err != nil {
		return 0, err
	}
	return p.state, t.enter(p)
}

// restate changes what becomes of a part that is here.
func (t *txn) restate(p storedPart, to partState) error {
	if err := t.meet(p); err != nil {
		return err
	}
	err := t.exec(`UPDATE parts SET state = $1 WHERE commit_n = $2 AND place = $3`, int64(to), p.n, p.place)
	if err != nil || p.barred {
		return err
	}
	if p.state = to; to == partHere {
		if err := t.enter(p); err != nil {
			return err
		}
	}
	return t.unfold(p) // what is laid over its records has changed too
}

// enter lets a part that is stored have its effect. Of a commit that does not stand
// only the keys are taken: they say nothing, and they open what hubs in good faith
// have sealed with them; see fit for what is written from now on.
func (t *txn) enter(p storedPart) error {
	switch {
	case p.part == nil:
		return nil
	case p.barred:
		return t.learnKeys(p)
	case p.state == partHere:
		return t.foldPart(p)
	case p.state == partWithheld:
		if err := t.open(p); err != nil {
			return err
		}
		return t.withhold(p)
	}
	return nil
}

// foldPart folds a part that counts: keys that it brings first, then its box is
// opened if this hub can, then its changes are applied.
func (t *txn) foldPart(p storedPart) error {
	if err := t.learnKeys(p); err != nil {
		return err
	}
	if err := t.open(p); err != nil {
		return err
	}
	for _, change := range p.part.Changes {
		if err := t.applyChange(p, change); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) applyChange(p storedPart, change hub.Change) error {
	l, err := t.lane(p.lane)
	if err != nil {
		return err
	}
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
	t.follow(e)
	return nil
}

// follow notes what else depends on a record that was folded.
func (t *txn) follow(e *entry) {
	switch {
	case e.kind == consentKind:
		t.consents = append(t.consents, e)
	case e.kind == hub.KindErasure && e.lane == hub.LanePublic:
		t.orders = append(t.orders, e)
	}
}

// withhold lays a part over its records: read here, in no digest.
func (t *txn) withhold(p storedPart) error {
	for _, change := range p.part.Changes {
		e, err := t.record(recordKey{p.lane, change.Kind, change.Record}, p.subject())
		if err != nil {
			return err
		}
		e.over = append(e.over, overlay{p.ref(), p.place, change.Period, change.Fields})
		t.touch(e, p.subject(), change.Period)
	}
	return nil
}

// flushRecords writes back every record that was touched, with its rows.
func (t *txn) flushRecords() error {
	if err := t.consequences(); err != nil {
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
	if err := t.outcount(e); err != nil {
		return err
	}
	if len(e.state) == 0 && len(e.over) == 0 {
		return t.dropRecord(e)
	}
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
	fresh := e.n == 0
	if fresh {
		if e.n, err = t.next("records"); err != nil {
			return err
		}
		err = t.insert(intoRecords, 0, e.n, t.lanes[e.lane].n, string(e.kind), e.id[:], e.subject[:], e.period, int64(e.flags), open, secret)
	} else {
		err = t.exec(`UPDATE records SET subject = $1, period = $2, flags = $3, state = $4, secret = $5 WHERE n = $6`,
			e.subject[:], e.period, int64(e.flags), open, secret, e.n)
	}
	e.isDirty = false
	if err != nil {
		return err
	}
	if err := t.putRows(e); err != nil || !fresh {
		return err
	}
	return t.tellPast(e)
}

// dropRecord takes away the row of a record of which nothing counts any more.
func (t *txn) dropRecord(e *entry) error {
	e.isDirty = false
	if e.n == 0 {
		return nil
	}
	if err := t.putRows(e); err != nil { // of nothing: what it was found by goes
		return err
	}
	err := t.exec(`DELETE FROM records WHERE n = $1`, e.n)
	e.n, e.flags = 0, 0
	if err != nil {
		return err
	}
	return t.tellPast(e)
}

// settlePast keeps what nothing finds any more out of the rows: a record of the
// local lane that has been written again in another.
func (t *txn) settlePast(e *entry) error {
	if e.lane != hub.LaneLocal {
		return nil
	}
	found, err := t.get(`SELECT n FROM records WHERE kind = $1 AND id = $2 AND lane <> $3`,
		[]any{string(e.kind), e.id[:], t.lanes[e.lane].n}, new(int64))
	if e.flags &^= flagPast; found {
		e.flags |= flagPast
	}
	return err
}

// tellPast writes the record of the local lane again, where one has come to or gone
// from another lane.
func (t *txn) tellPast(e *entry) error {
	if e.lane == hub.LaneLocal || !t.hasLocal() {
		return nil
	}
	past, err := t.record(recordKey{hub.LaneLocal, e.kind, e.id}, e.subject)
	if err != nil || past.n == 0 {
		return err
	}
	return t.putRecord(past)
}

// hasLocal says whether this box ever wrote the local lane: the county never did.
func (t *txn) hasLocal() bool {
	l, err := t.lane(hub.LaneLocal)
	return err == nil && l.commits > 0
}
