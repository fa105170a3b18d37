package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// leaf is a NATS server with a stream, and a leaf node that calls it and mirrors the
// stream into its own.
type leaf struct {
	program string
	all     []record
}

// newLeaf builds the NATS server of go.mod.
func newLeaf(ctx context.Context, dir string, all []record) (*leaf, error) {
	l := &leaf{program: filepath.Join(dir, "nats-server"), all: all}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	_, err := run(ctx, ".", "go", "build", "-o", l.program, "github.com/nats-io/nats-server/v2")
	return l, err
}

func (l *leaf) String() string { return "NATS 2.15, mirror at a leaf node" }

// measure mirrors once. The server at the middle has the records and is called.
func (l *leaf) measure(ctx context.Context, dir string) (r result, err error) {
	at, err := freeAddresses(3)
	if err != nil {
		return r, err
	}
	wire, err := newProxy(at[2])
	if err != nil {
		return r, err
	}
	defer wire.close()
	middle, source, err := l.serve(ctx, dir, "middle", at[0], fmt.Sprintf("leafnodes { listen: %q }", at[2]))
	if err != nil {
		return r, err
	}
	defer middle.stop()
	defer source.Close()
	if err := l.load(ctx, source); err != nil {
		return r, err
	}
	middle.stop() // so that its memory is that of a server that only sends
	source.Close()
	if middle, source, err = l.serve(ctx, dir, "middle", at[0], fmt.Sprintf("leafnodes { listen: %q }", at[2])); err != nil {
		return r, err
	}
	defer middle.stop()
	defer source.Close()
	edge, target, err := l.serve(ctx, dir, "edge", at[1], fmt.Sprintf("leafnodes { remotes: [ { url: %q } ] }", "nats-leaf://"+wire.address()))
	if err != nil {
		return r, err
	}
	defer edge.stop()
	defer target.Close()
	return l.mirror(ctx, target, middle, edge, wire)
}

// mirror waits for the leaf node's call, makes the mirror and waits until it has all.
func (l *leaf) mirror(ctx context.Context, target *nats.Conn, middle, edge *process, wire *proxy) (r result, err error) {
	far, err := jetstream.NewWithDomain(target, "middle")
	if err != nil {
		return r, err
	}
	near, err := jetstream.New(target)
	if err != nil {
		return r, err
	}
	wire.open()
	if err := until(ctx, "the leaf node sees the stream", 50*time.Millisecond, func() bool {
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		_, err := far.Stream(short, "RECORDS")
		return err == nil
	}); err != nil {
		return r, err
	}
	time.Sleep(time.Second)
	r, err = bulk(middle, edge, wire, func() (time.Time, error) {
		mirror, err := near.CreateStream(ctx, jetstream.StreamConfig{
			Name: "RECORDS", Storage: jetstream.FileStorage,
			Mirror: &jetstream.StreamSource{Name: "RECORDS", Domain: "middle"},
		})
		if err != nil {
			return time.Time{}, err
		}
		err = until(ctx, "the mirror has all", 10*time.Millisecond, func() bool {
			info, err := mirror.Info(ctx)
			return err == nil && info.State.Msgs == records
		})
		return time.Now(), err
	})
	if err != nil {
		return r, err
	}
	r.forward, r.backward = r.backward, r.forward // the edge calls, and gets
	const idle = 5 * time.Second
	before := wire.carried()
	time.Sleep(idle)
	r.idle = (wire.carried() - before) / int64(idle/time.Second)
	return r, nil
}

// serve starts a server with JetStream in a domain of its name, and connects to it.
func (l *leaf) serve(ctx context.Context, dir, name, listen, more string) (*process, *nats.Conn, error) {
	file := filepath.Join(dir, name+".conf")
	conf := fmt.Sprintf("listen: %q\nserver_name: %s\njetstream { store_dir: %q, domain: %s }\n%s\n",
		listen, name, filepath.Join(dir, name), name, more)
	if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
		return nil, nil, err
	}
	p, err := start(dir, name, l.program, "-c", file)
	if err != nil {
		return nil, nil, err
	}
	var conn *nats.Conn
	err = until(ctx, "a NATS server opens", 50*time.Millisecond, func() bool {
		conn, err = nats.Connect("nats://" + listen)
		return err == nil
	})
	if err != nil {
		p.stop()
		return nil, nil, p.explain(err)
	}
	return p, conn, nil
}

// load publishes every record as JSON.
func (l *leaf) load(ctx context.Context, conn *nats.Conn) error {
	js, err := jetstream.New(conn)
	if err != nil {
		return err
	}
	if err := until(ctx, "JetStream answers", 50*time.Millisecond, func() bool {
		_, err = js.CreateStream(ctx, jetstream.StreamConfig{Name: "RECORDS", Subjects: []string{"records.>"}, Storage: jetstream.FileStorage})
		return err == nil
	}); err != nil {
		return err
	}
	for _, r := range l.all {
		body, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if _, err := js.PublishAsync("records."+r.ID, body); err != nil {
			return err
		}
	}
	select {
	case <-js.PublishAsyncComplete():
	case <-ctx.Done():
		return ctx.Err()
	}
	stream, err := js.Stream(ctx, "RECORDS")
	if err != nil {
		return err
	}
	info, err := stream.Info(ctx)
	if err == nil && info.State.Msgs != records {
		err = fmt.Errorf("NATS keeps %d records", info.State.Msgs)
	}
	return err
}
