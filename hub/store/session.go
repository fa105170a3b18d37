package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
)

// session is one transaction that reads, and what it has prepared. Statements run
// to their end: a caller that gives up is asked between rows, because the driver
// needs a goroutine a statement to interrupt one.
type session struct {
	*Store
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	keys  map[keyRef]heldKey
}

func (s *Store) session(tx *sql.Tx) session {
	return session{Store: s, tx: tx, stmts: map[string]*sql.Stmt{}, keys: map[keyRef]heldKey{}}
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

// stmt prepares a statement once per transaction.
func (s session) stmt(query string) (*sql.Stmt, error) {
	if st, ok := s.stmts[query]; ok {
		return st, nil
	}
	st, err := s.tx.Prepare(query)
	if err == nil {
		s.stmts[query] = st
	}
	return st, err
}

func (s session) exec(query string, args ...any) error {
	st, err := s.stmt(query)
	if err == nil {
		_, err = st.Exec(args...)
	}
	return err
}

func (s session) query(query string, args ...any) (*sql.Rows, error) {
	st, err := s.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.Query(args...)
}

// get reads one row; found is false if there is none.
func (s session) get(query string, args []any, dest ...any) (found bool, err error) {
	rows, err := s.query(query, args...)
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
