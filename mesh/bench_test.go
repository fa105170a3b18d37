package mesh_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	stdsync "sync"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/mesh"
)

// BenchmarkNeighbourLatency is DESIGN's first figure: from Append on one hub to
// the news on every other, with one tap per hub per two seconds. Target: p50 ≤
// 0.5 s, p95 ≤ 1 s.
func BenchmarkNeighbourLatency(b *testing.B) {
	for _, n := range []int{5, 32} {
		b.Run(fmt.Sprintf("hubs=%d", n), func(b *testing.B) {
			w := newTown(b, n)
			for _, h := range w.hubs {
				h.tune = ordinary
			}
			w.meet()
			const rounds = 15
			seconds := measure(w, rounds)
			b.ReportMetric(0, "ns/op")
			w.until(20*time.Second, "equal", func() bool { return equal(w.hubs...) && w.hubs[0].sum().Commits == int64(rounds*n) })
			// A watcher that was too slow is told to look again instead; the log has all.
			b.ReportMetric(100*float64(len(seconds))/float64(rounds*n*(n-1)), "%timed")
			var twice int64
			for _, h := range w.hubs {
				for _, p := range h.engine.Status().Peers {
					twice += p.Known
				}
			}
			b.ReportMetric(100*float64(twice)/float64(rounds*n*(n-1)), "%twice")
			b.ReportMetric(quantile(seconds, 0.5), "p50-s")
			b.ReportMetric(quantile(seconds, 0.95), "p95-s")
			b.ReportMetric(quantile(seconds, 1), "max-s")
		})
	}
}

// ordinary are the timings of a real mesh.
func ordinary(c *mesh.Config) { c.Timing = mesh.Timing{} }

// measure taps on every hub once per two seconds, each at its own moment, and
// gives the seconds until each other hub had it.
func measure(w *town, rounds int) (seconds []float64) {
	var mu stdsync.Mutex
	began := map[hub.ID]time.Time{}
	early := map[hub.ID][]time.Time{} // news that overtook the note of the append
	ctx, stop := context.WithCancel(context.Background())
	var watchers, tappers stdsync.WaitGroup
	for _, h := range w.hubs {
		news, unwatch := h.store.Watch()
		defer unwatch()
		watchers.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case n := <-news:
					now := time.Now()
					mu.Lock()
					if at, ok := began[n.Commit]; !n.Own && ok {
						seconds = append(seconds, now.Sub(at).Seconds())
					} else if !n.Own {
						early[n.Commit] = append(early[n.Commit], now)
					}
					mu.Unlock()
				}
			}
		})
	}
	for i, h := range w.hubs {
		tappers.Go(func() {
			time.Sleep(rand.N(2 * time.Second))
			for r := range rounds {
				at := time.Now()
				id := h.tap(hub.ID{7, byte(i), byte(r)}, "2026-11-23", int64(r)).Commit
				mu.Lock()
				began[id] = at
				for _, got := range early[id] {
					seconds = append(seconds, got.Sub(at).Seconds())
				}
				mu.Unlock()
				time.Sleep(time.Until(at.Add(2 * time.Second)))
			}
		})
	}
	tappers.Wait()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		mu.Lock()
		all := len(seconds) >= rounds*len(w.hubs)*(len(w.hubs)-1)
		mu.Unlock()
		if all {
			break
		}
	}
	stop()
	watchers.Wait()
	return seconds
}

func quantile(v []float64, q float64) float64 {
	slices.Sort(v)
	if len(v) == 0 {
		return 0
	}
	return v[min(int(q*float64(len(v))), len(v)-1)]
}

// BenchmarkBurst writes 1000 records a second for five seconds into several of 32
// hubs. Target: none lost, all everywhere within 20 s.
func BenchmarkBurst(b *testing.B) {
	w := newTown(b, 32)
	for _, h := range w.hubs {
		h.tune = ordinary
	}
	w.meet()
	began := time.Now()
	for second := range 5 {
		for _, h := range w.hubs[:5] {
			h.taps(200)
		}
		time.Sleep(time.Until(began.Add(time.Duration(second+1) * time.Second)))
	}
	wrote := time.Now()
	w.until(2*time.Minute, "all equal", func() bool { return w.hubs[0].sum().Commits == 5000 && equal(w.hubs...) })
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(time.Since(wrote).Seconds(), "s-after-burst")
}

