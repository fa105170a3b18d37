package store

import (
	"context"

	"yizhan/hub"
)

// Gated lists whose parts wait for a consent and are not erased, as the orders that
// would erase them: subject, lane and gate, each once.
func (s *Store) Gated(ctx context.Context) (out []hub.Erasure, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT DISTINCT p.subject, l.name, p.gate
			FROM parts p JOIN commits c ON c.n = p.commit_n JOIN origins o ON o.n = c.origin JOIN lanes l ON l.n = o.lane
			WHERE p.gate <> '' AND p.state <> 0 AND p.state <> $1 ORDER BY 1, 2, 3`, int64(partErased))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e hub.Erasure
			var subject []byte
			if err := rows.Scan(&subject, &e.Lane, &e.Gate); err != nil {
				return err
			}
			e.Subject = hub.ID(subject)
			out = append(out, e)
		}
		return rows.Err()
	})
	return out, err
}

// Lam is how far a lane has come: what is written next is above it.
func (s *Store) Lam(ctx context.Context, lane hub.Lane) (uint64, error) {
	l, err := s.Lane(ctx, lane)
	return l.Lam, err
}
