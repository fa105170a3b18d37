package box

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"maps"
	"slices"
	stdsync "sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/trust"
	"yizhan/mesh/sync"
)

// dayLog is what a station holds in the load test: a day of its own, and of what others
// bring only how far it goes and the digest, as a store would have them.
type dayLog struct {
	county [32]byte
	lane   hub.Lane
	own    []hub.Commit
	proof  hub.OriginProof
	done   chan struct{} // the county has signed for all of it

	mu       stdsync.Mutex
	lanes    map[hub.Lane]*dayLane
	ended    bool
	batches  int
	received int
}

// dayLane is one lane.
type dayLane struct {
	vector hub.Vector
	proofs map[hub.Origin]hub.OriginProof
	states map[string]hub.State
	n      int64
	digest hub.Digest
}

// newDayLog writes taps of ten children in care, n in all, signed as a box signs.
func newDayLog(id trust.Identity, cert trust.Certificate, county [32]byte, n int) *dayLog {
	l := &dayLog{county: county, lane: hub.TownshipLane(cert.Township), lanes: map[hub.Lane]*dayLane{}, done: make(chan struct{})}
	l.proof = hub.OriginProof{Key: id.Key(), Lane: l.lane, Cert: cert.Raw}
	rand.Read(l.proof.Epoch[:])
	origin := codec.OriginOf(l.proof.Key, l.proof.Epoch, l.lane)
	var prev hub.Hash
	at := time.Now().Add(-12 * time.Hour)
	var children [10]hub.ID
	for i := range children {
		children[i] = hub.NewID()
	}
	for i := range n {
		h := hub.Header{Format: 1, Alg: 1, Origin: origin, Seq: uint64(i + 1), Prev: prev, Lam: uint64(i + 1), Clock: hub.ClockConfirmed,
			Wall: at.Add(time.Duration(i) * time.Minute).UnixMilli(), Author: hub.ID{1, 2, 3}, Anchor: (i+1)%hub.AnchorSeqs == 0}
		child := children[i%len(children)]
		p := hub.Part{Changes: []hub.Change{{Kind: "day", Period: string(hub.Day("2026-11-01").Add(i / len(children))), Fields: []hub.FieldChange{
			{No: 1, Opened: true, Value: int64(470 + i%60)}, {No: 2, Opened: true, Value: int64(1000 + i%60)},
		}}}}
		p.Changes[0].Record = hub.DeriveID("day", child, p.Changes[0].Period)
		rand.Read(p.Salt[:])
		raw, err := codec.EncodePart(p, codec.PartRef{Origin: origin, Seq: h.Seq, Subject: child}, nil)
		if err != nil {
			panic(err)
		}
		h.Parts = []hub.PartHead{{Subject: child, Hash: codec.HashPart(raw)}}
		c := hub.Commit{Header: h, Raw: codec.EncodeHeader(h), Parts: [][]byte{raw}}
		c.ID, prev = codec.CommitID(c.Raw), codec.HashHeader(c.Raw)
		if h.Anchor || i == n-1 {
			c.Sig = codec.SignCommit(ed25519.PrivateKey(id.Sign), c.Raw)
		}
		l.own = append(l.own, c)
		l.fold(l.at(l.lane), c)
	}
	l.at(l.lane).proofs[origin] = l.proof
	return l
}

func (l *dayLog) at(name hub.Lane) *dayLane {
	h := l.lanes[name]
	if h == nil {
		h = &dayLane{hub.Vector{}, map[hub.Origin]hub.OriginProof{}, map[string]hub.State{}, 0, hub.Digest{}}
		l.lanes[name] = h
	}
	return h
}

func (l *dayLog) fold(m *dayLane, c hub.Commit) {
	m.vector[c.Header.Origin] = hub.Reach{Head: hub.Head{Seq: c.Header.Seq, ID: c.ID}}
	m.n++
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

func (l *dayLog) Lanes(context.Context) (out []sync.LaneSum, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for name, m := range l.lanes {
		out = append(out, sync.LaneSum{Lane: name, Commits: m.n, Digest: m.digest})
	}
	hub.Sort(out, func(a, b sync.LaneSum) int { return cmp.Compare(a.Lane, b.Lane) })
	return out, nil
}

func (l *dayLog) Sum(_ context.Context, name hub.Lane) (sync.LaneSum, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m := l.at(name)
	return sync.LaneSum{Lane: name, Commits: m.n, Digest: m.digest}, nil
}

func (l *dayLog) Vector(_ context.Context, lane hub.Lane) (hub.Vector, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.at(lane).vector), nil
}

func (l *dayLog) Since(_ context.Context, lane hub.Lane, theirs hub.Vector, most, _ int) ([]hub.Commit, bool, error) {
	if lane != l.lane {
		return nil, false, nil
	}
	from := theirs[l.own[0].Header.Origin].Head.Seq
	if from >= uint64(len(l.own)) {
		return nil, false, nil
	}
	out := l.own[from:]
	if len(out) <= most {
		return out, false, nil
	}
	return out[:most/hub.AnchorSeqs*hub.AnchorSeqs], true, nil
}

func (l *dayLog) Accept(_ context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (got sync.Accepted, _ error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.batches++
	for _, c := range batch {
		p, ok := proofs[c.Header.Origin]
		if !ok {
			for _, m := range l.lanes {
				if known, here := m.proofs[c.Header.Origin]; here {
					p = known
				}
			}
		}
		m := l.at(p.Lane)
		if c.Header.Seq <= m.vector[c.Header.Origin].Head.Seq {
			got.Known++
			continue
		}
		m.proofs[c.Header.Origin] = p
		l.fold(m, c)
		l.received++
		got.New++
	}
	return got, nil
}

func (l *dayLog) Proofs(_ context.Context, lane hub.Lane) (map[hub.Origin]hub.OriginProof, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.at(lane).proofs), nil
}

func (l *dayLog) Commit(_ context.Context, id hub.ID) (hub.Commit, error) {
	if i := slices.IndexFunc(l.own, func(c hub.Commit) bool { return c.ID == id }); i >= 0 {
		return l.own[i], nil
	}
	return hub.Commit{}, hub.E(hub.CodeNotFound, "store.notfound")
}

// PutReceipts ends the wait when the county signs for the last of it.
func (l *dayLog) PutReceipts(_ context.Context, rs []hub.Receipt) (int, error) {
	last := l.own[len(l.own)-1].Header
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range rs {
		if r.Holder == l.county && r.Origin == last.Origin && r.Head.Seq >= last.Seq && !l.ended {
			l.ended = true
			close(l.done)
		}
	}
	return len(rs), nil
}

func (l *dayLog) Lacking(context.Context, hub.Lane, int) ([]hub.ID, error) { return nil, nil }
func (l *dayLog) Held(context.Context, hub.Lane) ([]hub.Receipt, error)    { return nil, nil }
func (l *dayLog) Receipts(context.Context) ([]hub.Receipt, error)          { return nil, nil }
func (l *dayLog) Watch() (news <-chan hub.News, stop func())               { return nil, func() {} }
