package claim

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
)

// what a test's facts say of, by one figure each.
func id(n byte) hub.ID { return hub.ID{15: n} }

const lane = hub.Lane("township/140427100")

// facts writes a book: "1 at 2: enrolled 2026-02-01 +1", or "1 at 2: came 2026-02 3-9,12".
func facts(t *testing.T, lines ...string) *Book {
	t.Helper()
	b := NewBook()
	for _, line := range lines {
		var child, site byte
		who, what, _ := strings.Cut(line, ": ")
		if _, err := fmt.Sscanf(who, "%d at %d", &child, &site); err != nil {
			t.Fatal(line, err)
		}
		e := hub.Evidence{Fact: hub.Fact{Lane: lane, Site: id(site)}}
		if child > 0 {
			e.Subject = id(child)
		}
		words := strings.Fields(what)
		if words[0] == "came" {
			for _, run := range strings.Split(words[2], ",") {
				from, to := 0, 0
				if n, _ := fmt.Sscanf(run, "%d-%d", &from, &to); n == 1 {
					to = from
				}
				for d := from; d <= to; d++ {
					e.Measure, e.Day, e.Value = "day.present", hub.Day(fmt.Sprintf("%s-%02d", words[1], d)), 1
					b.Add(e)
				}
			}
			continue
		}
		e.Measure, e.Day = words[0], hub.Day(words[1])
		if _, err := fmt.Sscanf(words[2], "%d", &e.Value); err != nil {
			t.Fatal(line, err)
		}
		b.Add(e)
	}
	return b
}

func rate(change func(r *Rate)) Rate {
	r := Rate{ID: id(200), From: "2025-01-01", Amount: 60_000, Days: 10, Half: 5, Age: 36}
	if change != nil {
		change(&r)
	}
	return r
}

// shown is lines as the tests write them: child at station, month, days, amount and cause.
func shown(lines []Line) (out []string) {
	for _, l := range lines {
		text := fmt.Sprintf("%d at %d %s: %d, %d", l.Child[15], l.Site[15], l.Month, l.Count, l.Amount)
		if l.Corrects {
			text += " was " + fmt.Sprint(l.Was)
		}
		if l.Cause != "" {
			text += " " + string(l.Cause)
		}
		out = append(out, text)
	}
	return out
}

func same(t *testing.T, got []Line, want ...string) {
	t.Helper()
	if !slices.Equal(shown(got), want) {
		t.Errorf("lines\n%s\nwant\n%s", strings.Join(shown(got), "\n"), strings.Join(want, "\n"))
	}
}

