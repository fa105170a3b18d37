package store_test

import (
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/postgres"
	"yizhan/hub/store/postgres/pgtest"
	"yizhan/hub/store/sqlite"
)

// onPostgres is whether the stations of these tests keep their log there: the same tests
// for both, as long as nothing in them is SQLite's own.
var onPostgres = os.Getenv("YIZHAN_STORE") == "postgres"

var lane = hub.TownshipLane("140427103")

// keys is a box's keys; to is whom it closes for.
type keys struct {
	sign   ed25519.PrivateKey
	x25519 [32]byte
	box    [32]byte
	to     []codec.Recipient

	recipients func() []codec.Recipient // instead of to
}

func newKeys() *keys {
	_, sign, _ := ed25519.GenerateKey(rand.Reader)
	k := &keys{sign: sign}
	rand.Read(k.x25519[:])
	rand.Read(k.box[:])
	return k
}

func (k *keys) Sign() ed25519.PrivateKey    { return k.sign }
func (k *keys) X25519() [32]byte            { return k.x25519 }
func (k *keys) BoxKey() [32]byte            { return k.box }
func (k *keys) Certificate(hub.Lane) []byte { return []byte("certificate") }
func (k *keys) public() [32]byte            { return [32]byte(k.sign.Public().(ed25519.PublicKey)) }

func (k *keys) Recipients(hub.Lane) []codec.Recipient {
	if k.recipients != nil {
		return k.recipients()
	}
	return k.to
}

func (k *keys) recipient() codec.Recipient {
	priv, err := ecdh.X25519().NewPrivateKey(k.x25519[:])
	if err != nil {
		panic(err)
	}
	return codec.RecipientOf([32]byte(priv.PublicKey().Bytes()))
}

// members lets the keys that it names write the township's lane.
type members map[[32]byte]bool

func (m members) Admit(_ hub.Origin, p hub.OriginProof) (hub.Head, bool, error) {
	if !m[p.Key] || p.Lane != lane || string(p.Cert) != "certificate" {
		return hub.Head{}, false, errors.New("no member")
	}
	return hub.Head{}, false, nil
}

func (members) Released(hub.ID) bool { return false }

// reporter is a test, or one run of a property.
type reporter interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// station is a store with what it was opened with.
type station struct {
	*store.Store
	t      reporter
	keys   *keys
	clock  *clock
	folder *store.Folder
	opts   store.Options

	database string // on PostgreSQL
}

// newStation opens a store in a folder of its own, a member of m.
func newStation(t testing.TB, m members, change ...func(*store.Options)) *station {
	t.Helper()
	s := &station{t: t, keys: newKeys(), clock: newClock()}
	m[s.keys.public()] = true
	s.folder = openFolder(t, t.TempDir())
	s.opts = store.Options{
		Keys: s.keys, Verifier: m, Forms: form.Builtin(), Clock: s.clock,
		Holder: func([32]byte) store.Holder { return store.Neighbour },
		Card:   func(kind hub.Kind) bool { return kind == "child" },
	}
	for _, f := range change {
		f(&s.opts)
	}
	if onPostgres {
		s.database = pgtest.Database(t)
	}
	s.open()
	t.Cleanup(func() { s.Close() })
	return s
}

func (s *station) open() {
	s.t.Helper()
	var err error
	if s.Store, err = s.tryOpen(); err != nil {
		s.t.Fatal(err)
	}
}

func (s *station) tryOpen() (*store.Store, error) {
	if s.database != "" {
		return postgres.Open(context.Background(), s.database, s.opts)
	}
	return sqlite.Open(context.Background(), s.folder, s.opts)
}

