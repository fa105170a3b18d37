package sync

import (
	"context"
	"crypto/tls"
	"maps"
	"math/rand/v2"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// copyOf is a log that holds what another one does.
func (l *memLog) copyOf(from *memLog) {
	for name, m := range from.lanes {
		fresh := l.lane(name)
		fresh.commits, fresh.states = maps.Clone(m.commits), map[string]hub.State{}
		fresh.proofs, fresh.digest, fresh.lam = maps.Clone(m.proofs), m.digest, m.lam
		for o, run := range m.runs {
			fresh.runs[o] = maps.Clone(run)
		}
		for key, s := range m.states {
			fresh.states[key] = maps.Clone(s)
		}
	}
}

// weighed is a line that counts what passes each way and breaks after so many
// bytes of both together.
type weighed struct {
	net.Conn
	left, out, in *atomic.Int64
}

func (c weighed) Write(b []byte) (int, error) {
	n := min(int64(len(b)), max(c.left.Add(-int64(len(b)))+int64(len(b)), 0))
	done, err := c.Conn.Write(b[:n])
	c.out.Add(int64(done))
	if n < int64(len(b)) {
		c.Conn.Close()
		return done, net.ErrClosed
	}
	return done, err
}

func (c weighed) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	left := max(c.left.Add(-int64(n))+int64(n), 0)
	if int64(n) > left {
		c.Conn.Close()
		n, err = int(left), net.ErrClosed
	}
	c.in.Add(int64(n))
	return n, err
}

// resumed is two hubs that each have what the other lacks, one session that breaks
// after so many bytes, and one that does not: how many bytes went each way, and
// how many commits came twice at most.
func resumed(t *testing.T, logs [2]*memLog, breakAt int64, forget bool) (out, in, twice int64) {
	synctest.Test(t, func(t *testing.T) {
		w := newUnserved(t, 2, func(i int, c *Config) {
			c.Timing = Timing{}
			c.Log.(*memLog).copyOf(logs[i])
			if forget && i == 1 {
				c.Log = forgetful{c.Log.(*memLog)}
			}
		})
		a, b := w.hubs[0], w.hubs[1]
		var left, sent, got atomic.Int64
		left.Store(breakAt)
		for range 2 {
			here, there := net.Pipe()
			go b.Serve(there)
			conn := tls.Client(weighed{here, &left, &sent, &got}, a.cfg.Client)
			if peer, err := a.handshake(a.life, conn); err == nil {
				go func() {
					defer conn.Close()
					a.run(a.life, conn, peer, how{dialled: true, lasting: true})
				}()
			}
			for wait := 0; wait < 600 && left.Load() > 0 && !(complete(a, b, township) && complete(b, a, township)); wait++ {
				time.Sleep(100 * time.Millisecond)
			}
			time.Sleep(5 * time.Second)
			here.Close()
			time.Sleep(time.Second)
			left.Store(1 << 40)
		}
		if !w.equal(township, a, b) && !forget {
			t.Errorf("cut after %d bytes: %s, %s", breakAt, a.log.sum(township), b.log.sum(township))
		}
		out, in, twice = sent.Load(), got.Load(), max(a.peer(b).Known, b.peer(a).Known)
	})
	return out, in, twice
}

// forgetful says that it holds nothing.
type forgetful struct{ *memLog }

func (forgetful) Vector(context.Context, hub.Lane) (hub.Vector, error) { return hub.Vector{}, nil }

// Wherever the line breaks, in either direction, what crosses a second time is one
// batch at most, and what is stored a second time is nothing or one batch.
func TestCutCostsOneBatch(t *testing.T) {
	var logs [2]*memLog
	const commits = 2*MaxBatchCommits + 100
	for i, name := range []string{"甲", "乙"} {
		s := newSeeded(name)
		logs[i] = s.log()
		logs[i].append(township, commits, s.visit)
	}
	packed, err := Pack(commitsOf(logs[0]))
	if err != nil {
		t.Fatal(err)
	}
	batch := int64(len(packed))
	const greeting = 8 << 10 // TLS, Hello, lines, states and receipts of one more session
	wholeOut, wholeIn, _ := resumed(t, logs, 1<<40, false)
	if wholeOut < 2*batch || wholeIn < 2*batch {
		t.Fatalf("%d and %d bytes for two batches of %d and more", wholeOut, wholeIn, batch)
	}
	seed := rand.Uint64()
	rnd := rand.New(rand.NewPCG(seed, 0))
	rounds := 30
	if testing.Short() {
		rounds = 5
	}
	for range rounds {
		at := rnd.Int64N(wholeOut + wholeIn)
		out, in, twice := resumed(t, logs, at, false)
		if out > wholeOut+batch+greeting || in > wholeIn+batch+greeting || twice > MaxBatchCommits {
			t.Errorf("seed %d, cut after %d bytes: %d bytes out (%d uncut), %d in (%d), a batch has %d; %d commits twice",
				seed, at, out, wholeOut, in, wholeIn, batch, twice)
		}
	}
	// The control: to a hub that forgets what it holds all goes again.
	out, in, twice := resumed(t, logs, (wholeOut+wholeIn)*9/10, true)
	if out <= wholeOut+batch+greeting && in <= wholeIn+batch+greeting && twice <= MaxBatchCommits {
		t.Errorf("control: %d bytes out, %d in, %d twice", out, in, twice)
	}
}
