package codec

import (
	"testing"

	"yizhan/hub"
)

// Seeds are real bytes; go test runs them as ordinary tests.

func FuzzHeader(f *testing.F) {
	_, c := registration(f)
	f.Add(c.Raw)
	f.Add(SlimHeader(c))
	f.Fuzz(func(t *testing.T, b []byte) { sameOrRefusedHeader(t, b) })
}

func FuzzPart(f *testing.F) {
	_, c := registration(f)
	for i, part := range c.Parts {
		f.Add(part, c.Header.Parts[i].Subject[:])
	}
	f.Add(tap(f, newStation("liugou"), 2, hub.Hash{1}, hub.ID{1}, "2026-11-22", 450).Parts[0], []byte{})
	f.Fuzz(func(t *testing.T, b, subject []byte) {
		var id hub.ID
		copy(id[:], subject)
		sameOrRefusedPart(t, b, id)
	})
}

func FuzzCommit(f *testing.F) {
	_, c := registration(f)
	f.Add(EncodeCommit(c))
	c.Parts[0], c.Sig = nil, nil
	f.Add(EncodeCommit(c))
	f.Fuzz(func(t *testing.T, b []byte) {
		sameOrRefusedCommit(t, b)
		if c, err := DecodeCommit(b); err == nil && Check(c) == nil && len(b) > hub.MaxCommit {
			t.Fatalf("%d bytes pass", len(b))
		}
	})
}

func FuzzState(f *testing.F) {
	_, c := registration(f)
	s := hub.State{}
	parts, err := Parts(c)
	if err != nil {
		f.Fatal(err)
	}
	for _, change := range parts[0].Changes {
		s.Apply(hub.CommitRef{ID: c.ID, Lam: 1, Origin: c.Header.Origin}, change.Fields)
	}
	s.Apply(hub.CommitRef{ID: hub.ID{1}, Lam: 1}, []hub.FieldChange{open(1, "x"), secret(2, "y", c.ID), secret(6, "z")})
	open, secret, err := EncodeState(s)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(open, secret)
	f.Add(open, []byte{})
	f.Fuzz(func(t *testing.T, open, secret []byte) { sameOrRefusedState(t, open, secret) })
}

// FuzzUnwrap gives any value to those who look for wraps: whatever opens has the
// name that was asked for.
func FuzzUnwrap(f *testing.F) {
	s, c := registration(f)
	parts, err := Parts(c)
	if err != nil {
		f.Fatal(err)
	}
	good, err := appendValue(nil, parts[1].Changes[0].Fields[1].Value, nil, 0)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	priv, subject := privOf(f, "station"), c.Header.Parts[1].Subject
	f.Fuzz(func(t *testing.T, b []byte) {
		r := reader{b: b}
		v := r.value(nil, 0)
		if r.end() != nil {
			return
		}
		if key, ok := unwrap(v, subject, s.key.Name(), priv); ok && key != s.key {
			t.Fatalf("another key, %x, opened", key)
		}
		if key, ok := UnwrapCard(v, subject, s.key.Name(), CardSecret(seeded(16, "card"))); ok && key != s.key {
			t.Fatalf("another key, %x, opened", key)
		}
		Wrapped(v)
	})
}
