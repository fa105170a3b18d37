package store

import (
	"slices"

	"yizhan/hub"
)

// unfold takes a part out of the fold: its row or its commit's says by now that it
// does not count, and the records that it touched are computed anew from what does.
// Standing, erasure and consent all work by this and foldPart.
func (t *txn) unfold(p storedPart) error { return t.eachRecord(p, t.outdate) }

// meet reads the records of a part that is laid over them, before something else becomes
// of it: by what they are found now is not known any more afterwards.
func (t *txn) meet(p storedPart) error {
	if p.state != partWithheld {
		return nil
	}
	return t.eachRecord(p, func(*entry) {})
}

// eachRecord visits the records that a part touches.
func (t *txn) eachRecord(p storedPart, visit func(*entry)) error {
	if p.part == nil { // damaged: nobody knows any more which they are
		return t.eachOfSubject(p.subject(), visit)
	}
	for _, change := range p.part.Changes {
		e, err := t.record(recordKey{p.lane, change.Kind, change.Record}, p.subject())
		if err != nil {
			return err
		}
		visit(e)
	}
	return nil
}

func (t *txn) eachOfSubject(subject hub.ID, visit func(*entry)) error {
	keys, err := t.recordKeys(`r.subject = $1`, subject[:])
	if err != nil {
		return err
	}
	for _, k := range keys {
		e, err := t.record(k.recordKey, subject)
		if err != nil {
			return err
		}
		visit(e)
	}
	return nil
}

// outdate notes that a record has to be folded anew before the transaction ends.
func (t *txn) outdate(e *entry) {
	if !e.outdated {
		e.outdated = true
		t.outdated = append(t.outdated, e)
	}
}

// consequences brings everything that follows from what was folded to rest: records that
// lost a part, orders to erase, answers to consents. Each depends only on those
// before it (see fate), so it comes to an end, and to the same one in any order.
func (t *txn) consequences() error {
	for {
		var err error
		switch {
		case len(t.outdated) > 0:
			err = t.refold(pop(&t.outdated))
		case len(t.orders) > 0:
			err = t.settleOrder(pop(&t.orders))
		case len(t.consents) > 0:
			err = t.settleConsent(pop(&t.consents))
		default:
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func pop(queue *[]*entry) *entry {
	e := (*queue)[0]
	*queue = (*queue)[1:]
	return e
}

// refold computes a record from the parts that count. A version is either live or
// gone, so the state as it was names every commit that ever counted.
func (t *txn) refold(e *entry) error {
	l, err := t.lane(e.lane)
	if err != nil {
		return err
	}
	commits, subject := e.state.Commits(), e.subject
	for no, f := range e.state {
		for _, v := range f.Live {
			l.digest.Toggle(e.kind, e.id, hub.Touch{No: no, Commit: v.Commit})
		}
	}
	if len(e.state) > 0 {
		l.records--
	}
	e.outdated, e.state, e.over, e.period = false, hub.State{}, nil, ""
	for _, id := range commits {
		if err := t.refoldCommit(e, id); err != nil {
			return err
		}
	}
	if e.over, err = t.withheld(e.recordKey, subject); err != nil {
		return err
	}
	for _, o := range e.over {
		t.touch(e, subject, o.period)
	}
	t.dirty(e)
	t.follow(e)
	return nil
}

// refoldCommit applies what counts of one commit to a record.
func (t *txn) refoldCommit(e *entry, id hub.ID) error {
	stored, err := t.partsIn(id)
	if err != nil {
		return err
	}
	for _, p := range stored {
		if p.state != partHere || p.barred || p.lane != e.lane || p.part == nil {
			continue
		}
		mine := func(c hub.Change) bool { return c.Kind == e.kind && c.Record == e.id }
		if !slices.ContainsFunc(p.part.Changes, mine) {
			continue
		}
		if err := t.open(p); err != nil {
			return err
		}
		for _, c := range p.part.Changes {
			if !mine(c) {
				continue
			}
			if len(e.state) == 0 {
				e.subject = p.subject()
			}
			if err := t.applyChange(p, c); err != nil {
				return err
			}
		}
	}
	return nil
}
