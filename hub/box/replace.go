package box

import (
	"context"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/codec"
	"yizhan/hub/trust"
)

// A station's box burned, and the county let another in under the same name. The new
// box takes over the old one's place as soon as it hears of it, and whoever may open
// the records, the county and the health centre, closes their keys for it too.

// replaceAfter gathers what an exchange brings before it is looked through.
const replaceAfter = 2 * time.Second

// replacer does a hub's share of replacements, one at a time.
type replacer struct {
	b    *Box
	mu   sync.Mutex
	done map[former]uint64 // how many commits of the former box were here when its subjects were shared

	shared map[shared]bool // townships' records that were closed for their stations already
}

// former is a box that was put out, and the one that the county let in under its name.
type former struct{ old, now [32]byte }

func newReplacer(b *Box) *replacer {
	return &replacer{b: b, done: map[former]uint64{}, shared: map[shared]bool{}}
}

// runReplace looks at the start, and whenever something came.
func (b *Box) runReplace(ctx context.Context) error {
	news, stop := b.store.Watch()
	defer stop()
	for {
		if err := b.heirs.look(ctx); err != nil && ctx.Err() == nil {
			b.cfg.Log.Warn("a box that takes another's place was not served", "cause", err)
		}
		if !next(ctx, news) {
			return nil
		}
	}
}

// next waits for news, and then a moment for more; false at the end.
func next(ctx context.Context, news <-chan hub.News) bool {
	var quiet <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return false
		case _, open := <-news:
			if !open {
				return false
			}
			if quiet == nil {
				quiet = time.After(replaceAfter)
			}
		case <-quiet:
			return true
		}
	}
}

// look costs next to nothing where no box was put out.
func (r *replacer) look(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	cert, enrolled := r.b.trust.Certificate()
	switch {
	case !enrolled:
		return nil
	case cert.Role == trust.RoleStation:
		return r.b.takePlace(ctx, cert)
	}
	if err := r.share(ctx); err != nil || cert.Role != trust.RoleCounty {
		return err
	}
	return r.b.shareTownships(ctx, r.shared)
}

// pair is a former box and the one in its place.
type pair struct {
	old, now trust.Certificate
	commits  uint64 // of the former one held here
}

// formers pairs those of a lane that were put out with those that bear their name. A
// name alone is not enough: two villages may have called their stations alike, and
// which box is gone is the county's word.
func (b *Box) formers(ctx context.Context, lane hub.Lane) (pairs []pair, err error) {
	list, _ := b.trust.Members().Revocations()
	if len(list.Revoked) == 0 {
		return nil, nil
	}
	proofs, err := b.store.Proofs(ctx, lane)
	if err != nil {
		return nil, err
	}
	vector, err := b.store.Vector(ctx, lane)
	if err != nil {
		return nil, err
	}
	commits, certs := map[[32]byte]uint64{}, map[[32]byte][]byte{}
	for o, p := range proofs {
		if _, gone := list.Find(p.Key); gone {
			commits[p.Key] += backup.Count(vector[o])
			certs[p.Key] = p.Cert
		}
	}
	for key, raw := range certs {
		old, err := trust.VerifyCertificate(b.countyKey(), raw)
		if err != nil {
			continue // never was a member
		}
		for _, c := range b.trust.Members().All() {
			if c.Name == old.Name && c.Township == old.Township && c.Role == old.Role {
				pairs = append(pairs, pair{old, c, commits[key]})
			}
		}
	}
	return pairs, nil
}

func (b *Box) countyKey() [32]byte {
	if a := b.trust.Authority(); a != nil {
		return a.Key()
	}
	return b.trust.Bundle().CountyKey
}

// share closes the keys of a former box's subjects for the one in its place, as far as
// this hub can open them and the new one cannot.
func (r *replacer) share(ctx context.Context) error {
	lanes, err := r.b.store.Lanes(ctx)
	if err != nil {
		return err
	}
	for _, l := range lanes {
		if _, township := l.Lane.Township(); !township {
			continue
		}
		pairs, err := r.b.formers(ctx, l.Lane)
		if err != nil {
			return err
		}
		for _, p := range pairs {
			which := former{p.old.Key, p.now.Key}
			if r.done[which] == p.commits {
				continue
			}
			if err := r.b.shareWith(ctx, l.Lane, p); err != nil {
				return err
			}
			r.done[which] = p.commits
		}
	}
	return nil
}

func (b *Box) shareWith(ctx context.Context, lane hub.Lane, p pair) error {
	to := codec.RecipientOf(p.now.X25519)
	subjects, err := b.store.OpenedBy(ctx, codec.RecipientOf(p.old.X25519))
	if err != nil {
		return err
	}
	has, err := b.store.OpenedBy(ctx, to)
	if err != nil {
		return err
	}
	known := make(map[hub.ID]bool, len(has))
	for _, id := range has {
		known[id] = true
	}
	subjects = slices.DeleteFunc(subjects, func(id hub.ID) bool { return known[id] })
	if len(subjects) == 0 {
		return nil
	}
	commits, err := b.store.Share(ctx, lane, hub.ID{}, subjects, []codec.Recipient{to})
	if err == nil && commits > 0 {
		b.cfg.Log.Info("a box in another's place may open its records", "name", p.now.Name, "subjects", len(subjects), "commits", commits)
	}
	return err
}

// takePlace makes the sites of a former box this one's. The place that this box made
// itself when it joined, and where nobody works, is given up.
func (b *Box) takePlace(ctx context.Context, cert trust.Certificate) error {
	pairs, err := b.formers(ctx, b.Lane())
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if p.now.Key != cert.Key {
			continue
		}
		recs, err := b.store.Find(ctx, "site", "hub", p.old.Key[:])
		if err != nil || len(recs) == 0 {
			return err
		}
		empty, err := b.emptySites(ctx)
		if err != nil {
			return err
		}
		var taken []hub.ID
		for _, rec := range recs {
			taken = append(taken, rec.ID)
		}
		actor := hub.Actor{Role: hub.RoleBox, Lane: b.Lane()}
		if err := b.desk.TakeSites(ctx, actor, hub.NewID(), cert.Key, taken, empty); err != nil {
			return err
		}
		if err := b.loadNames(ctx); err != nil {
			return err
		}
		b.changed()
	}
	return nil
}

// emptySites are those of this box at which nobody works.
func (b *Box) emptySites(ctx context.Context) (empty []hub.ID, err error) {
	own, err := b.Sites(ctx)
	if err != nil {
		return nil, err
	}
	for _, site := range own {
		staff, err := b.desk.Staff(ctx, site.ID)
		if err != nil {
			return nil, err
		}
		if len(staff) == 0 {
			empty = append(empty, site.ID)
		}
	}
	return empty, nil
}
