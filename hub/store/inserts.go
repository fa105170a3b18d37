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
	intoKeys into = iota
	intoCommits
	intoBatches
	intoParts
	intoRecords
	intoFinds
	intoFacts
	intoStale
	intoTables
)

var intoHeads = [intoTables]string{
	intoKeys:    `keys (lane, subject, name, key)`,
	intoCommits: `commits (n, id, origin, seq, wall, header, sig, barred)`,
	intoBatches: `batches (batch, commit_n)`,
	intoParts:   `parts (commit_n, place, subject, gate, state, bytes)`,
	intoRecords: `records (n, lane, kind, id, subject, period, flags, state, secret)`,
	intoFinds:   `finds (kind, name, value, record)`,
	intoFacts:   `facts (n, subject, month, measure, area, day, value, kind, record)`,
	intoStale:   `stale (subject, month)`,
}

// intoSets are the tables into which a row that is there already may go again.
var intoSets = [intoTables]bool{intoStale: true}

// laned are the tables whose rows name their lane where every row does (Dialect); those of
// records do everywhere, and facts name an area of one.
var laned = [intoTables]bool{intoCommits: true, intoBatches: true, intoParts: true, intoFinds: true}

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
	lanes  bool              // see Dialect
}

// statements insert the rows of a table, the most at once first.
func (w *inserts) statements(table into) (all [len(insertSteps)]string, width int) {
	if w.lanes {
		return lanedStatements[table], lanedWidths[table]
	}
	return insertStatements[table], insertWidths[table]
}

// insert has a row of a lane inserted, at the latest before the next statement.
func (t *txn) insert(table into, lane int64, values ...any) error {
	w := t.waiting
	w.values[table] = append(w.values[table], values...)
	if w.lanes && laned[table] {
		w.values[table] = append(w.values[table], lane)
	}
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
		statements, width := w.statements(into(table))
		for i, step := range insertSteps {
			for n := step * width; len(values) >= n; values = values[n:] {
				if err := insertRows(tx, statements[i], values[:n]); err != nil {
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

var (
	insertStatements, insertWidths = statementsFor(false)
	lanedStatements, lanedWidths   = statementsFor(true)
)

func statementsFor(lanes bool) (all [intoTables][len(insertSteps)]string, widths [intoTables]int) {
	for table, head := range intoHeads {
		if lanes && laned[table] {
			head = strings.TrimSuffix(head, ")") + ", lane)"
		}
		widths[table] = len(strings.Split(head, ","))
		for i, rows := range insertSteps {
			all[table][i] = insertStatement(head, rows)
			if intoSets[table] {
				all[table][i] += ` ON CONFLICT DO NOTHING`
			}
		}
	}
	return all, widths
}

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
