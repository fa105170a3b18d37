package store_test

import (
	"context"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/store"
)

// receipts takes what another station says that it holds.
func (s *station) receipts(from *station) {
	s.t.Helper()
	held, err := from.Held(context.Background(), lane)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.PutReceipts(context.Background(), held); err != nil {
		s.t.Fatal(err)
	}
}

func TestCopiesAreWhatOthersHaveSigned(t *testing.T) {
	ctx, m := context.Background(), members{}
	county := newStation(t, m)
	who := func(o *store.Options) {
		o.Holder = func(key [32]byte) store.Holder {
			switch {
			case key == county.keys.public():
				return store.County
			case m[key]:
				return store.Neighbour
			}
			return store.Stranger
		}
	}
	a, b, c := newStation(t, m, who), newStation(t, m, who), newStation(t, m, who)
	id := a.child("王小满")
	began := a.clock.at
	check := func(what string, wantCopies store.Copies, want store.Reported) {
		t.Helper()
		copies, err := a.RecordCopies(ctx, "child", id)
		if err != nil || copies != wantCopies {
			t.Errorf("%s: copies %+v, %v; want %+v", what, copies, err, wantCopies)
		}
		got, err := a.Reported(ctx, lane, time.Time{})
		got.Upto = time.Time{}
		if err != nil || got != want {
			t.Errorf("%s: reported %+v, %v; want %+v", what, got, err, want)
		}
	}
	check("alone", store.Copies{}, store.Reported{Own: 1, OnlyHere: 1})

	b.pull(a)
	check("sent, not confirmed", store.Copies{}, store.Reported{Own: 1, OnlyHere: 1})
	a.receipts(b)
	check("one neighbour", store.Copies{Neighbours: 1}, store.Reported{Own: 1, Neighbours: 1})

	c.pull(b)
	b.receipts(c)
	a.receipts(b) // b passes nothing of c on here
	check("still one", store.Copies{Neighbours: 1}, store.Reported{Own: 1, Neighbours: 1})
	passed, err := b.Receipts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.PutReceipts(ctx, passed); err != nil {
		t.Fatal(err)
	}
	check("passed on", store.Copies{Neighbours: 2}, store.Reported{Own: 1, Neighbours: 1})

	county.pull(c)
	a.receipts(county)
	check("county", store.Copies{Neighbours: 2, County: true}, store.Reported{Own: 1, County: 1})
	a.append(child(id, map[string]any{"nick": "满满"}))
	check("changed since", store.Copies{}, store.Reported{Own: 2, OnlyHere: 1, County: 1})

	got, err := a.Reported(ctx, lane, began)
	if err != nil || got.Own != 1 || got.Pending() != 1 {
		t.Errorf("since the second act: %+v, %v", got, err)
	}
	if got, err := b.RecordCopies(ctx, "child", id); err != nil || got.Neighbours != 2 {
		t.Errorf("seen from b, with the author and c: %+v, %v", got, err)
	}
}

func TestReceiptsAreTheirHoldersWord(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	a.child("王小满")
	b.pull(a)
	held, err := b.Held(ctx, lane)
	if err != nil || len(held) != 1 {
		t.Fatalf("held %v, %v", held, err)
	}
	forged := held[0]
	forged.Head.Seq++
	if newer, err := a.PutReceipts(ctx, []hub.Receipt{forged}); err != nil || newer != 0 {
		t.Errorf("forged: %d kept, %v", newer, err)
	}
	if counts, _ := a.Refused(ctx); counts[store.ReasonReceipt] != 1 {
		t.Errorf("counted %v", counts)
	}
	for i, want := range []int{1, 0} {
		if newer, err := a.PutReceipts(ctx, held[:1]); err != nil || newer != want {
			t.Errorf("time %d: newer %d, %v", i, newer, err)
		}
	}
	again, err := b.Held(ctx, lane)
	if err != nil || len(again) != 1 || string(again[0].Sig) != string(held[0].Sig) {
		t.Errorf("held again: %v, %v", again, err)
	}
}

func TestWatchNeverWaits(t *testing.T) {
	s := newStation(t, members{})
	slow, stop := s.Watch()
	quick, stopQuick := s.Watch()
	defer stopQuick()
	out := s.append(child(hub.NewID(), map[string]any{"nick": "x", "name": "王"}))
	n := <-quick
	if n.Commit != out.Commit || n.Seq != 1 || !n.Own || n.Lane != lane || len(n.Kinds) != 2 || len(n.Subjects) != 1 {
		t.Errorf("news %+v", n)
	}
	stopQuick()
	for range 300 { // far more than a channel holds
		s.child("李")
	}
	var last hub.News
	for len(slow) > 0 {
		if n := <-slow; n.Commit.IsZero() {
			last = n
			break
		}
	}
	if !last.Commit.IsZero() {
		t.Error("a lagging watcher was not told to look again")
	}
	stop()
	stop()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	late, stop := s.Watch()
	stop()
	if _, open := <-late; open {
		t.Error("a closed store still tells")
	}
}
