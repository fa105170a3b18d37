package backup

import (
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strings"

	"yizhan/hub"
)

// A 恢复码 is eight groups of five digits. Four of each are drawn, 106 bits in all,
// and the fifth checks them and the group's place: whoever types it from paper hears
// which group to look at again.
const (
	codeGroups = 8
	codeDrawn  = 4
	codeGroup  = codeDrawn + 1
)

// CodeDigits is how many digits a 恢复码 has.
const CodeDigits = codeGroups * codeGroup

// DrawCode draws a new 恢复码, as digits without spaces.
func DrawCode() string {
	var out strings.Builder
	for group := range codeGroups {
		digits := make([]byte, 0, codeGroup)
		for len(digits) < codeDrawn {
			digits = append(digits, '0'+drawDigit())
		}
		out.Write(append(digits, checkDigit(group, digits)))
	}
	return out.String()
}

// drawDigit is 0–9, each equally likely.
func drawDigit() byte {
	var b [1]byte
	for {
		rand.Read(b[:]) // never fails since Go 1.24
		if b[0] < 250 {
			return b[0] % 10
		}
	}
}

// damm is H. M. Damm's quasigroup of order 10 (2004): its check digit notices every
// single wrong digit and every swap of two neighbours.
var damm = [10][10]byte{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
	{4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
	{6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
	{9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

func checkDigit(group int, digits []byte) byte {
	sum := damm[0][group]
	for _, d := range digits {
		sum = damm[sum][d-'0']
	}
	return '0' + sum
}

// ReadCode takes a 恢复码 as a person types it, spaces and dashes anywhere.
// Errors: CodeInvalid with the number of the first group that cannot be right.
func ReadCode(typed string) (code string, err error) {
	digits := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\t', '\n', '\r', '　':
			return -1
		}
		return r
	}, typed)
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			return "", hub.E(hub.CodeInvalid, "backup.code-digits").In("code")
		}
	}
	if len(digits) != CodeDigits {
		return "", hub.E(hub.CodeInvalid, "backup.code-length", CodeDigits, len(digits)).In("code")
	}
	for group := range codeGroups {
		if err := CheckGroup(group, digits[group*codeGroup:(group+1)*codeGroup]); err != nil {
			return "", err
		}
	}
	return digits, nil
}

// CheckGroup says whether one group, from 0, can be right: a pad asks for one at a time.
func CheckGroup(group int, digits string) error {
	if len(digits) != codeGroup || group < 0 || group >= codeGroups || !codeGroupRight(group, digits) {
		return hub.E(hub.CodeInvalid, "backup.code-group", group+1).In("code")
	}
	return nil
}

func codeGroupRight(group int, digits string) bool {
	return digits[codeDrawn] == checkDigit(group, []byte(digits[:codeDrawn]))
}

// SayCode is a 恢复码 as it is shown: groups parted by spaces.
func SayCode(code string) string {
	var groups []string
	for i := 0; i+codeGroup <= len(code); i += codeGroup {
		groups = append(groups, code[i:i+codeGroup])
	}
	return strings.Join(groups, " ")
}

// CodeKey is the X25519 key of a 恢复码, so that a box can close for it every night
// without keeping it: HKDF-SHA256 over the digits. What is drawn has 106 bits, so
// that there is nothing for a slow derivation to protect.
func CodeKey(code string) (private, public [32]byte, err error) {
	b, err := hkdf.Key(sha256.New, []byte(code), nil, "yizhan/backup-code/1", 32)
	if err != nil {
		return private, public, fmt.Errorf("backup: code key: %w", err)
	}
	key, err := ecdh.X25519().NewPrivateKey(b)
	if err != nil {
		return private, public, fmt.Errorf("backup: code key: %w", err)
	}
	return [32]byte(b), [32]byte(key.PublicKey().Bytes()), nil
}
