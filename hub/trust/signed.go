package trust

import (
	"crypto/ed25519"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Purposes of the signatures made here (codec.Sign): a signature for one is
// worth nothing for another.
const (
	signsCert       = "cert"       // county: a certificate's body
	signsEnroll     = "enroll"     // invitation: the box that used it
	signsInvitation = "invitation" // county: an invitation as a whole
	signsRequest    = "request"    // box: its own two keys
	signsBundle     = "bundle"     // county: what a hub has to know
	signsRevoke     = "revoke"     // county: the list of revoked keys
	signsLetter     = "letter"     // county: its newest word for the hubs of a township
	signsAnswers    = "answers"    // county: answers on their way to boxes that asked
)

// signed is bytes with the signature of one key for one purpose.
type signed struct {
	_    struct{} `cbor:",toarray"`
	Body []byte
	Sig  []byte
}

// signBody marshals v and signs it.
func signBody(priv ed25519.PrivateKey, purpose string, v any) (signed, error) {
	body, err := codec.Marshal(v)
	if err != nil {
		return signed{}, err
	}
	return signed{Body: body, Sig: codec.Sign(priv, purpose, body)}, nil
}

// check verifies, and only then reads the body into v.
func (s signed) check(pub [32]byte, purpose string, v any) error {
	if !codec.Verify(pub, purpose, s.Body, s.Sig) {
		return hub.E(hub.CodeUntrusted, "trust.signature")
	}
	return codec.Unmarshal(s.Body, v)
}
