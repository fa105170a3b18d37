package roster

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

func meaningsOf(p Proposal) string {
	var out []string
	for _, c := range p.Columns {
		out = append(out, fmt.Sprint(c.Meaning))
	}
	return strings.Join(out, " ")
}

// Rosters of other stations: other titles, other order, other columns.
func TestOtherTables(t *testing.T) {
	for _, c := range []struct{ name, csv, meanings, rows string }{
		{"宝宝 and 监护人, no ID", `监护人,与宝宝关系,手机号,宝宝姓名,宝宝性别,宝宝生日,现住址,所在班级
李秀英,奶奶,13800138000,王小雨,女,2025.6.5,柳沟村,小一班`,
			"guardian_name kinship guardian_phone name sex birth village group",
			"2 take 王小雨 2 2025-06-05 柳沟村 [李秀英 paternal-grandmother 13800138000 guardian=true carer=false]\n"},
		{"father and mother, each with a phone", `编号;名字;出生;爸爸姓名;联系电话;妈妈姓名;联系电话;月龄
1;王小雨;25/6/5;王强;13800138000;李梅;13900139000;17`,
			"serial name birth father_name father_phone mother_name mother_phone ",
			"2 take 王小雨  2025-06-05  [李梅 mother 13900139000 guardian=true carer=false] [王强 father 13800138000 guardian=true carer=false]\n"},
		{"no header at all", `王小雨,女,20250605,13800138000,李梅,妈妈
张一诺,男,20250606,13800138001,李竹,妈妈
周子涵,男,20250607,13800138002,李兰,奶奶`,
			"name sex birth guardian_phone guardian_name kinship",
			"1 take 王小雨 2 2025-06-05  [李梅 mother 13800138000 guardian=true carer=false]\n" +
				"2 take 张一诺 1 2025-06-06  [李竹 mother 13800138001 guardian=true carer=false]\n" +
				"3 take 周子涵 1 2025-06-07  [李兰 paternal-grandmother 13800138002 guardian=false carer=true]\n"},
		{"titles that say nothing, contents that do", `姓名,甲,乙,丙
王小雨,140402202506222999,柳沟村,13800138000`,
			"name id_no village guardian_phone",
			"2 hint 王小雨 1 2025-06-22 柳沟村 [  13800138000 guardian=true carer=false] — 生日空着，按身份证号补上了。\n"},
		{"not named yet, two phones, words that mean nothing", "姓名\t性别\t出生日期\t家长\t关系\t电话\t身份证\t备注\n" +
			"未取名\t女\t2026年10月1日\t张强\t父女\t13800138000/13900139000\t暂无\t无",
			"name sex birth guardian_name kinship guardian_phone id_no note",
			"2 hint 张某之女 2 2026-10-01  [张强 father 13800138000 guardian=true carer=false] — 还没取名，先记作“张某之女”。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := station()
			gb, err := simplifiedchinese.GB18030.NewEncoder().String(c.csv)
			if err != nil {
				t.Fatal(err)
			}
			for _, raw := range []string{c.csv, gb} {
				pv := preview(t, r, []byte(raw))
				if got := meaningsOf(pv.Proposal); got != c.meanings {
					t.Errorf("columns %q, want %q", got, c.meanings)
				}
				got := written(pv)
				if got = got[strings.LastIndex(got, "# "):]; !strings.HasSuffix(got, "\n"+c.rows) {
					t.Errorf("got %swant %s", got, c.rows)
				}
			}
		})
	}
}

