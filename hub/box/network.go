package box

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	stdsync "sync"
	"sync/atomic"
	"syscall"
	"time"

	"yizhan/hub"
	"yizhan/hub/store"
	"yizhan/hub/trust"
	"yizhan/mesh"
	"yizhan/mesh/link"
	"yizhan/mesh/sync"
)

// network is the running exchange with other hubs; it begins with the enrolment.
type network struct {
	once   stdsync.Once
	joined chan struct{} // tells that the enrolment has changed
	engine atomic.Pointer[sync.Engine]
	mesh   atomic.Pointer[mesh.Mesh]
	link   atomic.Pointer[link.Link]
}

// wake tells the network that the enrolment has changed.
func (n *network) wake() {
	select {
	case n.signal() <- struct{}{}:
	default:
	}
}

func (n *network) signal() chan struct{} {
	n.once.Do(func() { n.joined = make(chan struct{}, 1) })
	return n.joined
}

// runNetwork exchanges records with neighbours and county while the box is
// enrolled; before, it waits.
func (b *Box) runNetwork(ctx context.Context) error {
	for ctx.Err() == nil {
		cert, enrolled := b.trust.Certificate()
		if !enrolled {
			select {
			case <-ctx.Done():
				return nil
			case <-b.net.signal():
				continue
			}
		}
		if err := b.exchange(ctx, cert); err != nil {
			return err
		}
	}
	return nil
}

// exchange runs engine, mesh and upstream until ctx ends or the enrolment changes.
func (b *Box) exchange(ctx context.Context, cert trust.Certificate) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server, client, err := trust.TLS(b.trust.Identity(), cert.Raw, b.trust.Members().Meet)
	if err != nil {
		return err
	}
	engine := sync.New(sync.Config{
		Self: b.trust.Identity().Key(), Name: cert.Name, Log: b.log(), Files: peerFiles{b.files}, Trust: syncTrust{b.trust},
		Server: server, Client: client, Rate: b.cfg.Rate, Logger: b.cfg.Log,
	})
	b.net.engine.Store(engine)
	defer b.net.engine.Store(nil)
	asks := b.newLink(server, client)
	defer asks.Close()
	b.net.link.Store(asks)
	defer b.net.link.Store(nil)

	var work stdsync.WaitGroup
	failed := make(chan error, 4)
	start := func(run func(context.Context) error) {
		work.Go(func() {
			if err := survive(ctx, run); err != nil && ctx.Err() == nil {
				failed <- err
			}
		})
	}
	start(engine.Run)
	if cert.Role != trust.RoleCounty {
		start(func(ctx context.Context) error { return engine.Upstream(ctx, b.countyURLs) })
		start(func(ctx context.Context) error { return nudge(ctx, b.ways, engine.Nudge) })
	}
	if b.cfg.Mesh != "" {
		start(func(ctx context.Context) error { return b.keepMeeting(ctx, cert, engine) })
	}
	select {
	case <-ctx.Done():
	case <-b.net.signal():
	case err = <-failed:
	}
	cancel()
	work.Wait()
	return err
}

