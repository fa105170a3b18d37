package backups

import (
	"context"
	"slices"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/box/sticks"
	"yizhan/hub/store"
	"yizhan/kiosk/station"
)

// Recovery is what a folder says of the damage that it was mended from, and how far
// its own records have come back since; ok is false where there was none, or people
// have read it.
func (s *Backups) Recovery(ctx context.Context) (r station.Recovery, ok bool, err error) {
	note, ok, err := backup.ReadNote(s.Folder)
	if err != nil || !ok {
		return r, false, err
	}
	r = station.Recovery{Damage: note.Cause != "", Local: slices.Contains(note.Pieces, string(backup.Local))}
	r.Log = len(note.Pieces) == 0 || slices.Contains(note.Pieces, string(backup.Log))
	if note.Made > 0 {
		r.Made = time.UnixMilli(note.Made)
	}
	if r.Log {
		r.Lost, r.Found, err = s.lostSince(ctx, note)
	}
	if err != nil {
		return r, true, err
	}
	read, err := s.Local.Setting(ctx, settingRead)
	r.Read = read == strconv.FormatInt(note.At, 10)
	return r, true, err
}

// RecoveryRead is called when somebody has read it.
func (s *Backups) RecoveryRead(ctx context.Context) error {
	note, ok, err := backup.ReadNote(s.Folder)
	if err != nil || !ok {
		return err
	}
	return s.Local.PutSetting(ctx, settingRead, strconv.FormatInt(note.At, 10))
}

// lostSince counts this box's own commits, written before the damage, that peers'
// receipts and commits tell of beyond what was here right after; found is how many of
// them are here again.
func (s *Backups) lostSince(ctx context.Context, note backup.Note) (lost, found int64, err error) {
	had := map[hub.Origin]uint64{}
	for _, h := range note.Heads {
		had[h.Origin] = h.Here
	}
	epoch, err := s.Store.Epoch(ctx)
	if err != nil {
		return 0, 0, err
	}
	receipts, err := s.Store.Receipts(ctx)
	if err != nil {
		return 0, 0, err
	}
	told := map[hub.Origin]uint64{}
	for _, r := range receipts {
		told[r.Origin] = max(told[r.Origin], r.Head.Seq)
	}
	lanes, err := s.Store.Lanes(ctx)
	if err != nil {
		return 0, 0, err
	}
	for _, l := range lanes {
		proofs, err := s.Store.Proofs(ctx, l.Lane)
		if err != nil {
			return 0, 0, err
		}
		vector, err := s.Store.Vector(ctx, l.Lane)
		if err != nil {
			return 0, 0, err
		}
		for o, reach := range vector {
			if p := proofs[o]; p.Key != s.Trust.Identity().Key() || p.Epoch == epoch {
				continue // another's, or written since
			}
			here := backup.Count(reach)
			lost += int64(max(here, told[o]) - min(had[o], here))
			found += int64(here - min(had[o], here))
		}
	}
	return lost, found, nil
}

// settingRead says which restore people have read of.
const settingRead = "restored.read"

// Backup is how backups stand, for the page of that name.
func (s *Backups) Backup(ctx context.Context) (station.Backup, error) {
	var st station.Backup
	jobs, err := s.Local.Jobs(ctx)
	if err != nil {
		return st, err
	}
	if j, ok := jobNamed(jobs, Job); ok {
		st.Ran, st.Outcome = j.Ran, j.Outcome
	}
	if j, ok := jobNamed(jobs, jobRehearsal); ok {
		st.Tried, st.TriedOutcome = j.Ran, j.Outcome
	}
	if _, st.Code, err = s.CodeKey(ctx); err != nil {
		return st, err
	}
	for _, g := range s.generations(s.Trust.Identity().Key()) {
		st.Kept = append(st.Kept, station.BackupFile{
			Made: time.UnixMilli(g.Header.Made), Size: g.Size, Stick: g.name, Poor: g.poor, Code: g.Header.ClosedFor(backup.WhoCode),
		})
	}
	for _, dir := range sticks.Dirs(s.Data) {
		if !sticks.IsInbox(dir) {
			st.Stick = true
		}
	}
	st.Places = len(s.places())
	return st, nil
}

func jobNamed(jobs []store.Job, name string) (store.Job, bool) {
	i := slices.IndexFunc(jobs, func(j store.Job) bool { return j.Name == name })
	if i < 0 {
		return store.Job{}, false
	}
	return jobs[i], true
}
