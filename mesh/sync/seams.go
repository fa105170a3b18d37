package sync

import (
	"context"
	"crypto/tls"

	"yizhan/hub"
)

// Log is the log that an Engine keeps equal with its peers. It is safe for
// concurrent use.
type Log interface {
	// Lanes are the lanes held here, each with its sums.
	Lanes(ctx context.Context) ([]LaneSum, error)
	// Sum is one of them; of a lane that is not held: nothing.
	Sum(ctx context.Context, lane hub.Lane) (LaneSum, error)
	// Vector is what is held of a lane; the caller keeps it and changes nothing.
	Vector(ctx context.Context, lane hub.Lane) (hub.Vector, error)
	// Since returns commits of the lane that a hub with vector theirs lacks:
	// origin by origin, in order of seq, each run ending at a commit with a
	// signature, at most maxCommits and about maxBytes (one run at least). A head
	// of 2^53 means that nothing of the origin is wanted.
	Since(ctx context.Context, lane hub.Lane, theirs hub.Vector, maxCommits, maxBytes int) (commits []hub.Commit, more bool, err error)
	// Accept verifies and stores commits durably before it returns. A commit that
	// cannot be believed is refused alone; err means that nothing is known.
	Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (Accepted, error)
	// Proofs says whose the origins of a lane are.
	Proofs(ctx context.Context, lane hub.Lane) (map[hub.Origin]hub.OriginProof, error)
	// Commit is one commit as this hub may send it.
	Commit(ctx context.Context, id hub.ID) (hub.Commit, error)
	// Lacking is at most so many commits of the lane of which a part is not here
	// although it may be: its consent has come since.
	Lacking(ctx context.Context, lane hub.Lane, most int) ([]hub.ID, error)
	// Held is this hub's signed word on what it holds of a lane, one an origin.
	Held(ctx context.Context, lane hub.Lane) ([]hub.Receipt, error)
	// PutReceipts keeps receipts that have been checked, those that are newer, in
	// one transaction; newer is how many.
	PutReceipts(ctx context.Context, rs []hub.Receipt) (newer int, err error)
	// Receipts are the newest of every (holder, origin).
	Receipts(ctx context.Context) ([]hub.Receipt, error)
	// Watch tells of every commit stored, own and accepted. A zero News means
	// that some were missed.
	Watch() (news <-chan hub.News, stop func())
}

// LaneSum is a lane's sums: equal on hubs that hold the same commits.
type LaneSum struct {
	Lane    hub.Lane
	Commits int64
	Digest  hub.Digest
}

// Accepted is what became of a batch.
type Accepted struct {
	New, Known int
	Filled     int      // of the known: brought a part that was missing
	Refused    []hub.ID // forged, of a foreign lane, not certified
	// Quarantined are those of the new that are believed and cannot be read: kept,
	// handed on, and not folded.
	Quarantined []hub.ID
}

// Trust says who a key is and what it may hold.
type Trust interface {
	// Peer names the hub at the other end of a finished handshake. An error ends
	// the session: no certificate, revoked, another county.
	Peer(tls.ConnectionState) (Peer, error)
	// MayRead says whether a hub may hold a lane, by its certificate and the
	// revocations known now. It is asked again before each batch.
	MayRead(key [32]byte, lane hub.Lane) bool
	// County says whether a key is the county's: its receipts are passed on to all.
	County(key [32]byte) bool
	// CheckReceipt says whether a receipt is the word of a hub that is trusted.
	CheckReceipt(hub.Receipt) error
	// Lists are the county-signed lists held here (revocations, members, …) with
	// their numbers; a higher number replaces a lower one.
	Lists() map[string]uint64
	// Concerns says whether a hub itself has use for a list; others it only carries.
	Concerns(key [32]byte, list string) bool
	List(name string) ([]byte, error)
	TakeList(name string, signed []byte) error
}

// Peer is the hub at the other end.
type Peer struct {
	Key  [32]byte // Ed25519 station key
	Name string   // from its certificate
}