// What makes a child's month, and half of one.
func TestMonthsOfChildren(t *testing.T) {
	in := []string{"1 at 1: enrolled 2025-01-01 1", "1 at 1: enrolled.36m 2025-01-01 1", "1 at 1: enrolled.full 2025-01-01 1"}
	for _, c := range []struct {
		name  string
		facts []string
		rates []Rate
		month string
		want  []string
	}{
		{"ten days are a month", []string{"1 at 1: came 2026-03 2-11"}, nil, "2026-03", []string{"1 at 1 2026-03: 10, 60000"}},
		{"nine are half of one", []string{"1 at 1: came 2026-03 2-10"}, nil, "2026-03", []string{"1 at 1 2026-03: 9, 30000"}},
		{"four are none", []string{"1 at 1: came 2026-03 2-5"}, nil, "2026-03", nil},
		{"without halves nine are none", []string{"1 at 1: came 2026-03 2-10"}, []Rate{rate(func(r *Rate) { r.Half = 0 })}, "2026-03", nil},
		{"the 29th of February counts", []string{"1 at 1: came 2028-02 20-29"}, nil, "2028-02", []string{"1 at 1 2028-02: 10, 60000"}},
		{"who never came gets nothing", nil, nil, "2026-03", nil},
		{"another month is another line", []string{"1 at 1: came 2026-02 2-11", "1 at 1: came 2026-03 2-6"}, nil, "2026-03", []string{"1 at 1 2026-03: 5, 30000"}},
		{"a day on which nobody knows of a place does not count", []string{"2 at 1: came 2026-03 2-20"}, nil, "2026-03", nil},
		{"the place was taken in the middle", []string{"2 at 1: enrolled 2026-03-12 1", "2 at 1: enrolled.36m 2026-03-12 1", "2 at 1: came 2026-03 2-18"}, nil, "2026-03",
			[]string{"2 at 1 2026-03: 7, 30000"}},
		{"three years old on the 8th", []string{"1 at 1: enrolled.36m 2026-03-08 -1", "1 at 1: came 2026-03 2-20"}, nil, "2026-03", []string{"1 at 1 2026-03: 6, 30000"}},
		{"three years old before", []string{"1 at 1: enrolled.36m 2026-03-01 -1", "1 at 1: came 2026-03 2-20"}, nil, "2026-03", nil},
		{"no age is asked for", []string{"1 at 1: enrolled.36m 2026-03-01 -1", "1 at 1: came 2026-03 2-20"}, []Rate{rate(func(r *Rate) { r.Age = 0 })}, "2026-03", []string{"1 at 1 2026-03: 19, 60000"}},
		{"two of one family are two", []string{"1 at 1: came 2026-03 2-11", "2 at 1: enrolled 2025-01-01 1", "2 at 1: enrolled.36m 2025-01-01 1", "2 at 1: came 2026-03 2-11"}, nil, "2026-03",
			[]string{"1 at 1 2026-03: 10, 60000", "2 at 1 2026-03: 10, 60000"}},
		{"moved in the middle", []string{"1 at 1: came 2026-03 2-8", "1 at 1: enrolled 2026-03-10 -1", "1 at 1: enrolled.36m 2026-03-10 -1",
			"1 at 2: enrolled 2026-03-10 1", "1 at 2: enrolled.36m 2026-03-10 1", "1 at 2: came 2026-03 10-25"}, nil, "2026-03",
			[]string{"1 at 1 2026-03: 7, 30000", "1 at 2 2026-03: 16, 60000"}},
		{"the rate of the last day on which it came", []string{"1 at 1: came 2026-03 2-20"}, []Rate{rate(nil), rate(func(r *Rate) { r.ID, r.From, r.Amount = id(201), "2026-03-20", 70_000 })}, "2026-03",
			[]string{"1 at 1 2026-03: 19, 70000"}},
		{"a rate that begins the day after", []string{"1 at 1: came 2026-03 2-20"}, []Rate{rate(nil), rate(func(r *Rate) { r.ID, r.From, r.Amount = id(201), "2026-03-21", 70_000 })}, "2026-03",
			[]string{"1 at 1 2026-03: 19, 60000"}},
		{"of two for one day the one said last", []string{"1 at 1: came 2026-03 2-20"}, []Rate{rate(func(r *Rate) { r.Said, r.Amount = "2026-02-02", 1 }), rate(func(r *Rate) { r.Said = "2026-02-01" })}, "2026-03",
			[]string{"1 at 1 2026-03: 19, 1"}},
		{"a rate that ended", []string{"1 at 1: came 2026-03 2-20"}, []Rate{rate(nil), rate(func(r *Rate) { r.From, r.Gone = "2026-03-01", true })}, "2026-03", nil},
		{"before any rate", []string{"1 at 1: enrolled 2024-01-01 1", "1 at 1: enrolled.36m 2024-01-01 1", "1 at 1: came 2024-03 2-20"}, nil, "2024-03", nil},
		{"half days at half the rate, and an odd 分 is dropped", []string{"1 at 1: enrolled.full 2026-01-01 -1", "1 at 1: enrolled.half 2026-01-01 1", "1 at 1: came 2026-03 2-20"},
			[]Rate{rate(func(r *Rate) { r.HalfMode, r.Amount = true, 60_001 })}, "2026-03", []string{"1 at 1 2026-03: 19, 30000"}},
		{"by the hour is not what is paid for", []string{"1 at 1: enrolled.full 2026-01-01 -1", "1 at 1: enrolled.hourly 2026-01-01 1", "1 at 1: came 2026-03 2-20"},
			[]Rate{rate(func(r *Rate) { r.Modes = []string{ModeFull, ModeHalf} })}, "2026-03", nil},
		{"not on file", []string{"1 at 1: came 2026-03 2-20"}, []Rate{rate(func(r *Rate) { r.Filed = true })}, "2026-03", nil},
		{"on file on the last day", []string{"1 at 1: came 2026-03 2-20", "0 at 1: site.filed 2026-03-20 1"}, []Rate{rate(func(r *Rate) { r.Filed = true })}, "2026-03", []string{"1 at 1 2026-03: 19, 60000"}},
		{"recognised is not what it says of itself", []string{"1 at 1: came 2026-03 2-20", "0 at 1: site.inclusive 2025-01-01 1"}, []Rate{rate(func(r *Rate) { r.Only = OnlyRecognised })}, "2026-03", nil},
		{"the most a station gets a month", []string{"1 at 1: came 2026-03 2-11", "2 at 1: enrolled 2025-01-01 1", "2 at 1: enrolled.36m 2025-01-01 1", "2 at 1: came 2026-03 2-11"},
			[]Rate{rate(func(r *Rate) { r.Cap = 100_000 })}, "2026-03", []string{"1 at 1 2026-03: 10, 60000", "2 at 1 2026-03: 10, 60000", "0 at 1 2026-03: 0, -20000 cap"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.rates == nil {
				c.rates = []Rate{rate(nil)}
			}
			same(t, Work(facts(t, append(slices.Clone(in), c.facts...)...), Ask{Rule: PerMonth, Rates: c.rates, From: c.month, To: c.month}), c.want...)
		})
	}
}

