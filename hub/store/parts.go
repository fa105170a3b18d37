package store

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// partState says what a part's row holds.
type partState int64

const (
	partHere       partState = iota // counts, if its commit stands
	partAbsent                      // withheld elsewhere, or not here yet
	partWithheld                    // ours, waiting for consent: read here, not folded, not sent
	partPoisoned                    // kept and forwarded, but it cannot be folded: see quarantine
	partDamaged                     // the disk lost it: see Scrub; to be had from peers. What it said is in the fold until its records are folded anew
	partRestricted                  // consent was refused, or has not come and it is not ours: kept; not read, folded or sent
	partErased                      // a county's order took its bytes, for good
)

// storedPart is a part as it lies in the log, with what of its commit is needed
// to read it.
type storedPart struct {
	n      int64 // of the commit
	place  int
	state  partState
	barred bool      // its commit does not stand
	own    bool      // this box wrote it
	bytes  int       // that are here
	part   *hub.Part // decoded, its box not opened; nil where there are no bytes, or none that can be read
	id     hub.ID
	header hub.Header
	lane   hub.Lane
}

func (p storedPart) head() hub.PartHead { return p.header.Parts[p.place] }
func (p storedPart) subject() hub.ID    { return p.head().Subject }

func (p storedPart) ref() hub.CommitRef {
	return hub.CommitRef{ID: p.id, Lam: p.header.Lam, Origin: p.header.Origin}
}

func (p storedPart) at() codec.PartRef {
	return codec.PartRef{
		Origin: p.header.Origin, Seq: p.header.Seq, Index: p.place, Subject: p.subject(),
	}
}

// parts reads parts of the log, in the order in which their commits came. The
// condition may name p (parts), c (commits), o (origins), l (lanes).
func (s session) parts(where string, args ...any) ([]storedPart, error) {
	rows, err := s.query(`SELECT p.commit_n, p.place, p.state, p.bytes, c.barred, c.id, c.header, o.key, l.name
		FROM parts p JOIN commits c ON c.n = p.commit_n JOIN origins o ON o.n = c.origin JOIN lanes l ON l.n = o.lane
		WHERE `+where+` ORDER BY p.commit_n, p.place`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []storedPart
	for rows.Next() {
		var p storedPart
		var raw, id, header, key []byte
		if err := rows.Scan(&p.n, &p.place, &p.state, &raw, &p.barred, &id, &header, &key, &p.lane); err != nil {
			return nil, err
		}
		p.id, p.bytes, p.own = hub.ID(id), len(raw), [32]byte(key) == s.key
		if n := len(out); n > 0 && out[n-1].n == p.n {
			p.header = out[n-1].header
		} else if p.header, err = codec.DecodeHeader(header); err != nil {
			return nil, err
		}
		if p.place >= len(p.header.Parts) {
			continue // a row that no header names: Scrub takes it away
		}
		if part, err := codec.DecodePart(raw, p.subject()); err == nil {
			p.part = &part
		} else if p.state != partPoisoned && raw != nil {
			p.state = partDamaged // Scrub will say so; till then one flipped bit stops nobody
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// partsOf reads what is read here of a subject: parts that count, and own ones that
// wait for consent.
func (s session) partsOf(subject hub.ID) ([]storedPart, error) {
	stored, err := s.parts(`p.subject = $1 AND p.state IN (0, 2) AND c.barred = 0`, subject[:])
	return readable(stored), err
}

// readable leaves out the parts that cannot be read.
func readable(stored []storedPart) []storedPart {
	return slices.DeleteFunc(stored, func(p storedPart) bool { return p.part == nil })
}

// partsIn reads all parts of a commit.
func (s session) partsIn(commit hub.ID) ([]storedPart, error) {
	return s.parts(`c.id = $1`, commit[:])
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
	stored, err := s.parts(`p.subject = $1 AND p.state <> 0 AND p.state = 2 AND c.barred = 0 AND l.name = $2`,
		subject[:], string(key.lane))
	if err != nil {
		return nil, err
	}
	var over []overlay
	for _, p := range readable(stored) {
		if err := s.open(p); err != nil {
			return nil, err
		}
		for _, change := range p.part.Changes {
			if change.Kind == key.kind && change.Record == key.id {
				over = append(over, overlay{p.ref(), p.place, change.Period, change.Fields})
			}
		}
	}
	return over, nil
}
