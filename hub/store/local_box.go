package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"yizhan/hub"
)

// Peer is a neighbour as this box last met it: where to look for it after days
// without a mesh.
type Peer struct {
	Name    string // node name in the mesh
	Address string // host:port
	Lane    hub.Lane
	Seen    time.Time
}

// PutPeer notes where a neighbour was met just now.
func (l *Local) PutPeer(ctx context.Context, p Peer) error {
	return l.exec(ctx, `INSERT INTO peers (name, address, lane, seen) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET address = excluded.address, lane = excluded.lane, seen = excluded.seen`,
		p.Name, p.Address, string(p.Lane), l.now())
}

// DropPeer forgets a neighbour that was revoked.
func (l *Local) DropPeer(ctx context.Context, name string) error {
	return l.exec(ctx, `DELETE FROM peers WHERE name = $1`, name)
}

// Peers lists the address book, the last met first.
func (l *Local) Peers(ctx context.Context) ([]Peer, error) {
	rows, err := l.rows(ctx, `SELECT name, address, lane, seen FROM peers ORDER BY seen DESC, name`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (p Peer, err error) {
		var seen int64
		err = rows.Scan(&p.Name, &p.Address, &p.Lane, &seen)
		p.Seen = time.UnixMilli(seen)
		return p, err
	})
}

// Job is what is known of a recurring job: when it last ran, and how that ended.
type Job struct {
	Name    string
	Ran     time.Time
	Outcome string // "" or the key of a sentence
}

// PutJob notes that a job ran just now.
func (l *Local) PutJob(ctx context.Context, name, outcome string) error {
	return l.exec(ctx, `INSERT INTO jobs (name, ran, outcome) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET ran = excluded.ran, outcome = excluded.outcome`,
		name, l.now(), outcome)
}

// Jobs lists the jobs that ever ran.
func (l *Local) Jobs(ctx context.Context) ([]Job, error) {
	rows, err := l.rows(ctx, `SELECT name, ran, outcome FROM jobs ORDER BY name`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (j Job, err error) {
		var ran int64
		err = rows.Scan(&j.Name, &ran, &j.Outcome)
		j.Ran = time.UnixMilli(ran)
		return j, err
	})
}

// PutSetting keeps a setting of this box; nothing personal belongs here.
func (l *Local) PutSetting(ctx context.Context, name, value string) error {
	return l.exec(ctx, `INSERT INTO settings (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
}

// Setting is "" where none was kept.
func (l *Local) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := l.row(ctx, `SELECT value FROM settings WHERE name = $1`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}
