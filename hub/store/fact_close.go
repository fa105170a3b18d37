package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
)

// openClosing is the number that the next closing will have.
func (s session) openClosing() (n int64, err error) {
	_, err = s.get(`SELECT coalesce(max(n), 0) + 1 FROM closings`, nil, &n)
	return n, err
}

// Close closes a day: all that is here is counted, and what comes from now on is known by
// the next closing only. A day is closed once, and none before one that is closed.
// Errors: CodeConflict.
func (s *Store) CloseDay(ctx context.Context, day hub.Day) (c hub.Closing, err error) {
	for closed := false; !closed; {
		for more := true; more; {
			if err := ctx.Err(); err != nil {
				return c, err
			}
			if more, err = s.CountFacts(ctx); err != nil {
				return c, err
			}
		}
		err = s.write(ctx, func(t *txn) error {
			waits, err := t.get(`SELECT 1 FROM stale LIMIT 1`, nil, new(int))
			if err != nil || waits {
				return err // something came in between
			}
			closed = true
			c, err = t.closeDay(day)
			return err
		})
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

func (t *txn) closeDay(day hub.Day) (c hub.Closing, err error) {
	var last hub.Day
	if _, err := t.get(`SELECT coalesce(max(day), '') FROM closings`, nil, &last); err != nil {
		return c, err
	}
	if dayNumber(day) == 0 || day <= last {
		return c, hub.E(hub.CodeConflict, "store.closed", string(day), string(last))
	}
	c.Day, c.At = day, t.now.Wall.UnixMilli()
	if c.Number, err = t.openClosing(); err != nil {
		return c, err
	}
	rows, err := t.query(`SELECT commits, digest FROM lanes ORDER BY n`)
	if err != nil {
		return c, err
	}
	_, err = collect(rows, func(rows *sql.Rows) (none struct{}, err error) {
		var commits int64
		var digest []byte
		if err = rows.Scan(&commits, &digest); err == nil {
			c.Commits += commits
			c.Digest = c.Digest.Add(hub.DigestOf(hub.Hash(digest)))
		}
		return none, err
	})
	if err != nil {
		return c, err
	}
	var facts int64
	if _, err := t.get(`SELECT coalesce(max(n), 0) FROM facts`, nil, &facts); err != nil {
		return c, err
	}
	digest := c.Digest.Bytes()
	return c, t.exec(`INSERT INTO closings (n, day, at, commits, facts, digest) VALUES ($1, $2, $3, $4, $5, $6)`,
		c.Number, string(c.Day), c.At, c.Commits, facts, digest[:])
}

// Closings are those that were made, the newest first.
func (s *Store) Closings(ctx context.Context) (out []hub.Closing, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT n, day, at, commits, digest FROM closings ORDER BY n DESC`)
		if err != nil {
			return err
		}
		out, err = collect(rows, func(rows *sql.Rows) (c hub.Closing, err error) {
			var digest []byte
			if err = rows.Scan(&c.Number, &c.Day, &c.At, &c.Commits, &digest); err == nil {
				c.Digest = hub.DigestOf(hub.Hash(digest))
			}
			return c, err
		})
		return err
	})
	return out, err
}
