package backup

import (
	"context"
	"maps"

	"yizhan/hub"
	"yizhan/hub/store"
)

const (
	carryCommits = 500
	carryBytes   = 4 << 20
	unwanted     = 1 << 53 // the head of an origin of which nothing is wanted
)

// carry gives one log what another has of the same lanes and can still be read: what
// was written after the backup, erasure orders, what neighbours sent. Every commit is
// proven like a stranger's. Of a damaged log the runs that cannot be read are passed
// over; lost says how many stretches that were.
func carry(ctx context.Context, from, to *store.Store) (lost int, err error) {
	lanes, err := from.Lanes(ctx)
	if err != nil {
		return 1, nil // nothing of it can be read
	}
	for _, l := range lanes {
		have, err := from.Vector(ctx, l.Lane)
		if err != nil {
			lost++
			continue
		}
		proofs, err := from.Proofs(ctx, l.Lane)
		if err != nil {
			lost++
			continue
		}
		known, err := to.Vector(ctx, l.Lane)
		if err != nil {
			return lost, err
		}
		nobody := hub.Vector{}
		for o := range have {
			nobody[o] = hub.Reach{Head: hub.Head{Seq: unwanted}}
		}
		for o, reach := range have {
			theirs := maps.Clone(nobody)
			theirs[o] = known[o]
			n, err := carryOrigin(ctx, from, to, l.Lane, o, reach, theirs, proofs)
			lost += n
			if err != nil {
				return lost, err
			}
		}
	}
	return lost, nil
}

// carryOrigin carries one origin, run by run; theirs wants nothing but it. The line of a
// forked origin of which something is lacking says less than is held: where the line
// ends, it goes on for as long as there is more.
func carryOrigin(ctx context.Context, from, to *store.Store, lane hub.Lane, origin hub.Origin, have hub.Reach, theirs hub.Vector, proofs map[hub.Origin]hub.OriginProof) (lost int, err error) {
	top := have.Head.Seq
	for _, span := range have.Beyond {
		top = max(top, span.To)
	}
	most := carryCommits
	for at := theirs[origin]; ; theirs[origin] = at {
		if err := ctx.Err(); err != nil {
			return lost, err
		}
		next, err := carryRun(ctx, from, to, lane, theirs, proofs, most)
		switch {
		case err != nil:
			return lost, err
		case next > at.Head.Seq:
			most = carryCommits
		case at.Head.Seq >= top:
			return lost, nil
		case most > hub.AnchorSeqs: // near damage in small steps: less is passed over
			most = hub.AnchorSeqs
			continue
		default: // cannot be read, or proves nothing
			lost++
			next = at.Head.Seq - at.Head.Seq%hub.AnchorSeqs + hub.AnchorSeqs
		}
		at = hub.Reach{Head: hub.Head{Seq: next}}
	}
}

// carryRun carries some commits and says how far it came; 0 where nothing could be
// read. An error is the new log's, or the context's.
func carryRun(ctx context.Context, from, to *store.Store, lane hub.Lane, theirs hub.Vector, proofs map[hub.Origin]hub.OriginProof, most int) (seq uint64, err error) {
	batch, _, err := from.Since(ctx, lane, theirs, most, carryBytes)
	if err != nil || len(batch) == 0 {
		return 0, ctx.Err()
	}
	if _, err := to.Accept(ctx, batch, proofs); err != nil {
		return 0, err
	}
	return batch[len(batch)-1].Header.Seq, nil
}
