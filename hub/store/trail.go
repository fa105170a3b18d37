package store

import (
	"context"
	"slices"

	"yizhan/hub"
)

// Trail is everything that was written of one record and is here, newest first. Unlike
// History it reads the commits of this record alone: a site has all the sheets that were
// ever filled in there.
func (s *Store) Trail(ctx context.Context, kind hub.Kind, id hub.ID) (entries []hub.Entry, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
			WHERE r.kind = $1 AND r.id = $2`, string(kind), id[:])
		if err != nil {
			return err
		}
		found, err := collect(rows, v.scanRecord)
		if err != nil {
			return err
		}
		var commits []hub.ID
		for _, r := range found {
			commits = append(commits, r.state.Commits()...)
			if r.flags&flagWithheld == 0 {
				continue
			}
			over, err := v.withheld(r.recordKey, r.subject)
			if err != nil {
				return err
			}
			for _, o := range over {
				commits = append(commits, o.ref.ID)
			}
		}
		entries, err = v.entriesOf(commits)
		for i := range entries {
			entries[i].Changes = slices.DeleteFunc(entries[i].Changes, func(c hub.Changed) bool { return c.Kind != kind || c.Record != id })
		}
		entries = slices.DeleteFunc(entries, func(e hub.Entry) bool { return len(e.Changes) == 0 })
		return err
	})
	return entries, err
}

// entriesOf reads commits as the history shows them: parts that count, and own ones that
// wait for consent.
func (s session) entriesOf(commits []hub.ID) ([]hub.Entry, error) {
	hub.Sort(commits, func(a, b hub.ID) int { return slices.Compare(a[:], b[:]) })
	var stored []storedPart
	for some := range slices.Chunk(slices.Compact(commits), mostSought) {
		args := make([]any, len(some))
		for i := range some {
			args[i] = some[i][:]
		}
		parts, err := s.parts(`c.id IN `+places(1, len(some))+` AND p.state IN (0, 2) AND c.barred = 0`, args...)
		if err != nil {
			return nil, err
		}
		stored = append(stored, readable(parts)...)
	}
	for _, p := range stored {
		if err := s.open(p); err != nil {
			return nil, err
		}
	}
	return s.entries(stored)
}
