package sync

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
)

type receiptKey struct {
	holder [32]byte
	origin hub.Origin
}

// Reread takes receipts that came into the log some other way, on a stick, and has
// every peer told of them.
func (e *Engine) Reread(ctx context.Context) error {
	if err := e.board.load(ctx); err != nil {
		return err
	}
	for _, s := range e.open() {
		s.soon()
	}
	return nil
}

// board is the newest receipts that this hub knows. Count goes
// up whenever one of others becomes newer.
type board struct {
	e      *Engine
	mu     sync.Mutex
	county words
	others words
	fresh  map[receiptKey]hub.Receipt // not written yet
	own    map[hub.Lane]ownWord
	count  uint64
}

// words is who holds an origin, by origin and holder.
type words map[hub.Origin]map[[32]byte]hub.Receipt

func newBoard(e *Engine) *board {
	return &board{e: e, county: words{}, others: words{}, fresh: map[receiptKey]hub.Receipt{}, own: map[hub.Lane]ownWord{}}
}

// ownWord is what this hub last said that it holds of a lane.
type ownWord struct {
	vector   hub.Hash // as it stood
	at       time.Time
	receipts []hub.Receipt
}

// load takes what the log has, where it is newer: some of what is here waits to be
// written.
func (b *board) load(ctx context.Context) error {
	all, err := b.e.cfg.Log.Receipts(ctx)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range all {
		if r.Head.Seq > b.known(r).Head.Seq {
			b.put(r)
		}
	}
	return nil
}

// words is where receipts of a holder stand: the county's apart from all others, for
// they are what everybody is told, and of the rest there may be one of each station.
func (b *board) words(holder [32]byte) words {
	if b.e.cfg.Trust.County(holder) {
		return b.county
	}
	return b.others
}

func (b *board) known(r hub.Receipt) hub.Receipt { return b.words(r.Holder)[r.Origin][r.Holder] }

func (b *board) put(r hub.Receipt) {
	w := b.words(r.Holder)
	if w[r.Origin] == nil {
		w[r.Origin] = map[[32]byte]hub.Receipt{}
	}
	w[r.Origin][r.Holder] = r
	b.count++
}

// take checks a receipt that a peer sent, and keeps it until the next flush. newer says
// whether it told us anything.
func (b *board) take(r hub.Receipt) (newer bool, err error) {
	if r.Holder == b.e.cfg.Self {
		return false, nil // our own word, back again
	}
	b.mu.Lock()
	old := b.known(r)
	b.mu.Unlock()
	if r.Head.Seq <= old.Head.Seq {
		return false, nil
	}
	if err := b.e.cfg.Trust.CheckReceipt(r); err != nil {
		return false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.put(r)
	b.fresh[receiptKey{r.Holder, r.Origin}] = r
	return true, nil
}

// flush writes what has been taken since the last flush, the newest of each only:
// thirty neighbours that confirm one tap cost one transaction.
func (b *board) flush(ctx context.Context) error {
	b.mu.Lock()
	fresh := slices.Collect(maps.Values(b.fresh))
	clear(b.fresh)
	b.mu.Unlock()
	if len(fresh) == 0 {
		return nil
	}
	_, err := b.e.cfg.Log.PutReceipts(ctx, fresh)
	return err
}

// held is this hub's word on what it holds of a lane, signed anew at most once
// for each state of the lane and Gather. late says that it is the word of a moment ago,
// which may not even name an origin that has begun since.
func (b *board) held(ctx context.Context, v view) (receipts []hub.Receipt, late bool, err error) {
	name := v.state.Lane
	b.mu.Lock()
	last := b.own[name]
	b.mu.Unlock()
	if last.vector == v.state.Vector {
		return last.receipts, false, nil
	}
	if time.Since(last.at) < b.e.gather() {
		return last.receipts, true, nil
	}
	if receipts, err = b.e.cfg.Log.Held(ctx, name); err != nil {
		return nil, false, err
	}
	b.mu.Lock()
	b.own[name] = ownWord{v.state.Vector, time.Now(), receipts}
	b.mu.Unlock()
	return receipts, false, nil
}

// about lists what others have said of an origin, for a peer: the county's word is for
// everybody, that of others for the hub whose origin it is and for the county.
func (b *board) about(origin hub.Origin, owner, peer [32]byte) (out []hub.Receipt) {
	tell := func(said map[[32]byte]hub.Receipt) {
		for holder, r := range said {
			if holder != b.e.cfg.Self && holder != peer {
				out = append(out, r)
			}
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	tell(b.county[origin])
	if owner == peer || b.e.cfg.Trust.County(peer) {
		tell(b.others[origin])
	}
	return out
}

func (b *board) version() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}
