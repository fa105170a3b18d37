package codec

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"pgregory.net/rapid"
	"yizhan/hub"
)

var testKey = SubjectKey(seeded(32, "key"))

func TestHeaderRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHeader(t)
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			h.Parts = append(h.Parts, hub.PartHead{Subject: drawID(t, "subject"), Gate: "photo", Hash: drawHash(t, "hash")})
		}
		raw := EncodeHeader(h)
		got, err := DecodeHeader(raw)
		if err != nil || !reflect.DeepEqual(got, h) {
			t.Fatalf("%+v comes back as %+v, %v", h, got, err)
		}
		deterministic(t, raw)
	})
}

func TestPartRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := PartRef{hub.Origin(drawID(t, "origin")), rapid.Uint64().Draw(t, "seq"), rapid.IntRange(0, 9).Draw(t, "index"), drawID(t, "subject")}
		p := drawPart(t, at, testKey)
		raw, err := EncodePart(p, at, &testKey)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodePart(raw, at.Subject)
		if err != nil {
			t.Fatal(err)
		}
		want := closed(p)
		want.Box = got.Box
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v comes back as %+v", want, got)
		}
		if again, err := EncodePart(got, at, nil); err != nil || !bytes.Equal(again, raw) {
			t.Fatalf("a sealed part does not encode to its own bytes: %v", err)
		}
		if err := OpenPart(&got, at, testKey); err != nil {
			t.Fatal(err)
		}
		p.Box = got.Box
		if !reflect.DeepEqual(got, p) {
			t.Fatalf("%+v opens as %+v", p, got)
		}
	})
}

func TestCommitRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCommit(t, testKey)
		raw := EncodeCommit(c)
		got, err := DecodeCommit(raw)
		if err != nil || !reflect.DeepEqual(got, c) {
			t.Fatalf("%+v comes back as %+v, %v", c, got, err)
		}
		if !bytes.Equal(EncodeCommit(got), raw) {
			t.Fatal("another encoding the second time")
		}
		deterministic(t, raw)
		slim, err := FillHeader(SlimHeader(c), c.Header.Origin, c.Header.Prev, c.Parts)
		slim.Sig = c.Sig
		if err != nil || !reflect.DeepEqual(slim, c) {
			t.Fatalf("%+v comes out of its slim form as %+v, %v", c, slim, err)
		}
	})
}

func TestStateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawState(t)
		open, secret, err := EncodeState(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeState(open, secret)
		if err != nil || !reflect.DeepEqual(got, s) {
			t.Fatalf("%+v comes back as %+v, %v", s, got, err)
		}
		closed, err := DecodeState(open, nil)
		if err != nil {
			t.Fatal(err)
		}
		for no, f := range closed {
			for i, v := range f.Live {
				if v.Sealed && (v.Opened || v.Value != nil) || !v.Sealed && !EqualValues(v.Value, s[no].Live[i].Value) {
					t.Fatalf("field %d without secret: %+v", no, v)
				}
			}
		}
		if again, none, err := EncodeState(closed); err != nil || none != nil || !bytes.Equal(again, open) {
			t.Fatal("structure and open values are not the same on a hub without keys")
		}
	})
}

// deterministic asks another implementation whether b is core deterministic.
// (Not for what holds undefined, which Go's any does not tell from null.)
func deterministic(t *rapid.T, b []byte) {
	var v any
	if err := cbor.Unmarshal(b, &v); err != nil {
		t.Fatalf("%x: %v", b, err)
	}
	again, err := encMode.Marshal(v)
	if err != nil || !bytes.Equal(again, b) {
		t.Fatalf("%x is %x in core deterministic form, %v", b, again, err)
	}
}

func TestValuesAreDeterministicCBOR(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawValue(t, 0)
		b, err := appendValue(nil, v, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		mode, err := cbor.CoreDetEncOptions().EncMode()
		if err != nil {
			t.Fatal(err)
		}
		want, err := mode.Marshal(tagged(v))
		if err != nil || !bytes.Equal(b, want) {
			t.Fatalf("%v is %x, a library writes %x, %v", v, b, want, err)
		}
	})
}

// tagged is v for a CBOR library: ids as tag 39 over their bytes.
func tagged(v any) any {
	switch v := v.(type) {
	case hub.ID:
		return cbor.Tag{Number: 39, Content: v[:]}
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = tagged(v[i])
		}
		return list
	}
	return v
}

// Whatever is done to good bytes, they are refused or encode to themselves.
func TestChangedBytesAreRefusedOrTheirOwnEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCommit(t, testKey)
		open, secret, err := EncodeState(drawState(t))
		if err != nil {
			t.Fatal(err)
		}
		sameOrRefusedHeader(t, spoil(t, c.Raw))
		sameOrRefusedCommit(t, spoil(t, EncodeCommit(c)))
		sameOrRefusedState(t, spoil(t, open), secret)
		sameOrRefusedState(t, open, spoil(t, secret))
		for i, part := range c.Parts {
			sameOrRefusedPart(t, spoil(t, part), c.Header.Parts[i].Subject)
		}
	})
}

// spoil changes, adds or takes away a byte.
func spoil(t *rapid.T, good []byte) []byte {
	b := bytes.Clone(good)
	i := rapid.IntRange(0, len(b)).Draw(t, "at")
	with := rapid.Byte().Draw(t, "byte")
	switch how := rapid.IntRange(0, 2).Draw(t, "how"); {
	case how == 0 && i < len(b):
		b[i] = with
	case how == 1 && i < len(b):
		b = append(b[:i], b[i+1:]...)
	default:
		b = append(b[:i:i], append([]byte{with}, b[i:]...)...)
	}
	return b
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

func sameOrRefusedHeader(t failer, b []byte) {
	t.Helper()
	if h, err := DecodeHeader(b); err == nil && !bytes.Equal(EncodeHeader(h), b) {
		t.Fatalf("header %x encodes to %x", b, EncodeHeader(h))
	}
}

func sameOrRefusedCommit(t failer, b []byte) {
	t.Helper()
	c, err := DecodeCommit(b)
	if err != nil {
		return
	}
	if again := EncodeCommit(c); !bytes.Equal(again, b) {
		t.Fatalf("commit %x encodes to %x", b, again)
	}
	if raw := EncodeHeader(c.Header); !bytes.Equal(raw, c.Raw) || CommitID(raw) != c.ID {
		t.Fatalf("commit %x has another header than its bytes say", b)
	}
}

func sameOrRefusedPart(t failer, b []byte, subject hub.ID) {
	t.Helper()
	p, err := DecodePart(b, subject)
	if err != nil {
		return
	}
	if again, err := EncodePart(p, PartRef{Subject: subject}, nil); err != nil || !bytes.Equal(again, b) {
		t.Fatalf("part %x encodes to %x, %v", b, again, err)
	}
}

func sameOrRefusedState(t failer, open, secret []byte) {
	t.Helper()
	s, err := DecodeState(open, secret)
	if err != nil {
		return
	}
	againOpen, againSecret, err := EncodeState(s)
	if err != nil || !bytes.Equal(againOpen, open) || !bytes.Equal(againSecret, secret) {
		t.Fatalf("state %x %x encodes to %x %x, %v", open, secret, againOpen, againSecret, err)
	}
}
