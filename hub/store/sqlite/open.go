package sqlite

import (
	"context"

	"yizhan/hub/store"
)

// Open opens DIR/log.db: the log and its folds.
func Open(ctx context.Context, folder *store.Folder, opts store.Options) (*store.Store, error) {
	db, err := open(ctx, folder.Path("log.db"))
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, db, opts)
	if err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}
