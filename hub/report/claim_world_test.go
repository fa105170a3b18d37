package report_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/demo/world"
)

// paid is what one key of a programme has to come to, worked out from the plan alone.
type paid map[claim.Key]int64

// programme is a rule with its rates, and the same said once more in the plan's words.
type programme struct {
	name  string
	rule  claim.Rule
	rates []claim.Rate
	truth func(t *world.Truth, months []string) paid
}

// dayAt is the plan's number of a calendar day.
func dayAt(p *world.Plan, day hub.Day) int {
	for n := range p.Days + 400 {
		if p.Day(n-30) == day {
			return n - 30
		}
	}
	panic("no such day: " + day)
}

// ends are the plan's first and last day of a month.
func ends(p *world.Plan, month string) (first, last int) {
	first = dayAt(p, hub.Day(month+"-01"))
	for last = first; string(p.Day(last + 1))[:7] == month; last++ {
	}
	return first, last
}

// places are the stations' places on a day.
func places(t *world.Truth, day int) map[int]int64 {
	out := map[int]int64{}
	for _, b := range t.Beds(day) {
		out[b.Station] += int64(b.Places)
	}
	return out
}

// programmes are one of every rule, as a county could write them. The rates change in the
// middle of a month, and one ends.
func programmes() []programme {
	rate := func(n byte, r claim.Rate) claim.Rate { r.ID = hub.ID{n}; return r }
	children := func(count func(m world.Attended) int64) func(*world.Truth, []string) paid {
		return func(t *world.Truth, months []string) paid {
			out := paid{}
			for _, month := range months {
				first, last := ends(t.Plan, month)
				for _, m := range t.Months(first, last) {
					if fen := count(m); fen != 0 {
						out[claim.Key{Site: t.SiteID(m.Station), Child: t.ChildID(m.Child), Month: month}] = fen
					}
				}
			}
			return out
		}
	}
	stations := func(count func(t *world.Truth, station int, month string) int64) func(*world.Truth, []string) paid {
		return func(t *world.Truth, months []string) paid {
			out := paid{}
			for _, month := range months {
				for i := range t.Stations {
					if fen := count(t, i, month); fen != 0 {
						out[claim.Key{Site: t.SiteID(i), Month: month}] = fen
					}
				}
			}
			return out
		}
	}
	award := func(reached func(t *world.Truth, station int, months []string) bool) func(*world.Truth, []string) paid {
		return func(t *world.Truth, months []string) paid {
			out := paid{}
			for i := range t.Stations {
				if reached(t, i, months) {
					out[claim.Key{Site: t.SiteID(i), Month: months[len(months)-1]}] = 10_000_000
				}
			}
			return out
		}
	}
	lastDay := func(t *world.Truth, months []string) int { _, last := ends(t.Plan, months[len(months)-1]); return last }
	use := func(t *world.Truth, station int, months []string) (in, of int64) {
		for _, month := range months {
			_, last := ends(t.Plan, month)
			in, of = in+t.Enrolled(station, last), of+places(t, last)[station]
		}
		return in, of
	}
	return []programme{
		{"a child's month", claim.PerMonth, []claim.Rate{
			rate(1, claim.Rate{From: "2025-01-01", Amount: 20_000, Days: 10, Half: 5, Age: 36, HalfMode: true}),
			rate(2, claim.Rate{From: "2025-10-16", Amount: 30_001, Days: 12, Age: 36, Filed: true, Only: claim.OnlyInclusive, Modes: []string{"full", "half"}}),
		}, children(func(m world.Attended) int64 {
			if m.Last < 45 { // until 15 October
				fen := int64(0)
				switch {
				case m.Small >= 10:
					fen = 20_000
				case m.Small >= 5:
					fen = 10_000
				}
				if m.Mode == "half" {
					fen /= 2
				}
				return fen
			}
			if m.Small < 12 || !m.Filed || !m.Inclusive || m.Mode == "hourly" || m.Mode == "occasional" {
				return 0
			}
			return 30_001
		})},
		{"a child in 困境", claim.Difficulty, []claim.Rate{rate(3, claim.Rate{From: "2025-01-01", Amount: 50_000, Age: 36})},
			children(func(m world.Attended) int64 {
				if m.Hard && m.Small > 0 {
					return 50_000
				}
				return 0
			})},
		{"a place's month", claim.PerPlace, []claim.Rate{
			rate(4, claim.Rate{From: "2025-01-01", Amount: 30_000, Only: claim.OnlyInclusive}), rate(5, claim.Rate{From: "2025-11-01", Amount: 80_000, Only: claim.OnlyInclusive}),
		}, stations(func(t *world.Truth, station int, month string) (fen int64) {
			_, last := ends(t.Plan, month)
			for _, b := range t.Beds(last) {
				if b.Station == station && b.Inclusive && month < "2025-11" {
					fen += int64(b.Places) * 30_000
				} else if b.Station == station && b.Inclusive {
					fen += int64(b.Places) * 80_000
				}
			}
			return fen
		})},
		{"a month's rent", claim.Rent, []claim.Rate{
			rate(6, claim.Rate{From: "2025-01-01", Share: 30, PerPlace: 8}), rate(7, claim.Rate{From: "2025-12-01", Gone: true}),
		}, stations(func(t *world.Truth, station int, month string) int64 {
			_, last := ends(t.Plan, month)
			area, rent, _, ok := t.House(station, last)
			if !ok || month >= "2025-12" {
				return 0
			}
			part, whole := int64(1), int64(1) // of the rooms that are counted
			if room := places(t, last)[station] * 8; int64(area) > room {
				part, whole = room, int64(area)
			}
			return int64(rent) * 100 * 30 * part / (whole * 100 * 12)
		})},
		{"use of 60 per cent", claim.Award, []claim.Rate{rate(8, claim.Rate{From: "2025-01-01", Amount: 10_000_000, Trigger: claim.ByUse, Threshold: 40})},
			award(func(t *world.Truth, station int, months []string) bool {
				in, of := use(t, station, months)
				return of > 0 && float64(in)/float64(of) >= 0.4
			})},
		{"an owner of three", claim.Award, []claim.Rate{rate(9, claim.Rate{From: "2025-01-01", Amount: 10_000_000, Trigger: claim.BySites, Threshold: 3})},
			award(func(t *world.Truth, station int, months []string) bool {
				_, _, sites, ok := t.House(station, lastDay(t, months))
				return ok && sites >= 3
			})},
		{"many children", claim.Award, []claim.Rate{rate(10, claim.Rate{From: "2025-01-01", Amount: 10_000_000, Trigger: claim.BySize, Threshold: 15})},
			award(func(t *world.Truth, station int, months []string) bool {
				return t.Enrolled(station, lastDay(t, months)) >= 15
			})},
		{"the first two by use", claim.Award, []claim.Rate{rate(11, claim.Rate{From: "2025-01-01", Amount: 10_000_000, Trigger: claim.ByRank, Figure: claim.RankUse, Threshold: 2})},
			award(func(t *world.Truth, station int, months []string) bool {
				in, of := use(t, station, months)
				better := 0
				for other := range t.Stations {
					if a, b := use(t, other, months); b > 0 && a*of > in*b {
						better++
					}
				}
				return of > 0 && in > 0 && better < 2
			})},
		{"the first by families", claim.Award, []claim.Rate{rate(12, claim.Rate{From: "2025-01-01", Amount: 10_000_000, Trigger: claim.ByRank, Figure: claim.RankPleased, Threshold: 1})},
			award(func(t *world.Truth, station int, months []string) bool {
				ask := func(station int) (pleased, of int64) {
					for _, m := range months {
						first, last := ends(t.Plan, m)
						a, b := t.Pleased(station, first, last)
						pleased, of = pleased+a, of+b
					}
					return pleased, of
				}
				in, of := ask(station)
				for other := range t.Stations {
					if a, b := ask(other); b > 0 && a*of > in*b {
						return false
					}
				}
				return of > 0 && in > 0
			})},
	}
}

