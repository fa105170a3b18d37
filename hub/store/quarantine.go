package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
)

// count counts what was refused or found wanting, by reason.
func (t *txn) count(reason Reason) error {
	return t.exec(`INSERT INTO refused (reason, count) VALUES ($1, 1)
		ON CONFLICT (reason) DO UPDATE SET count = refused.count + 1`, string(reason))
}

// Refused is how many commits were refused since the data folder was made. Of those
// that do not stand it is how many do not now: the county's word changes, and a named
// head may come last.
func (s *Store) Refused(ctx context.Context) (map[Reason]int64, error) {
	out := map[Reason]int64{}
	err := s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT reason, count FROM refused WHERE reason <> $1
			UNION ALL SELECT $2, count(*) FROM commits WHERE barred <> 0 HAVING count(*) > 0`, string(ReasonRevoked), string(ReasonRevoked))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var reason Reason
			var n int64
			if err := rows.Scan(&reason, &n); err != nil {
				return err
			}
			out[reason] = n
		}
		return rows.Err()
	})
	return out, err
}

// Quarantined is a commit that is kept and forwarded, but not folded: every hub
// of the same release leaves it out alike.
type Quarantined struct {
	Commit hub.ID
	Reason string // for the log
}

// quarantine notes why a commit of the log is not folded.
func (t *txn) quarantine(c proven) error {
	err := t.exec(`INSERT INTO quarantine (id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		c.ID[:], c.fault.Error(), t.now.Wall.UnixMilli())
	if err != nil {
		return err
	}
	return t.count(ReasonPoisoned)
}

// Quarantine lists the commits that are not folded.
func (s *Store) Quarantine(ctx context.Context) (out []Quarantined, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT id, reason FROM (SELECT id, reason, at FROM quarantine
			UNION ALL SELECT id, '` + string(ReasonRevoked) + `', wall FROM commits WHERE barred <> 0) AS left_out ORDER BY at, id`)
		if err != nil {
			return err
		}
		out, err = collect(rows, func(rows *sql.Rows) (q Quarantined, err error) {
			var id []byte
			if err = rows.Scan(&id, &q.Reason); err == nil {
				q.Commit = hub.ID(id)
			}
			return q, err
		})
		return err
	})
	return out, err
}
