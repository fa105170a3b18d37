package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// unwanted is the head of an origin of which a peer wants nothing.
const unwanted = 1 << 53

// Since is what a peer with this vector lacks of a lane: origin by origin, each in
// the order of its seqs, every run ending at a signature and without those that
// it makes needless. It ends when a limit is reached; more says that something is
// left. A part that waits for consent is nil.
func (s *Store) Since(ctx context.Context, lane hub.Lane, theirs hub.Vector, maxCommits, maxBytes int) (commits []hub.Commit, more bool, err error) {
	err = s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		if err != nil {
			return err
		}
		b := batch{session: v, commits: maxCommits, bytes: maxBytes}
		for _, o := range origins {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := b.addOrigin(o, theirs[o.origin]); err != nil {
				return err
			}
		}
		commits, more = b.out, b.more
		return nil
	})
	return commits, more, err
}

// batch gathers commits up to its limits.
type batch struct {
	session
	commits, bytes int // what may still be added
	out            []hub.Commit
	signed         bool // some of out can go
	more           bool
}

func (b *batch) full() bool { return b.commits <= 0 || b.bytes <= 0 }

// addOrigin adds what theirs lacks of an origin.
func (b *batch) addOrigin(o *origin, theirs hub.Reach) error {
	if theirs.Head.Seq >= unwanted {
		return nil
	}
	if branches(theirs) && o.forked == 0 && theirs.Head.Seq < o.top { // its spans may be of another branch
		return b.addRun(o, hub.Span{From: theirs.Head.Seq + 1, To: o.top}, false)
	}
	from, again, err := b.forkedFrom(o, theirs)
	if err != nil {
		return err
	}
	if again {
		return b.addRun(o, hub.Span{From: from, To: o.top}, true)
	}
	from = theirs.Head.Seq + 1
	for _, span := range theirs.Beyond {
		if err := b.addRun(o, hub.Span{From: from, To: min(span.From-1, o.top)}, false); err != nil {
			return err
		}
		from = max(from, span.To+1) // what has been sent since may have passed a fork's spans
	}
	return b.addRun(o, hub.Span{From: from, To: o.top}, false)
}

// branches says whether a reach is a peer's line of a forked origin. One without id is
// a place to begin at, and its spans are as they are anywhere.
func branches(r hub.Reach) bool {
	return !r.Head.ID.IsZero() && len(r.Beyond) > 0 && r.Beyond[0].From == r.Head.Seq+1
}

// forkedFrom says from where to send everything of an origin once more, because
// one side has a branch that the other lacks.
func (b *batch) forkedFrom(o *origin, theirs hub.Reach) (from uint64, again bool, err error) {
	if theirs.Head.ID.IsZero() { // no line of a peer, but a place to begin at
		return 0, false, nil
	}
	if o.forked > 0 {
		mine, err := b.reach(o)
		if err != nil || mine.Head == theirs.Head && slices.Equal(mine.Beyond, theirs.Beyond) {
			return 0, false, err
		}
		return b.somewhere(min(o.forked, theirs.Head.Seq+1), o.top), true, nil
	}
	if theirs.Head.Seq > o.top || theirs.Head == (hub.Head{Seq: o.seq, ID: o.id}) {
		return 0, false, nil
	}
	var id []byte
	held, err := b.get(`SELECT id FROM commits WHERE origin = $1 AND seq = $2`, []any{o.n, int64(theirs.Head.Seq)}, &id)
	if err != nil || !held || hub.ID(id) == theirs.Head.ID {
		return 0, false, err
	}
	return max(theirs.Head.Seq, lookBack+1) - lookBack, true, nil
}

// somewhere is where to begin: where a branch is longer than what surely fits into
// a batch, a place by chance, its beginning as likely as any other, so that every
// part of it gets across in the end.
func (b *batch) somewhere(from, top uint64) uint64 {
	sure := uint64(max(b.commits, 0)) / 8
	if top-from < sure {
		return from
	}
	return max(from+rand.Uint64N(top-from+1+sure), from+sure) - sure
}

