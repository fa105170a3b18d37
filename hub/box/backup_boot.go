package box

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

// beganFile says that this folder has held a log: one without is damaged then, and not
// new.
const beganFile = "began"

// mend looks at a folder before anything in it is opened, ends a restore that the power
// cut short, and falls back where something is damaged. It is never silent: the note
// that it leaves stands on the screen until somebody has read it.
func (b *Box) mend(ctx context.Context) error {
	folder := b.folder
	if err := backup.Finish(folder, b.cfg.Clock.Now().Wall); err != nil {
		return err
	}
	if err := trust.Settle(folder.Path()); err != nil {
		return err
	}
	began, err := exists(folder.Path(beganFile))
	if err != nil || !began {
		return err
	}
	if keys, err := trust.HasKeys(folder.Path()); err != nil || !keys {
		return errors.Join(err, hub.E(hub.CodeFolder, "backup.keys-gone"))
	}
	var damaged []backup.Piece
	for _, piece := range []backup.Piece{backup.Log, backup.Local} {
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
	return b.fallBack(ctx, damaged)
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
func (b *Box) fallBack(ctx context.Context, damaged []backup.Piece) error {
	id, ok, err := trust.LoadIdentity(b.folder.Path())
	if err != nil || !ok {
		return errors.Join(err, hub.E(hub.CodeFolder, "backup.keys-gone"))
	}
	b.cfg.Log.Error("the data folder is damaged; falling back", "pieces", damaged)
	r := backup.Restore{
		Folder: b.folder, Private: [][32]byte{id.X25519}, Damaged: damaged,
		Open: b.openLog, Clock: b.cfg.Clock, Cause: "store.damaged",
	}
	for _, g := range b.generations(id.Key()) {
		r.File = g.Path
		_, err := r.Run(ctx)
		if err == nil {
			b.cfg.Log.Warn("fell back to a backup", "number", g.Header.Number)
			return nil
		}
		if code := hub.CodeOf(err); code != hub.CodeUntrusted && code != hub.CodeInvalid {
			return err
		}
		b.cfg.Log.Warn("a backup cannot be used", "number", g.Header.Number, "cause", err)
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

// fellEmpty says that the log began empty after damage: who this box serves comes back
// with what others hold, and is not made up anew meanwhile.
func (b *Box) fellEmpty() bool {
	note, ok, err := backup.ReadNote(b.folder)
	return err == nil && ok && note.Made == 0
}

// markBegan notes that the folder holds a log from now on.
func (b *Box) markBegan() error {
	path := b.folder.Path(beganFile)
	if there, err := exists(path); there || err != nil {
		return err
	}
	return writeWhole(path, nil)
}
