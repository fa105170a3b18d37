package box

import (
	"context"
	"errors"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// Restored is what a restore brought, and what is still to come from other hubs.
type Restored struct {
	Made   time.Time // when the backup was made, by that box's clock
	Own    int64     // own records here at once
	Torn   int       // stretches of the old log that could not be read
	Pieces []string
}

// RestoreInto puts a backup into a data folder that nobody has open. It opens with the
// folder's own keys, with a 恢复码, or with those of another folder (keysOf): the
// county's. What the folder held is kept aside, and what of it the backup lacks is
// carried over.
// Errors: CodeUntrusted where nothing opens it, CodeFolder, CodeFull.
func RestoreInto(ctx context.Context, cfg Config, file, code, keysOf string) (Restored, error) {
	cfg = cfg.withDefaults()
	private, err := keysFor(cfg.Data, code, keysOf)
	if err != nil {
		return Restored{}, err
	}
	if _, err := backup.Look(file); err != nil { // before a folder is made for nothing
		return Restored{}, err
	}
	folder, err := store.OpenFolder(cfg.Data)
	if err != nil {
		return Restored{}, err
	}
	b := &Box{cfg: cfg, forms: form.Builtin(), folder: folder}
	if err := backup.Finish(folder, cfg.Clock.Now().Wall); err != nil {
		return Restored{}, errors.Join(err, folder.Close())
	}
	note, err := backup.Restore{
		Folder: folder, File: file, Private: private, Open: b.openLog, Clock: cfg.Clock,
	}.Run(ctx)
	if err == nil {
		err = b.markBegan()
	}
	out := Restored{Made: time.UnixMilli(note.Made), Torn: note.Torn, Pieces: note.Pieces}
	for _, h := range note.Heads {
		out.Own += int64(h.Here)
	}
	return out, errors.Join(err, folder.Close())
}

// keysFor gathers what may open a backup.
func keysFor(data, code, keysOf string) (private [][32]byte, err error) {
	for _, dir := range []string{data, keysOf} {
		if dir == "" {
			continue
		}
		id, ok, err := trust.LoadIdentity(dir)
		if dir == keysOf && (err != nil || !ok) {
			return nil, errors.Join(err, hub.E(hub.CodeFolder, "backup.no-keys"))
		}
		if err == nil && ok { // damaged keys of the folder are what the restore is for
			private = append(private, id.X25519)
		}
	}
	if code != "" {
		digits, err := backup.ReadCode(code)
		if err != nil {
			return nil, err
		}
		key, _, err := backup.CodeKey(digits)
		if err != nil {
			return nil, err
		}
		private = append(private, key)
	}
	return private, nil
}
