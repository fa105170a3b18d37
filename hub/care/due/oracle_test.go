package due

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// oracle says what is open of a child the slow way: day by day, from a table of its own,
// with the calendar of the standard library.
type oracle struct {
	table  [][]string // testdata/schedule.txt
	visits []string   // ages in months, in order; the first two are 0 and 28 days
	signs  []int
}

func newOracle(t *testing.T) oracle {
	return oracle{rows(t, "schedule.txt"), strings.Fields("newborn m1 3 6 8 12 18 24 30 36 48 60 72"), []int{3, 6, 8, 12, 18, 24, 30, 36, 48, 60, 72}}
}

func at(d hub.Day) time.Time {
	t, _ := d.Time()
	return t
}

// later counts months one by one; a month without the day ends on its last.
func later(from time.Time, months int) time.Time {
	y, m := from.Year(), int(from.Month())
	for range months {
		if m++; m > 12 {
			y, m = y+1, 1
		}
	}
	for day := from.Day(); ; day-- {
		if t := time.Date(y, time.Month(m), day, 0, 0, 0, 0, hub.China); int(t.Month()) == m {
			return t
		}
	}
}

func spanOf(from time.Time, text string) time.Time {
	n, _ := strconv.Atoi(text[:len(text)-1])
	if strings.HasSuffix(text, "m") {
		return later(from, n)
	}
	return from.AddDate(0, 0, n)
}

// given are the days of a kind's records, by code.
func given(f *Facts, kind hub.Kind) map[string]time.Time {
	out := map[string]time.Time{}
	for _, d := range f.Done {
		if d.Kind == kind {
			out[d.Code] = at(d.Day)
		}
	}
	return out
}

// wanted says whether a dose is asked for at all: of two vaccines, the one begun first.
func (o oracle) wanted(row []string, had map[string]time.Time) bool {
	of, way, two := strings.Cut(row[6], "-")
	if row[6] == "-" || !two {
		return true
	}
	begun := ""
	var first time.Time
	for _, r := range o.table {
		if day, ok := had[r[0]]; ok && strings.HasPrefix(r[6], of+"-") && (begun == "" || day.Before(first)) {
			begun, first = strings.TrimPrefix(r[6], of+"-"), day
		}
	}
	return begun == way || begun == "" && way == "usual"
}

// blocked says whether a dose may not be given on a day, as far as is known today.
func (o oracle) blocked(row []string, born, day, today time.Time, had map[string]time.Time) bool {
	months, _ := strconv.Atoi(row[1])
	if day.Before(later(born, months)) {
		return true
	}
	if row[3] != "-" {
		before, ok := had[row[3]]
		if !ok || day.Before(spanOf(before, row[4])) {
			return true
		}
	}
	if row[5] == "live" {
		for _, r := range o.table {
			if on, ok := had[r[0]]; ok && r[5] == "live" && on.Before(today) && day.Before(on.AddDate(0, 0, 28)) {
				return true
			}
		}
	}
	return false
}

// open is every dose, visit and sign that is soon, due or late.
func (o oracle) open(f *Facts, day hub.Day) map[string]State {
	out := map[string]State{}
	born, today := at(f.Born), at(day)
	if !today.Before(later(born, 42)) {
		return out
	}
	had := given(f, "dose")
	for _, row := range o.table {
		if _, done := had[row[0]]; done || !o.wanted(row, had) || row[0] == "bcg-1" && !today.Before(later(born, 48)) {
			continue
		}
		if row[3] != "-" && had[row[3]].IsZero() {
			continue
		}
		switch {
		case o.blocked(row, born, today.AddDate(0, 0, 14), today, had):
		case o.blocked(row, born, today, today, had):
			out[row[0]] = Soon
		case o.lateDose(row, born, today, had):
			out[row[0]] = Late
		default:
			out[row[0]] = Due
		}
	}
	for i, code := range o.visits {
		o.once(out, "visit-"+code, given(f, "visit")[code], o.visitAt(born, i), o.visitAt(born, i+1), o.visitLate(born, i), today, 7)
	}
	for i, m := range o.signs {
		next := time.Time{}
		if i+1 < len(o.signs) {
			next = later(born, o.signs[i+1])
		}
		o.once(out, fmt.Sprint("signs-", m), given(f, "warning-signs")[fmt.Sprint(m)], later(born, m), next, later(later(born, m), 1), today, 3)
	}
	return out
}

// lateDose walks back to the first day on which the dose could have been given.
func (o oracle) lateDose(row []string, born, today time.Time, had map[string]time.Time) bool {
	if row[2] != "-" {
		if before, _ := strconv.Atoi(row[2]); today.Before(later(born, before)) {
			return false
		}
	}
	first := today
	for range 45 {
		if o.blocked(row, born, first.AddDate(0, 0, -1), today, had) {
			break
		}
		first = first.AddDate(0, 0, -1)
	}
	last := later(first, 1)
	switch row[0] {
	case "hepb-1":
		last = born.AddDate(0, 0, 1)
	case "jei-2":
		last = first.AddDate(0, 0, 3)
	}
	return today.After(last)
}

func (o oracle) visitAt(born time.Time, i int) time.Time {
	switch {
	case i == 0:
		return born
	case i == 1:
		return born.AddDate(0, 0, 28)
	case i >= len(o.visits):
		return time.Time{}
	}
	m, _ := strconv.Atoi(o.visits[i])
	return later(born, m)
}

