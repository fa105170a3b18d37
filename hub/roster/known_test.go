package roster

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// verdicts are a preview's, with the first reason, in short.
func verdicts(pv Preview) string {
	var out []string
	for _, r := range pv.Rows {
		s := string(r.Verdict)
		if len(r.Why) > 0 {
			s += " " + strings.TrimPrefix(r.Why[0].Key, "roster.")
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// What one row says to another, first in one file, then in two files.
func TestSameChild(t *testing.T) {
	const head = "姓名,性别,出生日期,身份证号,家长,关系,电话,村\n"
	for _, c := range []struct{ name, first, second, oneFile, twoFiles string }{
		{"name, birth and phone", "王一,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "王 一,,2025.1.2,,,,138 0013 8000,", "known known-row", "known known"},
		{"name, birth and ID number", "王一,男,2025-06-22,140402202506222999,李梅,妈妈,13800138000,柳沟", "王一,男,2025-06-22,140402202506222999,,,13900139000,上庄", "known known-row", "known known"},
		{"name and birth, another phone", "王一,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "王一,男,2025-01-02,,李竹,妈妈,13900139000,柳沟", "hint alike", "hint alike"},
		{"same sound and birth", "王一,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "王依,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "hint alike", "hint alike"},
		{"twins", "王一,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "王龙,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "hint twins", "hint twins"},
		{"a brother", "王一,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "王龙,男,2026-03-02,,李梅,妈妈,13800138000,柳沟", "take", "take"},
		{"same name elsewhere", "王一,男,2025-01-02,,李梅,妈妈,13800138000,柳沟", "王一,男,2026-03-02,,张竹,妈妈,13900139000,上庄", "take", "take"},
		{"an ID number under another name", "王一,男,2025-06-22,140402202506222999,李梅,妈妈,13800138000,柳沟", "赵强,男,2025-06-22,140402202506222999,,,13900139000,上庄", "refused id-taken", "refused id-taken"},
		{"a poor row", "王一,男,2025-01-02,,李梅,,,柳沟", "王一,男,2025-01-02,,李梅,,,柳沟", "known known-row", "known known"},
		{"a very poor row", "王一,男,,,,,,", "王一,男,,,,,,", "take", "known known"},
		{"not named yet", "李梅之女,女,2026-10-01,,李梅,妈妈,13800138000,柳沟", "李梅之女,女,2026-10-01,,李梅,妈妈,13800138000,柳沟", "hint alike", "known known"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := station()
			if got := verdicts(preview(t, r, []byte(head+c.first+"\n"+c.second))); got != "take, "+c.oneFile {
				t.Errorf("in one file: %s, want %s", got, c.oneFile)
			}
			take(t, r, preview(t, r, []byte(head+c.first)))
			if got := verdicts(preview(t, r, []byte(head+c.second))); got != c.twoFiles {
				t.Errorf("in two files: %s, want %s", got, c.twoFiles)
			}
		})
	}
}

const lines = `{"kind":"child","fields":{"name":"王小雨","sex":"2","birth":"2025-03-12","guardian_name":"李秀英","guardian_phone":"13800138000","kinship":"奶奶","village":"上庄村"}}
{"kind":"child","id":"000102030405060708090a0b0c0d0e0f","fields":{"name":"张一","birth":"2025-04-12","kinship":"mother","guardian_name":"李梅","category":"care"}}
{"kind":"child","id":"100102030405060708090a0b0c0d0e0f","sealed":true}
{"kind":"person","fields":{"name":"李梅"}}
{"kind":"child","id":"12","fields":{"name":"张二"}}
`

func TestJSONLines(t *testing.T) {
	r, s := station()
	pv := preview(t, r, []byte(lines))
	if got := verdicts(pv); got != "take, take, refused sealed, refused kind, refused id" {
		t.Fatal(got)
	}
	first := pv.Rows[0].Child
	if first.Village != "140427103201" || first.VillageName != "上庄村" || first.Category != "home" || first.Sex != "2" {
		t.Errorf("%+v", first)
	}
	if who := first.People[0]; !who.Guardian || who.Carer || who.Kinship != "paternal-grandmother" {
		t.Errorf("%+v", who)
	}
	if pv.Rows[1].Child.Category != "care" {
		t.Errorf("%+v", pv.Rows[1].Child)
	}
	made := take(t, r, pv)
	renamed := fmt.Sprintf(`{"kind":"child","id":"%s","fields":{"name":"王晓雨","birth":"2025-03-12"}}`, made.Children[0])
	again := preview(t, r, []byte(renamed))
	if got := verdicts(again); got != "known known" || again.Rows[0].Same != made.Children[0] || len(again.Rows[0].Why) != 2 {
		t.Errorf("by its record id: %s", got)
	}
	if s.commits != 3 {
		t.Errorf("%d commits", s.commits)
	}
}

// What hub/report writes for people comes back, too.
func TestOurOwnExport(t *testing.T) {
	const table = `姓名,小名,性别,出生日期,身份证号,出生医学证明号,家长姓名,家长与孩子关系,家长电话,实际照护人姓名,实际照护人与孩子关系,实际照护人电话,村,行政区划代码,门牌,登记类别,备注,登记的站,打不开,记录编号
王小雨,雨雨,女,2025-03-12,,,王强,爸爸,13900139000,李秀英,奶奶,13800138000,上庄村,140427103201,3 组 5 号,在托,'=1+1,柳沟站,,000102030405060708090a0b0c0d0e0f
,,,,,,,,,,,,柳沟村,,,散居,,柳沟站,是,100102030405060708090a0b0c0d0e0f
`
	r, _ := station()
	pv := preview(t, r, []byte(table))
	if got := verdicts(pv); got != "take, refused sealed" {
		t.Fatal(got)
	}
	const want = "name nick sex birth id_no birth_cert guardian_name kinship guardian_phone carer_name carer_kinship carer_phone village  address category note   id"
	if got := strings.ReplaceAll(meaningsOf(pv.Proposal), "sealed ", " "); got != want {
		t.Errorf("columns %q", got)
	}
	c := pv.Rows[0].Child
	if c.Note != "=1+1" || c.Address != "3 组 5 号" || c.Category != "care" || len(c.People) != 2 || !c.People[0].Guardian || !c.People[1].Carer {
		t.Errorf("%+v", c)
	}
}

// FuzzRoster takes whatever can be read as a table all the way to the log.
func FuzzRoster(f *testing.F) {
	f.Add([]byte("姓名,出生日期,电话\n王一,2025-01-02,13800138000\n"))
	f.Add([]byte(lines))
	f.Add([]byte("王一,男,45830\n李二,女,45831"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		ts, err := sheet.Read(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		p, err := Propose(ts)
		if err != nil {
			return
		}
		r, s := station()
		pv, err := r.Preview(t.Context(), p, options)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Take(t.Context(), actor, pv, options, hub.NewID()); err != nil {
			t.Fatal(err) // what the preview promised must go in
		}
		if new := pv.Count().New(); new > 0 && s.commits != new+1 {
			t.Fatalf("%d commits for %d children", s.commits, new)
		}
	})
}

func BenchmarkPreview5000(b *testing.B) {
	r, _ := station()
	var rows strings.Builder
	rows.WriteString("姓名,性别,出生日期,家长,关系,电话,村\n")
	day := today.Add(-1000)
	for i := range 5000 {
		fmt.Fprintf(&rows, "王%c%c,男,%s,李%c,妈妈,138%08d,柳沟\n", rune(0x4E00+i), rune(0x5000+i*7%5000), day.Add(i%900), rune(0x6000+i), i)
	}
	ts := tables(b, []byte(rows.String()))
	for b.Loop() {
		p, err := Propose(ts)
		if err != nil {
			b.Fatal(err)
		}
		pv, err := r.Preview(b.Context(), p, options)
		if err != nil || pv.Count().New() != 5000 {
			b.Fatal(pv.Count(), err)
		}
	}
}
