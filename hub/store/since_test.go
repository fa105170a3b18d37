package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Whoever asks with what the batches so far have brought gets everything, in
// batches within their limit, each of which proves itself.
func TestSinceEndsAtSignaturesWithinItsLimit(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b, c := newStation(t, m), newStation(t, m), newStation(t, m)
	id := hub.NewID()
	note := func(i int) hub.Edit { return child(id, form.Values{"village_name": string(rune('一' + i))}) }
	a.fill(150, note)
	b.pull(a) // b keeps the signatures of seq 64, 128 and 150
	b.fill(90, note)
	for _, limit := range []int{64, 100, 500} {
		theirs, got := hub.Vector{}, 0
		for more := true; more; {
			var batch []hub.Commit
			var err error
			if batch, more, err = b.Since(ctx, lane, theirs, limit, 1<<30); err != nil {
				t.Fatal(err)
			}
			if len(batch) == 0 || len(batch) > limit {
				t.Fatalf("limit %d: a batch of %d", limit, len(batch))
			}
			for i, one := range batch {
				end := i == len(batch)-1 || batch[i+1].Header.Origin != one.Header.Origin
				if (one.Sig != nil) != (one.Header.Anchor || end) {
					t.Errorf("limit %d: seq %d: signed %v, anchor %v, end %v", limit, one.Header.Seq, one.Sig != nil, one.Header.Anchor, end)
				}
				theirs[one.Header.Origin] = hub.Reach{Head: hub.Head{Seq: one.Header.Seq, ID: one.ID}}
			}
			if accepted := c.accept(b, batch...); len(accepted.Refused) > 0 {
				t.Fatalf("limit %d: refused %+v", limit, accepted.Refused[0])
			}
			got += len(batch)
		}
		if got != 240 {
			t.Errorf("limit %d: %d commits in all", limit, got)
		}
	}
	converged(t, b, c)

	unwanted := hub.Vector{}
	v, err := b.Vector(ctx, lane)
	if err != nil {
		t.Fatal(err)
	}
	for o := range v {
		unwanted[o] = hub.Reach{Head: hub.Head{Seq: 1 << 53}}
	}
	if batch, more, err := b.Since(ctx, lane, unwanted, 500, 1<<30); err != nil || more || len(batch) != 0 {
		t.Errorf("nothing wanted, but %d commits, more %v, %v", len(batch), more, err)
	}
}

func TestSinceHoldsToItsBytes(t *testing.T) {
	ctx := context.Background()
	s := newStation(t, members{})
	s.fill(600, func(i int) hub.Edit {
		return child(hub.NewID(), form.Values{"village_name": "村", "nick": "满"})
	})
	const limit = 20_000
	batch, more, err := s.Since(ctx, lane, hub.Vector{}, 500, limit)
	size := 0
	for _, c := range batch {
		size += len(c.Raw)
		for _, part := range c.Parts {
			size += len(part)
		}
	}
	if err != nil || !more || size < limit || size > limit+1000 {
		t.Errorf("%d commits, %d bytes, more %v, %v", len(batch), size, more, err)
	}
}
