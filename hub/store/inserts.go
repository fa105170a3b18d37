package store

import (
	"database/sql"
	"fmt"
	"strings"
)

// into is a table that rows are inserted into by the hundred.
type into int

// In this order: a row refers to rows of tables before its own.
const (
	intoCommits into = iota
	intoBatches
	intoParts
	intoRecords
	intoFinds
	intoFacts
	intoTables
)

var intoHeads = [intoTables]string{
	intoCommits: `commits (n, id, origin, seq, wall, header, sig, barred)`,
	intoBatches: `batches (batch, commit_n)`,
	intoParts:   `parts (commit_n, place, subject, gate, state, bytes)`,
	intoRecords: `records (n, lane, kind, id, subject, period, flags, state, secret)`,
	intoFinds:   `finds (kind, name, value, record)`,
	intoFacts:   `facts (n, subject, month, measure, area, day, value, kind, record)`,
}

// mostWaiting is how many rows may wait to be inserted.
const mostWaiting = 512

// insertSteps is how many rows one statement brings, the most that are there first: few
// different statements, which the driver keeps prepared.
var insertSteps = [...]int{64, 16, 4, 1}

// inserts are rows that a transaction has yet to insert. A third of what a row costs is
// the way into the database, and many rows in one statement take it once. Every other
// statement of the transaction puts them in first, so that none misses them.
type inserts struct {
	values [intoTables][]any // row by row
	count  int               // rows
}

// insert has a row inserted, at the latest before the next statement.
func (t *txn) insert(table into, values ...any) error {
	w := t.waiting
	w.values[table] = append(w.values[table], values...)
	if w.count++; w.count < mostWaiting {
		return nil
	}
	return w.flush(t.tx)
}

func (w *inserts) flush(tx *sql.Tx) error {
	if w == nil || w.count == 0 {
		return nil
	}
	w.count = 0
	for table, values := range w.values {
		width := len(strings.Split(intoHeads[table], ","))
		for i, step := range insertSteps {
			for n := step * width; len(values) >= n; values = values[n:] {
				if err := insertRows(tx, insertStatements[table][i], values[:n]); err != nil {
					return err
				}
			}
		}
		clear(w.values[table])
		w.values[table] = w.values[table][:0]
	}
	return nil
}

// insertRows asks as if rows came back: the driver then takes all values at once, where
// it takes one after the other for Exec.
func insertRows(tx *sql.Tx, statement string, values []any) error {
	rows, err := tx.Query(statement, values...)
	if err != nil {
		return err
	}
	rows.Next() // there is none, but an error may be
	err = rows.Err()
	rows.Close()
	return err
}

var insertStatements = func() (all [intoTables][len(insertSteps)]string) {
	for table, head := range intoHeads {
		for i, rows := range insertSteps {
			all[table][i] = insertStatement(head, rows)
		}
	}
	return all
}()

func insertStatement(head string, rows int) string {
	width := len(strings.Split(head, ","))
	all := make([]string, rows)
	for i := range all {
		all[i] = places(1+i*width, width)
	}
	return `INSERT INTO ` + head + ` VALUES ` + strings.Join(all, ", ")
}

// places is ($3, $4, $5) for three values from the third on.
func places(first, count int) string {
	all := make([]string, count)
	for i := range all {
		all[i] = fmt.Sprint("$", first+i)
	}
	return "(" + strings.Join(all, ", ") + ")"
}
