package store

import (
	"yizhan/hub"
	"yizhan/hub/codec"
)

// storedPart is a part as it lies in the log, with what of its commit is needed
// to read it.
type storedPart struct {
	n      int64 // of the commit
	place  int
	state  partState
	part   *hub.Part // decoded, its box not opened
	id     hub.ID
	header hub.Header
	lane   hub.Lane
}

func (p storedPart) subject() hub.ID { return p.header.Parts[p.place].Subject }

func (p storedPart) ref() hub.CommitRef {
	return hub.CommitRef{ID: p.id, Lam: p.header.Lam, Origin: p.header.Origin}
}

func (p storedPart) at() codec.PartRef {
	return codec.PartRef{
		Origin: p.header.Origin, Seq: p.header.Seq, Index: p.place, Subject: p.subject(),
	}
}

// partsOf reads what is here of a subject, in the order in which it came: folded
// parts and own withheld ones.
func (s session) partsOf(subject hub.ID) ([]storedPart, error) {
	rows, err := s.query(`SELECT p.commit_n, p.place, p.state, p.bytes, c.id, c.header, l.name
		FROM parts p JOIN commits c ON c.n = p.commit_n JOIN origins o ON o.n = c.origin JOIN lanes l ON l.n = o.lane
		WHERE p.subject = $1 AND p.state IN (0, 2) ORDER BY p.commit_n, p.place`, subject[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []storedPart
	for rows.Next() {
		var p storedPart
		var raw, id, header []byte
		if err := rows.Scan(&p.n, &p.place, &p.state, &raw, &id, &header, &p.lane); err != nil {
			return nil, err
		}
		p.id = hub.ID(id)
		if p.header, err = codec.DecodeHeader(header); err != nil {
			return nil, err
		}
		part, err := codec.DecodePart(raw, subject)
		if err != nil {
			return nil, err
		}
		p.part = &part
		out = append(out, p)
	}
	return out, rows.Err()
}

// open opens a part's box if the key is known here.
func (s session) open(p storedPart) error {
	if p.part.Key.IsZero() {
		return nil
	}
	key, ok, err := s.heldKey(p.subject(), p.part.Key)
	if ok {
		_ = codec.OpenPart(p.part, p.at(), key) // a box that its key does not open stays closed
	}
	return err
}

// withheld is what own parts that wait for consent say of a record.
func (s session) withheld(key recordKey, subject hub.ID) ([]overlay, error) {
	stored, err := s.partsOf(subject)
	if err != nil {
		return nil, err
	}
	var over []overlay
	for _, p := range stored {
		if p.state != partWithheld || p.lane != key.lane {
			continue
		}
		if err := s.open(p); err != nil {
			return nil, err
		}
		for _, change := range p.part.Changes {
			if change.Kind == key.kind && change.Record == key.id {
				over = append(over, overlay{p.ref(), p.place, change.Fields})
			}
		}
	}
	return over, nil
}
