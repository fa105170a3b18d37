package store

import (
	"context"
	"database/sql"
	"errors"

	"yizhan/hub"
)

// PutDraft keeps what a staff member has typed on a page and not yet stored, so
// that an idle time-out, a reload or a power cut loses nothing.
func (l *Local) PutDraft(ctx context.Context, staff hub.ID, page string, body []byte) error {
	return l.exec(ctx, `INSERT INTO drafts (staff, page, body, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (staff, page) DO UPDATE SET body = excluded.body, at = excluded.at`,
		staff[:], page, l.vault.seal(body, draftPlace(staff, page)), l.now())
}

// Draft is what PutDraft kept; ok is false if there is none.
func (l *Local) Draft(ctx context.Context, staff hub.ID, page string) (body []byte, ok bool, err error) {
	var sealed []byte
	err = l.row(ctx, `SELECT body FROM drafts WHERE staff = $1 AND page = $2`, staff[:], page).Scan(&sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	body, err = l.vault.open(sealed, draftPlace(staff, page))
	return body, err == nil, err
}

// DropDraft forgets a draft: it has been stored, or thrown away.
func (l *Local) DropDraft(ctx context.Context, staff hub.ID, page string) error {
	return l.exec(ctx, `DELETE FROM drafts WHERE staff = $1 AND page = $2`, staff[:], page)
}

// DraftPages lists the pages on which a staff member has a draft, newest first.
func (l *Local) DraftPages(ctx context.Context, staff hub.ID) ([]string, error) {
	rows, err := l.rows(ctx, `SELECT page FROM drafts WHERE staff = $1 ORDER BY at DESC, page`, staff[:])
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (page string, err error) {
		return page, rows.Scan(&page)
	})
}

func draftPlace(staff hub.ID, page string) string { return "draft/" + staff.String() + "/" + page }

// collect reads every row and closes them.
func collect[T any](rows *sql.Rows, read func(*sql.Rows) (T, error)) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := read(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