// book reads what was known at a closing.
func (o *office) book(known int64, months []string) *claim.Book {
	o.t.Helper()
	b, last := claim.NewBook(), claim.LastDay(months[len(months)-1])
	for _, q := range []hub.SumQuery{{Measures: claim.Levels, To: last, Known: known}, {Measures: claim.Flows, From: hub.Day(months[0] + "-01"), To: last, Known: known}} {
		if err := o.Facts(o.t.Context(), q, b.Add); err != nil {
			o.t.Fatal(err)
		}
	}
	return b
}

// claimed is a county that pays every programme three times, and what that came to.
type claimed struct {
	*office
	runs    map[string][]claim.Run
	texts   []string // of every run's lines, in order
	lines   int
	causes  map[claim.Cause]int
	paid    map[string]int // lines by programme
	periods [][]string
}

// run pays all programmes for some months, and compares every key with the plan: what the
// months come to, and what has to be corrected of those before.
func (c *claimed) run(night int, known int64, months []string, gone map[hub.ID]bool) {
	c.t.Helper()
	b, now := c.book(known, []string{"2025-09", months[len(months)-1]}), c.plan.As(night)
	for _, p := range programmes() {
		earlier := c.runs[p.name]
		lines := claim.Work(b, claim.Ask{Rule: p.rule, Rates: p.rates, From: months[0], To: months[len(months)-1], Earlier: earlier,
			Frozen: func(child hub.ID, _ hub.Lane) bool { return gone[child] }})
		want := p.truth(now, months)
		got := paid{}
		for _, l := range lines {
			if got[l.Key] != 0 {
				c.t.Errorf("%s: %v stands twice", p.name, l.Key)
			}
			got[l.Key] = l.Amount
			c.causes[l.Cause]++
			c.paid[p.name]++
			c.lines++
		}
		for i, run := range earlier { // what the plan says now of those months, less what was paid
			then := p.truth(now, claim.Months(run.From, run.To))
			for _, before := range earlier {
				for _, l := range before.Lines {
					if slices.Contains(c.periods[i], l.Month) {
						then[l.Key] -= l.Amount
					}
				}
			}
			for key, fen := range then {
				want[key] += fen
			}
		}
		maps.DeleteFunc(want, func(key claim.Key, fen int64) bool { return fen == 0 || gone[key.Child] })
		for key, fen := range want {
			if got[key] != fen {
				c.t.Errorf("%s, night %d: %s %s %s comes to %d, the plan says %d", p.name, night, key.Site, key.Child, key.Month, got[key], fen)
			}
			delete(got, key)
		}
		for key, fen := range got {
			c.t.Errorf("%s, night %d: %s %s %s comes to %d, and the plan knows nothing of it", p.name, night, key.Site, key.Child, key.Month, fen)
		}
		c.texts = append(c.texts, fmt.Sprint(p.name, night, claim.Digest(claim.Paper{Rule: p.rule, From: months[0], To: months[len(months)-1], Known: known}, claim.BySite(lines))))
		c.runs[p.name] = append(earlier, claim.Run{From: months[0], To: months[len(months)-1], Lines: lines})
	}
	c.periods = append(c.periods, months)
}

