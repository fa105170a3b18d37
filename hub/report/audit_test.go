package report

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// trail is a station with two workers, its neighbour, an officer, and what they did.
func trail() shelf {
	n := byte(100)
	look := func(subject, by byte, day hub.Day, minute int64, pages int64, what string, more form.Values) hub.Record {
		n++
		values := form.Values{"day": day, "minute": minute, "pages": pages, "what": what, "by": id(by)}
		for k, v := range more {
			values[k] = v
		}
		return record("look", n, subject, "", values)
	}
	s := shelf{
		record("site", 8, 8, "", form.Values{"name": "石坡站"}), record("site", 9, 9, "", form.Values{"name": "柳沟站"}),
		record("staff", 50, 50, "", form.Values{"name": "张桂兰", "role": "head", "site": id(9)}),
		record("staff", 51, 51, "", form.Values{"name": "刘建平", "role": "carer", "site": id(9)}),
		record("child", 1, 1, "", form.Values{"name": "王小雨", "site": id(9)}),
		record("child", 2, 2, "", form.Values{"name": "赵小满", "site": id(9)}),
		record("child", 3, 3, "", form.Values{"name": "秦朗", "site": id(8)}),
		look(1, 50, "2026-03-01", 600, 3, "page", nil), look(1, 50, "2026-03-02", 600, 1, "page", nil), look(2, 50, "2026-03-02", 601, 1, "phone", nil),
		look(1, 50, "2025-12-31", 600, 9, "page", nil), // another year
		look(9, 50, "2026-05-01", 610, 1, "export", form.Values{"purpose": "health"}),
		look(1, 50, "2026-05-02", 620, 1, "copy", form.Values{"purpose": "family", "known": "self"}),
		look(3, 51, "2026-06-01", 1330, 2, "page", nil), look(9, 51, "2026-06-02", 600, 4, "refused", nil),
		look(1, 0, "2026-06-03", 1380, 2, "card", form.Values{"purpose": "family", "known": "card"}), // its own family, at night
		look(1, 60, "2026-07-01", 600, 1, "page", nil), look(2, 61, "2026-07-01", 600, 1, "page", nil),
		record("erase-ask", 70, 70, "", form.Values{"child": id(1), "state": "ordered", "site": id(9), "day": "2026-08-01"}),
		record("erasure", 71, 71, "", form.Values{"subject": id(1), "reason": "request", "day": "2026-08-09"}),
		record("erasure", 72, 72, "", form.Values{"subject": id(2), "reason": "retention", "day": "2025-08-09"}),
	}
	return s
}

