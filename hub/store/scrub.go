package store

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// scrubBatch is how many commits are looked at in one transaction: short, because
// the nightly scrub runs beside whoever is still writing.
const scrubBatch = 500

// Scrub hashes every commit of the log again, because a database's own check does
// not see flipped bits in what it stores. A part that is not what its header says
// is thrown away, and Lacking asks peers for it. A header that is damaged is
// answered with its commit's id: only a peer's or a backup's copy helps.
func (s *Store) Scrub(ctx context.Context) (parts int, headers []hub.ID, err error) {
	for after := int64(0); ; {
		var seen int
		err := s.write(ctx, func(t *txn) error {
			batch, err := t.scrubRead(after)
			seen = len(batch)
			for _, c := range batch {
				after = c.n
				if codec.CommitID(c.raw) != c.id {
					headers = append(headers, c.id)
					continue
				}
				n, err := t.scrubParts(c)
				if err != nil {
					return err
				}
				parts += n
			}
			return err
		})
		if err != nil || seen == 0 {
			return parts, headers, err
		}
	}
}

// rawCommit is a commit as it lies on the disk.
type rawCommit struct {
	n   int64
	id  hub.ID
	raw []byte
}

func (s session) scrubRead(after int64) (out []rawCommit, err error) {
	rows, err := s.query(`SELECT n, id, header FROM commits WHERE n > $1 ORDER BY n LIMIT $2`, after, scrubBatch)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c rawCommit
		var id []byte
		if err := rows.Scan(&c.n, &id, &c.raw); err != nil {
			return nil, err
		}
		c.id = hub.ID(id)
		out = append(out, c)
	}
	return out, rows.Err()
}

func (t *txn) scrubParts(c rawCommit) (bad int, err error) {
	h, err := codec.DecodeHeader(c.raw)
	if err != nil {
		return 0, err
	}
	for i, p := range h.Parts {
		var raw []byte
		if _, err := t.get(`SELECT bytes FROM parts WHERE commit_n = $1 AND place = $2`, []any{c.n, i}, &raw); err != nil {
			return bad, err
		}
		if raw == nil || codec.HashPart(raw) == p.Hash {
			continue
		}
		bad++
		err := t.exec(`UPDATE parts SET state = $1, bytes = NULL WHERE commit_n = $2 AND place = $3`,
			int64(partDamaged), c.n, i)
		if err != nil {
			return bad, err
		}
	}
	return bad, nil
}
