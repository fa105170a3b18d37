package store_test

import (
	"context"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/store"
)

// heldRecords counts the records that a transaction holds, read sealed and not yet
// written open.
type heldRecords struct{ now, most int }

func (*heldRecords) Name() string      { return "held" }
func (*heldRecords) Kinds() []hub.Kind { return []hub.Kind{"person"} }

func (h *heldRecords) Project(rec hub.Record) []store.Row {
	if rec.Sealed {
		h.now++
	} else {
		h.now--
	}
	h.most = max(h.most, h.now)
	return nil
}

// A few commits of keys open a whole township, and it is not all held at once.
func TestKeysOfManyRecordsAreTakenBitByBit(t *testing.T) {
	const children, people = 6, 300 // of each child
	ctx, m, held := context.Background(), members{}, &heldRecords{}
	a := newStation(t, m)
	b := newStation(t, m, func(o *store.Options) { o.Projections = []store.Projection{held} })
	ids := a.children(children)
	a.fill(children*people, person(ids))
	b.pull(a)
	for _, id := range ids {
		if _, err := a.Share(ctx, lane, hub.ID{9}, []hub.ID{id}, []codec.Recipient{b.keys.recipient()}); err != nil {
			t.Fatal(err)
		}
	}
	*held = heldRecords{}
	if got := b.accept(a, b.lacks(a)...); got.New != children {
		t.Fatalf("one batch brings %+v", got)
	}
	if most := store.MostHeld + people; held.most > most || held.most < people || held.now != 0 {
		t.Errorf("held %d records at once, %d in the end; want at most %d", held.most, held.now, most)
	}
	converged(t, a, b)
	for _, id := range ids {
		recs, err := b.Of(ctx, id, "person")
		if err != nil || len(recs) != people || slices.ContainsFunc(recs, func(r hub.Record) bool { return r.Sealed }) {
			t.Errorf("%d people, %v; or some are not open", len(recs), err)
		}
	}
}
