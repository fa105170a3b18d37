package codec

import (
	"bytes"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"yizhan/hub"
)

type message struct {
	_     struct{} `cbor:",toarray"`
	Name  string
	Key   [4]byte
	Parts []hub.ID
	Seq   uint64
	Wall  int64
}

type options struct {
	A uint64            `cbor:"1,keyasint,omitempty"`
	M map[string]uint64 `cbor:"2,keyasint,omitempty"`
	B []byte            `cbor:"3,keyasint,omitempty"`
}

func TestMarshalRoundTrip(t *testing.T) {
	in := message{Name: "柳沟", Key: [4]byte{1}, Parts: []hub.ID{{1}, {2}}, Seq: 1 << 60, Wall: -5}
	b, err := Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := "85" + "66e69fb3e6b29f" + "4401000000" + "82" + "50" + in.Parts[0].String() + "50" + in.Parts[1].String() + "1b1000000000000000" + "24"; hex.EncodeToString(b) != want {
		t.Errorf("%x, want %s", b, want)
	}
	var out message
	if err := Unmarshal(b, &out); err != nil || !reflect.DeepEqual(out, in) {
		t.Errorf("%+v comes back as %+v, %v", in, out, err)
	}
	set := options{A: 1, M: map[string]uint64{"b": 1, "aa": 2, "a": 3}}
	b, err = Marshal(set)
	if want := bytesOf(t, "a2 01 01 02 a3 6161 03 6162 01 626161 02"); err != nil || !bytes.Equal(b, want) {
		t.Errorf("%x, want %x, %v", b, want, err)
	}
	if _, err := Marshal(func() {}); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a function is marshalled: %v", err)
	}
}

func TestUnmarshalTakesOneForm(t *testing.T) {
	for name, c := range map[string]struct {
		hex  string
		into any
		ok   bool
	}{
		"good options":          {"a2 01 01 03 41 ff", &options{}, true},
		"out of order":          {"a2 03 41 ff 01 01", &options{}, false},
		"field twice":           {"a2 01 01 01 01", &options{}, false},
		"unknown field":         {"a2 01 01 04 01", &options{}, false},
		"number in two bytes":   {"a1 01 1801", &options{}, false},
		"zero written out":      {"a1 01 00", &options{}, false},
		"key in map twice":      {"a1 02 a2 6161 01 6161 02", &options{}, false},
		"map out of order":      {"a1 02 a2 6162 01 6161 02", &options{}, false},
		"unknown length":        {"bf 01 01 ff", &options{}, false},
		"trailing":              {"a1 01 01 00", &options{}, false},
		"text for bytes":        {"a1 03 61 61", &options{}, false},
		"tag":                   {"c1 a1 01 01", &options{}, false},
		"text not UTF-8":        {"a1 02 a1 61ff 01", &options{}, false},
		"good message":          {"85 60 44 01020304 80 00 00", &message{}, true},
		"short array of bytes":  {"85 60 43 010203 80 00 00", &message{}, false},
		"long array of bytes":   {"85 60 45 0102030405 80 00 00", &message{}, false},
		"item missing":          {"84 60 44 01020304 80 00", &message{}, false},
		"item too many":         {"86 60 44 01020304 80 00 00 00", &message{}, false},
		"short id":              {"85 60 44 01020304 81 41 01 00 00", &message{}, false},
		"float for a number":    {"85 60 44 01020304 80 f90000 00", &message{}, false},
		"number beyond 64 bits": {"85 60 44 01020304 80 00 1b8000000000000000", &message{}, false},
		"nothing":               {"", &message{}, false},
		"17 arrays in arrays":   {strings.Repeat("81", 17) + "00", new(any), false},
		"many promised":         {"9b 00000000ffffffff", &[]uint64{}, false},
	} {
		err := Unmarshal(bytesOf(t, c.hex), c.into)
		if (err == nil) != c.ok || err != nil && hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Unmarshal(make([]byte, MaxMessage+1), new(any)); err == nil {
		t.Error("a message beyond the limit is taken")
	}
}
