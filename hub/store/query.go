package store

import (
	"context"
	"database/sql"
	"fmt"

	"yizhan/hub"
)

// recordColumns are what recordRow reads.
const recordColumns = `l.name, r.kind, r.id, r.subject, r.period, r.flags, r.state, r.secret`

// recordRow is a record's row as read.
type recordRow struct {
	recordKey
	subject hub.ID
	period  string
	flags   recordFlag
	state   hub.State
}

func (s session) scanRecord(rows *sql.Rows) (r recordRow, err error) {
	var id, subject, open, secret sql.RawBytes
	if err = rows.Scan(&r.lane, &r.kind, &id, &subject, &r.period, &r.flags, &open, &secret); err != nil {
		return r, err
	}
	r.id, r.subject = hub.ID(id), hub.ID(subject)
	r.state, err = s.vault.state(r.recordKey, open, secret)
	return r, err
}

// readRow is a row as it is shown here, own withheld parts laid over it.
func (s session) readRow(r recordRow) (hub.Record, error) {
	if r.flags&flagWithheld != 0 {
		over, err := s.withheld(r.recordKey, r.subject)
		if err != nil {
			return hub.Record{}, err
		}
		for _, o := range over {
			r.state.Apply(o.ref, o.fields)
		}
	}
	return s.read(r.recordKey, r.subject, r.period, r.state), nil
}

// records reads the records that a query finds, each once; what lives on in
// another lane is left out.
func (s session) records(query string, args ...any) ([]hub.Record, error) {
	rows, err := s.query(query, args...)
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, s.scanRecord)
	if err != nil {
		return nil, err
	}
	var out []hub.Record
	for _, r := range found {
		if r.flags&flagPast != 0 {
			continue
		}
		rec, err := s.readRow(r)
		if err != nil {
			return nil, err
		}
		out = append(out, rec)
	}
	return out, nil
}

// list is records in a view of its own.
func (s *Store) list(ctx context.Context, query string, args ...any) (out []hub.Record, err error) {
	err = s.view(ctx, func(v session) error {
		out, err = v.records(query, args...)
		return err
	})
	return out, err
}

// Record is one record. Where two lanes hold it after a hand-over, the one that
// was written to last. Errors: CodeNotFound.
func (s *Store) Record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	found, err := s.list(ctx, `SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
		WHERE r.kind = $1 AND r.id = $2 ORDER BY r.n DESC`, string(kind), id[:])
	if err != nil {
		return hub.Record{}, err
	}
	if len(found) == 0 {
		return hub.Record{}, hub.E(hub.CodeNotFound, "store.notfound")
	}
	return found[0], nil
}

// Subject is everything that is known of a subject, by kind; its keys are not.
func (s *Store) Subject(ctx context.Context, subject hub.ID) ([]hub.Record, error) {
	return s.list(ctx, `SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
		WHERE r.subject = $1 AND r.kind <> $2 ORDER BY r.kind, r.n`, subject[:], string(wrapKind))
}

// Find is the records whose indexed field has this value (a Go value as in
// Record.Fields, or one that forms take: hub.Day, int). For a projection's rows,
// field is the row's name.
func (s *Store) Find(ctx context.Context, kind hub.Kind, field string, value any) ([]hub.Record, error) {
	return s.FindRange(ctx, kind, field, value, value)
}

// FindRange is Find for a range, both ends included: days, numbers.
func (s *Store) FindRange(ctx context.Context, kind hub.Kind, field string, from, to any) ([]hub.Record, error) {
	low, ok := indexText(from)
	high, okHigh := indexText(to)
	if !ok || !okHigh || !s.finds(kind, field) {
		return nil, fmt.Errorf("store: %s has no index %q over %T", kind, field, from)
	}
	return s.list(ctx, `SELECT `+recordColumns+` FROM finds f JOIN records r ON r.n = f.record JOIN lanes l ON l.n = r.lane
		WHERE f.kind = $1 AND f.name = $2 AND f.value BETWEEN $3 AND $4 ORDER BY f.value, f.record`,
		string(kind), field, low, high)
}

