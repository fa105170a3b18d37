package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
)

// session is one transaction that reads. Statements run to their end: a caller
// that gives up is asked between rows, because the driver needs a goroutine a
// statement to interrupt one. The driver keeps what is prepared, by its text.
type session struct {
	*Store
	tx      *sql.Tx
	keys    map[keyRef]heldKey
	waiting *inserts // nil in a transaction that only reads
}

func (s *Store) session(tx *sql.Tx) session {
	return session{Store: s, tx: tx, keys: map[keyRef]heldKey{}}
}

// view runs f on one snapshot of the database.
func (s *Store) view(ctx context.Context, f func(v session) error) error {
	tx, err := s.db.Read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.db.failed(err)
	}
	defer tx.Rollback()
	return s.db.failed(f(s.session(tx)))
}

func (s session) exec(query string, args ...any) error {
	if err := s.waiting.flush(s.tx); err != nil {
		return err
	}
	_, err := s.tx.Exec(query, args...)
	return err
}

func (s session) query(query string, args ...any) (*sql.Rows, error) {
	if err := s.waiting.flush(s.tx); err != nil {
		return nil, err
	}
	return s.tx.Query(query, args...)
}

// get reads one row; found is false if there is none.
func (s session) get(query string, args []any, dest ...any) (found bool, err error) {
	if err := s.waiting.flush(s.tx); err != nil {
		return false, err
	}
	return s.aside(query, args, dest...)
}

// aside is get of what no row that waits can be: the caller knows those.
func (s session) aside(query string, args []any, dest ...any) (found bool, err error) {
	rows, err := s.tx.Query(query, args...)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	return true, rows.Scan(dest...)
}

// read is a state as this hub with its forms reads it.
func (s *Store) read(key recordKey, subject hub.ID, period string, state hub.State) hub.Record {
	return s.opts.Forms.Read(hub.Record{Lane: key.lane, Kind: key.kind, ID: key.id, Subject: subject, Period: period}, state)
}
