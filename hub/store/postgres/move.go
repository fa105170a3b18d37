package postgres

import (
	"context"
	"database/sql"
	"errors"

	"yizhan/hub/store"
)

// Target opens a database for a log to move to; close ends that.
func Target(ctx context.Context, database string) (to store.MoveTarget, close func() error, err error) {
	db, err := open(ctx, database)
	if err != nil {
		return to, nil, err
	}
	return store.MoveTarget{
		DB:      db.Write,
		Prepare: func(ctx context.Context) error { return prepare(ctx, db) },
		Settle:  func(ctx context.Context) error { return settle(ctx, db.Write) },
		Shown:   Shown(database),
	}, db.Close, nil
}

// prepare makes all tables, those of the folds too, which a log's first opening would.
func prepare(ctx context.Context, db store.Database) error {
	if err := store.Prepare(ctx, db); err != nil {
		return err
	}
	var made bool
	err := db.Read.QueryRowContext(ctx, `SELECT to_regclass('records') IS NOT NULL`).Scan(&made)
	if err == nil && !made {
		_, err = db.Write.ExecContext(ctx, createFold)
	}
	return err
}

// numbered are the tables whose rows the server numbers itself.
var numbered = []string{"lanes", "origins", "keys", "requests"}

// settle has numbers go on behind the copied ones, and the planner look at the tables.
func settle(ctx context.Context, db *sql.DB) error {
	for _, table := range numbered {
		_, err := db.ExecContext(ctx, `SELECT setval(pg_get_serial_sequence('`+table+`', 'n'), coalesce(max(n), 0) + 1, false) FROM `+table)
		if err != nil {
			return err
		}
	}
	_, err := db.ExecContext(ctx, `ANALYZE`)
	return err
}

// Arrived notes that a move to the database has ended: its folder names it.
func Arrived(ctx context.Context, database string) error {
	db, err := open(ctx, database)
	if err != nil {
		return err
	}
	return errors.Join(store.Arrived(ctx, db), db.Close())
}

// Log says whose log a database holds; some is false where there is none.
func Log(ctx context.Context, database string) (owner [32]byte, some bool, err error) {
	db, err := open(ctx, database)
	if err != nil {
		return owner, false, err
	}
	owner, some, err = store.Owner(ctx, db)
	return owner, some, errors.Join(err, db.Close())
}
