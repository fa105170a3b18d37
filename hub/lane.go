package hub

import "strings"

// Lane says whom commits are for. Lanes are the only replication filter: a hub
// holds a lane whole or not at all, and each lane folds alone.
type Lane string

const (
	LaneLocal  Lane = "local"  // this box only, before enrolment
	LanePublic Lane = "public" // everybody reads, only the county writes
	LaneCounty Lane = "county" // the county alone
)

// TownshipLane is held by the hubs of a township, its health centre and the county.
// The code has 9 digits (6 county, 3 township).
func TownshipLane(code string) Lane { return Lane("township/" + code) }

// CountyLane carries what is sealed to the county and written by hubs that serve no
// single township. All hubs of the county hold it, so that little may be written there:
// what each of a thousand wrote would reach each of a thousand. The code has 6 digits.
func CountyLane(code string) Lane { return Lane("county/" + code) }

// TrailLane carries looks, exports and box health of a township's hubs, held by those
// who hold the township's lane and sealed to the county. The code has 9 digits.
func TrailLane(code string) Lane { return Lane("county/" + code) }

// Township returns the code of a township lane.
func (l Lane) Township() (code string, ok bool) { return strings.CutPrefix(string(l), "township/") }

// Trail returns the code of a township's trail.
func (l Lane) Trail() (code string, ok bool) {
	code, ok = strings.CutPrefix(string(l), "county/")
	if !ok || !digits(code, 9) {
		return "", false
	}
	return code, true
}

// Valid says whether l is one of the lanes that exist.
func (l Lane) Valid() bool {
	switch l {
	case LaneLocal, LanePublic, LaneCounty:
		return true
	}
	if code, ok := strings.CutPrefix(string(l), "township/"); ok {
		return digits(code, 9)
	}
	if code, ok := strings.CutPrefix(string(l), "county/"); ok {
		return digits(code, 6) || digits(code, 9)
	}
	return false
}

func digits(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Origin names one gapless run of commits by one key in one epoch and one lane:
// the first 16 bytes of H(station key, epoch, lane).
type Origin ID

func (o Origin) String() string { return ID(o).String() }

// IsZero says whether o means "none".
func (o Origin) IsZero() bool { return o == Origin{} }

func (o Origin) MarshalText() ([]byte, error)  { return ID(o).MarshalText() }
func (o *Origin) UnmarshalText(b []byte) error { return (*ID)(o).UnmarshalText(b) }

// Head is how far an origin is known: its last commit without a gap before it.
type Head struct {
	Seq uint64 // 1 is the first; 0 means nothing is known
	ID  ID
}

// Span is a run of commits, both ends included.
type Span struct{ From, To uint64 }

// Reach is what a hub holds of one origin: everything up to Head, and runs beyond a gap.
type Reach struct {
	Head   Head
	Beyond []Span // ascending, not touching
}

// Vector is what a hub holds of one lane.
type Vector map[Origin]Reach

// Receipt is a hub's signed word that it holds an origin up to a commit, stored
// durably. It is no commit: only the newest counts, and whoever has it passes it on.
type Receipt struct {
	Holder [32]byte // Ed25519 key of the hub that holds
	Origin Origin
	Head   Head
	Sig    []byte // over "yizhan/receipt/1" 0x00 ‖ CBOR [holder, origin, seq, id]
}

// OriginProof says whose an origin is: Origin must be OriginOf it, and Cert must
// certify Key for Lane. A hub learns proofs before it accepts an origin's commits.
type OriginProof struct {
	Key   [32]byte // Ed25519
	Epoch [16]byte
	Lane  Lane
	Cert  []byte // hub/trust certificate; empty in the local lane
}
