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

// Verifier says whose commits are taken: hub/trust's members and revocations. Answers
// may change while the store is open; after a new list, call Restand.
type Verifier interface {
	// Admit says whether commits of an origin may be taken: the proof is the origin's,
	// and its key may write the lane. limited: the key was revoked; of the origin only
	// what lies on the branch of upto stands (zero: nothing), and what is released.
	Admit(origin hub.Origin, proof hub.OriginProof) (upto hub.Head, limited bool, err error)
	// Released says whether a commit stands although its key was revoked.
	Released(id hub.ID) bool
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
	// Opener is the box whose wraps carry an id (codec.RecipientID): for whom to close
	// a new key; lost: it was revoked, so that keys which it could open seal nothing
	// more. nil, and ok false: not known.
	Opener func(id [8]byte) (r codec.Recipient, lost, ok bool)
	// Projections fill rows besides those of indexed fields.
	Projections []Projection
	// Measures is what is counted of records (CountFacts); nil: nothing is.
	Measures hub.Measurer
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

func (o Options) opener(id [8]byte) (r codec.Recipient, lost, ok bool) {
	if o.Opener == nil {
		return r, false, false
	}
	return o.Opener(id)
}

func publicKey(priv ed25519.PrivateKey) [32]byte {
	return [32]byte(priv.Public().(ed25519.PublicKey))
}
