package report

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"

	"pgregory.net/rapid"
)

const (
	testLane  = hub.Lane("township/140427103")
	otherLane = hub.Lane("township/140427104")
)

func testID(n int) (id hub.ID) { id[0], id[15] = byte(n>>8), byte(n); return id }

// made is a record as a hub reads it.
func made(lane hub.Lane, kind hub.Kind, id, subject hub.ID, period string, values form.Values) hub.Record {
	e := form.Builtin().Edit(kind, id, subject, values)
	return hub.Record{Lane: lane, Kind: kind, ID: id, Subject: subject, Period: period, Fields: e.Set}
}

// on adds up the facts of a measure up to a day, at a station.
func on(facts []hub.Fact, measure string, day hub.Day, site hub.ID) (n int64) {
	for _, f := range facts {
		if f.Measure == measure && f.Day <= day && f.Site == site {
			n += f.Value
		}
	}
	return n
}

// Every measure that is made is listed, and every one that is listed can be made.
func TestMeasuresAreListed(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range measures {
		if seen[m.Name] || m.Title == "" {
			t.Errorf("%s stands twice, or has no title", m.Name)
		}
		seen[m.Name] = true
	}
	for _, kind := range slices.Concat(NewMeasurer(form.Builtin()).Kinds(), NewMeasurer(form.Builtin()).Monthly()) {
		if _, ok := form.Builtin().Get(kind); !ok {
			t.Errorf("no kind %s", kind)
		}
	}
}

// A child that moves to another station counts there from the day on which it was received,
// and nowhere after its third birthday.
func TestFactsOfAMove(t *testing.T) {
	child, old, now := testID(1), testID(100), testID(101)
	recs := []hub.Record{
		made(testLane, "child", child, child, "", form.Values{"category": "care", "birth": "2024-01-31", "registered": "2024-03-01", "site": now}),
		made(testLane, "transfer", testID(2), child, "", form.Values{"state": "received", "from": old, "to": now, "day": "2025-04-28", "received_on": "2025-05-02"}),
		made(testLane, "enrolment", testID(3), child, "", form.Values{"site": old, "mode": "full", "from": "2025-01-06", "to": "2025-05-02"}),
		made(testLane, "enrolment", testID(4), child, "", form.Values{"site": now, "mode": "half", "from": "2025-05-03"}),
	}
	facts := NewMeasurer(form.Builtin()).Facts(child, "", recs)
	for _, tt := range []struct {
		measure string
		day     hub.Day
		site    hub.ID
		want    int64
	}{
		{"child.known.36m", "2024-02-29", old, 0},
		{"child.known.36m", "2024-03-01", old, 1},
		{"child.known.36m", "2025-05-01", old, 1},
		{"child.known.36m", "2025-05-02", old, 0},
		{"child.known.36m", "2025-05-02", now, 1},
		{"child.known.36m", "2027-01-30", now, 1},
		{"child.known.36m", "2027-01-31", now, 0},
		{"enrolled", "2025-05-02", old, 1},
		{"enrolled", "2025-05-03", old, 0},
		{"enrolled", "2025-05-03", now, 1},
		{"enrolled.full", "2025-05-03", now, 0},
		{"enrolled.half", "2025-05-03", now, 1},
		{"enrolled", "2027-06-01", now, 1},
		{"enrolled.36m", "2027-06-01", now, 0},
	} {
		if got := on(facts, tt.measure, tt.day, tt.site); got != tt.want {
			t.Errorf("%s on %s: %d, want %d", tt.measure, tt.day, got, tt.want)
		}
	}
}

