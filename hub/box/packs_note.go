package box

import (
	"context"
	"encoding/hex"

	"yizhan/hub/desk"
	"yizhan/hub/lesson"
	"yizhan/hub/trust"
	"yizhan/media/pack"
)

// A box tells in a record which lessons it has. The county sees who has what, whatever way
// records come; and a box that was put back from a backup, which holds no lessons, reads in
// its own record what to ask for.

// noted is note where nobody waits for it.
func (p *packs) noted(ctx context.Context) {
	if err := p.note(ctx); err != nil && ctx.Err() == nil {
		p.b.cfg.Log.Warn("which lessons are here was not noted", "cause", err)
	}
}

// note finds what is lacking, and writes down what is here.
func (p *packs) note(ctx context.Context) error {
	cert, ok := p.b.trust.Certificate()
	if !ok || cert.Township == "" {
		return nil
	}
	key := p.b.trust.Identity().Key()
	all, err := p.b.desk.BoxPacks(ctx)
	if err != nil {
		return err
	}
	var list []desk.BoxPack
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, k := range p.shelf.Packs() {
		list = append(list, desk.BoxPack{Key: k.Key, Version: int(k.Version), Maker: makerOf(k.By), Title: k.Title})
		delete(p.drops, k.Key)
	}
	lacks := map[string]desk.BoxPack{}
	for _, was := range all[key] {
		if _, here := p.shelf.Get(was.Key); here || p.drops[was.Key] || p.needless(was) {
			continue
		}
		was.Lacks = true
		lacks[was.Key] = was
		list = append(list, was)
	}
	p.lacks = lacks
	return p.b.desk.NoteBoxPacks(ctx, p.b.Lane(), key, list)
}

// makerOf is enough of a key to tell makers apart.
func makerOf(key [32]byte) string { return hex.EncodeToString(key[:8]) }

// needless says of a lesson that is not here that it need not be: the program has the same
// or a newer one, the county took it back, or put its maker out.
func (p *packs) needless(was desk.BoxPack) bool {
	if l, ok := lesson.Shipped().Get(was.Key); ok && l.Version >= was.Version {
		return true
	}
	if was.Maker == makerOf(p.b.trust.Identity().Key()) {
		return false
	}
	for _, c := range p.b.trust.Members().All() {
		if makerOf(c.Key) == was.Maker {
			return c.Role == trust.RoleCounty && was.Version <= (*p.off.Load())[was.Key]
		}
	}
	return true
}

// lost says whether a pack is one that this box lacks, or a newer version of it.
func (p *packs) lost(m *pack.Manifest) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.lacks[m.Key]
	return ok && l.Maker == makerOf(m.By) && int(m.Version) >= l.Version
}

// drop says that nobody here wants a lesson any more; was: it was lacking.
func (p *packs) drop(key string) (was bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, was = p.lacks[key]
	p.drops[key] = true
	return was
}
