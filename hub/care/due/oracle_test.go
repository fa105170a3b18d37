package due_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/care/due/naive"
)

// TestOracle lives a year with sixty children. Some come on time, some late, some of a
// visit's age never; some get the other vaccine. Every list of every day is compared.
func TestOracle(t *testing.T) {
	o := naive.New()
	r := rand.New(rand.NewPCG(7, 2026))
	first := hub.Day("2026-01-01")
	step, compared, open := 1, 0, 0
	if testing.Short() {
		step = 5
	}
	for child := range 60 {
		f := &due.Facts{Kind: "child", Born: first.Add(300 - r.IntN(1300))}
		diligent := 2 + r.IntN(40) // one in so many things is done on a day that it is open
		start := max(first, f.Born)
		if f.Born < first { // what was before the year
			for day := f.Born; day < first; day = day.Add(7) {
				live(o, r, f, day, diligent/4+1)
			}
		}
		for n, day := 0, start; day < first.Add(365); n, day = n+1, day.Add(1) {
			live(o, r, f, day, diligent)
			if n%step != 0 {
				continue
			}
			want, got := o.Growing(f, day), map[string]due.State{}
			for _, i := range due.Builtin().List(f, day) {
				if g := i.Rule.Group; g == "dose" || g == "visit" || g == "signs" {
					got[i.Code] = i.State
				}
			}
			if !maps.Equal(got, want) {
				t.Fatalf("child %d, born %s, on %s:\n got %v\nwant %v\nwith %v", child, f.Born, day, got, want, f.Done)
			}
			compared, open = compared+1, open+len(want)
		}
	}
	if compared < 1000 || open < compared {
		t.Errorf("%d lists with %d items: hardly anything was compared", compared, open)
	}
}

// live does on a day what a family may do.
func live(o naive.Oracle, r *rand.Rand, f *due.Facts, day hub.Day, diligent int) {
	want := o.Growing(f, day)
	for _, code := range slices.Sorted(maps.Keys(want)) {
		if want[code] == due.Soon || r.IntN(diligent) > 0 {
			continue
		}
		kind := hub.Kind("dose")
		if c, ok := strings.CutPrefix(code, "visit-"); ok {
			kind, code = "visit", c
		} else if c, ok := strings.CutPrefix(code, "signs-"); ok {
			kind, code = "warning-signs", c
		} else if other := map[string]string{"jel-1": "jei-1", "hepal-1": "hepai-1"}[code]; other != "" && r.IntN(3) == 0 {
			code = other
		}
		f.Done = append(f.Done, due.Done{Kind: kind, Code: code, Day: day})
	}
}

// child is a child with some doses, some of them early, late or for nothing.
func child(t *rapid.T) (*due.Facts, hub.Day) {
	f := &due.Facts{Kind: "child", Born: hub.Day("2024-01-01").Add(rapid.IntRange(0, 900).Draw(t, "born"))}
	today := f.Born.Add(rapid.IntRange(0, 1200).Draw(t, "today"))
	for _, rule := range due.Builtin().All() {
		if rule.Group == "dose" && rapid.Bool().Draw(t, rule.Code) {
			day := f.Born.Add(rapid.IntRange(0, 1200).Draw(t, "day"))
			f.Done = append(f.Done, due.Done{Kind: "dose", Code: rule.Code, Day: min(day, today), Off: rapid.IntRange(0, 20).Draw(t, "off") == 0})
		}
	}
	return f, today
}

// No dose is due before its least age, nor before its gap after the dose before it.
func TestNoDoseIsEarly(t *testing.T) {
	o := naive.New()
	rapid.Check(t, func(t *rapid.T) {
		f, today := child(t)
		for _, i := range due.Builtin().List(f, today) {
			if i.Rule.Group != "dose" || i.State == due.Soon {
				continue
			}
			if why := o.Early(f, i.Code, today); why != "" {
				t.Fatalf("%s is due at %s, born %s, %s: %v", i.Code, today, f.Born, why, f.Done)
			}
		}
	})
}

// To do what is due ends it, and nothing else becomes due before its time; in which
// order things were noted makes no difference.
func TestDoingEndsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, today := child(t)
		list := due.Builtin().List(f, today)
		mixed := *f
		mixed.Done = rapid.Permutation(f.Done).Draw(t, "order")
		if again := due.Builtin().List(&mixed, today); fmt.Sprint(again) != fmt.Sprint(list) {
			t.Fatalf("%v in another order: %v", list, again)
		}
		for _, i := range list {
			if i.State == due.Soon || i.Rule.Closes.Kind == "" {
				continue
			}
			after := *f
			after.Done = append(slices.Clone(f.Done), due.Done{Kind: i.Rule.Closes.Kind, Code: i.Rule.Closes.Written(), Day: today, Until: today.Add(400)})
			for _, left := range due.Builtin().List(&after, today) {
				if left.Code == i.Code {
					t.Fatalf("%s was done and stands", i.Code)
				}
			}
		}
	})
}

func BenchmarkList(b *testing.B) {
	f := &due.Facts{Kind: "child", Born: "2025-03-12"}
	for _, code := range []string{"hepb-1", "hepb-2", "bcg-1", "ipv-1", "ipv-2", "bopv-3", "dtap-1", "dtap-2", "dtap-3", "mpsva-1"} {
		f.Done = append(f.Done, due.Done{Kind: "dose", Code: code, Day: "2025-10-12"})
	}
	for b.Loop() {
		due.Builtin().List(f, "2026-11-23")
	}
}
