package county

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
)

var now = time.Date(2026, 11, 23, 16, 40, 0, 0, hub.China) // a Monday

func TestStands(t *testing.T) {
	ago := func(hours float64) time.Time { return now.Add(-time.Duration(hours * float64(time.Hour))) }
	site := hub.ID{1}
	for _, c := range []struct {
		name            string
		s               Station
		mark, last, way string
	}{
		{"speaks now", Station{Connected: true, Met: now}, "通", "正连着", "直连"},
		{"spoke today", Station{Met: ago(8), Last: ago(9)}, "通", "8:40", "直连"},
		{"its records came today, not from itself", Station{Met: ago(200), Last: ago(1)}, "通", "15:40", "邻站或 U 盘"},
		{"only neighbours know it", Station{Last: ago(30)}, "缓", "11月22日，1 天前", "邻站或 U 盘"},
		{"over the weekend it is slow", Station{Met: ago(71)}, "缓", "11月20日，3 天前", "直连"},
		{"after more it is gone", Station{Met: ago(73)}, "断", "11月20日，3 天前", "直连"},
		{"never", Station{}, "断", "还没有消息", ""},
		{"its clock runs ahead: what it says of time counts for nothing", Station{Met: ago(80), Last: now.Add(time.Hour)}, "断", "11月20日，3 天前", "直连"},
		{"put out a moment ago", Station{Out: true, Met: ago(1)}, "停", "15:40", "停用了"},
		{"last year", Station{Met: ago(24 * 400)}, "断", "2025年10月19日，400 天前", "直连"},
	} {
		c.s.Site = site
		row := stationRow(c.s, now)
		if row.Mark != c.mark || row.Last != c.last || row.Way != c.way || row.Look == (c.mark == "通") {
			t.Errorf("%s: %+v", c.name, row)
		}
	}
}

