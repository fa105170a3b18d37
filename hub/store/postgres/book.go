package postgres

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/store"
)

// bookReaders is how many pages ask at the same time whose session it is.
const bookReaders = 4

// OpenBook opens what hub/access keeps in the database where the log is open already: the
// processes on it share officers, sessions and failures. It writes in turns of its own; who
// logs in does not wait for a batch of commits. Clock is what they measure by.
func OpenBook(ctx context.Context, database string, wall hub.Clock, boxKey [32]byte) (*store.Book, *Clock, error) {
	db, _, _, err := pools(ctx, database, bookLock, bookReaders)
	if err != nil {
		return nil, nil, err
	}
	clock, err := newClock(ctx, db)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return store.NewBook(db, wall, boxKey), clock, nil
}

// Clock is the server's, which all processes on it share: what one of them has measured
// counts at the others, after a restart too. Setting the time of the machine that a
// process runs on moves nothing; whoever sets the server's forward ends waits early, and
// has the database in his hands anyway.
type Clock struct {
	Run [8]byte // another one for each database
	ask *sql.DB

	mu    sync.Mutex
	asked time.Time     // when the server was asked, by this process's monotonic clock
	said  time.Duration // what it said, since 1970
	last  time.Duration // what was answered: it runs only forward
}

// askEvery is how long this process's clock goes on by itself.
const askEvery = time.Minute

func newClock(ctx context.Context, db store.Database) (*Clock, error) {
	c := &Clock{ask: db.Read}
	var drawn [8]byte
	rand.Read(drawn[:])
	if _, err := db.Write.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, "clock", drawn[:]); err != nil {
		return nil, err
	}
	var run []byte
	if err := db.Read.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = $1`, "clock").Scan(&run); err != nil {
		return nil, err
	}
	copy(c.Run[:], run)
	return c, c.look(ctx)
}

// look asks the server for the time.
func (c *Clock) look(ctx context.Context) error {
	var us int64
	err := c.ask.QueryRowContext(ctx, `SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint`).Scan(&us)
	if err == nil {
		c.asked, c.said = time.Now(), time.Duration(us)*time.Microsecond
	}
	return err
}

// Elapsed is the server's time. A server that does not answer is not waited for: this
// process's own clock goes on from what it said last.
func (c *Clock) Elapsed() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.asked) > askEvery {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		if c.look(ctx) != nil {
			c.said, c.asked = c.said+time.Since(c.asked), time.Now() // asked again in a minute
		}
		cancel()
	}
	c.last = max(c.last, c.said+time.Since(c.asked))
	return c.last
}
