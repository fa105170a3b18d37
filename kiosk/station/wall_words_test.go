package station

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

func TestRoadClaimsNoMoreThanIsTrue(t *testing.T) {
	const today = hub.Day("2026-11-23")
	county := func(alive bool) []hub.PeerStand { return []hub.PeerStand{{County: true, Alive: alive}} }
	for _, c := range []struct {
		name string
		st   hub.Status
		want page.Road
	}{
		{"nothing written", hub.Status{}, page.Road{}},
		{"before enrolment no net is missed", hub.Status{Copies: hub.Copies{OnlyHere: 3}, Unsent: 3}, page.Road{Copies: "只有本机", Unsent: "3 条"}},
		{"one commit behind the others", hub.Status{Copies: hub.Copies{OnlyHere: 1, Neighbours: 4, County: 90}, Unsent: 5, Enrolled: true, Peers: county(false), CountyUpto: "2026-11-20"},
			page.Road{Copies: "只有本机", Unsent: "5 条", ReportedTo: "11月20日", Offline: true}},
		{"two neighbours have all", hub.Status{Near: 2, Copies: hub.Copies{Neighbours: 4, County: 90}, Unsent: 4, Enrolled: true, Peers: county(true), CountyUpto: "2026-11-23"},
			page.Road{Copies: "邻站 2 份", Neighbours: true, Unsent: "4 条", ReportedTo: "11月23日"}},
		{"the county has all", hub.Status{Copies: hub.Copies{County: 94}, Enrolled: true, Peers: county(true), CountyUpto: "2025-12-31"},
			page.Road{Copies: "县里已收", County: true, ReportedTo: "2025年12月31日"}},
		{"the county and one neighbour have all", hub.Status{Near: 1, Copies: hub.Copies{County: 94}, Enrolled: true, Peers: county(true), CountyUpto: "2026-11-23"},
			page.Road{Copies: "县里已收", Neighbours: true, County: true, ReportedTo: "11月23日"}},
	} {
		if got := *roadOf(c.st, today); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestTodaysThings(t *testing.T) {
	ratio := care.Ratio{Children: 9, Carers: 1, Needed: 2}
	for _, c := range []struct {
		name   string
		board  desk.Board
		minute int
		want   []string // where they lead
	}{
		{"nothing", desk.Board{}, 480, nil},
		{"children before people before paper", desk.Board{Expected: 9, Came: 4, Absent: 1, House: ratio, OnDuty: 1, Unsigned: 3, Gaps: 2, Conflicts: 1}, 480,
			[]string{"/staff", "/wall/morning", "/todo"}},
		{"nobody has said that she is here", desk.Board{House: ratio}, 480, []string{"/staff"}},
		{"after noon nobody is waited for", desk.Board{Expected: 9, Came: 4, Here: 4}, 14 * 60, []string{"/wall/evening"}},
		{"after closing", desk.Board{Expected: 9, Came: 4, Here: 4, Unnoted: 4, Earlier: 2}, 19 * 60, []string{"/wall/missing", "/wall/missing"}},
		{"all are here", desk.Board{Expected: 9, Came: 8, Absent: 1}, 540, nil},
	} {
		var got []string
		for _, thing := range things(c.board, c.minute, "11月20日") {
			got = append(got, thing.Href)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSiblingsWord(t *testing.T) {
	kid := func(sex, birth string) desk.WallChild {
		return desk.WallChild{Child: care.Child{Sex: sex, Birth: hub.Day(birth)}}
	}
	for _, c := range []struct {
		family []desk.WallChild
		want   string
	}{
		{[]desk.WallChild{kid("1", "2025-01-01")}, ""},
		{[]desk.WallChild{kid("1", "2025-01-01"), kid("2", "2025-01-01")}, "龙凤胎"},
		{[]desk.WallChild{kid("2", "2025-01-01"), kid("2", "2025-01-01")}, "双胞胎"},
		{[]desk.WallChild{kid("1", "2025-01-01"), kid("2", "2024-01-01")}, "姐弟"},
		{[]desk.WallChild{kid("1", "2024-01-01"), kid("2", "2025-01-01")}, "兄妹"},
		{[]desk.WallChild{kid("", "2024-01-01"), kid("2", "2025-01-01")}, "一家"},
		{[]desk.WallChild{kid("1", "2024-01-01"), kid("2", "2025-01-01"), kid("1", "2025-06-01")}, "一家"},
	} {
		if got := siblingsWord(c.family); got != c.want {
			t.Errorf("%+v: %q, want %q", c.family, got, c.want)
		}
	}
}

// A sheet holds what a panel shows, every child stands on one of them, and no
// family is torn apart.
func TestSheetsHoldEverybodyOnce(t *testing.T) {
	groups := []care.Group{{Ref: care.Ref{ID: hub.ID{1}}, Name: "托小班"}, {Ref: care.Ref{ID: hub.ID{2}}, Name: "托大班"}}
	for n := range 140 {
		w := desk.Wall{Groups: groups}
		for i := range n {
			family := hub.ID{9, byte(i / 2)} // all are pairs
			c := care.Child{Ref: care.Ref{ID: hub.ID{8, byte(i)}}, Family: family[:]}
			w.Children = append(w.Children, desk.WallChild{Child: c, Enrolment: care.Enrolment{Group: hub.ID{byte(i % 4)}}})
		}
		seen, sheetOf := 0, map[hub.ID]int{}
		for s, sheet := range wallSheets(w) {
			if len(sheet.children) > onOneSheet {
				t.Fatalf("%d children: a sheet of %d", n, len(sheet.children))
			}
			for _, c := range sheet.children {
				seen++
				if before, ok := sheetOf[c.Child.FamilyID()]; ok && before != s {
					t.Fatalf("%d children: a family on two sheets", n)
				}
				sheetOf[c.Child.FamilyID()] = s
			}
		}
		if seen != n {
			t.Fatalf("%d children: %d stand on the sheets", n, seen)
		}
	}
}
