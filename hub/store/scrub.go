package store

import (
	"bytes"
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// scrubBatch is how many commits are looked at in one transaction: short, because
// the nightly scrub runs beside whoever is still writing.
const scrubBatch = 500

// Scrub hashes every commit of the log again, because a database's own check does
// not see flipped bits in what it stores. A part that is not what its header says
// is thrown away, and Lacking asks peers for it; where only what else is noted of it
// is damaged, that is put right. A header that is damaged is answered with its
// commit's id: only a peer's or a backup's copy helps.
// Errors: CodeFolder "store.damaged", after all has been looked at, where what is noted
// of a commit is not what its header says.
func (s *Store) Scrub(ctx context.Context) (parts int, headers []hub.ID, err error) {
	torn := 0
	for after := int64(0); ; {
		var seen int
		err := s.write(ctx, func(t *txn) error {
			batch, err := t.scrubRead(after)
			seen = len(batch)
			for _, c := range batch {
				after = c.n
				h, err := codec.DecodeHeader(c.raw)
				if err != nil || codec.CommitID(c.raw) != c.id {
					headers = append(headers, c.id)
					continue
				}
				if !c.sound(h) {
					torn++
				}
				n, err := t.scrubParts(c, h)
				if err != nil {
					return err
				}
				parts += n
			}
			return err
		})
		if err == nil && seen == 0 && torn > 0 {
			err = hub.E(hub.CodeFolder, "store.damaged").Because(fmt.Errorf("store: rows of %d commits", torn))
		}
		if err != nil || seen == 0 {
			return parts, headers, err
		}
	}
}

// rawCommit is a commit as it lies on the disk: the last four may be anything there,
// nothing too.
type rawCommit struct {
	n                         int64
	id                        hub.ID
	raw                       []byte
	origin, seq, wall, barred any
}

// sound says whether a row is what its header says.
func (c rawCommit) sound(h hub.Header) bool {
	origin, ok := c.origin.([]byte)
	_, known := c.barred.(int64)
	return ok && bytes.Equal(origin, h.Origin[:]) && known &&
		c.seq == int64(h.Seq) && c.wall == h.Wall
}

func (s session) scrubRead(after int64) (out []rawCommit, err error) {
	rows, err := s.query(`SELECT c.n, c.id, c.header, o.origin, c.seq, c.wall, c.barred
		FROM commits c LEFT JOIN origins o ON o.n = c.origin WHERE c.n > $1 ORDER BY c.n LIMIT $2`, after, scrubBatch)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c rawCommit
		var id []byte
		if err := rows.Scan(&c.n, &id, &c.raw, &c.origin, &c.seq, &c.wall, &c.barred); err != nil {
			return nil, err
		}
		if len(id) != len(c.id) {
			return nil, hub.E(hub.CodeFolder, "store.damaged")
		}
		c.id = hub.ID(id)
		out = append(out, c)
	}
	return out, rows.Err()
}

// partRow is a part's row as it lies on the disk.
type partRow struct {
	subject []byte
	gate    string
	state   partState
	bytes   []byte
}

func (s session) partRows(commit int64) (map[int]partRow, error) {
	rows, err := s.query(`SELECT place, subject, gate, state, bytes FROM parts WHERE commit_n = $1`, commit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int]partRow{}
	for rows.Next() {
		var place int
		var p partRow
		if err := rows.Scan(&place, &p.subject, &p.gate, &p.state, &p.bytes); err != nil {
			return nil, err
		}
		out[place] = p
	}
	return out, rows.Err()
}

// sound says whether a row is what its header says, and of a state that its bytes may
// have.
func (p partRow) sound(head hub.PartHead) bool {
	if !bytes.Equal(p.subject, head.Subject[:]) || p.gate != string(head.Gate) {
		return false
	}
	switch p.state {
	case partAbsent, partDamaged, partErased:
		return p.bytes == nil
	case partWithheld, partRestricted:
		return p.whole(head) && head.Gate != ""
	case partHere, partPoisoned:
		return p.whole(head)
	}
	return false
}

func (p partRow) whole(head hub.PartHead) bool {
	return p.bytes != nil && codec.HashPart(p.bytes) == head.Hash
}

func (t *txn) scrubParts(c rawCommit, h hub.Header) (bad int, err error) {
	rows, err := t.partRows(c.n)
	if err != nil {
		return 0, err
	}
	for i, head := range h.Parts {
		row, held := rows[i]
		if delete(rows, i); row.sound(head) {
			continue
		}
		bad++
		if err := t.putRight(c, h, i, row, held); err != nil {
			return bad, err
		}
	}
	for place := range rows { // no header names them
		bad++
		if err := t.exec(`DELETE FROM parts WHERE commit_n = $1 AND place = $2`, c.n, place); err != nil {
			return bad, err
		}
	}
	return bad, nil
}

// putRight makes a part's row what its header says. Whole bytes stay, since nobody else
// may have them, and what becomes of them is decided anew.
func (t *txn) putRight(c rawCommit, h hub.Header, place int, row partRow, held bool) error {
	head := h.Parts[place]
	row.state = partPoisoned // until it is decided, or if it cannot be read
	if !row.whole(head) {
		row.state, row.bytes = partDamaged, nil
	}
	err := t.rewrite(c.n, h, place, row, held)
	if err != nil || row.bytes == nil {
		return err
	}
	stored, err := t.parts(`p.commit_n = $1 AND p.place = $2`, c.n, place)
	if err != nil || len(stored) == 0 || stored[0].part == nil {
		return err
	}
	state, err := t.fate(stored[0])
	if err != nil {
		return err
	}
	if state == partErased { // the order did not see whose it was
		err := t.exec(`UPDATE parts SET bytes = NULL WHERE commit_n = $1 AND place = $2`, c.n, place)
		if err != nil {
			return err
		}
	}
	return t.restate(stored[0], state)
}

// rewrite puts a part's row in the place of the one that is held, if there is one.
func (t *txn) rewrite(n int64, h hub.Header, place int, row partRow, held bool) error {
	head := h.Parts[place]
	if held {
		return t.exec(`UPDATE parts SET subject = $1, gate = $2, state = $3, bytes = $4 WHERE commit_n = $5 AND place = $6`,
			head.Subject[:], string(head.Gate), int64(row.state), row.bytes, n, place)
	}
	lane := int64(0)
	o, err := t.known(h.Origin)
	if err != nil {
		return err
	}
	if o != nil {
		lane = o.lane.n
	}
	return t.insert(intoParts, lane, n, place, head.Subject[:], string(head.Gate), int64(row.state), row.bytes)
}
