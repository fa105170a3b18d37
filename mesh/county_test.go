package mesh_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/mesh/sync"
)

// Two stations behind their carriers' NAT never meet; both reach the county, and
// each has the township's commits from there, those that a third brought by its
// neighbour too. A kind that none of the hubs on the way knows is kept and handed on.
func TestTownshipThroughTheCounty(t *testing.T) {
	t.Parallel()
	w := newTown(t, 4)
	county, a, b, c := w.hubs[0], w.hubs[1], w.hubs[2], w.hubs[3]
	c.forms = later(t)
	for _, h := range w.hubs {
		h.timing = sync.Timing{Gather: 20 * time.Millisecond, Relay: 50 * time.Millisecond, First: 10 * time.Millisecond}
		h.county = func(key [32]byte) bool { return key == county.key }
		h.serve()
	}
	w.wall([]*box{a, c}, []*box{b}, true)
	w.wall([]*box{c}, []*box{county}, true)
	for _, h := range []*box{a, b} {
		go h.engine.Upstream(t.Context(), func() []string { return []string{"http://" + county.addr} })
	}
	go c.engine.Dial(t.Context(), "http://"+a.addr)
	a.taps(30)
	b.taps(20)
	c.taps(10)
	future := hub.Edit{Kind: "of-next-year", Record: hub.NewID(), Subject: hub.NewID(), Set: map[uint32]any{77: "什么"}}
	if _, err := c.store.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: lane, Author: hub.ID{9}, Edits: []hub.Edit{future}}); err != nil {
		t.Fatal(err)
	}
	w.until(20*time.Second, "all equal", func() bool { return equal(w.hubs...) && b.sum().Commits == 61 })
	a.tap(hub.ID{3}, "2026-11-23", 480)
	w.until(20*time.Second, "equal again, while connected", func() bool { return equal(w.hubs...) && b.sum().Commits == 62 })
	for _, pair := range [][2]*box{{a, b}, {c, b}, {c, county}} {
		if pair[0].engine.Connected(pair[1].key) || pair[1].engine.Connected(pair[0].key) {
			t.Error("two met that cannot")
		}
	}
}

// later is the forms of a release to come: one kind more.
func later(t *testing.T) *form.Registry {
	t.Helper()
	files, _ := filepath.Glob("../hub/form/builtin/*.yaml")
	sheets, err := filepath.Glob("../hub/form/sheets/*.yaml")
	if err != nil || len(files) == 0 || len(sheets) == 0 {
		t.Fatal(files, sheets, err)
	}
	files = append(files, sheets...)
	all := fstest.MapFS{"of-next-year.yaml": {Data: []byte(`kind: of-next-year
title: 明年的表
subject: child
fields:
  - {no: 77, name: what, label: 什么, type: text, max: 50, privacy: internal}
`)}}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(f)] = &fstest.MapFile{Data: b}
	}
	r, err := form.Load(all)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
