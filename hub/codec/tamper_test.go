package codec

import (
	"bytes"
	"reflect"
	"testing"

	"yizhan/hub"
)

// flips calls try with b, one of its bits turned, for every bit.
func flips(b []byte, try func(bit int, flipped []byte)) {
	for bit := range 8 * len(b) {
		flipped := bytes.Clone(b)
		flipped[bit/8] ^= 1 << (bit % 8)
		try(bit, flipped)
	}
}

func TestEveryBitOfAHeaderIsSigned(t *testing.T) {
	s, c := registration(t)
	if !VerifyCommit(s.pub(), c) {
		t.Fatal("the good commit does not verify")
	}
	// Turning a bit costs a signature check; the header has 1,632 of them.
	flips(c.Raw, func(bit int, raw []byte) {
		d := c
		d.Raw = raw
		if VerifyCommit(s.pub(), d) || CommitID(raw) == c.ID || HashHeader(raw) == HashHeader(c.Raw) {
			t.Errorf("bit %d of the header is not noticed", bit)
		}
	})
}

func TestEveryBitOfACommitIsNoticed(t *testing.T) {
	s, c := registration(t)
	noticed := map[string]int{}
	flips(EncodeCommit(c), func(bit int, raw []byte) {
		d, err := DecodeCommit(raw)
		switch {
		case err != nil:
			noticed["decode"]++
		case d.ID != c.ID || !VerifyCommit(s.pub(), d):
			noticed["signature"]++
		default:
			t.Errorf("bit %d is not noticed", bit)
		}
	})
	t.Logf("noticed by %v", noticed)
}

// Even without the header's hash, what is sealed opens as it was or not at all.
func TestEveryBitOfABoxIsNoticed(t *testing.T) {
	s, c := registration(t)
	at := PartRef{s.origin, c.Header.Seq, 0, c.Header.Parts[0].Subject}
	good, err := DecodePart(c.Parts[0], at.Subject)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, bit int, p hub.Part) {
		before := closed(p)
		if err := OpenPart(&p, at, s.key); err == nil || hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("bit %d of %s is not noticed: %v", bit, what, err)
		}
		if !reflect.DeepEqual(closed(p), before) || p.Changes[0].Fields[0].Opened {
			t.Errorf("bit %d of %s: the part was changed", bit, what)
		}
	}
	flips(good.Box, func(bit int, box []byte) { p := good; p.Box = box; try("the box", bit, p) })
	flips(good.Salt[:12], func(bit int, salt []byte) { p := good; copy(p.Salt[:], salt); try("the nonce", bit, p) })
	flips(good.Key[:], func(bit int, name []byte) { p := good; p.Key = hub.KeyName(name); try("the key's name", bit, p) })
	short := good
	short.Changes = short.Changes[1:]
	if err := OpenPart(&short, at, s.key); err == nil {
		t.Error("a box of more values than fields opens")
	}
}

func TestABoxOpensInItsPlaceOnly(t *testing.T) {
	s, c := registration(t)
	subject := c.Header.Parts[0].Subject
	for name, at := range map[string]PartRef{
		"another origin":  {hub.Origin{1}, 37, 0, subject},
		"another seq":     {s.origin, 38, 0, subject},
		"another part":    {s.origin, 37, 1, subject},
		"another subject": {s.origin, 37, 0, seededID("other")},
	} {
		p, err := DecodePart(c.Parts[0], subject)
		if err != nil {
			t.Fatal(err)
		}
		if err := OpenPart(&p, at, s.key); err == nil {
			t.Errorf("%s: opens", name)
		}
		if err := OpenPart(&p, PartRef{s.origin, 37, 0, subject}, SubjectKey{1}); err == nil {
			t.Errorf("another key opens")
		}
	}
}

func TestAPartWithoutBoxNeedsNoKey(t *testing.T) {
	s := newStation("liugou")
	c := tap(t, s, 2, hub.Hash{1}, hub.ID{1}, "2026-11-22", 450)
	parts, err := Parts(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := OpenPart(parts[0], PartRef{}, SubjectKey{}); err != nil || parts[0].Changes[0].Fields[0].Value != int64(450) {
		t.Errorf("%+v, %v", parts[0], err)
	}
}

// A card that was copied, and wakes with the same random state, still never uses
// a nonce for two plaintexts.
func TestHedgedSaltDependsOnAll(t *testing.T) {
	at := PartRef{hub.Origin{1}, 5, 0, hub.ID{1}}
	drawn := [16]byte{7}
	base := hedge(drawn, testKey, at, []byte("a"))
	for name, other := range map[string][16]byte{
		"secret": hedge(drawn, testKey, at, []byte("b")),
		"place":  hedge(drawn, testKey, PartRef{hub.Origin{1}, 6, 0, hub.ID{1}}, []byte("a")),
		"key":    hedge(drawn, SubjectKey{1}, at, []byte("a")),
		"random": hedge([16]byte{8}, testKey, at, []byte("a")),
	} {
		if other == base {
			t.Errorf("the salt does not depend on the %s", name)
		}
	}
	if hedge(drawn, testKey, at, []byte("a")) != base {
		t.Error("the hedge is not a function")
	}
}

func TestUnpackRefuses(t *testing.T) {
	long := bytes.Repeat([]byte("王丽娟"), 400)
	packed, err := pack(long)
	if err != nil || packed[0] != boxDeflated || len(packed) > len(long)/4 {
		t.Fatalf("%d bytes packed to %d, %v", len(long), len(packed), err)
	}
	if got, err := unpack(packed); err != nil || !bytes.Equal(got, long) {
		t.Fatalf("unpacked to %d bytes, %v", len(got), err)
	}
	if stored, err := pack([]byte("王")); err != nil || stored[0] != boxStored {
		t.Errorf("a short text is packed as %x, %v", stored, err)
	}
	bomb, err := pack(make([]byte, hub.MaxCommit+1))
	if err != nil || len(bomb) > 2048 {
		t.Fatalf("bomb of %d bytes, %v", len(bomb), err)
	}
	for name, bad := range map[string][]byte{
		"nothing": nil, "unknown form": {2, 0}, "bomb": bomb,
		"end early": packed[:len(packed)-3], "bytes behind": append(bytes.Clone(packed), 0), "no deflate": {1, 0xff, 0xff},
	} {
		if got, err := unpack(bad); err == nil {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
}
