package store_test

import (
	"context"
	"database/sql"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

func TestOldestAlone(t *testing.T) {
	ctx, m := context.Background(), members{}
	stranger := newStation(t, m)
	who := func(o *store.Options) {
		o.Holder = func(key [32]byte) store.Holder {
			if key == stranger.keys.public() {
				return store.Stranger
			}
			return store.Neighbour
		}
	}
	a, b := newStation(t, m, who), newStation(t, m, who)
	check := func(what string, want hub.ID, kept map[hub.Origin]uint64) {
		t.Helper()
		if got, err := a.OldestAlone(ctx, lane, kept); err != nil || got.Commit != want {
			t.Errorf("%s: %v, %v; want %v", what, got.Commit, err, want)
		}
	}
	check("nothing written", hub.ID{}, nil)
	id := hub.NewID()
	first := a.append(child(id, form.Values{"name": "王小满", "category": "home"}))
	at := a.clock.at
	second := a.append(child(id, form.Values{"nick": "满满"}))
	check("alone", first.Commit, nil)
	if got, _ := a.OldestAlone(ctx, lane, nil); !got.At.Wall.Before(at) || got.At.Quality != hub.ClockConfirmed {
		t.Errorf("it was written at %+v", got.At)
	}
	stranger.pull(a)
	a.receipts(stranger)
	check("held by somebody who does not count", first.Commit, nil)
	check("on a stick, up to the first", second.Commit, map[hub.Origin]uint64{first.Origin: 1})
	heads, err := a.OwnHeads(ctx, lane)
	if err != nil || heads[first.Origin] != 2 {
		t.Errorf("own heads %v, %v", heads, err)
	}
	check("on a stick, all", hub.ID{}, heads)
	b.pull(a)
	a.receipts(b)
	check("a neighbour has both", hub.ID{}, nil)
	third := a.append(child(id, form.Values{"nick": "小满"}))
	check("a new one", third.Commit, nil)
}

// A hub is behind from the day on that it lacks something older; not for what is new, not
// for its own, and not for what nobody dated.
func TestBehind(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	check := func(what string, before time.Time, want bool) {
		t.Helper()
		if got, err := a.Behind(ctx, lane, b.keys.public(), before); err != nil || got != want {
			t.Errorf("%s: behind %t, %v", what, got, err)
		}
	}
	id := hub.NewID()
	a.append(child(id, form.Values{"name": "王小满", "category": "home"}))
	week := a.clock.at.Add(7 * 24 * time.Hour)
	check("written today", a.clock.at.Add(-time.Hour), false)
	check("a week later", week, true)
	b.pull(a)
	check("it has it and has not said so", week, true)
	a.receipts(b)
	check("it has said so", week, false)
	b.append(child(hub.NewID(), form.Values{"name": "李小满", "category": "home"}))
	a.pull(b)
	check("its own", week, false)
	a.append(child(id, form.Values{"nick": "满满"}))
	check("one that came since", week, true)
}

// However long the log: both walk an index, and sort nothing.
func TestAskedOnEveryPageIsCheap(t *testing.T) {
	ownFile(t)
	s := newStation(t, members{})
	s.child("王小满")
	db, err := sql.Open("sqlite3", s.folder.Path("log.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, tt := range map[string]struct {
		query string
		args  []any
	}{
		"the oldest alone": {store.FirstAloneSQL, []any{1, 0}},
		"households":       {store.HouseholdsSQL(2), []any{"child", "site", "x", "person", "consent"}},
		"many subjects":    {store.OfAllSQL(2), slices.Repeat([]any{"x"}, store.MostSought+2)},
		"conflicts":        {store.ConflictedSQL(3), []any{"@conflict", "child", "person", "day"}},
		"leaves":           {store.PickSQL(true), []any{"visitor", "@leaf", "a", "b"}},
		"the control":      {`SELECT id FROM commits WHERE wall > $1 AND seq > $2 ORDER BY wall`, []any{1, 0}},
	} {
		plan := ""
		rows, err := db.Query(`EXPLAIN QUERY PLAN `+tt.query, tt.args...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan += detail + "\n"
		}
		rows.Close()
		walks := strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "SCAN ")
		if walks != (name == "the control") {
			t.Errorf("%s:\n%s", name, plan)
		}
	}
}

// OfAll is what Of says of each, whatever stands in their way: more than one query
// takes, one that is named twice, and one that nobody knows.
func TestOfAll(t *testing.T) {
	ctx, s := context.Background(), newStation(t, members{})
	ids := s.children(store.MostSought + 6)
	s.fill(2*len(ids), person(ids))
	s.fill(len(ids), tap(ids))
	for _, n := range []int{0, 1, 2, store.MostSought, len(ids)} {
		asked := append(slices.Clone(ids[:n]), hub.NewID())
		recs, err := s.OfAll(ctx, append(asked, asked[0]), "child", "person")
		if err != nil {
			t.Fatal(err)
		}
		got := map[hub.ID][]hub.Record{}
		for _, rec := range recs {
			got[rec.Subject] = append(got[rec.Subject], rec)
		}
		if len(got) != n {
			t.Errorf("%d subjects, want %d", len(got), n)
		}
		for _, id := range ids[:n] {
			want, err := s.Of(ctx, id, "child", "person")
			if err != nil || len(want) != 3 || !reflect.DeepEqual(got[id], want) {
				t.Fatalf("%d asked: %d records, want %d; %v", n, len(got[id]), len(want), err)
			}
		}
	}
}

// Households is what Of would have said of each, and nobody else's.
func TestHouseholds(t *testing.T) {
	ctx, s, site := context.Background(), newStation(t, members{}), hub.NewID()
	forms := form.Builtin()
	want := map[hub.ID]int{}
	for i, at := range []hub.ID{site, site, hub.NewID()} {
		id := hub.NewID()
		s.append(child(id, form.Values{"name": "王小满", "category": "home", "site": at}))
		for range i + 1 {
			s.append(forms.Edit("person", hub.NewID(), id, form.Values{"name": "李秀英", "kinship": "mother"}))
		}
		s.append(forms.EditOnce("day", id, "2026-11-23", form.Values{"in": 480}))
		if at == site {
			want[id] = i + 1
		}
	}
	recs, err := s.Households(ctx, "child", "site", site, "person", "consent")
	if err != nil {
		t.Fatal(err)
	}
	got := map[hub.ID]int{}
	for _, rec := range recs {
		got[rec.Subject]++
		if rec.Kind != "person" {
			t.Errorf("a %s was not asked for", rec.Kind)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%v, want %v", got, want)
	}
	for id, n := range want {
		if got[id] != n {
			t.Errorf("%v has %d people, want %d", id, got[id], n)
		}
	}
	if _, err := s.Households(ctx, "child", "nick", "满满", "person"); err == nil {
		t.Error("a field without an index is found")
	}
}
