package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
)

func photoConsent(id hub.ID, answer string) hub.Edit {
	return form.Builtin().EditOnce("consent", id, "photo", form.Values{"answer": answer})
}

func TestPhotoWaitsForConsent(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b := newStation(t, m), newStation(t, m)
	a.keys.to = append(a.keys.to, b.keys.recipient())
	id := a.child("王小满")
	out := a.append(child(id, form.Values{"photo": []byte("照片"), "nick": "满满"}))

	b.pull(a)
	converged(t, a, b)
	if v, _ := value(a.record("child", id), "photo").([]byte); string(v) != "照片" {
		t.Errorf("here the photo reads %q", v)
	}
	rec := b.record("child", id)
	if value(rec, "photo") != nil || value(rec, "nick") != "满满" {
		t.Errorf("next door: photo %v, nick %v", value(rec, "photo"), value(rec, "nick"))
	}
	c, err := a.Commit(ctx, out.Commit)
	if err != nil || len(c.Parts) != 2 || c.Parts[0] == nil || c.Parts[1] != nil {
		t.Fatalf("parts as sent: %v, %v", c.Parts, err)
	}
	if got := a.accept(a, c); got.Known != 1 || got.Filled != 0 {
		t.Errorf("own commit come back without its part: %+v", got)
	}
	if copies, err := a.CommitCopies(ctx, out.Commit); err != nil || !copies.OnlyHere() {
		t.Errorf("copies of a commit of which a part waits: %+v, %v", copies, err)
	}

	sum := a.sum()
	if err := a.Rebuild(ctx); err != nil || a.sum() != sum {
		t.Errorf("rebuilt to %+v from %+v, %v", a.sum(), sum, err)
	}
	if v, _ := value(a.record("child", id), "photo").([]byte); string(v) != "照片" {
		t.Errorf("rebuilt, the photo reads %q", v)
	}

	for _, answer := range []string{"no", "pending"} {
		a.append(photoConsent(id, answer))
		b.pull(a)
		converged(t, a, b)
		if v := value(b.record("child", id), "photo"); v != nil {
			t.Errorf("answer %s: photo next door %v", answer, v)
		}
	}
	b.append(photoConsent(id, "yes")) // the family signs next door
	if lacking, err := b.Lacking(ctx, lane, 10); err != nil || len(lacking) != 1 || lacking[0] != out.Commit {
		t.Errorf("lacking %v, %v", lacking, err)
	}
	a.pull(b)
	b.pull(a)
	converged(t, a, b)
	if v, _ := value(b.record("child", id), "photo").([]byte); string(v) != "照片" {
		t.Errorf("released, the photo next door reads %q", v)
	}
	if lacking, _ := b.Lacking(ctx, lane, 10); len(lacking) != 0 {
		t.Errorf("still lacking %v", lacking)
	}
	sum = a.sum()
	if err := a.Rebuild(ctx); err != nil || a.sum() != sum {
		t.Errorf("rebuilt to %+v from %+v, %v", a.sum(), sum, err)
	}
}

func TestConsentInTheSameAct(t *testing.T) {
	for answer, waits := range map[string]bool{"yes": false, "no": true, "pending": true} {
		a := newStation(t, members{})
		id := hub.NewID()
		out := a.append(child(id, form.Values{"name": "李一", "photo": []byte("照片")}), photoConsent(id, answer))
		c, err := a.Commit(context.Background(), out.Commit)
		if err != nil {
			t.Fatal(err)
		}
		last := len(c.Parts) - 1
		if c.Header.Parts[last].Gate != "photo" || (c.Parts[last] == nil) != waits {
			t.Errorf("answer %s: gate %q, part sent %v", answer, c.Header.Parts[last].Gate, c.Parts[last] != nil)
		}
	}
}

