// Package fleet is the other hubs as this one knows them: how much of each one's
// records is here and elsewhere, when it was last spoken with, whose card two boxes
// used, who holds a lane, and who asks to be let in. It reads, and decides nothing.
package fleet

import (
	"log/slog"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// Fleet is the hubs that one box knows. Every box has one.
type Fleet struct {
	Store *store.Store
	Local *store.Local
	Trust *trust.Folder
	Desk  *desk.Desk
	Clock hub.Clock
	Log   *slog.Logger
	Calls Calls

	met meetings
}

// Calls is the exchange with other hubs.
type Calls interface {
	// Peers are those spoken with since the exchange began; none while there is none.
	Peers() []Peer
}

// Peer is a hub that was spoken with.
type Peer struct {
	Key       [32]byte
	Connected bool  // now
	Seconds   int64 // since it was last heard
}
