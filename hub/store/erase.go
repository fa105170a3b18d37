package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Fields of an order to erase (hub/form/builtin/erasure.yaml), which the store reads
// by number on every hub, whatever forms it has.
const (
	orderSubject = 1
	orderGate    = 2
	orderKinds   = 3
	orderUpto    = 4
	orderLane    = 7
)

// Erasure is a county's order, and what became of it here.
type Erasure struct {
	Order hub.ID // the record
	hub.Erasure
	Parts int  // erased here because of it
	Done  bool // no file of the log's database holds a trace
}

// Erasures lists the orders that are known here.
func (s *Store) Erasures(ctx context.Context) (out []Erasure, err error) {
	err = s.view(ctx, func(v session) error {
		due, err := v.get(`SELECT 1 FROM meta WHERE name = $1`, []any{metaSweep}, new(int))
		if err != nil {
			return err
		}
		rows, err := v.query(`SELECT record, subject, lane, gate, kinds, upto, parts FROM erasures ORDER BY record`)
		if err != nil {
			return err
		}
		if out, err = collect(rows, scanErasure); err != nil {
			return err
		}
		for i := range out {
			out[i].Done = !due
		}
		return nil
	})
	return out, err
}

func scanErasure(rows *sql.Rows) (e Erasure, err error) {
	var record, subject []byte
	var kinds string
	if err = rows.Scan(&record, &subject, &e.Lane, &e.Gate, &kinds, &e.Upto, &e.Parts); err != nil {
		return e, err
	}
	e.Order, e.Subject = hub.ID(record), hub.ID(subject)
	for kind := range strings.SplitSeq(kinds, ",") {
		if kind != "" {
			e.Kinds = append(e.Kinds, hub.Kind(kind))
		}
	}
	return e, nil
}

// orderOf reads an order out of the fold of its record; ok is false where it does not
// say what its own id says. Of several ends the furthest counts.
func orderOf(record hub.ID, state hub.State) (e hub.Erasure, ok bool) {
	text := func(no uint32) string {
		v, _ := state[no].Top()
		s, _ := v.Value.(string)
		return s
	}
	subject, _ := state[orderSubject].Top()
	e.Subject, _ = subject.Value.(hub.ID)
	e.Lane, e.Gate = hub.Lane(text(orderLane)), hub.Purpose(text(orderGate))
	kinds, _ := state[orderKinds].Top()
	list, _ := kinds.Value.([]any)
	for _, k := range list {
		kind, isText := k.(string)
		if !isText || kind == "" || strings.Contains(kind, ",") {
			return e, false
		}
		e.Kinds = append(e.Kinds, hub.Kind(kind))
	}
	for i, v := range state[orderUpto].Live {
		upto, _ := v.Value.(int64)
		if upto <= 0 {
			e.Upto = 0
			break
		}
		if i == 0 || e.Upto > 0 {
			e.Upto = max(e.Upto, uint64(upto))
		}
	}
	return e, !e.Subject.IsZero() && e.ID() == record
}

// erased says whether an order covers a part.
func (t *txn) erased(p storedPart) (bool, error) {
	orders, err := t.ordersFor(p.subject())
	return slices.ContainsFunc(orders, func(e hub.Erasure) bool {
		return e.Covers(p.lane, p.head(), p.header.Lam, p.part)
	}), err
}

// ordersFor is the orders for a subject. Most boxes have none at all, and ask once.
func (t *txn) ordersFor(subject hub.ID) ([]hub.Erasure, error) {
	if t.erasures == nil {
		some, err := t.get(`SELECT 1 FROM erasures LIMIT 1`, nil, new(int))
		if err != nil {
			return nil, err
		}
		t.erasures, t.spared = map[hub.ID][]hub.Erasure{}, !some
	}
	if t.spared {
		return nil, nil
	}
	if orders, ok := t.erasures[subject]; ok {
		return orders, nil
	}
	rows, err := t.query(`SELECT record, subject, lane, gate, kinds, upto, parts FROM erasures WHERE subject = $1`, subject[:])
	if err != nil {
		return nil, err
	}
	known, err := collect(rows, scanErasure)
	if err != nil {
		return nil, err
	}
	orders := make([]hub.Erasure, len(known))
	for i, e := range known {
		orders[i] = e.Erasure
	}
	t.erasures[subject] = orders
	return orders, nil
}

