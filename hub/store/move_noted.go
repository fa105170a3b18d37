package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// note is a row that has changed since it was copied, or came since.
type note struct {
	name  string
	key   []any
	times int64
}

// mostNoted is how many notes are followed up at once.
const mostNoted = 2000

// noted reads notes, those of one table together.
func (m *mover) noted(tx *sql.Tx) ([]note, error) {
	rows, err := tx.Query(`SELECT name, k1, k2, k3, k4, k5, times FROM moving ORDER BY name LIMIT $1`, mostNoted)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (n note, err error) {
		n.key = make([]any, MoveKeys)
		err = rows.Scan(&n.name, &n.key[0], &n.key[1], &n.key[2], &n.key[3], &n.key[4], &n.times)
		return n, err
	})
}

// copyNoted brings the rows of notes to what they are now.
func (m *mover) copyNoted(ctx context.Context, tx *sql.Tx, noted []note) error {
	for len(noted) > 0 {
		n := 1
		for n < len(noted) && noted[n].name == noted[0].name {
			n++
		}
		i := slices.IndexFunc(m.tables, func(t MoveTable) bool { return t.Name == noted[0].name })
		if i < 0 {
			return errRemade // a table that is not any more
		}
		if err := m.copyRows(ctx, tx, m.tables[i], noted[:n]); err != nil {
			return err
		}
		noted = noted[n:]
	}
	m.say(m.did)
	return nil
}

func (m *mover) copyRows(ctx context.Context, tx *sql.Tx, t MoveTable, noted []note) error {
	var present [][]any
	var gone [][]any
	for _, n := range noted {
		key := n.key[:len(t.Key)]
		rows, err := tx.Query(t.read()+t.where(), key...)
		if err != nil {
			return err
		}
		found, err := collect(rows, scanAny(t.width()))
		if err != nil {
			return err
		}
		if len(found) == 0 {
			gone = append(gone, key)
		}
		present = append(present, found...)
	}
	m.did.Again += int64(len(noted))
	if err := m.remove(ctx, t, gone); err != nil {
		return err
	}
	return m.put(ctx, t, present)
}

func (t MoveTable) where() string {
	return ` WHERE (` + strings.Join(t.Key, ", ") + `) = ` + places(1, len(t.Key))
}

func (m *mover) remove(ctx context.Context, t MoveTable, gone [][]any) error {
	if len(gone) == 0 {
		return nil
	}
	tx, err := m.to.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, key := range gone {
		if _, err := tx.Exec(`DELETE FROM `+t.Name+t.where(), key...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// forgetNoted takes notes away, except of rows that have changed once more.
func forgetNoted(tx *sql.Tx, noted []note) error {
	for _, n := range noted {
		if _, err := tx.Exec(`DELETE FROM moving WHERE name = $1 AND k1 = $2 AND k2 = $3 AND k3 = $4 AND k4 = $5 AND k5 = $6 AND times = $7`,
			append(append([]any{n.name}, n.key...), n.times)...); err != nil {
			return err
		}
	}
	return nil
}