// What a later run says of months that were locked, and why.
func TestCorrections(t *testing.T) {
	in := []string{"1 at 1: enrolled 2025-01-01 1", "1 at 1: enrolled.36m 2025-01-01 1", "1 at 1: enrolled.full 2025-01-01 1"}
	first := Work(facts(t, append(slices.Clone(in), "1 at 1: came 2026-03 2-10")...), Ask{Rule: PerMonth, Rates: []Rate{rate(nil)}, From: "2026-03", To: "2026-03"})
	same(t, first, "1 at 1 2026-03: 9, 30000")
	locked := Run{"2026-03", "2026-03", first}
	second := []string{"2 at 1: enrolled 2025-01-01 1", "2 at 1: enrolled.36m 2025-01-01 1", "2 at 1: came 2026-03 2-20"}
	capped := []Rate{rate(func(r *Rate) { r.Cap = 50_000 })}
	for _, c := range []struct {
		name   string
		facts  []string
		rates  []Rate
		frozen bool
		run    Run
		want   []string
	}{
		{"nothing new", append(slices.Clone(in), "1 at 1: came 2026-03 2-10"), nil, false, locked, nil},
		{"more days than were known, and no more money", append(slices.Clone(in), "1 at 1: came 2026-03 2-8"), nil, false, locked, nil},
		{"a late day makes it a whole month", append(slices.Clone(in), "1 at 1: came 2026-03 2-11"), nil, false, locked, []string{"1 at 1 2026-03: 10, 30000 was 30000 late"}},
		{"days were taken back", append(slices.Clone(in), "1 at 1: came 2026-03 2-3"), nil, false, locked, []string{"1 at 1 2026-03: 0, -30000 was 30000 less"}},
		{"a record that was a slip", nil, nil, false, locked, []string{"1 at 1 2026-03: 0, -30000 was 30000 dropped"}},
		{"it came somewhere else", []string{"1 at 2: enrolled 2025-01-01 1", "1 at 2: enrolled.36m 2025-01-01 1", "1 at 2: came 2026-03 2-10"}, nil, false, locked,
			[]string{"1 at 1 2026-03: 0, -30000 was 30000 moved", "1 at 2 2026-03: 9, 30000 was 0 moved"}},
		{"who was never in the run", append(slices.Concat(in, second), "1 at 1: came 2026-03 2-10"), nil, false, locked, []string{"2 at 1 2026-03: 19, 60000 was 0 late"}},
		{"another rate for those days", append(slices.Clone(in), "1 at 1: came 2026-03 2-10"), []Rate{rate(nil), rate(func(r *Rate) { r.ID, r.From, r.Amount = id(202), "2026-03-01", 80_000 })}, false, locked,
			[]string{"1 at 1 2026-03: 9, 10000 was 30000 rate"}},
		{"by the hour, as it turned out", append(slices.Clone(in), "1 at 1: enrolled.full 2026-03-01 -1", "1 at 1: enrolled.half 2026-03-01 1", "1 at 1: came 2026-03 2-10"), []Rate{rate(func(r *Rate) { r.HalfMode = true })}, false, locked,
			[]string{"1 at 1 2026-03: 9, -15000 was 30000 class"}},
		{"erased: what was paid stays paid", nil, nil, true, locked, nil},
		{"erased, and its line names nobody any more", nil, nil, false, Run{"2026-03", "2026-03", []Line{{Key: Key{Site: id(1), Month: "2026-03"}, State: State{Count: 9}, Personal: true, No: 1, Amount: 30_000}}}, nil},
		{"struck out stays struck out", append(slices.Clone(in), "1 at 1: came 2026-03 2-20"), nil, false, Run{"2026-03", "2026-03", []Line{first[0].Strike()}}, nil},
		{"what was paid for the erased counts for the most of a month", append(slices.Clone(in), second...), capped, true, Run{"2026-03", "2026-03", []Line{first[0]}},
			[]string{"2 at 1 2026-03: 19, 60000 was 0 late", "0 at 1 2026-03: 0, -40000 was 0 cap"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.rates == nil {
				c.rates = []Rate{rate(nil)}
			}
			ask := Ask{Rule: PerMonth, Rates: c.rates, From: "2026-04", To: "2026-04", Earlier: []Run{c.run}, Frozen: func(child hub.ID, _ hub.Lane) bool { return c.frozen && child == id(1) }}
			got := Work(facts(t, c.facts...), ask)
			same(t, got, c.want...)
			ask.Earlier, ask.From, ask.To = append(ask.Earlier, Run{"2026-04", "2026-04", got}), "2026-05", "2026-05"
			same(t, Work(facts(t, c.facts...), ask)) // once is enough
		})
	}
}