// A family takes its yes back: at once nobody shows the picture or hands it out, the
// author too; digests stay equal, also with a hub that comes later; a new yes brings
// it all back, wherever it still is.
func TestConsentTakenBack(t *testing.T) {
	ctx, m := context.Background(), members{}
	a, b, late := newStation(t, m), newStation(t, m), newStation(t, m)
	a.keys.to = append(a.keys.to, b.keys.recipient(), late.keys.recipient())
	id := hub.NewID()
	first := a.append(photoConsent(id, "yes"), child(id, form.Values{"photo": []byte("照片"), "nick": "满满"}))
	b.pull(a)
	photo := func(s *station) string {
		v, _ := value(s.record("child", id), "photo").([]byte)
		return string(v)
	}
	if photo(a) != "照片" || photo(b) != "照片" {
		t.Fatal("with a yes all show it")
	}

	b.append(photoConsent(id, "no"))
	a.pull(b)
	second := a.append(child(id, form.Values{"photo": []byte("又一张")}))
	b.pull(a)
	late.pull(b)
	converged(t, a, b, late)
	for i, s := range []*station{a, b, late} {
		if got := photo(s); got != "" {
			t.Errorf("station %d shows %q", i, got)
		}
		for _, out := range []hub.Outcome{first, second} {
			c, err := s.Commit(ctx, out.Commit)
			if err != nil || c.Parts[len(c.Parts)-1] != nil {
				t.Errorf("station %d hands out the picture, %v", i, err)
			}
		}
		history, err := s.History(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range history {
			for _, c := range e.Changes {
				if c.Kind == "child" && c.No == 18 {
					t.Errorf("station %d shows the picture in its history", i)
				}
			}
		}
		if lacking, err := s.Lacking(ctx, lane, 10); err != nil || len(lacking) > 0 {
			t.Errorf("station %d asks for %v, %v", i, lacking, err)
		}
		sum := s.sum()
		if err := s.Rebuild(ctx); err != nil || s.sum() != sum || photo(s) != "" {
			t.Errorf("station %d rebuilt to %+v from %+v, shows %q, %v", i, s.sum(), sum, photo(s), err)
		}
	}

	b.append(photoConsent(id, "yes"))
	for range 2 {
		a.pull(b)
		b.pull(a)
		late.pull(b)
		late.pull(a)
	}
	converged(t, a, b, late)
	for i, s := range []*station{a, b, late} {
		if got := photo(s); got != "又一张" {
			t.Errorf("station %d shows %q", i, got)
		}
	}
}

// What waits for consent cannot give it.
func TestGatedPartGivesNoConsent(t *testing.T) {
	k, m := newKeys(), members{}
	s := newStation(t, m)
	m[k.public()] = true
	id := hub.NewID()
	for _, gate := range []hub.Purpose{"photo", ""} { // the second is the control
		a := newAuthor(t, k)
		consent := hub.DeriveID("consent", id, "photo")
		raw, err := codec.EncodePart(hub.Part{Changes: []hub.Change{
			{Kind: "consent", Record: consent, Period: "photo", Fields: []hub.FieldChange{open(1, "yes")}},
		}}, codec.PartRef{Origin: a.id, Seq: 1, Subject: id}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := a.writeRaw(id, raw)
		c.Header.Parts[0].Gate = gate
		a.last = hub.Commit{}
		c = a.sign(c)
		if got, err := s.Accept(context.Background(), []hub.Commit{c}, a.proofs()); err != nil || got.New != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		_, err = s.Record(context.Background(), "consent", consent)
		if folded := err == nil; folded != (gate == "") {
			t.Errorf("gate %q: folded %v", gate, folded)
		}
		if q, err := s.Quarantine(context.Background()); err != nil || len(q) != 1 {
			t.Errorf("gate %q: quarantine %v, %v", gate, q, err)
		}
	}
}

// The store reads an answer by number; the form has to keep it there.
func TestConsentForm(t *testing.T) {
	def, _ := form.Builtin().Get("consent")
	if f, ok := def.FieldNo(1); !ok || f.Name != "answer" || f.Sealed() || f.Gate != "" {
		t.Errorf("field 1 of consent is %+v", f)
	}
}

// A photo's file is found by the record that names it exactly while the record shows it:
// while it waits here, after a yes, not after a no, nor after an order to erase.
func TestWhatWaitsIsFoundByItsFile(t *testing.T) {
	ctx := context.Background()
	for _, last := range []string{"yes", "no", "erased"} {
		fleet := newFleet(t, 1)
		at, a := fleet[0], fleet[1]
		id := a.child("王小满")
		picture := form.Picture{Hash: hub.Hash{7}, Thumb: []byte("小")}
		a.append(child(id, form.Values{"photo": picture.Value()}))
		found := func() int {
			t.Helper()
			a.reopen()
			recs, err := a.Find(ctx, "child", "photo.file", picture.Hash[:])
			if err != nil {
				t.Fatal(err)
			}
			return len(recs)
		}
		if found() != 1 {
			t.Fatal("what waits is not found here: nothing is tried")
		}
		want := 0
		switch last {
		case "erased":
			exchange(fleet)
			at.order(hub.Erasure{Subject: id, Gate: "photo"})
			exchange(fleet)
		case "yes":
			want = 1
			fallthrough
		default:
			a.append(photoConsent(id, last))
		}
		if n := found(); n != want {
			t.Errorf("%s: found %d times, want %d", last, n, want)
		}
		sum := a.sum()
		if err := a.Rebuild(ctx); err != nil || a.sum() != sum || found() != want {
			t.Errorf("%s: rebuilt: found %d times, %v", last, found(), err)
		}
	}
}
