package mesh_test

import (
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	stdsync "sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/mesh"
	"yizhan/mesh/sync"
)

const lane = hub.Lane("township/140427103")

// town is the hubs of one township: real stores in temporary folders, real
// sync engines and real Serf on loopback addresses.
type town struct {
	t       testing.TB
	county  ed25519.PrivateKey // signs certificates; nobody's station key
	gossip  [][]byte
	mu      stdsync.Mutex
	revoked map[[32]byte]bool
	known   map[[32]byte]string // certificates that were good
	hubs    []*box
	walls   map[[2]*box]bool // sync connections that cannot be made
}

func newTown(t testing.TB, n int) *town {
	_, county, _ := ed25519.GenerateKey(rand.Reader)
	gossip := make([]byte, 32)
	rand.Read(gossip)
	w := &town{t: t, county: county, gossip: [][]byte{gossip}, revoked: map[[32]byte]bool{}, known: map[[32]byte]string{}, walls: map[[2]*box]bool{}}
	for range n {
		w.add()
	}
	t.Cleanup(w.stop)
	return w
}

// stop ends all hubs at the same time: each says goodbye to the others.
func (w *town) stop() {
	var all stdsync.WaitGroup
	for _, b := range w.hubs {
		all.Go(b.stop)
	}
	all.Wait()
}

// certificate is the county's signature of a station key; what hub/trust's are,
// this package need not know.
func (w *town) certificate(key [32]byte) []byte { return codec.Sign(w.county, "certificate", key[:]) }

func (w *town) allowed(key [32]byte, cert []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	good := w.known[key] == string(cert) && len(cert) > 0 || codec.Verify([32]byte(w.county.Public().(ed25519.PublicKey)), "certificate", key[:], cert)
	if w.revoked[key] || !good {
		return errors.New("no certificate")
	}
	w.known[key] = string(cert)
	return nil
}

func (w *town) revoke(b *box) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.revoked[b.key] = true
}

