package store

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

const (
	consentKind   = hub.Kind("consent") // once per child and purpose
	consentAnswer = "answer"            // its field
)

// gateOf is the purpose whose consent a field waits for; purposes on another
// basis (duty, contract) gate nothing.
func (s *Store) gateOf(f *form.Field) hub.Purpose {
	if s.gates[f.Gate] {
		return f.Gate
	}
	return ""
}

// consented says whether a subject's people have said yes to a purpose, as far as
// the fold knows.
func (t *txn) consented(lane hub.Lane, subject hub.ID, gate hub.Purpose) (bool, error) {
	id := hub.DeriveID(consentKind, subject, string(gate))
	e, err := t.record(recordKey{lane, consentKind, id}, subject)
	return err == nil && t.saysYes(e), err
}

func (t *txn) saysYes(e *entry) bool {
	return t.answeredYes(t.read(e.recordKey, e.subject, e.period, e.state))
}

func (s *Store) answeredYes(consent hub.Record) bool {
	def, ok := s.opts.Forms.Get(consentKind)
	if !ok {
		return false
	}
	f, ok := def.Field(consentAnswer)
	return ok && consent.Fields[f.No] == string(hub.AnswerYes)
}

// release folds own withheld parts whose consent has come: from now on they count
// in the digest and are sent.
func (t *txn) release() error {
	for len(t.consents) > 0 {
		e := t.consents[0]
		t.consents = t.consents[1:]
		if !t.saysYes(e) {
			continue
		}
		stored, err := t.partsOf(e.subject)
		if err != nil {
			return err
		}
		for _, p := range stored {
			gate := p.header.Parts[p.place].Gate
			if p.state != partWithheld || p.lane != e.lane || hub.DeriveID(consentKind, e.subject, string(gate)) != e.id {
				continue
			}
			if err := t.releasePart(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *txn) releasePart(p storedPart) error {
	err := t.exec(`UPDATE parts SET state = $1 WHERE commit_n = $2 AND place = $3`, int64(partHere), p.n, p.place)
	if err != nil {
		return err
	}
	if err := t.open(p); err != nil {
		return err
	}
	for _, change := range p.part.Changes {
		e, err := t.record(recordKey{p.lane, change.Kind, change.Record}, p.subject())
		if err != nil {
			return err
		}
		e.over = slices.DeleteFunc(e.over, func(o overlay) bool { return o.ref.ID == p.id && o.place == p.place })
	}
	return t.applyPart(p)
}
