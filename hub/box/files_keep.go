package box

import (
	"context"
	"encoding/hex"
	"maps"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/hub/trust"
)

// share is why a file is kept.
type share int

const (
	notOurs  share = iota // it is not
	ourOwn                // this station's record names it
	weUse                 // it can be opened here: of a child that is served here too, a voice that is lent
	weSpare               // one more for another station of the township, closed
	weGather              // the county keeps all
)

// share says whether and why this box should hold a file of a record: the county all of
// them, a station its own, those of children whom it serves and the voices that neighbours lend,
// and one other station of the township one more, lest a box that breaks takes the only one
// with it.
func (f *files) share(ctx context.Context, rec hub.Record, field *form.Field, hash hub.Hash) (share, error) {
	if !f.b.desk.NeedsFiles(rec) {
		return notOurs, nil
	}
	cert, enrolled := f.b.trust.Certificate()
	if rec.Kind == "airing" && enrolled {
		return f.airShare(ctx, rec, cert.Role)
	}
	switch {
	case !enrolled:
		return ourOwn, nil
	case cert.Role == trust.RoleCounty:
		return weGather, nil
	case cert.Role != trust.RoleStation:
		return notOurs, nil
	}
	def, _ := f.b.forms.Get(rec.Kind)
	home, err := f.home(ctx, def, rec)
	if err != nil {
		return notOurs, err
	}
	self := f.b.trust.Identity().Key()
	opened := def.Opens(rec, field) && !f.b.shares(rec.Lane)
	if rec.Kind == "clip" {
		if opened, err = f.b.desk.Lent(ctx, rec); err != nil {
			return notOurs, err
		}
	}
	switch {
	case home == self:
		return ourOwn, nil
	case opened:
		return weUse, nil
	case f.spare(rec.Lane, hash, home) == self:
		return weSpare, nil
	}
	return notOurs, nil
}

// home is the box of the station that a record belongs to; of one that says none, and
// where the station's box is not known, the one that wrote it.
func (f *files) home(ctx context.Context, def *form.Definition, rec hub.Record) (key [32]byte, err error) {
	if field, ok := def.Field(form.FieldSite); ok {
		if id, ok := rec.Fields[field.No].(hub.ID); ok {
			found, err := f.b.store.Record(ctx, "site", id)
			if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
				return key, err
			}
			if site := care.As[care.Site](f.b.forms, found); len(site.Hub) == len(key) {
				return [32]byte(site.Hub), nil
			}
		}
	}
	entry, err := f.b.store.Entry(ctx, rec.Commit)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return key, err
	}
	return entry.Key, nil
}

// sweep erases what this box need not keep any more: every night, by the policy.
func (f *files) sweep(ctx context.Context) error {
	damaged, err := f.b.blobs.Scrub()
	if damaged > 0 {
		f.b.cfg.Log.Warn("damaged files are asked of peers again", "files", damaged)
	}
	if err != nil {
		return err
	}
	if err := f.reckon(ctx); err != nil {
		return err
	}
	err = f.erase(ctx, f.ours)
	f.tell(hub.News{})
	return err
}

// eraseUnnamed erases what no record names any more, at once: what was ordered to be gone
// is not said to be gone before its bytes are.
func (f *files) eraseUnnamed(ctx context.Context) error { return f.erase(ctx, f.allNamed) }

// ours are the files that this box keeps by the policy, and those that go through it.
func (f *files) ours(ctx context.Context, keep map[[32]byte]bool) error {
	return f.each(ctx, func(rec hub.Record, field *form.Field) error {
		for _, hash := range field.FilesOf(rec.Fields[field.No]) {
			why, err := f.share(ctx, rec, field, hash)
			if err != nil {
				return err
			}
			if why != notOurs || f.passes(hash) {
				keep[hash] = true
			}
		}
		return nil
	})
}

// allNamed are the files that some record names. They stand in the index: a county asks at
// every order, and reads none of its photos' records for it.
func (f *files) allNamed(ctx context.Context, keep map[[32]byte]bool) error {
	for _, kind := range f.b.forms.Kinds() {
		def, _ := f.b.forms.Get(kind)
		for _, field := range def.Files() {
			_, err := f.b.store.Pick(ctx, kind, field.Name, "", "g", false, func(value string) (take, on bool) {
				var hash [32]byte
				if len(value) != hex.EncodedLen(len(hash)) {
					return false, true
				}
				if _, err := hex.Decode(hash[:], []byte(value)); err == nil {
					keep[hash] = true
				}
				return false, true
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// erase erases what named does not put into what is kept, nor anybody holds.
func (f *files) erase(ctx context.Context, named func(ctx context.Context, keep map[[32]byte]bool) error) error {
	keep := map[[32]byte]bool{}
	_, err := f.b.blobs.Sweep(func() (map[[32]byte]bool, error) {
		err := named(ctx, keep)
		f.mu.Lock()
		defer f.mu.Unlock()
		for hash, at := range f.held {
			if keep[hash] || time.Since(at) > holdFor {
				delete(f.held, hash) // a record names it, or never will
				continue
			}
			keep[hash] = true
		}
		gone := func(hash hub.Hash) bool { return !keep[hash] }
		maps.DeleteFunc(f.missing, func(hash hub.Hash, _ missing) bool { return gone(hash) })
		maps.DeleteFunc(f.own, func(hash hub.Hash, _ hub.Lane) bool { return gone(hash) })
		return keep, err
	})
	if err != nil {
		return err
	}
	return f.forgetLying(ctx, keep)
}

// passes says whether somebody still waits for a file that goes through this box.
func (f *files) passes(hash hub.Hash) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	p, ok := f.passing[hash]
	if ok && time.Since(p.at) > passFor {
		delete(f.passing, hash)
		return false
	}
	return ok
}
