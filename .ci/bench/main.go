// Command bench measures Yizhan beside what others would use for its work, in the same
// minutes, on the same machine, through the same wire.
//
//	bench peers     10,000 records of 400 B from one process to another: two stations,
//	                PouchDB 9 to express-pouchdb 4.2, NATS 2.15 to a mirror at a leaf node
//	bench targets   passes on the output of `go test -bench` that it reads, and says at
//	                the end which figures reach their targets
//
// Everything runs on loopback. What it needs is fetched at the start into a temporary
// folder or Go's module cache, and nothing of it lies in this repository: PouchDB,
// express-pouchdb, the NATS server and its client (Apache-2.0), express and leveldown
// (MIT).
//
// The three do not promise the same. A station verifies signatures, folds, and has
// every batch on the disk (fsync) before it acknowledges it; PouchDB's leveldb and
// NATS' file store leave that to the system's own time.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	rounds := flag.Int("rounds", 3, "how often each system carries the records; the median counts")
	flag.Parse()
	var err error
	switch flag.Arg(0) {
	case "peers":
		err = comparePeers(ctx, *rounds)
	case "targets":
		err = judge(os.Stdin, os.Stdout)
	default:
		err = fmt.Errorf("bench peers | bench targets")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// system is one of those compared.
type system interface {
	String() string
	measure(ctx context.Context, dir string) (result, error)
}

// comparePeers measures every system in turn, round by round, so that what else the
// machine does meets all alike.
func comparePeers(ctx context.Context, rounds int) error {
	dir, err := os.MkdirTemp("", "yizhan-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	systems, err := prepare(ctx, dir)
	if err != nil {
		return err
	}
	results := make([][]result, len(systems))
	for round := range rounds {
		for i, s := range systems {
			once := filepath.Join(dir, fmt.Sprintf("round-%d-%d", round, i))
			if err := os.Mkdir(once, 0o700); err != nil {
				return err
			}
			r, err := s.measure(ctx, once)
			if err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
			fmt.Fprintf(os.Stderr, "round %d: %s\n", round+1, line(s, r))
			results[i] = append(results[i], r)
			if err := os.RemoveAll(once); err != nil {
				return err
			}
		}
	}
	return printPeers(os.Stdout, systems, results)
}

// prepare fetches, builds and fills them.
func prepare(ctx context.Context, dir string) ([]system, error) {
	all := someRecords()
	program, err := buildOurs(ctx, dir)
	if err != nil {
		return nil, err
	}
	open, err := newOurs(ctx, filepath.Join(dir, "open"), program, "Yizhan, open", openEdits(all))
	if err != nil {
		return nil, err
	}
	sealed, err := newOurs(ctx, filepath.Join(dir, "sealed"), program, "Yizhan, sealed", sealedEdits(all))
	if err != nil {
		return nil, err
	}
	small, err := newPouch(ctx, filepath.Join(dir, "pouch"), all)
	if err != nil {
		return nil, err
	}
	small.batch = 100 // its default
	large := *small
	large.batch = 1000
	mirror, err := newLeaf(ctx, filepath.Join(dir, "nats"), all)
	return []system{open, sealed, small, &large, mirror}, err
}
