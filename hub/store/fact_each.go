package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"yizhan/hub"
)

// Facts visits facts of some measures as they were known at a closing, added up by subject,
// place, day and record; what cancels out is left out. Of what was erased only the sums are
// left, without subject. It reads in one statement and keeps none: visit must not ask the
// store anything. Known 0 is now. Errors: CodeNotFound store.no-closing.
func (s *Store) Facts(ctx context.Context, q hub.SumQuery, visit func(hub.Evidence)) error {
	return s.view(ctx, func(v session) error {
		to, from, err := spanOf(q)
		if err != nil || from > to {
			return err
		}
		areas, found, err := v.areaOf(q)
		if err != nil || !found {
			return err
		}
		after, err := v.after(q.Known)
		if err != nil {
			return err
		}
		args := []any{from, to}
		marks := make([]string, len(q.Measures))
		for i, name := range q.Measures {
			args = append(args, name)
			marks[i] = fmt.Sprint("$", len(args))
		}
		query := `SELECT m.name, c.subject, f.kind, f.record, a.lane, a.site, f.day, sum(f.value) FROM facts f
			JOIN measures m ON m.n = f.measure JOIN areas a ON a.n = f.area LEFT JOIN counted c ON c.n = f.subject
			WHERE f.day >= $1 AND f.day <= $2 AND m.name IN (` + strings.Join(marks, ", ") + `)`
		if after >= 0 {
			args = append(args, after)
			query += fmt.Sprint(` AND f.n <= $`, len(args))
		}
		if q.Scope == hub.ScopeLane && len(areas) > 0 { // its stations are areas of their own
			args = append(args, q.Area)
			query += fmt.Sprint(` AND a.lane = $`, len(args))
		} else {
			query, args = among(query, "f.area", args, areas)
		}
		rows, err := v.query(query+` GROUP BY m.name, c.subject, f.kind, f.record, a.lane, a.site, f.day HAVING sum(f.value) <> 0`, args...)
		if err != nil {
			return err
		}
		_, err = collect(rows, func(rows *sql.Rows) (none struct{}, err error) {
			var e hub.Evidence
			var subject, record, site []byte
			var day int64
			if err = rows.Scan(&e.Measure, &subject, &e.Kind, &record, &e.Lane, &site, &day, &e.Value); err == nil {
				copy(e.Subject[:], subject)
				copy(e.Record[:], record)
				copy(e.Site[:], site)
				e.Day = dayOfNumber(day)
				visit(e)
			}
			return none, err
		})
		return err
	})
}