// settleOrder brings the parts of a subject to what an order says, after its record
// was folded. An order that covers less than it did, because its commit does not
// stand any more, lets what it took be fetched from whoever has it.
func (t *txn) settleOrder(e *entry) error {
	rows, err := t.query(`SELECT record, subject, lane, gate, kinds, upto, parts FROM erasures WHERE record = $1`, e.id[:])
	if err != nil {
		return err
	}
	known, err := collect(rows, scanErasure)
	if err != nil {
		return err
	}
	order, ok := orderOf(e.id, e.state)
	if !ok && len(known) == 0 {
		return nil
	}
	t.erasures = nil
	if len(known) > 0 && (!ok || order.Upto != known[0].Upto) {
		if err := t.exec(`DELETE FROM erasures WHERE record = $1`, e.id[:]); err != nil {
			return err
		}
		if !ok || order.Upto != 0 && (known[0].Upto == 0 || order.Upto < known[0].Upto) {
			if err := t.unerase(known[0].Subject); err != nil {
				return err
			}
		}
	}
	if !ok {
		return nil
	}
	kinds := make([]string, len(order.Kinds))
	for i, k := range order.Kinds {
		kinds[i] = string(k)
	}
	err = t.exec(`INSERT INTO erasures (record, subject, lane, gate, kinds, upto, parts) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT DO NOTHING`, e.id[:], order.Subject[:], string(order.Lane), string(order.Gate), strings.Join(kinds, ","),
		int64(order.Upto), partsOfOrder(known))
	if err != nil {
		return err
	}
	t.name(e, order.Subject)
	if err := t.recountLater(stale{subject: order.Subject}); err != nil {
		return err
	}
	return t.erase(e.id, order)
}

func partsOfOrder(known []Erasure) int {
	if len(known) == 0 {
		return 0
	}
	return known[0].Parts
}

// name adds an erased subject to the news of its order: whoever has a list of people
// takes it off.
func (t *txn) name(e *entry, subject hub.ID) {
	commits := e.state.Commits()
	for i := range t.news {
		n := &t.news[i]
		if slices.Contains(commits, n.Commit) && !slices.Contains(n.Subjects, subject) {
			n.Subjects = append(n.Subjects, subject)
		}
	}
}

// erase drops what an order covers: bytes, what they said, and with the whole subject
// its keys. Headers stay, so that chains verify.
func (t *txn) erase(record hub.ID, order hub.Erasure) error {
	stored, err := t.parts(`p.subject = $1 AND p.state <> 6`, order.Subject[:])
	if err != nil {
		return err
	}
	parts, commits := 0, map[hub.ID]bool{}
	for _, p := range stored {
		if !order.Covers(p.lane, p.head(), p.header.Lam, p.part) {
			continue
		}
		if err := t.meet(p); err != nil {
			return err
		}
		err := t.exec(`UPDATE parts SET state = $1, bytes = NULL WHERE commit_n = $2 AND place = $3`, int64(partErased), p.n, p.place)
		if err != nil {
			return err
		}
		commits[p.id] = true
		if p.bytes > 0 {
			parts++
		}
		if counted := p.state == partHere || p.state == partWithheld || p.state == partDamaged; counted && !p.barred {
			if err := t.unfold(p); err != nil {
				return err
			}
		}
	}
	if parts == 0 {
		return nil
	}
	t.look = true
	if err := t.exec(`UPDATE erasures SET parts = parts + $1 WHERE record = $2`, parts, record[:]); err != nil {
		return err
	}
	if order.Whole() {
		if err := t.eraseKeys(order.Subject); err != nil {
			return err
		}
		if err := t.blankRequests(commits); err != nil {
			return err
		}
	}
	t.sweep = true
	return putMeta(t.tx, metaSweep, []byte("due"))
}

