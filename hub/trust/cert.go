package trust

import (
	"encoding/base64"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Sizes. A certificate travels in a Serf tag, so that every byte counts.
const (
	MaxName        = 60  // bytes of a station's name: 20 characters
	MaxCertificate = 400 // bytes; base64 of it still leaves room within 512 of tags
	maxLanes       = 8
)

// Role is what a hub is for; it bounds the lanes that a certificate may name.
type Role uint8

const (
	RoleStation  Role = 1 // 驿站
	RoleHealth   Role = 2 // 乡镇卫生院
	RoleGuidance Role = 3 // 指导中心
	RoleCounty   Role = 4 // 县
)

func (r Role) String() string {
	switch r {
	case RoleStation:
		return "station"
	case RoleHealth:
		return "health"
	case RoleGuidance:
		return "guidance"
	case RoleCounty:
		return "county"
	}
	return "unknown"
}

// EveryTownship in a certificate's lanes stands for all township lanes of the county.
const EveryTownship hub.Lane = "township/*"

// Serial names one certificate that the county gave out: random, so that two
// offices that issue at the same time never meet.
type Serial [8]byte

// Certificate says that a key belongs to a hub, and which lanes it may write. It
// has no end: the day is for people to read, an old one warns and never bricks.
type Certificate struct {
	Serial   Serial
	Key      [32]byte // Ed25519
	X25519   [32]byte
	Name     string
	Role     Role
	Township string // 9 digits; empty: the whole county
	County   string // 6 digits
	Lanes    []hub.Lane
	Issued   hub.Day // empty where the county's clock was not known
	Invited  bool    // signed in by an invitation, which the county may see used twice
	Raw      []byte
}

// MayWrite says whether the lane is among the certificate's. A township's trail is for
// those who may write both the county's and the township's: it has no number of its own.
func (c Certificate) MayWrite(lane hub.Lane) bool {
	if !lane.Valid() {
		return false
	}
	if code, trail := lane.Trail(); trail {
		return c.MayWrite(hub.CountyLane(c.County)) && c.MayWrite(hub.TownshipLane(code))
	}
	_, township := lane.Township()
	return slices.Contains(c.Lanes, lane) || township && slices.Contains(c.Lanes, EveryTownship)
}

// Trail is where the hub notes looks, exports and how its box is.
func (c Certificate) Trail() hub.Lane {
	if c.Township == "" {
		return hub.CountyLane(c.County)
	}
	return hub.TrailLane(c.Township)
}

// Tag is the form of a certificate in a Serf tag.
func (c Certificate) Tag() string { return base64.RawStdEncoding.EncodeToString(c.Raw) }

// ParseTag reads what Tag wrote; whether to believe it is Members.Verify's question.
func ParseTag(tag string) ([]byte, error) {
	if len(tag) > base64.RawStdEncoding.EncodedLen(MaxCertificate) || strings.ContainsAny(tag, "\r\n") {
		return nil, hub.E(hub.CodeUntrusted, "trust.certificate")
	}
	raw, err := base64.RawStdEncoding.Strict().DecodeString(tag)
	if err != nil {
		return nil, hub.E(hub.CodeUntrusted, "trust.certificate").Because(err)
	}
	return raw, nil
}

// certFile is a certificate's byte form. Link is empty where the county certified
// the box's own key, and says who used the key where that was an invitation's.
type certFile struct {
	_    struct{} `cbor:",toarray"`
	Body []byte   // certBody
	Sig  []byte   // county, "cert"
	Link []byte   // certLink or empty
}

type certBody struct {
	_        struct{} `cbor:",toarray"`
	Version  uint8
	Serial   [8]byte
	Key      [32]byte
	X25519   []byte // 32 bytes; empty makes it an invitation: Key may only sign one box in
	Name     string
	Role     uint8
	Township uint32 // 0: none
	County   uint32
	Lanes    []uint32 // see laneNumber
	Issued   uint32   // 20261122; 0: not known
}

type certLink struct {
	_      struct{} `cbor:",toarray"`
	Key    [32]byte
	X25519 [32]byte
	Sig    []byte // invitation, "enroll", over linkBody
}

type linkBody struct {
	_      struct{} `cbor:",toarray"`
	Grant  [32]byte // SHA-256 of the body that the county signed
	Key    [32]byte
	X25519 [32]byte
}

// VerifyCertificate reads a certificate and proves it with the county's key alone:
// chain, signatures, form, and that no lane goes beyond the role.
func VerifyCertificate(county [32]byte, raw []byte) (Certificate, error) {
	if len(raw) > MaxCertificate {
		return Certificate{}, untrusted("trust.certificate", "%d bytes", len(raw))
	}
	var f certFile
	if err := codec.Unmarshal(raw, &f); err != nil {
		return Certificate{}, untrusted("trust.certificate", "%w", err)
	}
	var body certBody
	if err := (signed{Body: f.Body, Sig: f.Sig}).check(county, signsCert, &body); err != nil {
		return Certificate{}, untrusted("trust.certificate", "county: %w", err)
	}
	c, err := body.read()
	if err != nil {
		return Certificate{}, err
	}
	if c.Invited = len(body.X25519) == 0; c.Invited != (len(f.Link) > 0) {
		return Certificate{}, untrusted("trust.certificate", "invitation and link do not go together")
	}
	if c.Invited {
		if err := followLink(&c, f); err != nil {
			return Certificate{}, err
		}
	}
	if c.Key == ([32]byte{}) || !usable(c.X25519) {
		return Certificate{}, untrusted("trust.certificate", "keys of no use")
	}
	c.Raw = slices.Clone(raw)
	return c, nil
}

// followLink checks the invitation's signature and takes over the keys of the box
// that it signed in. Name, role and lanes stay the county's: an invitation has
// nothing of its own to give.
func followLink(c *Certificate, f certFile) error {
	var link certLink
	if err := codec.Unmarshal(f.Link, &link); err != nil {
		return untrusted("trust.certificate", "link: %w", err)
	}
	msg, err := codec.Marshal(linkBody{Grant: sum(f.Body), Key: link.Key, X25519: link.X25519})
	if err != nil {
		return err
	}
	if !codec.Verify(c.Key, signsEnroll, msg, link.Sig) {
		return untrusted("trust.certificate", "the invitation did not sign this box in")
	}
	c.Key, c.X25519 = link.Key, link.X25519
	return nil
}
