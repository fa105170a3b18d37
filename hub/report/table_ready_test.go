package report_test

import (
	"flag"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"yizhan/hub/report"
)

var updateTables = flag.Bool("update-tables", false, "write tables/*.xlsx")

// drawn is a table that comes with the program, as it is drawn: each head with the one over it.
type drawn struct {
	name, title, under string
	heads              [][2]string // over (merged where it repeats), itself
	note               string
	froms              []string
}

var drawnTables = []drawn{
	{"month", "托育服务月报表", "数字按月末一天和当月的记录数；站里看过，镇里审核，县里锁定。", [][2]string{
		{"", "序号"}, {"", "乡镇"}, {"", "机构名称"}, {"托位（个）", "托位合计"}, {"托位（个）", "其中：普惠托位"}, {"在托孩子（人）", "在托人数"}, {"在托孩子（人）", "其中：全日托"}, {"在托孩子（人）", "当月新入托"},
		{"", "托位使用率"}, {"", "当月出勤人日"}, {"服务（次）", "入户指导"}, {"服务（次）", "妈妈课堂"}, {"", "员工人数"}, {"", "备注"},
	}, "说明：托位、在托、员工是月末一天的数；新入托、出勤、服务是当月的数。", []string{
		"row", "township", "station", "m.places", "m.places.inclusive", "m.enrolled", "m.enrolled.full", "m.enrolment.begun", "i.D3.A", "m.day.present", "m.home-visit", "m.class.mothers", "m.staff", ""}},
	{"inspection", "托育机构督导通报（季度）", "数字按当季的检查和整改案件数。", [][2]string{
		{"", "序号"}, {"", "乡镇"}, {"", "机构名称"}, {"", "检查次数"}, {"", "其中：督导评估"}, {"", "发现问题的检查"}, {"整改", "限期整改"}, {"整改", "完成整改"}, {"整改", "按期整改"}, {"", "备注"},
	}, "说明：完成整改以复查通过那天为准；按期是不晚于整改通知上的日子。", []string{
		"row", "township", "station", "m.inspection", "m.inspection.supervise", "m.inspection.found", "m.rectify", "m.rectify.closed", "m.rectify.in-time", ""}},
	{"year", "托育机构年度报告汇总表", "数字按年末一天和全年的记录数，文字是站里自己写的年度小结。", [][2]string{
		{"", "序号"}, {"", "乡镇"}, {"", "机构名称"}, {"", "托位数"}, {"", "在托人数"}, {"", "托位使用率"}, {"", "员工人数"}, {"", "持证人数"}, {"", "全年体检（次）"}, {"", "全年入户指导"}, {"", "培训人次"}, {"年度小结", "今年做得好的"}, {"年度小结", "难在哪里"}, {"年度小结", "明年打算"},
	}, "说明：体检、入户、培训是全年的次数；别的是年末一天的数。", []string{
		"row", "township", "station", "m.places", "m.enrolled", "i.D3.A", "m.staff", "m.staff.certified", "m.health-check", "m.home-visit", "m.training", "word.good", "word.hard", "word.next"}},
	{"public", "托育机构公示表（半年）", "公示的人名中间遮住。", [][2]string{
		{"", "序号"}, {"", "乡镇"}, {"", "机构名称"}, {"", "负责人"}, {"", "联系电话"}, {"", "托位数"}, {"", "其中：普惠托位"}, {"", "收费（元/月）"},
	}, "说明：收费是全日托一个月公示的价钱。有不同意见，请在公示期内打县里的电话。", []string{
		"row", "township", "station", "head", "phone", "m.places", "m.places.inclusive", "m.price.month"}},
}

