package box

import (
	"context"
	"os"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// mendHeaders mends what the scrub found: from the box's own backups at once, and what
// they lack from the hub that is talked with next. It says how many still wait.
func (b *Box) mendHeaders(ctx context.Context, damaged []hub.ID) (left int, err error) {
	if err := b.store.PutDamaged(ctx, damaged); err != nil || len(damaged) == 0 {
		return 0, err
	}
	left = len(damaged)
	for _, g := range b.generations(b.trust.Identity().Key()) {
		n, err := b.mendFrom(ctx, g, damaged)
		if err != nil {
			b.cfg.Log.Warn("a backup could not be read to mend what is damaged", "number", g.Header.Number, "cause", err)
			continue
		}
		if left -= n; left == 0 {
			break
		}
	}
	return left, nil
}

// mendFrom takes the headers of commits out of one backup.
func (b *Box) mendFrom(ctx context.Context, g generation, ids []hub.ID) (mended int, err error) {
	temp, err := os.MkdirTemp(b.folder.Temp(), "mend-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(temp)
	if _, _, err := backup.Unpack(g.Path, [][32]byte{b.trust.Identity().X25519}, temp); err != nil {
		return 0, err
	}
	folder, err := store.OpenFolder(temp)
	if err != nil {
		return 0, err
	}
	defer folder.Close()
	t, err := trust.Open(temp)
	if err != nil {
		return 0, err
	}
	log, err := b.openLog(ctx, folder, t)
	if err != nil {
		return 0, err
	}
	defer log.Close()
	var copies []hub.Commit
	for _, id := range ids {
		if c, err := log.Commit(ctx, id); err == nil { // one that it lacks, or has damaged too, is another's to give
			copies = append(copies, c)
		}
	}
	return b.store.Mend(ctx, copies)
}
