package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

// Restore puts a backup, or where there is none an empty log, into a folder.
type Restore struct {
	Folder  *store.Folder // held by the caller; nothing in it is open
	File    string        // "": from nothing, for a box that still has its keys
	Private [][32]byte    // keys to try on the backup
	// Damaged are the pieces of the folder to be replaced, of Log, Local and Trust; nil
	// replaces everything, as somebody who asks for a restore expects.
	Damaged []Piece
	Open    OpenStore
	Clock   hub.Clock
	Cause   string // why, the key of a sentence; "" where somebody asked for it
	// Later leaves the last step to the next start: the folder is open and in use. What
	// is in it is not carried over.
	Later bool
}

// Piece is a part of a data folder that is replaced as a whole.
type Piece string

const (
	Log   Piece = "log.db"
	Local Piece = "local.db"
	Trust Piece = "trust"
)

// waiting is DIR/restored: complete, and not yet put in its place.
const waiting = "restored"

// Run prepares everything in DIR/tmp, with a new epoch and all that the old log can
// still give, and puts it into place. Until the moment in which it is complete, a power
// cut leaves the folder as it was; from then on Finish ends it at the next start. What
// was there before is kept aside.
func (r Restore) Run(ctx context.Context) (Note, error) {
	dir := filepath.Join(r.Folder.Temp(), waiting)
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o700)); err != nil {
		return Note{}, placeTrouble(err)
	}
	note, err := r.prepare(ctx, dir)
	if err != nil {
		return Note{}, errors.Join(err, os.RemoveAll(dir))
	}
	if err := syncTree(dir); err != nil {
		return Note{}, placeTrouble(err)
	}
	if err := step("prepared"); err != nil {
		return Note{}, err
	}
	if err := errors.Join(os.Rename(dir, r.Folder.Path(waiting)), syncDir(r.Folder.Path())); err != nil {
		return Note{}, placeTrouble(err)
	}
	if err := step("complete"); err != nil {
		return Note{}, err
	}
	if r.Later {
		return note, nil
	}
	return note, Finish(r.Folder, r.Clock.Now().Wall)
}

func (r Restore) prepare(ctx context.Context, dir string) (Note, error) {
	note := Note{Version: 1, At: r.Clock.Now().Wall.UnixMilli(), Cause: r.Cause}
	for _, p := range r.Damaged {
		note.Pieces = append(note.Pieces, string(p))
	}
	if r.File != "" {
		h, _, err := Unpack(r.File, r.Private, dir)
		if err != nil {
			return note, err
		}
		note.Made = h.Made
	}
	if err := step("unpacked"); err != nil {
		return note, err
	}
	if err := r.settle(dir); err != nil {
		return note, err
	}
	if err := r.fill(ctx, dir, &note); err != nil {
		return note, err
	}
	if err := r.emptyLocal(ctx, dir); err != nil {
		return note, err
	}
	raw, err := codec.Marshal(note)
	if err != nil {
		return note, err
	}
	return note, os.WriteFile(filepath.Join(dir, noteFile), raw, 0o600)
}

// emptyLocal stands in for a damaged local.db where no backup has one: PINs are asked
// for anew.
func (r Restore) emptyLocal(ctx context.Context, dir string) error {
	if !slices.Contains(r.Damaged, Local) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, string(Local))); err == nil {
		return nil
	}
	id, ok, err := trust.LoadIdentity(r.whereKeys(dir))
	if err != nil || !ok {
		return hub.E(hub.CodeFolder, "trust.folder-damaged").Because(err)
	}
	return r.within(dir, func(folder *store.Folder) error {
		local, err := sqlite.OpenLocal(ctx, folder, r.Clock, id.Box)
		if err != nil {
			return err
		}
		return local.Close()
	})
}

// within works on a folder of databases that is not yet in its place, and leaves
// nothing there that holding it has made.
func (r Restore) within(dir string, work func(*store.Folder) error) error {
	folder, err := store.OpenFolder(dir)
	if err != nil {
		return err
	}
	err = work(folder)
	return errors.Join(err, folder.Close(), os.Remove(filepath.Join(dir, "lock")), os.RemoveAll(filepath.Join(dir, "tmp")))
}