// draw makes a table's sheet.
func (d drawn) draw(t *testing.T, path string) {
	f := excelize.NewFile()
	name := "报表"
	f.SetSheetName("Sheet1", name)
	at := func(column, line int) string { s, _ := excelize.CoordinatesToCellName(column, line); return s }
	style := func(s *excelize.Style) int {
		id, err := f.NewStyle(s)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	var edges []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		edges = append(edges, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	middle := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	last := len(d.heads)
	f.SetCellValue(name, "A1", d.title)
	f.MergeCell(name, "A1", at(last, 1))
	f.SetCellStyle(name, "A1", at(last, 1), style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 20}, Alignment: middle}))
	f.SetRowHeight(name, 1, 36)
	f.SetCellValue(name, "A2", "填报单位：")
	f.MergeCell(name, "A2", at(3, 2))
	f.SetCellValue(name, at(last-2, 2), "填报期：")
	f.MergeCell(name, at(last-2, 2), at(last, 2))
	for i, h := range d.heads {
		over, own := h[0], h[1]
		if over == "" {
			f.SetCellValue(name, at(i+1, 3), own)
			f.MergeCell(name, at(i+1, 3), at(i+1, 4))
			continue
		}
		f.SetCellValue(name, at(i+1, 4), own)
		if i == 0 || d.heads[i-1][0] != over {
			end := i
			for end+1 < last && d.heads[end+1][0] == over {
				end++
			}
			f.SetCellValue(name, at(i+1, 3), over)
			f.MergeCell(name, at(i+1, 3), at(end+1, 3))
		}
	}
	f.SetCellStyle(name, at(1, 3), at(last, 4), style(&excelize.Style{Border: edges, Font: &excelize.Font{Bold: true, Size: 11}, Alignment: middle}))
	f.SetCellStyle(name, at(1, 5), at(last, 15), style(&excelize.Style{Border: edges, Alignment: middle}))
	f.SetCellValue(name, "A15", "合计")
	f.MergeCell(name, "A15", "C15")
	f.SetCellValue(name, "A16", d.note)
	f.MergeCell(name, "A16", at(last, 16))
	for i, text := range []string{"填表人：", "审核人：", "负责人：", "单位（盖章）："} {
		f.SetCellValue(name, at(1+i*2, 17), text)
		f.MergeCell(name, at(1+i*2, 17), at(2+i*2, 17))
	}
	f.SetColWidth(name, "A", "A", 6)
	f.SetColWidth(name, "B", "B", 12)
	f.SetColWidth(name, "C", "C", 22)
	landscape, size, fit := "landscape", 9, 1
	f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &size, FitToWidth: &fit})
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

// The tables that come with the program say what they were drawn for: their heads are read as
// any office's are.
func TestReadyTables(t *testing.T) {
	if *updateTables {
		for _, d := range drawnTables {
			d.draw(t, "tables/"+d.name+".xlsx")
		}
	}
	every := map[string]report.Every{"month": report.Monthly, "inspection": report.Quarterly, "year": report.Yearly, "public": report.HalfYear}
	ready := report.ReadyTables()
	if len(ready) != len(drawnTables) {
		t.Fatalf("%d tables, %d are drawn", len(ready), len(drawnTables))
	}
	for i, d := range drawnTables {
		got := ready[i].Plan
		var froms []string
		for _, c := range got.Columns {
			froms = append(froms, c.From)
		}
		if !slices.Equal(froms, d.froms) {
			t.Errorf("%s: columns say %q, want %q", d.name, froms, d.froms)
		}
		if got.Title != d.title || got.Every != every[d.name] || got.Line != 5 || got.Room != 10 || got.Total != 15 {
			t.Errorf("%s: %s, %s, line %d, room %d, total %d", d.name, got.Title, got.Every, got.Line, got.Room, got.Total)
		}
		if err := got.Check(); err != nil {
			t.Errorf("%s: %v", d.name, err)
		}
		var spots []string
		for _, s := range got.Spots {
			spots = append(spots, s.From+" "+report.Place(s.Column, s.Line))
		}
		if len(spots) != 6 {
			t.Errorf("%s: cells around are %q", d.name, spots)
		}
	}
}
