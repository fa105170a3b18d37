package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"yizhan/hub"
)

// Measures are the measures that were ever counted here.
func (s *Store) Measures(ctx context.Context) (out []hub.Counted, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT name, level, born FROM measures ORDER BY name`)
		if err != nil {
			return err
		}
		out, err = collect(rows, func(rows *sql.Rows) (m hub.Counted, err error) {
			var level int
			err = rows.Scan(&m.Measure, &level, &m.Born)
			m.Level = level == 1
			return m, err
		})
		return err
	})
	return out, err
}

// Sums adds up measures, those that are not 0. It reads sums that are kept ready by year,
// month and day, at most some fifty a measure and area however long the log is, and what
// came after a closing that is asked for.
func (s *Store) Sums(ctx context.Context, q hub.SumQuery) (out []hub.Sum, err error) {
	err = s.view(ctx, func(v session) error {
		to, from, err := spanOf(q)
		if err != nil || from > to {
			return err
		}
		area, found, err := v.areaOf(q)
		if err != nil || !found {
			return err
		}
		after, err := v.after(q.Known)
		if err != nil {
			return err
		}
		names, err := v.asked(q.Measures)
		if err != nil || len(names) == 0 {
			return err
		}
		sums := adding{names: names, scope: q.Scope, areas: area, sums: map[int64]map[string]int64{}}
		if err := v.upto(sums, to, +1); err != nil {
			return err
		}
		if from > 0 {
			if err := v.upto(sums, dayNumber(q.From.Add(-1)), -1); err != nil {
				return err
			}
		}
		if after >= 0 {
			if err := v.later(sums, from, to, after); err != nil {
				return err
			}
		}
		for number, areas := range sums.sums {
			for area, value := range areas {
				if value != 0 {
					out = append(out, hub.Sum{Measure: names[number], Area: area, Value: value})
				}
			}
		}
		return nil
	})
	hub.Sort(out, func(a, b hub.Sum) int {
		if c := strings.Compare(a.Measure, b.Measure); c != 0 {
			return c
		}
		return strings.Compare(a.Area, b.Area)
	})
	return out, err
}

func spanOf(q hub.SumQuery) (to, from int64, err error) {
	if to = dayNumber(q.To); to == 0 {
		return 0, 0, fmt.Errorf("store: no sum up to the day %q", q.To)
	}
	if from = dayNumber(q.From); from == 0 && q.From != "" {
		return 0, 0, fmt.Errorf("store: no sum from the day %q", q.From)
	}
	return to, from, nil
}

// areaOf is the numbers of the one area that is asked for; none: of all.
func (s session) areaOf(q hub.SumQuery) (numbers []int64, found bool, err error) {
	if q.Area == "" || q.Scope == hub.ScopeAll {
		return nil, true, nil
	}
	query, arg := `SELECT n FROM areas WHERE lane = $1 AND site = $2`, []any{q.Area, make([]byte, len(hub.ID{}))}
	if q.Scope == hub.ScopeSite {
		site, err := hub.ParseID(q.Area)
		if err != nil {
			return nil, false, err
		}
		query, arg = `SELECT n FROM areas WHERE site = $1`, []any{site[:]} // one of two townships, if it moved
	}
	rows, err := s.query(query, arg...)
	if err != nil {
		return nil, false, err
	}
	numbers, err = collect(rows, func(rows *sql.Rows) (n int64, err error) { return n, rows.Scan(&n) })
	return numbers, len(numbers) > 0, err
}

// after is the last fact of a closing; -1: what is known now is asked for.
func (s session) after(closing int64) (fact int64, err error) {
	if closing == 0 {
		return -1, nil
	}
	found, err := s.get(`SELECT facts FROM closings WHERE n = $1`, []any{closing}, &fact)
	if err == nil && !found {
		err = hub.E(hub.CodeNotFound, "store.no-closing", closing)
	}
	return fact, err
}

// adding is sums of several measures while they are added up: one question asks for all of
// them, because what is kept ready is small and the way to it is not.
type adding struct {
	names map[int64]string // by number
	scope hub.Scope
	areas []int64 // none: all
	sums  map[int64]map[string]int64
}

// asked are the numbers of those measures that were ever counted.
func (s session) asked(names []string) (map[int64]string, error) {
	numbers, err := s.measures()
	out := make(map[int64]string, len(names))
	for _, name := range names {
		if n, ok := numbers[name]; ok {
			out[n] = name
		}
	}
	return out, err
}

// upto adds, measure by measure (CROSS JOIN is SQLite's word for this order; it would read
// all measures of a scope), what is kept ready from the beginning to a day.
func (s session) upto(sums adding, day, sign int64) error {
	for grain, span := range readyTo(day) {
		if span[0] >= span[1] {
			continue
		}
		query, args := among(`SELECT t.measure, t.area, coalesce(a.lane, ''), a.site, sum(t.total)
			FROM measures m CROSS JOIN tallies t LEFT JOIN areas a ON a.n = t.area
			WHERE t.measure = m.n AND t.scope = $1 AND t.grain = $2 AND t.at >= $3 AND t.at < $4`, "m.n", []any{int(sums.scope), grain, span[0], span[1]}, sums.numbers())
		query, args = among(query, "t.area", args, sums.areas)
		if err := s.addUp(sums, sign, query+` GROUP BY t.measure, t.area, a.lane, a.site`, args...); err != nil {
			return err
		}
	}
	return nil
}

// readyTo is what has to be added from the beginning to a day, first and behind the last, by
// grain: the days of its month, the months of its year, whole years. The last day of a month
// needs no days and the last of a year no months: trends ask for these.
func readyTo(day int64) [3][2]int64 {
	month, year := day/100, day/10000
	days, months, years := [2]int64{month * 100, day + 1}, [2]int64{year * 100, month}, [2]int64{0, year}
	if next := dayNumber(dayOfNumber(day).Add(1)); next/100 != month {
		days, months[1] = [2]int64{}, month+1
		if next/10000 != year {
			months, years[1] = [2]int64{}, year+1
		}
	}
	return [...][2]int64{days, months, years}
}

func (a adding) numbers() []int64 { return slices.Sorted(maps.Keys(a.names)) }

// later takes away what was counted after a closing.
func (s session) later(sums adding, from, to, after int64) error {
	query, args := among(`SELECT f.measure, f.area, a.lane, a.site, sum(f.value) FROM facts f JOIN areas a ON a.n = f.area
		WHERE f.n > $1 AND f.day >= $2 AND f.day <= $3`, "f.measure", []any{after, from, to}, sums.numbers())
	if sums.scope == hub.ScopeLane && len(sums.areas) > 0 { // its stations are areas of their own
		args = append(args, sums.areas[0])
		query += fmt.Sprint(` AND a.lane = (SELECT lane FROM areas WHERE n = $`, len(args), `)`)
	} else {
		query, args = among(query, "f.area", args, sums.areas)
	}
	return s.addUp(sums, -1, query+` GROUP BY f.measure, f.area, a.lane, a.site`, args...)
}

// among limits a query to some numbers, if any are named.
func among(query, column string, args []any, numbers []int64) (string, []any) {
	if len(numbers) == 0 {
		return query, args
	}
	marks := make([]string, len(numbers))
	for i, n := range numbers {
		args = append(args, n)
		marks[i] = fmt.Sprint("$", len(args))
	}
	return query + ` AND ` + column + ` IN (` + strings.Join(marks, ", ") + `)`, args
}

func (s session) addUp(sums adding, sign int64, query string, args ...any) error {
	rows, err := s.query(query, args...)
	if err != nil {
		return err
	}
	_, err = collect(rows, func(rows *sql.Rows) (none struct{}, err error) {
		var measure, number, value int64
		var lane string
		var site []byte
		if err = rows.Scan(&measure, &number, &lane, &site, &value); err != nil {
			return none, err
		}
		at := sums.sums[measure]
		if at == nil {
			at = map[string]int64{}
			sums.sums[measure] = at
		}
		switch sums.scope {
		case hub.ScopeAll:
			at[""] += sign * value
		case hub.ScopeLane:
			at[lane] += sign * value
		default:
			at[hub.ID(site).String()] += sign * value
		}
		return none, nil
	})
	return err
}

// mostEvidence is how many rows of evidence are read: more than anybody reads.
const mostEvidence = 1000

// Evidence is what a sum of one measure is made of: facts of a subject and record that do not
// cancel out, the newest day first.
func (s *Store) Evidence(ctx context.Context, measure string, q hub.SumQuery) (out []hub.Evidence, err error) {
	err = s.view(ctx, func(v session) error {
		to, from, err := spanOf(q)
		if err != nil {
			return err
		}
		areas, found, err := v.areaOf(q)
		if err != nil || !found {
			return err
		}
		after, err := v.after(q.Known)
		if err != nil {
			return err
		}
		query := `SELECT c.subject, f.kind, f.record, a.lane, a.site, max(f.day), sum(f.value) FROM facts f
			JOIN measures m ON m.n = f.measure JOIN areas a ON a.n = f.area LEFT JOIN counted c ON c.n = f.subject
			WHERE m.name = $1 AND f.day >= $2 AND f.day <= $3`
		args := []any{measure, from, to}
		if after >= 0 {
			query, args = query+` AND f.n <= $4`, append(args, after)
		}
		if q.Scope == hub.ScopeLane && len(areas) > 0 {
			args = append(args, q.Area)
			query += fmt.Sprint(` AND a.lane = $`, len(args))
		} else {
			query, args = among(query, "f.area", args, areas)
		}
		rows, err := v.query(query+fmt.Sprint(` GROUP BY c.subject, f.subject, f.kind, f.record, a.lane, a.site
			HAVING sum(f.value) <> 0 ORDER BY max(f.day) DESC, f.subject LIMIT `, mostEvidence), args...)
		if err != nil {
			return err
		}
		out, err = collect(rows, func(rows *sql.Rows) (e hub.Evidence, err error) {
			var subject, record, site []byte
			var day int64
			e.Measure = measure
			if err = rows.Scan(&subject, &e.Kind, &record, &e.Lane, &site, &day, &e.Value); err == nil {
				copy(e.Subject[:], subject)
				copy(e.Record[:], record)
				copy(e.Site[:], site)
				e.Day = dayOfNumber(day)
			}
			return e, err
		})
		return err
	})
	return out, err
}
