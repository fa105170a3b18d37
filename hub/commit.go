package hub

import "time"

// Sizes that every hub agrees on.
const (
	MaxCommit  = 256 << 10 // bytes of a commit, all parts
	MaxCarried = 1200      // bytes of a commit that gossip carries whole
	AnchorSeqs = 64        // every 64th seq is an anchor …
	AnchorRun  = 128 << 10 // … and the commit with which this many bytes have passed
	MaxLam     = 1 << 53   // lam stops here, and origin alone decides
)

// ClockQuality says how far a wall time can be believed (DESIGN: clocks).
type ClockQuality uint8

const (
	ClockUnknown   ClockQuality = iota // the board's own idea after power-up
	ClockPersisted                     // the last time that was stored
	ClockPeer                          // a phone or a neighbour said so
	ClockConfirmed                     // staff confirmed it
	ClockCounty                        // the county or NTP
)

// Header is what is hashed and signed. Its encoding is COMMIT.md's.
type Header struct {
	Format uint8 // 1
	Alg    uint8 // 1: Ed25519, SHA-256
	Anchor bool
	Origin Origin
	Seq    uint64 // from 1, gapless
	Prev   Hash   // H(previous header); zero for seq 1
	Lam    uint64
	Boot   [8]byte // which boot of the box
	Wall   int64   // Unix milliseconds, evidence only
	Clock  ClockQuality
	Author ID // staff record; zero: the box itself
	Batch  ID // import, or one act on two lanes; zero: none
	Parts  []PartHead
}

// PartHead ties a part to its header without showing it.
type PartHead struct {
	Subject ID
	Gate    Purpose
	Hash    Hash // H(salt ‖ part)
}

// Part is all changes of one subject under one gate in a commit. It is sealed,
// withheld, and erased as a unit.
type Part struct {
	Salt    [16]byte // random; keeps an erased part from being guessed
	Key     KeyName  // the subject key that seals Box; zero: nothing is sealed
	Changes []Change
	Box     []byte // the sealed values, in order; see COMMIT.md
}

// KeyName names a subject's key: the first 8 bytes of its hash.
type KeyName [8]byte

func (k KeyName) IsZero() bool { return k == KeyName{} }

// Change is the fields that one edit of one record touched.
type Change struct {
	Kind   Kind
	Record ID
	Period string // set for once-per records: Record is then DeriveID(Kind, subject, Period)
	Fields []FieldChange
}

// FieldChange is one field of a change. Value is nil where the field is cleared,
// and also where it is sealed and could not be opened (Opened false).
type FieldChange struct {
	No       uint32
	Sealed   bool
	Opened   bool // Value is known; always true where not Sealed
	Value    any  // nil, bool, int64, string, []byte, ID or []any of these
	Replaces []ID // commits whose versions of this field it replaces
}

// Commit is one act of one person: the unit of log, signature, gossip and
// acknowledgement.
type Commit struct {
	ID     ID // first 16 bytes of H(header)
	Header Header
	Raw    []byte   // the header's bytes
	Sig    []byte   // nil between anchors, where the run's last signature proves it
	Parts  [][]byte // bytes of each part; nil where withheld, erased or not here
}

// CommitRef is what the fold needs to know of a commit.
type CommitRef struct {
	ID     ID
	Lam    uint64
	Origin Origin
}

// Sent is what a record now says, as it went out to the hubs of its lane.
type Sent struct {
	Record Record
	At     time.Time         // when the newest of it was written
	Author ID                // who wrote that; zero: the box itself
	Heads  map[Origin]uint64 // seq of the newest commit of each origin that says something of it
}

// IsWith says whether somebody has all of it, by the seq up to which she signed for each
// origin.
func (s Sent) IsWith(upto map[Origin]uint64) bool {
	for origin, seq := range s.Heads {
		if upto[origin] < seq {
			return false
		}
	}
	return len(s.Heads) > 0
}
