package sync

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// readLog counts what an engine asks of a log.
type readLog struct {
	*memLog
	reads, words atomic.Int64
}

func (l *readLog) Vector(ctx context.Context, lane hub.Lane) (hub.Vector, error) {
	l.reads.Add(1)
	return l.memLog.Vector(ctx, lane)
}

func (l *readLog) Since(ctx context.Context, lane hub.Lane, theirs hub.Vector, n, bytes int) ([]hub.Commit, bool, error) {
	l.reads.Add(1)
	return l.memLog.Since(ctx, lane, theirs, n, bytes)
}

func (l *readLog) Held(ctx context.Context, lane hub.Lane) ([]hub.Receipt, error) {
	l.reads.Add(1)
	return l.memLog.Held(ctx, lane)
}

func (l *readLog) PutReceipts(ctx context.Context, rs []hub.Receipt) (int, error) {
	l.words.Add(int64(len(rs)))
	return l.memLog.PutReceipts(ctx, rs)
}

// talkTrust counts how often an engine looks whether there is something to tell a peer.
type talkTrust struct {
	*testTrust
	talks atomic.Int64
}

func (t *talkTrust) Lists() map[string]uint64 {
	t.talks.Add(1)
	return t.testTrust.Lists()
}

// fleetCost is what stations in townships of four cost their county, each. All of them
// come back at once with a day's commits, and later each writes one more; the county
// writes what everybody reads.
type fleetCost struct{ reads, words, bytes, talks float64 }

func costOfFleet(t *testing.T, towns int) (cost fleetCost) {
	synctest.Test(t, func(t *testing.T) {
		const each = 4
		log, trust := &readLog{}, &talkTrust{}
		w := newUnserved(t, 1+towns*each, func(i int, c *Config) {
			c.Timing = Timing{Idle: time.Hour}
			if i == 0 {
				log.memLog = c.Log.(*memLog)
				c.Log = log
				trust.testTrust = c.Trust.(*testTrust)
				c.Trust = trust
			}
		})
		county, stations := w.hubs[0], w.hubs[1:]
		reads := map[[32]byte][]hub.Lane{}
		for i, s := range stations {
			code := fmt.Sprintf("140427%03d", 100+i/each)
			reads[s.key] = []hub.Lane{hub.LanePublic, hub.TownshipLane(code), hub.TrailLane(code)}
			s.log.append(hub.TownshipLane(code), 5, arrivals)
			s.log.append(hub.TrailLane(code), 1, arrivals)
		}
		for _, h := range w.hubs {
			h.trust.reads = reads
		}
		county.log.append(hub.LanePublic, 2, arrivals)
		for _, s := range stations {
			w.pipe(s, county)
		}
		time.Sleep(time.Minute)
		for _, s := range stations {
			s.log.append(reads[s.key][1], 1, arrivals)
			time.Sleep(3 * time.Second)
		}
		time.Sleep(time.Minute)
		for i, s := range stations {
			for _, lane := range reads[s.key][1:] {
				if !w.equal(lane, county, s) {
					t.Errorf("station %d and the county differ in %s", i, lane)
				}
			}
			said := 0
			for key := range s.log.receipts {
				if key.holder == county.key {
					said++
				}
			}
			if want := 2 * each; said != want {
				t.Errorf("station %d was signed for %d origins, want %d", i, said, want)
			}
			if holders := len(s.log.receipts); holders > 2*each+2*(each-1) {
				t.Errorf("station %d was told of %d receipts", i, holders)
			}
		}
		for _, p := range county.Status().Peers {
			cost.bytes += float64(p.BytesOut + p.BytesIn)
		}
		n := float64(len(stations))
		cost = fleetCost{float64(log.reads.Load()) / n, float64(log.words.Load()) / n, cost.bytes / n, float64(trust.talks.Load()) / n}
	})
	return cost
}

// A station costs its county the same whether it is one of a few or of many: what it
// reads of its log, what it is told and has to write down, and what goes over the line.
func TestAStationCostsTheSameInALargeFleet(t *testing.T) {
	few, many := costOfFleet(t, 4), costOfFleet(t, 12)
	t.Logf("each of 16: %+v; each of 48: %+v", few, many)
	for what, pair := range map[string][2]float64{
		"reads": {few.reads, many.reads}, "receipts": {few.words, many.words}, "bytes": {few.bytes, many.bytes}, "talks": {few.talks, many.talks},
	} {
		if pair[1] > 1.1*pair[0] {
			t.Errorf("%s of a station: %.1f in a fleet of 16, %.1f in one of 48", what, pair[0], pair[1])
		}
	}
}

// A county of more townships than a Hello may name lists for is met all the same: each
// hub is told of those that concern it.
func TestMoreListsThanAHelloNames(t *testing.T) {
	w := newWorld(t, 2)
	county, b := w.hubs[0], w.hubs[1]
	for i := range 3 * maxLists {
		county.trust.lists[fmt.Sprintf("Z%03d", i)], county.trust.signed[fmt.Sprintf("Z%03d", i)] = 1, []byte("signed\x01")
	}
	own := w.keys[b.key] + "'s"
	county.trust.lists[own], county.trust.signed[own] = 7, []byte("signed\x07")
	b.log.append(township, 1, arrivals)
	go b.Dial(t.Context(), county.url)
	w.until("equal, and its own list is here", func() bool {
		return w.equal(township, county, b) && b.trust.Lists()[own] == 7
	})
	if n := len(b.trust.Lists()); n != 1 {
		t.Errorf("%d lists went over", n)
	}
}