// BenchmarkBulk is 10k records from one hub to another that has none, over a
// WebSocket on loopback, TLS, pack and the real stores. Targets for records of
// 400 B: open ≥ 25k/s and ≤ 180 B each, sealed ≥ 20k/s and ≤ 340 B; taps ≤ 80 B.
func BenchmarkBulk(b *testing.B) {
	const records = 10_000
	for _, kind := range []string{"open", "sealed", "tap"} {
		b.Run(kind, func(b *testing.B) {
			var spent, worked time.Duration
			for range b.N {
				w := newTown(b, 2)
				from, to := w.hubs[0].serve(), w.hubs[1].serve()
				from.write(kind, records)
				ctx, stop := context.WithCancel(context.Background())
				began, before := time.Now(), cpu(b)
				go to.engine.Dial(ctx, "http://"+from.addr)
				w.until(time.Minute, "equal", func() bool { return equal(from, to) })
				spent += time.Since(began)
				worked += cpu(b) - before
				p := to.engine.Status().Peers[0]
				b.ReportMetric(float64(p.BytesIn)/records, "B/record")
				stop()
				from.stop()
				to.stop()
			}
			b.ReportMetric(float64(b.N)*records/spent.Seconds(), "records/s")
			b.ReportMetric(float64(worked.Microseconds())/float64(b.N)/records, "cpu-µs/record") // both hubs
		})
	}
}

// cpu is the processor time that this process has used: what a machine with other
// work to do can be compared by.
func cpu(b *testing.B) time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// BenchmarkBootstrap is a new hub and a township of 100k records: the seconds
// until the newest 2,000 are there, and until all are.
func BenchmarkBootstrap(b *testing.B) {
	const records = 100_000
	w := newTown(b, 2)
	from, to := w.hubs[0].serve(), w.hubs[1].serve()
	from.write("tap", records-2000)
	newest := from.taps(2000)
	began := time.Now()
	go to.engine.Dial(b.Context(), "http://"+from.addr)
	w.until(10*time.Minute, "the newest", func() bool {
		for id := range newest {
			if _, err := to.store.Commit(b.Context(), id); err != nil {
				return false
			}
		}
		return true
	})
	b.ReportMetric(time.Since(began).Seconds(), "s-newest")
	w.until(10*time.Minute, "equal", func() bool { return equal(from, to) })
	b.ReportMetric(time.Since(began).Seconds(), "s-all")
	b.ReportMetric(float64(to.engine.Status().Peers[0].Known), "twice")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkHeal is a partition of four hubs with 10k records a side. Target: ≤ 60 s.
func BenchmarkHeal(b *testing.B) {
	w := newTown(b, 4)
	for _, h := range w.hubs {
		h.tune = ordinary
	}
	w.meet()
	left, right := w.hubs[:2], w.hubs[2:]
	w.wall(left, right, true)
	for _, h := range w.hubs {
		h.write("open", 5000)
	}
	w.until(time.Minute, "each side equal", func() bool { return equal(left...) && equal(right...) })
	w.wall(left, right, false)
	began := time.Now()
	w.until(2*time.Minute, "all equal", func() bool { return equal(w.hubs...) && w.hubs[0].sum().Commits == 20_000 })
	b.ReportMetric(time.Since(began).Seconds(), "s-heal")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkNoOp is an exchange on an open connection with nothing new. Target:
// ≤ 5 ms, ≤ 1 KB.
func BenchmarkNoOp(b *testing.B) {
	w := newTown(b, 2)
	from, to := w.hubs[0].serve(), w.hubs[1].serve()
	from.taps(1000)
	ctx := b.Context()
	if err := to.engine.Connect(ctx, "http://"+from.addr, from.key); err != nil {
		b.Fatal(err)
	}
	w.until(time.Minute, "equal", func() bool { return equal(from, to) })
	w.until(time.Minute, "complete", func() bool {
		ok, err := to.engine.Exchange(ctx, from.key)
		return ok && err == nil
	})
	before := to.engine.Status().Peers[0]
	for b.Loop() {
		if ok, err := to.engine.Exchange(ctx, from.key); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
	after := to.engine.Status().Peers[0]
	b.ReportMetric(float64(after.BytesIn+after.BytesOut-before.BytesIn-before.BytesOut)/float64(b.N), "wire-B/op")
}
