package hub

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
)

// Worked by hand from RFC 8949; hub/codec compares with a CBOR library.
func TestDeriveIDHashesTheCBORArray(t *testing.T) {
	subject := ID{0: 0x01, 15: 0xff}
	for _, c := range []struct {
		kind   Kind
		period string
		cbor   string // hex
	}{
		{"day", "2026-11-23", "83" + "63646179" + "50010000000000000000000000000000ff" + "6a323032362d31312d3233"},
		{"month", "", "83" + "656d6f6e7468" + "50010000000000000000000000000000ff" + "60"},
		{"dose", strings.Repeat("x", 24), "83" + "64646f7365" + "50010000000000000000000000000000ff" + "7818" + strings.Repeat("78", 24)},
		{"dose", strings.Repeat("x", 256), "83" + "64646f7365" + "50010000000000000000000000000000ff" + "790100" + strings.Repeat("78", 256)},
	} {
		raw, err := hex.DecodeString(c.cbor)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(raw)
		if got := DeriveID(c.kind, subject, c.period); got != ID(sum[:16]) {
			t.Errorf("%s %.12s: %v, want %x", c.kind, c.period, got, sum[:16])
		}
	}
}

func TestDerivedIDsDiffer(t *testing.T) {
	seen := map[ID]string{}
	for _, kind := range []Kind{"day", "dose"} {
		for _, subject := range []ID{{1}, {2}} {
			for _, period := range []string{"2026-11-22", "2026-11-23", "2026-11"} {
				name := string(kind) + subject.String() + period
				id := DeriveID(kind, subject, period)
				if id != DeriveID(kind, subject, period) || seen[id] != "" {
					t.Errorf("%s and %s: %v", name, seen[id], id)
				}
				seen[id] = name
			}
		}
	}
}

func TestParseID(t *testing.T) {
	id := NewID()
	if got, err := ParseID(id.String()); err != nil || got != id {
		t.Errorf("%v comes back as %v, %v", id, got, err)
	}
	for _, bad := range []string{"", "00", strings.Repeat("0", 31), strings.Repeat("0", 33), strings.Repeat("g", 32), strings.Repeat("王", 11)} {
		if got, err := ParseID(bad); err == nil || !got.IsZero() {
			t.Errorf("%q is read as %v", bad, got)
		}
	}
}

func TestIDsInJSON(t *testing.T) {
	type doc struct {
		ID     ID
		Origin Origin
	}
	in := doc{NewID(), Origin(NewID())}
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out doc
	if err := json.Unmarshal(b, &out); err != nil || out != in || !strings.Contains(string(b), in.ID.String()) {
		t.Errorf("%s comes back as %v, %v", b, out, err)
	}
	if err := json.Unmarshal([]byte(`{"ID":"12"}`), &out); err == nil {
		t.Error("a short id is taken")
	}
}

func TestNewIDsDiffer(t *testing.T) {
	if a, b := NewID(), NewID(); a == b || a.IsZero() {
		t.Errorf("%v and %v", a, b)
	}
	if !(Origin{}).IsZero() || !(KeyName{}).IsZero() || (Origin{1}).IsZero() || (KeyName{1}).IsZero() {
		t.Error("zero is not told from others")
	}
}
