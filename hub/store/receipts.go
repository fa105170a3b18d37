package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// PutReceipts keeps receipts that are their holder's word and newer than what is
// known, in one transaction: a township's hubs tell each other of dozens at once,
// and each transaction is a flush of the card. A forged one is counted and left
// out. newer is how many were kept; whoever passes receipts on passes those on.
func (s *Store) PutReceipts(ctx context.Context, rs []hub.Receipt) (newer int, err error) {
	err = s.write(ctx, func(t *txn) error {
		newer = 0
		for _, r := range rs {
			if !codec.VerifyReceipt(r) {
				if err := t.count(ReasonReceipt); err != nil {
					return err
				}
				continue
			}
			kept, err := t.putReceipt(r)
			if err != nil {
				return err
			}
			if kept {
				newer++
			}
		}
		return nil
	})
	return newer, err
}

func (t *txn) putReceipt(r hub.Receipt) (newer bool, err error) {
	var seq uint64
	found, err := t.get(`SELECT seq FROM receipts WHERE origin = $1 AND holder = $2`, []any{r.Origin[:], r.Holder[:]}, &seq)
	if err != nil || found && seq >= r.Head.Seq {
		return false, err
	}
	return true, t.exec(`INSERT INTO receipts (origin, holder, seq, id, sig) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (origin, holder) DO UPDATE SET seq = excluded.seq, id = excluded.id, sig = excluded.sig`,
		r.Origin[:], r.Holder[:], int64(r.Head.Seq), r.Head.ID[:], r.Sig)
}

// Receipts is the newest of every holder and origin, others' and our own, to be
// passed on.
func (s *Store) Receipts(ctx context.Context) (out []hub.Receipt, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT holder, origin, seq, id, sig FROM receipts ORDER BY origin, holder`)
		if err != nil {
			return err
		}
		out, err = collect(rows, scanReceipt)
		return err
	})
	return out, err
}

func scanReceipt(rows *sql.Rows) (r hub.Receipt, err error) {
	var holder, origin, id []byte
	if err = rows.Scan(&holder, &origin, &r.Head.Seq, &id, &r.Sig); err == nil {
		r.Holder, r.Origin, r.Head.ID = [32]byte(holder), hub.Origin(origin), hub.ID(id)
	}
	return r, err
}

// Held signs what this box holds of a lane, durably and without gaps: one receipt
// an origin. A forked origin gets none, because a seq does not say which branch.
func (s *Store) Held(ctx context.Context, lane hub.Lane) (out []hub.Receipt, err error) {
	var stale []*origin
	err = s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		if err != nil {
			return err
		}
		for _, o := range origins {
			if o.forked > 0 || o.seq == 0 {
				continue
			}
			r, err := v.ownWord(o.origin)
			switch {
			case err != nil:
				return err
			case r.Head.Seq == o.seq:
				out = append(out, r)
			default:
				stale = append(stale, o)
			}
		}
		return nil
	})
	if err != nil || len(stale) == 0 {
		return out, err
	}
	known := len(out)
	for _, o := range stale {
		out = append(out, codec.SignReceipt(s.opts.Keys.Sign(), hub.Receipt{
			Origin: o.origin, Head: hub.Head{Seq: o.seq, ID: o.id},
		}))
	}
	return out, s.write(ctx, func(t *txn) error {
		for _, r := range out[known:] {
			if _, err := t.putReceipt(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// ownWord is the receipt that this box has signed of an origin; none: seq 0.
func (s session) ownWord(origin hub.Origin) (r hub.Receipt, err error) {
	var id []byte
	_, err = s.get(`SELECT seq, id, sig FROM receipts WHERE origin = $1 AND holder = $2`, []any{origin[:], s.key[:]}, &r.Head.Seq, &id, &r.Sig)
	r.Holder, r.Origin = s.key, origin
	copy(r.Head.ID[:], id)
	return r, err
}

// Copies is where a record or commit lies besides here.
type Copies struct {
	Neighbours int  // confirmed by so many other hubs of the lane
	County     bool // confirmed by the county
}

// OnlyHere says that nobody else has confirmed it: 只有本机.
func (c Copies) OnlyHere() bool { return c.Neighbours == 0 && !c.County }

// position is a commit's place in its origin.
type position struct {
	origin hub.Origin
	author [32]byte
	seq    uint64
	forked uint64
	waits  bool // a part of it is only here
}

// CommitCopies is who has confirmed a commit. Errors: CodeNotFound.
func (s *Store) CommitCopies(ctx context.Context, id hub.ID) (Copies, error) {
	return s.copies(ctx, func(v session) ([]hub.ID, error) { return []hub.ID{id}, nil })
}

// RecordCopies is who has confirmed all that a record now says. Errors: CodeNotFound.
func (s *Store) RecordCopies(ctx context.Context, kind hub.Kind, id hub.ID) (Copies, error) {
	return s.copies(ctx, func(v session) ([]hub.ID, error) { return v.liveCommits(kind, id) })
}

func (s *Store) copies(ctx context.Context, commits func(v session) ([]hub.ID, error)) (out Copies, err error) {
	err = s.view(ctx, func(v session) error {
		ids, err := commits(v)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return hub.E(hub.CodeNotFound, "store.notfound")
		}
		var holders map[[32]byte]bool
		for _, id := range ids {
			held, err := v.holders(id)
			if err != nil {
				return err
			}
			if holders == nil {
				holders = held
				continue
			}
			for key := range holders {
				if !held[key] {
					delete(holders, key)
				}
			}
		}
		for key := range holders {
			switch s.opts.holder(key) {
			case Neighbour:
				out.Neighbours++
			case County:
				out.County = true
			}
		}
		return nil
	})
	return out, err
}

// liveCommits is the commits that a record's present values come from.
func (s session) liveCommits(kind hub.Kind, id hub.ID) (ids []hub.ID, err error) {
	rows, err := s.query(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
		WHERE r.kind = $1 AND r.id = $2 ORDER BY r.n DESC`, string(kind), id[:])
	if err != nil {
		return nil, err
	}
	found, err := collect(rows, s.scanRecord)
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		if r.flags&flagPast != 0 {
			continue
		}
		for _, f := range r.state {
			for _, v := range f.Live {
				if !slices.Contains(ids, v.Commit) {
					ids = append(ids, v.Commit)
				}
			}
		}
		return ids, nil
	}
	return nil, nil
}

