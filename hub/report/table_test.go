package report

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// Every day lies in one period of each length, whose name leads back to it; the one before ends
// where it begins.
func TestPeriods(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		day := hub.Day("1999-12-25").Add(rapid.IntRange(0, 20_000).Draw(r, "day"))
		every := rapid.SampledFrom(Everies).Draw(r, "every").Every
		p := every.On(day)
		if p.From > day || p.To < day {
			r.Fatalf("%s is not in %+v", day, p)
		}
		if again, e, ok := PeriodOf(p.Name); !ok || again != p || e != every {
			r.Fatalf("%q leads to %+v, %s", p.Name, again, e)
		}
		if last := every.Last(day); last.To.Add(1) != p.From {
			r.Fatalf("before %+v is %+v", p, last)
		}
	})
	for name, say := range map[string]string{"2026-01": "2026年1月", "2026-11": "2026年11月", "2026-Q4": "2026年第四季度", "2026-H1": "2026年上半年", "2026": "2026年"} {
		if p, _, ok := PeriodOf(name); !ok || p.Say() != say {
			t.Errorf("%s is said as %q", name, p.Say())
		}
	}
	for _, name := range []string{"", "2026-13", "2026-0", "2026-1", "2026-Q5", "2026-H0", "2026-QQ1", "26-11", "2026-", "x", "2026-11-01"} {
		if p, _, ok := PeriodOf(name); ok {
			t.Errorf("%q is a period: %+v", name, p)
		}
	}
}

func TestAmounts(t *testing.T) {
	share := func(num, den int64) Amount { return Amount{Known: true, Num: num, Den: den, Ratio: true, Scale: 100} }
	for _, c := range []struct {
		a    Amount
		text string
	}{
		{Amount{Known: true, Num: 1200, Scale: 1}, "12"}, {Amount{Known: true, Num: 1234, Scale: 1}, "12.34"}, {Amount{Why: "缺"}, "—"}, {share(100, 0), "—"}, {share(100, 300), "33.3%"},
		{share(20000, 20000), "100%"}, {Amount{Known: true, Num: 123456700, Scale: 1}, "1,234,567"},
		{share(100, 300).Plus(share(300, 500)), "50%"}, {share(1, 2).Plus(Amount{Why: "缺"}), "—"},
	} {
		if got := c.a.Text(); got != c.text {
			t.Errorf("%+v is %q, want %q", c.a, got, c.text)
		}
	}
}

func TestColumnLabel(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""}, {"在托人数", "在托人数"}, {"托位（个） 托位合计", "托位合计（个）"}, {"托位（个） 乳儿班", "托位（个） 乳儿班"}, {"收费 收费标准（元/月）", "收费标准（元/月）"},
		{"情况 人数（人） 在托人数（其中）", "情况 在托人数（其中）"}, {"合计 合计", "合计"},
	} {
		if got := (Column{Head: c[0]}).Label(); got != c[1] {
			t.Errorf("%q is said %q, want %q", c[0], got, c[1])
		}
	}
}

