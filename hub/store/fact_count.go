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

// CountFacts counts some of what went stale, in one transaction, and says whether more is
// left. Facts are told apart from those that stand, and the differences are added.
func (s *Store) CountFacts(ctx context.Context) (more bool, err error) {
	if s.measuring == nil {
		return false, nil
	}
	waits := false
	err = s.view(ctx, func(v session) (err error) {
		waits, err = v.get(`SELECT 1 FROM stale LIMIT 1`, nil, new(int))
		return err
	})
	if err != nil || !waits {
		return false, err
	}
	err = s.write(ctx, func(t *txn) error {
		c, err := t.counter()
		if err != nil {
			return err
		}
		more, err = c.count()
		return err
	})
	return more, err
}

// counter is one transaction that counts.
type counter struct {
	*txn
	measures map[string]int64
	areas    map[area]int64
	laneOf   map[int64]int64 // by an area: the area that is its whole lane
	tallies  map[tally]int64
}

// area is where something is counted.
type area struct {
	lane hub.Lane
	site hub.ID
}

// tally is one sum that is kept ready.
type tally struct {
	measure int64
	scope   hub.Scope
	grain   int
	at      int64
	area    int64
}

// factKey is what makes two facts of a subject one.
type factKey struct {
	measure, area, day int64
	kind               hub.Kind
	record             hub.ID
}

func (t *txn) counter() (*counter, error) {
	measures, err := t.measures()
	return &counter{t, measures, map[area]int64{}, map[int64]int64{}, map[tally]int64{}}, err
}

func (c *counter) count() (more bool, err error) {
	rows, err := c.query(`SELECT subject, month FROM stale ORDER BY subject, month LIMIT $1`, mostCounted+1)
	if err != nil {
		return false, err
	}
	all, err := collect(rows, func(rows *sql.Rows) (s stale, err error) {
		var subject []byte
		err = rows.Scan(&subject, &s.month)
		s.subject = hub.ID(subject)
		return s, err
	})
	if err != nil {
		return false, err
	}
	if more = len(all) > mostCounted; more {
		all = all[:mostCounted]
	}
	for _, s := range all {
		if err := c.exec(`DELETE FROM stale WHERE subject = $1 AND month = $2`, s.subject[:], s.month); err != nil {
			return false, err
		}
		spread, err := c.recount(s)
		if err != nil {
			return false, err
		}
		more = more || spread
	}
	return more, c.putTallies()
}

// recount counts one subject, or one month of it. What is read by the month depends on
// what is not: spread says that months were made stale by it.
func (c *counter) recount(s stale) (spread bool, err error) {
	number, known, err := c.number(s.subject)
	if err != nil {
		return false, err
	}
	everywhere, gone, err := c.gone(s.subject)
	if err != nil {
		return false, err
	}
	if everywhere {
		if !known {
			return false, nil
		}
		if err := c.forget(number, ""); err != nil {
			return false, err
		}
		return false, c.exec(`DELETE FROM counted WHERE n = $1`, number)
	}
	for _, lane := range gone {
		if !known {
			break // nothing was counted of it
		}
		if err := c.forget(number, lane); err != nil {
			return false, err
		}
	}
	base, err := c.about(s.subject, c.measuring.base, "")
	if err != nil {
		return false, err
	}
	if s.month == 0 {
		if spread, err = c.spread(s.subject, number); err != nil {
			return false, err
		}
	}
	month, recs := "", base
	if s.month > 0 {
		month = fmt.Sprintf("%04d-%02d", s.month/100, s.month%100)
		days, err := c.about(s.subject, c.measuring.monthly, month)
		if err != nil {
			return false, err
		}
		recs = append(recs, days...)
	}
	want, err := c.facts(s.subject, month, recs, gone)
	if err != nil {
		return false, err
	}
	have := map[factKey]int64{}
	if known {
		if have, err = c.standing(number, s.month); err != nil {
			return false, err
		}
	}
	return spread, c.settle(s, number, known, have, want)
}

// number is a subject's in the facts.
func (c *counter) number(subject hub.ID) (n int64, known bool, err error) {
	known, err = c.get(`SELECT n FROM counted WHERE subject = $1`, []any{subject[:]}, &n)
	return n, known, err
}