// finds says whether a kind is found by a field, or by some projection.
func (s *Store) finds(kind hub.Kind, field string) bool {
	if len(s.projections[kind]) > 0 {
		return true
	}
	def, ok := s.opts.Forms.Get(kind)
	if !ok {
		return false
	}
	f, ok := def.Field(field)
	return ok && f.Index
}

// Each calls f with every record of a kind, in the order of their ids (that of the
// index: nothing is sorted, and little is held), those that wait for consent last,
// until it returns an error. The snapshot is that of the call; f must not write here.
func (s *Store) Each(ctx context.Context, kind hub.Kind, f func(hub.Record) error) error {
	return s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
			WHERE r.kind = $1 ORDER BY r.id, r.lane`, string(kind))
		if err != nil {
			return err
		}
		defer rows.Close()
		var later []recordRow // those that need a second query
		for rows.Next() {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := v.scanRecord(rows)
			switch {
			case err != nil:
				return err
			case r.flags&flagPast != 0:
				continue
			case r.flags&flagWithheld != 0:
				later = append(later, r)
				continue
			}
			if err := f(v.read(r.recordKey, r.subject, r.period, r.state)); err != nil {
				return err
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
		for _, r := range later {
			rec, err := v.readRow(r)
			if err != nil {
				return err
			}
			if err := f(rec); err != nil {
				return err
			}
		}
		return nil
	})
}

// LaneSum is what status shows of a lane; Records and Digest are equal on hubs
// that hold the same commits of it.
type LaneSum struct {
	Lane    hub.Lane
	Records int64
	Commits int64
	Lam     uint64 // the highest
	Digest  hub.Digest
}

// Lanes sums up the lanes that this box holds.
func (s *Store) Lanes(ctx context.Context) (sums []LaneSum, err error) {
	return s.laneSums(ctx, `commits > 0 ORDER BY name`)
}

// Lane sums up one lane; of one that this box does not hold: nothing.
func (s *Store) Lane(ctx context.Context, lane hub.Lane) (LaneSum, error) {
	sums, err := s.laneSums(ctx, `name = $1`, string(lane))
	if err != nil || len(sums) == 0 {
		return LaneSum{Lane: lane}, err
	}
	return sums[0], nil
}

func (s *Store) laneSums(ctx context.Context, which string, args ...any) (sums []LaneSum, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT name, records, commits, lam, digest FROM lanes WHERE `+which, args...)
		if err != nil {
			return err
		}
		sums, err = collect(rows, func(rows *sql.Rows) (l LaneSum, err error) {
			var digest []byte
			if err = rows.Scan(&l.Lane, &l.Records, &l.Commits, &l.Lam, &digest); err == nil {
				l.Digest = hub.DigestOf(hub.Hash(digest))
			}
			return l, err
		})
		return err
	})
	return sums, err
}

// Newest is FindRange from the highest value down, a page of it: the first skip are
// left out, at most that many are read.
func (s *Store) Newest(ctx context.Context, kind hub.Kind, field string, from, to any, skip, most int) ([]hub.Record, error) {
	low, ok := indexText(from)
	high, okHigh := indexText(to)
	if !ok || !okHigh || !s.finds(kind, field) {
		return nil, fmt.Errorf("store: %s has no index %q over %T", kind, field, from)
	}
	return s.list(ctx, `SELECT `+recordColumns+` FROM finds f JOIN records r ON r.n = f.record JOIN lanes l ON l.n = r.lane
		WHERE f.kind = $1 AND f.name = $2 AND f.value BETWEEN $3 AND $4 ORDER BY f.value DESC, f.record DESC LIMIT $5 OFFSET $6`,
		string(kind), field, low, high, most, skip)
}
