package bundle

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"filippo.io/age"
)

// Files are sealed in the age format (age-encryption.org/v1) to X25519 keys: the
// age program opens one too, with the key that a backup holds. Keys reach the
// library in its text form, which is Bech32 (BIP 173).

const bech32Letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32 writes a 32-byte key; hrp is in small letters.
func bech32(hrp string, key [32]byte) string {
	var groups []byte // of five bits
	acc, bits := uint(0), 0
	for _, b := range key {
		acc, bits = acc<<8|uint(b), bits+8
		for ; bits >= 5; bits -= 5 {
			groups = append(groups, byte(acc>>(bits-5)&31))
		}
	}
	groups = append(groups, byte(acc<<(5-bits)&31))
	check := uint32(1)
	step := func(v byte) {
		top := check >> 25
		check = (check&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	for _, c := range []byte(hrp) {
		step(c >> 5)
	}
	step(0)
	for _, c := range []byte(hrp) {
		step(c & 31)
	}
	var out strings.Builder
	out.WriteString(hrp + "1")
	for _, g := range groups {
		step(g)
		out.WriteByte(bech32Letters[g])
	}
	for range 6 {
		step(0)
	}
	check ^= 1
	for i := range 6 {
		out.WriteByte(bech32Letters[check>>(5*(5-i))&31])
	}
	return out.String()
}

// sealTo begins a sealed file for the owners of these public keys.
func sealTo(w io.Writer, keys [][32]byte) (io.WriteCloser, error) {
	var to []age.Recipient
	for _, k := range keys {
		r, err := age.ParseX25519Recipient(bech32("age", k))
		if err != nil {
			return nil, err
		}
		to = append(to, r)
	}
	return age.Encrypt(w, to...)
}

// maxSealHead bounds what the head of a sealed file makes its reader hold: 5,000
// recipients.
const maxSealHead = 1 << 20

var errSealHead = errors.New("bundle: the head of a sealed file is too long")

// unseal opens a file with this hub's private key. It never yields a byte that was
// not authenticated, and a file that was cut fails at the cut.
func unseal(r io.Reader, private [32]byte) (io.Reader, error) {
	id, err := age.ParseX25519Identity(strings.ToUpper(bech32("age-secret-key-", private)))
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(r, maxSealHead)
	head, err := in.Peek(maxSealHead)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !bytes.Contains(head, []byte("\n--- ")) {
		return nil, errSealHead
	}
	return age.Decrypt(in, id)
}
