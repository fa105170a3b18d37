package box

import (
	"context"
	"crypto/tls"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/store"
	"yizhan/hub/trust"
	"yizhan/mesh/sync"
)

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
type syncLog struct {
	*store.Store
	confirmed func() // told when receipts came: screens say how far records have got
}

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

func (l syncLog) Sum(ctx context.Context, lane hub.Lane) (sync.LaneSum, error) {
	s, err := l.Store.Lane(ctx, lane)
	return sync.LaneSum{Lane: lane, Commits: s.Commits, Digest: s.Digest}, err
}

// Lacking asks for damaged commits besides those of which a part is missing.
func (l syncLog) Lacking(ctx context.Context, lane hub.Lane, most int) ([]hub.ID, error) {
	ids, err := l.Store.Damaged(ctx, lane)
	if err != nil || len(ids) >= most {
		return ids[:min(len(ids), most)], err
	}
	more, err := l.Store.Lacking(ctx, lane, most-len(ids))
	return append(ids, more...), err
}

func (l syncLog) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error) {
	if _, err := l.Store.Mend(ctx, batch); err != nil {
		return sync.Accepted{}, err
	}
	got, err := l.Store.Accept(ctx, batch, proofs)
	out := sync.Accepted{New: got.New, Known: got.Known, Filled: got.Filled, Quarantined: got.Quarantined}
	for _, r := range got.Refused {
		out.Refused = append(out.Refused, r.Commit)
	}
	return out, err
}

func (l syncLog) PutReceipts(ctx context.Context, rs []hub.Receipt) (int, error) {
	newer, err := l.Store.PutReceipts(ctx, rs)
	if newer > 0 {
		l.confirmed()
	}
	return newer, err
}

// syncTrust is trust as mesh/sync wants it; the county's lists are the folder's.
type syncTrust struct{ *trust.Folder }

func (t syncTrust) Peer(cs tls.ConnectionState) (sync.Peer, error) {
	key, err := trust.PeerKey(cs)
	if err != nil {
		return sync.Peer{}, err
	}
	if err := t.Members().Allowed(key); err != nil {
		return sync.Peer{}, err
	}
	cert, _ := t.Members().Get(key)
	return sync.Peer{Key: key, Name: cert.Name}, nil
}

func (t syncTrust) key(cs tls.ConnectionState) ([32]byte, error) {
	p, err := t.Peer(cs)
	return p.Key, err
}

func (t syncTrust) MayRead(key [32]byte, lane hub.Lane) bool { return t.Members().MayRead(key, lane) }
func (t syncTrust) Concerns(key [32]byte, list string) bool  { return t.Members().Concerns(key, list) }
func (t syncTrust) County(key [32]byte) bool                 { return t.Members().County(key) }
func (t syncTrust) CheckReceipt(r hub.Receipt) error         { return t.Members().CheckReceipt(r) }

// calls is the exchange as the fleet wants it.
type calls struct{ net *network }

func (c calls) Peers() (out []fleet.Peer) {
	engine := c.net.engine.Load()
	if engine == nil {
		return nil
	}
	for _, p := range engine.Status().Peers {
		out = append(out, fleet.Peer{Key: p.Key, Connected: p.Connected, Seconds: p.Seconds})
	}
	return out
}
