package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// traces counts the files of a data folder that hold a text.
func (s *station) traces(text string) (n int) {
	s.t.Helper()
	files, err := filepath.Glob(s.folder.Path("*"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range files {
		if raw, err := os.ReadFile(name); err == nil && bytes.Contains(raw, []byte(text)) {
			n++
		}
	}
	return n
}

func (u under) erasures() []store.Erasure {
	u.t.Helper()
	all, err := u.Erasures(context.Background())
	if err != nil {
		u.t.Fatal(err)
	}
	return all
}

const sentinel = "哨兵村七十七号"

func TestErasedLeavesNoTrace(t *testing.T) {
	ownFile(t)
	ctx := context.Background()
	fleet := newFleet(t, 2)
	at, a, b := fleet[0], fleet[1], fleet[2]
	request := hub.NewID()
	id := hub.NewID()
	act := hub.Draft{Request: request, Lane: lane, Edits: []hub.Edit{child(id, form.Values{
		"name": "王一", "village": sentinel, "village_name": sentinel, "note": "敏感", "photo": []byte(sentinel),
	})}}
	if _, err := a.Append(ctx, act); err != nil {
		t.Fatal(err)
	}
	other := a.child("李二")
	if _, err := a.Append(ctx, hub.Draft{Lane: hub.LaneLocal, Edits: []hub.Edit{child(id, form.Values{"village_name": sentinel})}}); err != nil {
		t.Fatal(err)
	}
	exchange(fleet)
	old := b.lacksEmpty(a.station)
	for name, u := range map[string]under{"county": at, "a": a, "b": b} {
		if u.traces(sentinel) == 0 {
			t.Fatalf("%s: nothing to erase: the search finds nothing", name)
		}
	}

	news, stop := b.Watch()
	defer stop()
	at.order(hub.Erasure{Subject: id})
	exchange(fleet)
	agree(t, fleet)
	named := false
	for len(news) > 0 {
		n := <-news
		named = named || n.Lane == hub.LanePublic && len(n.Subjects) == 2 && n.Subjects[1] == id
	}
	if !named {
		t.Error("the order's news do not name whom it erases")
	}
	for name, u := range map[string]under{"county": at, "a": a, "b": b} {
		if n := u.traces(sentinel); n > 0 {
			t.Errorf("%s: %d files hold what was erased", name, n)
		}
		if _, err := u.Record(ctx, "child", id); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("%s still shows the child: %v", name, err)
		}
		if got := u.erasures(); len(got) != 1 || got[0].Parts == 0 || !got[0].Done || got[0].Subject != id {
			t.Errorf("%s: orders %+v", name, got)
		}
		if _, ok, err := u.Card(ctx, id); ok || err != nil {
			t.Errorf("%s keeps the card", name)
		}
		u.record("child", other)
	}

	// It stays erased: an old copy, the same request, a rebuild, a restart.
	if got := b.takesAll(a.station, old); got.New+got.Filled > 0 {
		t.Errorf("an old copy brings %+v", got)
	}
	if lacking, err := b.Lacking(ctx, lane, 10); err != nil || len(lacking) > 0 {
		t.Errorf("asks for %v, %v", lacking, err)
	}
	out, err := a.Append(ctx, act)
	if err != nil || !out.Again || !out.Records[0].IsZero() {
		t.Errorf("the same request again: %+v, %v", out, err)
	}
	_, err = a.Append(ctx, hub.Draft{Lane: lane, Edits: []hub.Edit{child(id, form.Values{"name": "王一"})}})
	if e, ok := err.(*hub.Error); !ok || e.Key != "store.erased" {
		t.Errorf("written again: %v", err)
	}
	b.reopen()
	agree(t, fleet)
	if n := b.traces(sentinel); n > 0 {
		t.Errorf("restarted: %d files hold what was erased", n)
	}
}

// lacksEmpty is everything of a lane, as a hub that has nothing is sent it.
func (s *station) lacksEmpty(from *station) []hub.Commit {
	s.t.Helper()
	all, _, err := from.Since(context.Background(), lane, nil, 500, 1<<20)
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

func (s *station) takesAll(from *station, commits []hub.Commit) store.Accepted {
	s.t.Helper()
	return s.accept(from, commits...)
}

// A hub that hears of the order first never stores what it covers.
func TestOrderBeforeTheParts(t *testing.T) {
	fleet := newFleet(t, 2)
	at, a, late := fleet[0], fleet[1], fleet[2]
	id := a.append(child(hub.NewID(), form.Values{"village_name": sentinel, "name": "王一"})).Records[0]
	all := late.lacksEmpty(a.station)
	at.order(hub.Erasure{Subject: id})
	late.pullLane(hub.LanePublic, at.station)
	if got := late.takesAll(a.station, all); got.New != len(all) || late.traces(sentinel) > 0 {
		t.Errorf("%+v, %d traces", got, late.traces(sentinel))
	}
	if c, err := late.Commit(context.Background(), all[0].ID); err != nil || c.Parts[0] != nil {
		t.Errorf("sent on: %v, %v", c.Parts, err)
	}
	exchange(fleet)
	agree(t, fleet)
}

func TestWhatAnOrderCovers(t *testing.T) {
	for _, tt := range []struct {
		name              string
		order             func(id hub.ID, lam uint64) hub.Erasure
		photo, nick, days int // left
	}{
		{"a gate", func(id hub.ID, _ uint64) hub.Erasure { return hub.Erasure{Subject: id, Gate: "photo"} }, 0, 1, 2},
		{"kinds", func(id hub.ID, _ uint64) hub.Erasure { return hub.Erasure{Subject: id, Kinds: []hub.Kind{"day"}} }, 1, 1, 0},
		{"kinds up to a time", func(id hub.ID, lam uint64) hub.Erasure {
			return hub.Erasure{Subject: id, Kinds: []hub.Kind{"day"}, Upto: lam - 1}
		}, 1, 1, 1},
		{"everything up to a time", func(id hub.ID, lam uint64) hub.Erasure { return hub.Erasure{Subject: id, Upto: lam - 1} }, 0, 0, 1},
		{"another lane", func(id hub.ID, _ uint64) hub.Erasure {
			return hub.Erasure{Subject: id, Lane: "township/140427999"}
		}, 1, 1, 2},
		{"another child", func(hub.ID, uint64) hub.Erasure { return hub.Erasure{Subject: hub.NewID()} }, 1, 1, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx := context.Background()
			fleet := newFleet(t, 1)
			at, a := fleet[0], fleet[1]
			id := hub.NewID()
			a.append(photoConsent(id, "yes"))
			a.append(child(id, form.Values{"nick": "一一", "photo": []byte("照片")}))
			for _, day := range []string{"2026-11-23", "2026-11-24"} {
				a.append(form.Builtin().EditOnce("day", id, day, form.Values{"in": int64(480)}))
			}
			exchange(fleet)
			at.order(tt.order(id, a.sum().Lam))
			exchange(fleet)
			agree(t, fleet)
			for _, u := range fleet {
				photo, nick := 0, 0
				if rec, err := u.Record(ctx, "child", id); err == nil {
					if value(rec, "photo") != nil {
						photo++
					}
					if value(rec, "nick") == "一一" {
						nick++
					}
				}
				days, err := u.Of(ctx, id, "day")
				if photo != tt.photo || nick != tt.nick || len(days) != tt.days || err != nil {
					t.Errorf("left: photo %d, nick %d, days %d, %v", photo, nick, len(days), err)
				}
			}
			a.append(form.Builtin().EditOnce("growth", id, "2026-11-25", form.Values{"weight": int64(8200)}))
			exchange(fleet)
			if v := value(at.record("growth", hub.DeriveID("growth", id, "2026-11-25")), "weight"); v != int64(8200) {
				t.Errorf("what comes later reads %v at the county", v)
			}
		})
	}
}

// Only the county orders: a station cannot write the public lane, an order in another
// lane is none, nor is one whose id is not what it says.
func TestNobodyElseOrders(t *testing.T) {
	ctx := context.Background()
	fleet := newFleet(t, 1)
	at, a := fleet[0], fleet[1]
	id := a.child("王一")
	exchange(fleet)
	e := hub.Erasure{Subject: id}
	edit := form.Builtin().Edit("erasure", e.ID(), e.ID(), form.Values{"subject": id})
	if _, err := a.Append(ctx, hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{edit}}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a station writes the public lane: %v", err)
	}
	a.append(edit)
	wrong := form.Builtin().Edit("erasure", hub.ID{1}, hub.ID{1}, form.Values{"subject": id})
	if _, err := at.Append(ctx, hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{wrong}}); err != nil {
		t.Fatal(err)
	}
	exchange(fleet)
	for _, u := range fleet {
		if got := u.erasures(); len(got) != 0 {
			t.Errorf("orders: %+v", got)
		}
		u.record("child", id)
	}
	at.order(e) // the control
	exchange(fleet)
	if got := a.erasures(); len(got) != 1 || got[0].Parts == 0 {
		t.Errorf("the county's order: %+v", got)
	}
}

