package hub

import (
	"crypto/sha256"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sumOf is the digest by school arithmetic: the sum of SHA-256 over
// kind (as CBOR text) ‖ record ‖ number (4 bytes) ‖ commit, modulo 2^256.
func sumOf(kind Kind, record ID, touches []Touch) *big.Int {
	sum := new(big.Int)
	for _, t := range touches {
		b := append([]byte{0x60 | byte(len(kind))}, kind...)
		b = append(b, record[:]...)
		b = append(b, byte(t.No>>24), byte(t.No>>16), byte(t.No>>8), byte(t.No))
		b = append(b, t.Commit[:]...)
		h := sha256.Sum256(b)
		if n := new(big.Int).SetBytes(h[:]); t.Alive {
			sum.Add(sum, n)
		} else {
			sum.Sub(sum, n)
		}
	}
	return sum.Mod(sum, new(big.Int).Lsh(big.NewInt(1), 256))
}

func TestDigestIsTheSumModulo256Bits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		touches := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Touch {
			return Touch{rapid.Uint32().Draw(t, "no"), ID{rapid.Byte().Draw(t, "commit")}, rapid.Bool().Draw(t, "alive")}
		})).Draw(t, "touches")
		var d Digest
		for _, touch := range touches {
			d.Toggle("child", testRecord, touch)
		}
		got := d.Bytes()
		if want := sumOf("child", testRecord, touches); new(big.Int).SetBytes(got[:]).Cmp(want) != 0 {
			t.Fatalf("digest %v, want %x", d, want)
		}
		if DigestOf(got) != d {
			t.Fatalf("%v does not come back from its bytes", d)
		}
	})
}

func TestDigestForgetsWhatIsReplaced(t *testing.T) {
	var d Digest
	d.Toggle("child", testRecord, Touch{1, ID{1}, true})
	one := d
	d.Toggle("day", testRecord, Touch{1, ID{1}, true})
	if d == one {
		t.Error("the kind does not count")
	}
	d.Toggle("child", testRecord, Touch{1, ID{1}, false})
	d.Toggle("day", testRecord, Touch{1, ID{1}, false})
	if d != (Digest{}) {
		t.Errorf("digest of nothing is %v", d)
	}
}

func TestDigestIsBigEndian(t *testing.T) {
	if got := (Digest{0: 1, 3: 0xab << 56}).String(); got != "ab"+strings.Repeat("0", 60)+"01" {
		t.Errorf("digest reads %s", got)
	}
}
