package store

import (
	"bytes"
	"database/sql"
	"maps"

	"yizhan/hub"
	"yizhan/hub/codec"
)

type recordKey struct {
	lane hub.Lane
	kind hub.Kind
	id   hub.ID
}

// where is the place that the row's secret is sealed for.
func (k recordKey) where() string {
	return "record/" + string(k.lane) + "/" + string(k.kind) + "/" + string(k.id[:])
}

// recordFlag says what is special of a row; most have none.
type recordFlag int64

const (
	// flagWithheld: own parts that wait for consent add to what is read here. They
	// are laid over the row at each reading, because the fold, its digest and all
	// other hubs know nothing of them.
	flagWithheld recordFlag = 1 << iota
	// flagPast: a record of the local lane that lives on in another lane; it stays
	// as the trail, but nothing finds it.
	flagPast
)

// entry is a record within a transaction.
type entry struct {
	recordKey
	n       int64 // 0: not stored yet
	subject hub.ID
	period  string // of a once-per record
	flags   recordFlag
	state   hub.State // the fold: what the digest counts
	over    []overlay // withheld changes, in the order of their commits
	before  []Row     // rows as they are stored

	isDirty  bool // to be written back
	outdated bool // to be folded anew
}

// overlay is a withheld change of one record.
type overlay struct {
	ref    hub.CommitRef
	place  int // of its part in the commit
	period string
	fields []hub.FieldChange
}

// shown is the state as it is read here.
func (e *entry) shown() hub.State {
	if len(e.over) == 0 {
		return e.state
	}
	state := maps.Clone(e.state) // Apply never writes into a FieldState's slices
	for _, o := range e.over {
		state.Apply(o.ref, o.fields)
	}
	return state
}

// record reads a record's row into the transaction, or begins an empty one.
func (t *txn) record(key recordKey, subject hub.ID) (*entry, error) {
	if e, ok := t.records[key]; ok {
		return e, nil
	}
	if !t.absent[key] {
		if err := t.seek(key.lane, key.kind, []hub.ID{key.id}); err != nil {
			return nil, err
		}
		if e, ok := t.records[key]; ok {
			return e, nil
		}
	}
	e := &entry{recordKey: key, subject: subject, state: hub.State{}}
	t.records[key] = e
	return e, nil
}

// touch notes that a record has to be written back. Its subject is the same on
// every hub, whichever change came first: should two claim it, the smaller.
func (t *txn) touch(e *entry, subject hub.ID, period string) {
	if period != "" {
		e.period = period
	}
	if bytes.Compare(subject[:], e.subject[:]) < 0 {
		e.subject = subject
	}
	t.dirty(e)
}

// dirty notes that a record has to be written back.
func (t *txn) dirty(e *entry) {
	if !e.isDirty {
		e.isDirty = true
		t.touched = append(t.touched, e)
	}
}

// ownedKey is a record and whose it is.
type ownedKey struct {
	recordKey
	subject hub.ID
}

// recordKeys lists records; the condition may name r (records) and l (lanes).
func (s session) recordKeys(where string, args ...any) ([]ownedKey, error) {
	rows, err := s.query(`SELECT l.name, r.kind, r.id, r.subject FROM records r JOIN lanes l ON l.n = r.lane
		WHERE `+where+` ORDER BY r.n`, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (k ownedKey, err error) {
		var id, subject []byte
		err = rows.Scan(&k.lane, &k.kind, &id, &subject)
		k.id, k.subject = hub.ID(id), hub.ID(subject)
		return k, err
	})
}

// state decodes a row.
func (v vault) state(key recordKey, open, secret []byte) (hub.State, error) {
	plain, err := v.open(secret, key.where())
	if err != nil {
		return nil, err
	}
	return codec.DecodeState(open, plain)
}
