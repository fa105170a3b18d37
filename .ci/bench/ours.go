package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/form"
)

const township = "140427103"

// ours are two stations of one township, enrolled by the command line. One holds all
// records and calls the other, which holds none, through the proxy, as a station calls
// upward: neither opens what the other sealed.
type ours struct {
	name    string
	program string
	full    string // data folder of who holds the records
	empty   string
}

// buildOurs makes the program that is installed.
func buildOurs(ctx context.Context, dir string) (program string, err error) {
	program = filepath.Join(dir, "yizhan")
	root, err := run(ctx, ".", "go", "list", "-m", "-f", "{{.Dir}}", "yizhan")
	if err == nil {
		_, err = run(ctx, string(bytes.TrimSpace([]byte(root))), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, ".")
	}
	return program, err
}

// newOurs enrols two stations and writes the records at one of them.
func newOurs(ctx context.Context, dir, program, name string, edits func(*form.Registry) []hub.Edit) (*ours, error) {
	o := &ours{name: name, program: program, full: filepath.Join(dir, "full"), empty: filepath.Join(dir, "empty")}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	for _, s := range []struct{ folder, station string }{{o.full, "柳沟驿站"}, {o.empty, "石坡驿站"}} {
		invitation := s.folder + ".inv"
		if _, err := run(ctx, dir, program, "enroll", "issue", "--data", filepath.Join(dir, "county"), "--county", "演示县",
			"--township", township, "--station", s.station, "--out", invitation); err != nil {
			return nil, err
		}
		if _, err := run(ctx, dir, program, "enroll", "accept", invitation, "--data", s.folder); err != nil {
			return nil, err
		}
	}
	return o, o.load(ctx, edits(form.Builtin()))
}

// load writes each edit as a commit of its own, a hundred to a transaction.
func (o *ours) load(ctx context.Context, edits []hub.Edit) error {
	b, err := box.Open(ctx, box.Config{Data: o.full})
	if err != nil {
		return err
	}
	defer b.Close()
	for len(edits) > 0 {
		n := min(100, len(edits))
		var drafts []hub.Draft
		for _, e := range edits[:n] {
			drafts = append(drafts, hub.Draft{Request: hub.NewID(), Lane: b.Lane(), Author: hub.ID{9}, Edits: []hub.Edit{e}})
		}
		if _, err := b.Store().AppendAll(ctx, drafts); err != nil {
			return err
		}
		edits = edits[n:]
	}
	return b.Close()
}

// openEdits are records that every hub reads.
func openEdits(all []record) func(*form.Registry) []hub.Edit {
	return func(forms *form.Registry) (edits []hub.Edit) {
		for _, r := range all {
			edits = append(edits, forms.Edit("class", hub.NewID(), hub.NewID(), form.Values{"title": r.Text, "minutes": int64(r.Minutes)}))
		}
		return edits
	}
}

// sealedEdits are records about sixty people, whom the other station may not know.
func sealedEdits(all []record) func(*form.Registry) []hub.Edit {
	return func(forms *form.Registry) (edits []hub.Edit) {
		for i, r := range all {
			subject := hub.ID{8, byte(i % 60)}
			edits = append(edits, forms.Edit("person", hub.NewID(), subject, form.Values{"name": r.Text, "pickup": true}))
		}
		return edits
	}
}

func (o *ours) String() string { return o.name }

// measure carries the records once between fresh copies of the two folders.
func (o *ours) measure(ctx context.Context, dir string) (r result, err error) {
	from, to := filepath.Join(dir, "full"), filepath.Join(dir, "empty")
	for _, c := range [][2]string{{o.full, from}, {o.empty, to}} {
		if err := os.CopyFS(c[1], os.DirFS(c[0])); err != nil {
			return r, err
		}
	}
	at, err := freeAddresses(4)
	if err != nil {
		return r, err
	}
	wire, err := newProxy(at[3])
	if err != nil {
		return r, err
	}
	defer wire.close()
	callee, err := o.serve(ctx, dir, to, at[0], "--mesh", at[2], "--sync", at[3])
	if err != nil {
		return r, err
	}
	defer callee.stop()
	caller, err := o.serve(ctx, dir, from, at[1], "--county", "http://"+wire.address())
	if err != nil {
		return r, err
	}
	defer caller.stop()
	if err := until(ctx, "the call", 10*time.Millisecond, func() bool { return wire.calls.Load() > 0 }); err != nil {
		return r, err
	}
	time.Sleep(time.Second) // what a box does when it starts is over
	want, err := stand(ctx, from)
	if err != nil {
		return r, err
	}
	equal := func() bool { // the other has a commit of its own, its site, and sends it back
		got, err := stand(ctx, to)
		if err != nil || got.Commits < want.Commits {
			return false
		}
		theirs, err := stand(ctx, from)
		return err == nil && got == theirs
	}
	r, err = bulk(caller, callee, wire, func() (time.Time, error) {
		wire.open()
		// To be asked costs a station 3 ms: it is asked only when nothing passes.
		err := until(ctx, "both hold the same", 10*time.Millisecond, func() bool { return wire.quiet(100*time.Millisecond) && equal() })
		return wire.latest(), err // the last batch's acknowledgement, which follows its transaction
	})
	if err != nil {
		return r, err
	}
	if r.again, err = anew(ctx, wire); err != nil {
		return r, err
	}
	caller.stop()
	return r, o.nothingNew(ctx, from, wire, &r)
}

// serve starts a station and waits until it is open.
func (o *ours) serve(ctx context.Context, dir, data, listen string, args ...string) (*process, error) {
	p, err := start(dir, filepath.Base(data), o.program, append([]string{"serve", "--data", data, "--listen", listen}, args...)...)
	if err != nil {
		return nil, err
	}
	if err := until(ctx, "a station opens", 20*time.Millisecond, func() bool { return answers("http://" + listen + "/healthz") }); err != nil {
		p.stop()
		return nil, p.explain(err)
	}
	return p, nil
}

// stand is what the server of a data folder holds of the township.
func stand(ctx context.Context, data string) (hub.LaneStand, error) {
	var out bytes.Buffer
	var st hub.Status
	code, ok, err := box.Call(ctx, data, []string{"status", "--json", "--data", data}, box.Stdio{Out: &out, Err: io.Discard})
	if err != nil || !ok || code != 0 {
		return hub.LaneStand{}, fmt.Errorf("%s gives no status: %d %w", data, code, err)
	}
	err = json.Unmarshal(out.Bytes(), &st)
	return st.Lanes[hub.TownshipLane(township)], err
}
