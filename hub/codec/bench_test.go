package codec

import (
	"testing"

	"yizhan/hub"
)

func BenchmarkEncodeHeader(b *testing.B) {
	_, c := registration(b)
	for b.Loop() {
		EncodeHeader(c.Header)
	}
}

func BenchmarkDecodeHeader(b *testing.B) {
	_, c := registration(b)
	for b.Loop() {
		if _, err := DecodeHeader(c.Raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSealRegistration(b *testing.B) {
	s, c := registration(b)
	at := PartRef{s.origin, 37, 0, c.Header.Parts[0].Subject}
	p := familyPart(at.Subject)
	for b.Loop() {
		if _, err := EncodePart(p, at, &s.key); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenRegistration(b *testing.B) {
	s, c := registration(b)
	at := PartRef{s.origin, 37, 0, c.Header.Parts[0].Subject}
	for b.Loop() {
		p, err := DecodePart(c.Parts[0], at.Subject)
		if err == nil {
			err = OpenPart(&p, at, s.key)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodePartOfTap(b *testing.B) {
	c := tap(b, newStation("liugou"), 2, hub.Hash{1}, hub.ID{1}, "2026-11-22", 450)
	for b.Loop() {
		if _, err := DecodePart(c.Parts[0], hub.ID{1}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFillHeaderOfTap(b *testing.B) {
	c := tap(b, newStation("liugou"), 2, hub.Hash{1}, hub.ID{1}, "2026-11-22", 450)
	slim := SlimHeader(c)
	for b.Loop() {
		if _, err := FillHeader(slim, c.Header.Origin, c.Header.Prev, c.Parts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeRegistration(b *testing.B) {
	_, c := registration(b)
	raw := EncodeCommit(c)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		d, err := DecodeCommit(raw)
		if err == nil {
			_, err = Parts(d)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	s, c := registration(b)
	for b.Loop() {
		SignCommit(s.priv, c.Raw)
	}
}

func BenchmarkVerify(b *testing.B) {
	s, c := registration(b)
	for b.Loop() {
		if !VerifyCommit(s.pub(), c) {
			b.Fatal("does not verify")
		}
	}
}

func BenchmarkState(b *testing.B) {
	s := hub.State{}
	s.Apply(hub.CommitRef{ID: hub.ID{1}, Lam: 1, Origin: hub.Origin{1}}, familyPart(seededID("child")).Changes[0].Fields)
	for b.Loop() {
		open, secret, err := EncodeState(s)
		if err == nil {
			_, err = DecodeState(open, secret)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrapForThreeAndCard(b *testing.B) {
	to := []Recipient{recipient(b, "station"), recipient(b, "health centre"), recipient(b, "county")}
	card := NewCardSecret()
	for b.Loop() {
		if _, err := Wrap(testKey, hub.ID{1}, to, &card); err != nil {
			b.Fatal(err)
		}
	}
}
