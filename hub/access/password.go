package access

import (
	"crypto/rand"
	"math/big"
	"strings"
)

// passwordLetters are letters and digits that nobody mistakes for each other on paper.
const passwordLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// NewPassword is one to be written down and given to somebody: 16 letters in groups of four: 79 bits.
func NewPassword() string {
	var groups []string
	for range 4 {
		var group strings.Builder
		for range 4 {
			n, err := rand.Int(rand.Reader, big.NewInt(int64(len(passwordLetters))))
			if err != nil {
				panic(err) // never since Go 1.24
			}
			group.WriteByte(passwordLetters[n.Int64()])
		}
		groups = append(groups, group.String())
	}
	return strings.Join(groups, "-")
}