func TestCopiesAreWhatIsKnown(t *testing.T) {
	for _, c := range []struct {
		s    Station
		want string
	}{
		{Station{Last: now}, "县里"},
		{Station{Last: now, Copies: 2}, "县里、邻站 2 份"},
		{Station{}, ""}, // nothing of it is here
	} {
		if got := stationRow(c.s, now).Copies; got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
}

// Only a station that is gone is to be telephoned, and a hub without a site has
// nobody to call.
func TestTodo(t *testing.T) {
	gone := Station{Site: hub.ID{1}, Name: "横河驿站", Met: now.Add(-9 * 24 * time.Hour), Unsent: 131}
	if line, ok := todo(gone, now); !ok || line.Text != "横河驿站 9 天没联系，邻站知道还有 131 条" {
		t.Errorf("%+v %v", line, ok)
	}
	siteless, heard := gone, gone
	siteless.Site, heard.Met = hub.ID{}, now
	for _, s := range []Station{siteless, heard} {
		if line, ok := todo(s, now); ok {
			t.Errorf("%+v is to be telephoned: %q", s, line.Text)
		}
	}
}

func TestWhoSees(t *testing.T) {
	for _, c := range []struct {
		role     hub.Role
		township string
		lane     hub.Lane
		want     bool
	}{
		{hub.RoleCounty, "", "township/140404101", true},
		{hub.RoleCounty, "", hub.LaneCounty, true},
		{hub.RoleTownship, "140404101", "township/140404101", true},
		{hub.RoleTownship, "140404101", "township/140404102", false},
		{hub.RoleTownship, "140404101", hub.LaneCounty, false},
		{hub.RoleTownship, "", "township/140404101", false}, // nobody forgot to say which
		{hub.RoleHealth, "", "township/140404101", false},
		{hub.RoleCounty, "140404101", "township/140404102", false},
		{"", "", "township/140404101", false},
	} {
		o := Officer{Actor: hub.Actor{Role: c.role}, Township: c.township}
		if o.Sees(c.lane) != c.want {
			t.Errorf("%s of %q sees %s: %v", c.role, c.township, c.lane, !c.want)
		}
	}
}

// Of many searches the newest are kept, and each is its author's.
func TestSearchesAreForgotten(t *testing.T) {
	var s searches
	zhao, qian := hub.NewID(), hub.NewID()
	var ids []string
	for i := range searchesKept + 10 {
		ids = append(ids, s.keep(zhao, fmt.Sprint(i)))
	}
	if s.text(zhao, ids[9]) != "" || s.text(zhao, ids[10]) != "10" || len(s.kept) != searchesKept || len(s.ids) != searchesKept {
		t.Errorf("of %d searches %d are kept, from %q", len(ids), len(s.kept), s.text(zhao, s.ids[0]))
	}
	if got := s.text(qian, ids[10]); got != "" {
		t.Errorf("another officer reads %q", got)
	}
}

func TestNumbersInGroups(t *testing.T) {
	for typed, want := range map[string]string{
		"138 1234 0421": "13812340421", "0355-8123456": "03558123456", "王 0421": "王 0421", "wzh": "wzh", "": "",
		"14040420250312002 X": "14040420250312002X",
	} {
		if got := asTyped(typed); got != want {
			t.Errorf("%q is read %q, want %q", typed, got, want)
		}
	}
}

func TestWaysBackStayHere(t *testing.T) {
	for _, next := range []string{"", "//a", `/\a`, "/\ta", "/\r\n/a", "http://a/", "javascript:alert(1)", "a", "/login", "/login?next=/", "/%zz"} {
		if got := local(next); got != "/overview" {
			t.Errorf("%q leads to %q", next, got)
		}
	}
	for _, next := range []string{"/overview", "/child/00ff?words=1", "/children?kind=home&page=2"} {
		if got := local(next); got != next {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}

// The trail tells that a number changed, and never the number.
func TestHistoryHidesNumbers(t *testing.T) {
	forms := form.Builtin()
	child, _ := forms.Get("child")
	person, _ := forms.Get("person")
	for _, c := range []struct {
		def   *form.Definition
		field string
		from  []any
		to    any
		want  string
	}{
		{child, "id_no", nil, "140404202503120025", "身份证号 写上了"},
		{child, "id_no", []any{"140404202503120025"}, "140404202503120041", "身份证号 改过"},
		{child, "birth_cert", []any{"A140000001"}, "A140000002", "出生医学证明号 改过"},
		{person, "phone", []any{"13812340421"}, "13812340422", "电话 138****0421 → 138****0422"},
		{child, "village", nil, "140404101001", ""},
		{child, "nick", nil, "豆豆", "小名 豆豆"},
	} {
		f, _ := c.def.Field(c.field)
		if got := changeWord(f, hub.Changed{From: c.from, To: c.to}); got != c.want {
			t.Errorf("%s: %q, want %q", c.field, got, c.want)
		}
	}
	f, _ := child.Field("name")
	if got := changeWord(f, hub.Changed{Hidden: true}); got != "名字（打不开）" {
		t.Errorf("sealed: %q", got)
	}
}

// Townships are summed up for who sees several.
func TestTowns(t *testing.T) {
	all := []Station{
		{Lane: "township/140404102", TownshipName: "荫城镇", Connected: true, Children: 3},
		{Lane: "township/140404101", TownshipName: "苏店镇", Connected: true, Children: 2},
		{Lane: "township/140404101", Children: 1},
		{Lane: hub.LaneCounty, Name: "县里的另一台"},
	}
	var got []string
	for _, row := range towns(all, "township/140404101", now) {
		got = append(got, fmt.Sprintln(row.Name, row.Stations, row.Kids, row.Look, row.On))
	}
	want := []string{"全部 3 6 1 false\n", "苏店镇 2 3 1 true\n", "荫城镇 1 3 0 false\n"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if one := towns(all[1:3], "", now); one != nil {
		t.Errorf("one township alone is summed up: %+v", one)
	}
}
