package access

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Argon2id as RFC 9106 and OWASP give it for little memory: 27 ms on one core of
// the machine on which it was measured.
const (
	hashMemory = 19 << 10 // KiB
	hashTime   = 2
	hashLength = 32
	saltLength = 16
)

// form is the stored text: parameters, salt, hash. Only these parameters are
// read; when they change, another form is added.
const form = "$argon2id$v=19$m=19456,t=2,p=1$"

// turn waits until nobody else is hashing; a caller that gives up leaves the line.
func (g *Gate) turn(ctx context.Context) (done func(), err error) {
	select {
	case g.hash <- struct{}{}:
		return func() { <-g.hash }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// seal is what is stored of a secret. Callers have the turn.
func (g *Gate) seal(secret string) []byte {
	var salt [saltLength]byte
	rand.Read(salt[:])
	return []byte(form + base64.RawStdEncoding.EncodeToString(salt[:]) + "$" +
		base64.RawStdEncoding.EncodeToString(g.derive(secret, salt[:])))
}

// fits compares in constant time. Callers have the turn.
func (g *Gate) fits(stored []byte, secret string) (bool, error) {
	rest, ok := strings.CutPrefix(string(stored), form)
	saltText, hashText, found := strings.Cut(rest, "$")
	salt, err1 := base64.RawStdEncoding.DecodeString(saltText)
	want, err2 := base64.RawStdEncoding.DecodeString(hashText)
	if !ok || !found || err1 != nil || err2 != nil || len(salt) != saltLength || len(want) != hashLength {
		return false, fmt.Errorf("access: a stored secret of unknown form")
	}
	return subtle.ConstantTimeCompare(g.derive(secret, salt), want) == 1, nil
}

// waste takes as long as fits, so that an unknown name answers like a known one.
func (g *Gate) waste(secret string) { g.derive(secret, make([]byte, saltLength)) }

// derive hashes under the box's own key: four figures alone are tried out in
// minutes by whoever gets hold of the stored hash.
func (g *Gate) derive(secret string, salt []byte) []byte {
	mac := hmac.New(sha256.New, g.Pepper[:])
	mac.Write([]byte(secret))
	return argon2.IDKey(mac.Sum(nil), salt, hashTime, hashMemory, 1, hashLength)
}
