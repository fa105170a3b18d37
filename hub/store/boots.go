package store

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// BootNotes is what this box wrote of a lane in its present boot while its clock was
// worse than a quality: subject by subject, when its clock said it was. A boot's
// commits are the last of each origin: nothing older is read.
func (s *Store) BootNotes(ctx context.Context, lane hub.Lane, boot [8]byte, below hub.ClockQuality) (map[hub.ID][]time.Time, error) {
	out := map[hub.ID][]time.Time{}
	return out, s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		if err != nil {
			return err
		}
		for _, o := range origins {
			if o.key != s.key {
				continue
			}
			if err := v.bootNotes(out, o, boot, below); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s session) bootNotes(out map[hub.ID][]time.Time, o *origin, boot [8]byte, below hub.ClockQuality) error {
	rows, err := s.query(Few+`SELECT header FROM commits WHERE origin = $1 ORDER BY seq DESC`, o.n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		h, err := codec.DecodeHeader(raw)
		if err != nil {
			return err
		}
		if h.Boot != boot {
			break
		}
		if h.Clock >= below {
			continue
		}
		for _, p := range h.Parts {
			out[p.Subject] = append(out[p.Subject], time.UnixMilli(h.Wall))
		}
	}
	return rows.Err()
}
