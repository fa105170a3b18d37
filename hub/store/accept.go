package store

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"yizhan/hub"
)

// Accepted is what became of a batch.
type Accepted struct {
	New     int // stored and folded
	Known   int // were here already
	Filled  int // of the known: brought a part that was missing here
	Refused []Refusal
	// Quarantined are those of the new that are believed and cannot be read: kept,
	// handed on, and not folded.
	Quarantined []hub.ID
	// OwnAhead: a peer had commits of this box's current epoch that this box does
	// not have. They were taken, and a new epoch has begun: the box was restored,
	// or another device has its keys.
	OwnAhead bool
}

// Accept takes what peers bring, in one transaction: whatever is proven is stored
// and folded, also beyond a gap; every other commit is refused alone and counted.
// Proofs are needed for origins that are not known here yet. An error means that
// nothing of the batch was stored.
func (s *Store) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (Accepted, error) {
	p := prover{Store: s}
	runs := p.prove(batch, proofs)
	var out Accepted
	var restood []hub.Origin
	err := s.write(ctx, func(t *txn) error {
		out = Accepted{Refused: p.refused}
		for _, r := range p.refused {
			if err := t.count(r.Reason); err != nil {
				return err
			}
		}
		for _, r := range runs {
			if err := t.acceptRun(r, &out); err != nil {
				return err
			}
		}
		restood = t.restood
		return nil
	})
	if err != nil {
		return Accepted{}, err
	}
	for _, id := range restood { // what is stored counts, also if whoever brought it has gone
		if _, err := s.restand(context.WithoutCancel(ctx), id); err != nil { // Open does the rest
			return Accepted{}, err
		}
	}
	return out, nil
}

func (t *txn) acceptRun(r run, out *Accepted) error {
	o, err := t.origin(r.origin, r.proof)
	if err != nil {
		return err
	}
	// Asked again within the transaction: a list that was taken meanwhile is followed
	// by Restand, whose turn comes after this one's.
	upto, limited, err := t.admit(o)
	if err != nil {
		return err
	}
	epoch, err := t.epoch()
	if err != nil {
		return err
	}
	current := o.key == t.key && o.epoch == epoch
	if err := t.foresee(o.lane.name, r.commits); err != nil {
		return err
	}
	again := false // whether what stands of a limited origin may have changed
	var from, to uint64
	for _, c := range r.commits {
		known, err := t.acceptOne(o, c, limited, out)
		if err != nil {
			return err
		}
		if limited && !known {
			again = again || c.Header.Seq == upto.Seq || t.opts.Verifier.Released(c.ID)
			from, to = min(cmp.Or(from, c.Header.Seq), c.Header.Seq), max(to, c.Header.Seq)
		}
		if current && !known && !out.OwnAhead {
			out.OwnAhead = true
			if _, err := t.newEpoch(); err != nil {
				return err
			}
		}
		if err := t.relieve(); err != nil {
			return err
		}
	}
	if to > 0 && !again {
		again, err = t.unsettled(o, from, to)
	}
	if again {
		t.restood = append(t.restood, o.origin)
	}
	return err
}

// acceptOne stores and folds a proven commit, unless it is here. One that is barred
// is not folded before it is known to stand.
func (t *txn) acceptOne(o *origin, c proven, barred bool, out *Accepted) (known bool, err error) {
	if c.Header.Seq <= o.top {
		here, known, err := t.find(o, c)
		if err != nil {
			return false, err
		}
		if known {
			out.Known++
			filled, err := t.fill(o, here.n, here.barred, c)
			if filled {
				out.Filled++
			}
			return true, err
		}
	}
	if err := t.findFork(o, c); err != nil {
		return false, err
	}
	n, err := t.put(o, c.Commit, barred)
	if err != nil {
		return false, err
	}
	out.New++
	for i, raw := range c.Parts {
		p := storedPart{n: n, place: i, barred: barred, own: o.key == t.key, id: c.ID, header: c.Header, lane: o.lane.name}
		switch {
		case raw == nil:
			p.state = partAbsent
		case c.fault != nil:
			p.state = partPoisoned
		default:
			p.part = c.parts[i]
		}
		if p.state, err = t.keep(p, raw); err != nil {
			return false, err
		}
		if p.state == partPoisoned && c.fault == nil {
			c.fault = errDecides
		}
	}
	if c.fault != nil {
		out.Quarantined = append(out.Quarantined, c.ID)
		return false, t.quarantine(c)
	}
	if barred {
		c.parts = nil // told so that it travels on; nothing on a screen has changed
	}
	t.tell(o, c.Commit, c.parts)
	return false, nil
}

var errDecides = errors.New("store: a part that waits for consent gives consent")

// find is a commit as it is here already.
func (t *txn) find(o *origin, c proven) (here shelved, known bool, err error) {
	held, err := t.at(o, c.Header.Seq)
	if i := slices.IndexFunc(held, func(h shelved) bool { return h.id == c.ID }); i >= 0 {
		return held[i], true, err
	}
	return here, false, err
}

// fill takes the parts of a known commit that were missing here: released since,
// or refetched. Own parts that wait for consent are not missing, nor is what an
// order has erased.
func (t *txn) fill(o *origin, n int64, barred bool, c proven) (filled bool, err error) {
	if c.fault != nil {
		return false, nil
	}
	for i, part := range c.parts {
		if part == nil {
			continue
		}
		p := storedPart{n: n, place: i, barred: barred, own: o.key == t.key, part: part, id: c.ID, header: c.Header, lane: o.lane.name}
		if _, err := t.get(`SELECT state FROM parts WHERE commit_n = $1 AND place = $2`, []any{n, i}, &p.state); err != nil {
			return filled, err
		}
		if p.state != partAbsent && p.state != partDamaged {
			continue
		}
		raw := c.Parts[i]
		if p.state, err = t.fate(p); err != nil {
			return filled, err
		}
		if p.state == partErased {
			raw = nil
		}
		filled = filled || raw != nil
		err := t.exec(`UPDATE parts SET state = $1, bytes = $2 WHERE commit_n = $3 AND place = $4`, int64(p.state), raw, n, i)
		if err != nil {
			return filled, err
		}
		if err := t.enter(p); err != nil {
			return filled, err
		}
	}
	if filled && !barred {
		t.tell(o, c.Commit, c.parts)
	}
	return filled, nil
}

// storedProof is an origin's proof as this box has it.
func (s *Store) storedProof(id hub.Origin) (proof hub.OriginProof, ok bool, err error) {
	err = s.view(context.Background(), func(v session) error {
		var key, epoch []byte
		ok, err = v.get(`SELECT o.key, o.epoch, o.cert, l.name FROM origins o JOIN lanes l ON l.n = o.lane WHERE o.origin = $1`,
			[]any{id[:]}, &key, &epoch, &proof.Cert, &proof.Lane)
		if ok {
			proof.Key, proof.Epoch = [32]byte(key), [16]byte(epoch)
		}
		return err
	})
	return proof, ok, err
}
