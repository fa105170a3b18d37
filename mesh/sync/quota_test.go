package sync

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// flood has one trusted hub send frames without end, and says how many were taken,
// how long that took, and with which word it was ended, if it was.
func flood(t *testing.T, quota Quota, most int, send func(w *world, r *raw, i int) bool) (taken int, took time.Duration, bye string) {
	w := newUnserved(t, 2, func(_ int, c *Config) { c.Quota, c.Timing = quota, Timing{} })
	a, b := w.hubs[0], w.hubs[1]
	r := w.rawCall(t, b, a)
	frames := r.frames()
	r.hello(emptyState())
	began := time.Now()
	for taken < most && send(w, r, taken+1) {
		taken++
	}
	took = time.Since(began)
	r.conn.Close()
	return taken, took, lastBye(frames)
}

// A hub that sends what is no use is slowed when its quota is used up, and sent
// away at twice that. With a quota that is not reached (the control) all of the
// same is taken at once.
func TestFloodIsSlowedThenEnded(t *testing.T) {
	author := newSeeded("flood")
	log := author.log()
	log.append(township, 40, arrivals)
	good := commitsOf(log)
	origin := good[0].Header.Origin
	proof := log.lane(township).proofs[origin]
	prove := func(r *raw, i int) bool {
		return i > 1 || r.send(typeProofs, &Proofs{Lane: township, Proofs: []Proof{{Origin: origin, Key: proof.Key, Epoch: proof.Epoch, Cert: proof.Cert}}})
	}
	batch := func(r *raw, i int, cs []hub.Commit) bool {
		packed, err := Pack(cs)
		if err != nil {
			t.Fatal(err)
		}
		return prove(r, i) && r.send(typeBatch, &Batch{Number: uint64(i), Lane: township, Packed: packed})
	}
	forged := append([]hub.Commit{}, good...)
	for i := range forged {
		forged[i].Sig = nil
	}
	for _, tt := range []struct {
		name  string
		quota Quota
		send  func(w *world, r *raw, i int) bool
	}{
		{"the same commits again and again", Quota{Bytes: 200_000}, func(_ *world, r *raw, i int) bool { return batch(r, i, good) }},
		{"frames that nobody knows", Quota{Bytes: 300_000}, func(_ *world, r *raw, i int) bool {
			return r.send(99, [][]byte{make([]byte, 2000)})
		}},
		{"forged commits", Quota{Refused: 3000}, func(_ *world, r *raw, i int) bool { return batch(r, i, forged) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const most = 1000
			synctest.Test(t, func(t *testing.T) {
				taken, took, bye := flood(t, tt.quota, most, tt.send)
				if bye != byeQuota || taken >= most {
					t.Errorf("%d frames were taken, the last word was %q", taken, bye)
				}
				if took < 30*time.Second {
					t.Errorf("%d frames within %v: it was not slowed", taken, took)
				}
			})
			synctest.Test(t, func(t *testing.T) {
				if taken, took, bye := flood(t, Quota{1 << 40, 1 << 40, 1 << 40}, most, tt.send); taken != most || took > time.Second || bye == byeQuota {
					t.Errorf("control: %d frames within %v, %q", taken, took, bye)
				}
			})
		})
	}
}

// What drains: an hour later the same hub is as good as any.
func TestMeterDrains(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m meter
		q := Quota{Bytes: 100, Refused: 10, Quarantined: 4}
		for _, tt := range []struct {
			after time.Duration
			cost  cost
			want  float64
		}{
			{0, cost{bytes: 50}, 0.5}, {0, cost{bytes: 100}, 1.5}, {30 * time.Minute, cost{}, 1}, {0, cost{refused: 20}, 2},
			{time.Hour, cost{}, 1}, {time.Hour, cost{quarantined: 8}, 2}, {2 * time.Hour, cost{}, 0},
		} {
			time.Sleep(tt.after)
			if got := m.add(time.Now(), q, tt.cost); got < tt.want-0.001 || got > tt.want+0.001 {
				t.Errorf("after %v and %+v: %v, want %v", tt.after, tt.cost, got, tt.want)
			}
		}
	})
}

