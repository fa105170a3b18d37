package box_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
)

// A station's box is dead, and all of its township's records have to come to another
// one: from the county alone, from a stick alone, from a neighbour with the county.
// Whichever it is, she who worked there signs in, registers a child, sees the wall of
// those in care, and in the end the box holds what the others hold, and opens it.
func TestRefill(t *testing.T) {
	r := newRefill(t, 2000)
	t.Run("stick", func(*testing.T) { r.fromStick() })
	if testing.Short() {
		return
	}
	t.Run("county", func(*testing.T) { r.fromCounty() })
	if os.Getenv("YIZHAN_LONG") != "" { // otherwise TestBoxBurns does, with fewer
		t.Run("neighbour", func(*testing.T) { r.fromNeighbour() })
	}
}

// refilled is how it went.
type refilled struct {
	usable, complete time.Duration // from the first switching on; of a stick: from plugging it in
	prepared         time.Duration // before that, at the county: what a stick takes to write
	bytes            int64
	fresh, source    float64 // MiB at most
}

// fromCounty has no neighbour alive.
func (r *refill) fromCounty() (got refilled) {
	county, _ := r.begin()
	county.start()
	line := newMeter(r.t, county.listen)
	fresh := r.fresh("--county", "http://"+line.Addr().String())
	r.letIn(county, fresh)
	began := time.Now()
	fresh.start()
	got = r.story(began, county, fresh, county)
	got.bytes = line.bytes.Load()
	return got
}

// fromNeighbour has a county that answers, and little more: most comes from next door.
func (r *refill) fromNeighbour() (got refilled) {
	county, near := r.begin()
	county.start()
	near.start("--county", "http://"+county.listen)
	fresh := r.fresh("--mesh", freeAddress(r.t), "--join", near.args[2])
	r.letIn(county, fresh)
	began := time.Now()
	fresh.start()
	return r.story(began, county, fresh, near)
}

// letIn gives the new box its certificate by invitation.
func (r *refill) letIn(county, fresh *process) {
	r.t.Helper()
	file := fresh.dir + ".invitation"
	county.run(0, "enroll", "issue", "--township", town, "--station", burned, "--url", "http://"+county.listen, "--out", file)
	fresh.run(0, "enroll", "accept", file)
}

// fromStick has no network at all: the box's request goes to the county on a stick,
// which comes back with certificate, records and keys.
func (r *refill) fromStick() (got refilled) {
	county, _ := r.begin()
	fresh := r.fresh()
	stick := filepath.Join(r.t.TempDir(), "stick")
	request, answer := fresh.dir+".request", fresh.dir+".answer"
	fresh.run(0, "enroll", "request", "--out", request)
	began := time.Now()
	county.start()
	county.run(0, "enroll", "issue", "--township", town, "--station", burned, "--request", request, "--out", answer)
	county.run(0, "bundle", "export", stick, "--township", town)
	got.prepared = time.Since(began)
	source := county.mebibytes()

	fresh.start()
	began = time.Now()
	fresh.run(0, "enroll", "accept", answer)
	fresh.run(0, "bundle", "import", stick)
	prepared := got.prepared
	got = r.story(began, county, fresh, nil)
	got.prepared, got.source, got.bytes = prepared, source, size(r.t, stick)
	fresh.run(0, "bundle", "export", stick) // and home again
	county.run(0, "bundle", "import", stick)
	r.same(fresh, county)
	return got
}

// story is what happens at the new box, however records come to it. The county is
// called by telephone.
func (r *refill) story(began time.Time, county, fresh, source *process) (got refilled) {
	t := r.t
	t.Helper()
	hand := fresh.clerk()
	patiently(t, "the old worker is known", func() bool { return strings.Contains(hand.open("/pin").text(), "张桂兰") })
	hand.comeInByTelephone(county)
	if err := hand.register(nthChild(4700)); err != nil {
		t.Fatal(err)
	}
	patiently(t, "the newest child's page", func() bool {
		return strings.Contains(hand.open("/child/"+r.newest.String()).text(), r.inCare[len(r.inCare)-1])
	})
	patiently(t, "the wall shows everybody in care", func() bool {
		text := hand.open("/wall/morning").text()
		return !slices.ContainsFunc(r.inCare, func(name string) bool { return !strings.Contains(text, name) })
	})
	got.usable = time.Since(began)
	if source != nil {
		r.same(fresh, source)
	}
	names := slices.Sorted(slices.Values(append(slices.Clone(r.names), nthChild(4700).name)))
	patiently(t, "it opens every child", func() bool { return slices.Equal(fresh.children(), names) })
	got.complete = time.Since(began)
	if n := fresh.status().Lanes[hub.TownshipLane(town)].Records; n < r.records {
		t.Errorf("it holds %d records of %d", n, r.records)
	}
	got.fresh = fresh.mebibytes()
	if source != nil {
		got.source = source.mebibytes()
	}
	return got
}

var (
	resetLink = regexp.MustCompile(`/pin/reset\?who=[0-9a-f]+`)
	figuresOf = regexp.MustCompile(`(\d{3}) (\d{3})`)
)

// comeInByTelephone is a worker whose PIN burned with the box: six figures out, six
// back, and a new PIN.
func (f *clerk) comeInByTelephone(county *process) {
	f.t.Helper()
	f.pin = "7294"
	f.open(resetLink.FindString(f.open("/pin").page))
	out := figuresOf.FindStringSubmatch(f.text())
	if out == nil {
		f.t.Fatalf("no figures to read out: %s", f.text())
	}
	answer := county.run(0, "county", "answer", out[1]+out[2], "--station", burned)
	f.keys("code", strings.TrimSpace(answer)).keys("pin", f.pin).keys("pin", f.pin).on("/")
}

// BenchmarkRefill is the same with a hundred thousand records, and the program as it is
// installed. Targets: at work within a minute, complete within ten; 96 MiB.
func BenchmarkRefill(b *testing.B) {
	installed(b)
	r := newRefill(b, 100_000)
	for _, from := range []struct {
		name string
		run  func() refilled
	}{{"county", r.fromCounty}, {"stick", r.fromStick}, {"neighbour", r.fromNeighbour}} {
		b.Run(from.name, func(b *testing.B) {
			got := from.run()
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(got.prepared.Seconds(), "s-prepared")
			b.ReportMetric(got.usable.Seconds(), "s-usable")
			b.ReportMetric(got.complete.Seconds(), "s-complete")
			b.ReportMetric(float64(got.bytes)/1e6, "MB-moved")
			b.ReportMetric(got.fresh, "MiB-fresh")
			b.ReportMetric(got.source, "MiB-source")
		})
	}
}