// wall stands between two sides, for gossip and sync, or is torn down.
func (w *town) wall(left, right []*box, up bool) {
	for _, a := range left {
		for _, b := range right {
			w.mu.Lock()
			w.walls[[2]*box{a, b}] = up
			w.mu.Unlock()
		}
	}
	for _, b := range w.hubs {
		if b.mesh != nil {
			b.mesh.Drop(func(string) bool { return up })
		}
	}
	for quiet := 0; up && quiet < 20; quiet++ { // calls that were under way may still come through
		for _, a := range left {
			for _, b := range right {
				if a.engine.Connected(b.key) || b.engine.Connected(a.key) {
					a.engine.Drop(b.key)
					quiet = 0
				}
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// walled says whether a wall stands between a hub and whoever answers at addr.
func (w *town) walled(b *box, addr string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for pair, up := range w.walls {
		if up && (pair[0] == b && pair[1].addr == addr || pair[1] == b && pair[0].addr == addr) {
			return true
		}
	}
	return false
}

// Admit makes a town the store's Verifier.
func (w *town) Admit(_ hub.Origin, p hub.OriginProof) (hub.Head, bool, error) {
	if p.Lane != lane {
		return hub.Head{}, false, errors.New("not this lane")
	}
	return hub.Head{}, false, w.allowed(p.Key, p.Cert)
}

func (*town) Released(hub.ID) bool { return false }

// box is one hub.
type box struct {
	town   *town
	sign   ed25519.PrivateKey
	key    [32]byte
	x25519 [32]byte
	cert   []byte
	dir    string
	store  *store.Store
	folder *store.Folder
	engine *sync.Engine
	mesh   *mesh.Mesh
	bind   string // gossip
	addr   string // sync
	join   []string
	tune   func(*mesh.Config)
	timing sync.Timing
	batch  int                     // commits in a batch at most, 0: as many as fit
	line   func(net.Conn) net.Conn // what calls from here go through
	forms  *form.Registry
	county func(key [32]byte) bool // nil: nobody is

	mu     stdsync.Mutex
	table  map[string]string
	failed error // of the last part that ended with one
	stops  []func()
}

func (w *town) add() *box {
	_, sign, _ := ed25519.GenerateKey(rand.Reader)
	b := &box{town: w, sign: sign, key: [32]byte(sign.Public().(ed25519.PublicKey)), dir: w.t.TempDir(), table: map[string]string{}, forms: form.Builtin()}
	rand.Read(b.x25519[:])
	b.cert = w.certificate(b.key)
	b.bind = freePort(w.t, fmt.Sprintf("127.0.0.%d", 2+len(w.hubs)))
	if len(w.hubs) > 0 {
		b.join = []string{w.hubs[0].bind}
	}
	w.hubs = append(w.hubs, b)
	return b
}

func freePort(t testing.TB, ip string) string {
	for range 50 {
		l, err := net.Listen("tcp", ip+":0")
		if err != nil {
			t.Fatal(err)
		}
		addr := l.Addr().String()
		l.Close()
		if u, err := net.ListenPacket("udp", addr); err == nil {
			u.Close()
			return addr
		}
	}
	t.Fatal("no free port")
	return ""
}

// open opens the store only.
func (b *box) open() *box {
	t := b.town.t
	t.Helper()
	var err error
	if b.folder, err = store.OpenFolder(b.dir); err != nil {
		t.Fatal(err)
	}
	b.store, err = sqlite.Open(context.Background(), b.folder, store.Options{
		Keys: b, Verifier: b.town, Forms: b.forms, Clock: clock{},
		Holder: func([32]byte) store.Holder { return store.Neighbour },
	})
	if err != nil {
		t.Fatal(err)
	}
	b.stops = append(b.stops, func() { b.store.Close(); b.folder.Close(); b.store = nil })
	return b
}

// serve opens the store and answers at /sync.
func (b *box) serve() *box {
	b.open()
	t := b.town.t
	server, client := b.tls()
	b.engine = sync.New(sync.Config{
		Self: b.key, Name: "hub", Log: b.log(), Trust: trust{b}, Server: server, Client: client,
		DialNet: b.dialNet, Timing: b.timing,
	})
	l, err := net.Listen("tcp", b.ip()+":0")
	if err != nil {
		t.Fatal(err)
	}
	b.addr = l.Addr().String()
	mux := http.NewServeMux()
	mux.Handle(sync.Path, b.engine.Handler())
	web := &http.Server{Handler: mux}
	go web.Serve(l)
	b.run(b.engine.Run)
	b.stops = append(b.stops, func() { b.engine.Close(); web.Close() })
	return b
}

func (b *box) log() sync.Log {
	if b.batch > 0 {
		return smallBatches{syncLog{b.store}, b.batch}
	}
	return syncLog{b.store}
}

// smallBatches is a log that sends few commits at a time.
type smallBatches struct {
	syncLog
	most int
}

func (s smallBatches) Since(ctx context.Context, l hub.Lane, theirs hub.Vector, _, maxBytes int) ([]hub.Commit, bool, error) {
	return s.syncLog.Since(ctx, l, theirs, s.most, maxBytes)
}

// start is serve and the mesh.
func (b *box) start() *box {
	b.serve()
	cfg := mesh.Config{
		Self: b.key, Bind: b.bind, Lane: lane, Sync: b.addr,
		Keys:  func() [][]byte { return b.town.gossip },
		Tag:   func() string { return base64.RawStdEncoding.EncodeToString(append(b.key[:], b.cert...)) },
		Check: b.town.check, Log: meshLog{b.store}, Syncer: b.engine, Table: b, Join: b.join,
		Timing: mesh.Timing{Evening: 2 * time.Second, Watchdog: 100 * time.Millisecond, Rejoin: 200 * time.Millisecond},
	}
	if b.tune != nil {
		b.tune(&cfg)
	}
	b.mesh = mesh.New(cfg)
	b.run(b.mesh.Run)
	return b
}

func (w *town) check(tag string) (mesh.Member, error) {
	raw, err := base64.RawStdEncoding.DecodeString(tag)
	if err != nil || len(raw) < 32 {
		return mesh.Member{}, errors.New("no tag")
	}
	key := [32]byte(raw)
	return mesh.Member{Key: key, Name: "站" + base64.RawStdEncoding.EncodeToString(key[:3])}, w.allowed(key, raw[32:])
}

// run runs a part until the box stops.
func (b *box) run(part func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := part(ctx); err != nil {
			b.mu.Lock()
			b.failed = err
			b.mu.Unlock()
			b.town.t.Logf("%s: %.200v", b.bind, err)
		}
	}()
	b.stops = append(b.stops, func() { cancel(); <-done })
}

// stop ends everything in the reverse order; it may be called again.
func (b *box) stop() {
	for len(b.stops) > 0 {
		last := b.stops[len(b.stops)-1]
		b.stops = b.stops[:len(b.stops)-1]
		last()
	}
}

func (b *box) ip() string { h, _, _ := net.SplitHostPort(b.bind); return h }

// Sign and the like make a box its store's Keys.
func (b *box) Sign() ed25519.PrivateKey    { return b.sign }
func (b *box) X25519() [32]byte            { return b.x25519 }
func (b *box) BoxKey() [32]byte            { return b.x25519 }
func (b *box) Certificate(hub.Lane) []byte { return b.cert }
func (b *box) Recipients(hub.Lane) (to []codec.Recipient) {
	return []codec.Recipient{b.recipient()}
}

func (b *box) recipient() codec.Recipient {
	priv, err := ecdh.X25519().NewPrivateKey(b.x25519[:])
	if err != nil {
		panic(err)
	}
	return codec.RecipientOf([32]byte(priv.PublicKey().Bytes()))
}

// Neighbours and PutNeighbour make a box its mesh's Table.
func (b *box) Neighbours(context.Context) (out []mesh.Neighbour, _ error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for name, addr := range b.table {
		out = append(out, mesh.Neighbour{Name: name, Address: addr})
	}
	return out, nil
}

func (b *box) PutNeighbour(_ context.Context, n mesh.Neighbour) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.table[n.Name] = n.Address
	return nil
}

func (b *box) tls() (server, client *tls.Config) {
	tpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "hub"}, NotAfter: time.Unix(1<<33, 0),
		ExtraExtensions: []pkix.Extension{{Id: []int{2, 25, 1, 1}, Value: b.cert}},
	}
	der, err := x509.CreateCertificate(rand.Reader, tpl, tpl, b.sign.Public(), b.sign)
	if err != nil {
		panic(err)
	}
	cfg := &tls.Config{
		MinVersion: tls.VersionTLS13, ClientAuth: tls.RequireAnyClientCert, InsecureSkipVerify: true,
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: b.sign}},
	}
	return cfg, cfg
}

