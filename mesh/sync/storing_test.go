package sync

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// uneven is a log of which every second Accept takes longer than the one after it.
type uneven struct {
	*memLog
	mu                  sync.Mutex
	calls, inside, most int
}

func (l *uneven) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (Accepted, error) {
	l.mu.Lock()
	l.calls++
	l.inside++
	l.most = max(l.most, l.inside)
	takes := time.Duration(1+l.calls%2*2) * time.Second
	l.mu.Unlock()
	time.Sleep(takes)
	res, err := l.memLog.Accept(ctx, batch, proofs)
	l.mu.Lock()
	l.inside--
	l.mu.Unlock()
	return res, err
}

// While a batch is written the next one is looked at, and no third; they are
// acknowledged in their order, whichever was ready first.
func TestNextBatchIsProvenMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log *uneven
		w := newUnserved(t, 2, func(i int, c *Config) {
			if i == 1 {
				log = &uneven{memLog: c.Log.(*memLog)}
				c.Log = log
			}
		})
		a, b := w.hubs[0], w.hubs[1]
		a.log.append(township, 3000, arrivals)
		var mu sync.Mutex
		var acks []uint64
		b.drop = func(out bool, f Frame) bool {
			if ack, ok := f.Body.(*Ack); ok && out {
				mu.Lock()
				acks = append(acks, ack.Number)
				mu.Unlock()
			}
			return false
		}
		w.pipe(a, b)
		for end := time.Now().Add(time.Hour); !w.equal(township, a, b) && time.Now().Before(end); {
			time.Sleep(time.Second)
		}
		mu.Lock()
		defer mu.Unlock()
		if !w.equal(township, a, b) || len(acks) < 6 || !slices.IsSorted(acks) {
			t.Errorf("batches were acknowledged as %v", acks)
		}
		if log.most != 2 {
			t.Errorf("%d batches were in the log's hands at once, want 2", log.most)
		}
	})
}
