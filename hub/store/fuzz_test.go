package store_test

import (
	"context"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// FuzzAcceptPart: whatever a certified key signs, the batch goes on, nothing
// panics, and the fold can be made again.
func FuzzAcceptPart(f *testing.F) {
	id := hub.ID{1}
	good, err := codec.EncodePart(hub.Part{Changes: []hub.Change{
		{Kind: "child", Record: id, Fields: []hub.FieldChange{open(2, "x"), open(9, []any{"y", int64(-1)}, hub.ID{7})}},
		{Kind: "consent", Period: "photo", Fields: []hub.FieldChange{open(1, "yes")}},
		{Kind: "wrap", Record: hub.ID{3}, Fields: []hub.FieldChange{open(1, []byte("12345678")), open(2, []any{"no wrap"})}},
	}}, codec.PartRef{Subject: id}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{0x85})
	k, m := newKeys(), members{}
	m[k.public()] = true
	s := newStation(f, m)
	tries := 0
	f.Fuzz(func(t *testing.T, raw []byte) {
		s.t = t
		ctx := context.Background()
		tries++
		id := hub.ID{1, byte(tries >> 16), byte(tries >> 8), byte(tries)} // one subject's log would grow without end
		a := newAuthor(t, k)
		c := a.writeRaw(id, raw)
		next := a.write("child", id, open(2, "after"))
		got, err := s.Accept(ctx, []hub.Commit{c, next}, a.proofs())
		if err != nil || got.New+len(got.Refused) != 2 || got.New == 0 {
			t.Fatalf("%+v, %v", got, err)
		}
		if _, err := s.Subject(ctx, id); err != nil {
			t.Fatal(err)
		}
		if _, err := s.History(ctx, id); err != nil {
			t.Fatal(err)
		}
		before := s.sum()
		if tries < 50 || tries%100 == 0 { // the log of one run grows, and what is made anew with it
			if err := s.Rebuild(ctx); err != nil || s.sum() != before {
				t.Fatalf("rebuilt to %+v from %+v, %v", s.sum(), before, err)
			}
		}
	})
}
