package store_test

import (
	"context"
	"errors"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
)

// A family reads its own record next door: all that the card opens, what came before its
// key and after it, and nothing of it stays there. The card shown at the desk is the
// control: that one is kept.
func TestReadingWithACardKeepsNothing(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	id, other := a.child("王小满"), a.child("李一")
	a.append(form.Builtin().Edit("person", hub.NewID(), id, form.Values{"name": "李秀英", "kinship": "mother"}))
	b.pull(a)
	secret, _, err := a.Card(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	read := func(s *station, id hub.ID, secret codec.CardSecret) map[hub.Kind]hub.Record {
		t.Helper()
		recs, ok, err := s.ReadWithCard(ctx, id, secret)
		if err != nil || ok != (recs != nil) {
			t.Fatalf("%v, %v", ok, err)
		}
		all := map[hub.Kind]hub.Record{}
		for _, rec := range recs {
			if rec.Subject != id {
				t.Errorf("a record of %v", rec.Subject)
			}
			all[rec.Kind] = rec
		}
		return all
	}
	for range 2 {
		got := read(b, id, secret)
		if got["child"].Sealed || value(got["child"], "name") != "王小满" || value(got["person"], "name") != "李秀英" {
			t.Errorf("the card reads %+v", got)
		}
		if _, carried := got["wrap"]; carried {
			t.Error("the keys are given out too")
		}
		if rec := b.record("child", id); !rec.Sealed || value(rec, "name") != nil {
			t.Fatalf("the reading stayed: %+v", rec)
		}
	}
	a.append(child(id, form.Values{"nick": "满满"}))
	b.pull(a)
	if got := read(b, id, secret); value(got["child"], "nick") != "满满" {
		t.Errorf("what was written since: %v", got["child"].Fields)
	}
	wrong := secret
	wrong[3] ^= 1
	if got := read(b, id, wrong); len(got) != 0 {
		t.Errorf("a wrong secret reads %v", got)
	}
	if got := read(b, other, secret); len(got) != 0 {
		t.Errorf("another child: %v", got)
	}
	if got := read(b, hub.NewID(), secret); len(got) != 0 {
		t.Errorf("nobody: %v", got)
	}
	if _, err := a.NewCard(ctx, lane, hub.ID{}, id); err != nil {
		t.Fatal(err)
	}
	b.pull(a)
	for name, s := range map[string]*station{"at home": a, "next door": b} {
		_, ok, err := s.ReadWithCard(ctx, id, secret)
		if e, is := errors.AsType[*hub.Error](err); ok || !is || e.Key != "card.out" {
			t.Errorf("the lost card %s: %v, %v", name, ok, err)
		}
	}
	card, _, err := a.Card(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(b, id, card); value(got["child"], "nick") != "满满" {
		t.Error("the new card does not read")
	}
	if ok, err := b.OpenWithCard(ctx, id, card); !ok || err != nil || value(b.record("child", id), "name") != "王小满" {
		t.Errorf("shown at the desk it is not kept: %v, %v", ok, err)
	}
	converged(t, a, b)
}

// Every child is listed once, in order, whatever was written of it.
func TestIDs(t *testing.T) {
	s := newStation(t, members{})
	first := s.child("王小满")
	s.append(child(first, form.Values{"nick": "满满"}))
	s.child("李一")
	ids, err := s.IDs(context.Background(), "child")
	if err != nil || len(ids) != 2 || ids[0].String() >= ids[1].String() {
		t.Errorf("%v, %v", ids, err)
	}
}
