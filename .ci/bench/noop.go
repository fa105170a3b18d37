package main

import (
	"context"
	"crypto/tls"
	"errors"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/store"
	"yizhan/hub/trust"
	"yizhan/mesh/sync"
)

// nothingNew measures an exchange on an open connection when there is nothing to
// exchange. Boxes begin those by themselves, twice a minute; to begin one at will, the
// caller's folder is opened here, and its engine calls the other station's process.
func (o *ours) nothingNew(ctx context.Context, data string, wire *proxy, r *result) (err error) {
	b, err := box.Open(ctx, box.Config{Data: data})
	if err != nil {
		return err
	}
	defer b.Close()
	cert, _ := b.Trust().Certificate()
	server, client, err := trust.TLS(b.Trust().Identity(), cert.Raw, b.Trust().Members().Meet)
	if err != nil {
		return err
	}
	engine := sync.New(sync.Config{
		Self: b.Trust().Identity().Key(), Name: cert.Name, Log: engineLog{b.Store()}, Trust: engineTrust{b.Trust()},
		Server: server, Client: client,
	})
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- engine.Run(ctx) }()
	defer func() {
		cancel()
		err = errors.Join(err, <-ended)
	}()
	go engine.Dial(ctx, "http://"+wire.address()) // that it failed is seen below
	other, err := neighbour(b.Trust())
	if err != nil {
		return err
	}
	exchange := func() bool {
		complete, err := engine.Exchange(ctx, other)
		return complete && err == nil
	}
	if err := until(ctx, "both say that they are equal", 20*time.Millisecond, exchange); err != nil {
		return err
	}
	time.Sleep(2500 * time.Millisecond) // receipts, gathered for a second, have gone by
	r.noop, err = repeat(20, wire, func() error {
		if !exchange() {
			return errors.New("an exchange was not complete")
		}
		return nil
	})
	return err
}

// neighbour is the other station that a folder knows.
func neighbour(f *trust.Folder) ([32]byte, error) {
	for _, c := range f.Members().All() {
		if c.Key != f.Identity().Key() && c.Role == trust.RoleStation {
			return c.Key, nil
		}
	}
	return [32]byte{}, errors.New("the other station is not known here")
}

// engineLog and engineTrust plug a folder into the engine, as hub/box does.
type engineLog struct{ *store.Store }

func (l engineLog) Lanes(ctx context.Context) (out []sync.LaneSum, _ error) {
	lanes, err := l.Store.Lanes(ctx)
	for _, s := range lanes {
		if s.Lane != hub.LaneLocal {
			out = append(out, sync.LaneSum{Lane: s.Lane, Commits: s.Commits, Digest: s.Digest})
		}
	}
	return out, err
}

func (l engineLog) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error) {
	got, err := l.Store.Accept(ctx, batch, proofs)
	return sync.Accepted{New: got.New, Known: got.Known, Filled: got.Filled, Quarantined: got.Quarantined}, err
}

type engineTrust struct{ *trust.Folder }

func (t engineTrust) Peer(cs tls.ConnectionState) (sync.Peer, error) {
	key, err := trust.PeerKey(cs)
	return sync.Peer{Key: key}, errors.Join(err, t.Members().Allowed(key))
}

func (t engineTrust) MayRead(key [32]byte, lane hub.Lane) bool { return t.Members().MayRead(key, lane) }
func (t engineTrust) County(key [32]byte) bool                 { return t.Members().County(key) }
func (t engineTrust) CheckReceipt(r hub.Receipt) error         { return t.Members().CheckReceipt(r) }
