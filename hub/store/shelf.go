package store

import (
	"bytes"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// shelf is what the log holds of one origin between two seqs: a run that fills a gap, or
// brings what is here, asks once for hundreds of commits.
type shelf struct {
	origin   int64
	from, to uint64 // seqs that it knows of; 0, 0: none
	held     map[uint64][]shelved
}

// shelved is a commit of the log.
type shelved struct {
	n      int64
	id     hub.ID
	seq    uint64
	barred bool
	header []byte
}

// A shelf is so many seqs wide, at first and at most: the next is twice as wide if it
// stands beside the one before. Commits far from each other read little that way.
const (
	shelfFirst = 4
	shelfMost  = 512
)

// at is what the log holds of an origin at a seq, ascending by id: more than one where
// it is forked.
func (t *txn) at(o *origin, seq uint64) ([]shelved, error) {
	before, width := t.shelf, uint64(shelfFirst)
	switch {
	case before.knows(o, seq):
		return before.held[seq], nil
	case before.knows(o, seq-1):
		width = min(2*(before.to-before.from+1), shelfMost)
	}
	from := max(seq, 1) - 1 // whom it follows is asked too
	s := shelf{origin: o.n, from: from, to: from + width - 1, held: map[uint64][]shelved{}}
	rows, err := t.query(`SELECT n, id, seq, barred, header FROM commits WHERE origin = $1 AND seq BETWEEN $2 AND $3`,
		o.n, int64(s.from), int64(s.to))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c shelved
		var id []byte
		if err := rows.Scan(&c.n, &id, &c.seq, &c.barred, &c.header); err != nil {
			return nil, err
		}
		c.id = hub.ID(id)
		s.add(c)
	}
	t.shelf = s
	return s.held[seq], rows.Err()
}

func (s *shelf) knows(o *origin, seq uint64) bool {
	return s.origin == o.n && s.from <= seq && seq <= s.to
}

func (s *shelf) add(c shelved) {
	all := append(s.held[c.seq], c)
	hub.Sort(all, func(a, b shelved) int { return bytes.Compare(a.id[:], b.id[:]) })
	s.held[c.seq] = all
}

// shelve notes a commit that was just put.
func (t *txn) shelve(o *origin, n int64, c hub.Commit, barred bool) {
	if t.shelf.knows(o, c.Header.Seq) {
		t.shelf.add(shelved{n, c.ID, c.Header.Seq, barred, c.Raw})
	}
}

// hash is what the header after it names as prev.
func (c shelved) hash() hub.Hash { return codec.HashHeader(c.header) }

// prev is what it names itself.
func (c shelved) prev() (hub.Hash, error) {
	h, err := codec.DecodeHeader(c.header)
	return h.Prev, err
}
