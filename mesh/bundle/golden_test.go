package bundle_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"flag"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/mesh/bundle"
	"yizhan/mesh/sync"
)

var update = flag.Bool("update", false, "write testdata anew: only where the format itself has changed")

// golden is a manifest of one hub: everything in it is derived from one byte.
func golden() (*bundle.Manifest, ed25519.PrivateKey) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))
	fill := func(b byte) (out [32]byte) { copy(out[:], bytes.Repeat([]byte{b}, 32)); return out }
	m := &bundle.Manifest{
		County: fill(2), Key: [32]byte(key.Public().(ed25519.PublicKey)), Cert: []byte("certificate"), Number: 5, Wall: 1795392000000, More: true, Orders: 2,
	}
	m.SetGolden(township, hub.Hash(fill(3)), []sync.Line{{Origin: hub.Origin{4}, Seq: 1 << 40, ID: hub.ID{5}, Beyond: []uint64{1<<40 + 2, 1<<40 + 9}}})
	return m, key
}

// The bytes of a manifest are for good: another implementation can read them.
func TestGoldenManifest(t *testing.T) {
	m, key := golden()
	raw := m.Signed(key)
	const file = "testdata/manifest.hex"
	if *update {
		if err := os.WriteFile(file, []byte(hex.EncodeToString(raw)+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, want) {
		t.Errorf("the manifest is written as\n%x\nwant\n%x", raw, want)
	}
	got, err := bundle.ReadManifest(want)
	if err != nil {
		t.Fatal(err)
	}
	if again := got.Signed(key); !bytes.Equal(again, want) {
		t.Error("read and written again it is another one")
	}
	// Without this package: magic, format, length, and [body, signature].
	rest, ok := bytes.CutPrefix(want, []byte("YIZHAN-STICK\n\x01"))
	if !ok {
		t.Fatal("the magic is another one")
	}
	var parts [2][]byte
	if err := codec.Unmarshal(rest[4:], &parts); err != nil {
		t.Fatal(err)
	}
	if signed := append([]byte("yizhan/stick/1\x00"), parts[0]...); !ed25519.Verify(key.Public().(ed25519.PublicKey), signed, parts[1]) {
		t.Error("the signature is not over yizhan/stick/1")
	}
}

// Every bit of a manifest is signed, or is noticed otherwise; cut anywhere it is
// torn and never another one.
func TestEveryBitOfAManifest(t *testing.T) {
	m, key := golden()
	raw := m.Signed(key)
	for bit := range 8 * len(raw) {
		b := bytes.Clone(raw)
		b[bit/8] ^= 1 << (bit % 8)
		if _, err := bundle.ReadManifest(b); err == nil {
			t.Fatalf("bit %d of byte %d is not noticed", bit%8, bit/8)
		}
	}
	for n := range raw {
		if _, err := bundle.ReadManifest(raw[:n]); err != bundle.ErrShort {
			t.Fatalf("cut after %d bytes: %v", n, err)
		}
	}
}

func FuzzManifest(f *testing.F) {
	m, key := golden()
	f.Add(m.Signed(key))
	f.Add([]byte("YIZHAN-STICK\n\x02"))
	f.Add([]byte("YIZHAN-STICK\n\x01\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := bundle.ReadManifest(b); err == nil && got == nil {
			t.Fatal("nothing, and no error")
		}
	})
}

// FuzzFile reads what lies in a file once it is opened: never a panic, never more
// than the frames' caps in memory.
func FuzzFile(f *testing.F) {
	f.Add([]byte{})
	f.Add(frame(f, 2, &sync.List{Name: "revoked", Number: 1, Signed: []byte("x")}))
	f.Add(frame(f, 9, &sync.Receipts{}))
	f.Add(frame(f, 7, &sync.Batch{Number: 1, Lane: township, Packed: []byte{1, 0, 1, 1, 0}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		_ = sync.ReadFile(bytes.NewReader(b), sync.FileTaker{
			List:     func(*sync.List) error { return nil },
			Commits:  func(hub.Lane, []hub.Commit, map[hub.Origin]hub.OriginProof) error { return nil },
			Receipts: func([]hub.Receipt) error { return nil },
		})
	})
}

// A sealed file is one of the age format, which checks our text form of the keys; cut
// anywhere it yields an error.
func TestSeal(t *testing.T) {
	private := [32]byte{1, 2, 3}
	var b bytes.Buffer
	public := publicOf(t, private)
	w, err := bundle.SealTo(&b, public)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("age-encryption.org/v1\n-> X25519 ")) {
		t.Errorf("a sealed file begins with %q", b.Bytes()[:40])
	}
	for cut := range b.Len() {
		r, err := bundle.Unseal(bytes.NewReader(b.Bytes()[:cut]), private)
		if err != nil {
			continue
		}
		if plain, err := readAll(r); err == nil {
			t.Fatalf("cut after %d bytes it yields %q and no error", cut, plain)
		}
	}
}

// What two hubs both hold is held by each; what somebody covers she lacks nothing of.
func TestMeetAndCovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := vector(t, "a"), vector(t, "b")
		both := bundle.Meet(a, b)
		if !bundle.Covers(a, both) || !bundle.Covers(b, both) {
			t.Fatalf("%v and %v do not both hold %v", a, b, both)
		}
		if !bundle.Covers(a, a) {
			t.Fatalf("%v does not cover itself", a)
		}
		if bundle.Covers(a, b) && sync.Lacks(b, a) != 0 {
			t.Fatalf("%v covers %v and lacks %d of it", a, b, sync.Lacks(b, a))
		}
	})
}

// vector draws heads of three origins, ids that follow from the seq, and gaps.
func vector(t *rapid.T, name string) hub.Vector {
	v := hub.Vector{}
	for o := range 3 {
		seq := rapid.Uint64Range(0, 9).Draw(t, name)
		if seq == 0 {
			continue
		}
		r := hub.Reach{Head: hub.Head{Seq: seq, ID: hub.ID{byte(o), byte(seq)}}}
		if rapid.Bool().Draw(t, name+" gap") {
			r.Beyond = []hub.Span{{From: seq + 2, To: seq + 2 + rapid.Uint64Range(0, 3).Draw(t, name+" beyond")}}
		}
		v[hub.Origin{byte(o)}] = r
	}
	return v
}
