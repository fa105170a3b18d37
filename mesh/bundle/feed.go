package bundle

import (
	"context"
	"fmt"
	"maps"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// feed gives what a vector lacks of a lane, batch by batch, until there is no more.
type feed struct {
	log   sync.Log
	lane  hub.Lane
	upto  hub.Vector     // base and what was given
	skip  hub.Vector     // origins of which nothing more is asked
	forks []hub.Origin   // given at the end, one by one
	ready [][]hub.Commit // of a fork
	ended bool
}

// Of a forked origin seqs do not say what is held. The log gives it once more from
// the fork on, as much as fits into one answer, so it is asked for a long one.
const (
	forkCommits = 1 << 20
	forkBytes   = 8 << 20
)

var nothingMore = hub.Reach{Head: hub.Head{Seq: 1 << 53}} // as Log.Since reads it

func newFeed(log sync.Log, lane hub.Lane, upto, mine hub.Vector) *feed {
	f := &feed{log: log, lane: lane, upto: upto, skip: hub.Vector{}}
	for o, r := range mine {
		if forked(r) {
			f.skip[o] = nothingMore
			if !reaches(upto[o], r) {
				f.forks = append(f.forks, o)
			}
		}
	}
	return f
}

// next is the next batch; empty at the end.
func (f *feed) next(ctx context.Context) ([]hub.Commit, error) {
	for !f.ended {
		asked := maps.Clone(f.upto)
		if asked == nil {
			asked = hub.Vector{}
		}
		maps.Copy(asked, f.skip)
		batch, more, err := f.log.Since(ctx, f.lane, asked, sync.MaxBatchCommits, sync.MaxBatchBytes)
		if err != nil {
			return nil, fmt.Errorf("bundle: since: %w", err)
		}
		grown := sync.Extend(f.upto, batch)
		f.ended = !more
		if len(batch) > 0 && same(grown, f.upto) { // sent once more because of a fork that others know of
			for _, c := range batch {
				f.skip[c.Header.Origin] = nothingMore
			}
		}
		f.upto = grown
		if len(batch) > 0 {
			return batch, nil
		}
	}
	return f.fork(ctx)
}

// fork gives the forked origins, those before the fork too where they are lacking.
func (f *feed) fork(ctx context.Context) ([]hub.Commit, error) {
	for len(f.ready) == 0 && len(f.forks) > 0 {
		o := f.forks[0]
		only := hub.Vector{}
		for other := range f.upto {
			only[other] = nothingMore
		}
		maps.Copy(only, f.skip)
		only[o] = f.upto[o]
		all, _, err := f.log.Since(ctx, f.lane, only, forkCommits, forkBytes)
		if err != nil {
			return nil, fmt.Errorf("bundle: since: %w", err)
		}
		before := f.upto
		f.upto = sync.Extend(f.upto, all)
		if same(before, f.upto) {
			f.forks = f.forks[1:]
		}
		f.ready = runs(all)
	}
	if len(f.ready) == 0 {
		return nil, nil
	}
	batch := f.ready[0]
	f.ready = f.ready[1:]
	return batch, nil
}

// runs parts commits into batches that end at a signature.
func runs(all []hub.Commit) (out [][]hub.Commit) {
	begin, end, size := 0, 0, 0 // end: behind the last signature
	for i, c := range all {
		size += packedSize(all[i : i+1])
		if (i-begin >= sync.MaxBatchCommits-1 || size > sync.MaxBatchBytes) && end > begin {
			out, begin, size = append(out, all[begin:end]), end, packedSize(all[end:i+1])
		}
		if c.Sig != nil {
			end = i + 1
		}
	}
	if end > begin {
		out = append(out, all[begin:end])
	}
	return out
}

func forked(r hub.Reach) bool { return len(r.Beyond) > 0 && r.Beyond[0].From == r.Head.Seq+1 }
