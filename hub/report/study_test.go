package report

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
)

// neighbour is what everybody in the village knows of a child, and the public pages of its
// station: its name, where it lives, sex, birthday.
type neighbour struct {
	id    hub.ID
	town  string
	sex   string
	birth hub.Day
}

var studyTowns = map[hub.Lane]string{"township/140404101": "苏店镇", "township/140404102": "荫城镇", "township/140404103": "西火镇"}

// village is a made-up county of n children, weighed every few months from birth on until
// a day.
func village(n int, seed uint64, until hub.Day) (recs shelf, known []neighbour) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	put := func(kind hub.Kind, id, child hub.ID, lane hub.Lane, period string, v form.Values) {
		e := form.Builtin().Edit(kind, id, child, v)
		recs = append(recs, hub.Record{Kind: kind, ID: id, Subject: child, Lane: lane, Period: period, Fields: e.Set})
	}
	lanes := []hub.Lane{"township/140404101", "township/140404101", "township/140404101", "township/140404102", "township/140404103"}
	for i := range n {
		child := hub.DeriveID("child", hub.ID{}, fmt.Sprint(i))
		lane, sex := lanes[rnd.IntN(len(lanes))], []string{"1", "2"}[rnd.IntN(2)]
		birth := hub.Day("2022-06-01").Add(rnd.IntN(1200))
		put("child", child, child, lane, "", form.Values{"name": fmt.Sprint("孩子", i), "sex": sex, "birth": birth, "category": "home"})
		put("consent", hub.DeriveID("consent", child, "research"), child, lane, "research", form.Values{"answer": "yes", "sheet": "2026-11"})
		known = append(known, neighbour{child, studyTowns[lane], map[string]string{"1": "男", "2": "女"}[sex], birth})
		for months := 0; months < 36; months += 1 + rnd.IntN(5) {
			day := calendar.AddMonths(birth, months).Add(rnd.IntN(25))
			if day > until {
				break
			}
			put("growth", hub.DeriveID("growth", child, string(day)), child, lane, string(day), form.Values{"weight": int64(3000 + months*250 + rnd.IntN(900))})
		}
	}
	return recs, known
}

func study(t testing.TB, recs Records, from, to hub.Day, k int) Study {
	t.Helper()
	s, err := MakeStudy(t.Context(), form.Builtin(), recs, StudyAsk{Kind: "growth", From: from, To: to, K: k, Towns: studyTowns})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// looksLike says whether a child could be the one of these rows, by all that the file and
// its dates say.
func (n neighbour) looksLike(rows []studyRow, from, to hub.Day) bool {
	g := rows[0].StudyGroup
	if g.Town != "" && g.Town != n.town || g.Sex != "" && g.Sex != n.sex ||
		g.Born != cohortOf(n.birth, false).word && g.Born != cohortOf(n.birth, true).word {
		return false
	}
	for _, r := range rows {
		first, past := calendar.AddMonths(n.birth, r.age), calendar.AddMonths(n.birth, r.age+1)
		if first > to || past <= from {
			return false
		}
	}
	return true
}

func byNumber(s Study) map[string][]studyRow {
	out := map[string][]studyRow{}
	for _, r := range s.rows {
		out[r.number] = append(out[r.number], r)
	}
	return out
}

// No combination of what somebody may know has fewer than k children, whatever county,
// period and k.
func TestNobodyStandsOut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := rapid.IntRange(5, 30).Draw(rt, "k")
		from := hub.Day("2023-01-01").Add(rapid.IntRange(0, 700).Draw(rt, "from"))
		to := from.Add(rapid.IntRange(0, 900).Draw(rt, "days"))
		recs, _ := village(rapid.IntRange(0, 400).Draw(rt, "children"), rapid.Uint64().Draw(rt, "seed"), "2026-11-22")
		s, err := MakeStudy(t.Context(), form.Builtin(), recs, StudyAsk{Kind: "growth", From: from, To: to, K: k, Towns: studyTowns})
		if err != nil {
			rt.Fatal(err)
		}
		children := map[StudyGroup]map[string]bool{}
		for _, r := range s.rows {
			if children[r.StudyGroup] == nil {
				children[r.StudyGroup] = map[string]bool{}
			}
			children[r.StudyGroup][r.number] = true
		}
		total := 0
		for g, numbers := range children {
			if total += len(numbers); len(numbers) < k {
				rt.Errorf("%+v has %d children of %d", g, len(numbers), k)
			}
		}
		if total != s.Children || len(children) != len(s.Groups) {
			rt.Errorf("%d children in %d groups are told, there are %d in %d", s.Children, len(s.Groups), total, len(children))
		}
	})
}

// The attack: whoever knows sex, township and birthday of every child looks for each in the
// file, with the dates of the study and the ages in it.
func TestAStudyIsNotJoinedWithWhatIsKnown(t *testing.T) {
	const k = 10
	from, to := hub.Day("2025-01-01"), hub.Day("2026-11-22")
	recs, known := village(900, 7, to)
	s := study(t, recs, from, to, k)
	if s.Children < 500 || s.Rows() < 2000 {
		t.Fatalf("the control: only %d children with %d rows", s.Children, s.Rows())
	}
	found, least := byNumber(s), 1<<30
	for _, n := range known {
		like := 0
		for _, rows := range found {
			if n.looksLike(rows, from, to) {
				like++
			}
		}
		if like > 0 {
			least = min(least, like)
		}
	}
	for number, rows := range found {
		could := 0
		for _, n := range known {
			if n.looksLike(rows, from, to) {
				could++
			}
		}
		if could < k {
			t.Errorf("%s %+v could be one of %d children only", number, rows[0].StudyGroup, could)
		}
	}
	if least < k {
		t.Errorf("of somebody known there are %d rows that fit, fewer than %d", least, k)
	}
}

