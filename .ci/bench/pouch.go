package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"
)

//go:embed pouch.js
var pouchProgram []byte

// pouch is PouchDB 9 that replicates its leveldb to an express-pouchdb.
type pouch struct {
	script string
	full   string // database that holds the records
	batch  int    // its batch_size
}

// newPouch fetches PouchDB into dir and fills a database.
func newPouch(ctx context.Context, dir string, all []record) (*pouch, error) {
	p := &pouch{script: filepath.Join(dir, "pouch.js"), full: filepath.Join(dir, "full")}
	if err := os.MkdirAll(p.full, 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(p.script, pouchProgram, 0o600); err != nil {
		return nil, err
	}
	if err := writeRecords(filepath.Join(dir, "records.jsonl"), all); err != nil {
		return nil, err
	}
	if _, err := run(ctx, dir, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", dir,
		"pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4.22.3"); err != nil {
		return nil, err
	}
	_, err := run(ctx, dir, "node", p.script, "load", p.full, filepath.Join(dir, "records.jsonl"))
	return p, err
}

func (p *pouch) String() string {
	return fmt.Sprintf("PouchDB 9 → express-pouchdb 4.2, batches of %d", p.batch)
}

// measure replicates once, from a fresh copy to an empty database.
func (p *pouch) measure(ctx context.Context, dir string) (r result, err error) {
	full, empty := filepath.Join(dir, "full"), filepath.Join(dir, "empty")
	if err := errors.Join(os.CopyFS(full, os.DirFS(p.full)), os.Mkdir(empty, 0o700)); err != nil {
		return r, err
	}
	at, err := freeAddresses(1)
	if err != nil {
		return r, err
	}
	_, port, _ := net.SplitHostPort(at[0])
	wire, err := newProxy(at[0])
	if err != nil {
		return r, err
	}
	defer wire.close()
	callee, err := start(dir, "server", "node", p.script, "serve", empty, port)
	if err != nil {
		return r, err
	}
	defer callee.stop()
	if _, err := callee.out.ReadString('\n'); err != nil {
		return r, callee.explain(err)
	}
	caller, err := start(dir, "client", "node", p.script, "push", full, "http://"+wire.address()+"/records", fmt.Sprint(p.batch))
	if err != nil {
		return r, err
	}
	defer caller.stop()
	wire.open()
	time.Sleep(time.Second) // Node has loaded its modules
	push := func(want int) func() error {
		return func() error {
			wrote, err := caller.ask("push")
			if err == nil && wrote != fmt.Sprint(want) {
				err = fmt.Errorf("%s documents were written, not %d", wrote, want)
			}
			return err
		}
	}
	if r, err = bulk(caller, callee, wire, func() (time.Time, error) {
		err := push(records)()
		return time.Now(), err
	}); err != nil {
		return r, err
	}
	if r.noop, err = repeat(20, wire, push(0)); err != nil {
		return r, err
	}
	wire.cut()
	once, err := repeat(1, wire, push(0))
	r.again = once.bytes
	return r, err
}
