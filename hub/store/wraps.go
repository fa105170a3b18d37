package store

import (
	"context"
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

// fit says whether a key may seal what is written now: it was given out by a commit
// that stands, and never to another box that was lost since.
func (t *txn) fit(name hub.KeyName, wraps []wrap) bool {
	carried := false
	for _, w := range wraps {
		if w.name != name {
			continue
		}
		carried = true
		for _, id := range w.to {
			if _, lost, ok := t.opts.opener(id); ok && lost && id != t.self.Recipient().ID {
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
