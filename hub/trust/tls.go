package trust

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// oidCertificate marks the extension that carries a hub's certificate, so that a
// hub which was signed in by an invitation is known at its first call. The number
// lies in the arc for identifiers without registration (2.25).
var oidCertificate = asn1.ObjectIdentifier{2, 25, 0x79697a68, 1} // "yizh"

// TLS is both sides of a connection between hubs: TLS 1.3, each with its station
// key. verify gets the key that the peer has proven to hold and the certificate
// that it showed (nil if none); its error ends the handshake. No name, no
// authority of the machine and no clock has a say.
func TLS(id Identity, cert []byte, verify func(key [32]byte, cert []byte) error) (server, client *tls.Config, err error) {
	own, err := selfSigned(id, cert)
	if err != nil {
		return nil, nil, err
	}
	check := func(cs tls.ConnectionState) error {
		key, shown, err := peerOf(cs)
		if err != nil {
			return err
		}
		return verify(key, shown)
	}
	base := tls.Config{
		Certificates:           []tls.Certificate{own},
		MinVersion:             tls.VersionTLS13,
		SessionTicketsDisabled: true, // every connection is checked against the newest list
		VerifyConnection:       check,
		NextProtos:             []string{"yizhan/1"},
	}
	server, client = base.Clone(), base.Clone()
	server.ClientAuth = tls.RequireAnyClientCert
	client.InsecureSkipVerify = true // the web's authorities are not asked; check is
	client.ServerName = "hub"        // the same for all: an eavesdropper learns nothing from it
	return server, client, nil
}

// PeerKey is the station key at the other end of a finished handshake.
func PeerKey(cs tls.ConnectionState) ([32]byte, error) {
	key, _, err := peerOf(cs)
	return key, err
}

func peerOf(cs tls.ConnectionState) (key [32]byte, cert []byte, err error) {
	if len(cs.PeerCertificates) == 0 {
		return key, nil, untrusted("trust.stranger", "no certificate")
	}
	leaf := cs.PeerCertificates[0]
	pub, ok := leaf.PublicKey.(ed25519.PublicKey)
	if !ok || len(pub) != len(key) {
		return key, nil, untrusted("trust.stranger", "a %T is no station key", leaf.PublicKey)
	}
	for _, ext := range leaf.Extensions {
		if ext.Id.Equal(oidCertificate) {
			cert = ext.Value
		}
	}
	return [32]byte(pub), cert, nil
}

// selfSigned wraps the station key in the form that TLS asks for. Its dates cover
// every clock that a board may wake up with (RFC 5280, 4.1.2.5, for the last).
func selfSigned(id Identity, cert []byte) (tls.Certificate, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "hub"},
		NotBefore:    time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	}
	if len(cert) > 0 {
		template.ExtraExtensions = []pkix.Extension{{Id: oidCertificate, Value: cert}}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, id.Sign.Public(), id.Sign)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: id.Sign}, nil
}
