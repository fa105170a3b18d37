package station_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// lived fills a station as it stands after a quarter: thirty children in care with
// sixty days noted, and as many at home as a large village has.
func (b *box) lived(atHome int) []hub.ID {
	b.t.Helper()
	inCare := b.nursery()
	for back := range 60 {
		day := string(b.desk.Today().Add(-1 - back))
		var drafts []hub.Draft
		for _, child := range inCare {
			drafts = append(drafts, hub.Draft{Lane: b.lane, Author: b.worker, Edits: []hub.Edit{
				form.Builtin().EditOnce("day", child, day, form.Values{"in": int64(470), "out": int64(1050)}),
			}})
		}
		_, err := b.store.AppendAll(b.ctx, drafts)
		b.must(err)
	}
	family, first := []rune("李赵孙周吴郑冯陈韩杨"), []rune(given)
	for from := 0; from < atHome; from += 1000 {
		var rows []desk.Registration
		for i := from; i < min(from+1000, atHome); i++ {
			rows = append(rows, desk.Registration{
				Request: hub.NewID(), Name: string([]rune{family[i%10], first[i/10%len(first)], first[i/300%len(first)]}), Sex: "1",
				Birth: hub.Day("2024-06-01").Add(i % 700), Category: "home", Site: b.site, VillageName: "西火村",
				People: []desk.Person{{Name: "李秀英", Kinship: "maternal-grandmother", Phone: fmt.Sprintf("138%08d", i), Carer: true}},
			})
		}
		_, err := b.desk.Import(b.ctx, b.actor(), desk.Import{Request: hub.NewID(), Rows: rows, Day: b.desk.Today()})
		b.must(err)
	}
	b.learn()
	return inCare
}

// BenchmarkPages is what a screen waits for, over the real handlers and store, each
// with its half and its worst twentieth and with the bytes that travel.
func BenchmarkPages(b *testing.B) {
	house := newBox(b)
	kids := house.lived(300)
	house.wallScreen().at("/wall/morning")
	child := 0
	for _, page := range []struct {
		name string
		path func() string
	}{
		{"home", func() string { return "/" }},
		{"wall of 30", func() string { return "/wall/morning" }},
		{"child", func() string { child++; return "/child/" + kids[child%len(kids)].String() }},
		{"history of a child", func() string { child++; return "/child/" + kids[child%len(kids)].String() + "/history" }},
		{"todo", func() string { return "/todo" }},
		{"curve of a child", func() string { child++; return "/child/" + kids[child%len(kids)].String() + "/growth" }},
		{"scale", func() string { child++; return "/child/" + kids[child%len(kids)].String() + "/growth/new" }},
	} {
		b.Run(page.name, func(b *testing.B) {
			var w waited
			for b.Loop() {
				w.time(func() { w.bytes = house.screen.packed(page.path()) })
			}
			w.report(b)
		})
	}
}

// BenchmarkTap is a touch on the wall of thirty, from the post to the wall as it is
// then: one commit on the disk, and one page.
func BenchmarkTap(b *testing.B) {
	house := newBox(b)
	house.lived(0)
	wall := house.wallScreen().at("/wall/morning")
	waiting := regexp.MustCompile(`<button class="tile kid[^>]*>`)
	var w waited
	for b.Loop() {
		b.StopTimer()
		tile := waiting.FindString(wall.page)
		if tile == "" { // all are here: another morning
			house.clock.at = house.clock.at.AddDate(0, 0, 1)
			tile = waiting.FindString(wall.at("/wall/morning").page)
		}
		b.StartTimer()
		w.time(func() { wall.tap(wall.action("wall"), "tap", attribute(tile, "value")) })
		w.bytes = len(wall.page)
	}
	w.report(b)
}

// BenchmarkFind is a letter pressed on the search page of a township with 50k
// people. Target: p95 ≤ 50 ms.
func BenchmarkFind(b *testing.B) {
	const people = 50_000
	house := newBox(b)
	house.lived(people)
	for _, typed := range []string{"l", "lx", "lxx"} {
		b.Run(typed, func(b *testing.B) {
			var w waited
			for b.Loop() {
				house.screen.get("/find")
				values := house.screen.form()
				values.Set("typed", typed[:len(typed)-1])
				values.Set("letter", typed[len(typed)-1:])
				w.time(func() { house.screen.post("/find", values) })
				w.bytes = len(house.screen.page)
			}
			w.report(b)
		})
	}
}

// packed opens a page as a browser does, and says how many bytes came.
func (s *screen) packed(path string) int {
	s.b.t.Helper()
	at, err := url.Parse(s.b.server.URL + path)
	s.b.must(err)
	// A header of one's own keeps the client from unpacking.
	res, err := s.http.Do(&http.Request{Method: "GET", URL: at, Header: http.Header{"Accept-Encoding": {"gzip"}}})
	s.b.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	s.b.must(err)
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Encoding") != "gzip" {
		s.b.t.Fatalf("%s answers %d, %q", path, res.StatusCode, res.Header.Get("Content-Encoding"))
	}
	return len(body)
}

// waited is how long somebody waited, time after time.
type waited struct {
	took  []time.Duration
	cpu   []time.Duration // of this process, browser and all: what others do meanwhile is not in it
	bytes int
}

func (w *waited) time(do func()) {
	began, before := time.Now(), processors()
	do()
	w.took = append(w.took, time.Since(began))
	w.cpu = append(w.cpu, processors()-before)
}

// processors is how long they have worked for this process.
func processors() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (w *waited) report(b *testing.B) {
	slices.Sort(w.took)
	slices.Sort(w.cpu)
	at := func(all []time.Duration, percent int) float64 {
		return float64(all[len(all)*percent/100].Microseconds()) / 1000
	}
	b.ReportMetric(at(w.took, 50), "p50-ms")
	b.ReportMetric(at(w.took, 95), "p95-ms")
	b.ReportMetric(at(w.took, 99), "p99-ms")
	b.ReportMetric(at(w.cpu, 50), "cpu-p50-ms")
	b.ReportMetric(at(w.cpu, 95), "cpu-p95-ms")
	b.ReportMetric(float64(w.bytes), "B/page")
}
