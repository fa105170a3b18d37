package report_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/demo/world"
	"yizhan/hub/form"
	"yizhan/hub/report"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// office is a county's store that counts, and the plan of what it is told.
type office struct {
	*store.Store
	t     testing.TB
	plan  *world.Plan
	names []string // of all measures
	level map[string]bool
	now   time.Time
}

func (o *office) Now() hub.Reading { return hub.Reading{Wall: o.now, Quality: hub.ClockCounty} }

func openOffice(t testing.TB, p *world.Plan, dir string) *office {
	t.Helper()
	folder, err := store.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	m := report.NewMeasurer(form.Builtin())
	o := &office{t: t, plan: p, level: m.Measures()}
	o.names = slices.Sorted(maps.Keys(o.level))
	o.now, _ = p.First.Time()
	o.Store, err = sqlite.Open(t.Context(), folder, store.Options{
		Keys: p.CountyKeys(), Verifier: world.Members{}, Forms: form.Builtin(), Clock: o, Measures: m,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { errors.Join(o.Close(), folder.Close()) })
	return o
}

func (o *office) take(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error {
	got, err := o.Accept(ctx, batch, proofs)
	if err == nil && len(got.Refused)+len(got.Quarantined) > 0 {
		err = fmt.Errorf("%d refused, %d quarantined", len(got.Refused), len(got.Quarantined))
	}
	return err
}

// agrees compares every measure of a day, everywhere, with what the plan says had come by
// a night: levels at its end, flows of the forty days until it.
func (o *office) agrees(night, day int, known int64) (compared int) {
	o.t.Helper()
	truth := o.plan.As(night)
	want, flows := truth.Levels(day), truth.Flows(day-39, day)
	maps.Copy(want, flows)
	for _, scope := range []hub.Scope{hub.ScopeAll, hub.ScopeLane, hub.ScopeSite} {
		got := map[string]map[string]int64{}
		for _, level := range []bool{true, false} {
			q := hub.SumQuery{To: o.plan.Day(day), Known: known, Scope: scope}
			if !level {
				q.From = o.plan.Day(day - 39)
			}
			for _, name := range o.names {
				if o.level[name] == level {
					q.Measures = append(q.Measures, name)
				}
			}
			sums, err := o.Sums(o.t.Context(), q)
			if err != nil {
				o.t.Fatal(err)
			}
			for _, s := range sums {
				if got[s.Measure] == nil {
					got[s.Measure] = map[string]int64{}
				}
				got[s.Measure][s.Area] = s.Value
			}
		}
		for _, name := range o.names {
			for area, at := range o.areas(scope) {
				compared++
				if g, w := got[name][area], want.Of(name, at.Township, at.Station); g != w {
					o.t.Errorf("%s %q on day %d, as of night %d (closing %d): counted %d, the plan says %d", name, area, day, night, known, g, w)
				}
			}
		}
	}
	for name := range want {
		if !slices.Contains(o.names, name) {
			o.t.Errorf("the plan speaks of %s, which nobody counts", name)
		}
	}
	return compared
}

// areas are the answers' names of what a scope tells apart.
func (o *office) areas(scope hub.Scope) map[string]world.Place {
	out := map[string]world.Place{}
	switch scope {
	case hub.ScopeAll:
		out[""] = world.Place{Township: -1, Station: -1}
	case hub.ScopeLane:
		for i, t := range o.plan.Townships {
			out[string(t.Lane())] = world.Place{Township: i, Station: -1}
		}
	case hub.ScopeSite:
		for i := range o.plan.Stations {
			out[o.plan.SiteID(i).String()] = world.Place{Township: -1, Station: i}
		}
	}
	return out
}

// Every measure of a county of six stations is, in every township and station and on every
// day that is asked for, what its plan says: as things stood on the night on which it was
// asked, and asked for again later as of that night's closing. YIZHAN_SEED=n draws another.
func TestMeasuresAreTrue(t *testing.T) {
	seeds := []uint64{9}
	if os.Getenv("YIZHAN_LONG") != "" {
		for seed := range uint64(40) {
			seeds = append(seeds, seed+10)
		}
	}
	if text := os.Getenv("YIZHAN_SEED"); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		seeds = []uint64{seed}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { measured(t, world.Draw(seed, world.Small)) })
	}
}

func measured(t *testing.T, p *world.Plan) {
	o := openOffice(t, p, t.TempDir())
	closings := map[int]int64{} // by night
	compared := 0
	err := p.Write(t.Context(), world.Delivery{Accept: o.take, Rough: true, Night: func(ctx context.Context, day int) error {
		o.now = o.now.AddDate(0, 0, 1)
		if day%37 != 36 && day != p.Days-1 {
			return nil
		}
		c, err := o.CloseDay(ctx, p.Day(day))
		if err != nil {
			return err
		}
		closings[day] = c.Number
		compared += o.agrees(day, day, 0)
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	for night, closing := range closings {
		compared += o.agrees(night, night-5, closing)
	}
	compared += o.agrees(p.Days-1, 60, 0)
	for night, closing := range closings {
		compared += o.indicators(night, night-5, closing) + o.tables(night, closing)
	}
	compared += o.indicators(p.Days-1, p.Days-1, 0)
	delete(closings, p.Days-1) // what is erased today was never known by a closing before
	o.erases()
	for night, closing := range closings {
		compared += o.agrees(night, night-5, closing)
	}
	compared += o.agrees(p.Days-1, p.Days-1, 0) + o.agrees(p.Days-1, p.Days-2, 0)
	t.Logf("%d figures compared, %d closings", compared, len(closings))
}

// erases has the county order on the last day that some children are erased. They leave
// every level on that day, and all that was counted before stays counted.
func (o *office) erases() {
	o.t.Helper()
	last, erased := o.plan.Days-1, 0
	o.now, _ = o.plan.Day(last).Time()
	for i := range o.plan.Children {
		c := &o.plan.Children[i]
		if c.Gone != world.Never || o.plan.Arrives(c.Home(last), last) != last || len(c.Stays) == 0 || erased == 7 {
			continue
		}
		order := hub.Erasure{Subject: o.plan.ChildID(i)}
		if _, err := o.Append(o.t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LanePublic, Edits: []hub.Edit{
			form.Builtin().Edit(hub.KindErasure, order.ID(), order.ID(), form.Values{"subject": order.Subject}),
		}}); err != nil {
			o.t.Fatal(err)
		}
		c.Erased = last
		erased++
	}
	for more := true; more; {
		var err error
		if more, err = o.CountFacts(o.t.Context()); err != nil {
			o.t.Fatal(err)
		}
	}
	if erased == 0 {
		o.t.Error("nobody was erased")
	}
}

// BenchmarkFigures is every indicator of the small county, as it stands, with trend and
// ranking.
func BenchmarkFigures(b *testing.B) {
	p := world.Draw(1, world.Small)
	o := openOffice(b, p, b.TempDir())
	if err := p.Write(b.Context(), world.Delivery{Accept: o.take}); err != nil {
		b.Fatal(err)
	}
	for more := true; more; {
		var err error
		if more, err = o.CountFacts(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	day := p.Day(p.Days - 1)
	for name, ask := range map[string]report.Ask{
		"all": {Day: day}, "all of a township": {Day: day, Scope: hub.ScopeLane, Area: string(p.Townships[0].Lane())},
		"one, trend and ranking": {Day: day, IDs: []string{"D3"}, Trend: true, Rank: true}, "all, trend and ranking": {Day: day, Trend: true, Rank: true},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := report.Figures(b.Context(), o, ask); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
