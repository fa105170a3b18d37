package trust

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"yizhan/hub"
)

// A request as figures: a scanner types them whatever the keyboard is set to, a
// phone's camera shows them, and a patient person can write them. It holds the two
// keys; the name is the county's to give. Written in rows, each with its own check,
// so that whoever mistypes is told the row.
const (
	digitRows  = 9
	digitRow   = 20 // figures of a row, the last two its check
	digitData  = digitRow - 2
	digitKeys  = 155 // 64 bytes as a number
	digitWhole = 6   // of the hash over both keys
	digitKind  = "1"
)

// Digits are the figures of a request: nine rows of twenty.
func (r Request) Digits() string {
	text := digitKind + decimal(append(r.Key[:], r.X25519[:]...), digitKeys) + r.check()
	var out strings.Builder
	for row := range digitRows {
		data := text[row*digitData : (row+1)*digitData]
		out.WriteString(data + rowCheck(row, data))
	}
	return out.String()
}

// Fingerprint is twelve figures of both keys, to be compared by telephone before the
// county certifies them: 0421 7735 9014.
func (r Request) Fingerprint() string { return twelve(r.Key[:], r.X25519[:]) }

func (r Request) check() string {
	h := sum(append([]byte("yizhan/digits/1"), append(r.Key[:], r.X25519[:]...)...))
	return lastDigits(binary.BigEndian.Uint64(h[:]), digitWhole)
}

// ReadDigits reads what Digits wrote, however it was spaced. A row that does not add
// up is named, from 1.
func ReadDigits(text string) (Request, error) {
	text, err := onlyDigits(text)
	switch {
	case err != nil:
		return Request{}, err
	case len(text) < digitRows*digitRow:
		return Request{}, hub.E(hub.CodeInvalid, "trust.digits-short", len(text), digitRows*digitRow)
	case len(text) > digitRows*digitRow:
		return Request{}, hub.E(hub.CodeInvalid, "trust.digits-long", len(text), digitRows*digitRow)
	}
	var data strings.Builder
	for row := range digitRows {
		part := text[row*digitRow : (row+1)*digitRow]
		if part[digitData:] != rowCheck(row, part[:digitData]) {
			return Request{}, hub.E(hub.CodeInvalid, "trust.digits-row", row+1)
		}
		data.WriteString(part[:digitData])
	}
	all := data.String()
	if all[:1] != digitKind {
		return Request{}, hub.E(hub.CodeInvalid, "trust.digits-other")
	}
	var r Request
	keys, ok := bytesOf(all[1:1+digitKeys], 64)
	if ok {
		r.Key, r.X25519 = [32]byte(keys[:32]), [32]byte(keys[32:])
	}
	if !ok || all[1+digitKeys:] != r.check() || !usable(r.X25519) {
		return Request{}, hub.E(hub.CodeInvalid, "trust.digits-other")
	}
	return r, nil
}

// rowCheck are two figures that tell a row from one with a figure changed, two
// neighbours swapped, or the row of another place (ISO 7064, mod 97-10).
func rowCheck(row int, data string) string {
	rest := row + 1
	for _, c := range data + "00" {
		rest = (rest*10 + int(c-'0')) % 97
	}
	return fmt.Sprintf("%02d", 98-rest)
}

// onlyDigits drops what stands between figures when people write or paste them.
func onlyDigits(text string) (string, error) {
	if len(text) > MaxEnrolFile {
		return "", hub.E(hub.CodeTooLarge, "trust.file-large")
	}
	var out strings.Builder
	for _, c := range text {
		switch {
		case '0' <= c && c <= '9':
			out.WriteRune(c)
		case '０' <= c && c <= '９': // a keyboard left at full width
			out.WriteRune(c - '０' + '0')
		case strings.ContainsRune(" \t\r\n-　", c):
		default:
			return "", hub.E(hub.CodeInvalid, "trust.digits-letters")
		}
	}
	return out.String(), nil
}

// decimal is bytes as a number of so many figures.
func decimal(b []byte, figures int) string {
	return fmt.Sprintf("%0*s", figures, new(big.Int).SetBytes(b).String())
}

// bytesOf is what decimal wrote; a number that n bytes cannot hold is none of its.
func bytesOf(text string, n int) ([]byte, bool) {
	v, ok := new(big.Int).SetString(text, 10)
	if !ok || v.BitLen() > 8*n {
		return nil, false
	}
	return v.FillBytes(make([]byte, n)), true
}

// twelve are figures that two people can read to each other.
func twelve(parts ...[]byte) string {
	var all []byte
	for _, p := range parts {
		all = append(all, p...)
	}
	h := sum(all)
	s := lastDigits(binary.BigEndian.Uint64(h[:]), 12)
	return s[:4] + " " + s[4:8] + " " + s[8:]
}

func lastDigits(n uint64, figures int) string {
	s := strconv.FormatUint(n, 10)
	return (strings.Repeat("0", figures) + s)[len(s):]
}
