package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"yizhan/hub"
)

// Trouble is what a database's error means to us.
type Trouble int

const (
	TroubleOther    Trouble = iota
	TroubleFull             // no space left
	TroubleReadOnly         // may not be written
	TroubleCorrupt          // the file is damaged
	TroubleBusy             // somebody else holds it; nothing was done
)

// Dialect is what differs between one database and another. Statements
// themselves are written so that each of them understands them: $1 … in order of
// appearance, ON CONFLICT, no vendor functions.
type Dialect interface {
	// Log is the schema of what is never rebuilt, as migrations that are only
	// ever appended to; the number of them is the database's version.
	Log() []string
	// Fold drops and makes the tables that the log can fill again.
	Fold() (drop, create string)
	// Lanes says whether every row of the log and its folds names its lane.
	Lanes() bool
	// Sweep leaves no trace of what was deleted, on the connection that writes; clean is
	// false where a reader was in the way, or where it takes longer than there is time.
	Sweep(ctx context.Context, turn *sql.Conn, time SweepTime) (clean bool, err error)
	// Trouble reads a driver's error.
	Trouble(err error) Trouble
}

// SweepTime is when a database is swept.
type SweepTime int

const (
	SweepRebuilt SweepTime = iota // the folds were made anew: only room is to be had
	SweepSoon                     // somebody waits
	SweepNight                    // nobody does
)

// Few begins a query whose rows are perhaps not all wanted: a database that is asked over
// a wire sends them a few at a time.
const Few = `/* few */ `

// Database is an open database: one connection that writes, a pool that reads.
type Database struct {
	Write   *sql.DB
	Read    *sql.DB
	Dialect Dialect
	Others  Others // nil: this process has it alone
}

// Others is the other processes that have the database open, each writing when it is its
// turn.
type Others interface {
	// Enter says whether there are none; until Stay, those who come wait.
	Enter(ctx context.Context) (alone bool, err error)
	Stay(ctx context.Context) error
	// Leave says whether this process was the last; those who come wait for Close.
	Leave(ctx context.Context) (last bool, err error)
	// Tell has the others told with tx's COMMIT; Listen hears what they tell, nil where
	// something may have been missed.
	Tell(tx *sql.Tx, news []byte) error
	Listen(hear func(news []byte)) error
	// Alone waits until no other process does an act, and keeps them from it until end.
	Alone(ctx context.Context, act string) (end func(), err error)
	Close() error
}

// Close closes all; it may be called again.
func (d Database) Close() error {
	err := errors.Join(d.Read.Close(), d.Write.Close())
	if d.Others != nil {
		err = errors.Join(err, d.Others.Close())
	}
	return err
}

// write runs f in one write transaction. A caller may give up while it waits for
// its turn; from then on an act is done or not, and the driver is faster without a
// watcher.
func (d Database) write(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, turn, err := d.turn(ctx)
	if err != nil {
		return d.failed(err)
	}
	defer turn.Close()
	defer tx.Rollback() // after Commit this does nothing
	if err := f(tx); err != nil {
		return d.failed(err)
	}
	if err := tx.Commit(); err != nil {
		return d.unsure(err)
	}
	return nil
}

// turn waits for the connection that writes, and begins. A connection that was lost since
// its last turn has done nothing yet, and another takes its place.
func (d Database) turn(ctx context.Context) (*sql.Tx, *sql.Conn, error) {
	for lost := 0; ; lost++ {
		turn, err := d.Write.Conn(ctx)
		if err != nil {
			return nil, nil, err
		}
		tx, err := turn.BeginTx(context.WithoutCancel(ctx), nil)
		if err == nil {
			return tx, turn, nil
		}
		if turn.Close(); lost > 0 || !errors.Is(err, driver.ErrBadConn) {
			return nil, nil, err
		}
	}
}

// failed is the error of a statement before COMMIT: nothing was stored.
func (d Database) failed(err error) error {
	if _, ok := errors.AsType[*hub.Error](err); ok {
		return err
	}
	switch d.Dialect.Trouble(err) {
	case TroubleFull:
		return hub.E(hub.CodeFull, "store.full").Because(err)
	case TroubleReadOnly:
		return hub.E(hub.CodeFolder, "store.readonly").Because(err)
	case TroubleCorrupt:
		return hub.E(hub.CodeFolder, "store.damaged").Because(err)
	}
	return err
}

// unsure is the error of COMMIT itself. Full and busy are said before anything
// reaches the disk; after any other the transaction may be there or not.
func (d Database) unsure(err error) error {
	switch d.Dialect.Trouble(err) {
	case TroubleFull, TroubleReadOnly, TroubleBusy:
		return d.failed(err)
	}
	return hub.E(hub.CodeUnknown, "store.unknown").Because(err)
}

// migrate brings a database to the newest version in one transaction.
func (d Database) migrate(ctx context.Context, migrations []string) error {
	return d.write(ctx, func(tx *sql.Tx) error {
		const table = `CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)`
		if _, err := tx.ExecContext(ctx, table); err != nil {
			return err
		}
		var version int
		err := tx.QueryRowContext(ctx, `SELECT version FROM schema_version`).Scan(&version)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, `INSERT INTO schema_version VALUES (0)`)
		}
		if err != nil {
			return err
		}
		if version > len(migrations) {
			return hub.E(hub.CodeFolder, "store.newer")
		}
		for _, step := range migrations[version:] {
			if _, err := tx.ExecContext(ctx, step); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE schema_version SET version = $1`, len(migrations))
		return err
	})
}
