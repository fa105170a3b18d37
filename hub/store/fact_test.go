package store_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// census counts registered children (a level), and days on which a registered one was there.
type census struct{ more bool }

func (c census) Measures() map[string]bool {
	all := map[string]bool{"child": true, "present": false}
	if c.more {
		all["village"] = true
	}
	return all
}
func (census) Kinds() []hub.Kind   { return []hub.Kind{"child"} }
func (census) Monthly() []hub.Kind { return []hub.Kind{"day"} }

func (c census) Facts(_ hub.ID, month string, recs []hub.Record) (out []hub.Fact) {
	child := recs[0]
	if child.Kind != "child" {
		return nil // a day of nobody
	}
	site, _ := value(child, "site").(hub.ID)
	f := hub.Fact{Measure: "child", Lane: child.Lane, Site: site, Value: 1, Kind: child.Kind, Record: child.ID}
	if month == "" {
		f.Day = dayIn(child)
		if out = append(out, f); c.more {
			f.Measure = "village"
			out = append(out, f)
		}
		return out
	}
	for _, day := range recs[1:] {
		if value(day, "in") != nil {
			f.Measure, f.Day, f.Kind, f.Record = "present", hub.Day(day.Period), "", hub.ID{}
			out = append(out, f)
		}
	}
	return out
}

func dayIn(child hub.Record) hub.Day {
	day, _ := value(child, "registered").(string)
	return hub.Day(day)
}

func counting(o *store.Options) { o.Measures = census{} }

// counted counts until nothing is left.
func (s *station) counted() {
	s.t.Helper()
	for more := true; more; {
		var err error
		if more, err = s.CountFacts(context.Background()); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *station) closeDay(day hub.Day) hub.Closing {
	s.t.Helper()
	c, err := s.CloseDay(context.Background(), day)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// sums answers one measure by area.
func (s *station) sums(measure string, q hub.SumQuery) map[string]int64 {
	s.t.Helper()
	q.Measures = []string{measure}
	all, err := s.Sums(context.Background(), q)
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[string]int64{}
	for _, one := range all {
		out[one.Area] = one.Value
	}
	return out
}

// evidence answers the same by what is behind it.
func (s *station) evidence(measure string, q hub.SumQuery) (total int64, all []hub.Evidence) {
	s.t.Helper()
	all, err := s.Evidence(context.Background(), measure, q)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range all {
		total += e.Value
	}
	return total, all
}

func registered(id, site hub.ID, day hub.Day) hub.Edit {
	return child(id, form.Values{"name": "王一", "category": "home", "village": "140427103201", "site": site, "registered": day})
}

func came(id hub.ID, day hub.Day) hub.Edit {
	return form.Builtin().EditOnce("day", id, string(day), form.Values{"in": int64(8 * 60)})
}

// A figure of a past day stays what it was when it was made public, and what comes late is
// seen as having come late.
func TestFigureAsItWasKnown(t *testing.T) {
	s := newStation(t, members{}, counting)
	site, one, two := hub.NewID(), hub.NewID(), hub.NewID()
	s.append(registered(one, site, "2026-10-05"))
	s.append(came(one, "2026-10-06"))
	first := s.closeDay("2026-10-31")

	s.append(registered(two, site, "2026-10-20")) // came by stick, weeks later
	s.append(came(two, "2026-10-21"))
	s.append(came(one, "2026-10-21"))
	second := s.closeDay("2026-11-20")
	if _, err := s.CloseDay(context.Background(), "2026-11-20"); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("a day is closed twice: %v", err)
	}

	october := hub.SumQuery{From: "2026-10-01", To: "2026-10-31"}
	end := hub.SumQuery{To: "2026-10-31"}
	for _, tt := range []struct {
		known            int64
		children, people int64
	}{{first.Number, 1, 1}, {second.Number, 2, 3}, {0, 2, 3}} {
		end.Known, october.Known = tt.known, tt.known
		if got := s.sums("child", end)[""]; got != tt.children {
			t.Errorf("closing %d: %d children", tt.known, got)
		}
		if got := s.sums("present", october)[""]; got != tt.people {
			t.Errorf("closing %d: %d days", tt.known, got)
		}
		if got, _ := s.evidence("present", october); got != tt.people {
			t.Errorf("closing %d: evidence of %d days", tt.known, got)
		}
		by := end
		by.Scope = hub.ScopeSite
		if got := s.sums("child", by); len(got) != 1 || got[site.String()] != tt.children {
			t.Errorf("closing %d: by station %v", tt.known, got)
		}
		by.Scope, by.Area = hub.ScopeLane, string(lane)
		if got := s.sums("child", by); len(got) != 1 || got[string(lane)] != tt.children {
			t.Errorf("closing %d: by township %v", tt.known, got)
		}
	}
	if got := s.sums("child", hub.SumQuery{To: "2026-10-04"}); len(got) != 0 {
		t.Errorf("before anybody came: %v", got)
	}
	if _, err := s.Sums(context.Background(), hub.SumQuery{Measures: []string{"child"}, To: "2026-10-04", Known: 7}); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a closing that never was: %v", err)
	}
}