// A child that went to another township counts in one of them on each day.
func TestFactsOfAHandOver(t *testing.T) {
	child, old, now := testID(1), testID(100), testID(101)
	move := form.Values{"state": "received", "from": old, "to": now, "township": "140427104", "day": "2025-04-28", "received_on": "2025-05-02"}
	sent := maps.Clone(move)
	sent["state"], sent["received_on"] = "handed", nil
	recs := []hub.Record{
		made(testLane, "child", child, child, "", form.Values{"category": "home", "birth": "2024-01-31", "registered": "2024-03-01", "site": old, "withdrawn": "moved", "withdrawn_on": "2025-04-30"}),
		made(otherLane, "child", child, child, "", form.Values{"category": "home", "birth": "2024-01-31", "registered": "2024-03-01", "site": now}),
		made(testLane, "transfer", testID(2), child, "", sent),
		made(otherLane, "transfer", testID(2), child, "", move),
		made(testLane, "home-visit", testID(3), child, "", form.Values{"day": "2025-02-02", "site": old}),
		made(otherLane, "home-visit", testID(3), child, "", form.Values{"day": "2025-02-02", "site": old}),
	}
	facts := NewMeasurer(form.Builtin()).Facts(child, "", recs)
	lanes := func(measure string, day hub.Day) map[hub.Lane]int64 {
		out := map[hub.Lane]int64{}
		for _, f := range facts {
			if f.Measure == measure && f.Day <= day {
				out[f.Lane] += f.Value
			}
		}
		maps.DeleteFunc(out, func(_ hub.Lane, n int64) bool { return n == 0 })
		return out
	}
	for _, tt := range []struct {
		measure string
		day     hub.Day
		want    map[hub.Lane]int64
	}{
		{"child.known.36m", "2025-05-01", map[hub.Lane]int64{testLane: 1}},
		{"child.known.36m", "2025-05-02", map[hub.Lane]int64{otherLane: 1}},
		{"home-visit", "2026-01-01", map[hub.Lane]int64{testLane: 1}},
		{"child.guided.12m", "2025-06-01", map[hub.Lane]int64{otherLane: 1}},
		{"child.guided.12m", "2026-02-02", map[hub.Lane]int64{}},
	} {
		if got := lanes(tt.measure, tt.day); !maps.Equal(got, tt.want) {
			t.Errorf("%s on %s: %v, want %v", tt.measure, tt.day, got, tt.want)
		}
	}
}

// What a class had before counts on the days before. What the sheet says counts from its day
// on, and only where there are no classes: it is written over when they change.
func TestFactsOfPlaces(t *testing.T) {
	site := testID(100)
	group := func(n int, values form.Values) hub.Record {
		return made(testLane, "group", testID(n), site, "", values)
	}
	recs := []hub.Record{
		made(testLane, "site", site, site, "", form.Values{"name": "柳沟", "role": "station", "kinds": []string{"village"}, "township_name": "演示街道"}),
		group(1, form.Values{"type": "xiao", "places": 20, "from": "2024-01-01", "was": []form.Row{{"until": "2024-06-01", "places": 10}, {"until": "2024-09-01", "places": 15}}}),
		group(2, form.Values{"type": "hun", "places": 0, "from": "2024-01-01", "to": "2024-12-31", "closed": true, "was": []form.Row{{"until": "2024-12-31", "places": 8}}}),
		made(testLane, "institution", testID(3), site, "once", form.Values{"type": "village", "inclusive": true, "inclusive_from": "2025-03-01", "opened": "2024-01-01",
			"day": "2025-01-10", "ru": 5, "xiao": 10, "da": 10, "hun": 3}),
		made(testLane, "price-list", testID(4), site, "", form.Values{"from": "2024-01-01", "type": "market", "month": 900}),
		made(testLane, "price-list", testID(5), site, "", form.Values{"from": "2025-01-01", "type": "inclusive", "month": 600}),
	}
	facts := NewMeasurer(form.Builtin()).Facts(site, "", recs)
	for _, tt := range []struct {
		measure string
		day     hub.Day
		want    int64
	}{
		{"places", "2023-12-31", 0}, {"places", "2024-05-31", 18}, {"places", "2024-06-01", 23}, {"places", "2024-10-01", 28},
		{"places", "2024-12-31", 20}, {"places", "2025-01-10", 20}, {"places.under2", "2025-01-10", 20}, {"places.mixed", "2024-05-31", 8},
		{"places.inclusive", "2025-02-28", 0}, {"places.inclusive", "2025-03-01", 20}, {"site.street.inclusive", "2025-03-01", 1},
		{"price.month", "2024-12-31", 900}, {"price.month", "2025-01-01", 600}, {"price.listed", "2025-01-01", 1}, {"price.rural.listed", "2025-01-01", 0},
	} {
		if got := on(facts, tt.measure, tt.day, site); got != tt.want {
			t.Errorf("%s on %s: %d, want %d", tt.measure, tt.day, got, tt.want)
		}
	}
	alone := slices.DeleteFunc(recs, func(r hub.Record) bool { return r.Kind == "group" })
	facts = NewMeasurer(form.Builtin()).Facts(site, "", alone)
	for day, want := range map[hub.Day]int64{"2025-01-09": 0, "2025-01-10": 28} {
		if got := on(facts, "places", day, site); got != want {
			t.Errorf("without classes, places on %s: %d, want %d", day, got, want)
		}
	}
}

