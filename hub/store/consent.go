package store

import (
	"yizhan/hub"
	"yizhan/hub/form"
)

// Of a consent (hub/form/builtin/consent.yaml, once per child and purpose) the store
// reads the answer by number on every hub, whatever forms it has.
const (
	consentKind   = hub.Kind("consent")
	consentAnswer = 1
)

// gateOf is the purpose whose consent a field waits for; purposes on another
// basis (duty, contract) gate nothing.
func (s *Store) gateOf(f *form.Field) hub.Purpose {
	if s.gates[f.Gate] {
		return f.Gate
	}
	return ""
}

// gated is what becomes of a part that waits for this answer.
//
// It counts in the fold, is read by all and sent to all exactly while the lane's own
// fold says yes. Digests of hubs stay equal by that: consents are open, wait for
// nothing and lie in the lane of what they gate, so hubs that hold the same commits
// have the same answers and leave out the same parts, the author too. What a hub did
// not get while the answer was no it asks for (Lacking) when it is yes.
//
// Before there is an answer the author shows what is hers; after a no nobody does.
func gated(answer hub.Answer, own bool) partState {
	switch {
	case answer == hub.AnswerYes:
		return partHere
	case own && answer != hub.AnswerNo:
		return partWithheld
	}
	return partRestricted
}

// answer is what a subject's people have said to a purpose, as far as the fold
// knows; empty: nothing.
func (t *txn) answer(lane hub.Lane, subject hub.ID, gate hub.Purpose) (hub.Answer, error) {
	id := hub.DeriveID(consentKind, subject, string(gate))
	e, err := t.record(recordKey{lane, consentKind, id}, subject)
	if err != nil {
		return "", err
	}
	return answerOf(e.state), nil
}

// answerOf reads the fold of a consent: while versions disagree, the most cautious.
func answerOf(consent hub.State) (answer hub.Answer) {
	for _, v := range consent[consentAnswer].Live {
		switch v.Value {
		case string(hub.AnswerNo):
			return hub.AnswerNo
		case string(hub.AnswerYes):
			if answer == "" {
				answer = hub.AnswerYes
			}
		default:
			answer = hub.AnswerPending
		}
	}
	return answer
}

// settleConsent brings the parts that wait for a consent to what its answer says:
// own ones are released, those of others are let in; or all are held back again.
func (t *txn) settleConsent(e *entry) error {
	answer := answerOf(e.state)
	stored, err := t.parts(`p.subject = $1 AND p.gate <> '' AND l.name = $2`, e.subject[:], string(e.lane))
	if err != nil {
		return err
	}
	for _, p := range stored {
		if hub.DeriveID(consentKind, e.subject, string(p.head().Gate)) != e.id {
			continue
		}
		want := gated(answer, p.own)
		switch p.state {
		case partHere, partWithheld, partRestricted:
			if p.state != want {
				err = t.restate(p, want)
			}
		case partDamaged:
			if want != partHere && !p.barred {
				err = t.unfold(p)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
