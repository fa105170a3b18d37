package backups

import (
	"context"
	"errors"
	"time"

	"yizhan/hub"
	"yizhan/hub/backup"
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

// Into puts a backup into the data folder, which nobody has open. It opens with the
// folder's own keys, with a 恢复码, or with those of another folder (keysOf): the
// county's. What the folder held is kept aside, and what of it the backup lacks is
// carried over.
// Errors: CodeUntrusted where nothing opens it, CodeFolder, CodeFull.
func (s *Backups) Into(ctx context.Context, file, code, keysOf string) (out Restored, err error) {
	private, err := keysFor(s.Data, code, keysOf)
	if err != nil {
		return out, err
	}
	if _, err := backup.Look(file); err != nil { // before a folder is made for nothing
		return out, err
	}
	if s.Folder, err = store.OpenFolder(s.Data); err != nil {
		return out, err
	}
	if err := backup.Finish(s.Folder, s.Clock.Now().Wall); err != nil {
		return out, errors.Join(err, s.Folder.Close())
	}
	note, err := backup.Restore{
		Folder: s.Folder, File: file, Private: private, Open: s.openLog, Clock: s.Clock,
	}.Run(ctx)
	if err == nil {
		err = s.MarkBegan()
	}
	out = Restored{Made: time.UnixMilli(note.Made), Torn: note.Torn, Pieces: note.Pieces}
	for _, h := range note.Heads {
		out.Own += int64(h.Here)
	}
	return out, errors.Join(err, s.Folder.Close())
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
