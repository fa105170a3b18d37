package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

const wrapKind hub.Kind = "wrap"

// Numbers of the fields of a wrap (hub/form/builtin/wrap.yaml), which the store
// reads on every hub, whatever forms it has.
const (
	wrapKeyName = 1
	wrapWraps   = 2
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
	found, err := s.get(`SELECT key FROM keys WHERE subject = $1 AND name = $2`, []any{subject[:], name[:]}, &sealed)
	if err != nil {
		return codec.SubjectKey{}, false, err
	}
	var k heldKey
	if found {
		plain, err := s.vault.open(sealed, ref.where())
		if err != nil {
			return codec.SubjectKey{}, false, err
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
	return t.exec(`INSERT INTO keys (lane, subject, name, key) VALUES ($1, $2, $3, $4)`,
		string(lane), subject[:], ref.name[:], t.vault.seal(key[:], ref.where()))
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
	key = codec.NewSubjectKey()
	if err := t.hold(l.name, subject, key); err != nil {
		return key, nil, err
	}
	t.sealing[use] = key
	var card *codec.CardSecret
	if l.name != hub.LaneLocal {
		if card, err = t.cardFor(subject, carded); err != nil {
			return key, nil, err
		}
	}
	change, err := wrapChange(subject, key, t.stillOpening(t.recipients(l.name), wraps), card)
	return key, &change, err
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

// fit says whether a key may seal what is written now: it was given out by a commit
// that stands, and never to a box that was lost since.
func (t *txn) fit(name hub.KeyName, wraps []wrap) bool {
	carried := false
	for _, w := range wraps {
		if w.name != name {
			continue
		}
		carried = true
		for _, id := range w.to {
			if _, lost, ok := t.opts.opener(id); ok && lost {
				return false
			}
		}
	}
	return carried
}

// stillOpening adds to recipients those of earlier keys that may still open.
func (t *txn) stillOpening(to []codec.Recipient, wraps []wrap) []codec.Recipient {
	for _, w := range wraps {
		for _, id := range w.to {
			if r, lost, ok := t.opts.opener(id); ok && !lost && !slices.Contains(to, r) {
				to = append(to, r)
			}
		}
	}
	return to
}

// recipients is whom this box closes for: itself first of all.
func (t *txn) recipients(lane hub.Lane) []codec.Recipient {
	to := []codec.Recipient{t.self.Recipient()}
	if lane == hub.LaneLocal {
		return to
	}
	for _, r := range t.opts.Keys.Recipients(lane) {
		if !slices.Contains(to, r) {
			to = append(to, r)
		}
	}
	return to
}

// wrapChange is the change that carries a subject's key.
func wrapChange(subject hub.ID, key codec.SubjectKey, to []codec.Recipient, card *codec.CardSecret) (hub.Change, error) {
	value, err := codec.Wrap(key, subject, to, card)
	if err != nil {
		return hub.Change{}, err
	}
	name := key.Name()
	return hub.Change{Kind: wrapKind, Record: hub.NewID(), Fields: []hub.FieldChange{
		{No: wrapKeyName, Opened: true, Value: name[:]},
		{No: wrapWraps, Opened: true, Value: value},
	}}, nil
}

// wrap is what a wrap record says: which key it carries, to whom.
type wrap struct {
	subject hub.ID
	name    hub.KeyName
	to      [][8]byte
}

// wraps reads the wraps of a subject that stand in a lane.
func (t *txn) wraps(use sealFor) ([]wrap, error) {
	rows, err := t.query(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
		WHERE r.kind = 'wrap' AND r.subject = $1 AND l.name = $2`, use.subject[:], string(use.lane))
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, t.scanRecord)
	if err != nil {
		return nil, err
	}
	var out []wrap
	for _, r := range found {
		out = appendWrap(out, r.subject, changeOf(r.state))
	}
	return out, nil
}

// changeOf is what a wrap record says as the change that said it: nothing replaces one.
func changeOf(state hub.State) (c hub.Change) {
	for no, f := range state {
		if v, ok := f.Top(); ok {
			c.Fields = append(c.Fields, hub.FieldChange{No: no, Value: v.Value})
		}
	}
	return c
}

func appendWrap(out []wrap, subject hub.ID, c hub.Change) []wrap {
	name, value := wrapOf(c)
	if to, _, ok := codec.Wrapped(value); ok {
		out = append(out, wrap{subject, name, to})
	}
	return out
}

// wrapsIn is the wraps that parts carry.
func wrapsIn(stored []storedPart) (out []wrap) {
	for _, p := range stored {
		if p.part == nil {
			continue
		}
		for _, c := range p.part.Changes {
			if c.Kind == wrapKind {
				out = appendWrap(out, p.subject(), c)
			}
		}
	}
	return out
}

// OpenedBy lists the subjects of whom some key was ever closed for a recipient, also
// by commits that do not stand: whose data was on a box that was lost.
func (s *Store) OpenedBy(ctx context.Context, r codec.Recipient) (subjects []hub.ID, err error) {
	seen := map[hub.ID]bool{}
	note := func(w wrap) {
		if slices.Contains(w.to, r.ID) && !seen[w.subject] {
			seen[w.subject] = true
			subjects = append(subjects, w.subject)
		}
	}
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT ` + recordColumns + ` FROM records r JOIN lanes l ON l.n = r.lane WHERE r.kind = 'wrap' ORDER BY r.n`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			rec, err := v.scanRecord(rows)
			if err != nil {
				return err
			}
			for _, w := range appendWrap(nil, rec.subject, changeOf(rec.state)) {
				note(w)
			}
		}
		barred, err := v.parts(`c.barred <> 0`)
		for _, w := range wrapsIn(barred) {
			note(w)
		}
		return errors.Join(err, rows.Err())
	})
	return subjects, err
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

func wrapOf(change hub.Change) (name hub.KeyName, value any) {
	for _, f := range change.Fields {
		switch f.No {
		case wrapKeyName:
			if b, ok := f.Value.([]byte); ok && len(b) == len(name) {
				name = hub.KeyName(b)
			}
		case wrapWraps:
			value = f.Value
		}
	}
	return name, value
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

func cardPlace(subject hub.ID) string { return "card/" + string(subject[:]) }

// OpenWithCard is the family showing its card: the keys of its subject that the
// card opens are kept here, and what this box has of the subject is opened. ok is
// false if the card opens nothing here.
func (s *Store) OpenWithCard(ctx context.Context, subject hub.ID, secret codec.CardSecret) (ok bool, err error) {
	err = s.write(ctx, func(t *txn) error {
		stored, err := t.partsOf(subject)
		if err != nil {
			return err
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