// holders is who holds a commit: whoever signed a receipt up to it, and its author.
func (s session) holders(id hub.ID) (map[[32]byte]bool, error) {
	p, err := s.position(id)
	if err != nil {
		return nil, err
	}
	held := map[[32]byte]bool{}
	if p.waits || p.forked > 0 && p.seq >= p.forked {
		return held, nil
	}
	held[p.author] = true
	rows, err := s.query(`SELECT holder FROM receipts WHERE origin = $1 AND seq >= $2`, p.origin[:], int64(p.seq))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var key []byte
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		held[[32]byte(key)] = true
	}
	delete(held, s.key)
	return held, rows.Err()
}

func (s session) position(id hub.ID) (p position, err error) {
	var origin, key []byte
	found, err := s.get(`SELECT o.origin, o.key, o.forked, c.seq,
		EXISTS (SELECT 1 FROM parts p WHERE p.commit_n = c.n AND p.state = $1)
		FROM commits c JOIN origins o ON o.n = c.origin WHERE c.id = $2`,
		[]any{int64(partWithheld), id[:]}, &origin, &key, &p.forked, &p.seq, &p.waits)
	if err != nil {
		return p, err
	}
	if !found {
		return p, hub.E(hub.CodeNotFound, "store.notfound")
	}
	p.origin, p.author = hub.Origin(origin), [32]byte(key)
	return p, nil
}

// Reported is how far the own commits of a lane have come.
type Reported struct {
	Own        int64     // commits that this box has written
	OnlyHere   int64     // nobody else has confirmed them
	Neighbours int64     // confirmed by a neighbour, not by the county
	County     int64     // confirmed by the county
	Upto       time.Time // wall time of the newest own commit that the county has; zero: none
}

// Pending is how many own commits the county has not confirmed: 待报.
func (r Reported) Pending() int64 { return r.OnlyHere + r.Neighbours }

// Reported sums up the own commits of a lane written since a wall time (zero: all),
// by who has confirmed them.
func (s *Store) Reported(ctx context.Context, lane hub.Lane, since time.Time) (out Reported, err error) {
	from := int64(0)
	if !since.IsZero() {
		from = since.UnixMilli()
	}
	err = s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		if err != nil {
			return err
		}
		for _, o := range origins {
			if o.key != s.key {
				continue
			}
			if err := v.addReported(&out, o, from); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

func (s session) addReported(out *Reported, o *origin, from int64) error {
	rows, err := s.query(`SELECT holder, origin, seq, id, sig FROM receipts WHERE origin = $1`, o.origin[:])
	if err != nil {
		return err
	}
	receipts, err := collect(rows, scanReceipt)
	if err != nil {
		return err
	}
	var neighbour, county uint64
	for _, r := range receipts {
		switch s.opts.holder(r.Holder) {
		case Neighbour:
			neighbour = max(neighbour, r.Head.Seq)
		case County:
			county = max(county, r.Head.Seq)
		}
	}
	var all, beyondAll, beyondCounty int64
	var upto sql.NullInt64
	_, err = s.get(`SELECT count(*), count(CASE WHEN seq > $1 THEN 1 END), count(CASE WHEN seq > $2 THEN 1 END), max(CASE WHEN seq <= $2 THEN wall END)
		FROM commits WHERE origin = $3 AND wall >= $4`,
		[]any{int64(max(neighbour, county)), int64(county), o.n, from}, &all, &beyondAll, &beyondCounty, &upto)
	if err != nil {
		return err
	}
	out.Own += all
	out.OnlyHere += beyondAll
	out.Neighbours += beyondCounty - beyondAll
	out.County += all - beyondCounty
	if at := time.UnixMilli(upto.Int64); upto.Valid && at.After(out.Upto) {
		out.Upto = at
	}
	return nil
}
