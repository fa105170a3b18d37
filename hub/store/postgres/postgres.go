// Package postgres opens the store on PostgreSQL 15 or later, for a county that
// outgrows one file: connection settings, schema, what its errors mean, and how several
// processes share one database. It is the only importer of the driver.
package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/lib/pq"

	"yizhan/hub"
	"yizhan/hub/store"
)

// readers is how many pages are read at the same time.
const readers = 8

// lockTimeout is how long a statement waits for another process's transaction.
const lockTimeout = `'30s'`

// settings hold for every connection. A server or role may have been told to answer
// before a commit lies on the disk; what the screen has confirmed is never lost. A
// transaction whose process has stopped in the middle lets the others have their turn.
const settings = `SET client_min_messages = warning; SET jit = off; SET random_page_cost = 1.1; SET lock_timeout = ` + lockTimeout + `;
	SET idle_in_transaction_session_timeout = '10min';
	SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`

// byKey is for connections that write. What they ask is found by a key; a plan that was made
// while a table was small, and is kept, would read all of it when it has grown.
const byKey = `; SET enable_seqscan = off`

// Open opens the log and its folds in a database: a URL, or the driver's key=value form.
// A password stands in the file that PGPASSFILE names or in ~/.pgpass rather than in it.
// Errors: CodeFolder where the database cannot be used.
func Open(ctx context.Context, database string, opts store.Options) (*store.Store, error) {
	db, err := open(ctx, database)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, db, opts)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func open(ctx context.Context, database string) (store.Database, error) {
	db, plain, schema, err := pools(ctx, database, turnLock, readers)
	if err == nil {
		db.Others = newOthers(plain, database, schema)
	}
	return db, err
}

// pools are connections that read, and one that writes when it has a lock.
func pools(ctx context.Context, database string, lock int64, readers int) (db store.Database, plain *pq.Connector, at place, err error) {
	config, err := configOf(database)
	if err != nil {
		return db, nil, 0, err
	}
	if plain, err = pq.NewConnectorConfig(config); err != nil {
		return db, nil, 0, unusable(err)
	}
	read := sql.OpenDB(connector{Connector: plain, begin: settings})
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	if at, err = look(ctx, read); err != nil {
		return db, nil, 0, errors.Join(err, read.Close())
	}
	write := sql.OpenDB(connector{Connector: plain, begin: settings + byKey, lock: at.lock(lock)})
	write.SetMaxOpenConns(1)
	return store.Database{Write: write, Read: read, Dialect: dialect{}}, plain, at, nil
}

// configOf reads where the database is. What the driver says of a URL that it does not
// understand may hold the password.
func configOf(database string) (pq.Config, error) {
	config, err := pq.NewConfig(database)
	if err != nil {
		return config, hub.E(hub.CodeInvalid, "store.database").Because(errors.New(masked(err.Error(), database)))
	}
	config.BinaryParameters = true
	if config.ApplicationName == "" {
		config.ApplicationName = "yizhan"
	}
	return config, nil
}

func masked(s, database string) string {
	if u, err := url.Parse(database); err == nil && u.User != nil {
		if password, ok := u.User.Password(); ok && password != "" {
			s = strings.ReplaceAll(s, password, "…")
		}
		return s
	}
	return "postgres: the address cannot be read"
}

// Shown is where a database is, for people and logs: without the password.
func Shown(database string) string {
	config, err := pq.NewConfig(database)
	if err != nil {
		return "postgres"
	}
	u := url.URL{Scheme: "postgres", User: url.User(config.User), Host: fmt.Sprintf("%s:%d", config.Host, config.Port), Path: "/" + config.Database}
	if strings.HasPrefix(config.Host, "/") { // a socket's folder
		u.Host, u.RawQuery = "", fmt.Sprintf("host=%s&port=%d", config.Host, config.Port)
	}
	return u.String()
}

// place is the schema that holds the tables. Two counties may share a database, each in
// its own.
type place int64

// Locks that processes on one schema hold against each other.
const (
	turnLock  = 0x797a_0001 // for one transaction that writes
	aloneLock = 0x797a_0002 // for as long as a process has the store open
	bookLock  = 0x797a_0003 // for one transaction that writes in the book of officers
	actLock   = 0x797b_0000 // and 16 bits of its name: for an act that one process does at a time
)

func (p place) key(lock int64) string { return fmt.Sprintf("%d", lock<<32+int64(p)) }

func (p place) lock(lock int64) string { return "SELECT pg_advisory_xact_lock(" + p.key(lock) + ")" }

func (p place) channel() string { return fmt.Sprintf("yizhan_%d", int64(p)) }

// look asks the server whether it keeps what it is given.
func look(ctx context.Context, db *sql.DB) (at place, err error) {
	var version int
	var fsync, encoding string
	var schema sql.NullInt64
	err = db.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::int, current_setting('fsync'),
		current_setting('server_encoding'), (SELECT oid::bigint FROM pg_namespace WHERE nspname = current_schema())`).
		Scan(&version, &fsync, &encoding, &schema)
	switch {
	case err != nil:
		return 0, unusable(err)
	case version < 150000:
		return 0, hub.E(hub.CodeFolder, "store.oldserver")
	case fsync != "on":
		return 0, hub.E(hub.CodeFolder, "store.nosync")
	case encoding != "UTF8", !schema.Valid:
		return 0, hub.E(hub.CodeFolder, "store.unusable").Because(fmt.Errorf("postgres: encoding %s, schema %v", encoding, schema))
	}
	return place(schema.Int64), nil
}

// unusable is the sentence for a database that cannot be opened at all.
func unusable(err error) error {
	if away(err) {
		return hub.E(hub.CodeFolder, "store.away").Because(err)
	}
	return hub.E(hub.CodeFolder, "store.unusable").Because(err)
}

var _ driver.Connector = connector{}
