package store

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// put writes a commit into the log, and moves its origin's head; keep then stores
// its parts. The caller has checked it and knows that it is not here.
func (t *txn) put(o *origin, c hub.Commit, barred bool) (n int64, err error) {
	h := c.Header
	if n, err = t.next("commits"); err != nil {
		return 0, err
	}
	if err := t.insert(intoCommits, o.lane.n, n, c.ID[:], o.n, int64(h.Seq), h.Wall, c.Raw, c.Sig, barred); err != nil {
		return 0, err
	}
	t.shelve(o, n, c, barred)
	if !h.Batch.IsZero() {
		if err := t.insert(intoBatches, o.lane.n, h.Batch[:], n); err != nil {
			return 0, err
		}
	}
	o.run += len(c.Raw) + partBytes(c)
	if h.Anchor {
		o.run = 0
	}
	o.lane.commits++
	if err := t.watchLam(o, h.Lam); err != nil {
		return 0, err
	}
	return n, t.advance(o, c)
}

// lamJump is how far lam may jump from one commit of an origin to the next before
// somebody should look at that box.
const lamJump = 1 << 20

// watchLam keeps the highest lam of lane and origin. A jump is counted, never a
// reason to refuse: by its own lam each hub would refuse something else.
func (t *txn) watchLam(o *origin, lam uint64) error {
	lam = min(lam, hub.MaxLam)
	jumped := o.top > 0 && lam > o.lam+lamJump
	o.lam = max(o.lam, lam)
	o.lane.lam = max(o.lane.lam, lam)
	if jumped {
		return t.count(ReasonLamJump)
	}
	return nil
}

// advance moves an origin's head over the commit and all that waited behind it.
func (t *txn) advance(o *origin, c hub.Commit) error {
	o.top = max(o.top, c.Header.Seq)
	if c.Header.Seq != o.seq+1 {
		return nil
	}
	o.seq, o.id, o.hash = c.Header.Seq, c.ID, codec.HashHeader(c.Raw)
	for o.seq < o.top {
		next, err := t.at(o, o.seq+1)
		if err != nil || len(next) == 0 {
			return err
		}
		o.seq, o.id, o.hash = o.seq+1, next[0].id, next[0].hash()
	}
	return nil
}

// tell prepares what watchers hear of a commit after COMMIT.
func (t *txn) tell(o *origin, c hub.Commit, parts []*hub.Part) {
	news := hub.News{
		Lane: o.lane.name, Commit: c.ID, Origin: o.origin, Seq: c.Header.Seq, Own: o.key == t.key,
	}
	for i, p := range parts {
		if p == nil {
			continue
		}
		if subject := c.Header.Parts[i].Subject; !slices.Contains(news.Subjects, subject) {
			news.Subjects = append(news.Subjects, subject)
		}
		for _, change := range p.Changes {
			if !slices.Contains(news.Kinds, change.Kind) {
				news.Kinds = append(news.Kinds, change.Kind)
			}
		}
	}
	t.news = append(t.news, news)
}