func TestAuditCounts(t *testing.T) {
	a, err := MakeAudit(t.Context(), form.Builtin(), trail(), map[hub.ID]string{id(60): "赵敏"}, "2026-01-01", "2026-12-31")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]AuditPerson{}
	for _, p := range a.People {
		got[p.Name] = p
	}
	for name, want := range map[string]AuditPerson{
		"张桂兰": {ID: id(50), Name: "张桂兰", Place: "柳沟站", Children: 2, MostADay: 2, Looks: 6, Phones: 1, Copies: 1, Exports: 1},
		"刘建平": {ID: id(51), Name: "刘建平", Place: "柳沟站", Children: 1, MostADay: 1, Looks: 2, Night: 2, Elsewhere: 1, Refused: 4},
		"赵敏":  {ID: id(60), Name: "赵敏", Children: 1, MostADay: 1, Looks: 1},
	} {
		p := got[name]
		marks := p.Marks
		p.Marks = nil
		if !reflect.DeepEqual(p, want) {
			t.Errorf("%s: %+v\nwant %+v", name, p, want)
		}
		if name == "刘建平" != slices.Equal(marks, []string{"夜里", "别站", "没让看"}) || name != "刘建平" && len(marks) > 0 {
			t.Errorf("%s is marked %q", name, marks)
		}
	}
	if a.Families != 2 {
		t.Errorf("families looked %d times, want 2", a.Families)
	}
	if a.People[0].Name != "刘建平" || len(a.People) != 4 || !strings.Contains(a.People[3].Name+a.People[2].Name, "不在名单上") {
		t.Errorf("the order is %+v", a.People)
	}
	want := []AuditAct{
		{"2026-06-02", 600, "刘建平", "柳沟站", "没让看", ""},
		{"2026-05-02", 620, "张桂兰", "柳沟站", "给家里抄一份", "家里要的"},
		{"2026-05-01", 610, "张桂兰", "柳沟站", "存成表格", "打针、体检对名单"},
	}
	if !slices.Equal(a.Acts, want) {
		t.Errorf("what left: %+v", a.Acts)
	}
	if !slices.Equal(a.Erasures, []AuditCount{{"删除令：家里要求", 1}, {"县里下了删除令", 1}}) {
		t.Errorf("erasures: %+v", a.Erasures)
	}
	if !slices.Equal(a.Places, []AuditPlace{{Name: "", People: 2, Looks: 2}, {Name: "柳沟站", People: 2, Looks: 8, Exports: 1, Copies: 1, Refused: 4, Asks: 1}}) {
		t.Errorf("places: %+v", a.Places)
	}
	var b bytes.Buffer
	if err := a.XLSX(&b); err != nil {
		t.Fatal(err)
	}
	table := show(t, b.Bytes())
	for _, name := range []string{"王小雨", "赵小满", "秦朗"} {
		if strings.Contains(table, name) {
			t.Errorf("the report names the child %s", name)
		}
	}
	if !strings.Contains(table, "谁看了多少|张桂兰|柳沟站||2|2|6|") || !strings.Contains(table, "打针、体检对名单") {
		t.Errorf("the table is\n%s", table)
	}
}

// Each rule marks from its figure on, and not below.
func TestAuditMarks(t *testing.T) {
	usual := AuditPerson{Place: "柳沟站", Children: 60, Looks: 5000, MostADay: manyADay, Phones: manyPhones, Exports: manyTaken, Refused: manyNo, Copies: 40}
	if got := marksOf(usual); got != nil {
		t.Errorf("a usual year is marked %q", got)
	}
	for mark, change := range map[string]func(*AuditPerson){
		"一天多": func(p *AuditPerson) { p.MostADay++ }, "夜里": func(p *AuditPerson) { p.Night++ }, "别站": func(p *AuditPerson) { p.Elsewhere++ },
		"全号多": func(p *AuditPerson) { p.Phones++ }, "存得多": func(p *AuditPerson) { p.Exports++ }, "没让看": func(p *AuditPerson) { p.Refused++ },
	} {
		p := usual
		change(&p)
		if got := marksOf(p); !slices.Equal(got, []string{mark}) {
			t.Errorf("%s: marked %q", mark, got)
		}
		if !slices.ContainsFunc(AuditRules, func(r string) bool { return strings.HasPrefix(r, mark+"：") }) {
			t.Errorf("no rule explains %s", mark)
		}
	}
	if officer := (AuditPerson{Elsewhere: 5}); marksOf(officer) != nil {
		t.Error("an officer belongs to no station")
	}
}

// What leaves a station by its command line left that station, and not the county.
func TestAuditOfCommandLines(t *testing.T) {
	s := append(trail(), record("look", 201, 8, "", form.Values{"day": hub.Day("2026-09-01"), "minute": int64(600), "pages": int64(1), "what": "stick"}))
	a, err := MakeAudit(t.Context(), form.Builtin(), s, nil, "2026-09-01", "2026-09-30")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Acts) != 1 || a.Acts[0].Who != "命令行" || a.Acts[0].Place != "石坡站" || len(a.People) != 1 || a.People[0].Place != "石坡站" {
		t.Errorf("%+v %+v", a.Acts, a.People)
	}
}
