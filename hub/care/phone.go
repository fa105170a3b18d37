package care

import (
	"strings"

	"yizhan/hub"
)

// CheckPhone reads a telephone number as people write it: a mobile of 11 digits, or
// a landline with its area code (0355-2068123 → 03552068123). Spaces, dashes,
// brackets, full-width digits and +86 are put right.
func CheckPhone(text string) (string, *hub.Error) {
	no := strings.NewReplacer("(", "", ")", "", ".", "").Replace(bare(text))
	for _, country := range []string{"+86", "0086"} {
		if rest, ok := strings.CutPrefix(no, country); ok {
			no = rest
			break
		}
	}
	n := len(no)
	bad := func(key string, args ...any) (string, *hub.Error) {
		return "", hub.E(hub.CodeInvalid, key, args...).In("phone")
	}
	switch {
	case n == 0:
		return bad("phone.empty")
	case strings.Trim(no, "0123456789") != "":
		return bad("phone.letters")
	case no[0] == '0':
		if area := areaDigits(no); n-area < 7 || n-area > 8 {
			return bad("phone.landline")
		}
		return no, nil
	case (n == 7 || n == 8) && no[0] != '1':
		return bad("phone.area")
	case n < 11:
		return bad("phone.short", 11-n)
	case n > 11:
		return bad("phone.long", n-11)
	case no[0] != '1' || no[1] < '3':
		return bad("phone.start")
	}
	return no, nil
}

// areaDigits is the length of a landline's area code: 010 and 02x have three
// digits, all others four.
func areaDigits(no string) int {
	if len(no) > 1 && (no[1] == '1' || no[1] == '2') {
		return 3
	}
	return 4
}

// MaskPhone hides the middle: 138****0421, 0355***8123. What is too short to hide
// is hidden whole.
func MaskPhone(no string) string {
	head := 3
	if strings.HasPrefix(no, "0") {
		head = areaDigits(no)
	}
	if len(no) < head+5 {
		return strings.Repeat("*", len(no))
	}
	return no[:head] + strings.Repeat("*", len(no)-head-4) + no[len(no)-4:]
}