// dialNet calls from the box's own address, unless a wall stands between.
func (b *box) dialNet(ctx context.Context, network, addr string) (net.Conn, error) {
	if b.town.walled(b, addr) {
		return nil, errors.New("a wall")
	}
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(b.ip())}}
	conn, err := d.DialContext(ctx, network, addr)
	if err == nil && b.line != nil {
		conn = b.line(conn)
	}
	return conn, err
}

// trust is a box's sync.Trust.
type trust struct{ *box }

func (b trust) Peer(cs tls.ConnectionState) (sync.Peer, error) {
	leaf := cs.PeerCertificates[0]
	key := [32]byte(leaf.PublicKey.(ed25519.PublicKey))
	for _, e := range leaf.Extensions {
		if e.Id.String() == "2.25.1.1" {
			return sync.Peer{Key: key}, b.town.allowed(key, e.Value)
		}
	}
	return sync.Peer{}, errors.New("no certificate")
}

func (b trust) MayRead(key [32]byte, l hub.Lane) bool {
	b.town.mu.Lock()
	defer b.town.mu.Unlock()
	return l == lane && !b.town.revoked[key]
}
func (b trust) County(key [32]byte) bool       { return b.county != nil && b.county(key) }
func (b trust) CheckReceipt(hub.Receipt) error { return nil }
func (b trust) Lists() map[string]uint64       { return map[string]uint64{} }
func (b trust) List(string) ([]byte, error)    { return nil, nil }
func (b trust) TakeList(string, []byte) error  { return nil }
func (b trust) Concerns([32]byte, string) bool { return true }

// syncLog and meshLog fit a store to the two packages, as hub/box does.
type syncLog struct{ *store.Store }

func (s syncLog) Lanes(ctx context.Context) ([]sync.LaneSum, error) {
	sums, err := s.Store.Lanes(ctx)
	out := make([]sync.LaneSum, len(sums))
	for i, l := range sums {
		out[i] = sync.LaneSum{Lane: l.Lane, Commits: l.Commits, Digest: l.Digest}
	}
	return out, err
}

func (s syncLog) Sum(ctx context.Context, lane hub.Lane) (sync.LaneSum, error) {
	l, err := s.Store.Lane(ctx, lane)
	return sync.LaneSum{Lane: lane, Commits: l.Commits, Digest: l.Digest}, err
}

func (s syncLog) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error) {
	got, err := s.Store.Accept(ctx, batch, proofs)
	out := sync.Accepted{New: got.New, Known: got.Known, Filled: got.Filled}
	for _, r := range got.Refused {
		out.Refused = append(out.Refused, r.Commit)
	}
	return out, err
}

