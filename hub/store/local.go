package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
)

// Local is what belongs to this box alone and is never sent: who is signed in,
// what was typed and not yet stored, lock-outs, the address book, jobs,
// settings. It is a database of its own (local.db), always SQLite, at the
// county too. Personal content is sealed with the box key like everything else.
type Local struct {
	db    Database
	clock hub.Clock
	vault vault
}

// localMigrations is append-only: a new table or column is a new entry at the end.
var localMigrations = []string{localTables, accessNotes, printTable}

const localTables = `
CREATE TABLE pins (
	staff   BLOB PRIMARY KEY,
	hash    BLOB NOT NULL,          -- Argon2id with its parameters, see hub/access
	changed INTEGER NOT NULL        -- Unix ms
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
	token   BLOB PRIMARY KEY,       -- hash of the cookie, never the cookie
	staff   BLOB NOT NULL,
	body    BLOB NOT NULL,          -- hub/access
	started INTEGER NOT NULL,       -- Unix ms
	seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lockouts (
	who     TEXT PRIMARY KEY,       -- staff id, or the name of another gate
	fails   INTEGER NOT NULL,
	since   INTEGER NOT NULL,       -- Unix ms of the last failure
	body    BLOB                    -- hub/access
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (
	staff   BLOB NOT NULL,
	page    TEXT NOT NULL,
	body    BLOB NOT NULL,          -- sealed
	at      INTEGER NOT NULL,
	PRIMARY KEY (staff, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE peers (
	name    TEXT PRIMARY KEY,
	address TEXT NOT NULL,
	lane    TEXT NOT NULL,
	seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE jobs (
	name    TEXT PRIMARY KEY,
	ran     INTEGER NOT NULL,
	outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (
	name    TEXT PRIMARY KEY,
	value   TEXT NOT NULL
) STRICT, WITHOUT ROWID;`

// NewLocal brings an open database to the newest version; hub/store/sqlite calls it.
func NewLocal(ctx context.Context, db Database, clock hub.Clock, boxKey [32]byte) (*Local, error) {
	if err := db.migrate(ctx, localMigrations); err != nil {
		return nil, err
	}
	return &Local{db: db, clock: clock, vault: newVault(boxKey)}, nil
}

// Close may be called again.
func (l *Local) Close() error { return l.db.Close() }

// write runs f in one transaction; see Database.write for its errors.
func (l *Local) write(ctx context.Context, f func(tx *sql.Tx) error) error {
	return l.db.write(ctx, f)
}

// exec is a transaction of one statement.
func (l *Local) exec(ctx context.Context, query string, args ...any) error {
	return l.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	})
}

// row and rows read, outside any transaction.
func (l *Local) row(ctx context.Context, query string, args ...any) *sql.Row {
	return l.db.Read.QueryRowContext(ctx, query, args...)
}

func (l *Local) rows(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return l.db.Read.QueryContext(ctx, query, args...)
}

// now is the wall time in Unix milliseconds: evidence, like every wall time.
func (l *Local) now() int64 { return l.clock.Now().Wall.UnixMilli() }