// Places are new where a station has more of them than the day before: not where a class takes
// the place of another, nor where nobody knows since when a class is there.
func TestPlacesAdded(t *testing.T) {
	site := testID(100)
	group := func(n int, values form.Values) hub.Record {
		return made(testLane, "group", testID(n), site, "", values)
	}
	house := []hub.Record{made(testLane, "site", site, site, "", form.Values{"name": "柳沟", "role": "station"})}
	opened := made(testLane, "institution", testID(9), site, "once", form.Values{"type": "village", "opened": "2024-03-01", "day": "2025-01-10", "hun": 30})
	for name, tt := range map[string]struct {
		recs []hub.Record
		want map[hub.Day]int64
	}{
		"a class that grows": {[]hub.Record{group(1, form.Values{"type": "xiao", "places": 20, "from": "2024-01-01",
			"was": []form.Row{{"until": "2024-06-01", "places": 10}, {"until": "2024-09-01", "places": 25}}})}, map[hub.Day]int64{"2024-01-01": 10, "2024-06-01": 15}},
		"one after another": {[]hub.Record{group(1, form.Values{"type": "ru", "places": 10, "from": "2024-01-01", "to": "2024-08-31", "closed": true}),
			group(2, form.Values{"type": "xiao", "places": 12, "from": "2024-09-01"})}, map[hub.Day]int64{"2024-01-01": 10, "2024-09-01": 2}},
		"two at once":          {[]hub.Record{group(1, form.Values{"type": "ru", "places": 5, "from": "2024-01-01"}), group(2, form.Values{"type": "da", "places": 20, "from": "2024-01-01"})}, map[hub.Day]int64{"2024-01-01": 25}},
		"nobody knows when":    {[]hub.Record{group(1, form.Values{"type": "ru", "places": 5})}, map[hub.Day]int64{}},
		"before it was opened": {[]hub.Record{opened, group(1, form.Values{"type": "ru", "places": 5, "from": "2024-01-01"})}, map[hub.Day]int64{"2024-03-01": 5}},
		"no classes, a sheet":  {[]hub.Record{opened}, map[hub.Day]int64{}},
	} {
		got := map[hub.Day]int64{}
		for _, f := range NewMeasurer(form.Builtin()).Facts(site, "", slices.Concat(house, tt.recs)) {
			if f.Measure == "places.added" {
				got[f.Day] += f.Value
			}
		}
		if !maps.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// A child in care is in one year of its life at a time, from birthday to birthday; one whose
// birthday nobody knows is in none of them.
func TestYearsOfLife(t *testing.T) {
	child, site := testID(1), testID(100)
	facts := func(birth any) []hub.Fact {
		return NewMeasurer(form.Builtin()).Facts(child, "", []hub.Record{
			made(testLane, "child", child, child, "", form.Values{"category": "care", "birth": birth, "registered": "2024-06-01", "site": site}),
			made(testLane, "enrolment", testID(3), child, "", form.Values{"site": site, "mode": "full", "from": "2024-06-03", "to": "2027-08-31"}),
		})
	}
	years := func(facts []hub.Fact, day hub.Day) [3]int64 {
		return [3]int64{on(facts, "enrolled.0-12m", day, site), on(facts, "enrolled.12-24m", day, site), on(facts, "enrolled.24-36m", day, site)}
	}
	known := facts("2024-02-29")
	for day, want := range map[hub.Day][3]int64{
		"2024-06-02": {}, "2024-06-03": {1}, "2025-02-27": {1}, "2025-02-28": {0, 1}, "2026-02-27": {0, 1}, "2026-02-28": {0, 0, 1}, "2027-02-27": {0, 0, 1}, "2027-02-28": {},
	} {
		if got := years(known, day); got != want {
			t.Errorf("on %s: %v, want %v", day, got, want)
		}
	}
	unknown := facts(nil)
	if got := years(unknown, "2024-07-01"); got != [3]int64{} || on(unknown, "enrolled.36m", "2024-07-01", site) != 1 {
		t.Errorf("without a birthday: %v", got)
	}
}

// What the county recognised holds from the day on which it did until its paper runs out;
// its meetings count for no station.
func TestFactsOfCases(t *testing.T) {
	site, m := testID(100), NewMeasurer(form.Builtin())
	recs := []hub.Record{
		made(testLane, "site", site, site, "", form.Values{"name": "柳沟", "role": "station", "township_name": "演示街道"}),
		made(testLane, "inclusive", testID(1), site, "", form.Values{"state": "named", "since": "2026-02-01", "to": "2027-01-31"}),
		made(testLane, "inclusive", testID(2), site, "", form.Values{"state": "asked", "since": "2026-01-01"}),
		made(testLane, "model", testID(3), site, "", form.Values{"state": "passed", "what": "again", "since": "2026-03-01", "to": "2026-12-31"}),
	}
	facts := m.Facts(site, "", recs)
	for _, tt := range []struct {
		measure string
		day     hub.Day
		want    int64
	}{
		{"site.recognised", "2026-01-31", 0}, {"site.recognised", "2026-02-01", 1}, {"site.street.recognised", "2027-01-31", 1}, {"site.recognised", "2027-02-01", 0},
		{"site.model.case", "2026-02-28", 0}, {"site.model.case", "2026-12-31", 1}, {"site.model.case", "2027-01-01", 0},
	} {
		if got := on(facts, tt.measure, tt.day, site); got != tt.want {
			t.Errorf("%s on %s: %d, want %d", tt.measure, tt.day, got, tt.want)
		}
	}
	mended := append(recs[:1:1],
		made(testLane, "inspection", testID(4), site, "", form.Values{"day": "2026-03-05", "how": "supervise", "areas": []string{"safety"}}),
		made(testLane, "inspection", testID(5), site, "", form.Values{"day": "2026-03-06", "how": "patrol"}),
		made(testLane, "rectify", testID(6), site, "", form.Values{"day": "2026-03-05", "until": "2026-03-20", "state": "closed", "since": "2026-03-20"}),
		made(testLane, "rectify", testID(7), site, "", form.Values{"day": "2026-03-05", "until": "2026-03-20", "state": "closed", "since": "2026-03-21"}),
		made(testLane, "rectify", testID(8), site, "", form.Values{"day": "2026-03-07", "until": "2026-03-20", "state": "told", "since": "2026-03-07"}),
	)
	flowed := map[string]int64{}
	for _, f := range m.Facts(site, "", mended) {
		flowed[f.Measure+" "+string(f.Day)] += f.Value
	}
	for what, want := range map[string]int64{"inspection 2026-03-05": 1, "inspection.found 2026-03-05": 1, "inspection.found 2026-03-06": 0, "rectify 2026-03-05": 2, "rectify 2026-03-07": 1,
		"rectify.closed 2026-03-20": 1, "rectify.in-time 2026-03-20": 1, "rectify.closed 2026-03-21": 1, "rectify.in-time 2026-03-21": 0, "rectify.closed 2026-03-07": 0} {
		if flowed[what] != want {
			t.Errorf("%s: %d, want %d", what, flowed[what], want)
		}
	}
	meeting := made(hub.LaneCounty, "meeting", testID(9), testID(9), "", form.Values{"what": "study", "state": "met", "on": "2026-05-06"})
	if got := m.Facts(testID(9), "", []hub.Record{meeting}); len(got) != 1 || got[0].Measure != "meeting.study" || got[0].Lane != hub.LaneCounty || !got[0].Site.IsZero() {
		t.Errorf("a meeting counts as %+v", got)
	}
}

// The facts of a child say on every day what somebody counts who walks through its records
// day by day, and the order of the records changes nothing.
func TestFactsAreACount(t *testing.T) {
	m := NewMeasurer(form.Builtin())
	begin := hub.Day("2025-01-01")
	rapid.Check(t, func(rt *rapid.T) {
		child, here := testID(1), testID(100)
		day := func(label string) hub.Day { return begin.Add(rapid.IntRange(0, 500).Draw(rt, label)) }
		birth := begin.Add(-rapid.IntRange(0, 1200).Draw(rt, "age"))
		recs := []hub.Record{made(testLane, "child", child, child, "", form.Values{"category": "care", "birth": birth, "registered": day("registered"), "site": here})}
		registered := hub.Day(recs[0].Fields[19].(string))
		type stretch struct{ from, to hub.Day }
		var enrolled, insured []stretch
		for i := range rapid.IntRange(0, 3).Draw(rt, "enrolments") {
			s := stretch{from: day("from")}
			if rapid.Bool().Draw(rt, "ended") {
				s.to = s.from.Add(rapid.IntRange(0, 200).Draw(rt, "long"))
			}
			enrolled = append(enrolled, s)
			recs = append(recs, made(testLane, "enrolment", testID(10+i), child, "", form.Values{"site": here, "mode": "full", "from": s.from, "to": orNothing(s.to)}))
		}
		for i := range rapid.IntRange(0, 3).Draw(rt, "policies") {
			s := stretch{from: day("insured")}
			s.to = s.from.Add(rapid.IntRange(0, 400).Draw(rt, "policy"))
			insured = append(insured, s)
			recs = append(recs, made(testLane, "insurance", testID(20+i), child, "", form.Values{"from": s.from, "to": s.to}))
		}
		on1 := func(all []stretch, d hub.Day) int64 {
			for _, s := range all {
				if s.from <= d && (s.to == "" || d <= s.to) {
					return 1
				}
			}
			return 0
		}
		facts := m.Facts(child, "", recs)
		third := hub.Day(fmt.Sprintf("%04d%s", birthYear(birth)+3, strings.Replace(string(birth[4:]), "02-29", "02-28", 1)))
		for d := begin.Add(-1300); d < begin.Add(1200); d = d.Add(7) {
			small := max(registered, birth) <= d && d < third
			want := int64(0)
			if small {
				want = on1(insured, d)
			}
			if got := on(facts, "child.insured.36m", d, here); got != want {
				rt.Fatalf("insured on %s: %d, want %d", d, got, want)
			}
			if got := on(facts, "enrolled", d, here); got != on1(enrolled, d) {
				rt.Fatalf("enrolled on %s: %d", d, got)
			}
		}
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(recs), func(i, j int) { recs[i], recs[j] = recs[j], recs[i] })
		if again := m.Facts(child, "", recs); !slices.Equal(facts, again) {
			rt.Fatalf("another order says %v, not %v", again, facts)
		}
	})
}

func birthYear(d hub.Day) int { t, _ := d.Time(); return t.Year() }

func orNothing(d hub.Day) any {
	if d == "" {
		return nil
	}
	return d
}
