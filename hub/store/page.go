package store

import (
	"bytes"
	"context"
	"database/sql"
	"slices"

	"yizhan/hub"
)

// Of is a subject's records of some kinds; without kinds all of them.
func (s *Store) Of(ctx context.Context, subject hub.ID, kinds ...hub.Kind) (out []hub.Record, err error) {
	if len(kinds) == 0 {
		return s.Subject(ctx, subject)
	}
	err = s.view(ctx, func(v session) error {
		for _, kind := range kinds {
			found, err := v.records(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
				WHERE r.subject = $1 AND r.kind = $2 ORDER BY r.n`, subject[:], string(kind))
			if err != nil {
				return err
			}
			out = append(out, found...)
		}
		return nil
	})
	return out, err
}

// OfAll is Of for many subjects in few queries, one for every mostSought of them.
// Records of one subject stand together, by kind, as old as they are.
func (s *Store) OfAll(ctx context.Context, subjects []hub.ID, kinds ...hub.Kind) (out []hub.Record, err error) {
	subjects = slices.Clone(subjects)
	hub.Sort(subjects, func(a, b hub.ID) int { return bytes.Compare(a[:], b[:]) })
	subjects = slices.Compact(subjects)
	err = s.view(ctx, func(v session) error {
		for some := range slices.Chunk(subjects, mostSought) {
			var args []any
			for i := range mostSought { // filled up with the last: one statement, which the driver keeps prepared
				args = append(args, some[min(i, len(some)-1)][:])
			}
			for _, k := range kinds {
				args = append(args, string(k))
			}
			found, err := v.records(ofAllSQL(len(kinds)), args...)
			if err != nil {
				return err
			}
			out = append(out, found...)
		}
		return nil
	})
	return out, err
}

// ofAllSQL walks the index of subjects: without || it would be that of kinds, and all
// children's rows would be read.
func ofAllSQL(kinds int) string {
	return `SELECT ` + recordColumns + ` FROM records r JOIN lanes l ON l.n = r.lane
		WHERE r.subject IN ` + places(1, mostSought) + ` AND r.kind || '' IN ` + places(1+mostSought, kinds) + ` ORDER BY r.subject, r.kind, r.n`
}

// FindPeriod is the once-per records of a period: everybody's day of 2026-11-23.
func (s *Store) FindPeriod(ctx context.Context, kind hub.Kind, period string) ([]hub.Record, error) {
	return s.list(ctx, `SELECT `+recordColumns+` FROM finds f JOIN records r ON r.n = f.record JOIN lanes l ON l.n = r.lane
		WHERE f.kind = $1 AND f.name = $2 AND f.value = $3 ORDER BY f.record`, string(kind), rowPeriod, period)
}

// Conflicted is the records on which versions disagree, so that a person has to
// decide.
func (s *Store) Conflicted(ctx context.Context) ([]hub.Record, error) {
	kinds := s.opts.Forms.Kinds()
	args := []any{rowConflict}
	for _, kind := range kinds {
		args = append(args, string(kind))
	}
	return s.list(ctx, conflictedSQL(len(kinds)), args...)
}

// conflictedSQL steps from kind to kind in the index: every page with a count of what
// waits asks, and mostly nothing does.
func conflictedSQL(kinds int) string {
	return `SELECT ` + recordColumns + ` FROM finds f JOIN records r ON r.n = f.record JOIN lanes l ON l.n = r.lane
		WHERE f.name = $1 AND f.kind IN ` + places(2, kinds) + ` ORDER BY f.kind, f.value, f.record`
}

// Entry is one commit as the history shows it, over all its subjects. Errors:
// CodeNotFound.
func (s *Store) Entry(ctx context.Context, commit hub.ID) (out hub.Entry, err error) {
	err = s.view(ctx, func(v session) error {
		parts, err := v.partsIn(commit)
		if err != nil {
			return err
		}
		wanted := []hub.ID{commit} // and what it replaced
		for _, p := range readable(parts) {
			for _, c := range p.part.Changes {
				for _, f := range c.Fields {
					wanted = append(wanted, f.Replaces...)
				}
			}
		}
		entries, err := v.entriesOf(wanted)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(entries, func(e hub.Entry) bool { return e.Commit == commit })
		if i < 0 {
			return hub.E(hub.CodeNotFound, "store.notfound")
		}
		out = entries[i]
		return nil
	})
	return out, err
}

// Batch is the commits of one import, or of one act on two lanes, in the order in
// which they were stored.
func (s *Store) Batch(ctx context.Context, batch hub.ID) (ids []hub.ID, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT c.id FROM batches b JOIN commits c ON c.n = b.commit_n
			WHERE b.batch = $1 ORDER BY b.commit_n`, batch[:])
		if err != nil {
			return err
		}
		ids, err = collect(rows, scanID)
		return err
	})
	return ids, err
}

func scanID(rows *sql.Rows) (hub.ID, error) {
	var id []byte
	err := rows.Scan(&id)
	return hub.ID(id), err
}
