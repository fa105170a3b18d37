package main

import (
	"context"
	"syscall"
	"time"
)

// result is what one system took to carry the records once.
type result struct {
	took     time.Duration
	forward  int64         // bytes with the records
	backward int64         // bytes against them
	cpu      time.Duration // of both sides
	peak     [2]float64    // MiB, of who had the records and who got them
	noop     cost          // an exchange on an open connection, with nothing new
	again    int64         // bytes after a cut, with nothing new, until it is quiet
	idle     int64         // bytes a second with nothing new, where nobody asks
}

// cost of one exchange.
type cost struct {
	took  time.Duration
	bytes int64
}

// bulk measures what carry costs the two until the moment that it gives; the caller
// has the records.
func bulk(caller, callee *process, wire *proxy, carry func() (time.Time, error)) (r result, err error) {
	before, err := cpuOf(caller, callee)
	if err != nil {
		return r, err
	}
	syscall.Sync() // what was written before: the first fsync would wait for it
	there, back := wire.there.Load(), wire.back.Load()
	began := time.Now()
	ended, err := carry()
	if err != nil {
		return r, caller.explain(callee.explain(err))
	}
	r.took = ended.Sub(began)
	r.forward, r.backward = wire.there.Load()-there, wire.back.Load()-back
	after, err := cpuOf(caller, callee)
	if err != nil {
		return r, err
	}
	r.cpu = after - before
	for i, p := range []*process{caller, callee} {
		if r.peak[i], err = p.peak(); err != nil {
			return r, err
		}
	}
	return r, nil
}

func cpuOf(all ...*process) (sum time.Duration, _ error) {
	for _, p := range all {
		used, err := p.cpu()
		if err != nil {
			return 0, err
		}
		sum += used
	}
	return sum, nil
}

// repeat is what one exchange costs on the average of n.
func repeat(n int, wire *proxy, exchange func() error) (cost, error) {
	before, began := wire.carried(), time.Now()
	for range n {
		if err := exchange(); err != nil {
			return cost{}, err
		}
	}
	return cost{time.Since(began) / time.Duration(n), (wire.carried() - before) / int64(n)}, nil
}

// anew cuts a quiet connection and counts what travels until the two, who call again
// by themselves, have nothing more to say.
func anew(ctx context.Context, wire *proxy) (int64, error) {
	const still = 3 * time.Second
	silent := func() bool { return wire.quiet(still) }
	if err := until(ctx, "all is said", 50*time.Millisecond, silent); err != nil {
		return 0, err
	}
	before, calls := wire.carried(), wire.calls.Load()
	wire.cut()
	if err := until(ctx, "another call", 50*time.Millisecond, func() bool {
		return wire.calls.Load() > calls && wire.carried() > before
	}); err != nil {
		return 0, err
	}
	err := until(ctx, "all is said again", 50*time.Millisecond, silent)
	return wire.carried() - before, err
}
