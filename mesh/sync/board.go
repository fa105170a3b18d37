package sync

import (
	"context"
	"sync"

	"yizhan/hub"
)

type receiptKey struct {
	holder [32]byte
	origin hub.Origin
}

// board is the newest receipts that this hub knows, its own included. Count goes
// up whenever one of others becomes newer.
type board struct {
	e     *Engine
	mu    sync.Mutex
	all   map[receiptKey]hub.Receipt
	count uint64
}

func (b *board) load(ctx context.Context) error {
	all, err := b.e.cfg.Log.Receipts(ctx)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range all {
		b.all[receiptKey{r.Holder, r.Origin}] = r
	}
	b.count++
	return nil
}

// take checks and keeps a receipt that a peer sent.
func (b *board) take(ctx context.Context, r hub.Receipt) error {
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
	if _, err := b.e.cfg.Log.PutReceipt(ctx, r); err != nil {
		return err
	}
	b.mu.Lock()
	b.all[key] = r
	b.count++
	b.mu.Unlock()
	return nil
}

// own is this hub's receipt for an origin up to head, signed once.
func (b *board) own(ctx context.Context, origin hub.Origin, head hub.Head) (hub.Receipt, error) {
	key := receiptKey{b.e.cfg.Self, origin}
	b.mu.Lock()
	r, ok := b.all[key]
	b.mu.Unlock()
	if ok && r.Head == head {
		return r, nil
	}
	r, err := b.e.cfg.Trust.SignReceipt(origin, head)
	if err != nil {
		return r, err
	}
	if _, err := b.e.cfg.Log.PutReceipt(ctx, r); err != nil {
		return r, err
	}
	b.mu.Lock()
	b.all[key] = r
	b.mu.Unlock()
	return r, nil
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
