package store

import (
	"context"

	"yizhan/hub"
)

// continuePerCommit is how many records of a subject one commit carries over.
const continuePerCommit = 40

// Continue writes the live state of one lane again in another, same record ids,
// one subject after another: what a box wrote before it was enrolled goes from
// local to its township. The old lane stays as the trail, and nothing finds its
// records any more. All or none; what has been continued is not continued again.
func (s *Store) Continue(ctx context.Context, from, to hub.Lane) (commits int, err error) {
	err = s.write(ctx, func(t *txn) error {
		commits = 0
		records, err := t.session.records(`SELECT `+recordColumns+` FROM records r JOIN lanes l ON l.n = r.lane
			WHERE l.name = $1 AND r.kind <> $2 AND r.flags & $3 = 0 ORDER BY r.subject, r.n`,
			string(from), string(wrapKind), int64(flagPast))
		if err != nil {
			return err
		}
		batch := hub.NewID()
		for len(records) > 0 {
			d := hub.Draft{Lane: to, Batch: batch}
			n := 0
			for n < len(records) && n < continuePerCommit && records[n].Subject == records[0].Subject {
				r := records[n]
				d.Edits = append(d.Edits, hub.Edit{Kind: r.Kind, Record: r.ID, Subject: r.Subject, Period: r.Period, Set: r.Fields})
				n++
			}
			records = records[n:]
			out, err := t.append(d)
			if err != nil {
				return err
			}
			if !out.Commit.IsZero() {
				commits++
			}
		}
		return nil
	})
	return commits, err
}
