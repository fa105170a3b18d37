package codec

import (
	"crypto/ed25519"
	"crypto/sha256"

	"yizhan/hub"
)

// Purposes of signatures that this package makes itself; other packages add
// their own. A signature for one purpose is worth nothing for another.
const (
	SignsCommit  = "commit"
	SignsReceipt = "receipt"
)

// signed is what a key really signs: "yizhan/" purpose "/1" 0x00 ‖ msg, so that
// no bytes of one purpose can be taken for another's.
func signed(purpose string, msg []byte) []byte {
	b := make([]byte, 0, len("yizhan/")+len(purpose)+3+len(msg))
	b = append(b, "yizhan/"...)
	b = append(b, purpose...)
	b = append(b, "/1\x00"...)
	return append(b, msg...)
}

// Sign signs a message that this hub composed itself, never one that a peer chose.
func Sign(priv ed25519.PrivateKey, purpose string, msg []byte) []byte {
	return ed25519.Sign(priv, signed(purpose, msg))
}

// Verify says whether sig is pub's signature of msg for the purpose.
func Verify(pub [32]byte, purpose string, msg, sig []byte) bool {
	return len(sig) == ed25519.SignatureSize && ed25519.Verify(pub[:], signed(purpose, msg), sig)
}

// OriginOf names the run of commits of a key in an epoch and a lane: the first 16
// bytes of SHA-256 over the CBOR array [key, epoch, lane].
func OriginOf(key [32]byte, epoch [16]byte, lane hub.Lane) hub.Origin {
	b := appendArray(make([]byte, 0, 96), 3)
	b = appendBytes(b, key[:])
	b = appendBytes(b, epoch[:])
	b = appendText(b, string(lane))
	sum := sha256.Sum256(b)
	return hub.Origin(sum[:16])
}

// receiptBytes is the CBOR array [holder, origin, seq, id].
func receiptBytes(r hub.Receipt) []byte {
	b := appendArray(make([]byte, 0, 80), 4)
	b = appendBytes(b, r.Holder[:])
	b = appendBytes(b, r.Origin[:])
	b = appendUint(b, r.Head.Seq)
	return appendBytes(b, r.Head.ID[:])
}

// SignReceipt fills Holder and Sig.
func SignReceipt(priv ed25519.PrivateKey, r hub.Receipt) hub.Receipt {
	r.Holder = [32]byte(priv.Public().(ed25519.PublicKey))
	r.Sig = Sign(priv, SignsReceipt, receiptBytes(r))
	return r
}

// VerifyReceipt says whether the receipt is its holder's word. Whether the holder
// is a member is hub/trust's question.
func VerifyReceipt(r hub.Receipt) bool {
	return Verify(r.Holder, SignsReceipt, receiptBytes(r), r.Sig)
}
