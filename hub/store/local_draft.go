package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

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

// EachDraft calls f with every draft of a staff member, the newest first. One that
// does not open any more (the box has other keys) is passed over.
func (l *Local) EachDraft(ctx context.Context, staff hub.ID, f func(page string, body []byte, at time.Time) error) error {
	all, err := l.drafts(ctx, `WHERE staff = $1 ORDER BY at DESC, page`, staff[:])
	if err != nil {
		return err
	}
	for _, d := range all {
		body, err := l.vault.open(d.sealed, draftPlace(d.staff, d.page))
		if err != nil {
			continue
		}
		if err := f(d.page, body, time.UnixMilli(d.at)); err != nil {
			return err
		}
	}
	return nil
}

// DropDraftsOf forgets every draft, whoever began it, that names one of these
// subjects, in its name or in what was entered. One that does not open cannot be
// asked, and goes too.
func (l *Local) DropDraftsOf(ctx context.Context, subjects ...hub.ID) error {
	all, err := l.drafts(ctx, ``)
	if err != nil {
		return err
	}
	for _, d := range all {
		body, err := l.vault.open(d.sealed, draftPlace(d.staff, d.page))
		names := func(id hub.ID) bool {
			return strings.Contains(d.page, id.String()) || bytes.Contains(body, []byte(id.String()))
		}
		if err == nil && !slices.ContainsFunc(subjects, names) {
			continue
		}
		if err := l.DropDraft(ctx, d.staff, d.page); err != nil {
			return err
		}
	}
	return nil
}

// sealedDraft is a row of drafts.
type sealedDraft struct {
	staff  hub.ID
	page   string
	sealed []byte
	at     int64 // Unix ms
}

func (l *Local) drafts(ctx context.Context, which string, args ...any) ([]sealedDraft, error) {
	rows, err := l.rows(ctx, `SELECT staff, page, body, at FROM drafts `+which, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (d sealedDraft, err error) {
		var staff []byte
		err = rows.Scan(&staff, &d.page, &d.sealed, &d.at)
		copy(d.staff[:], staff)
		return d, err
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
