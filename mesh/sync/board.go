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
	e     *Engine
	mu    sync.Mutex
	all   map[receiptKey]hub.Receipt
	fresh map[receiptKey]hub.Receipt // not written yet
	own   map[hub.Lane]ownWord
	count uint64
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
		key := receiptKey{r.Holder, r.Origin}
		if r.Head.Seq > b.all[key].Head.Seq {
			b.all[key] = r
			b.count++
		}
	}
	return nil
}

// take checks a receipt that a peer sent, and keeps it until the next flush.
func (b *board) take(r hub.Receipt) error {
	if r.Holder == b.e.cfg.Self {
		return nil // our own word, back again
	}
	key := receiptKey{r.Holder, r.Origin}
	b.mu.Lock()
	old := b.all[key]
	b.mu.Unlock()
	if r.Head.Seq <= old.Head.Seq {
		return nil
	}
	if err := b.e.cfg.Trust.CheckReceipt(r); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all[key] = r
	b.fresh[key] = r
	b.count++
	return nil
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
// for each state of the lane and Gather.
func (b *board) held(ctx context.Context, v view) ([]hub.Receipt, error) {
	name := v.state.Lane
	b.mu.Lock()
	last := b.own[name]
	b.mu.Unlock()
	if last.vector == v.state.Vector || time.Since(last.at) < b.e.gather() {
		return last.receipts, nil
	}
	receipts, err := b.e.cfg.Log.Held(ctx, name)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	b.own[name] = ownWord{v.state.Vector, time.Now(), receipts}
	b.mu.Unlock()
	return receipts, nil
}

// about lists what others have said of origins that pick chooses.
func (b *board) about(pick func(receiptKey) bool) (out []hub.Receipt) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for key, r := range b.all {
		if key.holder != b.e.cfg.Self && pick(key) {
			out = append(out, r)
		}
	}
	return out
}

func (b *board) version() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}