// settle takes out of the unpacked backup what is not asked for, and what the folder
// has newer of the same box.
func (r Restore) settle(dir string) error {
	drop := []string{"manifest.cbor"}
	if r.Damaged != nil {
		for _, name := range []string{"keys", "places", string(Trust), string(Log), string(Local)} {
			if !slices.Contains(r.Damaged, Piece(name)) {
				drop = append(drop, name)
			}
		}
	} else if newer, err := r.newerTrust(dir); err != nil {
		return err
	} else if newer {
		drop = append(drop, "keys", string(Trust))
	}
	for _, name := range drop {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return placeTrouble(err)
		}
	}
	_, err := linkBlobs(r.Folder.Path(blobDir), filepath.Join(dir, blobDir)) // what came after the backup
	return err
}

// newerTrust says that the folder's own trust is the same box's, whole, and at least
// as new: lists never go back.
func (r Restore) newerTrust(dir string) (bool, error) {
	id, ok, err := trust.LoadIdentity(r.Folder.Path())
	if err != nil || !ok {
		return false, nil // nothing to keep
	}
	here, err := trust.Open(r.Folder.Path())
	if err != nil {
		return false, nil // damaged: nothing to keep
	}
	there, err := trust.Open(dir)
	if err != nil {
		return false, damaged(err)
	}
	_, was := there.Certificate()
	_, is := here.Certificate()
	if there.Identity().Key() != id.Key() || was && !is {
		return false, nil
	}
	if !was || here.Bundle().CountyKey != there.Bundle().CountyKey {
		return is, nil
	}
	return here.Bundle().Number >= there.Bundle().Number && here.Lists()[trust.ListRevoked] >= there.Lists()[trust.ListRevoked], nil
}

// fill begins the new epoch and carries over what the folder's own log still gives.
func (r Restore) fill(ctx context.Context, dir string, note *Note) error {
	if r.Damaged != nil && !slices.Contains(r.Damaged, Log) {
		return nil
	}
	if elsewhere, err := store.DatabaseOf(dir); err != nil || elsewhere != "" {
		return err // the log is not in the folder, nor in its backups
	}
	t, err := trust.Open(r.whereKeys(dir))
	if err != nil {
		return err
	}
	return r.within(dir, func(folder *store.Folder) error {
		s, err := r.Open(ctx, folder, t)
		if err != nil {
			return err
		}
		err = s.NewEpoch(ctx)
		if err == nil {
			note.Torn, err = r.carryOld(ctx, s, t)
		}
		if err == nil {
			note.Heads, err = ownHeads(ctx, s, t.Identity().Key())
		}
		return errors.Join(err, s.Close())
	})
}

// whereKeys is the folder whose keys will be in force.
func (r Restore) whereKeys(dir string) string {
	if _, err := os.Stat(filepath.Join(dir, "keys")); err == nil {
		return dir
	}
	return r.Folder.Path()
}

// carryOld reads what the folder's log still gives. One that cannot be opened at all
// gives nothing; it is kept aside.
func (r Restore) carryOld(ctx context.Context, to *store.Store, t *trust.Folder) (torn int, err error) {
	if _, err := os.Stat(r.Folder.Path(string(Log))); r.Later || errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	id, ok, err := trust.LoadIdentity(r.Folder.Path())
	if err != nil || !ok || id.Key() != t.Identity().Key() {
		return 0, nil // another box's log: its own hub has it
	}
	if err := sqlite.Check(ctx, r.Folder.Path(string(Log))); err != nil {
		torn++
	}
	old, err := r.Open(ctx, r.Folder, t)
	if err != nil {
		return torn + 1, nil
	}
	lost, err := carry(ctx, old, to)
	_ = old.Close() // it is put aside as it is
	return torn + lost, err
}