// A made-up county pays every kind of subsidy for five months in four runs. Each line is what
// the plan alone says, months that were locked are corrected by exactly what came late or was
// put right since, and what was erased stays as it was paid. Another county that got the
// same commits otherwise, some twice and some earlier, comes to the same lines, to the byte.
func TestSubsidiesAreTrue(t *testing.T) {
	size := world.Size{Townships: 2, Stations: 6, Children: 400, First: "2025-09-01", Days: 150}
	var digests [2][]string
	for i, rough := range []bool{false, true} {
		p := world.Draw(5, size)
		c := &claimed{office: openOffice(t, p, t.TempDir()), runs: map[string][]claim.Run{}, causes: map[claim.Cause]int{}, paid: map[string]int{}}
		closings := map[int]int64{}
		err := p.Write(t.Context(), world.Delivery{Accept: c.take, Rough: rough, Night: func(ctx context.Context, day int) error {
			c.now = c.now.AddDate(0, 0, 1)
			if day != 32 && day != 95 && day != 125 && day != p.Days-1 {
				return nil
			}
			closing, err := c.CloseDay(ctx, p.Day(day))
			closings[day] = closing.Number
			return err
		}})
		if err != nil {
			t.Fatal(err)
		}
		// The runs are worked out after all has come: what was known at a closing stays known.
		c.run(32, closings[32], []string{"2025-09"}, nil)
		c.run(95, closings[95], []string{"2025-10", "2025-11"}, nil)
		c.run(125, closings[125], []string{"2025-12"}, nil)
		digests[i] = c.texts
		t.Logf("%d lines, by cause %v", c.lines, c.causes)
		if c.causes[claim.Late] == 0 || c.causes[claim.Less] == 0 {
			t.Errorf("nothing had to be corrected: %v", c.causes)
		}
		for _, p := range programmes() {
			if c.paid[p.name] == 0 {
				t.Errorf("nobody was paid %s", p.name)
			}
		}
		if i == 0 {
			c.erasedRun()
		}
	}
	if strings.Join(digests[0], "\n") != strings.Join(digests[1], "\n") {
		t.Errorf("two counties with the same commits paid differently:\n%v\n%v", digests[0], digests[1])
	}
}

// erasedRun pays January after some children were erased: nothing that was paid for them is
// taken back, and they are in no line.
func (c *claimed) erasedRun() {
	c.erases()
	last := c.plan.Days - 1
	closing, err := c.CloseDay(c.t.Context(), c.plan.Day(last).Add(1))
	if err != nil {
		c.t.Fatal(err)
	}
	gone, paidFor := map[hub.ID]bool{}, 0
	for i := range c.plan.Children {
		if c.plan.Children[i].Erased == last {
			gone[c.plan.ChildID(i)] = true
		}
	}
	for _, runs := range c.runs {
		for _, run := range runs {
			for _, l := range run.Lines {
				if gone[l.Child] {
					paidFor++
				}
			}
		}
	}
	if paidFor == 0 {
		c.t.Fatal("nothing had been paid for who was erased")
	}
	c.run(last, closing.Number, []string{"2026-01"}, gone)
}
