package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"reflect"
	"strings"

	"yizhan/hub/store"
)

// wire is what the driver's connection can do.
type wire interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// connector makes connections that behave as the store's statements expect.
type connector struct {
	driver.Connector
	begin string // said to every new connection
	lock  string // taken at the beginning of each transaction that writes; "": none
}

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	w := inner.(wire)
	if _, err := w.ExecContext(ctx, c.begin, nil); err != nil {
		_ = w.Close()
		return nil, err
	}
	return &conn{
		wire: w, lock: c.lock, prepared: map[string]driver.Stmt{}, cursors: map[string]string{}, using: map[string]bool{},
	}, nil
}

// conn is a connection that keeps what it has prepared, by its text, as SQLite's driver
// does, and that can be asked while rows of an earlier question are still open.
type conn struct {
	wire
	lock     string // see connector
	prepared map[string]driver.Stmt
	open     *rows
	cursors  map[string]string // statement → its cursor
	using    map[string]bool   // cursors that are open
}

// mostPrepared is more than the store has statements.
const mostPrepared = 256

// BeginTx gives a transaction that reads one snapshot for all it asks, and makes one that
// writes wait for its turn: one at a time on the whole database, whichever process it is
// of. What it reads then is what the one before it has left.
func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if opts.ReadOnly {
		opts.Isolation = driver.IsolationLevel(sql.LevelRepeatableRead)
	}
	// The driver would throw the connection away when ctx ends; database/sql rolls back.
	clear(c.using) // they ended with the transaction before
	tx, err := c.wire.BeginTx(context.WithoutCancel(ctx), opts)
	if err != nil || opts.ReadOnly || c.lock == "" {
		return tx, err
	}
	if _, err := c.wire.ExecContext(context.Background(), c.lock, nil); err != nil {
		_ = tx.Rollback()
		return nil, err
	}
	return tx, nil
}

func (c *conn) prepare(ctx context.Context, statement string) (driver.Stmt, error) {
	if st, ok := c.prepared[statement]; ok {
		return st, nil
	}
	if len(c.prepared) >= mostPrepared {
		for text, st := range c.prepared {
			_ = st.Close()
			delete(c.prepared, text)
		}
	}
	st, err := c.wire.PrepareContext(ctx, say(statement))
	if err == nil {
		c.prepared[statement] = st
	}
	return st, err
}

func (c *conn) PrepareContext(ctx context.Context, statement string) (driver.Stmt, error) {
	if err := c.free(); err != nil {
		return nil, err
	}
	return c.wire.PrepareContext(ctx, statement)
}

// ExecContext with no values may be several statements.
func (c *conn) ExecContext(ctx context.Context, statement string, values []driver.NamedValue) (driver.Result, error) {
	if err := c.free(); err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return c.wire.ExecContext(ctx, say(statement), nil)
	}
	st, err := c.prepare(ctx, statement)
	if err != nil {
		return nil, err
	}
	return st.(driver.StmtExecContext).ExecContext(ctx, values)
}

func (c *conn) QueryContext(ctx context.Context, statement string, values []driver.NamedValue) (driver.Rows, error) {
	if err := c.free(); err != nil {
		return nil, err
	}
	if strings.HasPrefix(statement, store.Few) {
		return c.queryFew(ctx, statement, values)
	}
	return c.query(ctx, statement, values)
}

func (c *conn) query(ctx context.Context, statement string, values []driver.NamedValue) (driver.Rows, error) {
	st, err := c.prepare(ctx, statement)
	if err != nil {
		return nil, err
	}
	found, err := st.(driver.StmtQueryContext).QueryContext(ctx, values)
	if err != nil {
		return nil, err
	}
	c.open = &rows{Rows: found, conn: c}
	return c.open, nil
}

// fetched is how many rows of a query that may end early are read at once.
const fetched = 256

// queryFew reads by a cursor: whoever stops after ten rows would be sent all of them. A
// statement's cursor has a name of its own, so that what is prepared for it stays.
func (c *conn) queryFew(ctx context.Context, statement string, values []driver.NamedValue) (driver.Rows, error) {
	name, ok := c.cursors[statement]
	if !ok {
		name = fmt.Sprint("few", len(c.cursors))
		c.cursors[statement] = name
	}
	if c.using[name] {
		return c.query(ctx, statement, values) // asked once more while its rows are open
	}
	declare, err := c.prepare(ctx, "DECLARE "+name+" NO SCROLL CURSOR FOR "+statement)
	if err != nil {
		return nil, err
	}
	if _, err := declare.(driver.StmtExecContext).ExecContext(ctx, values); err != nil {
		return nil, err
	}
	c.using[name] = true
	more := func() (driver.Rows, error) {
		fetch, err := c.prepare(ctx, fmt.Sprint("FETCH ", fetched, " FROM ", name))
		if err != nil {
			return nil, err
		}
		return fetch.(driver.StmtQueryContext).QueryContext(context.Background(), nil)
	}
	found, err := more()
	if err != nil {
		return nil, err
	}
	c.open = &rows{Rows: found, conn: c, more: more, cursor: name}
	return c.open, nil
}

// endCursor lets a cursor go, so that its statement can be asked again.
func (c *conn) endCursor(name string) error {
	delete(c.using, name)
	_, err := c.wire.ExecContext(context.Background(), "CLOSE "+name, nil)
	return err
}

// CheckNamedValue lets a column of small numbers take a bool, and keeps out of text what
// this database's text cannot hold.
func (c *conn) CheckNamedValue(v *driver.NamedValue) error {
	switch of := reflect.ValueOf(v.Value); of.Kind() {
	case reflect.Bool:
		v.Value = int64(0)
		if of.Bool() {
			v.Value = int64(1)
		}
		return nil
	case reflect.String:
		v.Value = heldText(of.String())
		return nil
	}
	return driver.ErrSkip
}

// nul stands for a zero byte: a kind from another's hand may have one, and no text that
// people write has this.
const nul = "\uFFFF"

func heldText(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", nul), "\uFFFD")
}

func givenText(s string) string { return strings.ReplaceAll(s, nul, "\x00") }

// free reads what is left of open rows, so that the connection can be asked again.
func (c *conn) free() error {
	if c.open == nil {
		return nil
	}
	return c.open.readAhead()
}
