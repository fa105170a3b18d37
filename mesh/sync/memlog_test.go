package sync

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// memLog is a log in memory that keeps the log's promises as this package needs
// them: it verifies, folds with the real fold, and answers Since run by run. The
// store itself is under test in store_test.go.
type memLog struct {
	mu       sync.Mutex
	key      ed25519.PrivateKey
	epoch    [16]byte
	lanes    map[hub.Lane]*memLane
	receipts map[receiptKey]hub.Receipt
	watchers []chan hub.News
	batches  int // Accept calls
	allowed  func(key [32]byte) bool
}

type memLane struct {
	commits map[hub.ID]hub.Commit
	runs    map[hub.Origin]map[uint64]hub.ID
	proofs  map[hub.Origin]hub.OriginProof
	states  map[string]hub.State
	digest  hub.Digest
	lam     uint64
}

func newMemLog(key ed25519.PrivateKey) *memLog {
	l := &memLog{key: key, lanes: map[hub.Lane]*memLane{}, receipts: map[receiptKey]hub.Receipt{}}
	rand.Read(l.epoch[:])
	return l
}

func (l *memLog) lane(name hub.Lane) *memLane {
	m := l.lanes[name]
	if m == nil {
		m = &memLane{
			commits: map[hub.ID]hub.Commit{}, runs: map[hub.Origin]map[uint64]hub.ID{},
			proofs: map[hub.Origin]hub.OriginProof{}, states: map[string]hub.State{},
		}
		l.lanes[name] = m
	}
	return m
}

func (l *memLog) pub() [32]byte { return [32]byte(l.key.Public().(ed25519.PublicKey)) }

// append writes n commits of one part each, of about size bytes.
func (l *memLog) append(name hub.Lane, n int, part func(i int) (hub.ID, hub.Part)) []hub.Commit {
	l.mu.Lock()
	defer l.mu.Unlock()
	m := l.lane(name)
	origin := codec.OriginOf(l.pub(), l.epoch, name)
	m.proofs[origin] = hub.OriginProof{Key: l.pub(), Epoch: l.epoch, Lane: name, Cert: l.key.Public().(ed25519.PublicKey)}
	if m.runs[origin] == nil {
		m.runs[origin] = map[uint64]hub.ID{}
	}
	var out []hub.Commit
	for i := range n {
		subject, p := part(i)
		seq := uint64(len(m.runs[origin]) + 1)
		var prev hub.Hash
		if seq > 1 {
			prev = codec.HashHeader(m.commits[m.runs[origin][seq-1]].Raw)
		}
		m.lam++
		raw, err := codec.EncodePart(p, codec.PartRef{Origin: origin, Seq: seq, Subject: subject}, nil)
		if err != nil {
			panic(err)
		}
		h := hub.Header{
			Format: 1, Alg: 1, Anchor: seq%hub.AnchorSeqs == 0, Origin: origin, Seq: seq, Prev: prev, Lam: m.lam,
			Boot: [8]byte{7}, Wall: 1795000000000 + int64(seq)*4321, Author: hub.ID{1, 2, 3},
			Parts: []hub.PartHead{{Subject: subject, Hash: codec.HashPart(raw)}},
		}
		c := hub.Commit{Header: h, Raw: codec.EncodeHeader(h), Parts: [][]byte{raw}}
		c.ID = codec.CommitID(c.Raw)
		c.Sig = codec.SignCommit(l.key, c.Raw)
		l.fold(m, c)
		l.tell(hub.News{Lane: name, Commit: c.ID, Origin: origin, Seq: seq, Own: true})
		out = append(out, c)
	}
	return out
}

func (l *memLog) fold(m *memLane, c hub.Commit) {
	m.commits[c.ID] = c
	if m.runs[c.Header.Origin] == nil {
		m.runs[c.Header.Origin] = map[uint64]hub.ID{}
	}
	m.runs[c.Header.Origin][c.Header.Seq] = c.ID
	parts, err := codec.Parts(c)
	if err != nil {
		panic(err)
	}
	for _, p := range parts {
		if p == nil {
			continue
		}
		for _, ch := range p.Changes {
			key := string(ch.Kind) + ch.Record.String()
			if m.states[key] == nil {
				m.states[key] = hub.State{}
			}
			for _, t := range m.states[key].Apply(hub.CommitRef{ID: c.ID, Lam: c.Header.Lam, Origin: c.Header.Origin}, ch.Fields) {
				m.digest.Toggle(ch.Kind, ch.Record, t)
			}
		}
	}
}

