package store

import (
	"context"

	"yizhan/hub"
)

// Local is what belongs to this box alone and is never sent: who is signed in,
// what was typed and not yet stored, lock-outs, the address book, jobs,
// settings. It is a database of its own (local.db), always SQLite, at the
// county too. Personal content is sealed with the box key like everything else.
type Local struct{ Book }

// localMigrations is append-only: a new table or column is a new entry at the end.
var localMigrations = []string{localTables, accessNotes, printTable}

// accessNotes is the second migration.
const accessNotes = `
CREATE TABLE access_notes (
	topic TEXT NOT NULL,            -- visit, login, reset
	name  TEXT NOT NULL,
	body  BLOB NOT NULL,            -- sealed
	PRIMARY KEY (topic, name)
) STRICT, WITHOUT ROWID;`

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
	return &Local{*NewBook(db, clock, boxKey)}, nil
}
