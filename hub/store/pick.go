package store

import (
	"context"

	"yizhan/hub"
)

// Pick is the records of a kind that stand under a name between two values, as far as
// pick takes them: it is shown the values in their order, down from the highest, and says
// of each whether to read its record, and whether to go on. What it does not take costs a
// step in the index, and no record: this is how a list turns to its three hundredth page.
func (s *Store) Pick(ctx context.Context, kind hub.Kind, name, low, high string, down bool, pick func(value string) (take, on bool)) (out []hub.Record, err error) {
	err = s.view(ctx, func(v session) error {
		picked, err := v.pick(pickSQL(down), []any{string(kind), name, low, high}, pick)
		if err != nil {
			return err
		}
		for _, n := range picked {
			found, err := v.records(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane WHERE r.n = $1`, n)
			if err != nil {
				return err
			}
			out = append(out, found...)
		}
		return nil
	})
	return out, err
}

func pickSQL(down bool) string {
	order := ` ORDER BY value, record`
	if down {
		order = ` ORDER BY value DESC, record DESC`
	}
	return Few + `SELECT value, record FROM finds WHERE kind = $1 AND name = $2 AND value BETWEEN $3 AND $4` + order
}

func (s session) pick(query string, args []any, pick func(value string) (take, on bool)) (picked []int64, err error) {
	rows, err := s.query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for on := true; on && rows.Next(); {
		var value string
		var n int64
		if err := rows.Scan(&value, &n); err != nil {
			return nil, err
		}
		var take bool
		if take, on = pick(value); take {
			picked = append(picked, n)
		}
	}
	return picked, rows.Err()
}