// A place is paid for once, however often it is counted.
func TestPlacesArePaidForOnce(t *testing.T) {
	rates := []Rate{{ID: id(200), From: "2025-01-01", Amount: 1_000_000}}
	b := facts(t, "0 at 1: places 2026-01-10 20", "0 at 1: places 2026-04-01 10", "0 at 1: places 2026-05-01 -15", "0 at 1: places 2026-07-01 5")
	var runs []Run
	for _, c := range []struct{ month, want string }{{"2026-03", "0 at 1 2026-03: 20, 20000000"}, {"2026-04", "0 at 1 2026-04: 10, 10000000"}, {"2026-05", ""}, {"2026-07", ""}} {
		got := Work(b, Ask{Rule: Build, Rates: rates, From: c.month, To: c.month, Earlier: runs})
		if c.want == "" {
			same(t, got)
		} else {
			same(t, got, c.want)
		}
		runs = append(runs, Run{c.month, c.month, got})
	}
	fewer := facts(t, "0 at 1: places 2026-01-10 18")
	same(t, Work(fewer, Ask{Rule: Build, Rates: rates, From: "2026-08", To: "2026-08", Earlier: runs[:1]}), "0 at 1 2026-03: 18, -2000000 was 20000000 less")
}

// Who is level has one rank; those after stand behind all of them.
func TestRanksWithTies(t *testing.T) {
	b := facts(t, "0 at 1: places 2026-01-01 20", "0 at 2: places 2026-01-01 10", "0 at 3: places 2026-01-01 30", "0 at 4: places 2026-01-01 10", "0 at 5: places 2026-01-01 10",
		"0 at 1: enrolled 2026-01-01 12", "0 at 2: enrolled 2026-01-01 6", "0 at 3: enrolled 2026-01-01 27", "0 at 4: enrolled 2026-01-01 5")
	var got []string
	for _, s := range Reached(b, Rate{Trigger: ByRank, Figure: RankUse, Threshold: 2}, []string{"2026-01", "2026-02"}) {
		got = append(got, fmt.Sprint(s.Site[15], " ", s.Above, "/", s.Below, " ", s.Rank, " ", s.Reached))
	}
	want := []string{"3 54/60 1 true", "1 24/40 2 true", "2 12/20 2 true", "4 10/20 4 false", "5 0/20 5 false"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, c := range []struct {
		r    Rate
		want int
	}{{Rate{Trigger: ByUse, Threshold: 60}, 3}, {Rate{Trigger: ByUse, Threshold: 61}, 1}, {Rate{Trigger: BySize, Threshold: 12}, 2}, {Rate{Trigger: ByModel}, 0}, {Rate{Trigger: BySites, Threshold: 3}, 0}} {
		n := 0
		for _, s := range Reached(b, c.r, []string{"2026-02"}) {
			if s.Reached {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%+v: %d stations, want %d", c.r, n, c.want)
		}
	}
}

// A line is read as it was written, but for whose it is; and its digest is over all of it.
func TestLinesAsText(t *testing.T) {
	lines := []Line{
		{Key{id(1), id(9), "2026-03", false}, State{19, 0, "full", true, id(200), 60_000}, true, 1, 60_000, false, 0, ""},
		{Key{id(1), hub.ID{}, "2026-03", true}, State{0, 3, "", false, id(200), 100_000}, false, 2, -20_000, true, 5, Capped},
	}
	lines = append(lines, lines[0].Strike())
	got, err := ReadText(id(1), Text(lines))
	if err != nil {
		t.Fatal(err)
	}
	for i := range lines {
		lines[i].Child = hub.ID{}
	}
	if !slices.Equal(got, lines) {
		t.Errorf("%+v\n%+v", got, lines)
	}
	if strings.Contains(Text(lines), id(9).String()) {
		t.Error("a child stands in it")
	}
	for _, bad := range []string{"x", "1 2\n", strings.Replace(Text(lines), "19", "many", 1)} {
		if _, err := ReadText(id(1), bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	paper := Paper{Programme: id(7), Rule: PerMonth, From: "2026-03", To: "2026-03", Known: 4, Rates: []hub.ID{id(200), id(201)}}
	all := map[string]bool{}
	for _, change := range []func(p *Paper, by map[hub.ID]string){
		func(*Paper, map[hub.ID]string) {}, func(p *Paper, _ map[hub.ID]string) { p.Known++ }, func(p *Paper, _ map[hub.ID]string) { p.Rates = p.Rates[1:] },
		func(p *Paper, _ map[hub.ID]string) { p.To = "2026-04" }, func(_ *Paper, by map[hub.ID]string) { by[id(1)] = Text(lines[:1]) },
		func(_ *Paper, by map[hub.ID]string) { by[id(2)] = by[id(1)]; delete(by, id(1)) },
	} {
		p, by := paper, BySite(lines)
		change(&p, by)
		all[Digest(p, by)] = true
	}
	if len(all) != 6 {
		t.Errorf("%d digests of 6 papers", len(all))
	}
}
