package sync

import (
	"context"
	"fmt"
	"sync"
	"time"

	"yizhan/hub"
)

// view is a lane as it stands here at one moment.
type view struct {
	at     time.Time
	vector hub.Vector // not to be changed
	state  LaneState
	owner  map[hub.Origin][32]byte
}

// views keeps the newest view of each lane, so that thirty sessions cost one
// reading of the log.
type views struct {
	log   Log
	mu    sync.Mutex
	cache map[hub.Lane]view // true now
	last  map[hub.Lane]view // read last
	stamp uint64            // counts forgets
}

func (v *views) forget(lane hub.Lane) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.stamp++
	if lane == "" { // news were missed
		clear(v.cache)
	}
	delete(v.cache, lane)
}

func (v *views) get(ctx context.Context, lane hub.Lane) (view, error) {
	v.mu.Lock()
	got, ok := v.cache[lane]
	stamp := v.stamp
	v.mu.Unlock()
	if ok {
		return got, nil
	}
	got, err := v.read(ctx, lane)
	if err != nil {
		return got, err
	}
	v.mu.Lock()
	if v.stamp == stamp {
		v.cache[lane] = got
	}
	v.last[lane] = got
	v.mu.Unlock()
	return got, nil
}

// current says whether nothing has been stored in the lane since v was read.
func (v *views) current(read view) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	got, ok := v.cache[read.state.Lane]
	return ok && got.state == read.state
}

// recent is a view that may be as old as age: for small talk, which the next
// view corrects.
func (v *views) recent(ctx context.Context, lane hub.Lane, age time.Duration) (view, error) {
	v.mu.Lock()
	got, ok := v.last[lane]
	v.mu.Unlock()
	if ok && time.Since(got.at) < age {
		return got, nil
	}
	return v.get(ctx, lane)
}

// read takes sums and vector of one moment: the sums are read before and after.
// While the lane is being written the last try stands; its digest then fits no
// other hub's vector, and the next exchange settles it.
func (v *views) read(ctx context.Context, lane hub.Lane) (view, error) {
	out := view{at: time.Now()}
	before, err := v.log.Sum(ctx, lane)
	if err != nil {
		return out, fmt.Errorf("sync: lanes: %w", err)
	}
	for range 4 {
		if out.vector, err = v.log.Vector(ctx, lane); err != nil {
			return out, fmt.Errorf("sync: vector: %w", err)
		}
		after, err := v.log.Sum(ctx, lane)
		if err != nil {
			return out, fmt.Errorf("sync: lanes: %w", err)
		}
		if after == before {
			break
		}
		before = after
	}
	out.state = LaneState{
		Lane: lane, Vector: HashVector(out.vector),
		Commits: uint64(before.Commits), Digest: before.Digest.Bytes(),
	}
	proofs, err := v.log.Proofs(ctx, lane)
	if err != nil {
		return out, fmt.Errorf("sync: proofs: %w", err)
	}
	out.owner = make(map[hub.Origin][32]byte, len(proofs))
	for o, p := range proofs {
		out.owner[o] = p.Key
	}
	return out, nil
}
