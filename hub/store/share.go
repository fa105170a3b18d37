package store

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// sharePerCommit is how many subjects' keys travel in one commit.
const sharePerCommit = 100

// Share closes the keys of subjects for further recipients: a replacement box, a
// health centre that joined later. Subjects whose keys are not known here are left
// out. It is one transaction of as many commits as needed; who may open whom is
// the caller's question.
func (s *Store) Share(ctx context.Context, lane hub.Lane, author hub.ID, subjects []hub.ID, to []codec.Recipient) (commits int, err error) {
	err = s.write(ctx, func(t *txn) error {
		commits = 0
		o, err := t.own(lane)
		if err != nil {
			return err
		}
		var act []draftPart
		send := func(atLeast int) error {
			if len(act) < atLeast {
				return nil
			}
			_, err := t.commit(o, hub.Draft{Lane: lane, Author: author}, act, hub.Outcome{})
			act = nil
			commits++
			return err
		}
		for _, subject := range subjects {
			part, ok, err := t.sharePart(lane, subject, to, nil)
			if err != nil {
				return err
			}
			if ok {
				act = append(act, part)
			}
			if err := send(sharePerCommit); err != nil {
				return err
			}
		}
		return send(1)
	})
	return commits, err
}

// sharePart wraps all keys of a subject that are known here, for a card besides if
// there is one.
func (t *txn) sharePart(lane hub.Lane, subject hub.ID, to []codec.Recipient, card *codec.CardSecret) (p draftPart, ok bool, err error) {
	names, err := t.keyNames(sealFor{lane, subject})
	if err != nil {
		return p, false, err
	}
	p.subject = subject
	for _, name := range slices.Backward(names) {
		key, _, err := t.heldKey(subject, name)
		if err != nil {
			return p, false, err
		}
		change, err := wrapChange(subject, key, to, card)
		if err != nil {
			return p, false, err
		}
		p.part.Changes = append(p.part.Changes, change)
	}
	return p, len(names) > 0, nil
}