// An office's sheet is guessed as far as its words go, whatever else is in it; what is no table
// is said to be none.
func TestGuessTable(t *testing.T) {
	read := func(cells map[string]any, spans ...[2]string) sheet.Table {
		f := excelize.NewFile()
		for at, v := range cells {
			f.SetCellValue("Sheet1", at, v)
		}
		for _, s := range spans {
			f.MergeCell("Sheet1", s[0], s[1])
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		tables, err := sheet.Read(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		return tables[0]
	}
	got, err := GuessTable(read(map[string]any{"A1": "某县2026年第三季度托育情况统计表", "A2": "序号", "B2": "机构名称", "C2": "托位数", "D2": "在托人数", "E2": "消防情况", "A3": 1, "A4": 2, "A5": 3, "A6": "合计", "A7": "填表人：", "C7": "审核人："}, [2]string{"A1", "E1"}))
	if err != nil || got.Every != Quarterly || got.Line != 3 || got.Room != 3 || got.Total != 6 || len(got.Spots) != 2 {
		t.Errorf("guessed %+v, %v", got, err)
	}
	if got.Columns[4].From != "" || got.Columns[3].From != "m.enrolled" || got.Columns[2].From != "m.places" {
		t.Errorf("columns are guessed as %+v", got.Columns)
	}
	if again, err := ReadTable(got.Text()); err != nil || again.Text() != got.Text() {
		t.Errorf("what is kept is not what is read: %v", err)
	}
	first, err := GuessTable(read(map[string]any{"A1": "某县月报表", "A2": "填报单位（盖章）：", "C2": "填报时间：    年  月  日", "A3": "序号", "B3": "机构名称", "C3": "托位", "C4": "总数", "D4": "其中：普惠托位",
		"A5": "合计", "A6": 1, "A7": 2, "A8": "填表人：      审核人：      联系电话：", "A9": "说明：1.按月报；2.托位数按备案的。"}, [2]string{"A1", "D1"}, [2]string{"A3", "A4"}, [2]string{"B3", "B4"}, [2]string{"C3", "D3"}, [2]string{"A5", "B5"}))
	if err != nil || first.Total != 5 || first.Line != 6 || first.Room != 2 {
		t.Errorf("with its sum before the stations: %+v, %v", first, err)
	}
	var cells []string
	for _, put := range first.spotCells(map[string]string{SpotDay: "2026年12月1日", SpotFiller: "王小", SpotChecker: "李科"}) {
		cells = append(cells, Place(put.Column, put.Line)+" "+put.Cell.Text)
	}
	if want := []string{"C2 填报时间：2026年12月1日", "A8 填表人：王小      审核人：李科      联系电话："}; !slices.Equal(cells, want) {
		t.Errorf("single cells say %q, want %q", cells, want)
	}
	for _, total := range []int{6, 7, -1} {
		if first.Total = total; first.Check() == nil {
			t.Errorf("a sum on line %d, where stations stand, is taken", total)
		}
	}
	if _, err := GuessTable(read(map[string]any{"A1": "通讯录", "A2": "张三", "B2": "李四"})); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a list of names is a table: %v", err)
	}
	got.Columns[1].From = "m.nothing"
	if got.Check() == nil {
		t.Error("a column that nobody knows is taken")
	}
}

// A closing that knows the same figures is found, the newest first; one that differs in a
// single figure is not it.
func TestSettled(t *testing.T) {
	said := map[string]Amount{"m.a": {Known: true, Num: 100, Scale: 1}, "m.b": {Known: true, Num: 300, Scale: 1}}
	at := func(known int64) (map[string]Amount, error) {
		out := map[string]Amount{"m.a": {Known: true, Num: 100, Scale: 1}, "m.b": {Known: true, Num: 300, Scale: 1}}
		if known >= 8 {
			out["m.b"] = Amount{Known: true, Num: 400, Scale: 1}
		}
		return out, nil
	}
	if k, err := Settled(said, []int64{9, 8, 7, 6}, at); err != nil || k != 7 {
		t.Errorf("settled by closing %d, %v", k, err)
	}
	if k, _ := Settled(said, []int64{9, 8}, at); k != 0 {
		t.Errorf("settled by closing %d, which says something else", k)
	}
}

// What came, and what went, each once.
func TestLateOnes(t *testing.T) {
	e := func(n byte, value int64) hub.Evidence {
		return hub.Evidence{Fact: hub.Fact{Measure: "m", Record: hub.ID{n}, Day: "2026-11-30", Value: value}}
	}
	got := LateOnes([]hub.Evidence{e(1, 1), e(2, 1), e(2, 1)}, []hub.Evidence{e(2, 1), e(3, 1), e(1, 1)})
	if len(got) != 2 || got[0].Record != (hub.ID{3}) || got[0].Gone || got[1].Record != (hub.ID{2}) || !got[1].Gone {
		t.Errorf("late are %+v", got)
	}
}
