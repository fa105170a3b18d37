package store

import (
	"context"
	"database/sql"
	"slices"

	"yizhan/hub"
)

// Lacking is commits of a lane of which a part is not here though its consent has
// come, or that the disk lost: peers that have it give it with Commit, and Accept
// fills it in.
func (s *Store) Lacking(ctx context.Context, lane hub.Lane, most int) (ids []hub.ID, err error) {
	err = s.view(ctx, func(v session) error {
		waiting, err := v.absent(lane)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			if len(ids) == most {
				return nil
			}
			if yes, err := v.released(lane, w); err != nil {
				return err
			} else if yes && !slices.Contains(ids, w.commit) {
				ids = append(ids, w.commit)
			}
		}
		return nil
	})
	return ids, err
}

// absentPart is a part that is not here.
type absentPart struct {
	commit, subject hub.ID
	gate            hub.Purpose
	state           partState
}

func (s session) absent(lane hub.Lane) ([]absentPart, error) {
	rows, err := s.query(`SELECT c.id, p.subject, p.gate, p.state FROM parts p JOIN commits c ON c.n = p.commit_n
		JOIN origins o ON o.n = c.origin JOIN lanes l ON l.n = o.lane
		WHERE p.state <> 0 AND p.state IN ($1, $2) AND l.name = $3 ORDER BY c.n, p.place`,
		int64(partAbsent), int64(partDamaged), string(lane))
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (p absentPart, err error) {
		var commit, subject []byte
		if err = rows.Scan(&commit, &subject, &p.gate, &p.state); err == nil {
			p.commit, p.subject = hub.ID(commit), hub.ID(subject)
		}
		return p, err
	})
}

// released says whether the consent that a part waits for has come; what was here
// before had it.
func (s session) released(lane hub.Lane, p absentPart) (bool, error) {
	if p.state == partDamaged || p.gate == "" {
		return p.state == partDamaged, nil
	}
	id := hub.DeriveID(consentKind, p.subject, string(p.gate))
	rows, err := s.query(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
		WHERE r.kind = $1 AND r.id = $2 AND l.name = $3`, string(consentKind), id[:], string(lane))
	if err != nil {
		return false, err
	}
	found, err := collect(rows, s.scanRecord)
	return len(found) > 0 && answerOf(found[0].state) == hub.AnswerYes, err
}
