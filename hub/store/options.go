package store

import (
	"crypto/ed25519"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
)

// Keys is the box's own keys, and for whom it closes what it writes. hub/box
// makes one of hub/trust's identity and members; answers may change while the
// store is open (a box is enrolled).
type Keys interface {
	Sign() ed25519.PrivateKey                   // the station key
	X25519() [32]byte                           // private; opens wraps
	BoxKey() [32]byte                           // seals what lies on this box
	Recipients(lane hub.Lane) []codec.Recipient // besides this box itself
	Certificate(lane hub.Lane) []byte           // nil where there is none
}

// Verifier says whether a key may write a lane: hub/trust's members and
// revocations. A nil error lets it.
type Verifier interface {
	MayWrite(key [32]byte, lane hub.Lane, cert []byte) error
}

// Holder is what the holder of a receipt is to this box.
type Holder int

const (
	Stranger  Holder = iota // does not count
	Neighbour               // another hub of the lane
	County
)

// Options is what a store needs of the rest of the box.
type Options struct {
	Keys     Keys
	Verifier Verifier // nil refuses everything from peers, and all own lanes but local
	Forms    *form.Registry
	Clock    hub.Clock
	// Holder tells neighbours from the county among the holders of receipts; nil:
	// all are strangers.
	Holder func(key [32]byte) Holder
	// Card says for which kinds of subject a family card's secret is drawn and
	// wrapped in with the first key (child, pregnancy); nil: none.
	Card func(kind hub.Kind) bool
	// Projections fill rows besides those of indexed fields.
	Projections []Projection
}

// Projection turns a record into rows by which it is found again, inside the
// transaction that folds it. It sees only what this box can read, and its rows
// are in no digest.
type Projection interface {
	// Name changes whenever the rows would: the folds are then built anew.
	Name() string
	Kinds() []hub.Kind
	// Project is a pure function of the record.
	Project(rec hub.Record) []Row
}

// Row says that the record is found under a name and value. Values order as text.
type Row struct{ Name, Value string }

func (o Options) holder(key [32]byte) Holder {
	if o.Holder == nil {
		return Stranger
	}
	return o.Holder(key)
}

func publicKey(priv ed25519.PrivateKey) [32]byte {
	return [32]byte(priv.Public().(ed25519.PublicKey))
}
