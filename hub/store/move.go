package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// A log moves to another database while it is in use. Triggers note which rows change, in
// the transaction that changes them; everything is copied, table by table, and then again
// whatever was noted, until little is left. The rest is copied while nobody writes, both
// sides are compared, and the switch is recorded. Until then the old database is the log;
// whoever is killed begins again where the copy stands.

// MoveTable is a table as it is copied.
type MoveTable struct {
	Name    string
	Columns []string
	Key     []string
	Lane    string // where the target's rows name their lane and these do not: which it is, as SQL; "": it is a column
}

// Movable is a dialect of a database that a log may move away from.
type Movable interface {
	// Tables are all but the version's and that of moving itself.
	Tables(tx *sql.Tx) ([]MoveTable, error)
	// Following makes triggers that note the keys of a table's changed rows in moving,
	// where they are not there already; Followed says whether they are.
	Following(t MoveTable) string
	Followed(tx *sql.Tx, t MoveTable) (bool, error)
	// Unfollowing takes them away.
	Unfollowing(t MoveTable) string
}

// moving holds keys of rows that have changed, and how often: what is copied in between is
// told by it.
const moving = `CREATE TABLE IF NOT EXISTS moving (
	name TEXT NOT NULL, k1 ANY NOT NULL, k2 ANY NOT NULL, k3 ANY NOT NULL, k4 ANY NOT NULL, k5 ANY NOT NULL,
	times INTEGER NOT NULL,
	PRIMARY KEY (name, k1, k2, k3, k4, k5)
) STRICT, WITHOUT ROWID`

// MoveKeys is how many columns the longest key has.
const MoveKeys = 5

const (
	metaMoved  = "moved"  // in the old database: where to
	metaMoving = "moving" // in both: which move they are the two sides of
)

// MoveTarget is the database that a log moves to.
type MoveTarget struct {
	DB      *sql.DB
	Prepare func(ctx context.Context) error // makes the tables
	Settle  func(ctx context.Context) error // after the last row
	Shown   string                          // where it is, for people
}

// Moved counts what a move has done so far.
type Moved struct {
	Rows  int64 // copied
	Again int64 // copied again, because they changed meanwhile
}

// Move copies the log to another database and has switchOver record that it is there now,
// while nobody writes. From then on this store refuses to write: the box has to open the
// other. say is told how far it is.
// Errors: CodeConflict where the other database holds another log.
func (s *Store) Move(ctx context.Context, to MoveTarget, switchOver func() error, say func(Moved)) (Moved, error) {
	from, ok := s.db.Dialect.(Movable)
	if !ok {
		return Moved{}, hub.E(hub.CodeConflict, "store.moved-already")
	}
	m := &mover{Store: s, from: from, to: to, say: say}
	err := errRemade
	for errors.Is(err, errRemade) {
		err = m.move(ctx, switchOver)
	}
	return m.did, s.db.failed(err)
}

// errRemade says that tables were made anew while they were copied.
var errRemade = errors.New("store: a table was made anew while it was copied")

// mostLeft is how many changed rows are copied while nobody writes: a second or so.
const mostLeft = 2000

type mover struct {
	*Store
	from   Movable
	to     MoveTarget
	say    func(Moved)
	tables []MoveTable
	did    Moved
}

func (m *mover) move(ctx context.Context, switchOver func() error) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	for _, t := range m.tables {
		if err := m.copyTable(ctx, t); err != nil {
			return err
		}
	}
	for left := int64(mostLeft + 1); left > mostLeft; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var noted []note
		err := m.view(ctx, func(v session) (err error) {
			if noted, err = m.noted(v.tx); err != nil {
				return err
			}
			left, err = count(v.tx, "moving")
			if err == nil {
				err = m.copyNoted(ctx, v.tx, noted)
			}
			return err
		})
		if err == nil {
			err = m.db.write(ctx, func(tx *sql.Tx) error { return forgetNoted(tx, noted) })
		}
		if err != nil {
			return err
		}
	}
	return m.finish(ctx, switchOver)
}

