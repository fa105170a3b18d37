package box

import (
	"context"
	"crypto/ed25519"
	"crypto/tls"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/store"
	"yizhan/hub/trust"
	"yizhan/mesh/sync"
)

// storeKeys gives the store the keys that trust holds.
type storeKeys struct {
	trust *trust.Folder
	share func() bool // the township lets all its stations open its records
}

func (k storeKeys) Sign() ed25519.PrivateKey { return k.trust.Identity().Sign }
func (k storeKeys) X25519() [32]byte         { return k.trust.Identity().X25519 }
func (k storeKeys) BoxKey() [32]byte         { return k.trust.Identity().Box }

func (k storeKeys) Recipients(lane hub.Lane) []codec.Recipient {
	return k.trust.Recipients(lane, k.share())
}

func (k storeKeys) Certificate(lane hub.Lane) []byte {
	if cert, ok := k.trust.Certificate(); ok && lane != hub.LaneLocal {
		return cert.Raw
	}
	return nil
}

// holder tells neighbours from the county among those who sign receipts.
func (b *Box) holder(key [32]byte) store.Holder {
	cert, ok := b.trust.Members().Get(key)
	switch {
	case !ok || key == b.trust.Identity().Key():
		return store.Stranger
	case cert.Role == trust.RoleCounty:
		return store.County
	}
	return store.Neighbour
}

// syncLog is the store as mesh/sync wants it.
type syncLog struct{ *store.Store }

func (l syncLog) Lanes(ctx context.Context) ([]sync.LaneSum, error) {
	lanes, err := l.Store.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	var out []sync.LaneSum
	for _, s := range lanes {
		if s.Lane != hub.LaneLocal {
			out = append(out, sync.LaneSum{Lane: s.Lane, Commits: s.Commits, Digest: s.Digest})
		}
	}
	return out, nil
}

func (l syncLog) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error) {
	got, err := l.Store.Accept(ctx, batch, proofs)
	out := sync.Accepted{New: got.New, Known: got.Known, Filled: got.Filled}
	for _, r := range got.Refused {
		out.Refused = append(out.Refused, r.Commit)
	}
	return out, err
}

// syncTrust is trust as mesh/sync wants it.
type syncTrust struct{ trust *trust.Folder }

func (t syncTrust) Peer(cs tls.ConnectionState) (sync.Peer, error) {
	key, err := trust.PeerKey(cs)
	if err != nil {
		return sync.Peer{}, err
	}
	if err := t.trust.Members().Allowed(key); err != nil {
		return sync.Peer{}, err
	}
	cert, _ := t.trust.Members().Get(key)
	return sync.Peer{Key: key, Name: cert.Name}, nil
}

// MayRead: a township's lane is for its hubs and the county; looks lie on the same
// hubs, sealed to the county; the county's own lane is the county's alone.
func (t syncTrust) MayRead(key [32]byte, lane hub.Lane) bool {
	if t.trust.Members().Allowed(key) != nil {
		return false
	}
	cert, ok := t.trust.Members().Get(key)
	if !ok {
		return false
	}
	if code, isTownship := lane.Township(); isTownship {
		return cert.Role == trust.RoleCounty || cert.Township == code || cert.MayWrite(lane)
	}
	switch lane {
	case hub.LanePublic:
		return true
	case hub.LaneLocal:
		return false
	case hub.LaneCounty:
		return cert.Role == trust.RoleCounty
	}
	return lane == hub.CountyLane(cert.County)
}

func (t syncTrust) County(key [32]byte) bool {
	cert, ok := t.trust.Members().Get(key)
	return ok && cert.Role == trust.RoleCounty
}

func (t syncTrust) SignReceipt(origin hub.Origin, head hub.Head) (hub.Receipt, error) {
	id := t.trust.Identity()
	return codec.SignReceipt(id.Sign, hub.Receipt{Holder: id.Key(), Origin: origin, Head: head}), nil
}

func (t syncTrust) CheckReceipt(r hub.Receipt) error {
	if err := t.trust.Members().Allowed(r.Holder); err != nil {
		return err
	}
	if !codec.VerifyReceipt(r) {
		return hub.E(hub.CodeUntrusted, "trust.receipt")
	}
	return nil
}

// The one list that every hub passes on today is the county's revocations.
const listRevocations = "revocations"

func (t syncTrust) Lists() map[string]uint64 {
	list, raw := t.trust.Members().Revocations()
	if raw == nil {
		return nil
	}
	return map[string]uint64{listRevocations: list.Number}
}

func (t syncTrust) List(name string) ([]byte, error) {
	if name != listRevocations {
		return nil, hub.E(hub.CodeNotFound, "trust.list")
	}
	_, raw := t.trust.Members().Revocations()
	return raw, nil
}

func (t syncTrust) TakeList(name string, signed []byte) error {
	if name != listRevocations {
		return nil // a list that a later release knows
	}
	_, err := t.trust.ApplyList(signed)
	return err
}
