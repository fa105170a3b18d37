package store

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Sent is what a lane's records now say, but for those of some kinds, as it went out: who
// has receipts up to every one of Heads has all of it. What was withdrawn is among them.
func (s *Store) Sent(ctx context.Context, lane hub.Lane, but ...hub.Kind) (out []hub.Sent, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
			WHERE l.name = $1 AND r.kind NOT IN ('`+quotedKinds(but)+`') ORDER BY r.n`, string(lane))
		if err != nil {
			return err
		}
		found, err := collect(rows, v.scanRecord)
		if err != nil {
			return err
		}
		for _, r := range found {
			sent := hub.Sent{Heads: map[hub.Origin]uint64{}}
			for _, id := range r.state.Commits() {
				if err := v.addSent(&sent, id); err != nil {
					return err
				}
			}
			if sent.Record, err = v.readRow(r); err != nil {
				return err
			}
			if len(sent.Heads) > 0 {
				out = append(out, sent)
			}
		}
		return nil
	})
	return out, err
}

func (s session) addSent(sent *hub.Sent, commit hub.ID) error {
	var origin, header []byte
	var seq uint64
	found, err := s.get(`SELECT o.origin, c.seq, c.header FROM commits c JOIN origins o ON o.n = c.origin WHERE c.id = $1`,
		[]any{commit[:]}, &origin, &seq, &header)
	if err != nil || !found || sent.Heads[hub.Origin(origin)] >= seq {
		return err
	}
	h, err := codec.DecodeHeader(header)
	if err != nil {
		return err
	}
	sent.Heads[hub.Origin(origin)] = seq
	if at := time.UnixMilli(h.Wall); at.After(sent.At) {
		sent.At, sent.Author = at, h.Author
	}
	return nil
}