// eraseKeys drops the keys of a subject that no wrap carries any more, and with the
// last of them its card.
func (t *txn) eraseKeys(subject hub.ID) error {
	stored, err := t.parts(`p.subject = $1 AND p.bytes IS NOT NULL`, subject[:])
	if err != nil {
		return err
	}
	left := wrapsIn(stored)
	rows, err := t.query(`SELECT name FROM keys WHERE subject = $1`, subject[:])
	if err != nil {
		return err
	}
	names, err := collect(rows, func(rows *sql.Rows) (name []byte, err error) { return name, rows.Scan(&name) })
	if err != nil {
		return err
	}
	for _, name := range names {
		if slices.ContainsFunc(left, func(w wrap) bool { return w.name == hub.KeyName(name) }) {
			continue
		}
		if err := t.exec(`DELETE FROM keys WHERE subject = $1 AND name = $2`, subject[:], name); err != nil {
			return err
		}
	}
	clear(t.keys)
	if len(left) > 0 {
		return nil
	}
	return t.exec(`DELETE FROM cards WHERE subject = $1`, subject[:])
}

// blankRequests takes the record ids out of the outcomes of the acts that an order
// erased; a request that is sent again is still known.
func (t *txn) blankRequests(erased map[hub.ID]bool) error {
	rows, err := t.query(`SELECT n, outcome FROM requests`)
	if err != nil {
		return err
	}
	type request struct {
		n    int64
		body remembered
	}
	all, err := collect(rows, func(rows *sql.Rows) (r request, err error) {
		var body []byte
		if err = rows.Scan(&r.n, &body); err == nil {
			err = codec.Unmarshal(body, &r.body)
		}
		return r, err
	})
	if err != nil {
		return err
	}
	for _, r := range all {
		if !erased[r.body.Commit] {
			continue
		}
		clear(r.body.Records)
		body, err := codec.Marshal(r.body)
		if err != nil {
			return err
		}
		if err := t.exec(`UPDATE requests SET outcome = $1 WHERE n = $2`, body, r.n); err != nil {
			return err
		}
	}
	return nil
}

// unerase lets the erased parts of a subject come again that no order surely covers;
// fate says of each what it is when it does.
func (t *txn) unerase(subject hub.ID) error {
	stored, err := t.parts(`p.subject = $1 AND p.state = 6`, subject[:])
	if err != nil {
		return err
	}
	for _, p := range stored {
		still, err := t.erased(p)
		if err != nil {
			return err
		}
		if still {
			continue
		}
		err = t.exec(`UPDATE parts SET state = $1 WHERE commit_n = $2 AND place = $3`, int64(partDamaged), p.n, p.place)
		if err != nil {
			return err
		}
	}
	return nil
}

// metaSweep stands while an erasure may have left traces in the files.
const metaSweep = "sweep"

// Sweep writes the database's files anew where deleted bytes may still stand. It does
// nothing if none are due; an error means that it has to be called again.
func (s *Store) Sweep(ctx context.Context) error { return s.sweep(ctx, SweepNight) }

func (s *Store) sweep(ctx context.Context, time SweepTime) error {
	var due bool
	err := s.view(ctx, func(v session) (err error) {
		due, err = v.get(`SELECT 1 FROM meta WHERE name = $1`, []any{metaSweep}, new(int))
		return err
	})
	if err != nil || !due {
		return err
	}
	switch clean, err := s.db.sweep(ctx, time); {
	case err != nil:
		return err
	case !clean:
		return errors.New("store: readers keep deleted bytes from being swept")
	}
	return s.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM meta WHERE name = $1`, metaSweep)
		return err
	})
}

// sweep is the database's own; it waits for its turn to write.
func (d Database) sweep(ctx context.Context, time SweepTime) (clean bool, err error) {
	turn, err := d.Write.Conn(ctx)
	if err != nil {
		return false, d.failed(err)
	}
	defer turn.Close()
	clean, err = d.Dialect.Sweep(context.WithoutCancel(ctx), turn, time)
	return clean, d.failed(err)
}
