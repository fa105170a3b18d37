package store

import (
	"database/sql"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

type keyRef struct {
	subject hub.ID
	name    hub.KeyName
}

func (r keyRef) where() string { return "key/" + string(r.subject[:]) + string(r.name[:]) }

// heldKey is the answer to a look-up, also that there is none.
type heldKey struct {
	key codec.SubjectKey
	ok  bool
}

// heldKey is a subject's key, if it is known here.
func (s session) heldKey(subject hub.ID, name hub.KeyName) (codec.SubjectKey, bool, error) {
	ref := keyRef{subject, name}
	if k, ok := s.keys[ref]; ok {
		return k.key, k.ok, nil
	}
	var sealed []byte
	found, err := s.aside(`SELECT key FROM keys WHERE subject = $1 AND name = $2`, []any{subject[:], name[:]}, &sealed)
	if err != nil {
		return codec.SubjectKey{}, false, err
	}
	var k heldKey
	if found {
		plain, err := s.vault.open(sealed, ref.where())
		if err != nil {
			return codec.SubjectKey{}, false, err
		}
		if len(plain) != len(k.key) {
			return codec.SubjectKey{}, false, hub.E(hub.CodeFolder, "store.damaged")
		}
		k = heldKey{codec.SubjectKey(plain), true}
	}
	s.keys[ref] = k
	return k.key, k.ok, nil
}

// hold keeps a subject's key.
func (t *txn) hold(lane hub.Lane, subject hub.ID, key codec.SubjectKey) error {
	ref := keyRef{subject, key.Name()}
	t.keys[ref] = heldKey{key, true}
	return t.insert(intoKeys, 0, string(lane), subject[:], ref.name[:], t.vault.seal(key[:], ref.where()))
}

// sealFor is what a key is looked for to seal.
type sealFor struct {
	lane    hub.Lane
	subject hub.ID
}

// writeKey is the key that seals what is written of a subject now: the newest
// that is known here for the lane and fit. Otherwise one is drawn, and wrap then is
// the change that carries it to all who may open it: those whom this box closes for,
// and those who could open before and still may.
func (t *txn) writeKey(l *lane, subject hub.ID, carded bool) (key codec.SubjectKey, carry *hub.Change, err error) {
	use := sealFor{l.name, subject}
	if key, ok := t.sealing[use]; ok {
		return key, nil, nil
	}
	wraps, err := t.wraps(use)
	if err != nil {
		return key, nil, err
	}
	names, err := t.keyNames(use)
	if err != nil {
		return key, nil, err
	}
	for _, name := range names {
		if t.fit(name, wraps) {
			key, _, err = t.heldKey(subject, name)
			t.sealing[use] = key
			return key, nil, err
		}
	}
	var card *codec.CardSecret
	if l.name != hub.LaneLocal {
		if card, err = t.cardFor(subject, carded); err != nil {
			return key, nil, err
		}
	}
	change, err := t.drawKey(use, card)
	return t.sealing[use], &change, err
}

// drawKey draws the key that seals what is written of a subject from now on, and the
// change that carries it to all who may open it.
func (t *txn) drawKey(use sealFor, card *codec.CardSecret) (carry hub.Change, err error) {
	wraps, err := t.wraps(use)
	if err != nil {
		return carry, err
	}
	key := codec.NewSubjectKey()
	if err := t.hold(use.lane, use.subject, key); err != nil {
		return carry, err
	}
	t.sealing[use] = key
	return wrapChange(use.subject, key, t.stillOpening(t.recipients(use.lane), wraps), card)
}

// keyNames lists the keys of a subject that are known here, the newest first.
func (t *txn) keyNames(use sealFor) ([]hub.KeyName, error) {
	rows, err := t.query(`SELECT name FROM keys WHERE subject = $1 AND lane = $2 ORDER BY n DESC`,
		use.subject[:], string(use.lane))
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (hub.KeyName, error) {
		var name []byte
		err := rows.Scan(&name)
		return hub.KeyName(name), err
	})
}

// learnKeys takes the keys out of a part's wraps.
func (t *txn) learnKeys(p storedPart) error {
	for _, change := range p.part.Changes {
		if change.Kind != wrapKind {
			continue
		}
		if err := t.learn(p, change); err != nil {
			return err
		}
	}
	return nil
}

// learn takes a subject's key out of a wrap, if this box can, and opens what it
// has of the subject.
func (t *txn) learn(p storedPart, change hub.Change) error {
	subject := p.subject()
	name, value := wrapOf(change)
	if to, _, ok := codec.Wrapped(value); !ok || !slices.Contains(to, t.self.Recipient().ID) {
		return nil // most subjects of a township are not ours
	}
	if _, held, err := t.heldKey(subject, name); err != nil || held {
		return err
	}
	key, ok := t.self.Unwrap(value, subject, name)
	if !ok {
		return nil
	}
	if err := t.hold(p.lane, subject, key); err != nil {
		return err
	}
	earlier, err := t.get(`SELECT place FROM parts WHERE subject = $1 AND (commit_n <> $2 OR place < $3) LIMIT 1`,
		[]any{subject[:], p.n, p.place}, new(int))
	if err != nil || !earlier {
		return err
	}
	return t.reread(p.lane, subject, name)
}

// reread opens the values of a subject that came before their key.
func (t *txn) reread(lane hub.Lane, subject hub.ID, name hub.KeyName) error {
	stored, err := t.partsOf(subject)
	if err != nil {
		return err
	}
	for _, p := range stored {
		if p.lane != lane || p.state != partHere || p.part.Key != name {
			continue
		}
		key, _, err := t.heldKey(subject, name)
		if err != nil {
			return err
		}
		if codec.OpenPart(p.part, p.at(), key) != nil {
			continue // see unseal
		}
		for _, change := range p.part.Changes {
			e, err := t.record(recordKey{lane, change.Kind, change.Record}, subject)
			if err != nil {
				return err
			}
			if fillIn(e.state, p.id, change.Fields) {
				t.touch(e, e.subject, e.period)
			}
		}
	}
	return nil
}

// fillIn gives live versions the values that could not be opened before.
func fillIn(state hub.State, commit hub.ID, fields []hub.FieldChange) (changed bool) {
	for _, f := range fields {
		st := state[f.No]
		for i, v := range st.Live {
			if v.Commit == commit && !v.Opened {
				st.Live = slices.Clone(st.Live)
				st.Live[i].Opened, st.Live[i].Value = true, f.Value
				state[f.No] = st
				changed = true
			}
		}
	}
	return changed
}