// addRun adds the commits of a span that are here, and of those behind it as many
// as it takes to come to a signature. What is sent once more says nothing of
// whether something is left.
func (b *batch) addRun(o *origin, span hub.Span, again bool) error {
	if span.From > span.To {
		return nil
	}
	if b.full() {
		b.more = b.more || !again
		return nil
	}
	rows, err := b.query(Few+`SELECT c.n, c.seq, c.id, c.header, c.sig, p.place, p.state, p.bytes
		FROM commits c JOIN parts p ON p.commit_n = c.n
		WHERE c.origin = $1 AND c.seq BETWEEN $2 AND $3 ORDER BY c.seq, c.id, p.place`,
		o.n, int64(span.From), int64(o.top))
	if err != nil {
		return err
	}
	defer rows.Close()
	r, begin := commitReader{rows: rows}, len(b.out)
	defer b.cut(begin)
	for {
		c, ok, err := r.next()
		if err != nil || !ok {
			return err
		}
		n := len(b.out)
		mayEnd := n == begin || b.out[n-1].Sig != nil
		if mayEnd && c.Header.Seq > span.To {
			return nil
		}
		if b.full() && mayEnd || b.commits <= 0 && b.signed { // what has no signature yet goes next time
			b.more = b.more || !again
			return nil
		}
		b.out = append(b.out, c)
		b.signed = b.signed || c.Sig != nil
		b.commits--
		b.bytes -= len(c.Raw) + partBytes(c)
	}
}

func partBytes(c hub.Commit) (n int) {
	for _, p := range c.Parts {
		n += len(p)
	}
	return n
}

// cut takes away what no signature in the batch proves, and signatures that a
// later one makes needless, except at anchors.
func (b *batch) cut(begin int) {
	named := map[hub.Hash]bool{} // prev of what stays
	kept := b.out[:begin]
	for i := len(b.out) - 1; i >= begin; i-- {
		c := &b.out[i]
		proven := named[codec.HashHeader(c.Raw)]
		if c.Sig == nil && !proven {
			c.Raw = nil
			continue
		}
		if proven && !c.Header.Anchor {
			c.Sig = nil
		}
		named[c.Header.Prev] = true
	}
	for _, c := range b.out[begin:] {
		if c.Raw != nil {
			kept = append(kept, c)
		}
	}
	b.out = kept
}

// commitReader puts commits together from rows of parts.
type commitReader struct {
	rows  *sql.Rows
	ahead *hub.Commit // begun by the row that ended the one before
}

// next is the next commit; ok is false at the end.
func (r *commitReader) next() (c hub.Commit, ok bool, err error) {
	if r.ahead != nil {
		c, r.ahead = *r.ahead, nil
		ok = true
	}
	for r.rows.Next() {
		part, raw, err := r.row()
		if err != nil {
			return c, false, err
		}
		if ok && part.ID == c.ID {
			c.Parts = append(c.Parts, raw)
			continue
		}
		if part.Header, err = codec.DecodeHeader(part.Raw); err != nil {
			return c, false, err
		}
		part.Parts = [][]byte{raw}
		if ok {
			r.ahead = &part
			return c, true, nil
		}
		c, ok = part, true
	}
	return c, ok, r.rows.Err()
}

func (r *commitReader) row() (c hub.Commit, part []byte, err error) {
	var n, seq, place int64
	var id []byte
	var state partState
	if err = r.rows.Scan(&n, &seq, &id, &c.Raw, &c.Sig, &place, &state, &part); err != nil {
		return c, nil, err
	}
	if state == partWithheld || state == partRestricted { // the others that are not here have no bytes
		part = nil
	}
	c.ID = hub.ID(id)
	return c, part, nil
}

// Commit is one commit as this box may send it. Errors: CodeNotFound.
func (s *Store) Commit(ctx context.Context, id hub.ID) (c hub.Commit, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT c.n, c.seq, c.id, c.header, c.sig, p.place, p.state, p.bytes
			FROM commits c JOIN parts p ON p.commit_n = c.n WHERE c.id = $1 ORDER BY p.place`, id[:])
		if err != nil {
			return err
		}
		defer rows.Close()
		r := commitReader{rows: rows}
		var ok bool
		if c, ok, err = r.next(); err == nil && !ok {
			err = hub.E(hub.CodeNotFound, "store.notfound")
		}
		return err
	})
	return c, err
}
