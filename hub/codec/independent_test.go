package codec

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/big"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

// The vectors are checked here as COMMIT.md says it, with a CBOR library and the
// standard library's cryptography, and none of this package's code.

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func plainCBOR(t *testing.T, v any) []byte {
	t.Helper()
	mode := must[cbor.EncMode](t)(cbor.CoreDetEncOptions().EncMode())
	return must[[]byte](t)(mode.Marshal(v))
}

func decodeInto[T any](t *testing.T, b []byte) (v T) {
	t.Helper()
	if err := cbor.Unmarshal(b, &v); err != nil {
		t.Fatalf("%x: %v", b, err)
	}
	return v
}

func openGCM(t *testing.T, key, nonce, box, aad []byte) []byte {
	t.Helper()
	block := must[cipher.Block](t)(aes.NewCipher(key))
	gcm := must[cipher.AEAD](t)(cipher.NewGCM(block))
	return must[[]byte](t)(gcm.Open(nil, nonce, box, aad))
}

func TestVectorsIndependently(t *testing.T) {
	v := readVectors(t)
	origin := sha256.Sum256(plainCBOR(t, []any{[]byte(v.Station.Public), []byte(v.Station.Epoch), v.Station.Lane}))
	if !bytes.Equal(origin[:16], v.Station.Origin[:]) {
		t.Errorf("origin is %x", origin[:16])
	}
	if public := ed25519.NewKeyFromSeed(v.Station.Seed)[32:]; !bytes.Equal(public, v.Station.Public) {
		t.Errorf("public key is %x", public)
	}
	if name := sha256.Sum256(v.Key.Secret); !bytes.Equal(name[:8], v.Key.Name) {
		t.Errorf("key name is %x", name[:8])
	}
	for _, d := range v.Derived {
		raw := plainCBOR(t, []any{string(d.Kind), d.Subject[:], d.Period})
		if sum := sha256.Sum256(raw); !bytes.Equal(raw, d.CBOR) || !bytes.Equal(sum[:16], d.ID[:]) {
			t.Errorf("%s %s: %x is %x", d.Kind, d.Period, raw, sum[:16])
		}
	}
	for _, c := range v.Commits {
		t.Run(c.Name, func(t *testing.T) { checkCommit(t, v, c) })
	}
	if !ed25519.Verify(ed25519.PublicKey(v.Station.Public), v.Receipt.Signed, v.Receipt.Sig) {
		t.Error("receipt does not verify")
	}
	receipt := plainCBOR(t, []any{[]byte(v.Station.Public), v.Station.Origin[:], uint64(65), v.Commits[3].ID[:]})
	if want := append([]byte("yizhan/receipt/1\x00"), receipt...); !bytes.Equal(v.Receipt.Signed, want) {
		t.Errorf("a receipt signs %x", want)
	}
	checkDigest(t, v)
}

