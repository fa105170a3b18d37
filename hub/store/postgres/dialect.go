package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"syscall"

	"github.com/lib/pq"

	"yizhan/hub/store"
)

type dialect struct{}

func (dialect) Log() []string               { return logMigrations }
func (dialect) Fold() (drop, create string) { return dropFold, createFold }
func (dialect) Lanes() bool                 { return true }

// large is a table that is not written anew while people work: it takes seconds for
// each so many bytes, and whoever reads or writes it waits.
const large = 256 << 20

// swept are the tables that an erasure takes bytes from.
var swept = []string{"parts", "records", "finds", "keys", "cards", "requests"}

// Sweep writes tables anew: VACUUM alone leaves what was deleted where it stood until
// something else is written over it. What the server's own log of writes and its backups
// hold goes when they do: POSTGRES.md.
func (dialect) Sweep(ctx context.Context, turn *sql.Conn, time store.SweepTime) (clean bool, err error) {
	if time == store.SweepRebuilt {
		return true, nil // tables made anew hold nothing else
	}
	if _, err := turn.ExecContext(ctx, `SET lock_timeout = '250ms'`); err != nil {
		return false, err
	}
	clean = true
	for _, table := range swept {
		done, err := sweepTable(ctx, turn, table, time == store.SweepNight)
		if err != nil && (dialect{}).Trouble(err) != store.TroubleBusy {
			return false, err
		}
		clean = clean && done && err == nil
	}
	_, err = turn.ExecContext(ctx, `SET lock_timeout = `+lockTimeout)
	return clean, err
}

func sweepTable(ctx context.Context, turn *sql.Conn, table string, patient bool) (done bool, err error) {
	var size int64
	if err := turn.QueryRowContext(ctx, `SELECT pg_table_size($1::regclass)`, table).Scan(&size); err != nil {
		return false, err
	}
	if size > large && !patient {
		_, err = turn.ExecContext(ctx, `VACUUM `+table)
		return false, err
	}
	_, err = turn.ExecContext(ctx, `VACUUM (FULL, ANALYZE) `+table)
	return err == nil, err
}

// Trouble reads the server's codes: https://www.postgresql.org/docs/15/errcodes-appendix.html
func (dialect) Trouble(err error) store.Trouble {
	e, ok := errors.AsType[*pq.Error](err)
	if !ok {
		return store.TroubleOther
	}
	switch e.Code {
	case "53100": // disk_full
		return store.TroubleFull
	case "25006", "42501": // read_only_sql_transaction, insufficient_privilege
		return store.TroubleReadOnly
	case "XX001", "XX002", "42P01", "42703": // data_corrupted, index_corrupted, undefined_table, undefined_column
		return store.TroubleCorrupt
	case "55P03", "40001", "40P01", "53300", "57P03": // lock_not_available, serialization_failure, deadlock_detected, too_many_connections, cannot_connect_now
		return store.TroubleBusy
	}
	return store.TroubleOther
}

// away says that the server cannot be reached at all.
func away(err error) bool {
	var of net.Error
	return errors.As(err, &of) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) ||
		errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ENOENT)
}
