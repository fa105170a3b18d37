package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"yizhan/hub"
)

// Book is what hub/access keeps: hashes of PINs, sessions, failures, and small sealed
// notes. It lies in this box's local.db; the processes of a county that share a database
// share theirs in it (postgres.OpenBook), so that an officer who logs in at one is known
// at all, and five wrong passwords are five at all of them together. None of it is sent.
type Book struct {
	db    Database
	clock hub.Clock
	vault vault
}

// NewBook is a book in an open database whose tables are there.
func NewBook(db Database, clock hub.Clock, boxKey [32]byte) *Book {
	return &Book{db: db, clock: clock, vault: newVault(boxKey)}
}

// metaBook says that a shared book has taken over what a folder kept.
const metaBook = "book"

// Adopt takes over what a box kept by itself: notes of some topics, and failures. A shared
// book does so once, from the first that comes; sessions end. They are gone from the
// other then.
func (b *Book) Adopt(ctx context.Context, from *Book, topics ...string) error {
	var taken bool
	err := b.write(ctx, func(tx *sql.Tx) error {
		if before, err := getMeta(tx, metaBook); err != nil || before != nil {
			return err
		}
		taken = true
		for _, topic := range topics {
			notes, err := from.Notes(ctx, topic)
			if err != nil {
				return err
			}
			for name, body := range notes {
				sealed := b.vault.seal(body, notePlace(topic, name))
				if _, err := tx.Exec(`INSERT INTO access_notes (topic, name, body) VALUES ($1, $2, $3)`, topic, name, sealed); err != nil {
					return err
				}
			}
		}
		if err := adoptFailures(ctx, tx, from); err != nil {
			return err
		}
		return putMeta(tx, metaBook, []byte("1"))
	})
	if err != nil || !taken {
		return err
	}
	return from.write(ctx, func(tx *sql.Tx) error {
		for _, topic := range topics {
			if _, err := tx.Exec(`DELETE FROM access_notes WHERE topic = $1`, topic); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`DELETE FROM lockouts; DELETE FROM sessions`)
		return err
	})
}

