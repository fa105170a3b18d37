package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"yizhan/hub"
)

// What hub/access keeps on this box (its Book): hashes of PINs, sessions, failures,
// and small sealed notes. None of it is ever sent.

// accessNotes is local.db's second migration.
const accessNotes = `
CREATE TABLE access_notes (
	topic TEXT NOT NULL,            -- visit, login, reset
	name  TEXT NOT NULL,
	body  BLOB NOT NULL,            -- sealed
	PRIMARY KEY (topic, name)
) STRICT, WITHOUT ROWID;`

// sessionsKept is how long a session that nobody ended is kept: of a browser that
// was closed. Shifts end long before, by hub/access's own clock.
const sessionsKept = 30 * 24 * time.Hour

// PIN is the hash of a worker's PIN; ok is false where she has none.
func (l *Local) PIN(ctx context.Context, staff hub.ID) (hash []byte, ok bool, err error) {
	return found(l.row(ctx, `SELECT hash FROM pins WHERE staff = $1`, staff[:]))
}

// PutPIN replaces a worker's PIN.
func (l *Local) PutPIN(ctx context.Context, staff hub.ID, hash []byte) error {
	return l.exec(ctx, `INSERT INTO pins (staff, hash, changed) VALUES ($1, $2, $3)
		ON CONFLICT (staff) DO UPDATE SET hash = excluded.hash, changed = excluded.changed`,
		staff[:], hash, l.now())
}

// DropPIN forgets a worker's PIN.
func (l *Local) DropPIN(ctx context.Context, staff hub.ID) error {
	return l.exec(ctx, `DELETE FROM pins WHERE staff = $1`, staff[:])
}

// Session is what was kept under the hash of a token.
func (l *Local) Session(ctx context.Context, token [32]byte) (body []byte, ok bool, err error) {
	return found(l.row(ctx, `SELECT body FROM sessions WHERE token = $1`, token[:]))
}

// PutSession keeps a session, and forgets those of long ago.
func (l *Local) PutSession(ctx context.Context, token [32]byte, staff hub.ID, body []byte) error {
	now := l.now()
	return l.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE seen < $1`, now-sessionsKept.Milliseconds()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO sessions (token, staff, body, started, seen) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (token) DO UPDATE SET body = excluded.body, seen = excluded.seen`,
			token[:], staff[:], body, now, now)
		return err
	})
}

// DropSession forgets a session.
func (l *Local) DropSession(ctx context.Context, token [32]byte) error {
	return l.exec(ctx, `DELETE FROM sessions WHERE token = $1`, token[:])
}

// DropSessions forgets all sessions of a worker.
func (l *Local) DropSessions(ctx context.Context, staff hub.ID) error {
	return l.exec(ctx, `DELETE FROM sessions WHERE staff = $1`, staff[:])
}

// Lockout reads and writes the failures of one gate in one transaction. When it
// returns without error the new count is on disk; no failures and no body forget
// the gate, and what stays the same is not written again.
func (l *Local) Lockout(ctx context.Context, who string, change func(fails int, body []byte) (int, []byte)) error {
	return l.write(ctx, func(tx *sql.Tx) error {
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
				who, n, l.now(), next)
		}
		return err
	})
}

// Note is a small thing by topic and name.
func (l *Local) Note(ctx context.Context, topic, name string) (body []byte, ok bool, err error) {
	sealed, ok, err := found(l.row(ctx, `SELECT body FROM access_notes WHERE topic = $1 AND name = $2`, topic, name))
	if err != nil || !ok {
		return nil, false, err
	}
	body, err = l.vault.open(sealed, notePlace(topic, name))
	return body, err == nil, err
}

// PutNote keeps a note, sealed with the box key.
func (l *Local) PutNote(ctx context.Context, topic, name string, body []byte) error {
	return l.exec(ctx, `INSERT INTO access_notes (topic, name, body) VALUES ($1, $2, $3)
		ON CONFLICT (topic, name) DO UPDATE SET body = excluded.body`,
		topic, name, l.vault.seal(body, notePlace(topic, name)))
}

// DropNote forgets a note.
func (l *Local) DropNote(ctx context.Context, topic, name string) error {
	return l.exec(ctx, `DELETE FROM access_notes WHERE topic = $1 AND name = $2`, topic, name)
}

// Notes are all notes of a topic, by name.
func (l *Local) Notes(ctx context.Context, topic string) (map[string][]byte, error) {
	rows, err := l.rows(ctx, `SELECT name, body FROM access_notes WHERE topic = $1`, topic)
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
		if notes[name], err = l.vault.open(sealed, notePlace(topic, name)); err != nil {
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
