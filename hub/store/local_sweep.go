package store

import (
	"context"
	"database/sql"
	"time"
)

// Forget drops drafts and sessions that nobody has touched since a time.
func (l *Local) Forget(ctx context.Context, before time.Time) error {
	return l.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM drafts WHERE at < $1`, before.UnixMilli()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE seen < $1`, before.UnixMilli())
		return err
	})
}