// An order that does not stand after all, because the hub that gave it was lost,
// takes nothing any more: what others still have comes back.
func TestOrderThatDoesNotStand(t *testing.T) {
	fleet := newFleet(t, 2)
	at, a, late := fleet[0], fleet[1], fleet[2]
	id := a.append(child(hub.NewID(), form.Values{"village_name": "南董村"})).Records[0]
	exchange(fleet)
	at.order(hub.Erasure{Subject: id})
	a.pullAll(at)
	if a.villageOf(id) != "" || late.villageOf(id) != "南董村" {
		t.Fatalf("ordered: %q, %q", a.villageOf(id), late.villageOf(id))
	}
	l := revoke(newList(), at.keys.public())
	for _, u := range fleet {
		u.take(l)
	}
	exchange(fleet)
	if got := a.villageOf(id); got != "南董村" {
		t.Errorf("the order does not stand, and the child's village is %q", got)
	}
	agree(t, fleet)
	for _, u := range fleet {
		u.take(newList())
	}
	if got := a.villageOf(id); got != "" {
		t.Errorf("the order stands again, and the child's village is %q", got)
	}
	agree(t, fleet)
}

// A reader that is slow keeps the files from being swept: the order does not say that
// it is done until they are.
func TestSweepWaitsForReaders(t *testing.T) {
	ownFile(t)
	ctx := context.Background()
	fleet := newFleet(t, 1)
	at, a := fleet[0], fleet[1]
	id := a.append(child(hub.NewID(), form.Values{"village_name": sentinel})).Records[0]
	a.child("李二")
	at.order(hub.Erasure{Subject: id})
	first := true
	err := a.Each(ctx, "child", func(hub.Record) error {
		if first {
			first = false
			a.pullAll(at)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := a.erasures(); len(got) != 1 || got[0].Done || a.traces(sentinel) == 0 {
		t.Fatalf("while somebody reads: %+v, %d traces", got, a.traces(sentinel))
	}
	if err := a.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if got := a.erasures(); !got[0].Done || a.traces(sentinel) > 0 {
		t.Errorf("swept: %+v, %d traces", got, a.traces(sentinel))
	}
}