// survive turns a panic into an error: the supervisor starts the part again, and the
// desk does not notice.
func survive(ctx context.Context, run func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("box: a part panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return run(ctx)
}

// countyURLs are the county's addresses: what was set here, then what it said.
func (b *Box) countyURLs() []string {
	urls := b.trust.Bundle().URLs
	if b.cfg.County != "" {
		urls = append([]string{b.cfg.County}, urls...)
	}
	return urls
}

// meetAgain is how long a hub without a way to its neighbours waits before it tries
// once more.
const meetAgain = 15 * time.Second

// keepMeeting meets the neighbours until ctx ends. What keeps it from them, a port
// that is taken, does not keep it from the county.
func (b *Box) keepMeeting(ctx context.Context, cert trust.Certificate, engine *sync.Engine) error {
	for {
		err := survive(ctx, func(ctx context.Context) error { return b.meet(ctx, cert, engine) })
		if ctx.Err() != nil {
			return nil
		}
		b.cfg.Log.Warn("no way to the neighbours; tried again in a moment", "cause", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(meetAgain):
		}
	}
}

// meet joins the township's mesh, and opens the listener that its hubs call, until
// ctx ends or one of the two does.
func (b *Box) meet(ctx context.Context, cert trust.Certificate, engine *sync.Engine) error {
	addr, err := b.cfg.syncAddress()
	if err != nil {
		return err
	}
	l, err := listen(addr)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	mux := http.NewServeMux()
	mux.Handle(sync.Path, engine.Handler())
	mux.HandleFunc(link.Path, b.serveLink)
	mux.Handle(joinPath, b.door)
	mux.HandleFunc(listPath, b.serveList)
	server := b.cfg.server(mux)
	served := make(chan error, 1)
	go func() {
		served <- server.Serve(l)
		cancel()
	}()
	if !isLoopback(b.cfg.Mesh) {
		go b.showDoor(ctx, l.Addr().String())
	}
	m := mesh.New(mesh.Config{
		Self: b.trust.Identity().Key(), Bind: b.cfg.Mesh, Lane: b.Lane(), Sync: l.Addr().String(),
		Keys:  func() [][]byte { return b.trust.Keyring(cert.Township) },
		Tag:   func() string { return b.tag() },
		Check: func(tag string) (mesh.Member, error) { return b.checkTag(tag, cert.Township) },
		Log:   b.log(), Syncer: engine, Table: peerTable{b.local}, Join: b.cfg.Join,
		MDNS: !isLoopback(b.cfg.Mesh), Logger: b.cfg.Log,
		Sign: b.signAlarm, Alarm: b.bell.heard,
	})
	b.net.mesh.Store(m)
	defer b.net.mesh.Store(nil)
	err = m.Run(ctx)
	server.Close()
	if gone := <-served; err == nil && !errors.Is(gone, http.ErrServerClosed) {
		err = gone
	}
	return err
}

// showDoor tells new boxes on the LAN where they may ask, until ctx ends.
func (b *Box) showDoor(ctx context.Context, addr string) {
	key := b.trust.Identity().Key()
	if err := mesh.ShowDoor(ctx, fmt.Sprintf("%x", key[:8]), addr); err != nil {
		b.cfg.Log.Info("new boxes on this network will not find the way in by themselves", "cause", err)
	}
}

// syncAddress is where neighbours call: as told, or the mesh's address and a free port.
func (c Config) syncAddress() (string, error) {
	if c.Sync != "" {
		return c.Sync, nil
	}
	host, _, err := net.SplitHostPort(c.Mesh)
	if err != nil {
		return "", hub.E(hub.CodePort, "box.address", c.Mesh).Because(err)
	}
	return net.JoinHostPort(host, "0"), nil
}

// tryAddresses says at the start, while somebody still looks, that an address for
// phones or neighbours is taken or none of this machine's.
func (c Config) tryAddresses() error {
	if err := errors.Join(c.checkPhones(), c.checkPublic()); err != nil {
		return err
	}
	if c.Mesh == "" {
		return nil
	}
	addr, err := c.syncAddress()
	if err != nil {
		return err
	}
	for _, a := range []string{c.Mesh, addr} {
		l, err := listen(a)
		if errors.Is(err, syscall.EADDRINUSE) {
			return hub.E(hub.CodePort, "box.port-near", a).Because(err)
		}
		if err != nil {
			return err
		}
		if err := l.Close(); err != nil {
			return err
		}
	}
	return nil
}

// isLoopback: several hubs on one machine find each other by --join; mDNS would
// tell the LAN of addresses that nobody else can reach.
func isLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}

func (b *Box) tag() string {
	cert, _ := b.trust.Certificate()
	return cert.Tag()
}

// checkTag reads a member's certificate: the county's word, for this township.
func (b *Box) checkTag(tag, township string) (mesh.Member, error) {
	raw, err := trust.ParseTag(tag)
	if err != nil {
		return mesh.Member{}, err
	}
	c, err := b.trust.Members().Learn(raw)
	if err != nil {
		return mesh.Member{}, err
	}
	if c.Township != township && c.Township != "" {
		return mesh.Member{}, hub.E(hub.CodeUntrusted, "trust.foreign")
	}
	return mesh.Member{Key: c.Key, Name: c.Name}, nil
}

// peerTable remembers neighbours in local.db.
type peerTable struct{ local *store.Local }

func (t peerTable) Neighbours(ctx context.Context) ([]mesh.Neighbour, error) {
	peers, err := t.local.Peers(ctx)
	if err != nil {
		return nil, err
	}
	var out []mesh.Neighbour
	for _, p := range peers {
		out = append(out, mesh.Neighbour{Name: p.Name, Address: p.Address})
	}
	return out, nil
}

func (t peerTable) PutNeighbour(ctx context.Context, n mesh.Neighbour) error {
	return t.local.PutPeer(ctx, store.Peer{Name: n.Name, Address: n.Address})
}
