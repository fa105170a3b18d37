package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"maps"
	"sync"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Several processes of one county may have a database open. Each reads heads, lanes and
// records inside its own write transaction, and those come one after the other. What
// goes beyond a transaction is here: who is the first and who the last, what the others
// have stored, and by which forms they found it.

func (s *Store) enter(ctx context.Context) (alone bool, err error) {
	if s.db.Others == nil {
		return true, nil
	}
	alone, err = s.db.Others.Enter(ctx)
	return alone, s.db.failed(err)
}

// metaHub is whose log it is: a database that several open is not found by its folder.
const metaHub = "hub"

func (s *Store) owned(tx *sql.Tx) error {
	if s.db.Others == nil {
		return nil
	}
	copying, err := getMeta(tx, metaMoving)
	if err != nil || copying != nil {
		return errors.Join(err, hub.E(hub.CodeFolder, "store.copying"))
	}
	owner, err := getMeta(tx, metaHub)
	switch {
	case err != nil:
		return err
	case owner == nil:
		return putMeta(tx, metaHub, s.key[:])
	case !bytes.Equal(owner, s.key[:]):
		return hub.E(hub.CodeFolder, "store.foreign")
	}
	return nil
}

func (s *Store) stay(ctx context.Context, alone bool) error {
	if s.db.Others == nil {
		return nil
	}
	if err := s.db.Others.Listen(s.hear); err != nil || !alone {
		return s.db.failed(err)
	}
	return s.db.failed(s.db.Others.Stay(ctx))
}

// leave notes the clean stop, where no other process goes on.
func (s *Store) leave(ctx context.Context) error {
	last := true
	if s.db.Others != nil {
		var err error
		if last, err = s.db.Others.Leave(ctx); err != nil {
			return s.db.failed(err)
		}
	}
	if !last || s.moved.Load() {
		return nil
	}
	return s.db.write(ctx, func(tx *sql.Tx) error { return putMeta(tx, "stop", []byte("clean")) })
}

// Alone waits until nobody else does an act, here or at another process of this county,
// and keeps them from it until end: for what is looked at first and then written, where two
// at once would both see that it may be done.
func (s *Store) Alone(ctx context.Context, act string) (end func(), err error) {
	s.mu.Lock()
	if s.acts == nil {
		s.acts = map[string]*sync.Mutex{}
	}
	here, ok := s.acts[act]
	if !ok {
		here = &sync.Mutex{}
		s.acts[act] = here
	}
	s.mu.Unlock()
	here.Lock()
	if s.db.Others == nil {
		return here.Unlock, nil
	}
	there, err := s.db.Others.Alone(ctx, act)
	if err != nil {
		here.Unlock()
		return nil, s.db.failed(err)
	}
	return func() { there(); here.Unlock() }, nil
}

// told is the news of one transaction as other processes hear them.
type told struct {
	_    struct{} `cbor:",toarray"`
	News []toldNews
}

type toldNews struct {
	_        struct{} `cbor:",toarray"`
	Lane     hub.Lane
	Commit   hub.ID
	Origin   hub.Origin
	Seq      uint64
	Own      bool
	Kinds    []hub.Kind
	Subjects []hub.ID
}

// tellOthers has other processes told of what this transaction stores.
func (s *Store) tellOthers(tx *sql.Tx, news []hub.News) error {
	if s.db.Others == nil || len(news) == 0 {
		return nil
	}
	var t told
	for _, n := range news {
		t.News = append(t.News, toldNews{Lane: n.Lane, Commit: n.Commit, Origin: n.Origin, Seq: n.Seq, Own: n.Own, Kinds: n.Kinds, Subjects: n.Subjects})
	}
	b, err := codec.Marshal(t)
	if err != nil {
		return err
	}
	return s.db.Others.Tell(tx, b)
}

// hear tells the watchers here what another process has stored.
func (s *Store) hear(b []byte) {
	var t told
	if b == nil || codec.Unmarshal(b, &t) != nil {
		s.feed.tell([]hub.News{{}})
		return
	}
	var news []hub.News
	for _, n := range t.News {
		news = append(news, hub.News{Lane: n.Lane, Commit: n.Commit, Origin: n.Origin, Seq: n.Seq, Own: n.Own, Kinds: n.Kinds, Subjects: n.Subjects})
	}
	s.feed.tell(news)
}

// agree compares the forms by which this process finds records with those that the rows
// in the database are by: another process may have learned a form first, or not yet. Of
// kinds that differ the rows are by now of both, which is noted, so that the next Reform
// makes them anew; until then what is to be replaced is read, not worked out.
func (t *txn) agree() error {
	if t.db.Others == nil {
		return nil
	}
	b, err := getMeta(t.tx, "forms")
	if err != nil {
		return err
	}
	before, now := readForms(b), t.learned()
	if maps.Equal(before, now) {
		return nil
	}
	left := maps.Clone(before)
	t.strange = map[hub.Kind]bool{}
	for kind := range joined(before, now) {
		if before[kind] != now[kind] {
			t.strange[kind] = true
			delete(left, kind)
		}
	}
	if len(left) == len(before) {
		return nil
	}
	return putMeta(t.tx, "forms", left.bytes())
}

// stored is the rows by which a record is found now.
func (t *txn) stored(e *entry) ([]Row, error) {
	if !t.strange[e.kind] {
		return t.rows(e), nil
	}
	rows, err := t.query(`SELECT name, value FROM finds WHERE kind = $1 AND record = $2 ORDER BY name, value`, string(e.kind), e.n)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (r Row, err error) {
		err = rows.Scan(&r.Name, &r.Value)
		return r, err
	})
}

// Owner is whose log an open database holds; some is false where there is none yet.
func Owner(ctx context.Context, db Database) (owner [32]byte, some bool, err error) {
	if err := Prepare(ctx, db); err != nil {
		return owner, false, err
	}
	var value []byte
	err = db.Read.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = $1`, metaHub).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return owner, false, nil
	}
	copy(owner[:], value)
	return owner, len(value) == len(owner), db.failed(err)
}

// Prepare makes the tables of an open database's log, or brings them to the newest version.
func Prepare(ctx context.Context, db Database) error { return db.migrate(ctx, db.Dialect.Log()) }

// Arrived notes that a move to the database has ended: the folder says that it is there.
func Arrived(ctx context.Context, db Database) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM meta WHERE name = $1`, metaMoving)
		return err
	})
}
