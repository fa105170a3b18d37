package box

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/sticks"
	"yizhan/hub/form"
)

// carries is one plug at a box: take in, then write.
func (r *region) carries(b *Box, who hub.Actor, dir string) (in, out hub.StickReport) {
	r.t.Helper()
	in, err := b.usb.Take(r.ctx, who, sticks.Carry{Dir: dir})
	e, ok := errors.AsType[*hub.Error](err)
	fresh := ok && e.Key == "bundle.empty"
	if err != nil && !fresh && hub.CodeOf(err) != hub.CodeQuestion {
		r.t.Fatal(err)
	}
	out, err = b.usb.Fill(r.ctx, who, sticks.Carry{Dir: dir})
	r.must(err)
	return in, out
}

func (r *region) fleetOfficer() hub.Actor { return hub.Actor{Role: hub.RoleCounty, Staff: hub.ID{1}} }

func (r *region) digest(b *Box, lane hub.Lane) hub.Digest {
	r.t.Helper()
	all, err := b.store.Lanes(r.ctx)
	r.must(err)
	for _, s := range all {
		if s.Lane == lane {
			return s.Digest
		}
	}
	return hub.Digest{}
}

// Two stations and their county that never meet: by one stick all of them end with
// the same, and the stations have reported. Who carried it stands on the trail.
func TestStickRound(t *testing.T) {
	r := newRegion(t)
	a, b := r.stations[0], r.stations[1]
	r.register(a, "王小满", "13800000001")
	r.register(b, "李雨桐", "13800000002")
	stick := t.TempDir()
	for range 3 {
		r.carries(a, r.head(a), stick)
		r.carries(b, r.head(b), stick)
		r.carries(r.county, r.fleetOfficer(), stick)
	}
	for _, s := range []*Box{a, b} {
		if r.digest(s, a.Lane()) != r.digest(r.county, a.Lane()) {
			t.Errorf("%s and the county do not hold the same", s.cfg.Data)
		}
		if st, err := s.Status(r.ctx); err != nil || st.Unsent != 0 || st.CountyUpto == "" {
			t.Errorf("unsent %d, up to %q: %v", st.Unsent, st.CountyUpto, err)
		}
	}
	carried := 0
	r.must(r.county.store.Each(r.ctx, "look", func(rec hub.Record) error {
		if rec.Fields[5] == "stick" {
			carried++
		}
		return nil
	}))
	if carried == 0 {
		t.Error("nobody has carried anything, says the trail")
	}
	nobody := hub.Actor{Role: hub.RoleTownship}
	if _, err := a.usb.Fill(r.ctx, nobody, sticks.Carry{Dir: stick}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("an officer of the township writes a stick: %v", err)
	}
	if _, err := a.usb.Take(r.ctx, nobody, sticks.Carry{Dir: stick}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("an officer of the township takes one in: %v", err)
	}
}

// A stick written before an order to erase brings nothing back, and is rid of what
// the order covers as soon as it comes home.
func TestErasedStaysErasedAfterAnOldStick(t *testing.T) {
	r := newRegion(t)
	a, b := r.stations[0], r.stations[1]
	child := r.register(a, "王小满", "13800000001")
	r.register(a, "李雨桐", "13800000002")
	old, fresh := t.TempDir(), t.TempDir()
	r.carries(b, r.head(b), old)
	r.carries(a, r.head(a), old)
	r.carries(r.county, r.fleetOfficer(), old)
	r.carries(a, r.head(a), old) // now sealed to B as well
	before := t.TempDir()
	r.must(os.CopyFS(before, os.DirFS(old)))

	r.carries(b, r.head(b), before)
	if _, err := b.store.Record(r.ctx, "child", child); err != nil {
		t.Fatal("the control: the old stick does not bring the child:", err)
	}

	order := hub.Erasure{Subject: child}
	_, err := r.county.store.Append(r.ctx, hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{
		form.Builtin().Edit(hub.KindErasure, order.ID(), order.ID(), form.Values{"subject": child}),
	}})
	r.must(err)
	r.carries(a, r.head(a), fresh)
	r.carries(b, r.head(b), fresh)
	r.carries(r.county, r.fleetOfficer(), fresh)
	r.carries(b, r.head(b), fresh)

	r.carries(b, r.head(b), before) // the old stick
	for _, s := range []*Box{b, r.county} {
		if _, err := s.store.Record(r.ctx, "child", child); hub.CodeOf(err) != hub.CodeNotFound {
			t.Errorf("%s has the child again: %v", s.cfg.Data, err)
		}
	}
	r.carries(a, r.head(a), fresh)
	if r.digest(a, a.Lane()) != r.digest(b, a.Lane()) || r.digest(b, a.Lane()) != r.digest(r.county, a.Lane()) {
		t.Error("the three do not hold the same")
	}

	files := func() map[string][]byte {
		all := map[string][]byte{}
		names, err := filepath.Glob(filepath.Join(old, "yizhan", "*", "0*.yz"))
		r.must(err)
		for _, name := range names {
			all[name], err = os.ReadFile(name)
			r.must(err)
		}
		return all
	}
	had := files()
	r.carries(a, r.head(a), old)
	key := a.trust.Identity().Key()
	for name, now := range files() {
		if bytes.Equal(had[name], now) && filepath.Base(filepath.Dir(name)) == hubFolder(key) {
			t.Errorf("%s was written before the order and is still on the stick", name)
		}
	}
}