func checkCommit(t *testing.T, v vectors, c vectorCommit) {
	whole := decodeInto[[]cbor.RawMessage](t, c.Commit)
	sig := decodeInto[[]byte](t, whole[1])
	parts := decodeInto[[]any](t, whole[2])
	header := decodeInto[[]any](t, decodeInto[[]byte](t, whole[0]))

	for i, head := range header[12].([]any) {
		if part, here := parts[i].([]byte); here {
			sum := sha256.Sum256(part)
			head.([]any)[2] = sum[:]
		}
	}
	raw := plainCBOR(t, header)
	if !bytes.Equal(raw, c.Header) {
		t.Fatalf("header is %x, want %x", raw, c.Header)
	}
	if hash := sha256.Sum256(raw); !bytes.Equal(hash[:], c.Hash) || !bytes.Equal(hash[:16], c.ID[:]) {
		t.Errorf("hash is %x", hash)
	}
	if !ed25519.Verify(ed25519.PublicKey(v.Station.Public), append([]byte("yizhan/commit/1\x00"), raw...), sig) {
		t.Error("signature does not verify")
	}
	for _, b := range c.Boxes {
		part := decodeInto[[]any](t, parts[b.Part].([]byte))
		salt, name, box := part[0].([]byte), part[1].([]byte), part[4].([]byte)
		subject := header[12].([]any)[b.Part].([]any)[0].([]byte)
		aad := append([]byte("yizhan/part/1\x00"), plainCBOR(t, []any{header[3], header[4], b.Part, subject, name})...)
		if !bytes.Equal(aad, b.AAD) {
			t.Errorf("additional data is %x", aad)
		}
		plain := openGCM(t, v.Key.Secret, salt[:12], box, aad)
		if b.Deflated != (plain[0] == 1) {
			t.Errorf("first byte of the box is %d", plain[0])
		}
		if plain = plain[1:]; b.Deflated {
			plain = must[[]byte](t)(io.ReadAll(flate.NewReader(bytes.NewReader(plain))))
		}
		if !bytes.Equal(plain, b.Plaintext) {
			t.Errorf("box holds %x", plain)
		}
	}
	if c.Name == "registration" {
		checkWraps(t, v, decodeInto[[]any](t, parts[1].([]byte)), header[12].([]any)[1].([]any)[0].([]byte))
	}
}

// checkWraps opens the wrap record of the registration for everybody.
func checkWraps(t *testing.T, v vectors, part []any, subject []byte) {
	fields := part[3].([]any)[0].([]any)[2].(map[any]any)
	name := fields[uint64(1)].([]byte)
	value := fields[uint64(2)].([]any)[0].([]any)
	ephemeral := value[0].([]byte)
	open := func(use string, secret, salt, box []byte) []byte {
		context := append(append([]byte("yizhan/"+use+"/1\x00"), subject...), name...)
		out := must[[]byte](t)(hkdf.Key(sha256.New, secret, salt, string(context), 44))
		return openGCM(t, out[:32], out[32:], box, context)
	}
	if key := open("card", v.Wrap.Card, ephemeral, value[1].([]byte)); !bytes.Equal(key, v.Key.Secret) {
		t.Errorf("the card opens %x", key)
	}
	opened := 0
	for _, r := range v.Wrap.Recipients {
		if id := sha256.Sum256(r.Public); !bytes.Equal(id[:8], r.ID) {
			t.Errorf("id of %s is %x", r.Name, id[:8])
		}
		priv := must[*ecdh.PrivateKey](t)(ecdh.X25519().NewPrivateKey(r.Private))
		shared := must[[]byte](t)(priv.ECDH(must[*ecdh.PublicKey](t)(ecdh.X25519().NewPublicKey(ephemeral))))
		for _, item := range value[2:] {
			if wrap := item.([]byte); bytes.HasPrefix(wrap, r.ID) {
				if key := open("wrap", shared, append(bytes.Clone(ephemeral), r.Public...), wrap[8:]); bytes.Equal(key, v.Key.Secret) {
					opened++
				}
			}
		}
	}
	if opened != 3 {
		t.Errorf("%d of 3 recipients open", opened)
	}
}

// checkDigest sums what lives after registration and correction: of the child's
// fields 1 to 9, the correction wrote 1, 7 and 9 anew.
func checkDigest(t *testing.T, v vectors) {
	sum := new(big.Int)
	for no := byte(1); no <= 9; no++ {
		live := v.Commits[0].ID
		if no == 1 || no == 7 || no == 9 {
			live = v.Commits[3].ID
		}
		b := append([]byte("\x65child"), v.State.Record[:]...)
		b = append(append(b, 0, 0, 0, no), live[:]...)
		h := sha256.Sum256(b)
		sum.Add(sum, new(big.Int).SetBytes(h[:]))
	}
	sum.Mod(sum, new(big.Int).Lsh(big.NewInt(1), 256))
	if got := hex.EncodeToString(sum.FillBytes(make([]byte, 32))); got != v.State.Digest {
		t.Errorf("digest is %s, want %s", got, v.State.Digest)
	}
}