// adoptFailures copies them as they are: used codes too, which open nothing twice.
func adoptFailures(ctx context.Context, tx *sql.Tx, from *Book) error {
	rows, err := from.rows(ctx, `SELECT who, fails, since, body FROM lockouts`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var who string
		var fails, since int64
		var body []byte
		if err := rows.Scan(&who, &fails, &since, &body); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO lockouts (who, fails, since, body) VALUES ($1, $2, $3, $4)`, who, fails, since, body); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Close may be called again.
func (b *Book) Close() error { return b.db.Close() }

// write runs f in one transaction; see Database.write for its errors.
func (b *Book) write(ctx context.Context, f func(tx *sql.Tx) error) error {
	return b.db.write(ctx, f)
}

// exec is a transaction of one statement.
func (b *Book) exec(ctx context.Context, query string, args ...any) error {
	return b.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	})
}

// row and rows read, outside any transaction.
func (b *Book) row(ctx context.Context, query string, args ...any) *sql.Row {
	return b.db.Read.QueryRowContext(ctx, query, args...)
}

func (b *Book) rows(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return b.db.Read.QueryContext(ctx, query, args...)
}

// now is the wall time in Unix milliseconds: evidence, like every wall time.
func (b *Book) now() int64 { return b.clock.Now().Wall.UnixMilli() }

// sessionsKept is how long a session that nobody ended is kept: of a browser that
// was closed. Shifts end long before, by hub/access's own clock.
const sessionsKept = 30 * 24 * time.Hour

// PIN is the hash of a worker's PIN; ok is false where she has none.
func (b *Book) PIN(ctx context.Context, staff hub.ID) (hash []byte, ok bool, err error) {
	return found(b.row(ctx, `SELECT hash FROM pins WHERE staff = $1`, staff[:]))
}

// PutPIN replaces a worker's PIN.
func (b *Book) PutPIN(ctx context.Context, staff hub.ID, hash []byte) error {
	return b.exec(ctx, `INSERT INTO pins (staff, hash, changed) VALUES ($1, $2, $3)
		ON CONFLICT (staff) DO UPDATE SET hash = excluded.hash, changed = excluded.changed`,
		staff[:], hash, b.now())
}

// DropPIN forgets a worker's PIN.
func (b *Book) DropPIN(ctx context.Context, staff hub.ID) error {
	return b.exec(ctx, `DELETE FROM pins WHERE staff = $1`, staff[:])
}

// Session is what was kept under the hash of a token.
func (b *Book) Session(ctx context.Context, token [32]byte) (body []byte, ok bool, err error) {
	return found(b.row(ctx, `SELECT body FROM sessions WHERE token = $1`, token[:]))
}

// PutSession keeps a session, and forgets those of long ago.
func (b *Book) PutSession(ctx context.Context, token [32]byte, staff hub.ID, body []byte) error {
	now := b.now()
	return b.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE seen < $1`, now-sessionsKept.Milliseconds()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO sessions (token, staff, body, started, seen) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (token) DO UPDATE SET body = excluded.body, seen = excluded.seen`,
			token[:], staff[:], body, now, now)
		return err
	})
}

// TouchSession keeps a session on, where nobody has ended it.
func (b *Book) TouchSession(ctx context.Context, token [32]byte, body []byte) error {
	return b.exec(ctx, `UPDATE sessions SET body = $1, seen = $2 WHERE token = $3`, body, b.now(), token[:])
}

// SessionsOf is what was kept of a worker's sessions.
func (b *Book) SessionsOf(ctx context.Context, staff hub.ID) (map[[32]byte][]byte, error) {
	rows, err := b.rows(ctx, `SELECT token, body FROM sessions WHERE staff = $1`, staff[:])
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[[32]byte][]byte{}
	for rows.Next() {
		var token, body []byte
		if err := rows.Scan(&token, &body); err != nil {
			return nil, err
		}
		all[[32]byte(token)] = body
	}
	return all, rows.Err()
}

// DropSession forgets a session.
func (b *Book) DropSession(ctx context.Context, token [32]byte) error {
	return b.exec(ctx, `DELETE FROM sessions WHERE token = $1`, token[:])
}

// DropSessions forgets all sessions of a worker.
func (b *Book) DropSessions(ctx context.Context, staff hub.ID) error {
	return b.exec(ctx, `DELETE FROM sessions WHERE staff = $1`, staff[:])
}

// Lockout reads and writes the failures of one gate in one transaction. When it
// returns without error the new count is on disk; no failures and no body forget
// the gate, and what stays the same is not written again.
func (b *Book) Lockout(ctx context.Context, who string, change func(fails int, body []byte) (int, []byte)) error {
	return b.write(ctx, func(tx *sql.Tx) error {
		var fails int
		var body []byte
		err := tx.QueryRowContext(ctx, `SELECT fails, body FROM lockouts WHERE who = $1`, who).Scan(&fails, &body)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		n, next := change(fails, body)
		switch {
		case n == fails && string(next) == string(body):
			return nil
		case n == 0 && len(next) == 0:
			_, err = tx.ExecContext(ctx, `DELETE FROM lockouts WHERE who = $1`, who)
		default:
			_, err = tx.ExecContext(ctx, `INSERT INTO lockouts (who, fails, since, body) VALUES ($1, $2, $3, $4)
				ON CONFLICT (who) DO UPDATE SET fails = excluded.fails, since = excluded.since, body = excluded.body`,
				who, n, b.now(), next)
		}
		return err
	})
}

// Note is a small thing by topic and name.
func (b *Book) Note(ctx context.Context, topic, name string) (body []byte, ok bool, err error) {
	sealed, ok, err := found(b.row(ctx, `SELECT body FROM access_notes WHERE topic = $1 AND name = $2`, topic, name))
	if err != nil || !ok {
		return nil, false, err
	}
	body, err = b.vault.open(sealed, notePlace(topic, name))
	return body, err == nil, err
}

// PutNote keeps a note, sealed with the box key.
func (b *Book) PutNote(ctx context.Context, topic, name string, body []byte) error {
	return b.exec(ctx, `INSERT INTO access_notes (topic, name, body) VALUES ($1, $2, $3)
		ON CONFLICT (topic, name) DO UPDATE SET body = excluded.body`,
		topic, name, b.vault.seal(body, notePlace(topic, name)))
}

// DropNote forgets a note.
func (b *Book) DropNote(ctx context.Context, topic, name string) error {
	return b.exec(ctx, `DELETE FROM access_notes WHERE topic = $1 AND name = $2`, topic, name)
}

// Notes are all notes of a topic, by name.
func (b *Book) Notes(ctx context.Context, topic string) (map[string][]byte, error) {
	rows, err := b.rows(ctx, `SELECT name, body FROM access_notes WHERE topic = $1`, topic)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	notes := map[string][]byte{}
	for rows.Next() {
		var name string
		var sealed []byte
		if err := rows.Scan(&name, &sealed); err != nil {
			return nil, err
		}
		if notes[name], err = b.vault.open(sealed, notePlace(topic, name)); err != nil {
			return nil, err
		}
	}
	return notes, rows.Err()
}

func notePlace(topic, name string) string { return "note/" + topic + "/" + name }

// found reads one column; a missing row is no error.
func found(row *sql.Row) (value []byte, ok bool, err error) {
	err = row.Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return value, err == nil, err
}