// Two header lines, a village merged over siblings, a second sheet, a header that
// is printed again, a total and a footer.
func TestPrintedTable(t *testing.T) {
	raw, err := os.ReadFile("testdata/printed.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	r, _ := station()
	pv := preview(t, r, raw)
	golden(t, "printed.golden", written(pv))
	if len(pv.Proposal.Others) != 1 || pv.Proposal.Others[0] != "说明" {
		t.Errorf("others %v", pv.Proposal.Others)
	}
}

func TestNoRoster(t *testing.T) {
	for _, text := range []string{"品名,数量\n尿布,3\n", "王小雨\n张一诺\n", "a"} {
		if _, err := Propose(tables(t, []byte(text))); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A person has the last word on what a column is.
func TestMappingCanBeChanged(t *testing.T) {
	r, _ := station()
	p, err := Propose(tables(t, []byte("名字,电话,出生,家长\n王小雨,13800138000,2025-01-02,李梅\n")))
	if err != nil {
		t.Fatal(err)
	}
	p.Choose(3, Mother)
	p.Choose(1, MotherPhone)
	p.Choose(2, "nonsense")
	pv, err := r.Preview(t.Context(), p, options)
	if err != nil {
		t.Fatal(err)
	}
	if who := pv.Rows[0].Child.People[0]; who.Kinship != "mother" || who.Phone != "13800138000" {
		t.Errorf("%+v", who)
	}
	if p.Choose(3, Name); meaningsOf(p) != " mother_phone birth name" {
		t.Errorf("a second column of names: %q", meaningsOf(p))
	}
	p.Choose(3, Nothing)
	if _, err := r.Preview(t.Context(), p, options); err == nil {
		t.Error("a table without names was previewed")
	}
}

func TestDays(t *testing.T) {
	for text, want := range map[string]string{
		"2025-06-11": "2025-06-11", "2025/6/1": "2025-06-01", "2025.6.5": "2025-06-05", "20250323": "2025-03-23",
		"2025年9月29日": "2025-09-29", "２０２５/０６/１１": "2025-06-11", " 2025 年 6 月 1 号": "2025-06-01", "45830": "2025-06-22",
		"45830.0": "2025-06-22", "25-6-1": "2025-06-01", "2025-06-11 08:30:00": "2025-06-11", "2025-06-11T00:00:00Z": "2025-06-11",
		"": "", "2024年2月29日": "2024-02-29",
		"2024年2月30日": "roster.no-such-day", "2025-13-01": "roster.no-such-month", "20250431": "roster.no-such-day",
		"2025年6月": "roster.no-day", "2025.6": "roster.no-day", "202506": "roster.no-day", "农历六月初五": "roster.lunar", "去年夏天": "roster.day",
		"6/22/2025": "roster.day", "1": "roster.day", "99999999999999": "roster.day",
	} {
		got, err := parseDay(sheet.Text(text))
		if err != nil {
			got = hub.Day(err.Key)
		}
		if string(got) != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// What a bad row says, one line a row.
func TestRefusals(t *testing.T) {
	const head = "姓名,性别,出生日期,身份证号,电话,家长,住址,备注\n"
	for row, key := range map[string]string{
		`<script>alert(1)</script>,男,2025-01-02,,,,,`:     "name.signs",
		`'; DROP TABLE child; --,男,2025-01-02,,,,,`:       "name.signs",
		"张\u202e三,男,2025-01-02,,,,,":                      "name.hidden",
		`王一,男,2029-01-02,,,,,`:                            "birth.future",
		`王一,男,2015-01-02,,,,,`:                            "birth.old",
		`王一,男,2025-01-02,140402800101123,,,,`:             "identity.old",
		`王一,男,2025-06-23,140402202506222999,,,,`:          "identity.day",
		`王一,女,2025-06-22,140402202506222999,,,,`:          "identity.girl",
		`王一,不男不女,2025-01-02,,,,,`:                         "roster.sex",
		`王一,男,2025-01-02,,138001380001,,,`:                "phone.long",
		`,男,2025-01-02,,13800138000,李梅,,`:                 "register.nameless",
		`王一,男,2025-01-02,,,,,` + strings.Repeat("长", 301): "form.long",
	} {
		r, s := station()
		pv := preview(t, r, []byte(head+row))
		got := pv.Rows[0]
		want := key
		if want == "identity.girl" {
			want = "identity.boy" // the ID number is a boy's
		}
		if got.Verdict != Refused || got.Why[0].Key != want {
			t.Errorf("%s: %s %v, want %s", row, got.Verdict, got.Why, want)
		}
		take(t, r, pv)
		if s.commits != 0 {
			t.Errorf("%s: something was written", row)
		}
	}
	var b bytes.Buffer
	w, err := sheet.NewXLSX(&b, "表", []sheet.Column{{Title: "姓名"}, {Title: "身份证号"}})
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]sheet.Cell{sheet.Text("王一"), sheet.Number(140402202506222999)})
	w.Close()
	r, _ := station()
	if row := preview(t, r, b.Bytes()).Rows[0]; row.Verdict != Refused || row.Why[0].Key != "roster.id-rounded" {
		t.Errorf("a rounded ID number: %s %v", row.Verdict, row.Why)
	}
}
