package report_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/demo/world"
	"yizhan/hub/report"
)

// errEnough ends a plan before its time.
var errEnough = errors.New("enough")

// What a county's log costs as it grows: what is taken in a second, bytes on disk a record,
// how long figures and a rebuild take. YIZHAN_RECORDS says how far (a million without it;
// ten want 25 GB of disk and hours); YIZHAN_FULL is a folder for it.
func TestGrowth(t *testing.T) {
	if os.Getenv("YIZHAN_LONG") == "" {
		t.Skip("a million records take a while: .ci/long")
	}
	most := 1_000_000
	if text := os.Getenv("YIZHAN_RECORDS"); text != "" {
		var err error
		if most, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	dir := os.Getenv("YIZHAN_FULL")
	if dir == "" {
		dir = t.TempDir()
	}
	size := world.Full
	if most > 2_000_000 { // more stations, not more years
		size.Stations *= most/2_000_000 + 1
		size.Children *= most/2_000_000 + 1
	}
	g := growing{office: openOffice(t, world.Draw(1, size), dir), dir: dir, began: time.Now()}
	for _, n := range []int{100_000, 300_000, 1_000_000, 3_000_000, 10_000_000} {
		if n <= most {
			g.stops = append(g.stops, n)
		}
	}
	err := g.plan.Write(t.Context(), world.Delivery{Accept: g.take, Batch: 2000, Night: g.night})
	if err != nil && !errors.Is(err, errEnough) {
		t.Fatal(err)
	}
	if len(g.stops) > 0 {
		t.Errorf("the plan ends before %d records", g.stops[0])
	}
}

// growing is a county that is measured on its way.
type growing struct {
	*office
	dir     string
	stops   []int
	began   time.Time
	commits int
	taking  time.Duration // since the last stop
	since   int           // commits at the last stop
}

func (g *growing) take(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error {
	at := time.Now()
	defer func() { g.taking += time.Since(at) }()
	g.commits += len(batch)
	return g.office.take(ctx, batch, proofs)
}

func (g *growing) night(ctx context.Context, day int) error {
	g.now = g.now.AddDate(0, 0, 1)
	records := 0
	if g.commits > g.since { // lanes keep their own sums
		sums, err := g.Lanes(ctx)
		if err != nil {
			return err
		}
		for _, s := range sums {
			records += int(s.Records)
		}
	}
	if records < g.stops[0] {
		return nil
	}
	at := time.Now()
	if _, err := g.CloseDay(ctx, g.plan.Day(day)); err != nil {
		return err
	}
	counting := time.Since(at)
	p50, p95 := g.looks(ctx, day)
	size := sizeOf(g.t.(*testing.T), g.dir)
	at = time.Now()
	before, err := g.Lanes(ctx)
	if err == nil {
		err = g.Rebuild(ctx)
	}
	if err != nil {
		return err
	}
	rebuilding := time.Since(at)
	if after, err := g.Lanes(ctx); err != nil || !slices.Equal(before, after) {
		g.t.Errorf("rebuilt to something else: %v", err)
	}
	g.agrees(day, day, 0)
	g.t.Logf("%9d records, %9d commits, day %d: taken at %.0f commits/s, counted in %v, all figures p50 %v, p95 %v, %d B a record on disk, rebuilt in %v (%.0f commits/s), %s",
		records, g.commits, day, float64(g.commits-g.since)/g.taking.Seconds(), counting.Round(time.Millisecond), p50.Round(time.Millisecond), p95.Round(time.Millisecond),
		size/int64(records), rebuilding.Round(time.Millisecond), float64(g.commits)/rebuilding.Seconds(), mostMemory())
	g.since, g.taking = g.commits, 0
	if g.stops = g.stops[1:]; len(g.stops) == 0 {
		return errEnough
	}
	return nil
}

// looks asks for all figures of the county, of townships and of stations, on days of the
// last quarter, with twelve months' trend; each is answered from the database.
func (g *growing) looks(ctx context.Context, day int) (p50, p95 time.Duration) {
	dice := rand.New(rand.NewPCG(uint64(day), 1))
	var took []time.Duration
	for i := range 60 {
		ask := report.Ask{Day: g.plan.Day(max(0, day-dice.IntN(90))), Trend: true}
		switch i % 3 {
		case 1:
			ask.Scope, ask.Area = hub.ScopeLane, string(g.plan.Townships[dice.IntN(len(g.plan.Townships))].Lane())
		case 2:
			ask.Scope, ask.Area = hub.ScopeSite, g.plan.SiteID(dice.IntN(len(g.plan.Stations))).String()
		}
		at := time.Now()
		if _, err := report.Figures(ctx, g.office, ask); err != nil {
			g.t.Fatal(err)
		}
		took = append(took, time.Since(at))
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*95/100]
}