// gone is where a subject was ordered to be erased, be it whole or but for what a law makes
// us keep: what was counted of it there stays as it is, and what is left of it, or was
// written afterwards, counts for nobody. A child that moved goes on elsewhere.
func (c *counter) gone(subject hub.ID) (everywhere bool, lanes []hub.Lane, err error) {
	orders, err := c.ordersFor(subject)
	for _, e := range orders {
		if e.Gate != "" {
			continue // what waited for a consent; nothing that counts waits for one
		}
		everywhere = everywhere || e.Lane == ""
		lanes = append(lanes, e.Lane)
	}
	return everywhere, lanes, err
}

// about reads records of a subject; of one month where month is not "". One statement asks
// for all kinds, which are words of the program.
func (c *counter) about(subject hub.ID, kinds []hub.Kind, month string) (out []hub.Record, err error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	where, args := `r.subject = $1 AND r.kind IN ('`+quotedKinds(kinds)+`')`, []any{subject[:]}
	if month != "" {
		where, args = where+` AND r.period BETWEEN $2 AND $3`, append(args, month+"-01", month+"-31")
	}
	return c.session.records(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane WHERE `+where+` ORDER BY r.n`, args...)
}

func quotedKinds(kinds []hub.Kind) string {
	words := make([]string, len(kinds))
	for i, kind := range kinds {
		words[i] = string(kind)
	}
	return strings.Join(words, "', '")
}

// spread makes every month of a subject stale.
func (c *counter) spread(subject hub.ID, number int64) (some bool, err error) {
	if len(c.measuring.monthly) == 0 {
		return false, nil
	}
	months := map[int64]bool{}
	note := func(rows *sql.Rows) (none struct{}, err error) {
		var period string
		if err = rows.Scan(&period); err == nil {
			months[monthOf(period)] = true
		}
		return none, err
	}
	for _, kind := range c.measuring.monthly {
		rows, err := c.query(`SELECT period FROM records WHERE subject = $1 AND kind = $2`, subject[:], string(kind))
		if err != nil {
			return false, err
		}
		if _, err := collect(rows, note); err != nil {
			return false, err
		}
	}
	rows, err := c.query(`SELECT DISTINCT month FROM facts WHERE subject = $1 AND month > 0`, number)
	if err != nil {
		return false, err
	}
	counted, err := collect(rows, func(rows *sql.Rows) (m int64, err error) { return m, rows.Scan(&m) })
	if err != nil {
		return false, err
	}
	for _, m := range counted {
		months[m] = true
	}
	delete(months, 0)
	for _, m := range slices.Sorted(maps.Keys(months)) {
		if err := c.insert(intoStale, 0, subject[:], m); err != nil {
			return false, err
		}
	}
	return len(months) > 0, nil
}

// facts are those that records say, added up.
func (c *counter) facts(subject hub.ID, month string, recs []hub.Record, gone []hub.Lane) (map[factKey]int64, error) {
	out := map[factKey]int64{}
	if len(recs) == 0 {
		return out, nil
	}
	for _, f := range c.measuring.Facts(subject, month, recs) {
		n, ok := c.measures[f.Measure]
		if !ok {
			return nil, fmt.Errorf("store: nobody announced the measure %q", f.Measure)
		}
		day := dayNumber(f.Day)
		if day == 0 || !f.Lane.Valid() || slices.Contains(gone, f.Lane) {
			continue
		}
		a, err := c.area(area{f.Lane, f.Site})
		if err != nil {
			return nil, err
		}
		out[factKey{n, a, day, f.Kind, f.Record}] += f.Value
	}
	return out, nil
}

func (c *counter) area(a area) (n int64, err error) {
	if n, ok := c.areas[a]; ok {
		return n, nil
	}
	found, err := c.get(`SELECT n FROM areas WHERE lane = $1 AND site = $2`, []any{string(a.lane), a.site[:]}, &n)
	if err != nil {
		return 0, err
	}
	if !found {
		if n, err = c.next("areas"); err != nil {
			return 0, err
		}
		if err := c.exec(`INSERT INTO areas (n, lane, site) VALUES ($1, $2, $3)`, n, string(a.lane), a.site[:]); err != nil {
			return 0, err
		}
	}
	c.areas[a] = n
	return n, nil
}

// standing is what the facts of a subject come to.
func (c *counter) standing(number, month int64) (map[factKey]int64, error) {
	rows, err := c.query(`SELECT measure, area, day, kind, record, sum(value) FROM facts WHERE subject = $1 AND month = $2
		GROUP BY measure, area, day, kind, record`, number, month)
	if err != nil {
		return nil, err
	}
	out := map[factKey]int64{}
	_, err = collect(rows, func(rows *sql.Rows) (none struct{}, err error) {
		var k factKey
		var record []byte
		var value int64
		if err = rows.Scan(&k.measure, &k.area, &k.day, &k.kind, &record, &value); err == nil {
			copy(k.record[:], record)
			out[k] = value
		}
		return none, err
	})
	return out, err
}

// settle adds what is between the facts that stand and those that should.
func (c *counter) settle(s stale, number int64, known bool, have, want map[factKey]int64) (err error) {
	changed := map[factKey]int64{}
	for k, v := range want {
		changed[k] += v
	}
	for k, v := range have {
		changed[k] -= v
	}
	maps.DeleteFunc(changed, func(_ factKey, v int64) bool { return v == 0 })
	if len(changed) == 0 {
		return nil
	}
	if !known {
		if number, err = c.next("counted"); err != nil {
			return err
		}
		if err := c.exec(`INSERT INTO counted (n, subject) VALUES ($1, $2)`, number, s.subject[:]); err != nil {
			return err
		}
	}
	for k, v := range changed {
		if err := c.add(number, s.month, k, v); err != nil {
			return err
		}
	}
	return nil
}

// forget takes away whose the facts of an erased subject were, in one lane or ("") in all.
// What was counted on past days stays counted; a level that it stood in ends today.
func (c *counter) forget(number int64, lane hub.Lane) error {
	rows, err := c.query(`SELECT f.measure, f.area, f.day, f.value FROM facts f JOIN measures m ON m.n = f.measure JOIN areas a ON a.n = f.area
		WHERE f.subject = $1 AND m.level = 1 AND (a.lane = $2 OR $2 = '')`, number, string(lane))
	if err != nil {
		return err
	}
	today := dayNumber(hub.DayOf(c.now.Wall))
	ends := map[factKey]int64{}
	_, err = collect(rows, func(rows *sql.Rows) (none struct{}, err error) {
		var k factKey
		var v int64
		if err = rows.Scan(&k.measure, &k.area, &k.day, &v); err == nil {
			k.day = max(k.day, today) // what was to come does not come
			ends[k] -= v
		}
		return none, err
	})
	if err != nil {
		return err
	}
	for k, v := range ends {
		if v == 0 {
			continue
		}
		if err := c.add(0, 0, k, v); err != nil {
			return err
		}
	}
	return c.exec(`UPDATE facts SET subject = 0, month = 0, kind = '', record = $1 WHERE subject = $2
		AND area IN (SELECT n FROM areas WHERE lane = $3 OR $3 = '')`, []byte{}, number, string(lane))
}

// add writes one fact, and notes what it changes in the sums.
func (c *counter) add(number, month int64, k factKey, value int64) error {
	n, err := c.next("facts")
	if err != nil {
		return err
	}
	record := k.record[:]
	if k.record.IsZero() {
		record = []byte{}
	}
	if err := c.insert(intoFacts, 0, n, number, month, k.measure, k.area, k.day, value, string(k.kind), record); err != nil {
		return err
	}
	lane, err := c.laneArea(k.area)
	if err != nil {
		return err
	}
	for grain, at := range [...]int64{k.day, k.day / 100, k.day / 10000} {
		c.tallies[tally{k.measure, hub.ScopeAll, grain, at, 0}] += value
		c.tallies[tally{k.measure, hub.ScopeLane, grain, at, lane}] += value
		c.tallies[tally{k.measure, hub.ScopeSite, grain, at, k.area}] += value
	}
	return nil
}

// laneArea is the area that is the whole lane of another.
func (c *counter) laneArea(n int64) (lane int64, err error) {
	if lane, ok := c.laneOf[n]; ok {
		return lane, nil
	}
	var name hub.Lane
	if _, err := c.get(`SELECT lane FROM areas WHERE n = $1`, []any{n}, &name); err != nil {
		return 0, err
	}
	lane, err = c.area(area{lane: name})
	c.laneOf[n] = lane
	return lane, err
}

// putTallies adds what was counted to the sums that are kept ready.
func (c *counter) putTallies() error {
	for k, v := range c.tallies {
		if v == 0 {
			continue
		}
		err := c.exec(`INSERT INTO tallies (measure, scope, grain, at, area, total) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (measure, scope, grain, at, area) DO UPDATE SET total = tallies.total + excluded.total`,
			k.measure, int(k.scope), k.grain, k.at, k.area, v)
		if err != nil {
			return err
		}
	}
	return nil
}
