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

// ForgetDrafts drops those drafts whose name begins so and that nobody has touched
// since a time.
func (l *Local) ForgetDrafts(ctx context.Context, begins string, before time.Time) error {
	return l.exec(ctx, `DELETE FROM drafts WHERE substr(page, 1, $1) = $2 AND at < $3`, len(begins), begins, before.UnixMilli())
}