// begin has changes noted from here on, and finds out whether the other side has a copy
// that was begun from here.
func (m *mover) begin(ctx context.Context) error {
	if err := m.to.Prepare(ctx); err != nil {
		return err
	}
	there, err := m.there(ctx)
	if err != nil {
		return err
	}
	again, name := false, there
	var anew []MoveTable
	err = m.db.write(ctx, func(tx *sql.Tx) error {
		here, err := getMeta(tx, metaMoving)
		if err != nil {
			return err
		}
		if again = here != nil && string(here) == there; !again {
			var random [16]byte
			rand.Read(random[:])
			name = hex.EncodeToString(random[:])
		}
		anew, err = m.follow(tx, name, again)
		return err
	})
	if err != nil {
		return err
	}
	if !again {
		anew = m.tables
	}
	return m.clear(ctx, name, again, anew)
}

// clear empties tables of the other side that are copied from their beginning.
func (m *mover) clear(ctx context.Context, name string, again bool, anew []MoveTable) error {
	tx, err := m.to.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, t := range anew {
		if _, err := tx.Exec(`DELETE FROM ` + t.Name); err != nil {
			return err
		}
	}
	if !again {
		if _, err := tx.Exec(`DELETE FROM meta`); err != nil {
			return err
		}
		if err := putMeta(tx, metaMoving, []byte(name)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// there is the move that the other side is a copy of; "": it is empty.
func (m *mover) there(ctx context.Context) (string, error) {
	var value []byte
	err := m.to.DB.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = $1`, metaMoving).Scan(&value)
	if !errors.Is(err, sql.ErrNoRows) {
		return string(value), err
	}
	var some int
	err = m.to.DB.QueryRowContext(ctx, `SELECT 1 FROM meta LIMIT 1`).Scan(&some)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", err
	}
	return "", hub.E(hub.CodeConflict, "store.filled")
}

// follow makes what is missing of triggers, and answers the tables that had none: since
// the last try they were made anew.
func (m *mover) follow(tx *sql.Tx, name string, again bool) (anew []MoveTable, err error) {
	if err := putMeta(tx, metaMoving, []byte(name)); err != nil {
		return nil, err
	}
	if !again {
		if _, err := tx.Exec(`DROP TABLE IF EXISTS moving`); err != nil {
			return nil, err
		}
	}
	if _, err := tx.Exec(moving); err != nil {
		return nil, err
	}
	if m.tables, err = m.from.Tables(tx); err != nil {
		return nil, err
	}
	m.tables = slices.DeleteFunc(m.tables, func(t MoveTable) bool { return t.Name == "meta" }) // copied last, and whole
	for _, t := range m.tables {
		followed, err := m.from.Followed(tx, t)
		if err != nil {
			return nil, err
		}
		if !followed {
			anew = append(anew, t)
		}
		if _, err := tx.Exec(m.from.Following(t)); err != nil {
			return nil, err
		}
	}
	return anew, nil
}

// moveBatch is how many rows are read, and written, at once.
const moveBatch = 500

// copyTable copies the rows behind the last that is there: those before it were copied in
// the order of their keys, or are noted.
func (m *mover) copyTable(ctx context.Context, t MoveTable) error {
	after, err := lastKey(ctx, m.to.DB, t)
	for err == nil {
		if err = ctx.Err(); err != nil {
			return err
		}
		var rows [][]any
		err = m.view(ctx, func(v session) (err error) {
			rows, err = v.rowsAfter(t, after)
			return err
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		if err = m.put(ctx, t, rows); err == nil {
			after = t.keyOf(rows[len(rows)-1])
			m.did.Rows += int64(len(rows))
			m.say(m.did)
		}
	}
	return err
}

func lastKey(ctx context.Context, db *sql.DB, t MoveTable) ([]any, error) {
	rows, err := db.QueryContext(ctx, `SELECT `+strings.Join(t.Key, ", ")+` FROM `+t.Name+
		` ORDER BY `+strings.Join(t.Key, " DESC, ")+` DESC LIMIT 1`)
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, scanAny(len(t.Key)))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

func (s session) rowsAfter(t MoveTable, after []any) ([][]any, error) {
	where := ""
	if after != nil {
		where = ` WHERE (` + strings.Join(t.Key, ", ") + `) > ` + places(1, len(t.Key))
	}
	rows, err := s.query(t.read()+where+` ORDER BY `+strings.Join(t.Key, ", ")+fmt.Sprint(` LIMIT `, moveBatch), after...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanAny(t.width()))
}

// read is the query for a table's rows as the other side has them.
func (t MoveTable) read() string {
	columns := strings.Join(t.Columns, ", ")
	if t.Lane != "" {
		columns += ", (" + t.Lane + ")"
	}
	return `SELECT ` + columns + ` FROM ` + t.Name
}

func (t MoveTable) width() int {
	if t.Lane != "" {
		return len(t.Columns) + 1
	}
	return len(t.Columns)
}

func (t MoveTable) keyOf(row []any) []any {
	key := make([]any, len(t.Key))
	for i, k := range t.Key {
		key[i] = row[slices.Index(t.Columns, k)]
	}
	return key
}

func scanAny(width int) func(rows *sql.Rows) ([]any, error) {
	return func(rows *sql.Rows) ([]any, error) {
		row, to := make([]any, width), make([]any, width)
		for i := range row {
			to[i] = &row[i]
		}
		return row, rows.Scan(to...)
	}
}

// put writes rows to the other side, in one transaction, in the place of those with their
// keys.
func (m *mover) put(ctx context.Context, t MoveTable, rows [][]any) error {
	tx, err := m.to.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, step := range insertSteps {
		for ; len(rows) >= step; rows = rows[step:] {
			var values []any
			for _, row := range rows[:step] {
				values = append(values, row...)
			}
			if _, err := tx.Exec(t.upsert(step), values...); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

func (t MoveTable) upsert(rows int) string {
	columns, key := slices.Clone(t.Columns), slices.Clone(t.Key)
	if t.Lane != "" {
		columns, key = append(columns, "lane"), append(key, "lane")
	} else if slices.Contains(laneKeys, t.Name) {
		key = append(key, "lane")
	}
	if t.Name == "facts" {
		key = append(key, "area")
	}
	var set []string
	for _, c := range columns {
		if !slices.Contains(key, c) {
			set = append(set, c+" = excluded."+c)
		}
	}
	do := ` DO NOTHING`
	if len(set) > 0 {
		do = ` DO UPDATE SET ` + strings.Join(set, ", ")
	}
	return insertStatement(t.Name+` (`+strings.Join(columns, ", ")+`)`, rows) + ` ON CONFLICT (` + strings.Join(key, ", ") + `)` + do
}

// laneKeys are tables whose rows name their lane everywhere, and by which a database with
// Lanes tells them apart.
var laneKeys = []string{"records", "origins"}

// finish copies the rest, compares and switches over, while nobody writes.
func (m *mover) finish(ctx context.Context, switchOver func() error) error {
	err := m.db.write(ctx, func(tx *sql.Tx) error {
		for _, t := range m.tables {
			if followed, err := m.from.Followed(tx, t); err != nil || !followed {
				return errors.Join(err, errRemade)
			}
		}
		for {
			noted, err := m.noted(tx)
			if err != nil {
				return err
			}
			if len(noted) == 0 {
				break
			}
			if err := errors.Join(m.copyNoted(ctx, tx, noted), forgetNoted(tx, noted)); err != nil {
				return err
			}
		}
		if err := m.copyMeta(ctx, tx); err != nil {
			return err
		}
		if err := m.compare(ctx, tx); err != nil {
			return err
		}
		if err := m.to.Settle(ctx); err != nil {
			return err
		}
		if err := m.unfollow(tx); err != nil {
			return err
		}
		if err := switchOver(); err != nil {
			return err
		}
		m.moved.Store(true) // whatever COMMIT says: it is there now
		return nil
	})
	if m.moved.Load() {
		return nil
	}
	return err
}

// unfollow leaves the old database as it was, and marked.
func (m *mover) unfollow(tx *sql.Tx) error {
	for _, t := range m.tables {
		if _, err := tx.Exec(m.from.Unfollowing(t)); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`DROP TABLE moving; DELETE FROM meta WHERE name = '` + metaMoving + `'`); err != nil {
		return err
	}
	return putMeta(tx, metaMoved, []byte(m.to.Shown))
}

// copyMeta copies the few rows that say what the tables are.
func (m *mover) copyMeta(ctx context.Context, tx *sql.Tx) error {
	t := MoveTable{Name: "meta", Columns: []string{"name", "value"}, Key: []string{"name"}}
	rows, err := tx.Query(t.read()+` WHERE name <> $1`, metaMoving)
	if err != nil {
		return err
	}
	all, err := collect(rows, scanAny(2))
	if err != nil {
		return err
	}
	all = append(all, []any{metaSweep, []byte("due")}, []any{metaHub, m.key[:]}) // due: what was erased while it was copied
	return m.put(ctx, t, all)
}

// compare counts the rows of every table on both sides, and works out every lane's digest
// from the records that are there.
func (m *mover) compare(ctx context.Context, tx *sql.Tx) error {
	there, err := m.to.DB.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer there.Rollback()
	for _, t := range m.tables {
		here, err := count(tx, t.Name)
		if err != nil {
			return err
		}
		if got, err := count(there, t.Name); err != nil || got != here {
			return errors.Join(err, fmt.Errorf("store: %d rows of %s, %d were copied", here, t.Name, got))
		}
	}
	digests, err := m.digests(there)
	if err != nil {
		return err
	}
	for n, want := range digests {
		var digest []byte
		if err := tx.QueryRow(`SELECT digest FROM lanes WHERE n = $1`, n).Scan(&digest); err != nil {
			return err
		}
		if hub.DigestOf(hub.Hash(digest)) != want {
			return fmt.Errorf("store: the copy of lane %d has another digest", n)
		}
	}
	return nil
}

func count(tx *sql.Tx, table string) (n int64, err error) {
	err = tx.QueryRow(`SELECT count(*) FROM ` + table).Scan(&n)
	return n, err
}

// digests are what a database's records come to, lane by lane; of a lane without records
// it is zero.
func (m *mover) digests(tx *sql.Tx) (map[int64]hub.Digest, error) {
	out := map[int64]hub.Digest{}
	lanes, err := tx.Query(`SELECT n FROM lanes`)
	if err != nil {
		return nil, err
	}
	if _, err := collect(lanes, func(rows *sql.Rows) (n int64, err error) {
		if err = rows.Scan(&n); err == nil {
			out[n] = hub.Digest{}
		}
		return n, err
	}); err != nil {
		return nil, err
	}
	rows, err := tx.Query(`SELECT lane, kind, id, state FROM records`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var kind hub.Kind
		var id, open sql.RawBytes
		if err := rows.Scan(&n, &kind, &id, &open); err != nil {
			return nil, err
		}
		state, err := codec.DecodeState(open, nil)
		if err != nil {
			return nil, err
		}
		sum := out[n]
		for no, f := range state {
			for _, v := range f.Live {
				sum.Toggle(kind, hub.ID(id), hub.Touch{No: no, Commit: v.Commit, Alive: true})
			}
		}
		out[n] = sum
	}
	return out, rows.Err()
}
