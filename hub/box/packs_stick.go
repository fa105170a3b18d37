package box

import (
	"context"
	"syscall"

	"yizhan/hub"
	"yizhan/media/pack"
)

// takeFrom puts the lessons of a stick on the shelf that need nobody's word: the county's,
// and newer versions of what is here by whoever made that. What is in the way of one is in
// the log, and on the page of brought lessons; records came in all the same.
func (p *packs) takeFrom(ctx context.Context, dir string) {
	for _, f := range p.shelf.Look(dir) {
		if ctx.Err() != nil {
			return
		}
		if f.Err != nil {
			continue
		}
		if _, here := p.shelf.Get(f.Manifest.Key); !here && f.Signer.Rank != pack.County {
			continue
		}
		if _, err := p.shelf.Take(f.Dir, nil); err != nil {
			p.b.cfg.Log.Info("a lesson of a stick was not taken", "lesson", f.Manifest.Key, "cause", err)
		}
	}
}

// packReserve stays free on a stick behind lessons: records go by it too.
const packReserve = 64 << 20

// giveTo writes the lessons that the county gives out to a stick, as far as they fit
// beside records. A station's go there when somebody says so.
func (p *packs) giveTo(ctx context.Context, dir string) error {
	if !p.b.isCounty() {
		return nil
	}
	for _, k := range p.shelf.Packs() {
		var st syscall.Statfs_t
		if err := syscall.Statfs(dir, &st); err != nil {
			return hub.E(hub.CodeUnknown, "bundle.gone").Because(err)
		}
		if ctx.Err() != nil || int64(st.Bavail)*st.Bsize < k.Bytes()+packReserve {
			return ctx.Err()
		}
		if err := p.shelf.Give(k.Key, dir, nil); err != nil && hub.CodeOf(err) != hub.CodeFull {
			return err
		}
	}
	return nil
}