func TestAStudyHasOnlyWhoAgreed(t *testing.T) {
	recs, known := village(60, 3, "2026-11-22")
	all := study(t, recs, "2023-01-01", "2026-11-22", 5)
	answers := map[hub.ID]form.Values{
		known[0].id: {"answer": "no", "sheet": "2026-11"},
		known[1].id: {"answer": "pending"},
	}
	for i, rec := range recs {
		if v, ok := answers[rec.Subject]; ok && rec.Kind == "consent" {
			recs[i].Fields = form.Builtin().Edit("consent", rec.ID, rec.Subject, v).Set
		}
	}
	recs = slices.DeleteFunc(recs, func(r hub.Record) bool { return r.Subject == known[2].id && r.Kind == "consent" }) // never asked
	fewer := study(t, recs, "2023-01-01", "2026-11-22", 5)
	if fewer.NotAgreed != 3 || all.NotAgreed != 0 || fewer.Children+fewer.TooFew+3 != all.Children+all.TooFew {
		t.Errorf("%d, then %d of %d children have not agreed", all.NotAgreed, fewer.NotAgreed, len(known))
	}

	// Who was asked for heights and weights has agreed to nothing else.
	for _, c := range []struct {
		sheet string
		in    int
	}{{"2026-11", 0}, {"2026-11b", 20}} {
		var screened shelf
		for i := range 20 {
			child := hub.DeriveID("child", hub.ID{}, fmt.Sprint(i))
			add := func(kind hub.Kind, period string, v form.Values) {
				id := hub.DeriveID(kind, child, period)
				if kind == "child" {
					id = child
				}
				screened = append(screened, hub.Record{Kind: kind, ID: id, Subject: child, Lane: "township/140404101", Period: period, Fields: form.Builtin().Edit(kind, id, child, v).Set})
			}
			add("child", "", form.Values{"sex": "1", "birth": hub.Day("2024-08-09"), "category": "home"})
			add("consent", "research", form.Values{"answer": "yes", "sheet": c.sheet})
			add("development-check", "2026-02-01", form.Values{"tool": "asq", "result": "fine", "advice": "张桂兰说多陪", "day": hub.Day("2026-02-01")})
		}
		s, err := MakeStudy(t.Context(), form.Builtin(), screened, StudyAsk{Kind: "development-check", From: "2025-01-01", To: "2026-11-22", K: 10, Towns: studyTowns})
		if err != nil || s.Children != c.in || s.NotAgreed != 20-c.in {
			t.Errorf("sheet %s: %d children, %d not agreed, %v", c.sheet, s.Children, s.NotAgreed, err)
		}
	}
}

// What leaves: random numbers that are others each time, ages and no days, no names, no ids;
// what every column means stands beside it.
func TestAStudysFile(t *testing.T) {
	recs, known := village(300, 11, "2026-11-22")
	s := study(t, recs, "2024-01-01", "2026-11-22", 10)
	var b bytes.Buffer
	if err := s.XLSX(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"身高体重", "说明", "各组人数"}) {
		t.Errorf("sheets %q", got)
	}
	var text strings.Builder
	for _, name := range f.GetSheetList() {
		rows, _ := f.GetRows(name)
		if name == "身高体重" && len(rows) != s.Rows()+1 {
			t.Errorf("%d rows of %d", len(rows), s.Rows())
		}
		for i, r := range rows {
			text.WriteString(strings.Join(r, "|") + "\n")
			if name == "说明" || i == 0 {
				continue
			}
			if strings.Contains(strings.Join(r, "|"), "202") && strings.Contains(strings.Join(r, "|"), "-") {
				t.Fatalf("a day in %q", r)
			}
		}
	}
	for _, n := range known {
		if strings.Contains(text.String(), n.id.String()) {
			t.Fatal("an id left")
		}
	}
	if strings.Contains(text.String(), "孩子1|") || !strings.Contains(text.String(), "研究号") {
		t.Error("a name left")
	}
	again := byNumber(study(t, recs, "2024-01-01", "2026-11-22", 10))
	for number := range byNumber(s) {
		if again[number] != nil {
			t.Fatal("the same number twice")
		}
	}
}

func TestSmallCellIsTheCountys(t *testing.T) {
	typed := func(value int64, from hub.Day, second int) hub.Number {
		return hub.Number{Key: "small-cell", From: from, Value: value * 100, Said: from, Second: second}
	}
	for _, c := range []struct {
		typed []hub.Number
		want  int
	}{
		{nil, 10},
		{[]hub.Number{typed(20, "2026-01-01", 0)}, 20},
		{[]hub.Number{typed(20, "2026-01-01", 9), typed(30, "2026-01-01", 5)}, 20},
		{[]hub.Number{typed(1, "2026-01-01", 0)}, 5}, // nobody types the protection away
		{[]hub.Number{typed(20, "2027-01-01", 0)}, 10},
	} {
		if got := SmallCellOf(c.typed, "2026-11-23"); got != c.want {
			t.Errorf("%v: %d", c.typed, got)
		}
	}
}
