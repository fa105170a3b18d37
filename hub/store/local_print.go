package store

import (
	"context"

	"yizhan/hub"
)

// printTable holds what is to be printed until it is on paper.
const printTable = `
CREATE TABLE prints (
	id   BLOB PRIMARY KEY,
	body BLOB NOT NULL,             -- sealed: it names children
	at   INTEGER NOT NULL           -- Unix ms
) STRICT, WITHOUT ROWID;`

// PutPrint keeps a job of the printer through a power cut.
func (l *Local) PutPrint(ctx context.Context, id hub.ID, body []byte) error {
	return l.exec(ctx, `INSERT INTO prints (id, body, at) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET body = excluded.body, at = excluded.at`,
		id[:], l.vault.seal(body, printPlace(id)), l.now())
}

// Prints are the jobs that were not done.
func (l *Local) Prints(ctx context.Context) (map[hub.ID][]byte, error) {
	rows, err := l.rows(ctx, `SELECT id, body FROM prints`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[hub.ID][]byte{}
	for rows.Next() {
		var id, sealed []byte
		if err := rows.Scan(&id, &sealed); err != nil {
			return nil, err
		}
		if out[hub.ID(id)], err = l.vault.open(sealed, printPlace(hub.ID(id))); err != nil {
			return nil, err
		}
	}
	return out, rows.Err()
}

// DropPrint forgets a job: it is on paper, or nobody wants it any more.
func (l *Local) DropPrint(ctx context.Context, id hub.ID) error {
	return l.exec(ctx, `DELETE FROM prints WHERE id = $1`, id[:])
}

func printPlace(id hub.ID) string { return "print/" + id.String() }
