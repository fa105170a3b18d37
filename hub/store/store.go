// Package store keeps the log and its folds on database/sql: Append for what is
// done here, Accept for what comes from peers, queries shaped by page, and
// Rebuild. The log is the truth; every other table can be dropped and filled
// again from it, to the same digest.
package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
)

// foldVersion changes whenever a release folds or writes fold rows otherwise.
const foldVersion = "3"

// Store is an open log with its folds. Methods may be called from anywhere; one
// transaction writes at a time.
type Store struct {
	db    Database
	opts  Options
	vault vault
	key   [32]byte // of this box
	self  codec.Unwrapper

	gates       map[hub.Purpose]bool // those that wait for consent
	projections map[hub.Kind][]Projection
	measuring   *measuring // nil: nothing is counted here

	// finding is the forms that rows are made by: as they were at the last Reform, so
	// that the rows of a record as it was are those in the table.
	finding atomic.Pointer[form.Registry]

	feed  feed
	moved atomic.Bool // to another database: nothing is written here any more

	mu     sync.Mutex
	closed bool
	acts   map[string]*sync.Mutex // by name, see Alone
}

// Open brings an open database to the newest version, and builds the folds anew
// where forms, projections or this release's way of folding have changed;
// hub/store/sqlite calls it. The store closes db.
func Open(ctx context.Context, db Database, opts Options) (*Store, error) {
	if err := db.migrate(ctx, db.Dialect.Log()); err != nil {
		return nil, err
	}
	s, err := newStore(db, opts)
	if err != nil {
		return nil, err
	}
	alone, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	fold, err := s.start(ctx, alone)
	if err != nil {
		return nil, err
	}
	if string(fold) != s.foldName() {
		if !alone {
			return nil, hub.E(hub.CodeFolder, "store.others")
		}
		if err := s.Rebuild(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.learnMeasures(ctx); err != nil {
		return nil, err
	}
	_ = s.sweep(ctx, SweepSoon) // it stays noted as due
	if _, err = s.Restand(ctx); err != nil {
		return nil, err
	}
	return s, s.stay(ctx, alone)
}

func newStore(db Database, opts Options) (*Store, error) {
	self, err := codec.NewUnwrapper(opts.Keys.X25519())
	if err != nil {
		return nil, err
	}
	s := &Store{
		db: db, opts: opts, vault: newVault(opts.Keys.BoxKey()), key: publicKey(opts.Keys.Sign()),
		self:        self,
		gates:       map[hub.Purpose]bool{},
		projections: map[hub.Kind][]Projection{},
		measuring:   newMeasuring(opts.Measures),
	}
	s.finding.Store(opts.Forms.Snapshot())
	for _, p := range opts.Forms.Purposes() {
		s.gates[p.Code] = p.Basis == hub.BasisConsent
	}
	for _, p := range opts.Projections {
		for _, kind := range p.Kinds() {
			s.projections[kind] = append(s.projections[kind], p)
		}
	}
	return s, nil
}

// start notes that the log is in use, and which own origins are in doubt because
// the last process did not close it: of several, the last of them.
func (s *Store) start(ctx context.Context, alone bool) (fold []byte, err error) {
	err = s.db.write(ctx, func(tx *sql.Tx) error {
		if fold, err = getMeta(tx, "fold"); err != nil {
			return err
		}
		if moved, err := getMeta(tx, metaMoved); err != nil || moved != nil {
			return errors.Join(err, hub.E(hub.CodeFolder, "store.moved", string(moved)))
		}
		if err := s.owned(tx); err != nil {
			return err
		}
		stop, err := getMeta(tx, "stop")
		if err != nil {
			return err
		}
		if string(stop) == "open" && alone {
			if _, err := tx.Exec(`UPDATE origins SET doubt = 1 WHERE key = $1 AND seq > 0`, s.key[:]); err != nil {
				return err
			}
		}
		if err := s.begin(tx).forgetRequests(); err != nil {
			return err
		}
		return putMeta(tx, "stop", []byte("open"))
	})
	return fold, err
}

// Close notes the clean stop. It may be called again.
func (s *Store) Close() error {
	s.mu.Lock()
	closed := s.closed
	s.closed = true
	s.mu.Unlock()
	if closed {
		return nil
	}
	s.feed.close()
	return errors.Join(s.leave(context.Background()), s.db.Close())
}

// Ping asks the database for a sign of life, for the watchdog.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.db.failed(s.db.Read.QueryRowContext(ctx, `SELECT 1`).Scan(&one))
}

// foldName names how the folds are made: release, indexes, projections. What the
// county publishes is not part of it (Reform): it is read from these folds.
func (s *Store) foldName() string {
	h := sha256.New()
	fmt.Fprintln(h, foldVersion)
	for _, kind := range s.opts.Forms.Shipped() {
		def, _ := s.opts.Forms.Get(kind)
		writeFoldForm(h, def)
	}
	for _, p := range s.opts.Projections {
		fmt.Fprintln(h, p.Name(), p.Kinds())
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// writeFoldForm writes what of a definition rows depend on: whether a field is an index,
// whether versions of it are a conflict, and how its sheets are listed.
func writeFoldForm(w io.Writer, def *form.Definition) {
	for i := range def.Fields {
		f := &def.Fields[i]
		fmt.Fprintln(w, def.Kind, f.No, f.Name, f.Type, f.Index, f.Merge, f.Order)
	}
	if def.Sheet() {
		fmt.Fprintln(w, def.Kind, def.Order, def.Workflow != nil)
	}
}

func getMeta(tx *sql.Tx, name string) (value []byte, err error) {
	err = tx.QueryRow(`SELECT value FROM meta WHERE name = $1`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return value, err
}

func putMeta(tx *sql.Tx, name string, value []byte) error {
	_, err := tx.Exec(`INSERT INTO meta (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}
