package sync

import (
	"fmt"

	"yizhan/hub"
)

// The bodies of frames. Each is a CBOR array of its fields in this order; the
// layout of a type never changes, what is new becomes a new type.

// Hello is the first frame from either side.
type Hello struct {
	_        struct{} `cbor:",toarray"`
	Min, Max uint8    // protocol numbers that the hub speaks
	Name     string   // its hub's name, for people; ≤ 64 bytes
	Lists    map[string]uint64
	Lanes    []LaneState // the lanes that it holds and the other may hold
	Features []string    // what it can besides; unknown ones mean nothing
}

// LaneState is what a hub holds of a lane, in three numbers.
type LaneState struct {
	_       struct{} `cbor:",toarray"`
	Lane    hub.Lane
	Vector  hub.Hash // HashVector
	Commits uint64
	Digest  hub.Hash
}

// List is a county-signed list that the other side has an older one of.
type List struct {
	_      struct{} `cbor:",toarray"`
	Name   string
	Number uint64
	Signed []byte
}

// Sums is one eight-byte sum for each origin of a lane, in the order of origins.
// A higher round asks the other for its sums; the answer has the same round.
type Sums struct {
	_     struct{} `cbor:",toarray"`
	Lane  hub.Lane
	Round uint64
	Sums  []byte
}

// Lines tells how far the sender holds origins. Round 0 is news; otherwise they
// are those of the round that the other's sums do not contain, in one or more
// frames.
type Lines struct {
	_     struct{} `cbor:",toarray"`
	Lane  hub.Lane
	Round uint64
	Last  bool // the round's last frame
	Lines []Line
}

// Line is one origin's reach.
type Line struct {
	_      struct{} `cbor:",toarray"`
	Origin hub.Origin
	Seq    uint64
	ID     hub.ID
	Beyond []uint64 // from, to, from, to, …
}

// State tells how the sender's lane stands now; Ask wants the same in return.
type State struct {
	_   struct{} `cbor:",toarray"`
	Now LaneState
	Ask bool
}

// Proofs says whose origins are, before the first commit of each.
type Proofs struct {
	_      struct{} `cbor:",toarray"`
	Lane   hub.Lane
	Proofs []Proof
}

// Proof is a hub.OriginProof on the wire.
type Proof struct {
	_      struct{} `cbor:",toarray"`
	Origin hub.Origin
	Key    [32]byte
	Epoch  [16]byte
	Cert   []byte
}

// Batch is commits of one lane, numbered from 1 within the session and direction.
type Batch struct {
	_      struct{} `cbor:",toarray"`
	Number uint64
	Lane   hub.Lane
	Packed []byte // Pack
}

// Want asks for commits whose header the sender has and of which it lacks a part.
// They come in a batch, as far as the other has more of them.
type Want struct {
	_    struct{} `cbor:",toarray"`
	Lane hub.Lane
	IDs  []hub.ID // at most 500
}

// Ack says that a batch is stored: it comes after the receiver's transaction.
type Ack struct {
	_       struct{} `cbor:",toarray"`
	Number  uint64
	New     uint32
	Known   uint32
	Refused []hub.ID // at most 500
}

// Receipts are passed on by whoever has them.
type Receipts struct {
	_        struct{} `cbor:",toarray"`
	Receipts []Receipt
}

// Receipt is a hub.Receipt on the wire.
type Receipt struct {
	_      struct{} `cbor:",toarray"`
	Holder [32]byte
	Origin hub.Origin
	Seq    uint64
	ID     hub.ID
	Sig    []byte
}

// Bye is the last frame before a side closes on purpose.
type Bye struct {
	_      struct{} `cbor:",toarray"`
	Reason string
}

// Still says nothing but that the line is open.
type Still struct {
	_ struct{} `cbor:",toarray"`
}

// Reasons of a Bye.
const (
	byeVersion = "version" // no protocol number in common
	byeTwice   = "twice"   // another session with the same hub is kept
	byeRefused = "refused" // no longer trusted
	byeClosing = "closing" // this hub stops
	byeFrame   = "frame"   // the other sent what no honest peer sends
	byeIdle    = "idle"    // nobody needs the connection now
	byeQuota   = "quota"   // the other has sent too much for nothing
)

func newBody(kind uint8) any {
	switch kind {
	case typeHello:
		return &Hello{}
	case typeList:
		return &List{}
	case typeSums:
		return &Sums{}
	case typeLines:
		return &Lines{}
	case typeState:
		return &State{}
	case typeProofs:
		return &Proofs{}
	case typeBatch:
		return &Batch{}
	case typeAck:
		return &Ack{}
	case typeReceipts:
		return &Receipts{}
	case typeBye:
		return &Bye{}
	case typeWant:
		return &Want{}
	case typeStill:
		return &Still{}
	case typeAsk:
		return &Ask{}
	case typePiece:
		return &Piece{}
	case typeHaving:
		return &Having{}
	}
	return nil
}

// maxLists is how many lists a Hello may name.
const maxLists = 64

func (h *Hello) check() error {
	if h.Min == 0 || h.Min > h.Max || len(h.Name) > 64 || len(h.Lists) > maxLists || len(h.Features) > 64 {
		return fmt.Errorf("numbers %d–%d, name of %d bytes", h.Min, h.Max, len(h.Name))
	}
	for _, l := range h.Lanes {
		if !l.Lane.Valid() {
			return fmt.Errorf("lane %q", l.Lane)
		}
	}
	return nil
}

func (s *Sums) check() error {
	if s.Round == 0 || len(s.Sums)%8 != 0 {
		return fmt.Errorf("round %d, %d bytes of sums", s.Round, len(s.Sums))
	}
	return nil
}

func (l *Lines) check() error {
	for _, line := range l.Lines {
		if err := line.check(); err != nil {
			return err
		}
	}
	return nil
}

func (l Line) check() error {
	if len(l.Beyond)%2 != 0 {
		return fmt.Errorf("half a span")
	}
	last := l.Seq
	if last > maxSeq {
		return fmt.Errorf("seq %d", last)
	}
	for i := 0; i < len(l.Beyond); i += 2 {
		from, to := l.Beyond[i], l.Beyond[i+1]
		apart := last + 2
		if i == 0 {
			apart = last + 1 // of a forked origin: its head ends where the branches part
		}
		if from < apart || to < from || to > maxSeq {
			return fmt.Errorf("span %d–%d after %d", from, to, last)
		}
		last = to
	}
	return nil
}

func (r *Receipts) check() error {
	for _, r := range r.Receipts {
		if len(r.Sig) != 64 {
			return fmt.Errorf("signature of %d bytes", len(r.Sig))
		}
	}
	return nil
}
