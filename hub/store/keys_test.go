package store_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
)

func TestKeyThatComesLaterOpensWhatIsThere(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	id := a.child("王小满")
	a.append(child(id, form.Values{"name": "王小满", "note": "爱吃面"}))
	other := a.child("李一")
	b.pull(a)
	if rec := b.record("child", id); !rec.Sealed || value(rec, "name") != nil {
		t.Fatalf("read without a key: %+v", rec)
	}
	n, err := a.Share(ctx, lane, hub.ID{9}, []hub.ID{id, hub.NewID()}, []codec.Recipient{b.keys.recipient()})
	if err != nil || n != 1 {
		t.Fatalf("share: %d commits, %v", n, err)
	}
	b.pull(a)
	converged(t, a, b)
	rec := b.record("child", id)
	if rec.Sealed || value(rec, "name") != "王小满" || value(rec, "note") != "爱吃面" {
		t.Errorf("with the key: %+v", rec)
	}
	if rec := b.record("child", other); !rec.Sealed {
		t.Errorf("another child opened too: %+v", rec)
	}
	// What it writes of the child now uses the same key: nothing new to wrap.
	out := b.append(child(id, form.Values{"note": "爱吃面，不吃辣"}))
	if c, _ := b.Commit(ctx, out.Commit); len(c.Parts) != 1 {
		t.Errorf("%d parts", len(c.Parts))
	}
	a.pull(b)
	if v := value(a.record("child", id), "note"); v != "爱吃面，不吃辣" {
		t.Errorf("note = %v", v)
	}
}

func TestKeyBehindWhatItOpens(t *testing.T) {
	k, m := newKeys(), members{}
	s := newStation(t, m)
	m[k.public()] = true
	a, id, key := newAuthor(t, k), hub.NewID(), codec.NewSubjectKey()
	name := key.Name()
	wraps, err := codec.Wrap(key, id, []codec.Recipient{s.keys.recipient()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	part := func(place int, key *codec.SubjectKey, kind hub.Kind, fields ...hub.FieldChange) []byte {
		t.Helper()
		p := hub.Part{Changes: []hub.Change{{Kind: kind, Record: id, Fields: fields}}}
		raw, err := codec.EncodePart(p, codec.PartRef{Origin: a.id, Seq: 1, Index: place, Subject: id}, key)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	c := a.writeRaw(id,
		part(0, &key, "child", hub.FieldChange{No: 1, Sealed: true, Opened: true, Value: "王小满"}),
		part(1, nil, "wrap", open(1, name[:]), open(2, wraps)))
	if got, err := s.Accept(context.Background(), []hub.Commit{c}, a.proofs()); err != nil || got.New != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if v := value(s.record("child", id), "name"); v != "王小满" {
		t.Errorf("name = %v", v)
	}
}

func TestFamilyCardOpensAnywhere(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	id, other := a.child("王小满"), a.child("李一")
	b.pull(a)
	secret, ok, err := a.Card(ctx, id)
	if err != nil || !ok {
		t.Fatalf("card: %v, %v", ok, err)
	}
	if _, ok, _ := b.Card(ctx, id); ok {
		t.Error("a card was sent")
	}
	if ok, err := b.OpenWithCard(ctx, other, secret); ok || err != nil {
		t.Errorf("another family's card: %v, %v", ok, err)
	}
	for range 2 {
		if ok, err := b.OpenWithCard(ctx, id, secret); !ok || err != nil {
			t.Fatalf("card: %v, %v", ok, err)
		}
	}
	if v := value(b.record("child", id), "name"); v != "王小满" {
		t.Errorf("name = %v", v)
	}
	if err := b.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if v := value(b.record("child", id), "name"); v != "王小满" {
		t.Errorf("rebuilt, name = %v", v)
	}
	converged(t, a, b)
}

// sentinels stand for what must never lie on the disk in the clear.
var sentinels = []string{"独孤求败甲", "上官婉儿乙", "13899990001", "410105202503121234"}

func TestNothingSensitiveOnTheDisk(t *testing.T) {
	ownFile(t)
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	a.keys.to = append(a.keys.to, b.keys.recipient())
	id := hub.NewID()
	a.append(
		child(id, form.Values{"name": sentinels[0], "id_no": sentinels[3], "photo": []byte(sentinels[0])}),
		form.Builtin().Edit("person", hub.NewID(), id, form.Values{"name": sentinels[1], "phone": sentinels[2]}),
	)
	b.pull(a)
	b.append(child(id, form.Values{"note": sentinels[1]}))
	a.pull(b)
	if v := value(b.record("child", id), "name"); v != sentinels[0] {
		t.Fatalf("name = %v: this box cannot even read it", v)
	}
	for _, s := range []*station{a, b} {
		if err := s.Rebuild(ctx); err != nil {
			t.Fatal(err)
		}
		noSentinels(t, s.folder.Path())
		if err := s.Close(); err != nil { // the log of writes is folded into the file
			t.Fatal(err)
		}
		noSentinels(t, s.folder.Path())
	}
}

func noSentinels(t *testing.T, dir string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		for _, s := range sentinels {
			if bytes.Contains(content, []byte(s)) {
				t.Errorf("%s holds %s in the clear", d.Name(), s)
			}
		}
		return err
	})
	if err != nil || files < 2 {
		t.Errorf("searched %d files, %v", files, err)
	}
}

// TestNewCard: the card that comes for a lost one opens all. The lost one opens nothing
// that was written since, even where nobody has heard; where the new one is known, it
// opens nothing at all.
func TestNewCard(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b, c, d := newStation(t, m), newStation(t, m), newStation(t, m), newStation(t, m)
	id := a.child("王小满")
	lost, _, err := a.Card(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	b.pull(a)
	card, err := a.NewCard(ctx, lane, hub.ID{}, id)
	if err != nil || card == lost {
		t.Fatalf("new card: %v", err)
	}
	if printed, ok, err := a.Card(ctx, id); err != nil || !ok || printed != card {
		t.Errorf("the card that is printed is not the new one: %v, %v", ok, err)
	}
	a.append(child(id, form.Values{"nick": "满满"}))
	if ok, err := b.OpenWithCard(ctx, id, lost); !ok || err != nil {
		t.Fatalf("the lost card where nobody has heard: %v, %v", ok, err)
	}
	for _, s := range []*station{b, c, d} {
		s.pull(a)
	}
	for name, s := range map[string]*station{"at home": a, "where it opened before": b, "elsewhere": d} {
		ok, err := s.OpenWithCard(ctx, id, lost)
		if e, is := errors.AsType[*hub.Error](err); ok || !is || e.Key != "card.out" {
			t.Errorf("the lost card %s: %v, %v", name, ok, err)
		}
	}
	if value(d.record("child", id), "name") != nil {
		t.Error("the lost card opens what it is refused for")
	}
	if v := value(b.record("child", id), "nick"); v == "满满" {
		t.Error("the lost card opens what was written since")
	}
	if ok, err := c.OpenWithCard(ctx, id, card); !ok || err != nil {
		t.Fatalf("the new card: %v, %v", ok, err)
	}
	if r := c.record("child", id); value(r, "name") != "王小满" || value(r, "nick") != "满满" {
		t.Errorf("the new card opens %v", r.Fields)
	}
	if _, err := b.NewCard(ctx, lane, hub.ID{}, hub.NewID()); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a card for nobody: %v", err)
	}
	converged(t, a, b, c, d)
}
