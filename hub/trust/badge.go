package trust

import (
	"crypto/ed25519"
	"crypto/subtle"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"yizhan/hub"
)

// Badge is what an officer carries to stations: who she is, in the county's word, and
// with what PIN she proves it. A box checks it offline; nothing on it is secret by itself.
//
// What a badge resists once somebody else has it: at a box the PIN is asked behind the
// lock-out of hub/access, so that a million PINs are out of reach there. Whoever copies
// the figures off the card can try them at home: 19 MiB and about 27 ms a try, a night
// of one fast machine for all six figures. So it ends after BadgeDays at most, the
// county takes it back with one record, it opens a tile for one day at one box and in
// front of those who work there, and every use is on the trail.
type Badge struct {
	Officer  hub.ID
	Name     string
	Role     hub.Role // county, township or health
	Township string   // 9 digits: she is let in there alone; "": in the whole county
	Made     int64    // second of the county's clock; of an officer's badges the later one counts
	Until    hub.Day  // the last day on which it counts
	proof    [16]byte // of the PIN
}

// BadgeDays is how long a badge counts at most.
const BadgeDays = 365

const (
	badgeKind    = "3" // the first figure: 1 is a request, 2 a part of an answer
	badgeLongest = 60  // bytes of a name
	signsBadge   = "badge"
)

// badgeRoles by the number that stands in a badge.
var badgeRoles = []hub.Role{"", hub.RoleCounty, hub.RoleTownship, hub.RoleHealth}

type badgeBody struct {
	_        struct{} `cbor:",toarray"`
	Version  uint8
	Officer  [16]byte
	Name     string
	Role     uint8  // place in badgeRoles
	Township uint32 // 0: the whole county
	Made     uint64
	Until    uint32 // 20270221
	Proof    [16]byte
}

// BadgeFigures are how many figures a badge may have: a scanner's script tells them
// from a family's card by their number.
const (
	BadgeShortest = 250
	BadgeLongest  = 600
)

// BadgeFor says whether officers of a role have badges.
func BadgeFor(role hub.Role) bool { return role != "" && slices.Contains(badgeRoles, role) }

// SignBadge makes a badge under a PIN of six figures and answers it as figures, the last
// two of which check the others (ISO 7064, mod 97-10). Errors: CodeInvalid.
func (a *Authority) SignBadge(b Badge, pin string) (figures string, err error) {
	until, ok := b.Until.Time()
	role := slices.Index(badgeRoles, b.Role)
	switch {
	case !sixFigures(pin):
		return "", hub.E(hub.CodeInvalid, "badge.pin").In("pin")
	case b.Officer.IsZero() || role <= 0 || b.Made <= 0:
		return "", hub.E(hub.CodeInvalid, "badge.role")
	case b.Township != "" && !hub.TownshipLane(b.Township).Valid():
		return "", hub.E(hub.CodeInvalid, "enroll.township", b.Township)
	case b.Name == "" || len(b.Name) > badgeLongest || !utf8.ValidString(b.Name):
		return "", hub.E(hub.CodeInvalid, "badge.name")
	case !ok:
		return "", hub.E(hub.CodeInvalid, "badge.until").In("until")
	}
	s, err := signBody(a.sign, signsBadge, badgeBody{
		Version: 1, Officer: b.Officer, Name: b.Name, Role: uint8(role), Township: codeNumber(b.Township),
		Made: uint64(b.Made), Until: codeNumber(until.Format("20060102")), Proof: b.prove(pin),
	})
	if err != nil {
		return "", err
	}
	return badgeText(s), nil
}

// badgeText is a signed badge as figures.
func badgeText(s signed) string {
	raw := append([]byte{1}, append(s.Sig, s.Body...)...) // the 1 keeps zeros at the front
	text := badgeKind + new(big.Int).SetBytes(raw).String()
	return text + badgeCheck(text)
}

// ReadBadge reads figures that SignBadge of the county with this key made, however they
// were spaced. Whether it still counts, the caller asks: days and withdrawals are no
// matter of a signature. Errors: CodeInvalid for figures that were misread,
// CodeUntrusted for a badge that this county never gave.
func ReadBadge(county [32]byte, figures string) (Badge, error) {
	text, err := onlyDigits(figures)
	if err != nil || len(text) < BadgeShortest || len(text) > BadgeLongest || text[:1] != badgeKind ||
		badgeCheck(text[:len(text)-2]) != text[len(text)-2:] {
		return Badge{}, hub.E(hub.CodeInvalid, "badge.figures")
	}
	n, ok := new(big.Int).SetString(text[1:len(text)-2], 10)
	if !ok {
		return Badge{}, hub.E(hub.CodeInvalid, "badge.figures")
	}
	raw := n.Bytes()
	if len(raw) < 1+ed25519.SignatureSize || raw[0] != 1 || n.String() != text[1:len(text)-2] {
		return Badge{}, hub.E(hub.CodeInvalid, "badge.figures")
	}
	var body badgeBody
	s := signed{Sig: raw[1 : 1+ed25519.SignatureSize], Body: raw[1+ed25519.SignatureSize:]}
	if err := s.check(county, signsBadge, &body); err != nil {
		return Badge{}, hub.E(hub.CodeUntrusted, "badge.other").Because(err)
	}
	if body.Version != 1 || body.Role == 0 || int(body.Role) >= len(badgeRoles) {
		return Badge{}, hub.E(hub.CodeUntrusted, "trust.newer").Because(fmt.Errorf("badge version %d, role %d", body.Version, body.Role))
	}
	day := strconv.Itoa(int(body.Until))
	b := Badge{Officer: body.Officer, Name: body.Name, Role: badgeRoles[body.Role], Made: int64(body.Made), proof: body.Proof}
	if len(day) == 8 {
		b.Until = hub.Day(day[:4] + "-" + day[4:6] + "-" + day[6:])
	}
	if body.Township != 0 {
		b.Township = fmt.Sprintf("%09d", body.Township)
	}
	return b, nil
}

// Fits says whether a PIN is the one that its owner chose. It takes 19 MiB: callers ask
// one at a time.
func (b Badge) Fits(pin string) bool {
	if !sixFigures(pin) {
		return false
	}
	proof := b.prove(pin)
	return subtle.ConstantTimeCompare(proof[:], b.proof[:]) == 1
}

// prove is what a badge holds of its PIN: Argon2id with the parameters of hub/access. The
// salt is no secret and no two badges share one: whose it is and when it was made.
func (b Badge) prove(pin string) [16]byte {
	salt := sum(fmt.Appendf(nil, "yizhan/badge/1 %s %d", b.Officer, b.Made))
	return [16]byte(argon2.IDKey([]byte(pin), salt[:16], 2, 19<<10, 1, 16))
}

func sixFigures(pin string) bool { return len(pin) == 6 && strings.Trim(pin, "0123456789") == "" }

// badgeCheck are two figures that notice a wrong one, and two that changed places.
func badgeCheck(text string) string {
	rest := 0
	for i := range len(text) {
		rest = (rest*10 + int(text[i]-'0')) % 97
	}
	return fmt.Sprintf("%02d", 98-rest*100%97)
}