// hubFolder is what a hub's folder on a stick is called.
func hubFolder(key [32]byte) string { return hub.ID(key[:16]).String()[:16] }

// A stick is noticed, looked at, worked on and put away, as the screens do it; pulled
// out it is told of, and plugged in again looked at afresh.
func TestStickIsNoticed(t *testing.T) {
	r := newRegion(t)
	a := r.stations[0]
	r.register(a, "王小满", "13800000001")
	dir := filepath.Join(a.cfg.Data, "inbox")
	r.must(os.Mkdir(dir, 0o755))
	ctx, stop := context.WithCancel(r.ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.usb.Watch(ctx) }()
	stand := func(what string, ok func(hub.StickStand) bool) hub.StickStand {
		t.Helper()
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			for _, s := range a.usb.Sticks() {
				if s.Here && ok(s) {
					return s
				}
			}
		}
		t.Fatalf("never: %s: %+v", what, a.usb.Sticks())
		return hub.StickStand{}
	}
	s := stand("looked at", func(s hub.StickStand) bool { return !s.Looking })
	if s.LookErr != nil || s.Look.Written == 0 || s.Free == 0 {
		t.Errorf("%+v", s)
	}
	if err := a.usb.Start(r.ctx, hub.Actor{Role: hub.RoleTownship}, s.ID, nil, false); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("an officer of the township starts it: %v", err)
	}
	r.must(a.usb.Start(r.ctx, r.head(a), s.ID, nil, false))
	s = stand("done", func(s hub.StickStand) bool { return s.Ended })
	if s.OutErr != nil || s.InErr != nil || s.Out.Written == 0 {
		t.Errorf("%+v", s)
	}
	r.must(os.Rename(dir, dir+"-out"))
	stand("pulled out", func(s hub.StickStand) bool { return s.Gone })
	if err := a.usb.Start(r.ctx, r.head(a), s.ID, nil, false); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a stick that is out is started: %v", err)
	}
	r.must(os.Rename(dir+"-out", dir))
	s = stand("plugged in again", func(s hub.StickStand) bool { return !s.Ended && !s.Looking })
	if s.Look.Written != 0 || s.Look.Held == 0 {
		t.Errorf("what it holds is not known: %+v", s.Look)
	}
	stop()
	r.must(<-ended)
	if err := a.usb.Start(r.ctx, r.head(a), s.ID, nil, false); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a box that closes starts a stick: %v", err)
	}
}

// The county's page is for those who may see all of its hubs.
func TestStickPageOfTheCounty(t *testing.T) {
	r := newRegion(t)
	all := r.officer("赵敏", hub.RoleCounty, "")
	all.get("/stick").answers(http.StatusOK, "插上 U 盘")
	one := r.officer("王镇长", hub.RoleTownship, sudian)
	one.saysNot("/stick")
	one.get("/stick").answers(http.StatusForbidden)
	one.post("/stick", url.Values{"stick": {"x"}}).answers(http.StatusForbidden)
	one.post("/stick/stop", nil).answers(http.StatusForbidden)
	one.post("/stick/done", nil).answers(http.StatusForbidden)
}
