package box

import (
	"context"
	"errors"
	"os"

	"yizhan/hub"
	"yizhan/hub/store"
	"yizhan/hub/store/postgres"
	"yizhan/hub/store/sqlite"
)

// logFile is the log of a folder that keeps its own.
const logFile = "log.db"

// openLog opens the log: in the folder, or in the database that the folder names, or that
// it is told to begin with.
func (b *Box) openLog(ctx context.Context, folder *store.Folder, opts store.Options) (*store.Store, error) {
	named, err := folder.Database()
	if err != nil {
		return nil, err
	}
	database := b.cfg.Database
	if database == "" {
		database = named
	}
	if database == "" {
		return sqlite.Open(ctx, folder, opts)
	}
	owner, some, err := postgres.Log(ctx, database)
	if err != nil {
		return nil, err
	}
	if some && owner != b.trust.Identity().Key() {
		return nil, hub.E(hub.CodeFolder, "store.foreign")
	}
	if named == "" {
		if _, err := os.Stat(folder.Path(logFile)); err == nil {
			return nil, hub.E(hub.CodeFolder, "store.move-first")
		}
	} else {
		if !some { // somebody dropped it, or another was meant: an empty log would look like a loss
			return nil, hub.E(hub.CodeFolder, "store.empty")
		}
		if err := postgres.Arrived(ctx, database); err != nil {
			return nil, err
		}
		if err := b.putAside(folder); err != nil {
			return nil, err
		}
	}
	s, err := postgres.Open(ctx, database, opts)
	if err == nil && database != named {
		if err = folder.PutDatabase(database); err != nil {
			err = errors.Join(err, s.Close())
		}
	}
	return s, err
}

// putAside keeps the log that has moved away under a name that nothing opens.
func (b *Box) putAside(folder *store.Folder) error {
	for _, end := range []string{"", "-wal", "-shm"} {
		err := os.Rename(folder.Path(logFile+end), folder.Path("moved-"+logFile+end))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Move moves the log to a database while the box is in use, and has it opened there; say is
// told how many rows have been copied.
func (b *Box) Move(ctx context.Context, database string, say func(rows int64)) (rows int64, err error) {
	to, done, err := postgres.Target(ctx, database)
	if err != nil {
		return 0, err
	}
	moved, err := b.store.Move(ctx, to, func() error { return b.folder.PutDatabase(database) },
		func(m store.Moved) { say(m.Rows) })
	if err == nil {
		b.elsewhere.Store(true)
	}
	return moved.Rows, errors.Join(err, done())
}

// Database is where the log lies, without a password; "": in the folder.
func (b *Box) Database() string {
	database, err := b.folder.Database()
	if err != nil || database == "" {
		return ""
	}
	return postgres.Shown(database)
}