// What was erased is still counted on the days that are past, by nobody's name, and on no
// day from then on.
func TestErasedIsCountedAsNobody(t *testing.T) {
	for name, order := range map[string]hub.Erasure{
		"everywhere": {}, "in one lane": {Lane: lane}, "but for what a law keeps": {Lane: lane, Kinds: []hub.Kind{"day", "enrolment"}},
	} {
		t.Run(name, func(t *testing.T) { countedAsNobody(t, order) })
	}
}

func countedAsNobody(t *testing.T, order hub.Erasure) {
	ctx := context.Background()
	fleet := newFleet(t, 1)
	at, a := fleet[0], fleet[1]
	at.opts.Measures = census{}
	at.reopen()
	site, id := hub.NewID(), hub.NewID()
	a.append(registered(id, site, "2026-10-05"))
	a.append(came(id, "2026-10-06"))
	other := hub.NewID()
	a.append(registered(other, site, "2026-10-06"))
	exchange(fleet)
	at.counted()
	past, now := hub.SumQuery{To: "2026-11-22"}, hub.SumQuery{To: "2026-11-23"}
	days := hub.SumQuery{From: "2026-10-01", To: "2026-12-31"}
	if at.sums("child", now)[""] != 2 || at.sums("present", days)[""] != 1 {
		t.Fatalf("before: %v, %v", at.sums("child", now), at.sums("present", days))
	}
	order.Subject = id
	at.order(order)
	exchange(fleet)
	for range 2 { // counted again, nothing changes
		at.counted()
		if got := at.sums("child", past)[""]; got != 2 {
			t.Errorf("yesterday there were %d", got)
		}
		if got := at.sums("child", now)[""]; got != 1 {
			t.Errorf("today there are %d", got)
		}
		if got := at.sums("present", days)[""]; got != 1 {
			t.Errorf("days: %d", got)
		}
		total, all := at.evidence("child", past)
		named := slices.IndexFunc(all, func(e hub.Evidence) bool { return e.Subject == id || e.Record == id })
		if total != 2 || named >= 0 {
			t.Errorf("evidence names whom nobody may know: %+v", all)
		}
		if err := at.Rebuild(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

// A measure that a release brings is counted of everybody, and known from then on only.
func TestNewMeasureCountsWhatIsHere(t *testing.T) {
	s := newStation(t, members{})
	site := hub.NewID()
	for range 3 {
		s.append(registered(hub.NewID(), site, "2026-10-05"))
	}
	if s.counted(); len(s.sums("child", hub.SumQuery{To: "2026-11-23"})) != 0 {
		t.Error("a station counts")
	}
	s.opts.Measures = census{}
	s.reopen()
	s.closeDay("2026-11-22")
	s.opts.Measures = census{more: true}
	s.reopen()
	s.counted()
	all, err := s.Measures(context.Background())
	if err != nil || len(all) != 3 || all[0] != (hub.Counted{Measure: "child", Level: true, Born: 1}) || all[2] != (hub.Counted{Measure: "village", Level: true, Born: 2}) {
		t.Errorf("measures %+v, %v", all, err)
	}
	if got := s.sums("village", hub.SumQuery{To: "2026-11-23"})[""]; got != 3 {
		t.Errorf("%d", got)
	}
}

// Whatever happens, in any order, counted now or later: the sums are those of a loop over
// the records, on every day and at every place, and closed figures never change.
func TestSumsAreThoseOfALoop(t *testing.T) {
	if fewChecks(t, "60", "25"); onPostgres { // half of its time went into making 60 times 25 tables
		fewChecks(t, "12", "6")
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := newStation(t, members{}, counting)
		s.t = rt
		defer s.Close()
		day := func() hub.Day {
			return hub.Day("2025-12-30").Add(rapid.IntRange(0, 70).Draw(rt, "day"))
		}
		sites := []hub.ID{{1}, {2}}
		site := func() hub.ID { return rapid.SampledFrom(sites).Draw(rt, "site") }
		var children []hub.ID
		public := map[int64]map[string]int64{}
		closed := hub.Day("2025-12-01")
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			switch what := rapid.IntRange(0, 9).Draw(rt, "what"); {
			case what < 3 || len(children) == 0:
				id := hub.NewID()
				children = append(children, id)
				s.append(registered(id, site(), day()))
			case what < 6:
				s.append(came(rapid.SampledFrom(children).Draw(rt, "who"), day()))
			case what == 6: // moves, or came on another day after all
				s.append(registered(rapid.SampledFrom(children).Draw(rt, "who"), site(), day()))
			case what == 7:
				if err := s.Rebuild(context.Background()); err != nil {
					rt.Fatal(err)
				}
			case what == 8:
				if _, err := s.CountFacts(context.Background()); err != nil {
					rt.Fatal(err)
				}
			default:
				closed = closed.Add(1)
				c := s.closeDay(closed)
				public[c.Number] = figures(s, c.Number)
			}
		}
		s.counted()
		if got, want := figures(s, 0), loop(s); !maps.Equal(got, want) {
			rt.Fatalf("counted %v\nlooped  %v", got, want)
		}
		for closing, was := range public {
			if got := figures(s, closing); !maps.Equal(got, was) {
				rt.Fatalf("closing %d: was %v\nis %v", closing, was, got)
			}
		}
	})
}

var looked = []hub.Day{"2025-12-31", "2026-01-15", "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-09"}

// figures are what the store says, by measure, day and area.
func figures(s *station, known int64) map[string]int64 {
	out := map[string]int64{}
	for _, day := range looked {
		for _, scope := range []hub.Scope{hub.ScopeAll, hub.ScopeLane, hub.ScopeSite} {
			for area, n := range s.sums("child", hub.SumQuery{To: day, Known: known, Scope: scope}) {
				out["child "+string(day)+" "+area] = n
			}
			for area, n := range s.sums("present", hub.SumQuery{From: "2026-01-10", To: day, Known: known, Scope: scope}) {
				out["present "+string(day)+" "+area] = n
			}
		}
	}
	return out
}

// loop says the same by reading every record.
func loop(s *station) map[string]int64 {
	out, site := map[string]int64{}, map[hub.ID]string{}
	add := func(what string, day hub.Day, from hub.Day, area string) {
		for _, d := range looked {
			if from <= day && day <= d {
				for _, a := range []string{"", string(lane), area} {
					out[what+" "+string(d)+" "+a]++
				}
			}
		}
	}
	ctx := context.Background()
	_ = s.Each(ctx, "child", func(rec hub.Record) error {
		id, _ := value(rec, "site").(hub.ID)
		day := dayIn(rec)
		site[rec.ID] = id.String()
		add("child", day, "", id.String())
		return nil
	})
	_ = s.Each(ctx, "day", func(rec hub.Record) error {
		add("present", hub.Day(rec.Period), "2026-01-10", site[rec.Subject])
		return nil
	})
	return out
}
