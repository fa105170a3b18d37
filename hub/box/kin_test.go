package box

import (
	"path/filepath"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

const ourTown = "140404103"

// settableClock is a clock that a test moves.
type settableClock struct{ at time.Time }

func (c *settableClock) Now() hub.Reading {
	return hub.Reading{Wall: c.at, Quality: hub.ClockPeer, Boot: [8]byte{1}}
}

// kin is a county and its stations, all open in one process.
type kin struct {
	t      *testing.T
	dir    string
	clock  *settableClock
	county *Box
}

func newKin(t *testing.T) *kin {
	t.Helper()
	k := &kin{t: t, dir: t.TempDir(), clock: &settableClock{at: time.Date(2026, 11, 23, 3, 0, 0, 0, hub.China)}}
	k.county = k.open(Config{Data: filepath.Join(k.dir, "county"), AtCounty: true})
	return k
}

func (k *kin) open(cfg Config) *Box {
	k.t.Helper()
	cfg.Clock = k.clock
	b, err := Open(k.t.Context(), cfg)
	if err != nil {
		k.t.Fatal(err)
	}
	k.t.Cleanup(func() { b.Close() })
	return b
}

// station opens a folder, and lets it in where it is not yet.
func (k *kin) station(cfg Config, name string) *Box {
	k.t.Helper()
	b := k.open(cfg)
	file, err := k.county.office.Issue(k.t.Context(), county.Issue{
		Grant: trust.Grant{Name: name, Township: ourTown, Issued: "2026-11-23"}, TownshipName: "西火镇", CountyName: "长治市上党区",
	})
	if err == nil {
		_, err = b.Enroll(k.t.Context(), file)
	}
	if err != nil {
		k.t.Fatal(err)
	}
	return b
}

// trade gives each of two hubs what the other has, receipts too.
func (k *kin) trade(a, b *Box) {
	k.t.Helper()
	for range 2 {
		k.give(a, b)
		k.give(b, a)
	}
}

func (k *kin) give(from, to *Box) {
	k.t.Helper()
	ctx := k.t.Context()
	lanes, err := from.store.Lanes(ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, l := range lanes {
		if l.Lane == hub.LaneLocal {
			continue
		}
		proofs, err := from.store.Proofs(ctx, l.Lane)
		if err != nil {
			k.t.Fatal(err)
		}
		for more := true; more; {
			mine, err := to.store.Vector(ctx, l.Lane)
			if err != nil {
				k.t.Fatal(err)
			}
			var batch []hub.Commit
			if batch, more, err = from.store.Since(ctx, l.Lane, mine, 500, 1<<20); err != nil {
				k.t.Fatal(err)
			}
			if _, err := to.store.Accept(ctx, batch, proofs); err != nil {
				k.t.Fatal(err)
			}
		}
		held, err := from.store.Held(ctx, l.Lane)
		if err == nil {
			_, err = to.store.PutReceipts(ctx, held)
		}
		if err != nil {
			k.t.Fatal(err)
		}
	}
}

// note writes n children at a station, a commit each.
func (b *Box) note(t *testing.T, n int) (ids []hub.ID) {
	t.Helper()
	var drafts []hub.Draft
	for range n {
		id := hub.NewID()
		ids = append(ids, id)
		drafts = append(drafts, hub.Draft{Request: hub.NewID(), Lane: b.Lane(), Edits: []hub.Edit{
			form.Builtin().Edit("child", id, id, form.Values{"name": "王小满", "nick": "满满", "category": "home"}),
		}})
	}
	if _, err := b.store.AppendAll(t.Context(), drafts); err != nil {
		t.Fatal(err)
	}
	return ids
}

func (b *Box) digest(t *testing.T, lane hub.Lane) store.LaneSum {
	t.Helper()
	lanes, err := b.store.Lanes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lanes {
		if l.Lane == lane {
			return l
		}
	}
	return store.LaneSum{}
}
