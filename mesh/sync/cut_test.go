package sync

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// A cut at any byte costs at most one batch: whatever the sender had on the wire
// when the line broke, the receiver has all that it acknowledged, and both end
// equal with next to nothing sent twice.
func TestCutAtAnyByte(t *testing.T) {
	const commits = 3 * MaxBatchCommits
	for _, after := range cutPoints() {
		net := &cutter{after: after}
		w := newWorld(t, 2, func(i int, c *Config) {
			if i == 0 {
				c.DialNet = net.dial
			}
		})
		a, b := w.hubs[0], w.hubs[1]
		a.log.append(township, commits, arrivals)
		ctx, hangUp := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- a.Dial(ctx, b.url) }()
		w.until("cut, or all across", func() bool { return len(ended) > 0 || complete(a, b, township) })
		hangUp()
		<-ended
		w.until("ended", func() bool { return !a.Connected(b.key) && !b.Connected(a.key) })
		sent := a.peer(b).Sent
		sums, _ := b.log.Lanes(t.Context())
		var held int64
		for _, s := range sums {
			held = s.Commits
		}
		if sent > held || held%MaxBatchCommits != 0 {
			t.Errorf("cut after %d bytes: %d acknowledged, %d held; batches of %d", after, sent, held, MaxBatchCommits)
		}
		net.mu.Lock()
		net.after = -1
		net.mu.Unlock()
		go a.Dial(t.Context(), b.url)
		w.until("equal and counted", func() bool {
			return w.equal(township, a, b) && b.peer(a).Received+b.peer(a).Known >= commits
		})
		if p := b.peer(a); p.Known > MaxBatchCommits || p.Received != commits {
			t.Errorf("cut after %d bytes: %d received, %d twice", after, p.Received, p.Known)
		}
		for _, s := range w.hubs {
			s.Close()
		}
	}
}

// cutPoints are in the WebSocket's greeting, in TLS, in Hello, at both sides of
// frames, in the batches, and beyond.
func cutPoints() (out []int64) {
	step := int64(1)
	if testing.Short() {
		step = 3
	}
	for at := int64(1); at < 4000; at += 431 * step {
		out = append(out, at)
	}
	for at := int64(4000); at < 60000; at += 6911 * step {
		out = append(out, at)
	}
	return out
}

// The dialler's line breaks again and again at random places while both write;
// Upstream brings them together all the same.
func TestUpstreamThroughABadLine(t *testing.T) {
	net := &cutter{after: -1}
	w := newWorld(t, 2, func(i int, c *Config) {
		if i == 0 {
			c.DialNet = net.dial
		}
	})
	a, b := w.hubs[0], w.hubs[1]
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Upstream(ctx, func() []string { return []string{b.url} }) }()
	for i := range 12 {
		a.log.append(township, 30+i, arrivals)
		b.log.append(township, 5, arrivals)
		time.Sleep(time.Duration(i) * 3 * time.Millisecond)
		net.cut()
		a.Nudge()
	}
	w.until("equal", func() bool { a.Nudge(); return w.equal(township, a, b) })
	w.until("complete", func() bool { return complete(a, b, township) && complete(b, a, township) })
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	net.mu.Lock()
	defer net.mu.Unlock()
	if net.dials < 3 {
		t.Errorf("%d dials", net.dials)
	}
}

func TestBackoff(t *testing.T) {
	at := func(random float64) (out []time.Duration) {
		b := backoff{first: time.Second, random: func() float64 { return random }}
		for range 14 {
			out = append(out, b.next().Round(time.Second))
		}
		return out
	}
	want := []time.Duration{
		time.Second, 3 * time.Second, 9 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute,
		8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour, time.Hour, time.Hour,
	}
	if got := at(0.5); !slices.Equal(got, want) {
		t.Errorf("waits %v\nwant  %v", got, want)
	}
	if low, high := at(0)[13], at(0.999)[13]; low != 45*time.Minute || high < 74*time.Minute {
		t.Errorf("jitter from %v to %v", low, high)
	}
}

// Nobody answers for three days: the county is asked ever more rarely, about once
// an hour in the end; a Nudge asks at once.
func TestUpstreamForDays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int64
		e := New(Config{Log: newMemLog(newSeeded("alone").key), Timing: Timing{First: time.Second}})
		ctx, stop := context.WithCancel(t.Context())
		go e.Upstream(ctx, func() []string { calls.Add(1); return nil })
		time.Sleep(72 * time.Hour)
		before := calls.Load()
		if before < 70 || before > 100 {
			t.Errorf("%d attempts in three days", before)
		}
		e.Nudge()
		synctest.Wait()
		if n := calls.Load() - before; n != 1 {
			t.Errorf("%d attempts after a nudge", n)
		}
		stop()
		synctest.Wait()
	})
}

// The cap on speed counts all sessions together.
func TestLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limiter{rate: 1000}
		began := time.Now()
		done := make(chan struct{})
		for range 2 {
			go func() {
				for range 5 {
					l.wait(t.Context(), 1000)
				}
				done <- struct{}{}
			}()
		}
		<-done
		<-done
		if took := time.Since(began); took != 9*time.Second { // the tenth goes when the nine before it are through
			t.Errorf("10,000 bytes at 1000 a second began within %v", took)
		}
		if err := (*limiter)(nil).wait(t.Context(), 1<<30); err != nil {
			t.Error(err)
		}
	})
}

// extend agrees with the plain idea: a set of seqs.
func TestExtendIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := hub.Origin{1}
		v, set := hub.Vector{}, map[uint64]bool{}
		for _, seq := range rapid.SliceOf(rapid.Uint64Range(1, 24)).Draw(t, "seqs") {
			extend(v, o, seq, hub.ID{byte(seq)})
			set[seq] = true
		}
		head := uint64(0)
		for set[head+1] {
			head++
		}
		r := v[o]
		if r.Head.Seq != head {
			t.Fatalf("head %d, want %d", r.Head.Seq, head)
		}
		last := head
		for _, s := range r.Beyond {
			if s.From < last+2 || s.To < s.From {
				t.Fatalf("spans %v after %d", r.Beyond, head)
			}
			last = s.To
		}
		for seq := head + 1; seq <= 25; seq++ {
			in := slices.ContainsFunc(r.Beyond, func(s hub.Span) bool { return s.From <= seq && seq <= s.To })
			if in != set[seq] {
				t.Fatalf("seq %d: %v in %v", seq, in, r.Beyond)
			}
		}
		if n := lacks(v, hub.Vector{}); n != uint64(len(set)) {
			t.Fatalf("lacks %d of %d", n, len(set))
		}
	})
}
