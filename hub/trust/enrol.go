package trust

import (
	"crypto/ed25519"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// An invitation's file carries a one-time seed, from which both its keys follow.
// Whoever holds the file may sign one box in; that it was used twice is seen by
// the county, and by every hub that meets both boxes.
type invitationFile struct {
	_    struct{} `cbor:",toarray"`
	Body []byte   // invitationBody
	Sig  []byte   // county, "invitation"
}

type invitationBody struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Seed    [32]byte
	Grant   certFile // for the invitation's key
	Bundle  []byte   // sealed to the invitation's X25519 key
}

// An answer goes to one box, whose own keys the county has certified.
type answerFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Cert    []byte
	Bundle  []byte // sealed to the box's X25519 key
}

type requestFile struct {
	_    struct{} `cbor:",toarray"`
	Body []byte   // requestBody
	Sig  []byte   // the box itself, "request": it holds the key it asks for
}

type requestBody struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Key     [32]byte
	X25519  [32]byte
	Name    string // what the box calls itself; the county decides
}

// Request is a box that asks to be certified.
type Request struct {
	Key, X25519 [32]byte
	Name        string
}

// NewRequest is the file with which a box asks; it holds nothing secret.
func NewRequest(id Identity, name string) ([]byte, error) {
	if !niceName(name) {
		return nil, hub.E(hub.CodeInvalid, "trust.name", MaxName/3).In("name")
	}
	s, err := signBody(id.Sign, signsRequest, requestBody{Version: 1, Key: id.Key(), X25519: id.Recipient(), Name: name})
	if err != nil {
		return nil, err
	}
	return armor(lineRequest, requestFile{Body: s.Body, Sig: s.Sig})
}

// ReadRequest checks that whoever asks holds the key.
func ReadRequest(file []byte) (Request, error) {
	var f requestFile
	if err := unarmor(file, lineRequest, &f); err != nil {
		return Request{}, err
	}
	var b requestBody
	if err := codec.Unmarshal(f.Body, &b); err != nil {
		return Request{}, untrusted("trust.file-damaged", "%w", err)
	}
	switch {
	case b.Version != 1:
		return Request{}, newerFile(b.Version)
	case !codec.Verify(b.Key, signsRequest, f.Body, f.Sig):
		return Request{}, untrusted("trust.file-damaged", "self-signature")
	case !niceName(b.Name) || !usable(b.X25519):
		return Request{}, untrusted("trust.file-damaged", "name or key")
	}
	return Request{b.Key, b.X25519, b.Name}, nil
}

// invite writes an invitation.
func (a *Authority) invite(g Grant, b Bundle) ([]byte, error) {
	seed := random()
	sign, x := oneTimeKeys(seed)
	grant, err := a.certify([32]byte(sign.Public().(ed25519.PublicKey)), []byte{}, g)
	if err != nil {
		return nil, err
	}
	sealed, err := a.sealBundle(b, publicX25519(x))
	if err != nil {
		return nil, err
	}
	s, err := signBody(a.sign, signsInvitation, invitationBody{Version: 1, Seed: seed, Grant: grant, Bundle: sealed})
	if err != nil {
		return nil, err
	}
	return armor(lineInvitation, invitationFile{Body: s.Body, Sig: s.Sig})
}

// answer is what a box that asked is given: its certificate, and the bundle sealed to it.
func (a *Authority) answer(cert Certificate, b Bundle) ([]byte, error) {
	sealed, err := a.sealBundle(b, cert.X25519)
	if err != nil {
		return nil, err
	}
	return armor(lineAnswer, answerFile{Version: 1, Cert: cert.Raw, Bundle: sealed})
}

func (a *Authority) sealBundle(b Bundle, to [32]byte) ([]byte, error) {
	raw, err := a.signBundle(b)
	if err != nil {
		return nil, err
	}
	return sealTo(to, signsBundle, raw)
}

// oneTimeKeys are the two keys of an invitation.
func oneTimeKeys(seed [32]byte) (ed25519.PrivateKey, [32]byte) {
	sign := expand(seed[:], "yizhan/invitation/1/sign")
	return ed25519.NewKeyFromSeed(sign[:]), expand(seed[:], "yizhan/invitation/1/x25519")
}

// accept reads an invitation or an answer for this box: its certificate, and the
// bundle as the county signed it.
func accept(id Identity, file []byte) (cert Certificate, b Bundle, bundle []byte, err error) {
	var raw []byte
	if firstLine(file) == lineAnswer {
		raw, bundle, err = acceptAnswer(id, file)
	} else {
		raw, bundle, err = acceptInvitation(id, file)
	}
	if err != nil {
		return Certificate{}, Bundle{}, nil, err
	}
	if b, err = openBundle(bundle, [32]byte{}); err != nil {
		return Certificate{}, Bundle{}, nil, err
	}
	if cert, err = VerifyCertificate(b.CountyKey, raw); err != nil {
		return Certificate{}, Bundle{}, nil, err
	}
	if cert.Key != id.Key() || cert.X25519 != id.Recipient() {
		return Certificate{}, Bundle{}, nil, untrusted("trust.file-foreign", "certificate of another box")
	}
	return cert, b, bundle, nil
}

func acceptAnswer(id Identity, file []byte) (cert, bundle []byte, err error) {
	var f answerFile
	if err := unarmor(file, lineAnswer, &f); err != nil {
		return nil, nil, err
	}
	if f.Version != 1 {
		return nil, nil, newerFile(f.Version)
	}
	bundle, err = openSealed(id.X25519, signsBundle, f.Bundle)
	if err != nil {
		return nil, nil, untrusted("trust.file-foreign", "%w", err)
	}
	return f.Cert, bundle, nil
}

// acceptInvitation signs the box's own keys in with the invitation's.
func acceptInvitation(id Identity, file []byte) (cert, bundle []byte, err error) {
	var f invitationFile
	if err := unarmor(file, lineInvitation, &f); err != nil {
		return nil, nil, err
	}
	var body invitationBody
	if err := codec.Unmarshal(f.Body, &body); err != nil {
		return nil, nil, untrusted("trust.file-damaged", "%w", err)
	}
	if body.Version != 1 {
		return nil, nil, newerFile(body.Version)
	}
	sign, x := oneTimeKeys(body.Seed)
	if bundle, err = openSealed(x, signsBundle, body.Bundle); err != nil {
		return nil, nil, untrusted("trust.file-damaged", "%w", err)
	}
	b, err := openBundle(bundle, [32]byte{})
	if err != nil {
		return nil, nil, err
	}
	if !codec.Verify(b.CountyKey, signsInvitation, f.Body, f.Sig) {
		return nil, nil, untrusted("trust.file-damaged", "the county did not sign the file as it is")
	}
	link := certLink{Key: id.Key(), X25519: id.Recipient()}
	msg, err := codec.Marshal(linkBody{Grant: sum(body.Grant.Body), Key: link.Key, X25519: link.X25519})
	if err != nil {
		return nil, nil, err
	}
	link.Sig = codec.Sign(sign, signsEnroll, msg)
	if body.Grant.Link, err = codec.Marshal(link); err != nil {
		return nil, nil, err
	}
	cert, err = codec.Marshal(body.Grant)
	return cert, bundle, err
}
