package box

import (
	"bytes"
	"context"
	"crypto/sha256"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/hub/trust"
)

// keeps says whether this box should hold a file of a record: the county all of them, a
// station its own, those of children whom it serves and the voices that it can play, and
// one other station of the township one more, lest a box that breaks takes the only one
// with it.
func (f *files) keeps(ctx context.Context, rec hub.Record, field *form.Field, hash hub.Hash) (bool, error) {
	if !f.b.desk.NeedsFiles(rec) {
		return false, nil
	}
	cert, enrolled := f.b.trust.Certificate()
	switch {
	case !enrolled || cert.Role == trust.RoleCounty:
		return true, nil
	case cert.Role != trust.RoleStation:
		return false, nil
	}
	def, _ := f.b.forms.Get(rec.Kind)
	opened := def.Opens(rec, field)
	if opened && (rec.Kind == "clip" || !f.b.shares(rec.Lane)) {
		return true, nil
	}
	home, err := f.home(ctx, def, rec)
	if err != nil {
		return false, err
	}
	self := f.b.trust.Identity().Key()
	return home == self || f.spare(rec.Lane, hash, home) == self, nil
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

// spare is the box that keeps one more of a file: of the township's stations but its own
// the one for which a sum comes out the smallest, so that all hubs agree without a word,
// and none keeps much more than another.
func (f *files) spare(lane hub.Lane, hash hub.Hash, home [32]byte) (key [32]byte) {
	var least [32]byte
	for _, c := range f.b.trust.Members().All() {
		if c.Role != trust.RoleStation || c.Key == home || !c.MayWrite(lane) {
			continue
		}
		sum := sha256.Sum256(append(hash[:], c.Key[:]...))
		if key == ([32]byte{}) || bytes.Compare(sum[:], least[:]) < 0 {
			key, least = c.Key, sum
		}
	}
	return key
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
	err = f.erase(ctx, f.keeps)
	f.tell(hub.News{})
	return err
}

// eraseUnnamed erases what no record names any more, at once: what was ordered to be gone
// is not said to be gone before its bytes are.
func (f *files) eraseUnnamed(ctx context.Context) error {
	return f.erase(ctx, func(context.Context, hub.Record, *form.Field, hub.Hash) (bool, error) { return true, nil })
}

func (f *files) erase(ctx context.Context, keeps func(context.Context, hub.Record, *form.Field, hub.Hash) (bool, error)) error {
	_, err := f.b.blobs.Sweep(func() (map[[32]byte]bool, error) {
		keep := map[[32]byte]bool{}
		err := f.each(ctx, func(rec hub.Record, field *form.Field) error {
			for _, hash := range field.FilesOf(rec.Fields[field.No]) {
				ours, err := keeps(ctx, rec, field, hash)
				if err != nil {
					return err
				}
				if ours || f.passes(hash) {
					keep[hash] = true
				}
			}
			return nil
		})
		f.mu.Lock()
		defer f.mu.Unlock()
		for hash, at := range f.held {
			if keep[hash] || time.Since(at) > holdFor {
				delete(f.held, hash) // a record names it, or never will
				continue
			}
			keep[hash] = true
		}
		for hash := range f.missing {
			if !keep[hash] {
				delete(f.missing, hash)
			}
		}
		return keep, err
	})
	return err
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
