package backups

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

// beganFile says that this folder has held a log: one without is damaged then, and not
// new.
const beganFile = "began"

// Began says whether a data folder has ever held a log.
func Began(data string) (bool, error) { return exists(filepath.Join(data, beganFile)) }

// Mend looks at a folder before anything in it is opened, ends a restore that the power
// cut short, and falls back where something is damaged. It is never silent: the note
// that it leaves stands on the screen until somebody has read it.
func (s *Backups) Mend(ctx context.Context) error {
	folder := s.Folder
	if err := backup.Finish(folder, s.Clock.Now().Wall); err != nil {
		return err
	}
	if err := trust.Settle(folder.Path()); err != nil {
		return err
	}
	began, err := Began(folder.Path())
	if err != nil || !began {
		return err
	}
	if keys, err := trust.HasKeys(folder.Path()); err != nil || !keys {
		return errors.Join(err, hub.E(hub.CodeFolder, "backup.keys-gone"))
	}
	var damaged []backup.Piece
	pieces := []backup.Piece{backup.Log, backup.Local}
	if elsewhere, err := folder.Database(); err != nil {
		return err
	} else if elsewhere != "" {
		pieces = pieces[1:]
	}
	for _, piece := range pieces {
		there, err := exists(folder.Path(string(piece)))
		if err == nil && there {
			err = sqlite.Check(ctx, folder.Path(string(piece)))
		}
		switch {
		case !there && err == nil, isDamage(err):
			damaged = append(damaged, piece)
		case err != nil:
			return err
		}
	}
	if _, err := trust.Open(folder.Path()); isDamage(err) {
		damaged = append(damaged, backup.Trust)
	}
	if len(damaged) == 0 {
		return nil
	}
	return s.fallBack(ctx, damaged)
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// isDamage says that a file is not what was written to it.
func isDamage(err error) bool {
	var e *hub.Error
	return errors.As(err, &e) && (e.Key == "store.damaged" || e.Key == "trust.folder-damaged")
}

// fallBack replaces what is damaged by the newest backup that opens, with all that the
// damaged file can still give. Where there is none, the log begins empty: the keys are
// the same, and neighbours and county give back what they have.
func (s *Backups) fallBack(ctx context.Context, damaged []backup.Piece) error {
	id, ok, err := trust.LoadIdentity(s.Folder.Path())
	if err != nil || !ok {
		return errors.Join(err, hub.E(hub.CodeFolder, "backup.keys-gone"))
	}
	s.Log.Error("the data folder is damaged; falling back", "pieces", damaged)
	r := backup.Restore{
		Folder: s.Folder, Private: [][32]byte{id.X25519}, Damaged: damaged,
		Open: s.openLog, Clock: s.Clock, Cause: "store.damaged",
	}
	for _, g := range s.generations(id.Key()) {
		r.File = g.Path
		_, err := r.Run(ctx)
		if err == nil {
			s.Log.Warn("fell back to a backup", "number", g.Header.Number)
			return nil
		}
		if code := hub.CodeOf(err); code != hub.CodeUntrusted && code != hub.CodeInvalid {
			return err
		}
		s.Log.Warn("a backup cannot be used", "number", g.Header.Number, "cause", err)
	}
	for _, p := range damaged {
		if p == backup.Trust { // the county has to let it in again
			return hub.E(hub.CodeFolder, "trust.folder-damaged")
		}
	}
	r.File = ""
	_, err = r.Run(ctx)
	return err
}

// FellEmpty says that the log began empty after damage: who this box serves comes back
// with what others hold, and is not made up anew meanwhile.
func (s *Backups) FellEmpty() bool {
	note, ok, err := backup.ReadNote(s.Folder)
	return err == nil && ok && note.Made == 0
}

// MarkBegan notes that the folder holds a log from now on.
func (s *Backups) MarkBegan() error {
	if began, err := Began(s.Folder.Path()); began || err != nil {
		return err
	}
	f, err := os.Create(s.Folder.Path(beganFile))
	if err != nil {
		return err
	}
	dir, err := os.Open(s.Folder.Path())
	if err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(f.Sync(), f.Close(), dir.Sync(), dir.Close())
}
