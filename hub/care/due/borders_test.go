package due

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
)

func rows(t *testing.T, name string) (out [][]string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		if !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// stateOf is how a rule stands on a day.
func stateOf(f *Facts, code string, day hub.Day) State {
	r := Builtin()
	v := r.view(f, dateOf(day))
	return v.items(r.byCode[code])[0].State
}

// The day before, the day itself and the day after, of every rule that counts from birth.
func TestBordersFromBirth(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range rows(t, "borders.txt") {
		code, due, late, over := row[0], hub.Day(row[2]), hub.Day(row[3]), hub.Day(row[4])
		seen[code] = true
		f := &Facts{Kind: "child", Born: "2025-01-31"}
		for _, given := range strings.Fields(row[1]) {
			if dose, day, ok := strings.Cut(given, "@"); ok {
				f.Done = append(f.Done, Done{Kind: "dose", Code: dose, Day: hub.Day(day)})
			}
		}
		for _, b := range []struct {
			day  hub.Day
			want []State
		}{
			{due.Add(-1), []State{Later, Soon}}, {due, []State{Due}}, {late.Add(-1), []State{Due}}, {late, []State{Late}}, {late.Add(1), []State{Late}},
		} {
			if got := stateOf(f, code, b.day); got != b.want[0] && got != b.want[len(b.want)-1] {
				t.Errorf("%s on %s: %d, want %v", code, b.day, got, b.want)
			}
		}
		if _, ok := over.Time(); ok {
			if a, b := stateOf(f, code, over.Add(-1)), stateOf(f, code, over); a != Late || b != Over {
				t.Errorf("%s on the day before %s: %d, on it %d", code, over, a, b)
			}
		}
	}
	for _, r := range Builtin().All() {
		if r.Of == FromBirth && r.For == ForAll && !seen[r.Code] && r.Group != "screen" {
			t.Errorf("no borders of %s", r.Code)
		}
	}
}

// The borders of the other rules: soon, due, late, and a day on which it does not stand.
func TestBorders(t *testing.T) {
	care := []Stay{{From: "2026-03-02"}}
	did := func(kind hub.Kind, code string, day, until hub.Day) []Done {
		return []Done{{Kind: kind, Code: code, Day: day, Until: until}}
	}
	for _, tt := range []struct {
		code            string
		f               Facts
		not             hub.Day // Later, Given or Over; "" never
		soon, due, late hub.Day // first days; "" there is none
	}{
		{"screen-hearing", Facts{Kind: "child", Born: "2026-03-31"}, "2026-03-31", "", "2026-04-02", "2026-05-13"},
		{"screen-metabolic", Facts{Kind: "child", Born: "2026-03-31"}, "2026-04-02", "", "2026-04-03", "2026-04-21"},
		{"screen-sma", Facts{Kind: "child", Registered: "2026-03-31", Expecting: true}, "2026-03-30", "", "2026-03-31", "2026-05-01"},
		{"entry-check", Facts{Kind: "child", Stays: care}, "2026-01-30", "2026-01-31", "2026-02-16", "2026-03-03"},
		{"entry-book", Facts{Kind: "child", Stays: care}, "2026-01-30", "2026-01-31", "2026-02-16", "2026-03-03"},
		{"return-check", Facts{Kind: "child", Stays: []Stay{{"2025-09-01", "2025-12-02"}, {From: "2026-03-02"}}}, "2026-01-30", "2026-01-31", "2026-02-16", "2026-03-03"},
		{"half-year", Facts{Kind: "child", Stays: care}, "2026-08-18", "2026-08-19", "2026-09-02", "2026-10-03"},
		{"half-year", Facts{Kind: "child", Stays: care, Done: did("health-check", "entry", "2026-02-20", "")}, "2026-08-05", "2026-08-06", "2026-08-20", "2026-09-21"},
		{"measure-12", Facts{Kind: "child", Born: "2025-04-30", Stays: care}, "2026-04-15", "2026-04-16", "2026-04-30", "2026-05-31"},
		{"measure-12", Facts{Kind: "child", Born: "2025-04-30", Stays: care, Done: did("growth", "", "2026-04-16", "")}, "2026-05-31", "", "", ""},
		{"measure-12", Facts{Kind: "child", Born: "2025-04-30", Stays: care, Done: did("growth", "", "2026-04-15", "")}, "2026-04-15", "2026-04-16", "2026-04-30", "2026-05-31"},
		{"measure-12", Facts{Kind: "child", Born: "2025-04-30", Stays: care}, "2026-10-30", "", "", ""},
		{"grown", Facts{Kind: "child", Born: "2024-02-29", Stays: care}, "2026-12-29", "2026-12-30", "2027-02-28", "2027-03-01"},
		{"insurance", Facts{Kind: "child", Stays: care, Done: did("insurance", "", "2026-03-01", "2027-02-28")}, "2027-01-28", "2027-01-29", "2027-02-28", "2027-03-01"},
		{"home-visit", Facts{Kind: "child", Done: did("home-visit", "", "2026-03-01", "2026-04-15")}, "2026-04-07", "2026-04-08", "2026-04-15", "2026-04-30"},
		{"staff-check", Facts{Kind: "staff", Done: did("staff-check", "", "2026-02-28", "")}, "2027-01-28", "2027-01-29", "2027-02-28", "2027-03-01"},
		{"certificate", Facts{Kind: "staff", Done: did("certificate", "health", "2026-02-28", "2027-02-27")}, "2026-12-28", "2026-12-29", "2027-02-27", "2027-02-28"},
		{"site-certificate", Facts{Kind: "site", Done: did("contract", "food", "", "2027-02-27")}, "2026-12-28", "2026-12-29", "2027-02-27", "2027-02-28"},
		{"contract", Facts{Kind: "site", Done: did("contract", "service", "2026-02-28", "2027-02-27")}, "2027-01-27", "2027-01-28", "2027-02-27", "2027-02-28"},
		{"site-insurance", Facts{Kind: "site", Done: did("contract", "liability", "2026-02-28", "2027-02-27")}, "2027-01-27", "2027-01-28", "2027-02-27", "2027-02-28"},
		{"fire-check", Facts{Kind: "site", InCare: 1, Done: did("fire-check", "", "2026-01-31", "")}, "2026-02-24", "2026-02-25", "2026-02-28", "2026-03-08"},
		{"drill", Facts{Kind: "site", InCare: 1, Done: did("drill", "", "2026-01-31", "")}, "2026-07-16", "2026-07-17", "2026-07-31", "2026-09-01"},
		{"camera-check", Facts{Kind: "site", InCare: 1, Done: did("camera-check", "", "2026-01-31", "")}, "2026-02-24", "2026-02-25", "2026-02-28", "2026-03-08"},
	} {
		for day, want := range map[hub.Day]State{tt.soon: Soon, tt.due: Due, tt.late: Late, tt.late.Add(-1): Due, tt.due.Add(-1): Soon} {
			if tt.due == "" {
				continue
			}
			if tt.soon == "" && want == Soon {
				want = Later
			}
			if day == "" {
				continue
			}
			if got := stateOf(&tt.f, tt.code, day); got != want {
				t.Errorf("%s on %s: %d, want %d", tt.code, day, got, want)
			}
		}
		if got := stateOf(&tt.f, tt.code, tt.not); got == Soon || got == Due || got == Late {
			t.Errorf("%s on %s: %d", tt.code, tt.not, got)
		}
	}
}

// For whom a rule is: who is not meant is not asked.
func TestForWhom(t *testing.T) {
	lists := func(f Facts, day hub.Day, code string) bool {
		for _, i := range Builtin().List(&f, day) {
			if i.Rule.Code == code {
				return true
			}
		}
		return false
	}
	away := []Stay{{"2025-01-02", "2025-06-01"}}
	for _, tt := range []struct {
		name string
		f    Facts
		code string
		want bool
	}{
		{"insurance is asked for in care", Facts{Kind: "child", Born: "2025-01-02", Stays: []Stay{{From: "2026-01-02"}}}, "insurance", true},
		{"and not at home", Facts{Kind: "child", Born: "2025-01-02"}, "insurance", false},
		{"nor once she has left", Facts{Kind: "child", Born: "2025-01-02", Stays: away}, "insurance", false},
		{"three months away is a return", Facts{Kind: "child", Born: "2024-06-02", Stays: []Stay{{"2025-01-02", "2026-02-24"}, {From: "2026-05-24"}}}, "return-check", true},
		{"a day less is none", Facts{Kind: "child", Born: "2024-06-02", Stays: []Stay{{"2025-01-02", "2026-02-25"}, {From: "2026-05-24"}}}, "return-check", false},
		{"a check of before does not count for the return", Facts{Kind: "child", Born: "2024-06-02", Stays: []Stay{{"2025-01-02", "2026-02-24"}, {From: "2026-05-24"}},
			Done: []Done{{Kind: "health-check", Code: "entry", Day: "2025-01-02"}}}, "return-check", true},
		{"one of after does", Facts{Kind: "child", Born: "2024-06-02", Stays: []Stay{{"2025-01-02", "2026-02-24"}, {From: "2026-05-24"}},
			Done: []Done{{Kind: "health-check", Code: "return", Day: "2026-05-20"}}}, "return-check", false},
		{"a family that expects a child is asked for SMA", Facts{Kind: "child", Expecting: true, Registered: "2026-05-20"}, "screen-sma", true},
		{"and for no dose", Facts{Kind: "child", Expecting: true, Registered: "2026-05-20", Born: "2026-05-20"}, "hepb-1", false},
		{"a site without children in care needs no fire check", Facts{Kind: "site"}, "fire-check", false},
		{"one with them does, if nobody ever noted one", Facts{Kind: "site", InCare: 3}, "fire-check", true},
		{"at three and a half nothing is asked but leaving", Facts{Kind: "child", Born: "2022-11-20"}, "visit-36", false},
		{"which is", Facts{Kind: "child", Born: "2022-11-20", Stays: []Stay{{From: "2026-01-02"}}}, "grown", true},
		{"live JE is usual", Facts{Kind: "child", Born: "2025-07-20"}, "jel-1", true},
		{"who began the other goes on with it", Facts{Kind: "child", Born: "2025-07-20", Done: []Done{{Kind: "dose", Code: "jei-1", Day: "2026-04-01"}}}, "jei-2", true},
		{"and not with both", Facts{Kind: "child", Born: "2025-07-20", Done: []Done{{Kind: "dose", Code: "jei-1", Day: "2026-04-01"}}}, "jel-1", false},
		{"live vaccines are four weeks apart", Facts{Kind: "child", Born: "2025-07-20", Done: []Done{{Kind: "dose", Code: "mmr-1", Day: "2026-05-12"}}}, "jel-1", false},
		{"or on one day", Facts{Kind: "child", Born: "2025-07-20", Done: []Done{{Kind: "dose", Code: "mmr-1", Day: "2026-05-24"}}}, "jel-1", true},
		{"what the clinic leaves out is done", Facts{Kind: "child", Born: "2026-01-20", Done: []Done{{Kind: "dose", Code: "bcg-1", Day: "2026-05-10", Off: true}}}, "bcg-1", false},
	} {
		if got := lists(tt.f, "2026-05-24", tt.code); got != tt.want {
			t.Errorf("%s: %s %v", tt.name, tt.code, got)
		}
	}
}

// What was put off stands last until its day, and then where it stood.
func TestPutOff(t *testing.T) {
	f := &Facts{Kind: "child", Born: "2026-01-20", Put: []Put{{"bcg-1", "2026-02-10", Clinic}, {"bcg-1", "2026-02-01", "ill"}}}
	on := func(day hub.Day) Item {
		list := Builtin().List(f, day)
		for n, i := range list {
			if i.Code == "bcg-1" {
				if i.Until != "" && n != len(list)-1 {
					t.Errorf("%s: it stands before others", day)
				}
				return i
			}
		}
		t.Fatalf("%s: it is gone", day)
		return Item{}
	}
	if i := on("2026-02-10"); i.Until != "2026-02-10" || i.Reason != Clinic {
		t.Errorf("%+v", i)
	}
	if i := on("2026-02-11"); i.Until != "" {
		t.Errorf("%+v", i)
	}
}

// Days by number are those of the calendar.
func TestDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := hub.Day("1969-01-01").Add(rapid.IntRange(366, 60000).Draw(t, "day"))
		if got := dateOf(day).day(); got != day {
			t.Fatalf("%s became %s", day, got)
		}
		n := rapid.IntRange(-60, 120).Draw(t, "months")
		at, _ := day.Time()
		first := at.AddDate(0, 0, 1-at.Day()).AddDate(0, n, 0)
		last := first.AddDate(0, 1, -1)
		want := hub.DayOf(first.AddDate(0, 0, min(at.Day(), last.Day())-1))
		if got := (Span{Months: n}).after(dateOf(day)).day(); got != want {
			t.Fatalf("%s and %d months: %s, want %s", day, n, got, want)
		}
	})
	for text, want := range map[string]Span{"28 days": {Days: 28}, "1 month": {Months: 1}, "2 weeks": {Days: 14}, "3 years": {Months: 36}, "-14 days": {Days: -14}, "3 workdays": {Workdays: 3}} {
		if got, err := ParseSpan(text); err != nil || got != want {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	for _, text := range []string{"", "28", "28 moons", "x days", "99999 days", "3  months"} {
		if _, err := ParseSpan(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}