func (l *memLog) tell(n hub.News) {
	for _, w := range l.watchers {
		select {
		case w <- n:
		default:
		}
	}
}

func (l *memLog) Watch() (<-chan hub.News, func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := make(chan hub.News, 20000)
	l.watchers = append(l.watchers, w)
	return w, func() {}
}

func (l *memLog) Lanes(context.Context) (out []LaneSum, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for name, m := range l.lanes {
		out = append(out, LaneSum{Lane: name, Commits: int64(len(m.commits)), Digest: m.digest})
	}
	slices.SortFunc(out, func(a, b LaneSum) int { return bytes.Compare([]byte(a.Lane), []byte(b.Lane)) })
	return out, nil
}

func (l *memLog) Sum(ctx context.Context, name hub.Lane) (LaneSum, error) {
	all, err := l.Lanes(ctx)
	for _, s := range all {
		if s.Lane == name {
			return s, err
		}
	}
	return LaneSum{Lane: name}, err
}

func (l *memLog) Vector(_ context.Context, name hub.Lane) (hub.Vector, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	v := hub.Vector{}
	for o, run := range l.lane(name).runs {
		for _, seq := range slices.Sorted(maps.Keys(run)) {
			extend(v, o, seq, run[seq])
		}
		if r := v[o]; r.Head.Seq > 0 {
			r.Head.ID = run[r.Head.Seq]
			v[o] = r
		}
	}
	return v, nil
}

func (l *memLog) Since(_ context.Context, name hub.Lane, theirs hub.Vector, maxCommits, maxBytes int) (out []hub.Commit, more bool, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, size := l.lane(name), 0
	for _, o := range slices.SortedFunc(maps.Keys(m.runs), func(a, b hub.Origin) int { return bytes.Compare(a[:], b[:]) }) {
		for _, seq := range slices.Sorted(maps.Keys(m.runs[o])) {
			if seq <= theirs[o].Head.Seq || slices.ContainsFunc(theirs[o].Beyond, func(s hub.Span) bool { return s.From <= seq && seq <= s.To }) {
				continue
			}
			c := m.commits[m.runs[o][seq]]
			if len(out) == maxCommits || size > 0 && size+codec.Size(c) > maxBytes {
				return unsign(out), true, nil
			}
			out, size = append(out, c), size+codec.Size(c)
		}
	}
	return unsign(out), false, nil
}

// unsign leaves signatures at anchors and at the ends of runs, as a hub does.
func unsign(cs []hub.Commit) []hub.Commit {
	for i := range cs {
		inRun := i+1 < len(cs) && cs[i+1].Header.Origin == cs[i].Header.Origin && cs[i+1].Header.Seq == cs[i].Header.Seq+1
		if inRun && !cs[i].Header.Anchor {
			cs[i].Sig = nil
		}
	}
	return cs
}

func (l *memLog) Accept(_ context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (res Accepted, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.batches++
	// A run is proven by its last signature: go backwards.
	proven := map[hub.ID]bool{}
	var want hub.Hash // hash that the header before has to have
	for i := len(batch) - 1; i >= 0; i-- {
		c := batch[i]
		p, ok := l.proof(c.Header.Origin, proofs)
		good := ok && codec.Check(c) == nil && codec.OriginOf(p.Key, p.Epoch, p.Lane) == c.Header.Origin &&
			(l.allowed == nil || l.allowed(p.Key))
		if good && (codec.HashHeader(c.Raw) == want || codec.VerifyCommit(p.Key, c)) {
			proven[c.ID] = true
			want = c.Header.Prev
		}
	}
	for _, c := range batch {
		p, _ := l.proof(c.Header.Origin, proofs)
		m := l.lane(p.Lane)
		switch _, known := m.commits[c.ID]; {
		case !proven[c.ID]:
			res.Refused = append(res.Refused, c.ID)
		case known:
			res.Known++
		default:
			res.New++
			m.proofs[c.Header.Origin] = p
			m.lam = max(m.lam, c.Header.Lam)
			l.fold(m, c)
			l.tell(hub.News{Lane: p.Lane, Commit: c.ID, Origin: c.Header.Origin, Seq: c.Header.Seq})
		}
	}
	return res, nil
}

func (l *memLog) proof(o hub.Origin, told map[hub.Origin]hub.OriginProof) (hub.OriginProof, bool) {
	for _, m := range l.lanes {
		if p, ok := m.proofs[o]; ok {
			return p, true
		}
	}
	p, ok := told[o]
	return p, ok
}

func (l *memLog) Proofs(_ context.Context, name hub.Lane) (map[hub.Origin]hub.OriginProof, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.lane(name).proofs), nil
}

