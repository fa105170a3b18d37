package care

import (
	"strings"
	"time"

	"yizhan/hub"
)

// Identity is what a citizen's ID number says (GB 11643-1999): six digits of the
// place where it was given, eight of the birth date, three in order of which the
// last is odd for men, a check digit.
type Identity struct {
	No    string // 18 characters, X large
	Birth hub.Day
	Sex   string // GB/T 2261.1: 1, 2
}

// CheckIdentity reads an ID number as people type it: spaces, dashes, full-width
// digits and a small x are put right, nothing else is. The error is the first
// thing that cannot be.
func CheckIdentity(text string) (Identity, *hub.Error) {
	no := strings.ToUpper(bare(text))
	digits := strings.Trim(no, "0123456789") == ""
	switch n := len(no); {
	case n == 15 && digits:
		return Identity{}, identityError("identity.old")
	case !digits && strings.Trim(no, "0123456789X") != "", !digits && strings.IndexByte(no, 'X') < n-1:
		return Identity{}, identityError("identity.letters")
	case n < 18:
		return Identity{}, identityError("identity.short", 18-n)
	case n > 18:
		return Identity{}, identityError("identity.long", n-18)
	}
	if !identityRegion(no[:6]) {
		return Identity{}, identityError("identity.region")
	}
	birth, err := time.ParseInLocation("20060102", no[6:14], hub.China)
	if err != nil || birth.Year() < 1900 {
		return Identity{}, identityError("identity.birth")
	}
	if want, _ := IdentityDigit(no[:17]); want != no[17] {
		return Identity{}, identityError("identity.sum")
	}
	sex := "2"
	if no[16]%2 == 1 {
		sex = "1"
	}
	return Identity{no, hub.DayOf(birth), sex}, nil
}

func identityError(key string, args ...any) *hub.Error {
	return hub.E(hub.CodeInvalid, key, args...).In("id_no")
}

// identityRegion says whether six digits can be a place: a province of GB/T 2260
// (83 too: 居住证 of people from Taiwan; 91: foreigners' residence), then a city and a
// county that are not both 00. The county itself may have been dissolved long ago.
func identityRegion(six string) bool {
	const provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91"
	return strings.Contains(provinces, six[:2]) && six[2:] != "0000"
}

// IdentityDigit is the check digit of 17 digits (ISO 7064, MOD 11-2); ok is false
// for anything else.
func IdentityDigit(first17 string) (digit byte, ok bool) {
	if len(first17) != 17 || strings.Trim(first17, "0123456789") != "" {
		return 0, false
	}
	rest := 0
	for i := range first17 {
		rest = (rest + int(first17[i]-'0')) * 2 % 11
	}
	return "10X98765432"[rest], true
}

// Differs compares the number with what was said of the child; an unknown sex (0,
// 9, empty) or birth says nothing. Questions, since either may be the slip.
func (id Identity) Differs(sex string, birth hub.Day) hub.Errors {
	var out hub.Errors
	if (sex == "1" || sex == "2") && sex != id.Sex {
		key := "identity.boy"
		if id.Sex == "2" {
			key = "identity.girl"
		}
		out = append(out, hub.E(hub.CodeQuestion, key).In("sex"))
	}
	said, ok1 := birth.Time()
	written, ok2 := id.Birth.Time()
	if ok1 && ok2 && !said.Equal(written) {
		out = append(out, hub.E(hub.CodeQuestion, "identity.day", longDate(written), longDate(said)).In("birth"))
	}
	return out
}

// CheckBirthCertificate reads a 出生医学证明 number by the county's form of it (the
// built-in one: a letter and nine digits, certainty M).
func (r *Rules) CheckBirthCertificate(text string) (string, *hub.Error) {
	no := strings.ToUpper(bare(text))
	if len(no) > 20 || !r.certificate.MatchString(no) {
		return "", hub.E(hub.CodeInvalid, "identity.certificate").In("birth_cert")
	}
	return no, nil
}
