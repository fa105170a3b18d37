package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"yizhan/hub"
	"yizhan/hub/store"
)

// Copy writes the database in the file from, which may be open and be written to, as
// it stands at one moment into a new file. Pages that hold nothing any more are left
// out, and with them whatever was erased. Of VACUUM INTO and the driver's backup
// steps this is the one that a busy writer cannot make begin again.
func Copy(ctx context.Context, from, to string) error {
	db, err := sql.Open("sqlite3", plain(from))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, to); err != nil {
		return openTrouble(err)
	}
	return nil
}

// plain opens a file as it is: none of the settings that change one.
func plain(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=rw&_busy_timeout=10000&_cache_size=" + readerCache
}

// Check reads the whole structure of a database file that nobody has open. It does
// not see flipped bits in what is stored: Scrub does, for the log.
// Errors: CodeFolder "store.damaged"; a file that is not there is no error.
func Check(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", plain(path))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var answer string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&answer); err != nil {
		return openTrouble(err)
	}
	if answer != "ok" {
		return hub.E(hub.CodeFolder, "store.damaged").Because(errors.New(answer))
	}
	return nil
}

// Sums is what a copy of a log says of its lanes, read without changing it.
func Sums(ctx context.Context, path string) (sums []store.LaneSum, err error) {
	db, err := sql.Open("sqlite3", plain(path))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `SELECT name, records, commits, digest FROM lanes WHERE commits > 0 ORDER BY name`)
	if err != nil {
		return nil, openTrouble(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s store.LaneSum
		var digest []byte
		if err := rows.Scan(&s.Lane, &s.Records, &s.Commits, &digest); err != nil {
			return nil, openTrouble(err)
		}
		if len(digest) != len(hub.Hash{}) {
			return nil, hub.E(hub.CodeFolder, "store.damaged").Because(fmt.Errorf("sqlite: a digest of %d bytes", len(digest)))
		}
		s.Digest = hub.DigestOf(hub.Hash(digest))
		sums = append(sums, s)
	}
	return sums, rows.Err()
}
