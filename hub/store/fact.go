package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
)

// mostCounted is how many stale subjects, or months of one, one transaction counts: a page
// that wants to write waits no longer than for these.
const mostCounted = 100

// measuring is what the store needs of its Measurer while it folds.
type measuring struct {
	hub.Measurer
	levels  map[string]bool
	base    []hub.Kind
	monthly []hub.Kind
	months  map[hub.Kind]bool // kind → read by the month
}

func newMeasuring(m hub.Measurer) *measuring {
	if m == nil {
		return nil
	}
	out := &measuring{Measurer: m, levels: m.Measures(), base: m.Kinds(), monthly: m.Monthly(), months: map[hub.Kind]bool{}}
	for _, kind := range out.base {
		out.months[kind] = false
	}
	for _, kind := range out.monthly {
		out.months[kind] = true
	}
	return out
}

// stale is what has to be counted anew: a subject, and which month of it (0: all but what
// is read by the month).
type stale struct {
	subject hub.ID
	month   int64
}

// outcount notes that what is counted of a record's subject may have changed. It costs a
// row in the transaction that folds; counting comes later and by itself.
func (t *txn) outcount(e *entry) error {
	if t.measuring == nil {
		return nil
	}
	byMonth, counts := t.measuring.months[e.kind]
	if !counts {
		return nil
	}
	s := stale{subject: e.subject}
	if byMonth {
		if s.month = monthOf(e.period); s.month == 0 {
			return nil // no day that anybody could count
		}
	}
	return t.recountLater(s)
}

// recountLater notes that something has to be counted anew.
func (t *txn) recountLater(s stale) error {
	if t.measuring == nil || t.stale[s] {
		return nil
	}
	if t.stale == nil {
		t.stale = map[stale]bool{}
	}
	t.stale[s] = true
	return t.insert(intoStale, 0, s.subject[:], s.month)
}

// monthOf is 202611 of 2026-11-23; 0 where a period is no day.
func monthOf(period string) int64 { return dayNumber(hub.Day(period)) / 100 }

// dayNumber is 20261123 of 2026-11-23; 0 where it is no day.
func dayNumber(day hub.Day) int64 {
	if _, ok := day.Time(); !ok {
		return 0
	}
	n, _ := strconv.ParseInt(strings.ReplaceAll(string(day), "-", ""), 10, 64)
	return n
}

func dayOfNumber(n int64) hub.Day {
	return hub.Day(fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100))
}

// learnMeasures notes measures that are new in this release; they are counted of every
// subject that is here, and are known from the open closing on.
func (s *Store) learnMeasures(ctx context.Context) error {
	if s.measuring == nil {
		return nil
	}
	return s.write(ctx, func(t *txn) error {
		known, err := t.measures()
		if err != nil {
			return err
		}
		open, err := t.openClosing()
		if err != nil {
			return err
		}
		fresh := false
		for _, name := range slices.Sorted(maps.Keys(t.measuring.levels)) {
			if _, ok := known[name]; ok {
				continue
			}
			fresh = true
			n, err := t.next("measures")
			if err != nil {
				return err
			}
			level := 0
			if t.measuring.levels[name] {
				level = 1
			}
			if err := t.exec(`INSERT INTO measures (n, name, level, born) VALUES ($1, $2, $3, $4)`, n, name, level, open); err != nil {
				return err
			}
		}
		if !fresh {
			return nil
		}
		for _, kind := range t.measuring.base { // months follow their subject
			if err := t.exec(`INSERT INTO stale (subject, month) SELECT DISTINCT subject, 0 FROM records WHERE kind = $1
				ON CONFLICT DO NOTHING`, string(kind)); err != nil {
				return err
			}
		}
		return nil
	})
}

// measures are the numbers by which facts name them.
func (s session) measures() (map[string]int64, error) {
	rows, err := s.query(`SELECT n, name FROM measures`)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	_, err = collect(rows, func(rows *sql.Rows) (none struct{}, err error) {
		var n int64
		var name string
		if err = rows.Scan(&n, &name); err == nil {
			out[name] = n
		}
		return none, err
	})
	return out, err
}
