package day_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/care/day"
)

const today = hub.Day("2026-11-23")

// How long each keeps a child at home: the published tables, by the certainty that stands
// in rules.yaml.
func TestIllnesses(t *testing.T) {
	for _, c := range []struct {
		code  string
		until hub.Day // of a child that fell ill on the 23rd
		proof bool
	}{
		{"hfmd", "2026-12-07", true},      // 14 days; B
		{"varicella", "2026-12-07", true}, // 14, elsewhere 21; B
		{"flu", "2026-11-25", true},       // 2 after the fever; B
		{"gut", "2026-11-26", true},       // 72 hours after the last sign; B
		{"herpangina", "2026-12-07", true},
		{"mumps", "2026-12-03", true},
		{"measles", "2026-11-28", true},
		{"rubella", "2026-11-28", true},
		{"scarlet", "2026-11-30", true},
		{"eye", "2026-11-30", true},
		{"pertussis", "2027-01-02", true}, // 40 days; C
		{"dysentery", "2026-11-30", true},
		{"hepatitis", "2026-12-14", true}, // 21, elsewhere 40; C
		{"covid", "2026-11-23", true},     // what holds here; M
		{"unsure", "2026-11-25", true},    // 48 hours; C
		{"other", "2026-11-23", false},    // catches nobody
	} {
		s, ok := day.Builtin().Illness(c.code)
		if !ok || s.Until(today) != c.until || s.Proof != c.proof {
			t.Errorf("%s: until %s, %+v", c.code, s.Until(today), s)
		}
	}
	if flu, _ := day.Builtin().Illness("flu"); flu.WatchUntil(today) != "2026-11-27" {
		t.Errorf("who was with it is watched until %s", flu.WatchUntil(today))
	}
	if _, ok := day.Builtin().Illness("plague"); ok {
		t.Error("an illness that nobody knows")
	}
}

func class(n int) hub.ID { return hub.DeriveID("group", hub.ID{}, fmt.Sprint(n)) }
func child(n int) hub.ID { return hub.DeriveID("child", hub.ID{}, fmt.Sprint(n)) }

// The borders of every cluster: one case fewer, one day longer ago, another class.
// 2 of 手足口 in a class within 7 days, 2 in each of 3 classes, 10 in the house: B (沈阳、北京).
// 3 alike in a class on a day, 5 in the house in 3 days: from memory, M.
func TestHints(t *testing.T) {
	hfmd := func(n, in, back int) day.Case {
		return day.Case{Child: child(n), Class: class(in), Day: today.Add(-back), Illness: "hfmd"}
	}
	gut := func(n, in, back int, sign string) day.Case {
		return day.Case{Child: child(n), Class: class(in), Day: today.Add(-back), Signs: []string{sign}}
	}
	ten := func(n int) (out []day.Case) {
		for i := range n {
			out = append(out, hfmd(i, i, 6)) // each in a class of its own
		}
		return out
	}
	for _, c := range []struct {
		name  string
		cases []day.Case
		what  string // first hint; "" none
		rule  string
		n     int
	}{
		{"nobody is ill", nil, "", "", 0},
		{"one 手足口", []day.Case{hfmd(1, 1, 0)}, "", "", 0},
		{"two in a class, seven days", []day.Case{hfmd(1, 1, 6), hfmd(2, 1, 0)}, "hfmd", "hfmd-class", 2},
		{"the first is eight days ago", []day.Case{hfmd(1, 1, 7), hfmd(2, 1, 0)}, "", "", 0},
		{"two in two classes", []day.Case{hfmd(1, 1, 0), hfmd(2, 2, 0)}, "", "", 0},
		{"the same child twice", []day.Case{hfmd(1, 1, 3), hfmd(1, 1, 0)}, "", "", 0},
		{"two in each of three classes", []day.Case{hfmd(1, 1, 6), hfmd(2, 1, 6), hfmd(3, 2, 6), hfmd(4, 2, 6), hfmd(5, 3, 6), hfmd(6, 3, 6)}, "hfmd", "hfmd-classes", 6},
		{"two in each of two classes", []day.Case{hfmd(1, 1, 6), hfmd(2, 1, 6), hfmd(3, 2, 6), hfmd(4, 2, 6)}, "hfmd", "hfmd-class", 2},
		{"nine in the house", ten(9), "", "", 0},
		{"ten in the house", ten(10), "hfmd", "hfmd-house", 10},
		{"two vomit on a day", []day.Case{gut(1, 1, 0, "vomit"), gut(2, 1, 0, "stool")}, "", "", 0},
		{"three vomit or have the runs on a day", []day.Case{gut(1, 1, 0, "vomit"), gut(2, 1, 0, "stool"), gut(3, 1, 0, "vomit")}, "gut", "alike-day", 3},
		{"three on two days", []day.Case{gut(1, 1, 1, "vomit"), gut(2, 1, 0, "stool"), gut(3, 1, 0, "vomit")}, "", "", 0},
		{"three in two classes", []day.Case{gut(1, 1, 0, "vomit"), gut(2, 2, 0, "stool"), gut(3, 1, 0, "vomit")}, "", "", 0},
		{"three, of what is not alike", []day.Case{gut(1, 1, 0, "vomit"), gut(2, 1, 0, "cough"), gut(3, 1, 0, "eyes")}, "", "", 0},
		{"five in three days", []day.Case{gut(1, 1, 2, "vomit"), gut(2, 2, 2, "stool"), gut(3, 3, 1, "vomit"), gut(4, 4, 0, "vomit"), gut(5, 5, 0, "vomit")}, "gut", "alike-days", 5},
		{"five in four days", []day.Case{gut(1, 1, 3, "vomit"), gut(2, 2, 2, "stool"), gut(3, 3, 1, "vomit"), gut(4, 4, 0, "vomit"), gut(5, 5, 0, "vomit")}, "", "", 0},
		{"what a doctor named counts with the signs", []day.Case{{Child: child(1), Class: class(1), Day: today, Illness: "gut"}, gut(2, 1, 0, "stool"), gut(3, 1, 0, "vomit")}, "gut", "alike-day", 3},
		{"tomorrow's do not count", []day.Case{hfmd(1, 1, -1), hfmd(2, 1, 0)}, "", "", 0},
	} {
		got := day.Builtin().Hints(c.cases, today)
		switch {
		case c.what == "" && len(got) > 0:
			t.Errorf("%s: %+v", c.name, got)
		case c.what != "" && (len(got) == 0 || got[0].What != c.what || got[0].Cluster.Code != c.rule || got[0].Cases != c.n):
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestHintsInAnyOrder(t *testing.T) {
	signs := []string{"fever", "skin", "blister", "vomit", "stool", "cough", "eyes"}
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) day.Case {
			return day.Case{
				Child: child(rapid.IntRange(0, 20).Draw(t, "child")), Class: class(rapid.IntRange(0, 3).Draw(t, "class")),
				Day: today.Add(-rapid.IntRange(-1, 8).Draw(t, "back")), Illness: rapid.SampledFrom([]string{"", "hfmd", "flu", "unsure"}).Draw(t, "illness"),
				Signs: rapid.SliceOfN(rapid.SampledFrom(signs), 0, 2).Draw(t, "signs"),
			}
		}), 0, 25).Draw(t, "cases")
		want := day.Builtin().Hints(all, today)
		if got := day.Builtin().Hints(shuffled(all, rapid.Uint64().Draw(t, "seed")), today); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\n%+v", want, got)
		}
	})
}
