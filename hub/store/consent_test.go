package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
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