func (o oracle) visitLate(born time.Time, i int) time.Time {
	switch i {
	case 0:
		return born.AddDate(0, 0, 10)
	case 1:
		return born.AddDate(0, 0, 30)
	}
	return later(o.visitAt(born, i), 1)
}

func (o oracle) once(out map[string]State, code string, done, due, over, last, today time.Time, remind int) {
	switch {
	case !done.IsZero() || !over.IsZero() && !today.Before(over):
	case today.After(last):
		out[code] = Late
	case !today.Before(due):
		out[code] = Due
	case !today.Before(due.AddDate(0, 0, -remind)):
		out[code] = Soon
	}
}

// TestOracle lives a year with sixty children. Some come on time, some late, some of a
// visit's age never; some get the other vaccine. Every list of every day is compared.
func TestOracle(t *testing.T) {
	o := newOracle(t)
	r := rand.New(rand.NewPCG(7, 2026))
	first := hub.Day("2026-01-01")
	step, compared, open := 1, 0, 0
	if testing.Short() {
		step = 5
	}
	for child := range 60 {
		f := &Facts{Kind: "child", Born: first.Add(300 - r.IntN(1300))}
		diligent := 2 + r.IntN(40) // one in so many things is done on a day that it is open
		start := max(first, f.Born)
		if f.Born < first { // what was before the year
			for day := f.Born; day < first; day = day.Add(7) {
				o.live(r, f, day, diligent/4+1)
			}
		}
		for n, day := 0, start; day < first.Add(365); n, day = n+1, day.Add(1) {
			o.live(r, f, day, diligent)
			if n%step != 0 {
				continue
			}
			want, got := o.open(f, day), map[string]State{}
			for _, i := range Builtin().List(f, day) {
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
func (o oracle) live(r *rand.Rand, f *Facts, day hub.Day, diligent int) {
	want := o.open(f, day)
	for _, code := range slices.Sorted(maps.Keys(want)) {
		if want[code] == Soon || r.IntN(diligent) > 0 {
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
		f.Done = append(f.Done, Done{Kind: kind, Code: code, Day: day})
	}
}

// child is a child with some doses, some of them early, late or for nothing.
func child(t *rapid.T) (*Facts, hub.Day) {
	f := &Facts{Kind: "child", Born: hub.Day("2024-01-01").Add(rapid.IntRange(0, 900).Draw(t, "born"))}
	today := f.Born.Add(rapid.IntRange(0, 1200).Draw(t, "today"))
	for _, rule := range Builtin().All() {
		if rule.Group == "dose" && rapid.Bool().Draw(t, rule.Code) {
			day := f.Born.Add(rapid.IntRange(0, 1200).Draw(t, "day"))
			f.Done = append(f.Done, Done{Kind: "dose", Code: rule.Code, Day: min(day, today), Off: rapid.IntRange(0, 20).Draw(t, "off") == 0})
		}
	}
	return f, today
}

// No dose is due before its least age, nor before its gap after the dose before it.
func TestNoDoseIsEarly(t *testing.T) {
	o := newOracle(t)
	rapid.Check(t, func(t *rapid.T) {
		f, today := child(t)
		for _, i := range Builtin().List(f, today) {
			if i.Rule.Group != "dose" || i.State == Soon {
				continue
			}
			row := o.table[slices.IndexFunc(o.table, func(r []string) bool { return r[0] == i.Code })]
			months, _ := strconv.Atoi(row[1])
			if at(today).Before(later(at(f.Born), months)) {
				t.Fatalf("%s is due at %s, born %s", i.Code, today, f.Born)
			}
			if n := slices.IndexFunc(f.Done, func(d Done) bool { return d.Code == row[3] }); row[3] != "-" && (n < 0 || !f.Done[n].Off && at(today).Before(spanOf(at(f.Done[n].Day), row[4]))) {
				t.Fatalf("%s is due at %s, %s was %v", i.Code, today, row[3], f.Done)
			}
		}
	})
}

// To do what is due ends it, and nothing else becomes due before its time; in which
// order things were noted makes no difference.
func TestDoingEndsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, today := child(t)
		list := Builtin().List(f, today)
		mixed := *f
		mixed.Done = rapid.Permutation(f.Done).Draw(t, "order")
		if again := Builtin().List(&mixed, today); fmt.Sprint(again) != fmt.Sprint(list) {
			t.Fatalf("%v in another order: %v", list, again)
		}
		for _, i := range list {
			if i.State == Soon || i.Rule.Closes.Kind == "" {
				continue
			}
			after := *f
			after.Done = append(slices.Clone(f.Done), Done{Kind: i.Rule.Closes.Kind, Code: i.Rule.Closes.Written(), Day: today, Until: today.Add(400)})
			for _, left := range Builtin().List(&after, today) {
				if left.Code == i.Code {
					t.Fatalf("%s was done and stands", i.Code)
				}
			}
		}
	})
}

func BenchmarkList(b *testing.B) {
	f := &Facts{Kind: "child", Born: "2025-03-12"}
	for _, code := range []string{"hepb-1", "hepb-2", "bcg-1", "ipv-1", "ipv-2", "bopv-3", "dtap-1", "dtap-2", "dtap-3", "mpsva-1"} {
		f.Done = append(f.Done, Done{Kind: "dose", Code: code, Day: "2025-10-12"})
	}
	for b.Loop() {
		Builtin().List(f, "2026-11-23")
	}
}