type meshLog struct{ *store.Store }

func (s meshLog) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error) {
	return syncLog(s).Accept(ctx, batch, proofs)
}

type clock struct{}

func (clock) Now() hub.Reading {
	return hub.Reading{Wall: time.Now(), Quality: hub.ClockCounty, Boot: [8]byte{1}}
}

// tap is one arrival on the wall: a day record.
func (b *box) tap(subject hub.ID, day hub.Day, at int64) hub.Outcome {
	b.town.t.Helper()
	e := form.Builtin().Edit("day", hub.ID{}, subject, form.Values{"in": at})
	e.Period = string(day)
	out, err := b.store.Append(context.Background(), hub.Draft{Request: hub.NewID(), Lane: lane, Author: hub.ID{9}, Edits: []hub.Edit{e}})
	if err != nil {
		b.town.t.Fatal(err)
	}
	return out
}

// taps appends n arrivals and gives their commits.
func (b *box) taps(n int) map[hub.ID]bool { return b.write("tap", n) }

// write appends n records of a kind in transactions of 100: taps, or records with
// a body of 400 B that are open or sealed.
func (b *box) write(kind string, n int) map[hub.ID]bool {
	b.town.t.Helper()
	out := map[hub.ID]bool{}
	for i := 0; i < n; {
		var drafts []hub.Draft
		for range min(n-i, 100) {
			drafts = append(drafts, hub.Draft{Request: hub.NewID(), Lane: lane, Author: hub.ID{9}, Edits: []hub.Edit{edit(kind, i)}})
			i++
		}
		got, err := b.store.AppendAll(context.Background(), drafts)
		if err != nil {
			b.town.t.Fatal(err)
		}
		for _, o := range got {
			out[o.Commit] = true
		}
	}
	return out
}

func edit(kind string, i int) hub.Edit {
	switch kind {
	case "open":
		return form.Builtin().Edit("site", hub.NewID(), hub.NewID(), form.Values{"address": note(), "late_after": int64(i % 1440)})
	case "sealed":
		return form.Builtin().Edit("person", hub.NewID(), hub.ID{8, byte(i % 60)}, form.Values{"name": note(), "pickup": true})
	}
	e := form.Builtin().Edit("day", hub.ID{}, hub.NewID(), form.Values{"in": int64(28800)})
	e.Period = "2026-11-23"
	return e
}

// note is 400 B as a care worker writes them.
func note() (out string) {
	words := []string{"吃奶", "辅食", "睡眠", "大运动", "精细动作", "语言", "出牙", "户外", "预防接种", "家长课堂", "看护人", "奶奶"}
	for len(out) < 388 {
		if out += words[mathrand.IntN(len(words))]; mathrand.IntN(3) == 0 {
			out += fmt.Sprint(mathrand.IntN(100), "。")
		}
	}
	return out
}

func (b *box) sum() sync.LaneSum {
	sums, err := syncLog{b.store}.Lanes(context.Background())
	if err != nil {
		b.town.t.Fatal(err)
	}
	for _, s := range sums {
		if s.Lane == lane {
			return s
		}
	}
	return sync.LaneSum{}
}

func equal(hubs ...*box) bool {
	for _, b := range hubs[1:] {
		if b.sum() != hubs[0].sum() {
			return false
		}
	}
	return hubs[0].sum().Commits > 0
}

func (b *box) alive() (n int) {
	for _, m := range b.mesh.Status().Members {
		if m.Alive {
			n++
		}
	}
	return n
}

// until waits for something to come true.
func (w *town) until(d time.Duration, what string, ok func() bool) {
	w.t.Helper()
	d = max(d, time.Minute) // of a machine that does other things too
	for end := time.Now().Add(d); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			for i, b := range w.hubs {
				if b.mesh != nil {
					w.t.Logf("%d: %+v", i, b.mesh.Status())
				}
				if b.store != nil {
					w.t.Logf("%d: %+v", i, b.sum())
				}
			}
			w.t.Fatalf("not within %v: %s", d, what)
		}
	}
}

// meet starts all hubs and waits until everybody sees everybody.
func (w *town) meet() {
	w.t.Helper()
	for _, b := range w.hubs {
		b.start()
	}
	w.until(60*time.Second, "everybody sees everybody", func() bool {
		for _, b := range w.hubs {
			if b.alive() != len(w.hubs)-1 {
				return false
			}
		}
		return true
	})
}
