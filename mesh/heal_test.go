package mesh_test

import (
	"context"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Five hubs, two and three of them apart: both sides write, both go on among
// themselves, and after the wall is down all end with one digest.
func TestPartitionAndHeal(t *testing.T) {
	t.Parallel()
	w := newTown(t, 5)
	w.meet()
	left, right := w.hubs[:2], w.hubs[2:]
	w.wall(left, right, true)
	for _, b := range w.hubs {
		b.taps(100)
	}
	w.until(20*time.Second, "each side equal", func() bool {
		return equal(left...) && equal(right...) && left[0].sum().Commits == 200 && right[0].sum().Commits == 300
	})
	w.wall(left, right, false)
	w.until(30*time.Second, "all equal", func() bool { return equal(w.hubs...) && w.hubs[0].sum().Commits == 500 })
}

// A part that waited for consent is asked for and comes once consent is there,
// though its commit's header went over long before.
func TestPartComesAfterConsent(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2)
	a, b := w.hubs[0].serve(), w.hubs[1].serve()
	ctx := context.Background()
	child := hub.NewID()
	write := func(kind hub.Kind, id hub.ID, period string, v form.Values) {
		t.Helper()
		e := form.Builtin().Edit(kind, id, child, v)
		e.Period = period
		_, err := a.store.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Author: hub.ID{9}, Edits: []hub.Edit{e}})
		if err != nil {
			t.Fatal(err)
		}
	}
	write("child", child, "", form.Values{"category": "home", "photo": []byte("picture")})
	go b.engine.Dial(t.Context(), "http://"+a.addr)
	w.until(10*time.Second, "the commit without its part", func() bool { return equal(a, b) && b.sum().Commits == 1 })
	before := b.sum().Digest
	write("consent", hub.ID{}, "photo", form.Values{"answer": string(hub.AnswerYes)})
	w.until(20*time.Second, "equal again", func() bool { return equal(a, b) && b.sum().Commits == 2 })
	if lacking, err := b.store.Lacking(ctx, lane, 10); err != nil || len(lacking) != 0 {
		t.Errorf("still lacking %v, %v", lacking, err)
	}
	if b.sum().Digest == before {
		t.Error("nothing came")
	}
}