// damage does something to the station's log behind its back.
func (s *station) damage(t testing.TB, statements string) {
	t.Helper()
	driver, source := "sqlite3", s.folder.Path("log.db")
	if s.database != "" {
		driver, source = "postgres", s.database
		statements = regexp.MustCompile(`x'([0-9a-f]*)'`).ReplaceAllString(statements, `'\x$1'::bytea`)
		statements = strings.ReplaceAll(statements, `zeroblob(16)`, `decode(repeat('00', 16), 'hex')`)
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

// ownFile marks a test of what SQLite keeps in the folder.
func ownFile(t testing.TB) {
	if t.Helper(); onPostgres {
		t.Skip("of SQLite's own file")
	}
}

func (s *station) reopen() {
	s.t.Helper()
	if err := s.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.open()
}

// append appends one act and must succeed.
func (s *station) append(edits ...hub.Edit) hub.Outcome {
	s.t.Helper()
	out, err := s.Append(context.Background(), hub.Draft{Request: hub.NewID(), Lane: lane, Author: hub.ID{9}, Edits: edits})
	if err != nil {
		s.t.Fatal(err)
	}
	s.clock.at = s.clock.at.Add(time.Second)
	return out
}

// child registers a child.
func (s *station) child(name string) hub.ID {
	s.t.Helper()
	return s.append(child(hub.NewID(), form.Values{"name": name, "category": "home", "village": "140427103201"})).Records[0]
}

func child(id hub.ID, v form.Values) hub.Edit { return form.Builtin().Edit("child", id, id, v) }

func (s *station) record(kind hub.Kind, id hub.ID) hub.Record {
	s.t.Helper()
	rec, err := s.Record(context.Background(), kind, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return rec
}

// value is a field of a record by name.
func value(rec hub.Record, field string) any {
	def, _ := form.Builtin().Get(rec.Kind)
	f, ok := def.Field(field)
	if !ok {
		panic(field)
	}
	return rec.Fields[f.No]
}

func (s *station) sum() store.LaneSum { return s.sumOf(lane) }

func (s *station) sumOf(lane hub.Lane) store.LaneSum {
	s.t.Helper()
	sums, err := s.Lanes(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, l := range sums {
		if l.Lane == lane {
			return l
		}
	}
	return store.LaneSum{Lane: lane}
}

// lacks is what another station would send to this one.
func (s *station) lacks(from *station) []hub.Commit { return s.lacksLane(lane, from) }

func (s *station) lacksLane(lane hub.Lane, from *station) []hub.Commit {
	s.t.Helper()
	v, err := s.Vector(context.Background(), lane)
	if err != nil {
		s.t.Fatal(err)
	}
	commits, _, err := from.Since(context.Background(), lane, v, 500, 384<<10)
	if err != nil {
		s.t.Fatal(err)
	}
	return commits
}

// proofs are of all origins that a station knows.
func (s *station) proofs() map[hub.Origin]hub.OriginProof { return s.proofsOf(lane) }

func (s *station) proofsOf(lane hub.Lane) map[hub.Origin]hub.OriginProof {
	s.t.Helper()
	p, err := s.Proofs(context.Background(), lane)
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

func (s *station) accept(from *station, commits ...hub.Commit) store.Accepted {
	s.t.Helper()
	got, err := s.Accept(context.Background(), commits, from.proofs())
	if err != nil {
		s.t.Fatal(err)
	}
	return got
}

// pull takes everything that another station has, batch by batch, and whatever
// consent has released.
func (s *station) pull(from *station) { s.pullLane(lane, from) }

func (s *station) pullLane(lane hub.Lane, from *station) {
	s.t.Helper()
	for range 100 {
		commits := s.lacksLane(lane, from)
		ids, err := s.Lacking(context.Background(), lane, 100)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, id := range ids {
			if c, err := from.Commit(context.Background(), id); err == nil {
				commits = append(commits, c)
			}
		}
		got, err := s.Accept(context.Background(), commits, from.proofsOf(lane))
		if err != nil {
			s.t.Fatal(err)
		}
		if len(got.Refused) > 0 {
			s.t.Fatalf("refused: %+v", got.Refused)
		}
		if got.New == 0 && got.Filled == 0 {
			return
		}
	}
	s.t.Fatal("no end of batches")
}

// converged checks that stations end with one digest.
func converged(t reporter, stations ...*station) {
	t.Helper()
	first := stations[0].sum()
	for i, s := range stations[1:] {
		if got := s.sum(); got != first {
			t.Errorf("station %d: %d records, %d commits, digest %v; station 0: %d, %d, %v",
				i+1, got.Records, got.Commits, got.Digest, first.Records, first.Commits, first.Digest)
		}
	}
}
