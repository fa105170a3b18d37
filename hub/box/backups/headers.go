package backups

import (
	"context"
	"os"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// MendHeaders mends what the scrub found: from the box's own backups at once, and what
// they lack from the hub that is talked with next. It says how many still wait.
func (s *Backups) MendHeaders(ctx context.Context, damaged []hub.ID) (left int, err error) {
	if err := s.Store.PutDamaged(ctx, damaged); err != nil || len(damaged) == 0 {
		return 0, err
	}
	left = len(damaged)
	for _, g := range s.generations(s.Trust.Identity().Key()) {
		n, err := s.mendFrom(ctx, g, damaged)
		if err != nil {
			s.Log.Warn("a backup could not be read to mend what is damaged", "number", g.Header.Number, "cause", err)
			continue
		}
		if left -= n; left == 0 {
			break
		}
	}
	return left, nil
}

// mendFrom takes the headers of commits out of one backup.
func (s *Backups) mendFrom(ctx context.Context, g generation, ids []hub.ID) (mended int, err error) {
	temp, err := os.MkdirTemp(s.Folder.Temp(), "mend-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(temp)
	if _, _, err := backup.Unpack(g.Path, [][32]byte{s.Trust.Identity().X25519}, temp); err != nil {
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
	log, err := s.openLog(ctx, folder, t)
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
	return s.Store.Mend(ctx, copies)
}
