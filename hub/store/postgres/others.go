package postgres

import (
	"context"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash/fnv"
	"strings"
	"time"

	"github.com/lib/pq"
)

// others is the other processes on the database.
type others struct {
	place    place
	database string
	self     string  // no other process has it
	db       *sql.DB // one connection that holds aloneLock
	conn     *sql.Conn
	listener *pq.Listener
	done     chan struct{}
}

func newOthers(plain *pq.Connector, database string, at place) *others {
	var self [8]byte
	rand.Read(self[:])
	db := sql.OpenDB(connector{Connector: plain, begin: settings + `; SET lock_timeout = 0`})
	return &others{place: at, database: database, self: hex.EncodeToString(self[:]), db: db}
}

// Enter says whether no other process has the store open. Until Stay, others wait.
func (o *others) Enter(ctx context.Context) (alone bool, err error) {
	if o.conn, err = o.db.Conn(ctx); err != nil {
		return false, err
	}
	if alone, err = o.try(ctx); err == nil && !alone {
		_, err = o.conn.ExecContext(ctx, `SELECT pg_advisory_lock_shared(`+o.place.key(aloneLock)+`)`)
	}
	return alone, err
}

func (o *others) try(ctx context.Context) (alone bool, err error) {
	err = o.conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock(`+o.place.key(aloneLock)+`)`).Scan(&alone)
	return alone, err
}

// Stay lets others in.
func (o *others) Stay(ctx context.Context) error {
	_, err := o.conn.ExecContext(ctx, `SELECT pg_advisory_lock_shared(`+o.place.key(aloneLock)+`);
		SELECT pg_advisory_unlock(`+o.place.key(aloneLock)+`)`)
	return err
}

// Leave says whether this process was the last; those who come now wait for Close.
func (o *others) Leave(ctx context.Context) (last bool, err error) {
	if o.conn == nil {
		return true, nil
	}
	if _, err := o.conn.ExecContext(ctx, `SELECT pg_advisory_unlock_shared(`+o.place.key(aloneLock)+`)`); err != nil {
		return false, err
	}
	return o.try(ctx)
}

// mostTold is the most that one notification carries; the server's limit is 8000 bytes.
const mostTold = 7900

// Tell has the others told with this transaction's COMMIT.
func (o *others) Tell(tx *sql.Tx, news []byte) error {
	said := o.self + " " + base64.StdEncoding.EncodeToString(news)
	if len(said) > mostTold {
		said = o.self + " " // look at everything again
	}
	_, err := tx.Exec(`SELECT pg_notify($1, $2)`, o.place.channel(), said)
	return err
}

// Listen calls hear with what others tell, in a goroutine that ends with Close; nil
// where something may have been missed.
func (o *others) Listen(hear func(news []byte)) error {
	gone := func(event pq.ListenerEventType, _ error) {
		if event == pq.ListenerEventReconnected {
			hear(nil)
		}
	}
	o.listener = pq.NewListener(o.database, 100*time.Millisecond, 10*time.Second, gone)
	if err := o.listener.Listen(o.place.channel()); err != nil {
		return err
	}
	o.done = make(chan struct{})
	go func() {
		defer close(o.done)
		for n := range o.listener.NotificationChannel() {
			if n == nil { // the connection was lost and is there again
				continue
			}
			from, said, _ := strings.Cut(n.Extra, " ")
			if from == o.self {
				continue
			}
			news, err := base64.StdEncoding.DecodeString(said)
			if err != nil || len(news) == 0 {
				news = nil
			}
			hear(news)
		}
	}()
	return nil
}

// Alone waits until no other process does an act, and keeps them from it until end.
func (o *others) Alone(ctx context.Context, act string) (end func(), err error) {
	conn, err := o.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	h := fnv.New32a()
	h.Write([]byte(act))
	key := o.place.key(actLock | int64(h.Sum32()&0xffff))
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock(`+key+`)`); err != nil {
		drop(conn) // it may have the lock all the same
		return nil, err
	}
	return func() {
		if _, err := conn.ExecContext(context.Background(), `SELECT pg_advisory_unlock(`+key+`)`); err != nil {
			drop(conn)
			return
		}
		_ = conn.Close()
	}, nil
}

// drop ends a connection, and with it the locks that it holds.
func drop(conn *sql.Conn) {
	_ = conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = conn.Close()
}

// Close may be called again.
func (o *others) Close() error {
	var err error
	if o.listener != nil {
		err = o.listener.Close()
		<-o.done
		o.listener = nil
	}
	if o.conn != nil {
		err = errors.Join(err, o.conn.Close())
		o.conn = nil
	}
	return errors.Join(err, o.db.Close())
}
