package codec

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"yizhan/hub"
)

// bytesOf reads hex with blanks.
func bytesOf(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const (
	aOrigin = "50 0a000000000000000000000000000001"
	aPrev   = "5820 0b00000000000000000000000000000000000000000000000000000000000001"
	aHash   = "5820 0c00000000000000000000000000000000000000000000000000000000000001"
	aBoot   = "48 0102030405060708"
	aPart   = "83 50 0d000000000000000000000000000001 60 " + aHash
	goodEnd = "02 " + aBoot + " 19 03e8 03 40 40 81 " + aPart
)

func TestHeadersThatCannotBe(t *testing.T) {
	good := "8d 01 01 f4 " + aOrigin + " 02 " + aPrev + " " + goodEnd
	if _, err := DecodeHeader(bytesOf(t, good)); err != nil {
		t.Fatalf("the good header: %v", err)
	}
	replace := func(old, new string) string {
		if strings.Count(good, old) != 1 {
			t.Fatalf("%q is %d times in the good header", old, strings.Count(good, old))
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, bad := range map[string]string{
		"nothing":                     "",
		"end early":                   good[:len(good)-2],
		"a byte too many":             good + "00",
		"another format":              replace("8d 01 01", "8d 02 01"),
		"another algorithm":           replace("8d 01 01", "8d 01 02"),
		"format in two bytes":         replace("8d 01 01", "8d 1801 01"),
		"array of unknown length":     replace("8d 01", "9f 01") + "ff",
		"array length in two bytes":   replace("8d 01", "980d 01"),
		"14 items":                    replace("8d 01", "8e 01") + "00",
		"anchor is a number":          replace("f4 50", "00 50"),
		"anchor in two bytes":         replace("f4 50", "f814 50"),
		"no origin":                   replace(aOrigin, "40"),
		"origin of zeros":             replace(aOrigin, "50 00000000000000000000000000000000"),
		"origin of 15 bytes":          replace(aOrigin, "4f 0a0000000000000000000000000001"),
		"origin of 17 bytes":          replace(aOrigin, "51 0a00000000000000000000000000000101"),
		"origin is text":              replace(aOrigin, "70 0a000000000000000000000000000001"),
		"origin in pieces":            replace(aOrigin, "5f 48 0a00000000000000 48 0000000000000001 ff"),
		"origin of endless length":    replace(aOrigin, "5b ffffffffffffffff 0a"),
		"seq 0":                       replace("02 5820", "00 5820"),
		"seq 1 with prev":             replace("02 5820", "01 5820"),
		"seq beyond 2^53":             replace("02 5820", "1b 0020000000000001 5820"),
		"seq 64 without anchor":       replace("02 5820", "1840 5820"),
		"seq is negative":             replace("02 5820", "20 5820"),
		"seq 2 without prev":          replace(aPrev, "40"),
		"boot of 7 bytes":             replace(aBoot, "47 01020304050607"),
		"wall in four bytes":          replace("19 03e8", "1a 000003e8"),
		"wall beyond 64 bits":         replace("19 03e8", "1b 8000000000000000"),
		"wall below 64 bits":          replace("19 03e8", "3b 8000000000000000"),
		"clock 24":                    replace("03 40 40", "1818 40 40"),
		"author of zeros":             replace("03 40 40", "03 50 00000000000000000000000000000000 40"),
		"no parts":                    strings.Replace(good, "81 "+aPart, "80", 1),
		"more parts than bytes":       strings.Replace(good, "81 "+aPart, "9a ffffffff "+aPart, 1),
		"part without hash":           strings.Replace(good, aHash, "40", 1),
		"part of two items":           strings.Replace(good, "60 "+aHash, aHash, 1),
		"gate that is not UTF-8":      strings.Replace(good, "60 "+aHash, "61 ff "+aHash, 1),
		"gate of 65 bytes":            strings.Replace(good, "60 "+aHash, "7841"+strings.Repeat("61", 65)+aHash, 1),
		"tag around it all":           "c0" + good,
		"reserved additional info 28": replace("8d 01", "9c 01"),
	} {
		h, err := DecodeHeader(bytesOf(t, bad))
		if err == nil || hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s: error %v", name, err)
		}
		if !reflect.DeepEqual(h, hub.Header{}) {
			t.Errorf("%s: refused, but gives %+v", name, h)
		}
	}
	if _, err := DecodeHeader(make([]byte, hub.MaxCommit+1)); hub.CodeOf(err) != hub.CodeTooLarge {
		t.Errorf("a header larger than a commit: %v", err)
	}
}

func TestLamIsNeverAReasonToRefuse(t *testing.T) {
	s := newStation("liugou")
	h := tap(t, s, 2, hub.Hash{1}, hub.ID{1}, "2026-11-22", 1).Header
	h.Lam = 1<<64 - 1
	if got, err := DecodeHeader(EncodeHeader(h)); err != nil || got.Lam != h.Lam {
		t.Errorf("lam %d: %v", got.Lam, err)
	}
}

// open part: salt, no key, ids, changes, no box.
const (
	aSalt = "50 0e000000000000000000000000000001"
	anID  = "0d000000000000000000000000000001"
	bnID  = "0d000000000000000000000000000002"
	zeros = "00000000000000000000000000000000"
)

func TestPartsThatCannotBe(t *testing.T) {
	sub := hub.ID{0xee}
	subject := hex.EncodeToString(sub[:])
	part := func(key, ids, changes, box string) string {
		return "85 " + aSalt + key + ids + changes + box
	}
	child := func(fields string) string { return part("40", "50"+anID, "81 83 656368696c64 01 "+fields, "40") }
	for name, good := range map[string]string{
		"one field":           child("a1 01 02"),
		"subject's record":    part("40", "40", "81 83 656368696c64 00 a1 01 02", "40"),
		"replacing":           part("40", "5820"+anID+bnID, "81 83 656368696c64 01 a1 01 82 02 02", "40"),
		"list":                child("a1 01 81 81 02"),
		"two of a kind":       part("40", "50"+anID, "82 83 656368696c64 00 a1 01 02 83 f6 01 a1 01 02", "40"),
		"sealed":              part("48 0102030405060708", "50"+anID, "81 83 656368696c64 01 a1 01 f7", "52 "+zeros+"0000"),
		"id value":            child("a1 01 d827 01"),
		"period":              part("40", "40", "81 83 63646179 6a323032362d31312d3233 a1 01 02", "40"),
		"text of one wide 王":  child("a1 01 63e78e8b"),
		"smallest number":     child("a1 01 3b7fffffffffffffff"),
		"four lists in lists": child("a1 01 81 81 81 81 80"),
	} {
		if _, err := DecodePart(bytesOf(t, good), sub); err != nil {
			t.Errorf("good part, %s: %v", name, err)
		}
	}
	for name, bad := range map[string]string{
		"no changes":                    part("40", "40", "80", "40"),
		"no fields":                     child("a0"),
		"salt of zeros":                 strings.Replace(child("a1 01 02"), aSalt, "50"+zeros, 1),
		"field 0":                       child("a1 00 02"),
		"field beyond 32 bits":          child("a1 1b0000000100000000 02"),
		"field twice":                   child("a2 01 02 01 03"),
		"fields out of order":           child("a2 02 02 01 03"),
		"fields of unknown number":      child("bf 01 02 ff"),
		"float":                         child("a1 01 f93c00"),
		"text not UTF-8":                child("a1 01 62c328"),
		"text in pieces":                child("a1 01 7f 6161 ff"),
		"overlong UTF-8":                child("a1 01 62c080"),
		"surrogate":                     child("a1 01 63eda080"),
		"map as a value":                child("a1 01 a0"),
		"unknown tag":                   child("a1 01 d82501"),
		"tag in three bytes":            child("a1 01 d9002701"),
		"id written out":                child("a1 01 d827 50" + anID),
		"id beyond the table":           child("a1 01 d827 02"),
		"value over 64 bits":            child("a1 01 1b8000000000000000"),
		"five lists in lists":           child("a1 01 81 81 81 81 81 80"),
		"plain value in an array":       child("a1 01 81 02"),
		"empty array":                   child("a1 01 80"),
		"undefined in a list":           child("a1 01 81 81 f7"),
		"sealed without key and box":    child("a1 01 f7"),
		"sealed in an array of its own": part("48 0102030405060708", "50"+anID, "81 83 656368696c64 01 a1 01 81 f7", "52 "+zeros+"0000"),
		"box too short":                 part("48 0102030405060708", "50"+anID, "81 83 656368696c64 01 a1 01 f7", "51 "+zeros+"00"),
		"key, but nothing sealed":       part("48 0102030405060708", "50"+anID, "81 83 656368696c64 01 a1 01 02", "40"),
		"box, but nothing sealed":       part("40", "50"+anID, "81 83 656368696c64 01 a1 01 02", "52 "+zeros+"0000"),
		"short box, nothing sealed":     part("40", "50"+anID, "81 83 656368696c64 01 a1 01 02", "41 00"),
		"list of 2^62 items":            child("a1 01 81 9b3fffffffffffffff"),
		"key of zeros":                  part("48 0000000000000000", "50"+anID, "81 83 656368696c64 01 a1 01 f7", "52 "+zeros+"0000"),
		"an id too many":                part("40", "5820"+anID+bnID, "81 83 656368696c64 01 a1 01 02", "40"),
		"ids out of order":              part("40", "5820"+bnID+anID, "81 83 656368696c64 01 a1 01 82 02 02", "40"),
		"an id twice":                   part("40", "5820"+anID+anID, "81 83 656368696c64 01 a1 01 82 02 02", "40"),
		"the subject among the ids":     part("40", "50"+subject, "81 83 656368696c64 01 a1 01 02", "40"),
		"ids of 17 bytes":               part("40", "51"+anID+"00", "81 83 656368696c64 01 a1 01 02", "40"),
		"replaced out of order":         part("40", "5820"+anID+bnID, "81 83 656368696c64 01 a1 01 83 02 02 01", "40"),
		"replaced twice":                part("40", "5820"+anID+bnID, "81 83 656368696c64 01 a1 01 83 02 02 02", "40"),
		"a record of zeros":             part("40", "50"+zeros, "81 83 656368696c64 01 a1 01 02", "40"),
		"empty kind":                    part("40", "50"+anID, "81 83 60 01 a1 01 02", "40"),
		"first kind null":               part("40", "50"+anID, "81 83 f6 01 a1 01 02", "40"),
		"kind written out again":        part("40", "50"+anID, "82 83 656368696c64 00 a1 01 02 83 656368696c64 01 a1 01 02", "40"),
		"one record twice":              part("40", "50"+anID, "82 83 656368696c64 01 a1 01 02 83 f6 01 a1 02 02", "40"),
		"kind of 65 bytes":              part("40", "50"+anID, "81 83 7841"+strings.Repeat("61", 65)+" 01 a1 01 02", "40"),
		"empty period":                  part("40", "40", "81 83 63646179 60 a1 01 02", "40"),
		"a byte too many":               child("a1 01 02") + "00",
	} {
		p, err := DecodePart(bytesOf(t, bad), sub)
		if err == nil || hub.CodeOf(err) != hub.CodeUntrusted || !reflect.DeepEqual(p, hub.Part{}) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	if _, err := DecodePart(bytesOf(t, part("40", "40", "81 83 656368696c64 00 a1 01 02", "40")), hub.ID{}); err == nil {
		t.Error("a record without id is taken where the part has no subject")
	}
	if _, err := DecodePart(make([]byte, hub.MaxCommit+1), sub); hub.CodeOf(err) != hub.CodeTooLarge {
		t.Errorf("a part larger than a commit: %v", err)
	}
}

func TestPartsThatCannotBeWritten(t *testing.T) {
	at := PartRef{Origin: hub.Origin{1}, Seq: 1, Subject: hub.ID{1}}
	one := func(f ...hub.FieldChange) hub.Part {
		return hub.Part{Changes: []hub.Change{{Kind: "child", Record: hub.ID{1}, Fields: f}}}
	}
	deep := []any{[]any{[]any{[]any{[]any{}}}}}
	for name, c := range map[string]struct {
		part hub.Part
		key  *SubjectKey
		code hub.Code
	}{
		"no changes":         {hub.Part{}, nil, hub.CodeInvalid},
		"no fields":          {one(), nil, hub.CodeInvalid},
		"field 0":            {one(open(0, "x")), nil, hub.CodeInvalid},
		"field twice":        {one(open(1, "x"), open(1, "y")), nil, hub.CodeInvalid},
		"an int":             {one(open(1, 5)), nil, hub.CodeInvalid},
		"a float":            {one(open(1, 8.2)), nil, hub.CodeInvalid},
		"deep lists":         {one(open(1, deep)), nil, hub.CodeInvalid},
		"text not UTF-8":     {one(open(1, "\xff")), nil, hub.CodeInvalid},
		"secret not UTF-8":   {one(secret(1, "\xff")), &testKey, hub.CodeInvalid},
		"sealed, no key":     {one(secret(1, "x")), nil, hub.CodeInvalid},
		"too large":          {one(open(1, strings.Repeat("x", hub.MaxCommit))), nil, hub.CodeTooLarge},
		"another key's name": {hub.Part{Key: hub.KeyName{1}, Changes: one(secret(1, "x")).Changes}, &testKey, hub.CodeInvalid},
		"a box and a key":    {hub.Part{Box: make([]byte, 20), Changes: one(secret(1, "x")).Changes}, &testKey, hub.CodeInvalid},
		"a box for nothing":  {hub.Part{Box: make([]byte, 20), Changes: one(open(1, "x")).Changes}, nil, hub.CodeInvalid},
		"empty kind":         {hub.Part{Changes: []hub.Change{{Record: hub.ID{1}, Fields: one(open(1, "x")).Changes[0].Fields}}}, nil, hub.CodeInvalid},
		"no record":          {hub.Part{Changes: []hub.Change{{Kind: "child", Fields: one(open(1, "x")).Changes[0].Fields}}}, nil, hub.CodeInvalid},
		"one record twice":   {hub.Part{Changes: append(one(open(1, "x")).Changes, one(open(2, "x")).Changes...)}, nil, hub.CodeInvalid},
		"id is not the period's": {hub.Part{Changes: []hub.Change{{Kind: "day", Record: hub.ID{9}, Period: "2026-11-23",
			Fields: one(open(1, "x")).Changes[0].Fields}}}, nil, hub.CodeInvalid},
	} {
		if b, err := EncodePart(c.part, at, c.key); err == nil || b != nil || hub.CodeOf(err) != c.code {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
}

// What the caller may leave to the codec.
func TestEncodePartFillsIn(t *testing.T) {
	subject := hub.ID{1}
	at := PartRef{Origin: hub.Origin{1}, Seq: 1, Subject: subject}
	in := hub.Part{Changes: []hub.Change{{Kind: "day", Period: "2026-11-23", Fields: []hub.FieldChange{
		{No: 2, Sealed: true, Value: "奶奶"}, // Opened is not asked for
		{No: 1, Value: int64(1), Replaces: []hub.ID{{3}, {2}, {3}}},
	}}}}
	var salts [2][16]byte
	for i := range salts {
		raw, err := EncodePart(in, at, &testKey)
		if err != nil {
			t.Fatal(err)
		}
		p, err := DecodePart(raw, subject)
		if err != nil {
			t.Fatal(err)
		}
		salts[i] = p.Salt
		if err := OpenPart(&p, at, testKey); err != nil {
			t.Fatal(err)
		}
		want := []hub.Change{{Kind: "day", Record: hub.DeriveID("day", subject, "2026-11-23"), Period: "2026-11-23", Fields: []hub.FieldChange{
			open(1, int64(1), hub.ID{2}, hub.ID{3}), secret(2, "奶奶")}}}
		if !reflect.DeepEqual(p.Changes, want) || p.Key != testKey.Name() {
			t.Errorf("%+v", p)
		}
	}
	if salts[0] == salts[1] || salts[0] == [16]byte{} {
		t.Errorf("salts %x", salts)
	}
	if len(in.Changes[0].Fields[0].Replaces) != 0 || in.Changes[0].Fields[0].No != 2 || in.Box != nil {
		t.Error("the caller's part was changed")
	}
	// Nothing is sealed: a key that is given is not used.
	raw, err := EncodePart(hub.Part{Changes: []hub.Change{{Kind: "site", Record: subject, Fields: []hub.FieldChange{open(1, "x")}}}}, at, &testKey)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := DecodePart(raw, subject); err != nil || !p.Key.IsZero() || p.Box != nil || p.Salt == [16]byte{} {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestCommitsThatCannotBe(t *testing.T) {
	s := newStation("liugou")
	c := tap(t, s, 2, hub.Hash{1}, hub.ID{1}, "2026-11-22", 450)
	absent := c
	absent.Parts = [][]byte{nil}
	spoiled := func(change func(*hub.Commit)) hub.Commit {
		d := c
		d.Parts = [][]byte{bytes.Clone(c.Parts[0])}
		d.Raw = bytes.Clone(c.Raw)
		change(&d)
		return d
	}
	for name, good := range map[string]hub.Commit{"whole": c, "part not here": absent, "unsigned": spoiled(func(d *hub.Commit) { d.Sig = nil })} {
		if err := Check(good); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, bad := range map[string]hub.Commit{
		"another id":        spoiled(func(d *hub.Commit) { d.ID[3] ^= 1 }),
		"changed header":    spoiled(func(d *hub.Commit) { d.Raw[30] ^= 1 }),
		"changed part":      spoiled(func(d *hub.Commit) { d.Parts[0][5] ^= 1 }),
		"a part too many":   spoiled(func(d *hub.Commit) { d.Parts = append(d.Parts, nil) }),
		"no list of parts":  spoiled(func(d *hub.Commit) { d.Parts = nil }),
		"empty part":        spoiled(func(d *hub.Commit) { d.Parts[0] = []byte{} }),
		"unreadable header": spoiled(func(d *hub.Commit) { d.Raw = d.Raw[1:] }),
		"unreadable part": spoiled(func(d *hub.Commit) {
			d.Parts[0] = []byte{0x80}
			d.Header.Parts = []hub.PartHead{{Hash: HashPart(d.Parts[0])}}
			d.Raw = EncodeHeader(d.Header)
			d.ID = CommitID(d.Raw)
		}),
	} {
		if err := Check(bad); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	for name, raw := range map[string][]byte{
		"short signature": EncodeCommit(spoiled(func(d *hub.Commit) { d.Sig = d.Sig[:63] })),
		"hash and part":   append(appendBytes(appendBytes([]byte{0x83}, c.Raw), nil), appendBytes([]byte{0x81}, c.Parts[0])...),
		"neither":         append(appendBytes(appendBytes([]byte{0x83}, EncodeHeader(withoutHashes(c))), nil), 0x81, simpleNull),
		"trailing":        append(EncodeCommit(c), 0),
		"too large":       make([]byte, hub.MaxCommit+1),
	} {
		if d, err := DecodeCommit(raw); err == nil || d.Sig != nil || d.Raw != nil {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	for name, h := range map[string]hub.Header{
		"an origin": {Format: 1, Alg: 1, Origin: s.origin, Seq: 2, Parts: make([]hub.PartHead, 1)},
		"a prev":    {Format: 1, Alg: 1, Seq: 2, Prev: hub.Hash{1}, Parts: make([]hub.PartHead, 1)},
		"no part":   {Format: 1, Alg: 1, Seq: 2},
	} {
		if d, err := FillHeader(EncodeHeader(h), s.origin, hub.Hash{1}, c.Parts); err == nil {
			t.Errorf("slim header with %s: %+v", name, d)
		}
	}
}

// A version is named by its commit, so one commit may give a field one value only.
func TestOneFieldInTwoPartsIsRefused(t *testing.T) {
	s := newStation("liugou")
	part := func(no uint32) draft {
		return draft{hub.ID{1}, "", hub.Part{Changes: []hub.Change{{Kind: "child", Record: hub.ID{1}, Fields: []hub.FieldChange{open(no, "x")}}}}}
	}
	if err := Check(s.commit(t, 2, hub.Hash{1}, part(1), part(2))); err != nil {
		t.Errorf("two fields: %v", err)
	}
	if err := Check(s.commit(t, 2, hub.Hash{1}, part(1), part(1))); err == nil {
		t.Error("one field twice is taken")
	}
}

func TestCommitsLargerThanAllowed(t *testing.T) {
	s := newStation("liugou")
	var parts []draft
	for i := range 5 {
		parts = append(parts, draft{hub.ID{1}, "", hub.Part{Changes: []hub.Change{{Kind: "note", Record: hub.ID{2, byte(i)},
			Fields: []hub.FieldChange{open(1, strings.Repeat("记", 17_000))}}}}})
	}
	whole := s.commit(t, 2, hub.Hash{1}, parts...)
	if err := Check(whole); err != nil || Size(whole) > hub.MaxCommit {
		t.Errorf("%d bytes: %v", Size(whole), err)
	}
	parts = append(parts, parts[0])
	parts[5].part.Changes = []hub.Change{{Kind: "note", Record: hub.ID{3}, Fields: parts[0].part.Changes[0].Fields}}
	if err := Check(s.commit(t, 2, hub.Hash{1}, parts...)); hub.CodeOf(err) != hub.CodeTooLarge {
		t.Errorf("six parts of 51 kB: %v", err)
	}
}

func TestStatesThatCannotBe(t *testing.T) {
	commit := "83 50" + anID + " 05 00"
	state := func(commits, gone, fields string) string { return "84 50" + bnID + commits + gone + fields }
	if _, err := DecodeState(bytesOf(t, state("81"+commit, "40", "a1 01 82 00 02")), nil); err != nil {
		t.Fatalf("the good state: %v", err)
	}
	for name, bad := range map[string]string{
		"fields out of order":      state("81"+commit, "40", "a2 02 82 00 02 01 82 00 02"),
		"commit not there":         state("81"+commit, "40", "a1 01 82 01 02"),
		"commit not used":          state("81"+commit, "40", "a0"),
		"origin not used":          state("80", "40", "a0"),
		"one version in long form": state("81"+commit, "40", "a1 01 82 82 00 02 80"),
		"field of nothing":         state("81"+commit, "40", "a2 01 82 00 02 02 82 80 80"),
		"one commit twice":         state("82"+commit+commit, "40", "a1 01 82 84 00 02 01 03 80"),
		"one version twice":        state("81"+commit, "40", "a1 01 82 84 00 02 00 03 80"),
		"version without value":    state("81"+commit, "40", "a1 01 82 81 00 80"),
		"gone twice":               state("81"+commit, "50"+anID, "a1 01 82 82 00 02 82 00 00"),
		"gone not used":            state("81"+commit, "50"+anID, "a1 01 82 00 02"),
		"end early":                state("81"+commit, "40", "a1 01 82 00"),
	} {
		if s, err := DecodeState(bytesOf(t, bad), nil); err == nil {
			t.Errorf("%s: %+v", name, s)
		}
	}
	sealed := bytesOf(t, state("81"+commit, "40", "a1 01 82 00 f7"))
	for secret, want := range map[string]bool{"": true, "81 02": true, "81 f7": false, "80": false, "82 02 02": false, "81 02 00": false, "02": false} {
		if s, err := DecodeState(sealed, bytesOf(t, secret)); (err == nil) != want {
			t.Errorf("secret %s: %+v, %v", secret, s, err)
		}
	}
	one := hub.Version{Commit: hub.ID{1}, Opened: true}
	other := one
	other.Lam = 1
	odd := one
	odd.Value = 1.5
	for name, s := range map[string]hub.State{
		"commit in two ways": {1: {Live: []hub.Version{one}}, 2: {Live: []hub.Version{other}}},
		"float":              {1: {Live: []hub.Version{odd}}},
		"float in conflict":  {1: {Live: []hub.Version{odd}, Gone: []hub.ID{{2}}}},
	} {
		if _, _, err := EncodeState(s); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

func TestEqualValues(t *testing.T) {
	same := []any{nil, true, int64(5), "王", []byte{1}, hub.ID{1}, []any{int64(1), "x"}}
	for i, a := range same {
		for j, b := range same {
			if EqualValues(a, b) != (i == j) {
				t.Errorf("%v and %v: %v", a, b, i != j)
			}
		}
	}
	if EqualValues(1.5, 1.5) {
		t.Error("what is no value equals itself")
	}
	if EqualValues(hub.ID{1}, fmt.Append(nil, hub.ID{1})) || EqualValues(hub.ID{1}, make([]byte, 16)) {
		t.Error("an id equals bytes")
	}
}
