package world_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/demo/world"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// stopped is a clock that stands in the last night of a plan.
type stopped struct{ at time.Time }

func (c stopped) Now() hub.Reading { return hub.Reading{Wall: c.at, Quality: hub.ClockCounty} }

// county is the store of a county's office.
type county struct {
	*store.Store
	t     testing.TB
	plan  *world.Plan
	taken store.Accepted // of all batches
}

func newCounty(t testing.TB, p *world.Plan) *county {
	t.Helper()
	return newCountyIn(t, p, t.TempDir())
}

func newCountyIn(t testing.TB, p *world.Plan, dir string) *county {
	t.Helper()
	folder, err := store.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	end, _ := p.Day(p.Days).Time()
	s, err := sqlite.Open(t.Context(), folder, store.Options{Keys: p.CountyKeys(), Verifier: world.Members{}, Forms: form.Builtin(), Clock: stopped{end}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { errors.Join(s.Close(), folder.Close()) })
	return &county{Store: s, t: t, plan: p}
}

// take is the county's end of a delivery: nothing of it may be refused.
func (c *county) take(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error {
	got, err := c.Accept(ctx, batch, proofs)
	if err == nil && (len(got.Refused) > 0 || len(got.Quarantined) > 0) {
		err = fmt.Errorf("refused: %v, quarantined: %v", got.Refused, got.Quarantined)
	}
	c.taken.New += got.New
	c.taken.Known += got.Known
	return err
}

// records are how many of each kind a county can read.
func (c *county) records() map[hub.Kind]int {
	c.t.Helper()
	out, seen := map[hub.Kind]int{}, map[hub.ID]bool{}
	for _, kind := range form.Builtin().Kinds() {
		if err := c.Each(c.t.Context(), kind, func(rec hub.Record) error {
			if !form.Says(rec) || rec.Sealed || len(rec.Conflict) > 0 {
				c.t.Fatalf("%s of %s: sealed %v, conflict %v", rec.Kind, rec.Subject, rec.Sealed, rec.Conflict)
			}
			if !seen[rec.ID] { // one that went to another township lies in two lanes
				out[kind]++
			}
			seen[rec.ID] = true
			return nil
		}); err != nil {
			c.t.Fatal(err)
		}
	}
	return out
}
