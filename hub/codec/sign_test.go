package codec

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"testing"

	"pgregory.net/rapid"
	"yizhan/hub"
)

func TestASignatureIsForOnePurpose(t *testing.T) {
	s := newStation("liugou")
	msg := []byte("receipt/1\x00x")
	sig := Sign(s.priv, "commit", msg)
	if !Verify(s.pub(), "commit", msg, sig) {
		t.Fatal("does not verify")
	}
	if !ed25519.Verify(ed25519.PublicKey(s.priv[32:]), append([]byte("yizhan/commit/1\x00"), msg...), sig) {
		t.Error("is not over what COMMIT.md says")
	}
	for _, purpose := range []string{"receipt", "", "commit/1", "commi"} {
		if Verify(s.pub(), purpose, msg, sig) {
			t.Errorf("passes for %q", purpose)
		}
	}
	if Verify(newStation("other").pub(), "commit", msg, sig) || Verify(s.pub(), "commit", msg[1:], sig) ||
		Verify(s.pub(), "commit", msg, nil) || Verify(s.pub(), "commit", msg, append(bytes.Clone(sig), 0)) {
		t.Error("another key, message or length passes")
	}
}

func TestReceipts(t *testing.T) {
	s := newStation("liugou")
	r := SignReceipt(s.priv, hub.Receipt{Origin: hub.Origin{1}, Head: hub.Head{Seq: 9, ID: hub.ID{2}}})
	if r.Holder != s.pub() || !VerifyReceipt(r) {
		t.Fatal("does not verify")
	}
	want, err := Marshal([]any{r.Holder[:], r.Origin[:], uint64(9), r.Head.ID[:]})
	if err != nil || !Verify(s.pub(), "receipt", want, r.Sig) {
		t.Error("is not over [holder, origin, seq, id]")
	}
	for _, change := range []func(*hub.Receipt){
		func(r *hub.Receipt) { r.Holder[0] ^= 1 }, func(r *hub.Receipt) { r.Origin[0] ^= 1 },
		func(r *hub.Receipt) { r.Head.Seq++ }, func(r *hub.Receipt) { r.Head.ID[0] ^= 1 },
	} {
		forged := r
		change(&forged)
		if VerifyReceipt(forged) {
			t.Errorf("%+v verifies", forged)
		}
	}
}

// Ids that hubs derive are hashes over CBOR that any library writes.
func TestDerivedIDsAreHashesOfGenericCBOR(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind, subject, period := rapid.StringN(0, 30, 64).Draw(t, "kind"), drawID(t, "subject"), rapid.StringN(0, 90, 300).Draw(t, "period")
		raw, err := encMode.Marshal([]any{kind, subject[:], period})
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(raw); hub.DeriveID(hub.Kind(kind), subject, period) != hub.ID(sum[:16]) {
			t.Fatalf("DeriveID(%q, %v, %q) is not over %x", kind, subject, period, raw)
		}
		key, epoch := drawHash(t, "key"), drawID(t, "epoch")
		raw, err = encMode.Marshal([]any{key[:], epoch[:], period})
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(raw); OriginOf(key, epoch, hub.Lane(period)) != hub.Origin(sum[:16]) {
			t.Fatalf("OriginOf is not over %x", raw)
		}
	})
}
