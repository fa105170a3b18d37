// Package sqlite opens the store on SQLite: connection settings, schema, and what
// SQLite's errors mean. It is the only importer of the driver.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"yizhan/hub"
	"yizhan/hub/store"
)

// readers is how many pages are read at the same time; more would only queue on
// the box's few cores, and each holds a page cache.
const readers = 4

// readerCache is KiB. Four times as much read nothing faster with 100k records, since
// the file is in the system's cache already, and cost a box 10 MiB.
const readerCache = "-1000"

// busyTimeout is how many ms a statement waits for another process or connection.
const busyTimeout = "10000"

// OpenLocal opens DIR/local.db.
func OpenLocal(ctx context.Context, folder *store.Folder, clock hub.Clock, boxKey [32]byte) (*store.Local, error) {
	db, err := open(ctx, folder.Path("local.db"))
	if err != nil {
		return nil, err
	}
	local, err := store.NewLocal(ctx, db, clock, boxKey)
	if err != nil {
		db.Close()
		return nil, err
	}
	return local, nil
}

// open makes the two pools of one file. All settings stand in the DSN: a pragma
// given to a pool reaches one of its connections.
func open(ctx context.Context, path string) (store.Database, error) {
	write, err := sql.Open("sqlite3", dsn(path, url.Values{"_txlock": {"immediate"}}))
	if err != nil {
		return store.Database{}, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite3", dsn(path, url.Values{"_query_only": {"true"}, "_cache_size": {readerCache}}))
	if err != nil {
		return store.Database{}, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	db := store.Database{Write: write, Read: read, Dialect: dialect{}}
	if err := write.PingContext(ctx); err != nil { // makes the file, and WAL, before a reader looks
		db.Close()
		return store.Database{}, openTrouble(err)
	}
	return db, nil
}

func dsn(path string, more url.Values) string {
	q := url.Values{
		"_journal_mode":    {"WAL"},
		"_synchronous":     {"FULL"}, // NORMAL loses acknowledged commits in a power cut
		"_foreign_keys":    {"true"},
		"_busy_timeout":    {busyTimeout},
		"_secure_delete":   {"true"},
		"_cache_size":      {"-4000"}, // KiB
		"_stmt_cache_size": {"64"},
	}
	for k, v := range more {
		q[k] = v
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// openTrouble is the sentence for a file that cannot be opened at all.
func openTrouble(err error) error {
	switch (dialect{}).Trouble(err) {
	case store.TroubleFull:
		return hub.E(hub.CodeFull, "store.full").Because(err)
	case store.TroubleReadOnly:
		return hub.E(hub.CodeFolder, "store.readonly").Because(err)
	case store.TroubleCorrupt:
		return hub.E(hub.CodeFolder, "store.damaged").Because(err)
	case store.TroubleBusy:
		return hub.E(hub.CodeFolder, "store.inuse").Because(err)
	}
	return hub.E(hub.CodeFolder, "store.folder").Because(err)
}

type dialect struct{}

func (dialect) Log() []string               { return logMigrations }
func (dialect) Fold() (drop, create string) { return dropFold, createFold }

func (dialect) Lanes() bool { return false }

// Sweep writes the log of writes back into the file and cuts it to nothing. It does
// not wait for readers as long as a write waits for its turn: all writes wait with it.
func (dialect) Sweep(ctx context.Context, turn *sql.Conn, _ store.SweepTime) (clean bool, err error) {
	if _, err := turn.ExecContext(ctx, `PRAGMA busy_timeout = 250`); err != nil {
		return false, err
	}
	var busy, pages, moved int
	err = turn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	_, undone := turn.ExecContext(ctx, `PRAGMA busy_timeout = `+busyTimeout)
	return busy == 0, errors.Join(err, undone)
}

func (dialect) Trouble(err error) store.Trouble {
	e, ok := errors.AsType[sqlite3.Error](err)
	if !ok {
		return store.TroubleOther
	}
	switch e.Code {
	case sqlite3.ErrFull:
		return store.TroubleFull
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return store.TroubleReadOnly
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return store.TroubleCorrupt
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return store.TroubleBusy
	}
	if e.Code == sqlite3.ErrError && strings.HasPrefix(e.Error(), "no such ") {
		return store.TroubleCorrupt // a table or column of ours: its name was there when the file was made
	}
	switch e.ExtendedCode {
	case sqlite3.ErrIoErrFsync, sqlite3.ErrIoErrDirFsync: // all is written, and nobody knows what of it lies on the disk
		return store.TroubleOther
	}
	switch e.SystemErrno {
	case syscall.ENOSPC, syscall.EDQUOT:
		return store.TroubleFull
	case syscall.EROFS, syscall.EACCES, syscall.EPERM:
		return store.TroubleReadOnly
	}
	return store.TroubleOther
}
