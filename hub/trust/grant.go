package trust

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"yizhan/hub"
)

// Grant is what the county gives a hub with a certificate.
type Grant struct {
	Name     string
	Role     Role       // zero: a station
	Township string     // 9 digits; empty only where the role serves the whole county
	Lanes    []hub.Lane // nil: what is usual for the role
	Issued   hub.Day    // may be empty
}

// usualLanes is what a role writes where the county says nothing else.
func usualLanes(role Role, township, county string) []hub.Lane {
	switch {
	case role == RoleCounty:
		return []hub.Lane{hub.LanePublic, hub.LaneCounty, hub.CountyLane(county), EveryTownship}
	case township == "":
		return []hub.Lane{hub.CountyLane(county), EveryTownship}
	}
	return []hub.Lane{hub.CountyLane(county), hub.TownshipLane(township)}
}

// withinRole is the issuer's right: only the county writes what everybody reads
// or what the county keeps to itself, a station or health centre writes no other
// township than its own, and nobody gives away the local lane.
func withinRole(c Certificate, lane hub.Lane) bool {
	township, isTownship := lane.Township()
	switch {
	case lane == hub.LanePublic || lane == hub.LaneCounty:
		return c.Role == RoleCounty
	case lane == hub.CountyLane(c.County):
		return true
	case lane == EveryTownship:
		return c.Role == RoleCounty || c.Role == RoleGuidance && c.Township == ""
	case isTownship:
		return township == c.Township || c.Role == RoleCounty || c.Role == RoleGuidance
	}
	return false
}

// Numbers of lanes in a certificate: five bytes where the text needs twenty.
const (
	numberPublic        = 1
	numberCounty        = 2
	numberEveryTownship = 3
)

func laneNumber(lane hub.Lane) (uint32, bool) {
	switch lane {
	case hub.LanePublic:
		return numberPublic, true
	case hub.LaneCounty:
		return numberCounty, true
	case EveryTownship:
		return numberEveryTownship, true
	}
	if !lane.Valid() {
		return 0, false
	}
	_, code, ok := strings.Cut(string(lane), "/")
	n, err := strconv.ParseUint(code, 10, 32)
	return uint32(n), ok && err == nil && n >= 100000
}

func laneOfNumber(n uint32) (hub.Lane, bool) {
	switch {
	case n == numberPublic:
		return hub.LanePublic, true
	case n == numberCounty:
		return hub.LaneCounty, true
	case n == numberEveryTownship:
		return EveryTownship, true
	case isCounty(n):
		return hub.CountyLane(codeText(n)), true
	case isTownship(n):
		return hub.TownshipLane(codeText(n)), true
	}
	return "", false
}

// Division codes begin with a province, 11 to 82, so that their length is known.
func isCounty(n uint32) bool     { return 100_000 <= n && n <= 999_999 }
func isTownship(n uint32) bool   { return 100_000_000 <= n && n <= 999_999_999 }
func codeText(n uint32) string   { return strconv.FormatUint(uint64(n), 10) }
func sum(b []byte) [32]byte      { return sha256.Sum256(b) }
func codeNumber(s string) uint32 { n, _ := strconv.ParseUint(s, 10, 32); return uint32(n) }

// bodyOf turns a grant into the body that the county signs, or says what is wrong
// with the grant.
func bodyOf(g Grant, county string) (certBody, error) {
	if g.Role == 0 {
		g.Role = RoleStation
	}
	if g.Lanes == nil {
		g.Lanes = usualLanes(g.Role, g.Township, county)
	}
	b := certBody{
		Version: 1, Name: g.Name, Role: uint8(g.Role),
		Township: codeNumber(g.Township), County: codeNumber(county),
		Issued: dayNumber(g.Issued),
	}
	if !niceName(g.Name) {
		return b, hub.E(hub.CodeInvalid, "trust.name", MaxName/3).In("name")
	}
	if g.Township != "" && !isTownship(b.Township) {
		return b, hub.E(hub.CodeInvalid, "trust.township").In("township")
	}
	for _, lane := range g.Lanes {
		n, ok := laneNumber(lane)
		if !ok {
			return b, hub.E(hub.CodeInvalid, "trust.lane").In("lanes")
		}
		b.Lanes = append(b.Lanes, n)
	}
	slices.Sort(b.Lanes)
	if _, err := b.read(); err != nil {
		return b, hub.E(hub.CodeInvalid, "trust.lane").In("lanes").Because(err)
	}
	return b, nil
}

// read checks a body, whoever signed it: a slip of the county's tools must not
// become a right.
func (b certBody) read() (Certificate, error) {
	c := Certificate{Serial: b.Serial, Key: b.Key, Name: b.Name, Role: Role(b.Role), County: codeText(b.County)}
	copy(c.X25519[:], b.X25519)
	if b.Township != 0 {
		c.Township = codeText(b.Township)
	}
	var known bool
	c.Issued, known = dayOfNumber(b.Issued)
	switch {
	case b.Version != 1:
		return c, untrusted("trust.newer", "version %d", b.Version)
	case len(b.X25519) != 0 && len(b.X25519) != 32:
		return c, untrusted("trust.certificate", "X25519 of %d bytes", len(b.X25519))
	case !niceName(b.Name) || !known || b.Role < uint8(RoleStation) || b.Role > uint8(RoleCounty):
		return c, untrusted("trust.certificate", "name, day or role")
	case !isCounty(b.County) || b.Township != 0 && !isTownship(b.Township):
		return c, untrusted("trust.certificate", "place")
	case b.Township == 0 && c.Role != RoleCounty && c.Role != RoleGuidance:
		return c, untrusted("trust.certificate", "a %v without township", c.Role)
	case len(b.Lanes) == 0 || len(b.Lanes) > maxLanes:
		return c, untrusted("trust.certificate", "%d lanes", len(b.Lanes))
	}
	for i, n := range b.Lanes {
		lane, ok := laneOfNumber(n)
		if !ok || i > 0 && b.Lanes[i-1] >= n || !withinRole(c, lane) {
			return c, untrusted("trust.lane-beyond", "lane number %d for a %v", n, c.Role)
		}
		c.Lanes = append(c.Lanes, lane)
	}
	return c, nil
}

func niceName(s string) bool {
	return s != "" && len(s) <= MaxName && utf8.ValidString(s) && strings.TrimSpace(s) == s &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// dayNumber is a day as people read it, in five bytes instead of eleven.
func dayNumber(d hub.Day) uint32 {
	if _, ok := d.Time(); !ok {
		return 0
	}
	return codeNumber(strings.ReplaceAll(string(d), "-", ""))
}

func dayOfNumber(n uint32) (hub.Day, bool) {
	if n == 0 {
		return "", true
	}
	d := hub.Day(fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100))
	_, ok := d.Time()
	return d, ok
}

// untrusted is a refusal with the reason for the log.
func untrusted(key, format string, args ...any) error {
	return hub.E(hub.CodeUntrusted, key).Because(fmt.Errorf("trust: "+format, args...))
}