// Only what the peer itself wrote and nobody can read is charged to it; it must
// hand on what others wrote.
func TestPriceOfQuarantined(t *testing.T) {
	s := &session{peer: Peer{Key: [32]byte{1}}}
	owner := map[hub.Origin][32]byte{{1}: {1}, {2}: {2}}
	commits := []hub.Commit{{ID: hub.ID{1}, Header: hub.Header{Origin: hub.Origin{1}}}, {ID: hub.ID{2}, Header: hub.Header{Origin: hub.Origin{2}}}}
	res := Accepted{New: 2, Quarantined: []hub.ID{{1}, {2}}}
	if got := s.priceOf(1000, commits, res, owner); got != (cost{quarantined: 1}) {
		t.Errorf("%+v", got)
	}
	if got := s.priceOf(1000, commits, Accepted{New: 1, Known: 1}, owner); got != (cost{bytes: 500}) {
		t.Errorf("half new: %+v", got)
	}
}

// The cap on the county's line holds both ways, and for all that the session says;
// without it (the control) the same is across at once.
func TestRateCapsBothWays(t *testing.T) {
	elapsed := func(rate int) (up, down float64, took time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			w := newUnserved(t, 2, func(i int, c *Config) {
				c.Timing = Timing{}
				if i == 1 {
					c.Rate = rate
				}
			})
			county, b := w.hubs[0], w.hubs[1]
			county.log.append(township, 1500, arrivals)
			b.log.append(township, 1000, arrivals)
			began := time.Now()
			w.pipe(b, county)
			for !w.equal(township, county, b) && time.Since(began) < time.Hour {
				time.Sleep(100 * time.Millisecond)
			}
			took = time.Since(began)
			p := b.peer(county)
			up, down = float64(p.BytesOut), float64(p.BytesIn)
		})
		return up, down, took
	}
	const rate = 4000
	up, down, took := elapsed(rate)
	for way, n := range map[string]float64{"up": up, "down": down} {
		if most := rate * (took.Seconds() + 2); n > most {
			t.Errorf("%s: %.0f bytes in %v, at most %.0f", way, n, took, most)
		}
	}
	if used := max(up, down) / took.Seconds(); used < 0.7*rate {
		t.Errorf("only %.0f bytes a second of %d were used", used, rate)
	}
	if _, _, free := elapsed(0); free > took/5 {
		t.Errorf("control: %v without a cap, %v with it", free, took)
	}
}

// On a slow line batches shrink, and grow again when it is better, also in the
// next session.
func TestBatchesFitTheLine(t *testing.T) {
	s := &session{record: &peerRecord{}}
	s.record.batch.Store(MaxBatchBytes)
	for range 8 {
		s.fit(time.Minute)
	}
	if n := s.batchBytes(); n != leastBatch {
		t.Errorf("%d bytes after slow batches", n)
	}
	s.fit(10 * time.Second)
	if n := s.batchBytes(); n != leastBatch {
		t.Errorf("%d bytes after one of ten seconds", n)
	}
	for range 8 {
		s.fit(time.Second)
	}
	if n := s.batchBytes(); n != MaxBatchBytes {
		t.Errorf("%d bytes after quick batches", n)
	}
}

// After a failure that all stations share (the county was down) they come back
// spread out: of 200 stations no five minutes of the hour see more than a fifth.
func TestBackoffSpreads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const stations = 200
		calls := make(chan time.Duration, 100_000)
		began := time.Now()
		ctx, stop := context.WithCancel(t.Context())
		for range stations {
			e := New(Config{Log: newMemLog(newSeeded("one of many").key), Timing: Timing{First: time.Second}})
			last := began
			var waits []time.Duration
			go e.Upstream(ctx, func() []string {
				now := time.Now()
				calls <- now.Sub(began)
				waits = append(waits, now.Sub(last))
				last = now
				if n := len(waits); n >= 5 { // after the first call and three quick ones
					nominal := min(30*time.Second<<min(n-5, 10), time.Hour)
					if w := waits[n-1]; w < nominal*3/4 || w > nominal*5/4 {
						t.Errorf("wait %d was %v, nominally %v", n, w, nominal)
					}
				}
				return nil
			})
		}
		time.Sleep(12 * time.Hour)
		stop()
		synctest.Wait()
		close(calls)
		bins := map[int]int{}
		for at := range calls {
			if at > 6*time.Hour {
				bins[int(at/(5*time.Minute))]++
			}
		}
		for bin, n := range bins {
			if n > stations/5 {
				t.Errorf("%d of %d stations called within the five minutes from %v", n, stations, time.Duration(bin)*5*time.Minute)
			}
		}
		if len(bins) < 60 {
			t.Errorf("calls in %d of 72 bins only", len(bins))
		}
	})
}
