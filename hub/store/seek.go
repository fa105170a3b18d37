package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
)

// foresee seeks all records that commits of a lane change, many at once. What it
// finds, or not, only answers sooner what folding asks.
func (t *txn) foresee(name hub.Lane, commits []proven) error {
	wanted := map[recordKey]bool{}
	ids := map[hub.Kind][]hub.ID{}
	for _, c := range commits {
		for _, p := range c.parts {
			if p == nil {
				continue
			}
			for _, change := range p.Changes {
				key := recordKey{name, change.Kind, change.Record}
				if t.records[key] == nil && !t.absent[key] && !wanted[key] {
					wanted[key] = true
					ids[change.Kind] = append(ids[change.Kind], change.Record)
				}
			}
		}
	}
	for kind, some := range ids {
		if err := t.seek(name, kind, some); err != nil {
			return err
		}
		if name != hub.LaneLocal && t.hasLocal() {
			if err := t.seek(hub.LaneLocal, kind, some); err != nil {
				return err
			}
		}
	}
	return nil
}

// mostSought is how many records one statement seeks.
const mostSought = 64

// seek reads those of the records that are stored, and notes of the others that they
// are not.
func (t *txn) seek(lane hub.Lane, kind hub.Kind, ids []hub.ID) error {
	l, err := t.lane(lane)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, mostSought) {
		rows, err := t.query(seekStatement(len(some)), seekArgs(l, kind, some)...)
		if err != nil {
			return err
		}
		stored, err := collect(rows, func(rows *sql.Rows) (*entry, error) { return t.scanEntry(rows, lane, kind) })
		if err != nil {
			return err
		}
		for _, id := range some {
			t.absent[recordKey{lane, kind, id}] = true
		}
		for _, e := range stored {
			if e.flags&flagWithheld != 0 {
				if e.over, err = t.withheld(e.recordKey, e.subject); err != nil {
					return err
				}
			}
			if e.before, err = t.stored(e); err != nil {
				return err
			}
			delete(t.absent, e.recordKey)
			t.records[e.recordKey] = e
		}
	}
	return nil
}

func (t *txn) scanEntry(rows *sql.Rows, lane hub.Lane, kind hub.Kind) (*entry, error) {
	e := &entry{recordKey: recordKey{lane: lane, kind: kind}}
	var id, owner, open, secret sql.RawBytes
	err := rows.Scan(&e.n, &id, &owner, &e.period, &e.flags, &open, &secret)
	if err == nil {
		e.id, e.subject = hub.ID(id), hub.ID(owner)
		e.state, err = t.vault.state(e.recordKey, open, secret)
	}
	return e, err
}

// seekStatement seeks one record or for mostSought: two statements, which the driver
// keeps prepared.
func seekStatement(n int) string {
	if n == 1 {
		return seekOne
	}
	return seekMany
}

var seekOne, seekMany = seekFor(1), seekFor(mostSought)

// seekFor asks for each by itself. In one list of ids PostgreSQL, where it has not counted
// the table lately, took the index for kind and lane alone and read every record of them:
// three quarters of what a batch cost.
func seekFor(n int) string {
	each := make([]string, n)
	for i := range each {
		each[i] = fmt.Sprint(`SELECT n, id, subject, period, flags, state, secret FROM records WHERE kind = $1 AND lane = $2 AND id = $`, 3+i)
	}
	return strings.Join(each, ` UNION ALL `)
}

// seekArgs fills up with nothing, which no record is.
func seekArgs(l *lane, kind hub.Kind, ids []hub.ID) []any {
	args := []any{string(kind), l.n}
	for i := range ids {
		args = append(args, ids[i][:])
	}
	for len(ids) > 1 && len(args) < 2+mostSought {
		args = append(args, nil)
	}
	return args
}