func (l *memLog) Commit(_ context.Context, id hub.ID) (hub.Commit, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, m := range l.lanes {
		if c, ok := m.commits[id]; ok {
			return c, nil
		}
	}
	return hub.Commit{}, hub.E(hub.CodeNotFound, "store.notfound")
}

func (l *memLog) Lacking(context.Context, hub.Lane, int) ([]hub.ID, error) { return nil, nil }

func (l *memLog) Held(ctx context.Context, name hub.Lane) (out []hub.Receipt, _ error) {
	v, err := l.Vector(ctx, name)
	for o, r := range v {
		out = append(out, codec.SignReceipt(l.key, hub.Receipt{Origin: o, Head: r.Head}))
	}
	return out, err
}

func (l *memLog) PutReceipts(_ context.Context, rs []hub.Receipt) (newer int, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range rs {
		if key := (receiptKey{r.Holder, r.Origin}); l.receipts[key].Head.Seq < r.Head.Seq {
			l.receipts[key] = r
			newer++
		}
	}
	return newer, nil
}

func (l *memLog) Receipts(context.Context) ([]hub.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Collect(maps.Values(l.receipts)), nil
}

// sum is what two logs compare.
func (l *memLog) sum(name hub.Lane) string {
	v, _ := l.Vector(context.Background(), name)
	l.mu.Lock()
	defer l.mu.Unlock()
	return fmt.Sprintf("%d %v %v", len(l.lane(name).commits), HashVector(v), l.lane(name).digest)
}

// net of trust: everybody whose key is in keys, except the revoked, may hold
// every lane; the county is one of them.
type testTrust struct {
	mu      *sync.Mutex
	self    ed25519.PrivateKey
	keys    map[[32]byte]string
	revoked map[[32]byte]bool
	county  [32]byte
	reads   map[[32]byte][]hub.Lane // empty: everybody reads everything
	lists   map[string]uint64
	signed  map[string][]byte
}

func (t *testTrust) Peer(cs tls.ConnectionState) (Peer, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := [32]byte(cs.PeerCertificates[0].PublicKey.(ed25519.PublicKey))
	if name, ok := t.keys[key]; ok && !t.revoked[key] {
		return Peer{Key: key, Name: name}, nil
	}
	return Peer{}, errors.New("not certified")
}

func (t *testTrust) MayRead(key [32]byte, lane hub.Lane) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, ok := t.keys[key]
	only := t.reads[key]
	return ok && !t.revoked[key] && (len(only) == 0 || slices.Contains(only, lane))
}

func (t *testTrust) County(key [32]byte) bool { return key == t.county }

func (t *testTrust) Concerns(key [32]byte, list string) bool {
	return strings.HasPrefix(list, t.keys[key])
}

func (t *testTrust) CheckReceipt(r hub.Receipt) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, ok := t.keys[r.Holder]; !ok || !codec.VerifyReceipt(r) {
		return errors.New("not believed")
	}
	return nil
}

func (t *testTrust) Lists() map[string]uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.lists)
}

func (t *testTrust) List(name string) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.signed[name], nil
}

func (t *testTrust) TakeList(name string, signed []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !bytes.HasPrefix(signed, []byte("signed")) {
		return errors.New("not the county's")
	}
	t.lists[name], t.signed[name] = uint64(signed[len(signed)-1]), signed
	return nil
}

// testTLS is what hub/trust gives a hub: its station key on both sides.
func testTLS(key ed25519.PrivateKey) (server, client *tls.Config) {
	tpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "hub"}, NotAfter: time.Unix(1<<33, 0)}
	der, err := x509.CreateCertificate(rand.Reader, tpl, tpl, key.Public(), key)
	if err != nil {
		panic(err)
	}
	cfg := &tls.Config{
		MinVersion: tls.VersionTLS13, ClientAuth: tls.RequireAnyClientCert, InsecureSkipVerify: true,
		Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
	}
	return cfg, cfg
}
